/* usage.c - who used the copilot when, and the pilot's share of active seats */
#include "pilot/load.h"

#include <string.h>

#include "pilot/activity.h"
#include "pilot/join.h"
#include "pilot/usage_free.h"
#include "pilot/usage_people.h"
#include "pilot/usage_row.h"
#include "pilot/usage_stream.h"
#include "pilot/usage_sums.h"

/* One source of usage. */
typedef struct reading {
    const sw_load *load;
    sw_usage_people *all;
    sw_data_file file;
    sw_usage_columns at;
    sw_joiner joiner;
    size_t first; /* its first row of the usage */
    size_t other_periods, unlicensed;
    size_t late; /* last activities after the report */
    int days;    /* the longest period that a row says; 0: none does */
} reading;

static void put(reading *r, int person, const char *who,
                const sw_usage_row *row)
{
    sw_usage *u = &r->load->pilot->usage;
    u->person[u->n] = person;
    u->day[u->n] = row->day;
    u->active_days[u->n] = row->active_days;
    u->actions[u->n] = row->actions;
    u->minutes[u->n++] = row->minutes;
    sw_usage_mention(r->all, who);
}

enum { A_MONTH = 30 };

/* Where only the last activity is known, it is a month that ends that day: it
 * says whether the seat was active four weeks before the end, and nothing of
 * habits. The report's own month comes first, without any activity. */
static void put_last_activity(reading *r, int person, const char *who,
                              sw_usage_row *row)
{
    sw_day end = row->day + MAX(row->days, 1) - 1;
    row->day = end - A_MONTH + 1;
    row->active_days = 0;
    put(r, person, who, row);
    if (row->last_activity == SW_DAY_NONE)
        return;
    if (row->last_activity > end + 1) { /* clocks of other zones */
        r->late++;
        if (person != SW_NOBODY)
            r->load->pilot->roster.people[person].use_doubtful = true;
        return;
    }
    row->day = row->last_activity - A_MONTH + 1;
    row->active_days = 1;
    put(r, person, who, row);
}

static void read_row(reading *r, size_t row)
{
    const char *text = sw_data_text(&r->file, row, r->at.person);
    int person = sw_joiner_person(&r->joiner, text);
    sw_usage_row one;
    if (person == SW_NO_NAME) {
        sw_data_reject(&r->file, row, SIZE_MAX, "no-person",
                       "the row names no person");
        return;
    }
    switch (sw_usage_row_read(&one, &r->file, &r->at, row)) {
    case SW_USAGE_SKIP:
        return;
    case SW_USAGE_OTHER_PERIOD:
        r->other_periods++;
        return;
    case SW_USAGE_UNLICENSED:
        r->unlicensed++;
        return;
    case SW_USAGE_FITS:
        break;
    }
    r->days = MAX(r->days, one.days);
    if (r->at.by_last_activity)
        put_last_activity(r, person, text, &one);
    else
        put(r, person, text, &one);
}

static void tell_left_out(const reading *r)
{
    const char *name = r->file.name;
    sw_place place = {.file = name};
    if (r->other_periods > 0)
        sw_diagnose(r->load->d, SW_NOTE, "other-periods", place, NULL,
                    "%zu rows of other periods than %d days were left out: "
                    "their days are in the others",
                    r->other_periods, r->at.only_days);
    if (r->unlicensed > 0)
        sw_diagnose(r->load->d, SW_NOTE, "unlicensed-periods", place, NULL,
                    "%zu rows are blank: no licence in the period, which is "
                    "not the same as an idle one; they were left out",
                    r->unlicensed);
    if (r->late > 0)
        sw_load_warn_file(r->load, "late-activity", name,
                          "correct the dates, or the day of the report",
                          "%zu last activities are after the day of the report "
                          "in %s: whether these people use it is taken as "
                          "unknown",
                          r->late, name);
    if (r->at.by_last_activity)
        sw_load_warn_file(r->load, "last-activity-only", name, NULL,
                          "%s knows of each person only the last activity: "
                          "how often the copilot was used is unknown",
                          name);
}

/* Length of the source's periods: as its rows say it, else from their gaps. */
static int length_of(const reading *r, size_t rows)
{
    const sw_usage *u = &r->load->pilot->usage;
    if (r->at.by_last_activity)
        return A_MONTH;
    if (r->at.only_days > 0)
        return r->at.only_days;
    if (r->days > 0)
        return r->days;
    return sw_period_days(
        u->day + r->first, u->n - r->first,
        rows > 0 ? sw_data_text(&r->file, 0, r->at.period.period) : "");
}

static void make_room(sw_usage *u, size_t more)
{
    size_t n = u->n + more;
    u->person = g_renew(int, u->person, n);
    u->day = g_renew(sw_day, u->day, n);
    u->days = g_renew(int, u->days, n);
    u->active_days = g_renew(double, u->active_days, n);
    u->actions = g_renew(double, u->actions, n);
    u->minutes = g_renew(double, u->minutes, n);
}

