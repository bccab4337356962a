/*
 * Answers, column by column: which scale the labels belong to (FORMATS 8.1),
 * what a length of time refers to and what Excel made of it (8.2), what parts
 * several choices (8.3).
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "ingest/answer_words.h"
#include "ingest/cell.h"
#include "ingest/decide.h"
#include "ingest/multi_select.h"

/* The labels of one or more columns, folded, each once. */
static GPtrArray *new_labels(void)
{
    return g_ptr_array_new_with_free_func(g_free);
}

static void add_labels(GPtrArray *labels, const sw_decision *d, size_t column)
{
    for (size_t i = 0; i < sw_table_rows(d->table); i++) {
        double number;
        const char *cell = sw_table_cell(d->table, i, column);
        if (sw_cell_is_missing(cell))
            continue;
        char *label = sw_scale_cut(cell, &number);
        if (label[0] == '\0' ||
            g_ptr_array_find_with_equal_func(labels, label, g_str_equal, NULL))
            g_free(label);
        else
            g_ptr_array_add(labels, label);
    }
}

static const sw_scale *infer(const GPtrArray *labels)
{
    return sw_scale_infer((const char *const *)labels->pdata, labels->len);
}

/* Whether numbers in front of the labels count from full agreement. */
static bool is_turned(const sw_decision *d, size_t column,
                      const sw_scale *scale)
{
    size_t turned = 0, straight = 0;
    for (size_t i = 0; i < sw_table_rows(d->table); i++) {
        double number;
        g_autofree char *label =
            sw_scale_cut(sw_table_cell(d->table, i, column), &number);
        int point = sw_scale_point(scale, label);
        if (isnan(number) || point == 0 || 2 * point == scale->points + 1)
            continue;
        bool same = fabs(number - point) < 0.5;
        straight += same;
        turned += !same && fabs(number - (scale->points + 1 - point)) < 0.5;
    }
    return turned > 0 && straight == 0;
}

static void report_strangers(const sw_decision *d, size_t column)
{
    const sw_column *c = &d->columns->column[column];
    size_t shown = 0;
    for (size_t i = 0; i < sw_table_rows(d->table); i++) {
        double number;
        const char *cell = sw_table_cell(d->table, i, column);
        g_autofree char *label = sw_scale_cut(cell, &number);
        if (sw_cell_is_missing(cell) || label[0] == '\0' ||
            (c->scale != NULL && sw_scale_point(c->scale, label) > 0))
            continue;
        if (shown++ == SW_SHOWN_DOUBTS)
            return;
        sw_doubt(d, SW_WARNING, "unknown-label", i, column, NULL,
                 "'%s' is no label of the scale of column \"%s\"", cell,
                 sw_table_header(d->table, column));
    }
}

static void first_of(char out[64], const char *words)
{
    g_strlcpy(out, words, MIN((size_t)64, strcspn(words, "|") + 1));
}

static void set_scale(const sw_decision *d, size_t column,
                      const sw_scale *scale)
{
    sw_column *c = &d->columns->column[column];
    char low[64], high[64];
    c->scale = scale;
    c->points = scale->points;
    c->turned = is_turned(d, column, scale);
    first_of(low, scale->labels[0]);
    first_of(high, scale->labels[scale->points - 1]);
    sw_set_reading(c, "%d points, \"%s\" is 1 and \"%s\" is %d%s",
                   scale->points, low, high, scale->points,
                   c->turned ? "; its numbers count the other way" : "");
}

/* The scale of most labels, where no scale has them all. */
static const sw_scale *nearest(const GPtrArray *labels)
{
    const sw_scale *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < sw_n_scales; i++) {
        size_t known = 0;
        for (guint k = 0; k < labels->len; k++)
            known += sw_scale_point(&sw_scales[i], labels->pdata[k]) > 0;
        if (known > most) {
            best = &sw_scales[i];
            most = known;
        }
    }
    return best;
}

static void settle_scale(const sw_decision *d, size_t column,
                         const sw_scale *of_grid)
{
    sw_column *c = &d->columns->column[column];
    g_autoptr(GPtrArray) labels = new_labels();
    add_labels(labels, d, column);
    const sw_scale *scale = of_grid != NULL ? of_grid : infer(labels);
    if (scale != NULL) {
        set_scale(d, column, scale);
        return;
    }
    if (labels->len == 0)
        return;
    bool mixed = true;
    for (guint i = 0; i < labels->len; i++)
        mixed = mixed && sw_scale_knows(labels->pdata[i]);
    if (!mixed) {
        set_scale(d, column, nearest(labels));
        report_strangers(d, column);
        return;
    }
    c->unread = true;
    sw_set_reading(c, "not read: its labels are of more than one scale");
    sw_doubt(d, SW_ERROR, "ambiguous-scale", SIZE_MAX, column,
             "correct the labels, or split the column",
             "the labels of column \"%s\" are of more than one scale",
             sw_table_header(d->table, column));
}

/* Neighbours in a grid share a scale: what one of them shows holds for all. */
static void decide_scales(const sw_decision *d)
{
    for (size_t from = 0; from < d->columns->n;) {
        size_t to = from;
        g_autoptr(GPtrArray) labels = new_labels();
        while (to < d->columns->n &&
               d->columns->column[to].kind == SW_KIND_LIKERT)
            add_labels(labels, d, to++);
        const sw_scale *of_grid = infer(labels);
        for (size_t i = from; i < to; i++)
            settle_scale(d, i, of_grid);
        from = MAX(to, from + 1);
    }
}

