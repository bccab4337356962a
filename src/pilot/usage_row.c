#include "pilot/usage_row.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static bool refuse(const sw_data_file *f, const char *code, const char *remedy,
                   const char *message)
{
    sw_load_problem(f->load, SW_ERROR, code, f->spec, remedy, "%s %s", f->name,
                    message);
    return false;
}

/* Money depends on it: what is no use of a paid seat by a person is refused. */
static bool is_usage(const sw_data_file *f)
{
    const char *table = f->format != NULL ? f->format->table : "usage";
    if (strcmp(table, "usage-unlicensed") == 0)
        return refuse(f, "unlicensed-usage",
                      "give the export of licensed Copilot usage",
                      "counts the free Copilot Chat, which needs no seat");
    if (strcmp(table, "usage-agents") == 0)
        return refuse(f, "agent-usage", "give the export of Copilot usage",
                      "counts the use of agents, not of seats");
    if (strcmp(table, "events") == 0 || sw_data_has_quirk(f, "event-rows"))
        return true;
    if (sw_data_has_quirk(f, "anonymous"))
        return refuse(f, "no-persons", "give the export by user",
                      "counts users by day and names none of them");
    return sw_data_is_about(f, "usage");
}

/* Exports of `all` periods have a row for each of several: 28 or 30 days are
 * taken, else the shortest. */
static int choose_days(const sw_data_file *f, size_t column)
{
    enum { FOUR_WEEKS = 28, MONTH = 30 };
    int best = 0;
    for (size_t i = 0; i < sw_table_rows(f->table); i++) {
        double x;
        const char *text = sw_data_text(f, i, column);
        if (sw_cell_number(&x, text, '.') != SW_CELL_OK || !(x >= 1))
            continue;
        int days = (int)fmin(x, 366);
        bool usual = days == FOUR_WEEKS || days == MONTH;
        bool better = days < best && best != FOUR_WEEKS && best != MONTH;
        if (best == 0 || usual || better)
            best = days;
    }
    return best;
}

/* The longest period that says by itself who used it of late. */
enum { A_MONTH = 31 };

bool sw_usage_columns_find(sw_usage_columns *out, sw_data_file *f)
{
    *out = (sw_usage_columns){
        .last_activity = sw_data_find(f, "last_activity"),
        .active_days = sw_data_find(f, "active_days"),
        .actions = sw_data_find(f, "actions"),
        .minutes = sw_data_find(f, "minutes"),
        .blank_is_unlicensed = sw_data_has_quirk(f, "blank-is-unlicensed"),
        .events = sw_data_has_quirk(f, "events-not-usage") ||
                  sw_data_has_quirk(f, "event-rows")};
    if (!is_usage(f))
        return false;
    out->person = sw_data_need_person(f);
    bool metric = out->active_days != SIZE_MAX || out->actions != SIZE_MAX ||
                  out->minutes != SIZE_MAX || out->events;
    out->by_last_activity = !metric && out->last_activity != SIZE_MAX;
    if (!metric && !out->by_last_activity) {
        sw_data_need(f, "active_days");
        return false;
    }
    if (!sw_data_period_find(&out->period, f))
        return false;
    if (out->period.days != SIZE_MAX)
        out->only_days = choose_days(f, out->period.days);
    /* Of a long period only the days say who used it of late. */
    if (out->last_activity != SIZE_MAX && out->only_days > A_MONTH)
        out->by_last_activity = true;
    if (sw_data_has_quirk(f, "events-not-usage"))
        sw_load_warn_file(f->load, "events-not-usage", f->name,
                          "give an export of usage where there is one",
                          "%s is a log of events, which Microsoft does not "
                          "hold to be a count of usage",
                          f->name);
    return out->person != SIZE_MAX;
}

static double amount(sw_data_file *f, size_t row, size_t column,
                     const char *name)
{
    double x;
    if (sw_data_total(f, row, column, name, &x) != SW_CELL_OK)
        return NAN;
    if (x >= 0)
        return x;
    sw_data_odd(f, row, column, "bad-number", "is below 0");
    return NAN;
}

sw_usage_fit sw_usage_row_read(sw_usage_row *out, sw_data_file *f,
                               const sw_usage_columns *at, size_t row)
{
    if (sw_data_period_read(&out->day, &out->days, f, &at->period, row) !=
            SW_CELL_OK ||
        (!at->by_last_activity && sw_data_is_later(f, out->day)))
        return SW_USAGE_SKIP;
    if (at->only_days > 0 && out->days != at->only_days)
        return SW_USAGE_OTHER_PERIOD;
    bool some;
    out->active_days = amount(f, row, at->active_days, "active_days");
    if (sw_cell_is_level(sw_data_text(f, row, at->active_days), &some) && some)
        out->active_days = NAN; /* a word is no number of days */
    out->actions = at->events ? 1 : amount(f, row, at->actions, "actions");
    out->minutes = amount(f, row, at->minutes, "minutes");
    out->last_activity = SW_DAY_NONE;
    if (at->by_last_activity && sw_data_date(f, row, at->last_activity,
                                             &out->last_activity) != SW_CELL_OK)
        out->last_activity = SW_DAY_NONE;
    bool blank =
        isnan(out->active_days) && isnan(out->actions) && isnan(out->minutes);
    return at->blank_is_unlicensed && blank ? SW_USAGE_UNLICENSED
                                            : SW_USAGE_FITS;
}
