/* libFuzzer: any text as an answer, a number, a date and a period. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "ingest/answer.h"
#include "ingest/date_text.h"
#include "ingest/scale.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* A day of the calendar that is read has years that tables may have. */
static void try_dates(const char *text)
{
    sw_date_text t;
    sw_day day;
    int seconds;
    char again[SW_DATE_TEXT];
    if (sw_date_text_read(&t, text) && t.form == SW_DATE_SURE)
        require(sw_date_format(t.day, again) != NULL);
    if (sw_date_text_read(&t, text))
        for (int order = SW_ORDER_OPEN; order <= SW_ORDER_YMD; order++)
            if (sw_date_text_day(&day, &seconds, &t, (sw_date_order)order))
                require(day != SW_DAY_NONE);
    if (sw_cell_date(&day, text) == SW_CELL_OK) {
        sw_day same;
        require(sw_date_parse(&same, sw_date_format(day, again)) &&
                same == day);
    }
    sw_cell_period(&day, text);
    sw_date_text_is_damage(text);
}

static void try_numbers(const char *text)
{
    double x;
    bool b;
    if (sw_cell_number(&x, text, '.') == SW_CELL_OK)
        require(isfinite(x));
    if (sw_cell_number(&x, text, ',') == SW_CELL_OK)
        require(isfinite(x));
    sw_cell_boolean(&b, text);
}

/* An interval; time that was lost is below 0. */
static void try_answers(const char *text)
{
    static const double UNIT[] = {1, 60};
    sw_duration a;
    double x;
    for (size_t i = 0; i < G_N_ELEMENTS(UNIT); i++)
        if (sw_answer_duration(&a, text, UNIT[i]) == SW_CELL_OK)
            require(a.upper >= a.lower);
    for (int points = 2; points <= 11; points++)
        if (sw_answer_likert(&x, text, points) == SW_CELL_OK)
            require(x >= 0 && x <= points);
    sw_question_period(text);
    g_free(sw_scale_cut(text, &x));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    if (!g_utf8_validate(text, -1, NULL)) /* as all cells are by then */
        return 0;
    try_dates(text);
    try_numbers(text);
    try_answers(text);
    return 0;
}
