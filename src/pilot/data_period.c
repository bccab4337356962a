#include "pilot/data_period.h"

#include <stdint.h>

enum { LONGEST = 366 };

static bool take_spans(const sw_data_file *f)
{
    for (guint i = 0; i < f->parts->len; i++) {
        sw_data_part *p = &g_array_index(f->parts, sw_data_part, i);
        if (!sw_data_span(f->load, f->spec, p->name, &p->from, &p->to)) {
            sw_load_problem(f->load, SW_ERROR, "no-period", f->spec,
                            "give \"period\": {\"from\": ..., \"to\": ...} "
                            "beside the file, as it was chosen at download, or "
                            "name the column of days in \"columns\": "
                            "{\"period\": ...}",
                            "neither the rows of %s nor its name say which "
                            "days it counts",
                            p->name);
            return false;
        }
    }
    return true;
}

/* Counts the days of a row: outside of the pilot, or not. */
static void note_days(sw_data_file *f, sw_day day, int days)
{
    const sw_pilot *p = f->load->pilot;
    sw_data_days *n = &f->days;
    sw_day last = day + MAX(days, 1) - 1;
    n->first = n->rows == 0 ? day : MIN(n->first, day);
    n->last = n->rows == 0 ? last : MAX(n->last, last);
    n->rows++;
    n->before += p->start != SW_DAY_NONE && last < p->start;
    n->later += p->as_of != SW_DAY_NONE && day > p->as_of;
}

bool sw_data_is_later(const sw_data_file *f, sw_day day)
{
    sw_day as_of = f->load->pilot->as_of;
    return as_of != SW_DAY_NONE && day > as_of;
}

static void tell_later(const sw_data_file *f, bool left_out)
{
    char last[SW_DATE_TEXT], as_of[SW_DATE_TEXT];
    sw_load_warn_file(
        f->load, "after-as-of", f->name,
        "correct the dates, or as_of: the day of the decision",
        left_out ? "%zu of %zu rows of %s are of days after %s, the last of "
                   "%s: they are left out"
                 : "%zu of %zu rows of %s are of days after %s, the last of %s",
        f->days.later, f->days.rows, f->name,
        sw_date_format(f->load->pilot->as_of, as_of),
        sw_date_format(f->days.last, last));
}

void sw_data_period_tell(const sw_data_file *f, bool left_out)
{
    const sw_data_days *n = &f->days;
    char first[SW_DATE_TEXT], last[SW_DATE_TEXT];
    if (n->rows > 0 && n->before + n->later == n->rows)
        sw_load_warn_file(f->load, "outside-pilot", f->name,
                          "give the export of the pilot's days",
                          "%s counts %s to %s, which is outside of the pilot",
                          f->name, sw_date_format(n->first, first),
                          sw_date_format(n->last, last));
    else if (n->before > 0)
        sw_diagnose(f->load->d, SW_NOTE, "before-pilot",
                    (sw_place){.file = f->name}, NULL,
                    "%zu of %zu rows of %s are of days before the pilot",
                    n->before, n->rows, f->name);
    if (n->later > 0)
        tell_later(f, left_out);
}

bool sw_data_period_find(sw_data_period_columns *out, sw_data_file *f)
{
    *out = (sw_data_period_columns){.period = sw_data_find(f, "period"),
                                    .to = sw_data_find(f, "period_to"),
                                    .days = sw_data_find(f, "period_days"),
                                    .year = sw_data_find(f, "year"),
                                    .month = sw_data_find(f, "month")};
    bool by_month = out->year != SIZE_MAX && out->month != SIZE_MAX;
    if (out->period != SIZE_MAX || by_month)
        return true;
    out->by_file = true;
    return take_spans(f);
}

void sw_data_period_bounds(const sw_data_file *f, sw_day *from, sw_day *to)
{
    for (guint i = 0; i < f->parts->len; i++) {
        const sw_data_part *p = &g_array_index(f->parts, sw_data_part, i);
        *from = i == 0 ? p->from : MIN(*from, p->from);
        *to = i == 0 ? p->to : MAX(*to, p->to);
    }
}

static sw_cell_status by_month(sw_day *day, int *days, sw_data_file *f,
                               const sw_data_period_columns *at, size_t row)
{
    double year, month;
    sw_cell_status s = sw_data_number(f, row, at->year, &year);
    if (s == SW_CELL_OK)
        s = sw_data_number(f, row, at->month, &month);
    if (s != SW_CELL_OK)
        return s;
    if (!(year >= 1900 && year < 2200 && month >= 1 && month <= 12))
        return SW_CELL_MISSING;
    *day = sw_date_from_ymd((int)year, (int)month, 1);
    *days = sw_date_add_months(*day, 1) - *day;
    return SW_CELL_OK;
}

/* A report that says its length is dated by its last day. */
static void read_length(sw_day *day, int *days, const sw_data_file *f,
                        const sw_data_period_columns *at, size_t row)
{
    double x;
    sw_day last;
    *days = 0;
    if (at->days != SIZE_MAX &&
        sw_cell_number(&x, sw_data_text(f, row, at->days), '.') == SW_CELL_OK &&
        x >= 1 && x <= LONGEST) {
        *days = (int)x;
        *day -= *days - 1;
    } else if (at->to != SIZE_MAX &&
               sw_cell_date(&last, sw_data_text(f, row, at->to)) ==
                   SW_CELL_OK &&
               last >= *day && last - *day < LONGEST) {
        *days = last - *day + 1;
    }
}

static sw_cell_status read_days(sw_day *day, int *days, sw_data_file *f,
                                const sw_data_period_columns *at, size_t row)
{
    sw_cell_status s;
    if (at->by_file) {
        const sw_data_part *p = &g_array_index(f->parts, sw_data_part,
                                               sw_table_part(f->table, row));
        *day = p->from;
        *days = p->to - p->from + 1;
        return SW_CELL_OK;
    }
    s = at->period != SIZE_MAX ? sw_data_period(f, row, at->period, day)
                               : by_month(day, days, f, at, row);
    if (s == SW_CELL_MISSING)
        sw_data_reject(f, row, SIZE_MAX, "no-period", "the row has no period");
    if (s == SW_CELL_OK && at->period != SIZE_MAX)
        read_length(day, days, f, at, row);
    return s;
}

sw_cell_status sw_data_period_read(sw_day *day, int *days, sw_data_file *f,
                                   const sw_data_period_columns *at, size_t row)
{
    sw_cell_status s = read_days(day, days, f, at, row);
    if (s == SW_CELL_OK)
        note_days(f, *day, *days);
    return s;
}
