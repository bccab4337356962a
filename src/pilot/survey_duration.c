/*
 * survey_duration.c - how long each response took: a column that says it, or
 * from start to end.
 */
#include <math.h>
#include <stdlib.h>

#include "ingest/date_text.h"
#include "pilot/survey.h"
#include "stats/order.h"

/* Where a file says it; SIZE_MAX: it does not. */
typedef struct columns {
    size_t duration, started, ended;
} columns;

/* Seconds from start to end of a response; NaN where they are not known. */
static double between(const sw_data_file *f, size_t row, const columns *at)
{
    enum { DAY = 86400 };
    sw_date_text a, b;
    const char *from = sw_data_text(f, row, at->started);
    const char *to = sw_data_text(f, row, at->ended);
    if (!sw_date_text_read(&a, from) || !sw_date_text_read(&b, to) ||
        a.form != SW_DATE_SURE || b.form != SW_DATE_SURE || !a.has_time ||
        !b.has_time)
        return NAN;
    double days = b.day - a.day;
    return days * DAY + (b.seconds - a.seconds);
}

/* A cell that is no plain number of seconds says nothing, and is no fault of
 * the answers. */
static double plain_seconds(const char *text)
{
    char *end;
    double x = g_ascii_strtod(text, &end);
    return end != text && *end == '\0' && x >= 0 ? x : NAN;
}

static double seconds_of(const sw_data_file *f, size_t row, const columns *at)
{
    double x = at->duration != SIZE_MAX
                   ? plain_seconds(sw_data_text(f, row, at->duration))
                   : NAN;
    if (isnan(x))
        x = between(f, row, at);
    return x >= 0 ? x : NAN;
}

void sw_survey_read_durations(sw_survey_reading *r)
{
    sw_survey *survey = &r->load->pilot->survey;
    survey->seconds = g_new(double, survey->n + 1);
    for (size_t k = 0; k < r->n_files; k++) {
        const sw_data_file *f = &r->files[k];
        columns at = {sw_data_find(f, "duration"), sw_data_find(f, "started"),
                      sw_data_find(f, "date")};
        for (size_t i = 0; i < survey->n; i++) {
            const sw_response *one =
                &g_array_index(r->responses, sw_response, i);
            if (one->file == k)
                survey->seconds[i] = seconds_of(f, one->row, &at);
        }
    }
}

/* A third of the median time of a wave; 0 where fewer than ten are known. */
static double hasty_below(const sw_survey *survey, int wave, double *took)
{
    enum { ENOUGH = 10, THIRD = 3 };
    size_t n = 0;
    for (size_t i = 0; i < survey->n; i++)
        if (survey->wave[i] == wave && !isnan(survey->seconds[i]))
            took[n++] = survey->seconds[i];
    if (n < ENOUGH)
        return 0;
    sw_sort(took, n);
    return took[n / 2] / THIRD;
}

bool *sw_survey_hasty(const sw_survey *survey)
{
    bool *hasty = g_new0(bool, survey->n + 1);
    g_autofree double *took = g_new(double, survey->n + 1);
    g_autoptr(GHashTable) below =
        g_hash_table_new_full(NULL, NULL, NULL, g_free);
    for (size_t i = 0; survey->seconds && i < survey->n; i++) {
        gpointer key = GINT_TO_POINTER(survey->wave[i]);
        double *limit = g_hash_table_lookup(below, key);
        if (!limit) {
            limit = g_new(double, 1);
            *limit = hasty_below(survey, survey->wave[i], took);
            g_hash_table_insert(below, key, limit);
        }
        hasty[i] = survey->seconds[i] < *limit;
    }
    return hasty;
}
