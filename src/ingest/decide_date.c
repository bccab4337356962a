/*
 * The order of day and month, column by column (FORMATS 7), never row by row.
 *
 * A part above 12 is evidence; so is a clock that runs on over midnight under
 * one order alone. A column without evidence takes it from the other columns of
 * the file, from the format, or from the look of the dates; if there is none,
 * it is not read.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/cell.h"
#include "ingest/decide.h"

enum { DAY_SECONDS = 24 * 60 * 60, LONG_GAP_DAYS = 20 };

typedef struct evidence {
    size_t dmy, mdy, open;             /* cells */
    size_t dmy_row, mdy_row, open_row; /* the first of each */
    size_t dots, half_days, serials, sure, sentinels, sentinel_row;
    size_t seconds, milliseconds;         /* since 1970 */
    size_t seconds_row, milliseconds_row; /* the first of each */
    bool by_clock;
} evidence;

static sw_date_order order_of_cell(const sw_date_text *t)
{
    sw_day day;
    int seconds;
    bool dmy = sw_date_text_day(&day, &seconds, t, SW_ORDER_DMY);
    bool mdy = sw_date_text_day(&day, &seconds, t, SW_ORDER_MDY);
    return dmy && !mdy   ? SW_ORDER_DMY
           : mdy && !dmy ? SW_ORDER_MDY
                         : SW_ORDER_OPEN;
}

static void take_numbers(evidence *e, const sw_date_text *t, size_t row)
{
    sw_date_order order = order_of_cell(t);
    bool same = t->number[0] == t->number[1];
    e->dots += t->separator == '.';
    e->half_days += t->half_days;
    if (order == SW_ORDER_DMY)
        e->dmy_row = e->dmy++ == 0 ? row : e->dmy_row;
    else if (order == SW_ORDER_MDY)
        e->mdy_row = e->mdy++ == 0 ? row : e->mdy_row;
    else if (!same && t->number[0] <= 12 && t->number[1] <= 12)
        e->open_row = e->open++ == 0 ? row : e->open_row;
}

/* Whether rows that follow one another are minutes apart under one order and
 * weeks under the other: a log goes on, it does not leap at midnight. */
static sw_date_order order_by_clock(const sw_decision *d, size_t column)
{
    sw_date_text before, now;
    size_t votes[2] = {0, 0};
    bool has_before = false;
    for (size_t i = 0; i < sw_table_rows(d->table); i++) {
        if (!sw_date_text_read(&now, sw_table_cell(d->table, i, column)) ||
            now.form != SW_DATE_NUMBERS || !now.has_time)
            continue;
        for (int k = 0; has_before && k < 2; k++) {
            sw_day a[2], b[2];
            int sa[2], sb[2];
            sw_date_order order[2] = {SW_ORDER_DMY, SW_ORDER_MDY};
            if (!sw_date_text_day(&a[k], &sa[k], &before, order[k]) ||
                !sw_date_text_day(&b[k], &sb[k], &now, order[k]) ||
                !sw_date_text_day(&a[!k], &sa[!k], &before, order[!k]) ||
                !sw_date_text_day(&b[!k], &sb[!k], &now, order[!k]))
                break;
            long near = (long)(b[k] - a[k]) * DAY_SECONDS + sb[k] - sa[k];
            if (b[k] > a[k] && near > 0 && near < DAY_SECONDS &&
                abs(b[!k] - a[!k]) >= LONG_GAP_DAYS)
                votes[k]++;
        }
        before = now;
        has_before = true;
    }
    if ((votes[0] > 0) == (votes[1] > 0))
        return SW_ORDER_OPEN;
    return votes[0] > 0 ? SW_ORDER_DMY : SW_ORDER_MDY;
}

/* Ten digits are seconds, thirteen milliseconds. */
static void take_epoch(evidence *e, const char *text, size_t row)
{
    enum { SECONDS = 10, MILLISECONDS = 13 };
    size_t n = strspn(text, "0123456789");
    if (text[n] != '\0')
        return;
    if (n == SECONDS)
        e->seconds_row = e->seconds++ == 0 ? row : e->seconds_row;
    if (n == MILLISECONDS)
        e->milliseconds_row =
            e->milliseconds++ == 0 ? row : e->milliseconds_row;
}

