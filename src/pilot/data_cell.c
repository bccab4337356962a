/* data_cell.c - the cells of an input file by type, bad ones rejected */
#include "pilot/data_file.h"
#include "base/diagnostic_say.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/column.h"

static const char *cell(const sw_data_file *f, size_t row, size_t column)
{
    f->used[column] = true;
    return sw_table_cell(f->table, row, column);
}

const char *sw_data_text(const sw_data_file *f, size_t row, size_t column)
{
    return column == SIZE_MAX ? "" : cell(f, row, column);
}

static sw_message *cell_says(const sw_data_file *f, size_t row, size_t column,
                             const char *reason)
{
    return sw_message_of("'%s' in column '%s' %s",
                         sw_as_text(sw_table_cell(f->table, row, column)),
                         sw_as_text(sw_table_header(f->table, column)),
                         sw_as_word(reason));
}

void sw_data_reject(sw_data_file *f, size_t row, size_t column,
                    const char *code, const char *reason)
{
    if (column == SIZE_MAX)
        sw_table_reject_row(f->table, row, 0, code, sw_message_word(reason));
    else
        sw_table_reject_row(f->table, row, column + 1, code,
                            cell_says(f, row, column, reason));
}

void sw_data_odd(const sw_data_file *f, size_t row, size_t column,
                 const char *code, const char *reason)
{
    const sw_table *t = f->table;
    sw_place place = {.file = sw_table_part_file(t, sw_table_part(t, row)),
                      .line = sw_table_line(t, row),
                      .column = column + 1};
    sw_diagnose_say(f->odd, SW_WARNING, code, place, NULL,
                    cell_says(f, row, column, reason));
}

/* +1 if the text can only have a decimal comma, -1 a decimal point, 0 both. */
static int comma_evidence(const char *text)
{
    const char *comma = strrchr(text, ','), *point = strrchr(text, '.');
    if (comma != NULL && point != NULL)
        return comma > point ? 1 : -1;
    const char *mark = comma != NULL ? comma : point;
    if (mark == NULL)
        return 0;
    bool repeated = strchr(text, *mark) != mark;
    size_t digits = strspn(mark + 1, "0123456789");
    int direction = comma != NULL ? 1 : -1;
    if (repeated) /* 1,234,567: the mark groups thousands */
        return -direction;
    return digits == 3 ? 0 : direction;
}

bool sw_data_is_ambiguous(sw_data_file *f, size_t column)
{
    const sw_columns *c = sw_table_decisions(f->table);
    if (c == NULL || !c->column[column].unread)
        return false;
    for (size_t i = 0; !f->told[column] && i < sw_diagnostics_length(c->doubts);
         i++) {
        const sw_diagnostic *x = sw_diagnostics_at(c->doubts, i);
        if (x->severity == SW_ERROR && x->column == column + 1)
            sw_diagnose_say(f->load->d, SW_ERROR, x->code,
                            (sw_place){f->name, x->line, x->column, NULL},
                            x->remedy, sw_diagnostic_said(x));
    }
    f->told[column] = true;
    return true;
}

/* What was decided for the whole column, 0 if it was not taken for numbers. */
static char decided_mark(const sw_data_file *f, size_t column)
{
    const sw_columns *c = sw_table_decisions(f->table);
    if (c == NULL)
        return 0;
    sw_kind kind = c->column[column].kind;
    bool number = kind == SW_KIND_NUMBER || kind == SW_KIND_MONEY ||
                  kind == SW_KIND_PERCENT;
    return number && !c->column[column].unread ? c->column[column].decimal : 0;
}

/* The decimal mark of a column: as decided when the file was read, else as
 * asked for, else by what its cells show; where nothing decides, a comma in
 * files that are cut by semicolons. */
static char decimal_mark(sw_data_file *f, size_t column)
{
    if (f->decimal[column] != 0)
        return f->decimal[column];
    f->decimal[column] = decided_mark(f, column);
    if (f->decimal[column] != 0)
        return f->decimal[column];
    const char *asked = sw_member_text(f->spec, "decimal");
    int evidence = 0;
    for (size_t i = 0; i < sw_table_rows(f->table); i++)
        evidence += comma_evidence(sw_table_cell(f->table, i, column));
    bool semicolon = sw_table_source(f->table)->delimiter == ';';
    char mark = evidence > 0 || (evidence == 0 && semicolon) ? ',' : '.';
    if (asked != NULL && *asked != '\0')
        mark = *asked;
    f->decimal[column] = mark;
    return mark;
}

static sw_cell_status number(sw_data_file *f, size_t row, size_t column,
                             double *out)
{
    if (column == SIZE_MAX || sw_data_is_ambiguous(f, column))
        return SW_CELL_MISSING;
    return sw_cell_number(out, cell(f, row, column), decimal_mark(f, column));
}

