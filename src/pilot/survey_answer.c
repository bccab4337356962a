/* survey_answer.c - the cells of the survey's items to minutes and scores */
#include "pilot/survey.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

typedef struct item_reading {
    const sw_survey_reading *all;
    const sw_json *spec;
    sw_item *item;
    size_t *column;     /* [n_files] SIZE_MAX where the file has none */
    GHashTable *known;  /* text of a duration -> sw_duration, owned */
    bool asked_for_per; /* the error was given once */
    double days_per_week, weeks_per_month;
} item_reading;

/* Letters and digits only, lower case: questions survive any punctuation. */
static char *fold(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        if (g_unichar_isalnum(u))
            g_string_append_unichar(out, g_unichar_tolower(u));
    }
    return g_string_free(out, FALSE);
}

static size_t find_question(const sw_data_file *f, const char *question)
{
    if (question == NULL)
        return SIZE_MAX;
    g_autofree char *wanted = fold(question);
    for (size_t i = 0; *wanted != '\0' && i < sw_table_columns(f->table); i++) {
        g_autofree char *header = fold(sw_table_header(f->table, i));
        if (strcmp(wanted, header) == 0)
            return i;
    }
    return SIZE_MAX;
}

/* By id (also after columns mapping), else by the question's text. */
static void find_columns(item_reading *r)
{
    const sw_survey_reading *all = r->all;
    size_t found = 0;
    for (size_t i = 0; i < all->n_files; i++) {
        r->column[i] = sw_data_find(&all->files[i], r->item->id);
        if (r->column[i] == SIZE_MAX)
            r->column[i] = find_question(&all->files[i], r->item->question);
        found += r->column[i] != SIZE_MAX;
    }
    if (found == 0 && all->n_files > 0) {
        sw_load_problem(all->load, SW_ERROR, "no-item-column", r->spec,
                        "name a column like the id or the question, or map it "
                        "with \"columns\" beside the file",
                        "no file of the survey has a column for item '%s'",
                        r->item->id);
        return;
    }
    for (size_t i = 0; i < all->n_files; i++)
        if (r->column[i] == SIZE_MAX)
            sw_load_problem(all->load, SW_WARNING, "item-not-asked", r->spec,
                            NULL, "item '%s' is not in %s", r->item->id,
                            all->files[i].name);
}

/* Minutes of one period a week; NaN where it cannot be said. */
static double times_per_week(const item_reading *r, sw_period period)
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
static bool resolve_period(item_reading *r, sw_duration *answer)
{
    sw_item *item = r->item;
    bool nothing = !(answer->upper > 0);
    if (nothing)
        return true;
    if (item->per == SW_PERIOD_UNKNOWN)
        item->per = answer->period;
    if (item->per == SW_PERIOD_UNKNOWN) {
        if (!r->asked_for_per)
            sw_load_problem(r->all->load, SW_ERROR, "no-period", r->spec,
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
static const sw_duration *known_duration(item_reading *r, const char *text,
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

static sw_cell_status read_duration(item_reading *r, size_t i, const char *text)
{
    sw_cell_status s;
    const sw_duration *known = known_duration(r, text, &s);
    sw_duration answer = known != NULL ? *known : (sw_duration){0};
    if (known == NULL || !resolve_period(r, &answer))
        return s;
    r->item->lower[i] = answer.lower;
    r->item->upper[i] = answer.upper;
    r->item->binned |= answer.upper > answer.lower;
    return s;
}

static sw_cell_status read_likert(item_reading *r, size_t i, const char *text)
{
    double score;
    sw_cell_status s = sw_answer_likert(&score, text, r->item->points);
    if (s == SW_CELL_OK)
        r->item->lower[i] = r->item->upper[i] = score;
    return s;
}

/* The kind's own reader says what is no answer: "None" saved is nothing saved,
 * not a missing cell. */
static void read_answer(item_reading *r, size_t i)
{
    const sw_response *at = &g_array_index(r->all->responses, sw_response, i);
    sw_data_file *f = &r->all->files[at->file];
    sw_item *item = r->item;
    size_t column = r->column[at->file];
    const char *text = sw_data_text(f, at->row, column);
    bool time =
        item->kind == SW_ITEM_TIME_SAVED || item->kind == SW_ITEM_TIME_SPENT;
    sw_cell_status s = *text == '\0' ? SW_CELL_MISSING : SW_CELL_OK;
    item->lower[i] = item->upper[i] = NAN;
    if (s == SW_CELL_OK && time)
        s = read_duration(r, i, text);
    else if (s == SW_CELL_OK && item->kind == SW_ITEM_LIKERT)
        s = read_likert(r, i, text);
    if (s == SW_CELL_BAD)
        sw_data_reject(f, at->row, column, "bad-answer",
                       time ? "is no duration" : "is no point of the scale");
    item->text[i] = s == SW_CELL_OK ? sw_keep(r->all->load, text) : "";
}

static void read_item(const sw_survey_reading *all, const sw_json *spec,
                      sw_item *item)
{
    enum { MONTHS = 12 };
    const sw_inputs *in = &all->load->pilot->inputs;
    size_t n = all->load->pilot->survey.n;
    *item = sw_survey_item(all->load, spec);
    item->lower = g_new(double, n);
    item->upper = g_new(double, n);
    item->text = g_new(const char *, n);
    g_autofree size_t *column = g_new(size_t, all->n_files);
    item_reading r = {.all = all,
                      .spec = spec,
                      .item = item,
                      .column = column,
                      .days_per_week = sw_inputs_value(in, SW_IN_DAYS_PER_WEEK),
                      .weeks_per_month =
                          sw_inputs_value(in, SW_IN_WORKING_WEEKS) / MONTHS};
    r.known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    find_columns(&r);
    for (size_t i = 0; i < n; i++)
        read_answer(&r, i);
    g_hash_table_unref(r.known);
}

void sw_survey_read_items(sw_survey_reading *r)
{
    sw_survey *survey = &r->load->pilot->survey;
    const sw_json *items = sw_json_at(r->load->root, "survey.items");
    survey->n_items = sw_json_length(items);
    sw_check_distinct(r->load, items, "id");
    survey->items = g_new0(sw_item, survey->n_items);
    for (size_t i = 0; i < survey->n_items; i++)
        read_item(r, items->items[i], &survey->items[i]);
}
