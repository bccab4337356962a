/*
 * Decimal signs, column by column (FORMATS 7).
 *
 * A cell that can be read with a decimal point alone, or with a decimal comma
 * alone, is evidence; "1,234" is none. A column without evidence takes it from
 * the format, from currencies, from the other columns of the file, or from a
 * semicolon between the cells; if there is none, it is not read.
 */
#include <stdint.h>
#include <string.h>

#include "ingest/cell.h"
#include "ingest/decide.h"
#include "ingest/percent_bin.h"

typedef struct evidence {
    size_t point, comma;         /* cells that can only be read so */
    size_t point_row, comma_row; /* the first of each */
    size_t open, open_row;       /* cells that differ by the reading */
    size_t open_points;          /* of them, those with a point */
    int currency;                /* $ and £: -1, a euro behind: +1 */
    size_t percents, cents, readable;
    char symbol[16];
    size_t mixed_row; /* another currency than the first; SIZE_MAX */
} evidence;

static bool is_number_kind(const sw_column *c)
{
    return c->kind == SW_KIND_NUMBER || c->kind == SW_KIND_MONEY ||
           c->kind == SW_KIND_PERCENT;
}

/* The sign or code of a currency in the cell, "" if there is none. */
static void find_currency(char out[16], const char *text)
{
    out[0] = '\0';
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        const char *next = g_utf8_next_char(p);
        if (g_unichar_type(g_utf8_get_char(p)) == G_UNICODE_CURRENCY_SYMBOL) {
            g_strlcpy(out, p, MIN((size_t)(next - p) + 1, 16));
            return;
        }
        if (g_ascii_isupper(p[0]) && g_ascii_isupper(p[1]) &&
            g_ascii_isupper(p[2])) {
            g_strlcpy(out, p, 4);
            return;
        }
    }
}

static void take_currency(evidence *e, const char *text, size_t row)
{
    char symbol[16];
    find_currency(symbol, text);
    if (symbol[0] == '\0')
        return;
    if (e->symbol[0] == '\0')
        g_strlcpy(e->symbol, symbol, sizeof e->symbol);
    else if (strcmp(e->symbol, symbol) != 0 && e->mixed_row == SIZE_MAX)
        e->mixed_row = row;
    if (strcmp(symbol, "$") == 0 || strcmp(symbol, "£") == 0 ||
        strcmp(symbol, "USD") == 0 || strcmp(symbol, "GBP") == 0)
        e->currency--;
    else if (g_str_has_suffix(text, "€"))
        e->currency++;
}

/* Plain cells without going through both readings: 12, 3.5, 0.125, 1234.567;
 * false for 1.234, which has two. */
static bool take_plain(evidence *e, const char *text, size_t row)
{
    enum { GROUP = 3 };
    if (!sw_cell_is_plain(text))
        return false;
    const char *digits = text + (*text == '-');
    const char *point = strchr(digits, '.');
    size_t whole = strcspn(digits, ".");
    if (point != NULL && strlen(point + 1) == GROUP && whole <= GROUP &&
        digits[0] != '0')
        return false;
    e->readable++;
    if (point != NULL)
        e->point_row = e->point++ == 0 ? row : e->point_row;
    return true;
}

static void take_cell(evidence *e, const char *text, size_t row)
{
    if (text[0] == '\0' || take_plain(e, text, row))
        return;
    char point[SW_NUMBER_PLAIN], comma[SW_NUMBER_PLAIN];
    bool percent;
    bool as_point =
        sw_cell_number_plain(point, &percent, text, '.') == SW_CELL_OK;
    bool as_comma =
        sw_cell_number_plain(comma, &percent, text, ',') == SW_CELL_OK;
    if (!as_point && !as_comma)
        return;
    e->readable++;
    e->percents += percent;
    if (sw_cell_says_cents(text))
        e->cents++; /* of whatever currency the others are */
    else
        take_currency(e, text, row);
    if (as_point && as_comma && strcmp(point, comma) == 0)
        return;
    if (as_point && as_comma) {
        e->open_row = e->open++ == 0 ? row : e->open_row;
        e->open_points += strchr(text, '.') != NULL;
    } else if (as_point) {
        e->point_row = e->point++ == 0 ? row : e->point_row;
    } else {
        e->comma_row = e->comma++ == 0 ? row : e->comma_row;
    }
}