static sw_cell_status date(sw_data_file *f, size_t row, size_t column,
                           sw_day *out)
{
    if (column == SIZE_MAX || sw_data_is_ambiguous(f, column))
        return SW_CELL_MISSING;
    return sw_cell_date(out, cell(f, row, column));
}

static const char NO_NUMBER[] = "is no number",
                  NO_DATE[] = "is no date as YYYY-MM-DD";

sw_cell_status sw_data_number(sw_data_file *f, size_t row, size_t column,
                              double *out)
{
    sw_cell_status s = number(f, row, column, out);
    if (s == SW_CELL_BAD)
        sw_data_reject(f, row, column, "bad-number", NO_NUMBER);
    return s;
}

sw_cell_status sw_data_detail_number(sw_data_file *f, size_t row, size_t column,
                                     double *out)
{
    sw_cell_status s = number(f, row, column, out);
    if (s == SW_CELL_BAD)
        sw_data_odd(f, row, column, "bad-number", NO_NUMBER);
    return s;
}

static sw_cell_status count_of(sw_data_file *f, size_t row, size_t column,
                               double *out)
{
    bool yes;
    const sw_columns *c = sw_table_decisions(f->table);
    if (sw_cell_is_level(sw_table_cell(f->table, row, column), &yes)) {
        *out = yes ? 1 : 0;
        return SW_CELL_OK;
    }
    if (c == NULL || column >= c->n ||
        c->column[column].kind != SW_KIND_BOOLEAN)
        return sw_data_detail_number(f, row, column, out);
    sw_cell_status s = sw_cell_boolean(&yes, cell(f, row, column));
    *out = s == SW_CELL_OK && yes ? 1 : 0;
    return s;
}

sw_cell_status sw_data_total(sw_data_file *f, size_t row, size_t column,
                             const char *canonical, double *out)
{
    const sw_columns *c = sw_table_decisions(f->table);
    sw_cell_status all = SW_CELL_MISSING;
    double sum = 0, x;
    if (column == SIZE_MAX)
        return all;
    for (size_t i = column; i < sw_table_columns(f->table); i++) {
        bool adds = c != NULL && i < c->n &&
                    g_strcmp0(c->column[i].maps_to, canonical) == 0;
        if (i != column && !adds)
            continue;
        sw_cell_status s = count_of(f, row, i, &x);
        if (s == SW_CELL_OK) {
            sum += x;
            all = SW_CELL_OK;
        } else if (s == SW_CELL_BAD && all == SW_CELL_MISSING) {
            all = SW_CELL_BAD;
        }
    }
    *out = sum;
    return all;
}

sw_cell_status sw_data_date(sw_data_file *f, size_t row, size_t column,
                            sw_day *out)
{
    sw_cell_status s = date(f, row, column, out);
    if (s == SW_CELL_BAD)
        sw_data_reject(f, row, column, "bad-date", NO_DATE);
    return s;
}

sw_cell_status sw_data_detail_date(sw_data_file *f, size_t row, size_t column,
                                   sw_day *out)
{
    sw_cell_status s = date(f, row, column, out);
    if (s == SW_CELL_BAD)
        sw_data_odd(f, row, column, "bad-date", NO_DATE);
    return s;
}

sw_cell_status sw_data_period(sw_data_file *f, size_t row, size_t column,
                              sw_day *out)
{
    if (column == SIZE_MAX || sw_data_is_ambiguous(f, column))
        return SW_CELL_MISSING;
    sw_cell_status s = sw_cell_period(out, cell(f, row, column));
    if (s == SW_CELL_BAD)
        sw_data_reject(f, row, column, "bad-period",
                       "is no date, YYYY-Www or YYYY-MM");
    return s;
}

static int by_day(const void *a, const void *b)
{
    sw_day x = *(const sw_day *)a, y = *(const sw_day *)b;
    return (x > y) - (x < y);
}

/* The smallest gap: people pause, so larger ones say nothing. */
static int smallest_gap(const sw_day *day, size_t n)
{
    sw_day *sorted = g_new(sw_day, n);
    memcpy(sorted, day, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_day);
    int gap = 0;
    for (size_t i = 1; i < n; i++) {
        int step = sorted[i] - sorted[i - 1];
        if (step > 0 && (gap == 0 || step < gap))
            gap = step;
    }
    g_free(sorted);
    return gap;
}

static bool is_week(const char *text)
{
    return strlen(text) > 5 && g_ascii_toupper(text[5]) == 'W';
}

int sw_period_days(const sw_day *day, size_t n, const char *text)
{
    enum { DAY = 1, WEEK = 7, MONTH = 30, LONGEST_DAY = 3, LONGEST_WEEK = 14 };
    if (is_week(text))
        return WEEK;
    if (strlen(text) == strlen("YYYY-MM"))
        return MONTH;
    int gap = n > 0 ? smallest_gap(day, n) : 0;
    if (gap == 0)
        return WEEK;
    return gap <= LONGEST_DAY ? DAY : gap <= LONGEST_WEEK ? WEEK : MONTH;
}
