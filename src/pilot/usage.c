/* usage.c - who used the copilot when, and the pilot's share of active seats */
#include "pilot/load.h"

#include <math.h>
#include <stdint.h>

#include "pilot/data_file.h"
#include "pilot/join.h"

typedef struct reading {
    const sw_load *load;
    sw_data_file file;
    size_t person, period, active_days, actions, minutes;
    sw_joiner joiner;
    const char **who; /* [usage.n] the cell, for seats without a roster */
} reading;

static bool find_columns(reading *r)
{
    r->person = sw_data_need(&r->file, "person");
    r->period = sw_data_need(&r->file, "period");
    r->active_days = sw_data_find(&r->file, "active_days");
    r->actions = sw_data_find(&r->file, "actions");
    r->minutes = sw_data_find(&r->file, "minutes");
    if (r->active_days == SIZE_MAX && r->actions == SIZE_MAX &&
        r->minutes == SIZE_MAX) {
        sw_data_need(&r->file, "active_days");
        return false;
    }
    return r->person != SIZE_MAX && r->period != SIZE_MAX;
}

static double amount(reading *r, size_t row, size_t column)
{
    double x;
    if (sw_data_number(&r->file, row, column, &x) != SW_CELL_OK)
        return NAN;
    if (x >= 0)
        return x;
    sw_data_reject(&r->file, row, column, "bad-number", "is below 0");
    return NAN;
}

static void read_row(reading *r, size_t row)
{
    sw_usage *u = &r->load->pilot->usage;
    const char *text = sw_data_text(&r->file, row, r->person);
    int person = sw_joiner_person(&r->joiner, text);
    sw_day day;
    if (person == SW_NO_NAME) {
        sw_data_reject(&r->file, row, SIZE_MAX, "no-person",
                       "the row names no person");
        return;
    }
    sw_cell_status s = sw_data_period(&r->file, row, r->period, &day);
    if (s == SW_CELL_MISSING)
        sw_data_reject(&r->file, row, SIZE_MAX, "no-period",
                       "the row has no period");
    if (s != SW_CELL_OK)
        return;
    u->person[u->n] = person;
    u->day[u->n] = day;
    u->active_days[u->n] = amount(r, row, r->active_days);
    u->actions[u->n] = amount(r, row, r->actions);
    u->minutes[u->n] = amount(r, row, r->minutes);
    r->who[u->n++] = text;
}

static void read_rows(reading *r)
{
    sw_usage *u = &r->load->pilot->usage;
    size_t n = sw_table_rows(r->file.table);
    u->person = g_new(int, n);
    u->day = g_new(sw_day, n);
    u->active_days = g_new(double, n);
    u->actions = g_new(double, n);
    u->minutes = g_new(double, n);
    r->who = g_new(const char *, n);
    sw_joiner_init(&r->joiner, r->load);
    for (size_t i = 0; i < n; i++)
        read_row(r, i);
    sw_joiner_finish(&r->joiner, r->file.name, true, r->file.spec,
                     "check which column is mapped to person");
    u->period_days = sw_period_days(
        u->day, u->n, n > 0 ? sw_data_text(&r->file, 0, r->period) : "");
}

static bool is_active(const sw_usage *u, size_t i)
{
    return u->active_days[i] > 0 || u->actions[i] > 0 || u->minutes[i] > 0;
}

/* First period that counts: those that begin in the file's last four weeks,
 * or its last one where a period is longer. */
static sw_day window_start(const sw_usage *u)
{
    enum { FOUR_WEEKS = 28 };
    sw_day last = u->day[0];
    for (size_t i = 1; i < u->n; i++)
        last = MAX(last, u->day[i]);
    return MIN(last, last + u->period_days - FOUR_WEEKS);
}

/* Distinct eligible people who were active; without a roster, anybody. */
static size_t count_active(const reading *r)
{
    const sw_pilot *p = r->load->pilot;
    const sw_usage *u = &p->usage;
    g_autoptr(GHashTable) people = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) names =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    sw_day from = window_start(u);
    for (size_t i = 0; i < u->n; i++) {
        if (u->day[i] < from || !is_active(u, i))
            continue;
        if (p->roster.count_only)
            g_hash_table_add(names, sw_person_key(r->who[i]));
        else if (u->person[i] != SW_NOBODY &&
                 p->roster.people[u->person[i]].eligible)
            g_hash_table_add(people, GINT_TO_POINTER(u->person[i] + 1));
    }
    return g_hash_table_size(people) + g_hash_table_size(names);
}

/* Jeffreys' posterior of the share: Beta(1/2 + x, 1/2 + n - x). */
static void define_adoption(const reading *r)
{
    const sw_pilot *p = r->load->pilot;
    double n = (double)p->roster.assigned;
    if (p->usage.n == 0 || !(n > 0))
        return;
    double x = MIN((double)count_active(r), n);
    sw_input *input = sw_inputs_at(&p->inputs, SW_IN_ADOPTION_PILOT);
    sw_input_define(
        input,
        (sw_distribution){.kind = SW_DIST_BETA, .p = {0.5 + x, 0.5 + n - x, 0}},
        SW_MEASURED);
    input->source = g_strdup(r->file.name);
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
    if (!sw_data_open(&r.file, load, spec, "usage"))
        return;
    if (find_columns(&r)) {
        read_rows(&r);
        define_adoption(&r);
    }
    g_free(r.who);
    sw_data_close(&r.file);
}
