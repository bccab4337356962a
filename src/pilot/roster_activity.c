/* roster_activity.c - what the files of people say of their last activity */
#include "pilot/roster.h"

#include <math.h>
#include <stdint.h>

/* A wholly empty column is no column: nobody recorded anything. */
static bool is_empty(const sw_data_file *f, size_t column)
{
    for (size_t i = 0; i < sw_table_rows(f->table); i++)
        if (!sw_cell_is_missing(sw_data_text(f, i, column)))
            return false;
    return true;
}

/* The latest day of a column; SW_DAY_NONE without one. */
static sw_day latest(const sw_data_file *f, size_t column)
{
    sw_day last = SW_DAY_NONE, day;
    for (size_t i = 0; column != SIZE_MAX && i < sw_table_rows(f->table); i++)
        if (sw_cell_date(&day, sw_data_text(f, i, column)) == SW_CELL_OK)
            last = MAX(last, day);
    return last;
}

void sw_roster_open_activity(sw_roster_reading *r, sw_data_file *f,
                             sw_roster_columns *at)
{
    sw_roster *roster = &r->load->pilot->roster;
    r->late = r->unread = 0;
    if (at->last_activity == SIZE_MAX)
        return;
    if (sw_data_is_ambiguous(f, at->last_activity) ||
        is_empty(f, at->last_activity)) {
        at->last_activity = SIZE_MAX;
        return;
    }
    sw_day report = latest(f, at->report_day);
    r->told_until = report != SW_DAY_NONE ? report : r->load->pilot->as_of;
    roster->has_activity = true;
    roster->activity_day = MAX(roster->activity_day, r->told_until);
}

/* A day after the report is no activity that it can know of; clocks of other
 * zones may be a day ahead. */
void sw_roster_read_activity(sw_roster_reading *r, const sw_data_file *f,
                             const sw_roster_columns *at, size_t row,
                             sw_person *out)
{
    sw_day day;
    if (at->last_activity == SIZE_MAX)
        return;
    switch (sw_cell_date(&day, sw_data_text(f, row, at->last_activity))) {
    case SW_CELL_MISSING:
        if (out->activity == SW_ACTIVITY_UNKNOWN)
            out->activity = SW_ACTIVITY_NONE;
        return;
    case SW_CELL_BAD:
        r->unread++;
        out->use_doubtful = true;
        return;
    case SW_CELL_OK:
        break;
    }
    if (day > r->told_until + 1) {
        r->late++;
        out->use_doubtful = true;
        return;
    }
    out->activity = SW_ACTIVITY_DATED;
    out->last_activity = MAX(out->last_activity, day);
}

void sw_roster_tell_activity(sw_roster_reading *r, const sw_data_file *f)
{
    char day[SW_DATE_TEXT];
    if (r->late > 0)
        sw_load_warn_file(r->load, "late-activity", f->name,
                          "give as_of the day of the export, or correct the "
                          "dates",
                          "%zu last activities are after %s, the last day that "
                          "the file can know: whether these people use it is "
                          "taken as unknown",
                          r->late, sw_date_format(r->told_until, day));
    if (r->unread > 0)
        sw_load_warn_file(r->load, "unread-activity", f->name, NULL,
                          "%zu last activities are no date: whether these "
                          "people use it is taken as unknown",
                          r->unread);
}

static sw_day earlier(sw_day a, sw_day b)
{
    if (a == SW_DAY_NONE || b == SW_DAY_NONE)
        return MAX(a, b);
    return MIN(a, b);
}

static void first_of(char **out, char *again)
{
    *out = *out != NULL ? *out : again;
}

void sw_person_merge(sw_person *p, const sw_person *again)
{
    bool both_end = p->seat_to != SW_DAY_NONE && again->seat_to != SW_DAY_NONE;
    p->seat_to = both_end ? MAX(p->seat_to, again->seat_to) : SW_DAY_NONE;
    p->seat_from = earlier(p->seat_from, again->seat_from);
    p->use_doubtful |= again->use_doubtful;
    p->activity = MAX(p->activity, again->activity);
    p->last_activity = MAX(p->last_activity, again->last_activity);
    p->licence = MAX(p->licence, again->licence);
    p->status = MIN(p->status, again->status);
    p->products |= again->products;
    p->department = p->department < 0 ? again->department : p->department;
    p->team = p->team < 0 ? again->team : p->team;
    p->fte = isnan(p->fte) ? again->fte : p->fte;
    if (isnan(p->hourly_cost))
        p->hourly_cost = again->hourly_cost;
    first_of(&p->role, again->role);
    first_of(&p->region, again->region);
    first_of(&p->seniority, again->seniority);
    first_of(&p->cost_center, again->cost_center);
}
