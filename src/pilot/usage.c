/* usage.c - who used the copilot when, and the pilot's share of active seats */
#include "pilot/load.h"

#include <string.h>

#include "pilot/join.h"
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
    return sw_period_days(
        u->day, u->n, rows > 0 ? sw_data_text(&r->file, 0, r->at.period) : "");
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

static bool is_active(const sw_usage *u, size_t i)
{
    return u->active_days[i] > 0 || u->actions[i] > 0 || u->minutes[i] > 0;
}

/* The day after the file's last. */
static sw_day end_of(const sw_usage *u)
{
    if (u->n_summary > 0)
        return u->last_day + u->period_days;
    sw_day last = u->day[0];
    for (size_t i = 1; i < u->n; i++)
        last = MAX(last, u->day[i]);
    return last + u->period_days;
}

/* Distinct people of the last four weeks, by what their names can tell. */
typedef struct people {
    size_t active;  /* with a seat; without a roster, anybody */
    size_t present; /* anybody in the file, active or not */
    size_t control; /* active, and of the control group */
} people;

static bool has_seat(const sw_pilot *p, int person)
{
    return person != SW_NOBODY && p->roster.people[person].eligible;
}

enum { ACTIVE, PRESENT, CONTROL, SETS };

/* A person who is in the file in the last four weeks. */
static void count_person(GHashTable *sets[SETS], const sw_pilot *p, int person,
                         const char *who, bool active)
{
    bool by_name = p->roster.count_only || p->usage.concealed;
    g_hash_table_add(sets[PRESENT], sw_person_key(who));
    if (!active)
        return;
    if (by_name || has_seat(p, person))
        g_hash_table_add(sets[ACTIVE],
                         person == SW_NOBODY
                             ? sw_person_key(who)
                             : g_strdup(p->roster.people[person].key));
    else if (person != SW_NOBODY && p->roster.has_arm &&
             p->roster.people[person].arm == SW_ARM_CONTROL)
        g_hash_table_add(sets[CONTROL], g_strdup(p->roster.people[person].key));
}

static people count_people(const reading *r)
{
    enum { FOUR_WEEKS = 28 };
    const sw_pilot *p = r->load->pilot;
    const sw_usage *u = &p->usage;
    sw_day from = end_of(u) - FOUR_WEEKS;
    GHashTable *sets[SETS];
    for (size_t k = 0; k < G_N_ELEMENTS(sets); k++)
        sets[k] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < u->n; i++)
        if (u->day[i] + u->period_days > from)
            count_person(sets, p, u->person[i], r->who[i], is_active(u, i));
    for (size_t i = 0; i < u->n_summary; i++) {
        const sw_usage_summary *one = &u->summary[i];
        bool active = one->last_active != SW_DAY_NONE &&
                      one->last_active + u->period_days > from;
        if (one->last_row + u->period_days > from)
            count_person(sets, p, one->person, g_ptr_array_index(r->names, i),
                         active);
    }
    people out = {g_hash_table_size(sets[0]), g_hash_table_size(sets[1]),
                  g_hash_table_size(sets[2])};
    for (size_t k = 0; k < G_N_ELEMENTS(sets); k++)
        g_hash_table_unref(sets[k]);
    return out;
}

/* Jeffreys' posterior of the share: Beta(1/2 + x, 1/2 + n - x). Concealed
 * people cannot be found on the roster: they are a share of their own file. */
static void define_adoption(const reading *r)
{
    const sw_pilot *p = r->load->pilot;
    double n = (double)p->roster.assigned;
    if (p->usage.n + p->usage.n_summary == 0)
        return;
    people found = count_people(r);
    if (p->usage.concealed && !p->roster.count_only)
        n = (double)found.present;
    if (!(n > 0))
        return;
    double x = MIN((double)found.active, n);
    sw_input *input = sw_inputs_at(&p->inputs, SW_IN_ADOPTION_PILOT);
    sw_input_define(
        input,
        (sw_distribution){.kind = SW_DIST_BETA, .p = {0.5 + x, 0.5 + n - x, 0}},
        SW_MEASURED);
    sw_input_from(input, sw_message_text_of(r->file.name));
    if (found.control > 0)
        sw_load_warn_file(r->load, "control-used", r->file.name,
                          "check arm, and who holds a seat",
                          "%zu of the control group used the copilot in the "
                          "last four weeks of %s: the effect is understated",
                          found.control, r->file.name);
    if (p->usage.concealed && sw_data_has_quirk(&r->file, "lists-180-days"))
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
    const sw_format *format = sw_data_peek(load, spec);
    return format != NULL && strcmp(format->table, "roster") == 0;
}

void sw_load_usage(const sw_load *load)
{
    const sw_json *spec = sw_json_member(load->root, "usage");
    reading r = {.load = load};
    if (!sw_is_given(spec) || sw_json_member(spec, "odbc") != NULL) {
        const sw_json *adoption =
            sw_json_at(load->root, "assumptions.adoption");
        if (spec == NULL && load->pilot->adoption_from_usage &&
            sw_is_given(adoption))
            sw_load_problem(load, SW_WARNING, "no-usage", adoption,
                            "give usage.file, or adoption as a number",
                            "adoption is to come from usage, and there is no "
                            "usage file");
        return;
    }
    if (sw_usage_is_roster(load)) {
        sw_load_problem(load, SW_WARNING, "no-usage", spec,
                        "give an export of usage as well",
                        "%s says who holds a licence, not who uses it",
                        sw_member_text(spec, "file"));
        return;
    }
    if (sw_usage_stream(&r.names, load, spec)) {
        r.file = (sw_data_file){
            .load = load, .spec = spec, .name = sw_member_text(spec, "file")};
        define_adoption(&r);
        g_ptr_array_unref(r.names);
        return;
    }
    if (!sw_data_open(&r.file, load, spec, "usage"))
        return;
    if (sw_usage_columns_find(&r.at, &r.file)) {
        read_rows(&r);
        define_adoption(&r);
    }
    g_free(r.who);
    sw_data_close(&r.file);
}
