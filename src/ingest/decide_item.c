/*
 * The questions of a survey: scales of bare numbers, codes in place of answers,
 * a column for each choice, items that run against the others.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "ingest/cell.h"
#include "ingest/decide.h"
#include "ingest/header_name.h"

enum { FIVE = 5, SEVEN = 7, ENOUGH_ROWS = 10, ENOUGH_ITEMS = 3 };

/* Lowest and highest whole number of a column of such; false if it has others
 * or none. */
static bool whole_range(const sw_decision *d, size_t column, double *low,
                        double *high)
{
    size_t n = 0;
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t i = 0; i < sw_table_rows(d->table); i++) {
        const char *cell = sw_table_cell(d->table, i, column);
        double x;
        if (sw_cell_is_missing(cell))
            continue;
        if (sw_cell_number(&x, cell, '.') != SW_CELL_OK ||
            fabs(x - nearbyint(x)) > 0.0)
            return false;
        *low = fmin(*low, x);
        *high = fmax(*high, x);
        n++;
    }
    return n > 0;
}

/* "A1" ... "A9": the codes of answers; highest one, 0 if it is no such column.
 */
static int code_range(const sw_decision *d, size_t column)
{
    int highest = 0;
    for (size_t i = 0; i < sw_table_rows(d->table); i++) {
        const char *cell = sw_table_cell(d->table, i, column);
        if (cell[0] == '\0')
            continue;
        if (cell[0] != 'A' || !g_ascii_isdigit(cell[1]) || cell[2] != '\0')
            return 0;
        highest = MAX(highest, cell[1] - '0');
    }
    return highest;
}

static bool matches(const char *words, const char *pattern)
{
    return g_regex_match_simple(pattern, words, 0, 0);
}

/* A question that is no statement to agree with. */
static bool asks(const sw_decision *d, size_t column)
{
    const char *label = sw_table_label(d->table, column);
    const char *header = sw_table_header(d->table, column);
    g_autofree char *words = sw_decide_words(d, column);
    const char *text = label[0] != '\0' ? label : header;
    bool grid =
        strstr(text, " - ") != NULL && !matches(words, "selected choice");
    return matches(words, "which|how much|how many|wie viel|combien|cuánto") ||
           (strchr(text, '?') != NULL && !grid && strchr(text, '[') == NULL);
}

/* Part of an array of questions: "agree[SQ001]". */
static bool is_array_code(const char *header)
{
    return strstr(header, "[SQ") != NULL;
}

static void set_points(const sw_decision *d, size_t column, double high)
{
    sw_column *c = &d->columns->column[column];
    c->kind = SW_KIND_LIKERT;
    c->points = high > FIVE ? SEVEN : FIVE;
    c->unread = false;
    sw_set_reading(c, "%d points, as numbers", c->points);
    if (sw_format_has_quirk(d->format, "high-is-good"))
        return;
    sw_doubt(d, SW_WARNING, "unknown-direction", SIZE_MAX, column,
             "give the item \"direction\"",
             "column \"%s\" has numbers alone: the file does not say whether "
             "1 or %d is the best answer",
             sw_table_header(d->table, column), c->points);
}

static void doubt_codes(const sw_decision *d, size_t column)
{
    sw_column *c = &d->columns->column[column];
    c->kind = SW_KIND_TEXT;
    sw_set_reading(c, "codes of answers, as they stand");
    sw_doubt(d, SW_WARNING, "answer-codes", SIZE_MAX, column,
             "export the answers as texts",
             "column \"%s\" has codes in place of answers",
             sw_table_header(d->table, column));
}

static void decide_numbers(const sw_decision *d, size_t column)
{
    sw_column *c = &d->columns->column[column];
    double low, high;
    if (!whole_range(d, column, &low, &high) || low < 1.0 || high > SEVEN)
        return;
    bool coded = sw_format_has_quirk(d->format, "answer-codes") ||
                 d->format->header == SW_HEADER_IMPORT_ID;
    g_autofree char *words = sw_decide_words(d, column);
    if (matches(words, "\\b10\\b"))
        return;
    if (!asks(d, column))
        set_points(d, column, high);
    else if (coded && c->kind == SW_KIND_NUMBER)
        doubt_codes(d, column);
}

static void decide_codes(const sw_decision *d, size_t column)
{
    sw_column *c = &d->columns->column[column];
    int high = code_range(d, column);
    if (high == 0)
        return;
    if (is_array_code(sw_table_header(d->table, column)) && high <= SEVEN)
        set_points(d, column, high);
    else
        doubt_codes(d, column);
    if (c->kind == SW_KIND_LIKERT)
        sw_set_reading(c, "%d points, as codes A1 to A%d", c->points,
                       c->points);
}

/* "Which? - Selected Choice" is the whole question, not one of its choices. */
static bool asks_alone(const sw_decision *d, size_t column)
{
    return g_str_has_suffix(sw_table_label(d->table, column),
                            " - Selected Choice");
}