static evidence gather(const sw_decision *d, size_t column)
{
    evidence e = {.mixed_row = SIZE_MAX};
    for (size_t i = 0; i < sw_table_rows(d->table); i++)
        take_cell(&e, sw_table_cell(d->table, i, column), i);
    return e;
}

/* The mark of the cells that are open, 0 if they have both. */
static char open_mark(const evidence *e)
{
    return e->open_points == e->open ? '.' : e->open_points == 0 ? ',' : 0;
}

/* What the format says: counts have no decimals, so their mark parts thousands;
 * an export that always writes the same sign has written this one. */
static char sign_by_format(const sw_decision *d, const evidence *e,
                           size_t column)
{
    char mark = open_mark(e);
    if (d->format == NULL || mark == 0)
        return 0;
    const sw_format_column *c =
        sw_format_column_of(d->format, sw_table_header(d->table, column));
    if (c != NULL && c->is_whole)
        return mark == '.' ? ',' : '.';
    return d->format->decimal == mark ? mark : 0;
}

/* What one column shows by itself, 0 if nothing. */
static char own_sign(const sw_decision *d, const evidence *e)
{
    if (d->request->decimal != 0)
        return d->request->decimal;
    if (e->point > 0 && e->comma == 0)
        return '.';
    return e->comma > 0 && e->point == 0 ? ',' : 0;
}

static char other_sign(const sw_decision *d, const evidence *e, size_t column,
                       char of_file)
{
    char by_format = sign_by_format(d, e, column);
    if (by_format != 0)
        return by_format;
    if (e->currency != 0)
        return e->currency > 0 ? ',' : '.';
    if (of_file != 0)
        return of_file;
    char delimiter = sw_table_source(d->table)->delimiter;
    bool by_delimiter = d->format != NULL &&
                        sw_format_has_quirk(d->format, "decimal-by-delimiter");
    if (delimiter == ',' && by_delimiter)
        return '.';
    return delimiter == ';' ? ',' : 0;
}

static void doubt_both(const sw_decision *d, const evidence *e, size_t column)
{
    sw_doubt(d, SW_ERROR, "ambiguous-decimals", e->comma_row, column,
             "give \"decimal\": \".\" or \",\", or correct the cells",
             "column \"%s\" mixes decimal signs: '%s' (line %zu) has a decimal "
             "point, '%s' (line %zu) a decimal comma",
             sw_table_header(d->table, column),
             sw_table_cell(d->table, e->point_row, column),
             sw_table_line(d->table, e->point_row),
             sw_table_cell(d->table, e->comma_row, column),
             sw_table_line(d->table, e->comma_row));
}

static void doubt_open(const sw_decision *d, const evidence *e, size_t column)
{
    char point[SW_NUMBER_PLAIN], comma[SW_NUMBER_PLAIN];
    bool percent;
    const char *text = sw_table_cell(d->table, e->open_row, column);
    (void)sw_cell_number_plain(point, &percent, text, '.');
    (void)sw_cell_number_plain(comma, &percent, text, ',');
    sw_doubt(d, SW_ERROR, "ambiguous-decimals", e->open_row, column,
             "give \"decimal\": \".\" or \",\"",
             "'%s' in column \"%s\" is %s with a decimal point and %s with a "
             "decimal comma",
             text, sw_table_header(d->table, column), point, comma);
}

static bool is_bin(const sw_column *c, const char *text)
{
    sw_percent_bin bin;
    return c->kind == SW_KIND_PERCENT && sw_percent_bin_read(&bin, text);
}

/* Counts of use may be told by words. */
static bool is_level(const sw_column *c, const char *text)
{
    bool some;
    return c->maps_to != NULL &&
           (strcmp(c->maps_to, "actions") == 0 ||
            strcmp(c->maps_to, "active_days") == 0) &&
           sw_cell_is_level(text, &some);
}