static bool mentions(const char *words, const sw_phrase *p)
{
    for (const char *at = strstr(words, p->text); at != NULL;
         at = strstr(at + 1, p->text))
        if (sw_phrase_stands(words, at, p->length))
            return true;
    return false;
}

static sw_period longest_period(const char *words, sw_word_kind kind)
{
    const sw_phrases *all = sw_phrases_all();
    size_t longest = 0;
    sw_period found = SW_PERIOD_UNKNOWN;
    for (size_t i = 0; i < all->n; i++) {
        const sw_phrase *p = &all->phrase[i];
        if (p->word.kind != kind || p->length <= longest || !mentions(words, p))
            continue;
        longest = p->length;
        found = p->word.period;
    }
    return found;
}

/* "In a typical week, how many minutes a day?" is of days. */
sw_period sw_question_period(const char *words)
{
    sw_period found = longest_period(words, SW_WORD_PERIOD);
    return found != SW_PERIOD_UNKNOWN ? found
                                      : longest_period(words, SW_WORD_SPAN);
}

static bool is_damaged(const char *cell)
{
    sw_date_text t;
    return sw_date_text_is_damage(cell) ||
           (sw_date_text_read(&t, cell) && t.form != SW_DATE_PERIOD);
}

static bool report_damage(const sw_decision *d, size_t column)
{
    size_t shown = 0;
    for (size_t i = 0; i < sw_table_rows(d->table); i++) {
        const char *cell = sw_table_cell(d->table, i, column);
        if (is_damaged(cell) && shown++ < SW_SHOWN_DOUBTS)
            sw_doubt(d, SW_ERROR, "damaged-bins", i, column,
                     "export again and do not open the file in Excel, or "
                     "write the bins back",
                     "'%s' in column \"%s\" is a range of minutes that Excel "
                     "took for a date",
                     cell, sw_table_header(d->table, column));
    }
    return shown > 0;
}

/* Each text once, with its count, at the place of its first cell. */
static void report_bad(const sw_decision *d, size_t column)
{
    size_t shown = 0, rows = sw_table_rows(d->table);
    g_autoptr(GHashTable) count = g_hash_table_new(sw_hash_text, g_str_equal);
    for (size_t i = 0; i < rows; i++) {
        const char *cell = sw_table_cell(d->table, i, column);
        size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(count, cell));
        g_hash_table_insert(count, (gpointer)(guintptr)cell,
                            GSIZE_TO_POINTER(n + 1));
    }
    for (size_t i = 0; i < rows && shown < SW_SHOWN_DOUBTS; i++) {
        sw_duration x;
        const char *cell = sw_table_cell(d->table, i, column);
        size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(count, cell));
        g_hash_table_remove(count, cell);
        if (n == 0 || cell[0] == '\0' || is_damaged(cell) ||
            sw_answer_duration(&x, cell, 1.0) != SW_CELL_BAD)
            continue;
        shown++;
        sw_doubt(d, SW_WARNING, "bad-duration", i, column, NULL,
                 "'%s' is no length of time (%zu cells)", cell, n);
    }
}

/* Two periods in the answers of one question cannot both be meant. */
static sw_period period_of_cells(const sw_decision *d, size_t column)
{
    sw_period found = SW_PERIOD_UNKNOWN;
    for (size_t i = 0; i < sw_table_rows(d->table); i++) {
        sw_duration x;
        const char *cell = sw_table_cell(d->table, i, column);
        if (sw_answer_duration(&x, cell, 1.0) == SW_CELL_OK &&
            x.period != SW_PERIOD_UNKNOWN)
            found = x.period;
    }
    return found;
}

static void decide_duration(const sw_decision *d, size_t column)
{
    static const char *const every[] = {[SW_PERIOD_DAY] = "day",
                                        [SW_PERIOD_WEEK] = "week",
                                        [SW_PERIOD_MONTH] = "month"};
    sw_column *c = &d->columns->column[column];
    g_autofree char *words = sw_decide_words(d, column);
    sw_period of_cells = period_of_cells(d, column);
    c->period =
        of_cells != SW_PERIOD_UNKNOWN ? of_cells : sw_question_period(words);
    c->unread = report_damage(d, column);
    report_bad(d, column);
    if (c->period == SW_PERIOD_UNKNOWN) {
        sw_set_reading(c, "minutes, as intervals");
        sw_doubt(d, SW_WARNING, "unknown-period", SIZE_MAX, column,
                 "give the item \"per\": \"day\", \"week\" or \"month\"",
                 "neither the answers nor the question of column \"%s\" say "
                 "what period they are of",
                 sw_table_header(d->table, column));
    } else {
        sw_set_reading(c, "minutes per %s, as intervals", every[c->period]);
    }
    if (c->unread)
        sw_set_reading(c, "not read: Excel made dates of bins");
}

void sw_decide_answers(sw_decision *d)
{
    decide_scales(d);
    for (size_t i = 0; i < d->columns->n; i++) {
        sw_column *c = &d->columns->column[i];
        if (c->kind == SW_KIND_DURATION)
            decide_duration(d, i);
        if (c->kind == SW_KIND_TEXT && !c->kind_is_given && c->is_item &&
            sw_multi_separator(d->table, i) != 0)
            c->kind = SW_KIND_MULTI;
        if (c->kind != SW_KIND_MULTI)
            continue;
        c->separator = sw_multi_separator(d->table, i);
        sw_set_reading(c,
                       c->separator == 0 ? "one choice a cell"
                                         : "choices parted by '%c'",
                       c->separator);
    }
}