/* Every answer is the same text, and the header ends with it: a column for one
 * choice. */
static bool is_choice(const sw_decision *d, size_t column)
{
    const char *choice = NULL;
    for (size_t i = 0; i < sw_table_rows(d->table); i++) {
        const char *cell = sw_table_cell(d->table, i, column);
        if (cell[0] == '\0')
            continue;
        if (choice != NULL && strcmp(choice, cell) != 0)
            return false;
        choice = cell;
    }
    if (choice == NULL)
        return false;
    g_autofree char *words = sw_decide_words(d, column);
    g_autofree char *folded = sw_header_fold(choice);
    const char *label = sw_table_label(d->table, column);
    bool of_choice = strstr(label, " - ") != NULL && !asks_alone(d, column);
    return g_str_has_suffix(words, folded) ||
           (strcmp(choice, "1") == 0 && of_choice);
}

/* Yes and no in the columns of an array of choices. */
static bool is_choice_flag(const sw_decision *d, size_t column)
{
    const sw_column *c = &d->columns->column[column];
    const char *header = sw_table_header(d->table, column);
    g_autofree char *words = sw_decide_words(d, column);
    return c->kind == SW_KIND_BOOLEAN &&
           (strchr(header, '[') != NULL ||
            matches(words, "selected choice|select all"));
}

static void decide_item(const sw_decision *d, size_t column)
{
    sw_column *c = &d->columns->column[column];
    if (is_choice(d, column) || is_choice_flag(d, column)) {
        c->kind = SW_KIND_MULTI;
        c->separator = 0;
        sw_set_reading(c, "one choice, chosen or blank");
    } else if (c->kind == SW_KIND_NUMBER) {
        decide_numbers(d, column);
    } else if (c->kind == SW_KIND_ID || c->kind == SW_KIND_TEXT) {
        decide_codes(d, column);
    }
}

static double point(const sw_decision *d, size_t row, size_t column)
{
    char *end;
    g_autofree char *text = sw_column_text(
        &d->columns->column[column], sw_table_cell(d->table, row, column));
    double x = g_ascii_strtod(text, &end);
    return text[0] == '\0' || *end != '\0' ? NAN : x;
}

/* Correlation of an item with the mean of the other items. */
static double item_rest(const sw_decision *d, const GArray *items, guint k,
                        double *rows)
{
    double n = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
    for (size_t row = 0; row < sw_table_rows(d->table); row++) {
        double x = NAN, rest = 0, others = 0;
        for (guint i = 0; i < items->len; i++) {
            double v = point(d, row, g_array_index(items, size_t, i));
            if (i == k)
                x = v;
            else if (!isnan(v)) {
                rest += v;
                others++;
            }
        }
        if (isnan(x) || !(others > 0))
            continue;
        double y = rest / others;
        n++;
        sx += x;
        sy += y;
        sxx += x * x;
        syy += y * y;
        sxy += x * y;
    }
    double vx = sxx - sx * sx / n, vy = syy - sy * sy / n;
    *rows = n;
    if (n < ENOUGH_ROWS || !(vx > 0) || !(vy > 0))
        return NAN;
    return (sxy - sx * sy / n) / sqrt(vx * vy);
}

static void warn_reversed(const sw_decision *d)
{
    g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(size_t));
    for (size_t i = 0; i < d->columns->n; i++)
        if (d->columns->column[i].kind == SW_KIND_LIKERT &&
            !d->columns->column[i].unread)
            g_array_append_val(items, i);
    for (guint k = 0; items->len >= ENOUGH_ITEMS && k < items->len; k++) {
        size_t column = g_array_index(items, size_t, k);
        double rows, r = item_rest(d, items, k, &rows);
        /* Below what chance makes of unrelated items, once in forty. */
        if (!(r < -2.0 / sqrt(rows)))
            continue;
        sw_doubt(d, SW_WARNING, "reversed-item", SIZE_MAX, column,
                 "give the item \"reverse\": true if agreeing is bad",
                 "the answers to \"%s\" run against those to the other items "
                 "(correlation %.2f)",
                 sw_table_header(d->table, column), r);
    }
}

static void fill_readings(const sw_decision *d)
{
    for (size_t i = 0; i < d->columns->n; i++) {
        sw_column *c = &d->columns->column[i];
        if (c->reading != NULL)
            continue;
        sw_set_reading(c, "%s",
                       c->kind == SW_KIND_BOOLEAN ? "true or false"
                                                  : "as it stands");
    }
}

void sw_decide_items(sw_decision *d)
{
    for (size_t i = 0; d->format != NULL && i < d->columns->n; i++)
        if (d->columns->column[i].is_item)
            decide_item(d, i);
    warn_reversed(d);
    fill_readings(d);
}
