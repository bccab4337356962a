/* survey_counted.c - a survey of which only counts exist, as responses */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "ingest/survey_counts.h"
#include "pilot/survey.h"
#include "pilot/survey_wave.h"

enum { MAX_RESPONSES = 5000000 };

/* Responses of one wave and group, as many as the item with most answers has.
 * Of which person an answer is nobody knows, so two items of one response are
 * not of one person either. */
typedef struct block {
    int wave;
    sw_arm arm;
    size_t first, n; /* its responses */
} block;

typedef struct counted {
    const sw_load *load;
    sw_data_file file;
    sw_survey_counts *counts;
    GArray *blocks;      /* of block */
    GHashTable *by_name; /* wave and arm -> number of the block + 1 */
    size_t *block_of;    /* [counts.n] SIZE_MAX: row is left out */
    size_t other_segments;
} counted;

static sw_arm arm_of(const char *segment, bool *known)
{
    *known = true;
    if (g_ascii_strcasecmp(segment, "control") == 0)
        return SW_ARM_CONTROL;
    *known = g_ascii_strcasecmp(segment, "pilot") == 0 ||
             g_ascii_strcasecmp(segment, "all") == 0 || *segment == '\0';
    return SW_ARM_PILOT;
}

static size_t find_block(counted *c, int wave, sw_arm arm)
{
    gint64 key = (gint64)wave * 2 + (arm == SW_ARM_CONTROL);
    char *name = g_strdup_printf("%" G_GINT64_FORMAT, key);
    gpointer known = g_hash_table_lookup(c->by_name, name);
    if (known != NULL) {
        g_free(name);
        return GPOINTER_TO_SIZE(known) - 1;
    }
    block one = {.wave = wave, .arm = arm};
    g_array_append_val(c->blocks, one);
    g_hash_table_insert(c->by_name, name, GSIZE_TO_POINTER(c->blocks->len));
    return c->blocks->len - 1;
}

/* Without a wave the counts are of after: that is when one asks what a copilot
 * saves. */
static bool wave_of(counted *c, const sw_survey_count *row, int *wave)
{
    *wave = SW_WAVE_AFTER;
    if (*row->wave == '\0' || sw_wave_parse(wave, row->wave))
        return true;
    sw_data_reject(&c->file, row->row, sw_data_find(&c->file, "wave"),
                   "bad-wave", "is neither before, after nor a whole number");
    return false;
}

/* They are read by another module than the cells of other files. */
static void note_columns(const sw_data_file *f)
{
    static const char *const names[] = {"item",  "answer",  "wave", "segment",
                                        "count", "percent", "n"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        size_t column = sw_data_find(f, names[i]);
        if (column != SIZE_MAX)
            f->used[column] = true;
    }
}

static bool same_item(const char *a, const sw_item *item)
{
    return g_ascii_strcasecmp(a, item->id) == 0 ||
           (item->question != NULL &&
            g_ascii_strcasecmp(a, item->question) == 0);
}

static void find_blocks(counted *c)
{
    c->block_of = g_new(size_t, c->counts->n + 1);
    for (size_t i = 0; i < c->counts->n; i++) {
        const sw_survey_count *row = &c->counts->rows[i];
        bool known;
        int wave;
        sw_arm arm = arm_of(row->segment, &known);
        c->other_segments += !known;
        c->block_of[i] = SIZE_MAX;
        if (!isnan(row->count) && wave_of(c, row, &wave))
            c->block_of[i] = find_block(c, wave, arm);
    }
}

/* Answers of one item in one block. */
static size_t answers_in(const counted *c, const sw_item *item, size_t b)
{
    double n = 0;
    for (size_t i = 0; i < c->counts->n; i++)
        if (c->block_of[i] == b && same_item(c->counts->rows[i].item, item))
            n += c->counts->rows[i].count;
    return (size_t)fmin(n, MAX_RESPONSES + 1);
}

/* Lays the blocks out one behind another; false where they are too many. */
static bool lay_out(counted *c)
{
    sw_survey *survey = &c->load->pilot->survey;
    size_t total = 0;
    for (guint b = 0; b < c->blocks->len; b++) {
        block *one = &g_array_index(c->blocks, block, b);
        one->first = total;
        for (size_t k = 0; k < survey->n_items; k++)
            one->n = MAX(one->n, answers_in(c, &survey->items[k], b));
        total += one->n;
        if (total > MAX_RESPONSES) {
            sw_load_problem(c->load, SW_ERROR, "too-many-responses",
                            c->file.spec, "check the column count",
                            "the counts add up to more than %d responses",
                            MAX_RESPONSES);
            return false;
        }
    }
    survey->n = total;
    return true;
}

static void fill_responses(const counted *c)
{
    sw_survey *survey = &c->load->pilot->survey;
    survey->person = g_new(int, survey->n);
    survey->wave = g_new(int, survey->n);
    survey->arm = g_new(sw_arm, survey->n);
    for (guint b = 0; b < c->blocks->len; b++) {
        const block *one = &g_array_index(c->blocks, block, b);
        for (size_t i = one->first; i < one->first + one->n; i++) {
            survey->person[i] = SW_NOBODY;
            survey->wave[i] = one->wave;
            survey->arm[i] = one->arm;
        }
    }
}