static void report_errors(const sw_decision *d, size_t column)
{
    const sw_column *c = &d->columns->column[column];
    size_t shown = 0;
    for (size_t i = 0; i < sw_table_rows(d->table); i++) {
        const char *text = sw_table_cell(d->table, i, column);
        char out[SW_NUMBER_PLAIN];
        bool percent;
        if ((c->decimal == '.' && sw_cell_is_plain(text)) ||
            (c->is_cost && sw_cell_is_free(text)) || is_level(c, text))
            continue;
        bool good = sw_cell_number_plain(out, &percent, text, c->decimal) !=
                    SW_CELL_BAD;
        if ((good || is_bin(c, text)) && !sw_cell_is_suppressed(text))
            continue;
        if (shown++ == SW_SHOWN_DOUBTS)
            return;
        if (sw_cell_is_suppressed(text))
            sw_doubt(d, SW_WARNING, "suppressed-value", i, column, NULL,
                     "'%s' is a small count that was held back; it is taken "
                     "as missing",
                     text);
        else if (text[0] == '#')
            sw_doubt(d, SW_WARNING, "excel-error", i, column,
                     "correct the formula in the sheet",
                     "'%s' is an error of Excel, no number", text);
        else
            sw_doubt(d, SW_WARNING, "bad-number", i, column, NULL,
                     "'%s' is no number", text);
    }
}

static const char *sign_name(char decimal)
{
    return decimal == ',' ? "decimal comma" : "decimal point";
}

static void describe(sw_column *c, const evidence *e)
{
    const char *percent = e->percents > 0 ? ", percent as a share" : "";
    if (e->point + e->comma + e->open == 0)
        sw_set_reading(c, "whole or plain numbers%s", percent);
    else
        sw_set_reading(c, "%s%s", sign_name(c->decimal), percent);
    if (c->is_cents || e->cents > 0) {
        g_autofree char *before = g_strdup(c->reading);
        sw_set_reading(c, "%s, cents as hundredths of the currency", before);
    }
    if (e->symbol[0] != '\0') {
        g_autofree char *before = g_strdup(c->reading);
        sw_set_reading(c, "%s, %s", before, e->symbol);
    }
}

static void decide(sw_decision *d, size_t column, const evidence *e,
                   char of_file)
{
    sw_column *c = &d->columns->column[column];
    bool contradicts = e->point > 0 && e->comma > 0;
    c->decimal = own_sign(d, e);
    if (c->decimal == 0 && !contradicts)
        c->decimal = e->open > 0 ? other_sign(d, e, column, of_file) : '.';
    if (c->decimal == 0) {
        c->unread = true;
        sw_set_reading(c, "not read: the decimal sign is ambiguous");
        if (contradicts)
            doubt_both(d, e, column);
        else
            doubt_open(d, e, column);
        c->decimal = '.';
        report_errors(d, column);
        c->decimal = 0;
        return;
    }
    if (e->mixed_row != SIZE_MAX)
        sw_doubt(d, SW_WARNING, "mixed-currencies", e->mixed_row, column,
                 "never add them; give each its own column",
                 "column \"%s\" has more than one currency",
                 sw_table_header(d->table, column));
    describe(c, e);
    report_errors(d, column);
}

/* The sign that the columns with evidence share, 0 if they differ. A workbook
 * writes numbers with a point; a comma in its texts is as open as anywhere. */
static char sign_of_file(const sw_decision *d, const evidence *all)
{
    size_t point = 0, comma = 0;
    for (size_t i = 0; i < d->columns->n; i++) {
        if (!is_number_kind(&d->columns->column[i]))
            continue;
        point += all[i].point > 0 && all[i].comma == 0;
        comma += all[i].comma > 0 && all[i].point == 0;
    }
    if (d->is_typed)
        return '.';
    return point > 0 && comma == 0 ? '.' : comma > 0 && point == 0 ? ',' : 0;
}

void sw_decide_numbers(sw_decision *d)
{
    g_autofree evidence *all = g_new0(evidence, d->columns->n + 1);
    for (size_t i = 0; i < d->columns->n; i++)
        if (is_number_kind(&d->columns->column[i]))
            all[i] = gather(d, i);
    char of_file = sign_of_file(d, all);
    for (size_t i = 0; i < d->columns->n; i++)
        if (is_number_kind(&d->columns->column[i]))
            decide(d, i, &all[i], of_file);
}