static void set_length(const reading *r, size_t rows)
{
    sw_usage *u = &r->load->pilot->usage;
    int days = length_of(r, rows);
    for (size_t i = r->first; i < u->n; i++)
        u->days[i] = days;
    u->period_days = MAX(u->period_days, days);
}

static void read_rows(reading *r)
{
    sw_usage *u = &r->load->pilot->usage;
    size_t rows = sw_table_rows(r->file.table);
    make_room(u, r->at.by_last_activity ? 2 * rows : rows);
    sw_joiner_init(&r->joiner, r->load);
    for (size_t i = 0; i < rows; i++)
        read_row(r, i);
    u->n_sources++;
    sw_usage_people_close(r->all, u->n);
    u->n_concealed += sw_joiner_is_concealed(&r->joiner);
    sw_joiner_finish(&r->joiner, r->file.name, true, r->file.spec,
                     "check which column is mapped to person");
    tell_left_out(r);
    sw_data_period_tell(&r->file, true);
    set_length(r, rows);
}

static void tell_concealed(const reading *r)
{
    if (sw_joiner_is_concealed(&r->joiner) &&
        sw_data_has_quirk(&r->file, "lists-180-days"))
        sw_load_warn_file(r->load, "licensed-once", r->file.name, NULL,
                          "%s also lists people who gave their licence up in "
                          "the last 180 days: the active share is too low",
                          r->file.name);
}

size_t sw_usage_sources(const sw_load *load)
{
    const sw_json *usage = sw_json_member(load->root, "usage");
    if (!sw_is_given(usage))
        return 0;
    return usage->type == SW_JSON_ARRAY ? usage->n_items : 1;
}

const sw_json *sw_usage_source(const sw_load *load, size_t k)
{
    const sw_json *usage = sw_json_member(load->root, "usage");
    return usage->type == SW_JSON_ARRAY ? usage->items[k] : usage;
}

bool sw_usage_is_roster(const sw_load *load, const sw_json *source)
{
    if (sw_data_source_name(source) == NULL)
        return false;
    const sw_format *format = sw_data_peek(load, source, "usage");
    return format != NULL && strcmp(format->table, "roster") == 0;
}

/* Sums of several sources would not add up: weeks of one are not the other's.
 */
static void read_sums(reading *r)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    if (sw_usage_sources(r->load) == 1)
        sw_usage_sums_read(names, &r->file);
    else
        sw_load_problem(r->load, SW_ERROR, "summed-beside", r->file.spec,
                        "give it alone, or give all as rows of periods",
                        "%s is summed by person, which other usage cannot "
                        "stand beside",
                        r->file.name);
    for (guint i = 0; i < names->len; i++)
        sw_usage_mention(r->all, names->pdata[i]);
}

static void read_source(const sw_load *load, const sw_json *spec,
                        sw_usage_people *all)
{
    reading r = {.load = load, .all = all, .first = load->pilot->usage.n};
    if (!sw_data_open(&r.file, load, spec, "usage"))
        return;
    if (sw_usage_is_by_person(&r.file))
        read_sums(&r);
    else if (sw_usage_sources(load) > 1 && sw_usage_is_free(&r.file))
        sw_usage_read_free(load, &r.file);
    else if (sw_usage_columns_find(&r.at, &r.file)) {
        read_rows(&r);
        tell_concealed(&r);
    }
    sw_data_close(&r.file);
}

/* Names that some of the sources conceal may be those of anybody. */
static void settle_concealed(const sw_load *load)
{
    sw_usage *u = &load->pilot->usage;
    if (u->n_sources == 0)
        return; /* summed as it was read */
    u->concealed = u->n_concealed > 0 && u->n_concealed == u->n_sources;
    u->partly_concealed = u->n_concealed > 0 && !u->concealed;
    if (u->partly_concealed)
        sw_load_problem(load, SW_WARNING, "partly-concealed",
                        sw_json_member(load->root, "usage"),
                        "have every export show names",
                        "some of the usage files conceal names: who is not "
                        "active by the others may be so by them, and is "
                        "counted as unknown");
}

static bool is_usage(const sw_load *load, const sw_json *source)
{
    return sw_is_given(source) && !sw_usage_is_roster(load, source);
}

/* A single source may be too large for a table. */
static void read_sources(const sw_load *load)
{
    size_t n = sw_usage_sources(load);
    sw_usage_people all;
    sw_usage_people_init(&all);
    bool streamed = n == 1 && is_usage(load, sw_usage_source(load, 0)) &&
                    sw_usage_stream(all.who, load, sw_usage_source(load, 0));
    for (size_t k = 0; !streamed && k < n; k++)
        if (is_usage(load, sw_usage_source(load, k)))
            read_source(load, sw_usage_source(load, k), &all);
    settle_concealed(load);
    sw_usage_people_finish(&all, load);
}

void sw_load_usage(const sw_load *load)
{
    read_sources(load);
    sw_load_adoption(load);
}
