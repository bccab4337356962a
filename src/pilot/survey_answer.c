/* survey_answer.c - the cells of the survey's items to minutes and scores */
#include "pilot/survey.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "ingest/column.h"

typedef struct item_reading {
    const sw_survey_reading *all;
    const sw_json *spec;
    sw_item *item;
    sw_answer_reader *reader;
    size_t *column; /* [n_files] SIZE_MAX where the file has none */
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

/* How a header or a label bears the question: 2 as a whole, 1 behind what
 * stands over a block of statements ("How far do you agree? - I ..."). */
static int bears(const char *text, const char *wanted)
{
    enum { LONG_ENOUGH = 12 };
    g_autofree char *folded = fold(text);
    if (strcmp(folded, wanted) == 0)
        return 2;
    return strlen(wanted) >= LONG_ENOUGH && g_str_has_suffix(folded, wanted);
}

/* The column that bears the question; of several that end with it, none. */
static size_t find_question(const sw_data_file *f, const char *question)
{
    g_autofree char *wanted = fold(question != NULL ? question : "");
    size_t found = SIZE_MAX, n = 0;
    for (size_t i = 0; *wanted != '\0' && i < sw_table_columns(f->table); i++) {
        int fit = MAX(bears(sw_table_header(f->table, i), wanted),
                      bears(sw_table_label(f->table, i), wanted));
        if (fit == 2)
            return i;
        if (fit == 1) {
            found = i;
            n++;
        }
    }
    return n == 1 ? found : SIZE_MAX;
}

/* By id (also after columns mapping), else by the question's text. */
static void find_columns(item_reading *r)
{
    const sw_survey_reading *all = r->all;
    size_t found = 0;
    for (size_t i = 0; i < all->n_files; i++) {
        r->column[i] = sw_data_find(&all->files[i], r->item->id);
        if (r->column[i] == SIZE_MAX)
            r->column[i] = sw_data_found(
                &all->files[i],
                find_question(&all->files[i], r->item->question), r->item->id);
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

/* What was decided on the column of an item in a file; NULL: nothing. */
static const sw_column *decided(const item_reading *r, size_t file)
{
    const sw_columns *c = sw_table_decisions(r->all->files[file].table);
    size_t column = r->column[file];
    return c != NULL && column < c->n ? &c->column[column] : NULL;
}

static void warn_direction(const item_reading *r, size_t file)
{
    if (sw_is_given(sw_json_member(r->spec, "direction")) ||
        sw_is_given(sw_json_member(r->spec, "reverse")))
        return;
    sw_load_problem(r->all->load, SW_WARNING, "unknown-direction", r->spec,
                    "give \"direction\": \"ascending\" or \"descending\"",
                    "%s has numbers alone for '%s': %d is taken as full "
                    "agreement",
                    r->all->files[file].name, r->item->id, r->item->points);
}

/* The labels of a whole column tell how many points its scale has, which an
 * item that gives no points takes over. */
static void settle_points(item_reading *r)
{
    bool given = sw_is_given(sw_json_member(r->spec, "points"));
    int points = 0;
    for (size_t i = 0; i < r->all->n_files; i++) {
        const sw_column *c = decided(r, i);
        if (c == NULL || c->kind != SW_KIND_LIKERT || c->points == 0)
            continue;
        if (!given && points == 0)
            r->item->points = points = c->points;
        if (c->scale != NULL && c->points != r->item->points)
            sw_load_problem(r->all->load, SW_ERROR, "other-scale", r->spec,
                            "give \"points\", or leave one of the files out",
                            "'%s' has %d points, its labels in %s are of %d",
                            r->item->id, r->item->points, r->all->files[i].name,
                            c->points);
        if (c->scale == NULL && r->item->kind == SW_ITEM_LIKERT)
            warn_direction(r, i);
    }
}

/* What period the question asks of, where neither item nor answers say it. */
static void settle_period(item_reading *r)
{
    for (size_t i = 0; i < r->all->n_files; i++) {
        const sw_column *c = decided(r, i);
        if (c != NULL && c->kind == SW_KIND_DURATION &&
            r->item->per == SW_PERIOD_UNKNOWN)
            r->item->per = c->period;
    }
}

/* A label by the scale of its column: "agree" alone may be of five or seven. */
static sw_cell_status read_label(const item_reading *r, const sw_column *c,
                                 const char *text, double *score)
{
    double x;
    if (sw_cell_is_missing(text))
        return SW_CELL_MISSING;
    g_autofree char *point = sw_column_text(c, text);
    if (sw_cell_number(&x, point, '.') != SW_CELL_OK || x < 1 ||
        x > r->item->points)
        return SW_CELL_BAD;
    *score = x;
    return SW_CELL_OK;
}

/* The kind's own reader says what is no answer: "None" saved is nothing saved,
 * not a missing cell. */
static void read_answer(item_reading *r, size_t i)
{
    const sw_response *at = &g_array_index(r->all->responses, sw_response, i);
    sw_data_file *f = &r->all->files[at->file];
    sw_item *item = r->item;
    size_t column = r->column[at->file];
    const sw_column *c = decided(r, at->file);
    const char *text = sw_data_text(f, at->row, column);
    item->lower[i] = item->upper[i] = NAN;
    item->text[i] = "";
    item->unread[i] = false;
    if (column == SIZE_MAX || sw_data_is_ambiguous(f, column))
        return;
    double x, y;
    bool by_label = !sw_answer_read_mapped(r->reader, text, &x, &y) &&
                    item->kind == SW_ITEM_LIKERT && c != NULL &&
                    c->kind == SW_KIND_LIKERT && c->scale != NULL;
    sw_cell_status s =
        by_label
            ? read_label(r, c, text, &item->lower[i])
            : sw_answer_read(r->reader, text, &item->lower[i], &item->upper[i]);
    if (by_label)
        item->upper[i] = item->lower[i];
    if (s == SW_CELL_BAD)
        sw_item_unread(item, i, sw_keep(r->all->load, text));
    if (s == SW_CELL_OK)
        item->text[i] = sw_keep(r->all->load, text);
}

static void read_item(const sw_survey_reading *all, const sw_json *spec,
                      sw_item *item)
{
    size_t n = all->load->pilot->survey.n;
    *item = sw_survey_item(all->load, spec);
    item->lower = g_new(double, n);
    item->upper = g_new(double, n);
    item->text = g_new(const char *, n);
    item->unread = g_new0(bool, n);
    g_autofree size_t *column = g_new(size_t, all->n_files);
    item_reading r = {.all = all,
                      .spec = spec,
                      .item = item,
                      .column = column,
                      .reader = sw_answer_reader_new(all->load, spec, item)};
    find_columns(&r);
    settle_points(&r);
    settle_period(&r);
    for (size_t i = 0; i < n; i++)
        read_answer(&r, i);
    sw_answer_reader_free(r.reader);
    sw_item_tell_unread(all->load, spec, item);
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
