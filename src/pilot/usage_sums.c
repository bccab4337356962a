#include "pilot/usage_sums.h"

#include <math.h>
#include <stdint.h>

#include "pilot/join.h"

typedef struct people_columns {
    size_t person, first_active, last_active, last_period, weeks, recent;
    size_t from, to, days; /* the span of all, the same in every row */
} people_columns;

bool sw_usage_is_by_person(const sw_data_file *f)
{
    return sw_data_find(f, "active_weeks") != SIZE_MAX &&
           sw_data_find(f, "last_period") != SIZE_MAX;
}

static bool find_columns(people_columns *c, const sw_data_file *f)
{
    *c = (people_columns){.person = sw_data_need(f, "person"),
                          .first_active = sw_data_need(f, "first_active"),
                          .last_active = sw_data_need(f, "last_active"),
                          .last_period = sw_data_need(f, "last_period"),
                          .weeks = sw_data_need(f, "active_weeks"),
                          .recent = sw_data_find(f, "recent_days"),
                          .from = sw_data_need(f, "periods_from"),
                          .to = sw_data_need(f, "periods_to"),
                          .days = sw_data_need(f, "period_days")};
    return c->person != SIZE_MAX && c->first_active != SIZE_MAX &&
           c->last_active != SIZE_MAX && c->last_period != SIZE_MAX &&
           c->weeks != SIZE_MAX && c->from != SIZE_MAX && c->to != SIZE_MAX &&
           c->days != SIZE_MAX;
}

/* A day; SW_DAY_NONE where the cell is empty. False: the row is rejected. */
static bool read_day(sw_day *out, sw_data_file *f, size_t row, size_t column)
{
    sw_cell_status status = sw_data_date(f, row, column, out);
    if (status == SW_CELL_MISSING)
        *out = SW_DAY_NONE;
    return status == SW_CELL_OK || status == SW_CELL_MISSING;
}

/* The span that every row repeats. */
static bool take_span(sw_usage *u, sw_data_file *f, const people_columns *c,
                      size_t row)
{
    sw_day from, to;
    double days;
    if (sw_data_date(f, row, c->from, &from) != SW_CELL_OK ||
        sw_data_date(f, row, c->to, &to) != SW_CELL_OK ||
        sw_data_number(f, row, c->days, &days) != SW_CELL_OK)
        return false;
    if (!(days >= 1 && days <= 366) || to < from) {
        sw_data_reject(f, row, SIZE_MAX, "bad-span",
                       "the periods end before they begin");
        return false;
    }
    bool first = u->n_summary == 0;
    if (!first && (u->first_day != from || u->last_day != to ||
                   u->period_days != (int)days)) {
        sw_data_reject(f, row, SIZE_MAX, "other-span",
                       "the row counts other periods than those above");
        return false;
    }
    u->first_day = from;
    u->last_day = to;
    u->period_days = (int)days;
    return true;
}

static bool read_use(sw_usage_summary *out, sw_data_file *f,
                     const people_columns *c, size_t row)
{
    double weeks, recent;
    if (!read_day(&out->first_active, f, row, c->first_active) ||
        !read_day(&out->last_active, f, row, c->last_active) ||
        !read_day(&out->last_row, f, row, c->last_period) ||
        sw_data_number(f, row, c->weeks, &weeks) != SW_CELL_OK)
        return false;
    if (!(weeks >= 0 && weeks < 0x1p53)) {
        sw_data_reject(f, row, c->weeks, "bad-weeks",
                       "is no set of weeks, a bit each");
        return false;
    }
    out->weeks = (uint64_t)weeks;
    bool any = c->recent != SIZE_MAX &&
               sw_data_detail_number(f, row, c->recent, &recent) == SW_CELL_OK;
    out->recent_days = any ? recent : NAN;
    return true;
}

bool sw_usage_sums_read(GPtrArray *names, sw_data_file *f)
{
    people_columns c;
    sw_joiner joiner;
    sw_usage *u = &f->load->pilot->usage;
    size_t n = sw_table_rows(f->table);
    if (!find_columns(&c, f))
        return false;
    u->summary = g_new0(sw_usage_summary, n + 1);
    sw_joiner_init(&joiner, f->load);
    for (size_t i = 0; i < n; i++) {
        const char *who = sw_data_text(f, i, c.person);
        sw_usage_summary *out = &u->summary[u->n_summary];
        out->person = sw_joiner_person(&joiner, who);
        if (out->person == SW_NO_NAME)
            sw_data_reject(f, i, SIZE_MAX, "no-person",
                           "the row names no person");
        else if (take_span(u, f, &c, i) && read_use(out, f, &c, i)) {
            u->n_summary++;
            g_ptr_array_add(names, (gpointer)who);
        }
    }
    u->n_sources++;
    u->n_concealed += sw_joiner_is_concealed(&joiner);
    sw_joiner_finish(&joiner, f->name, true, f->spec,
                     "check which column is mapped to person");
    return true;
}