static void clear_item(sw_item *item, size_t n)
{
    item->lower = g_new(double, n);
    item->upper = g_new(double, n);
    item->text = g_new(const char *, n);
    item->unread = g_new0(bool, n);
    for (size_t i = 0; i < n; i++) {
        item->lower[i] = item->upper[i] = NAN;
        item->text[i] = "";
    }
}

/* One answer to as many responses as gave it. */
static void expand(counted *c, sw_answer_reader *reader, sw_item *item,
                   size_t row, size_t *next)
{
    const sw_survey_count *count = &c->counts->rows[row];
    double lower, upper;
    sw_cell_status s = sw_answer_read(reader, count->answer, &lower, &upper);
    const char *text = sw_keep(c->load, count->answer);
    for (double k = 0; s != SW_CELL_MISSING && k < count->count; k++) {
        size_t i = (*next)++;
        if (s == SW_CELL_BAD) {
            sw_item_unread(item, i, text);
            continue;
        }
        item->lower[i] = lower;
        item->upper[i] = upper;
        item->text[i] = text;
    }
}

static void fill_item(counted *c, const sw_json *spec, sw_item *item)
{
    size_t found = 0;
    g_autofree size_t *next = g_new(size_t, c->blocks->len + 1);
    for (guint b = 0; b < c->blocks->len; b++)
        next[b] = g_array_index(c->blocks, block, b).first;
    clear_item(item, c->load->pilot->survey.n);
    sw_answer_reader *reader = sw_answer_reader_new(c->load, spec, item);
    for (size_t i = 0; i < c->counts->n; i++)
        if (same_item(c->counts->rows[i].item, item)) {
            found++;
            if (c->block_of[i] != SIZE_MAX)
                expand(c, reader, item, i, &next[c->block_of[i]]);
        }
    sw_answer_reader_free(reader);
    sw_item_tell_unread(c->load, spec, item);
    if (found == 0)
        sw_load_problem(c->load, SW_ERROR, "no-item-column", spec,
                        "write the item's id or question in column item",
                        "no row of %s counts answers to '%s'", c->file.name,
                        item->id);
}

static void tell(const counted *c)
{
    const sw_survey_counts *n = c->counts;
    const char *file = c->file.name;
    sw_load_warn_file(c->load, "counts-only", file, NULL,
                      "of the survey only counts exist: nobody's answers can "
                      "be compared before and after");
    if (n->from_percent && n->most_hidden > 0)
        sw_load_warn_file(c->load, "rounded-percent", file,
                          "give counts in place of percentages",
                          "the percentages of %s are rounded: a count made "
                          "from them may be off by up to %.0f people",
                          file, n->most_hidden);
    if (n->n_suppressed > 0)
        sw_load_warn_file(c->load, "suppressed-counts", file, NULL,
                          "%zu counts of %s are held back and left out: rare "
                          "answers are missing",
                          n->n_suppressed, file);
    if (c->other_segments > 0)
        sw_load_warn_file(c->load, "segments", file, NULL,
                          "segments other than pilot and control are taken "
                          "together: who answered in which is not known by "
                          "seat");
}

static void read_items(counted *c)
{
    sw_survey *survey = &c->load->pilot->survey;
    const sw_json *items = sw_json_at(c->load->root, "survey.items");
    survey->n_items = sw_json_length(items);
    sw_check_distinct(c->load, items, "id");
    survey->items = g_new0(sw_item, survey->n_items);
    for (size_t k = 0; k < survey->n_items; k++)
        survey->items[k] = sw_survey_item(c->load, items->items[k]);
    if (!lay_out(c)) {
        survey->n_items = 0;
        return;
    }
    fill_responses(c);
    for (size_t k = 0; k < survey->n_items; k++)
        fill_item(c, items->items[k], &survey->items[k]);
}

void sw_load_survey_counts(const sw_load *load)
{
    const sw_json *survey = sw_json_member(load->root, "survey");
    const sw_json *spec = sw_json_member(survey, "counts");
    counted c = {.load = load};
    if (sw_is_given(sw_json_member(survey, "files"))) {
        sw_load_problem(load, SW_ERROR, "survey-twice", spec,
                        "leave one of them out",
                        "the survey is given as responses and as counts");
        return;
    }
    if (!sw_data_open(&c.file, load, spec, "survey counts"))
        return;
    c.counts = sw_survey_counts_read(c.file.table, '.', load->d);
    note_columns(&c.file);
    if (c.counts != NULL) {
        c.blocks = g_array_new(FALSE, FALSE, sizeof(block));
        c.by_name =
            g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
        find_blocks(&c);
        read_items(&c);
        tell(&c);
        g_array_unref(c.blocks);
        g_hash_table_unref(c.by_name);
        g_free(c.block_of);
    }
    sw_survey_counts_free(c.counts);
    sw_data_close(&c.file);
}