static void note_epochs(const sw_decision *d, const evidence *e, size_t column)
{
    if (e->seconds == 0 || e->milliseconds == 0)
        return;
    size_t row = MAX(e->seconds_row, e->milliseconds_row);
    sw_doubt(d, SW_WARNING, "mixed-epochs", row, column,
             "check that one system wrote all of them",
             "column \"%s\" mixes seconds (line %zu) and milliseconds (line "
             "%zu) since 1970; each is read by its digits",
             sw_table_header(d->table, column),
             sw_table_line(d->table, e->seconds_row),
             sw_table_line(d->table, e->milliseconds_row));
}

static evidence gather(const sw_decision *d, size_t column)
{
    evidence e = {0};
    for (size_t i = 0; i < sw_table_rows(d->table); i++) {
        sw_date_text t;
        if (!sw_date_text_read(&t, sw_table_cell(d->table, i, column)))
            continue;
        if (t.form == SW_DATE_NUMBERS)
            take_numbers(&e, &t, i);
        if (t.form == SW_DATE_SENTINEL)
            e.sentinel_row = e.sentinels++ == 0 ? i : e.sentinel_row;
        e.serials += t.form == SW_DATE_SERIAL;
        take_epoch(&e, sw_table_cell(d->table, i, column), i);
        e.sure += t.form == SW_DATE_SURE;
    }
    return e;
}

static sw_date_order order_of_name(const char *name)
{
    return g_strcmp0(name, "dmy") == 0   ? SW_ORDER_DMY
           : g_strcmp0(name, "mdy") == 0 ? SW_ORDER_MDY
           : g_strcmp0(name, "ymd") == 0 ? SW_ORDER_YMD
                                         : SW_ORDER_OPEN;
}

static sw_date_order own_order(const sw_decision *d, evidence *e, size_t column)
{
    sw_date_order asked = order_of_name(d->request->date_order);
    if (asked != SW_ORDER_OPEN)
        return asked;
    if (e->dmy > 0 && e->mdy == 0)
        return SW_ORDER_DMY;
    if (e->mdy > 0 && e->dmy == 0)
        return SW_ORDER_MDY;
    if (e->dmy + e->mdy > 0 || e->open == 0)
        return SW_ORDER_OPEN;
    sw_date_order clock = order_by_clock(d, column);
    e->by_clock = clock != SW_ORDER_OPEN;
    return clock;
}

/* Dotted dates are never American, AM and PM hardly ever anything else; lists
 * are not cut by semicolons where the month comes first. */
static sw_date_order order_by_look(const sw_decision *d, const evidence *e)
{
    if (d->format != NULL && d->format->date_order != NULL)
        return order_of_name(d->format->date_order);
    if (e->dots > 0)
        return SW_ORDER_DMY;
    if (e->half_days > 0)
        return SW_ORDER_MDY;
    return sw_table_source(d->table)->delimiter == ';' ? SW_ORDER_DMY
                                                       : SW_ORDER_OPEN;
}

static void doubt_both(const sw_decision *d, const evidence *e, size_t column)
{
    size_t row = MAX(e->dmy_row, e->mdy_row);
    sw_doubt(d, SW_ERROR, "ambiguous-dates", row, column,
             "give \"date_order\": \"dmy\" or \"mdy\", or correct the cells",
             "column \"%s\" mixes orders: '%s' (line %zu) has the day first, "
             "'%s' (line %zu) the month",
             sw_table_header(d->table, column),
             sw_table_cell(d->table, e->dmy_row, column),
             sw_table_line(d->table, e->dmy_row),
             sw_table_cell(d->table, e->mdy_row, column),
             sw_table_line(d->table, e->mdy_row));
}

static void doubt_open(const sw_decision *d, const evidence *e, size_t column)
{
    sw_date_text t;
    sw_day dmy = SW_DAY_NONE, mdy = SW_DAY_NONE;
    int seconds;
    char first[SW_DATE_TEXT], second[SW_DATE_TEXT];
    const char *text = sw_table_cell(d->table, e->open_row, column);
    (void)sw_date_text_read(&t, text);
    (void)sw_date_text_day(&dmy, &seconds, &t, SW_ORDER_DMY);
    (void)sw_date_text_day(&mdy, &seconds, &t, SW_ORDER_MDY);
    sw_doubt(d, SW_ERROR, "ambiguous-dates", e->open_row, column,
             "give \"date_order\": \"dmy\" or \"mdy\"",
             "'%s' in column \"%s\" is %s with the day first and %s with the "
             "month first",
             text, sw_table_header(d->table, column),
             sw_date_format(dmy, first), sw_date_format(mdy, second));
}

