/* usage.c - who used the copilot when, and the pilot's share of active seats */
#include "base/hash.h"
#include "pilot/load.h"

#include <string.h>

#include "pilot/activity.h"
#include "pilot/join.h"
#include "pilot/usage_people.h"
#include "pilot/usage_row.h"
#include "pilot/usage_stream.h"

typedef struct reading {
    const sw_load *load;
    sw_data_file file;
    sw_usage_columns at;
    sw_joiner joiner;
    const char **who; /* [usage.n] the cell, for seats without a roster */
    GPtrArray *names; /* the same of summaries */
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
    u->minutes[u->n] = row->minutes;
    r->who[u->n++] = who;
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
        r->other_periods += r->at.only_days > 0;
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

/* Length of the periods: as the rows say it, else from their gaps. */
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
        u->day, u->n,
        rows > 0 ? sw_data_text(&r->file, 0, r->at.period.period) : "");
}

static void read_rows(reading *r)
{
    sw_usage *u = &r->load->pilot->usage;
    size_t rows = sw_table_rows(r->file.table);
    size_t n = r->at.by_last_activity ? 2 * rows : rows;
    u->person = g_new(int, n);
    u->day = g_new(sw_day, n);
    u->active_days = g_new(double, n);
    u->actions = g_new(double, n);
    u->minutes = g_new(double, n);
    r->who = g_new(const char *, n);
    sw_joiner_init(&r->joiner, r->load);
    for (size_t i = 0; i < rows; i++)
        read_row(r, i);
    u->concealed = sw_joiner_is_concealed(&r->joiner);
    sw_joiner_finish(&r->joiner, r->file.name, true, r->file.spec,
                     "check which column is mapped to person");
    tell_left_out(r);
    u->period_days = length_of(r, rows);
}

/* People who cannot be found on a roster are counted by their names. */
static void count_name(GHashTable *all, GHashTable *active, const char *who,
                       bool is_active)
{
    g_hash_table_add(all, sw_person_key(who));
    if (is_active)
        g_hash_table_add(active, sw_person_key(who));
}

static void count_names(const reading *r)
{
    sw_pilot *p = r->load->pilot;
    sw_usage *u = &p->usage;
    sw_day first, end;
    sw_usage_span(u, &first, &end);
    if (end == SW_DAY_NONE || !(p->roster.count_only || u->concealed))
        return;
    sw_day from = end - sw_activity_days(p);
    g_autoptr(GHashTable) all =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) active =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < u->n; i++)
        if (u->day[i] + u->period_days > from)
            count_name(all, active, r->who[i], sw_usage_is_use(u, i));
    for (size_t i = 0; i < u->n_summary; i++) {
        const sw_usage_summary *one = &u->summary[i];
        if (one->last_row + u->period_days > from)
            count_name(all, active, g_ptr_array_index(r->names, i),
                       one->last_active != SW_DAY_NONE &&
                           one->last_active + u->period_days > from);
    }
    u->named = g_hash_table_size(all);
    u->named_active = g_hash_table_size(active);
}

static void tell_concealed(const reading *r)
{
    if (r->load->pilot->usage.concealed &&
        sw_data_has_quirk(&r->file, "lists-180-days"))
        sw_load_warn_file(r->load, "licensed-once", r->file.name, NULL,
                          "%s also lists people who gave their licence up in "
                          "the last 180 days: the active share is too low",
                          r->file.name);
}

bool sw_usage_is_roster(const sw_load *load)
{
    const sw_json *spec = sw_json_member(load->root, "usage");
    if (!sw_is_given(spec) || sw_member_text(spec, "file") == NULL)
        return false;
    const sw_format *format = sw_data_peek(load, spec, "usage");
    return format != NULL && strcmp(format->table, "roster") == 0;
}

static void read_usage(const sw_load *load, const sw_json *spec)
{
    reading r = {.load = load};
    if (sw_usage_stream(&r.names, load, spec)) {
        count_names(&r);
        g_ptr_array_unref(r.names);
        return;
    }
    if (!sw_data_open(&r.file, load, spec, "usage"))
        return;
    if (sw_usage_is_by_person(&r.file)) {
        r.names = g_ptr_array_new_with_free_func(g_free);
        if (sw_usage_people_read(r.names, &r.file))
            count_names(&r);
        g_ptr_array_unref(r.names);
    } else if (sw_usage_columns_find(&r.at, &r.file)) {
        read_rows(&r);
        count_names(&r);
        tell_concealed(&r);
    }
    g_free(r.who);
    sw_data_close(&r.file);
}

void sw_load_usage(const sw_load *load)
{
    const sw_json *spec = sw_json_member(load->root, "usage");
    if (sw_is_given(spec) && !sw_usage_is_roster(load))
        read_usage(load, spec);
    sw_load_adoption(load);
}
