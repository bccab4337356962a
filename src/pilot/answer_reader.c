/* answer_reader.c - answers of one item to minutes and scores */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "pilot/survey.h"

struct sw_answer_reader {
    const sw_load *load;
    const sw_json *spec;
    sw_item *item;
    GHashTable *known;  /* text of a duration -> sw_duration, owned */
    GHashTable *map;    /* what pilot.json says of answers; NULL: nothing */
    bool asked_for_per; /* the error was given once */
    double days_per_week, weeks_per_month;
};

sw_answer_reader *sw_answer_reader_new(const sw_load *load, const sw_json *spec,
                                       sw_item *item)
{
    enum { MONTHS = 12 };
    const sw_inputs *in = &load->pilot->inputs;
    sw_answer_reader *r = g_new0(sw_answer_reader, 1);
    *r = (sw_answer_reader){
        .load = load,
        .spec = spec,
        .item = item,
        .map = sw_answer_map_new(load, spec),
        .known =
            g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, g_free),
        .days_per_week = sw_inputs_value(in, SW_IN_DAYS_PER_WEEK),
        .weeks_per_month = sw_inputs_value(in, SW_IN_WORKING_WEEKS) / MONTHS};
    return r;
}

void sw_answer_reader_free(sw_answer_reader *r)
{
    g_hash_table_unref(r->known);
    g_clear_pointer(&r->map, g_hash_table_unref);
    g_free(r);
}

/* Minutes of one period a week; NaN where it cannot be said. */
static double times_per_week(const sw_answer_reader *r, sw_period period)
{
    switch (period) {
    case SW_PERIOD_DAY:
        return r->days_per_week;
    case SW_PERIOD_WEEK:
        return 1;
    case SW_PERIOD_MONTH:
        return 1 / r->weeks_per_month;
    case SW_PERIOD_UNKNOWN:
        break;
    }
    return NAN;
}

/* The answer's own period wins; it is brought to the item's. */
static bool resolve_period(sw_answer_reader *r, sw_duration *answer)
{
    sw_item *item = r->item;
    bool nothing = !(answer->upper > 0) && !(answer->lower < 0);
    if (nothing)
        return true;
    if (item->per == SW_PERIOD_UNKNOWN)
        item->per = answer->period;
    if (item->per == SW_PERIOD_UNKNOWN) {
        if (!r->asked_for_per)
            sw_load_problem(r->load, SW_ERROR, "no-period", r->spec,
                            "give \"per\": \"day\", \"week\" or \"month\"",
                            "nothing says what period the answers to '%s' are "
                            "of",
                            item->id);
        r->asked_for_per = true;
        return false;
    }
    if (answer->period == SW_PERIOD_UNKNOWN || answer->period == item->per)
        return true;
    double factor =
        times_per_week(r, answer->period) / times_per_week(r, item->per);
    answer->lower *= factor;
    answer->upper *= factor;
    return !isnan(answer->lower);
}

/* People choose among a few texts: each is read once. NULL where it is no
 * duration. */
static const sw_duration *known_duration(sw_answer_reader *r, const char *text,
                                         sw_cell_status *status)
{
    sw_duration answer, *kept = g_hash_table_lookup(r->known, text);
    *status = SW_CELL_OK;
    if (kept == NULL)
        *status = sw_answer_duration(&answer, text, r->item->unit_minutes);
    if (kept != NULL || *status != SW_CELL_OK)
        return kept;
    kept = g_memdup2(&answer, sizeof answer);
    g_hash_table_insert(r->known, g_strdup(text), kept);
    return kept;
}

static sw_cell_status read_duration(sw_answer_reader *r, const char *text,
                                    double *lower, double *upper)
{
    sw_cell_status s;
    const sw_duration *known = known_duration(r, text, &s);
    sw_duration answer = known != NULL ? *known : (sw_duration){0};
    if (known == NULL || !resolve_period(r, &answer))
        return s;
    *lower = answer.lower;
    *upper = answer.upper;
    r->item->binned |= answer.upper > answer.lower;
    return s;
}

static bool is_duration(const sw_item *item)
{
    return item->kind == SW_ITEM_TIME_SAVED || item->kind == SW_ITEM_TIME_SPENT;
}

bool sw_answer_read_mapped(sw_answer_reader *r, const char *text, double *lower,
                           double *upper)
{
    bool duration = is_duration(r->item);
    const sw_duration *mapped = duration || r->item->kind == SW_ITEM_LIKERT
                                    ? sw_answer_mapped(r->map, text)
                                    : NULL;
    if (mapped == NULL)
        return false;
    sw_duration answer = *mapped;
    *lower = *upper = NAN;
    if (isnan(answer.lower) || (duration && !resolve_period(r, &answer)))
        return true;
    *lower = answer.lower;
    *upper = answer.upper;
    r->item->binned |= answer.upper > answer.lower;
    return true;
}

sw_cell_status sw_answer_read(sw_answer_reader *r, const char *text,
                              double *lower, double *upper)
{
    double score;
    sw_item_kind kind = r->item->kind;
    *lower = *upper = NAN;
    if (*text == '\0')
        return SW_CELL_MISSING;
    if (sw_answer_read_mapped(r, text, lower, upper))
        return isnan(*lower) ? SW_CELL_MISSING : SW_CELL_OK;
    if (is_duration(r->item))
        return read_duration(r, text, lower, upper);
    if (kind != SW_ITEM_LIKERT)
        return SW_CELL_OK;
    sw_cell_status s = sw_answer_likert(&score, text, r->item->points);
    if (s == SW_CELL_OK)
        *lower = *upper = score;
    return s;
}
