/*
 * survey_quality.c - what is wrong with the answers, counted, and the lead's
 * minutes with and without the people concerned.
 */
#include <math.h>

#include "report/evidence_blocks.h"

enum { CHECK, FOUND, OF, UNIT, WITH, WITHOUT, LOW, NOTE = 7 };

static void put_check(sw_sheet *s, const sw_quality_check *x)
{
    lxw_row_t r = s->row++;
    sw_put_text(s, r, CHECK, x->name, SW_LOOK_CELL);
    sw_put_number(s, r, FOUND, (double)x->found, SW_LOOK_CELL, SW_NUM_COUNT);
    sw_put_number(s, r, OF, (double)x->of, SW_LOOK_CELL, SW_NUM_COUNT);
    sw_put_text(s, r, UNIT, x->unit, SW_LOOK_CELL);
    if (isnan(x->with.minutes)) {
        sw_put_text(s, r, WITH, "", SW_LOOK_CELL);
        sw_put_text(s, r, WITHOUT, "", SW_LOOK_CELL);
    } else {
        sw_put_number(s, r, WITH, x->with.minutes, SW_LOOK_CELL,
                      SW_NUM_DECIMAL_2);
        sw_put_number(s, r, WITHOUT, x->without.minutes, SW_LOOK_CELL,
                      SW_NUM_DECIMAL_2);
    }
    sw_put_note_across(s, r, LOW, NOTE, x->note, 62);
}

/* A scale's reliability is a figure, not a count. */
static void put_scale(sw_sheet *s, const sw_quality_check *x)
{
    lxw_row_t r = s->row++;
    const double value[] = {x->statistic, x->lower, x->upper};
    sw_put_text(s, r, CHECK, x->name, SW_LOOK_CELL);
    for (lxw_col_t c = 0; c < 3; c++)
        sw_put_number(s, r, (lxw_col_t)(1 + c), value[c], SW_LOOK_CELL,
                      SW_NUM_DECIMAL_2);
    sw_put_number(s, r, 4, (double)x->of, SW_LOOK_CELL, SW_NUM_COUNT);
    sw_put_note_across(s, r, 5, NOTE, x->note, 76);
}

static bool is_scale(const sw_quality_check *x)
{
    return !isnan(x->statistic);
}

static char *finding(const sw_evaluation *e)
{
    const sw_evidence *ev = e->evidence;
    size_t kinds = 0;
    for (size_t i = 0; i < ev->n_checks; i++)
        kinds += ev->checks[i].found > 0 && !is_scale(&ev->checks[i]);
    if (kinds == 0)
        return sw_say(e->pilot->language,
                      "Quality of the answers: nothing was found");
    return sw_say(e->pilot->language,
                  "Quality of the answers: %zu kinds of findings; nothing is "
                  "left out for them, but the figures without them stand "
                  "beside",
                  kinds);
}

void sw_put_answer_quality(sw_sheet *s, const sw_evaluation *e)
{
    enum { COLUMNS = 7 };
    static const char *const HEADS[] = {
        "Check",         ">Found",        ">Of", "Counted", ">Minutes, all",
        ">Without them", "What it means", "",    NULL};
    static const char *const SCALE_HEADS[] = {
        "Scale",      ">Alpha",        ">95% low", ">95% high",
        ">Responses", "What it means", NULL};
    const sw_evidence *ev = e->evidence;
    size_t scales = 0;
    if (ev->n_checks == 0)
        return;
    g_autofree char *says = finding(e);
    sw_put_data_section(s, says, COLUMNS);
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < ev->n_checks; i++) {
        scales += is_scale(&ev->checks[i]);
        if (!is_scale(&ev->checks[i]))
            put_check(s, &ev->checks[i]);
    }
    if (scales)
        sw_put_heads(s, SCALE_HEADS);
    for (size_t i = 0; i < ev->n_checks; i++)
        if (is_scale(&ev->checks[i]))
            put_scale(s, &ev->checks[i]);
}