static void report_bad(const sw_decision *d, size_t column)
{
    const sw_column *c = &d->columns->column[column];
    size_t shown = 0;
    for (size_t i = 0; i < sw_table_rows(d->table); i++) {
        sw_date_text t;
        sw_day day;
        int seconds;
        const char *text = sw_table_cell(d->table, i, column);
        bool is_date = sw_date_text_read(&t, text);
        if (sw_cell_is_missing(text) ||
            (is_date &&
             (t.form == SW_DATE_PERIOD || t.form == SW_DATE_SENTINEL ||
              (t.form == SW_DATE_NUMBERS && c->unread) ||
              sw_date_text_day(&day, &seconds, &t, c->order))))
            continue;
        if (shown++ == SW_SHOWN_DOUBTS)
            return;
        sw_doubt(d, SW_WARNING, "bad-date", i, column, NULL,
                 is_date ? "there is no such day as '%s'" : "'%s' is no date",
                 text);
    }
}

static void describe(sw_column *c, const evidence *e, const char *why)
{
    static const char *const names[] = {[SW_ORDER_OPEN] = "",
                                        [SW_ORDER_DMY] = "day, month, year",
                                        [SW_ORDER_MDY] = "month, day, year",
                                        [SW_ORDER_YMD] = "year, month, day"};
    if (e->dmy + e->mdy + e->open > 0)
        sw_set_reading(c, "%s%s%s", names[c->order], why[0] ? ", " : "", why);
    else if (e->serials > 0 && e->seconds + e->milliseconds == e->serials)
        sw_set_reading(c, "%s since 1970, by UTC",
                       e->seconds > 0 ? "seconds" : "milliseconds");
    else if (e->serials > 0)
        sw_set_reading(c, "serial days of Excel (1900 system)%s",
                       e->sure > 0 ? " beside dates" : "");
    else
        sw_set_reading(c, "year, month, day");
}

static void note_sentinels(const sw_decision *d, const evidence *e,
                           size_t column)
{
    if (e->sentinels > 0)
        sw_doubt(d, SW_NOTE, "sentinel-dates", e->sentinel_row, column, NULL,
                 "%zu dates like '%s' stand for none or open, and are taken "
                 "as missing",
                 e->sentinels,
                 sw_table_cell(d->table, e->sentinel_row, column));
}

static void decide(sw_decision *d, size_t column, const evidence *e,
                   sw_date_order of_file)
{
    sw_column *c = &d->columns->column[column];
    bool contradicts = c->order == SW_ORDER_OPEN && e->dmy > 0 && e->mdy > 0;
    const char *why = e->by_clock ? "as the clock runs on over midnight" : "";
    if (c->order == SW_ORDER_OPEN && !contradicts && e->open > 0) {
        bool by_file = of_file != SW_ORDER_OPEN;
        c->order = by_file ? of_file : order_by_look(d, e);
        why = by_file ? "as in the other dates of the file"
                      : "as such dates are written";
    }
    c->unread = c->order == SW_ORDER_OPEN && (contradicts || e->open > 0);
    if (c->unread && contradicts)
        doubt_both(d, e, column);
    else if (c->unread)
        doubt_open(d, e, column);
    if (c->unread)
        sw_set_reading(c, "not read: day and month are ambiguous");
    else
        describe(c, e, why);
    report_bad(d, column);
    note_sentinels(d, e, column);
    note_epochs(d, e, column);
}

/* The order that the columns with evidence share. */
static sw_date_order order_of_file(const sw_decision *d)
{
    sw_date_order found = SW_ORDER_OPEN;
    for (size_t i = 0; i < d->columns->n; i++) {
        sw_date_order own = d->columns->column[i].order;
        if (own != SW_ORDER_OPEN && found != SW_ORDER_OPEN && own != found)
            return SW_ORDER_OPEN;
        found = own != SW_ORDER_OPEN ? own : found;
    }
    return found;
}

void sw_decide_dates(sw_decision *d)
{
    g_autofree evidence *all = g_new0(evidence, d->columns->n + 1);
    for (size_t i = 0; i < d->columns->n; i++) {
        if (d->columns->column[i].kind != SW_KIND_DATE)
            continue;
        all[i] = gather(d, i);
        d->columns->column[i].order = own_order(d, &all[i], i);
    }
    sw_date_order of_file = order_of_file(d);
    for (size_t i = 0; i < d->columns->n; i++)
        if (d->columns->column[i].kind == SW_KIND_DATE)
            decide(d, i, &all[i], of_file);
}
