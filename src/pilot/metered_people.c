#include "pilot/metered_people.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"
#include "stats/usage_pool.h"

/* The units of one person in one month. */
typedef struct person_month {
    const char *person;
    sw_day month;
    double units;
} person_month;

static int by_person(const void *a, const void *b)
{
    const person_month *x = a, *y = b;
    int order = strcmp(x->person, y->person);
    return order != 0 ? order : (x->month > y->month) - (x->month < y->month);
}

static bool is_full(const sw_meter *m, const sw_metered_row *row)
{
    return !isnan(row->units) && row->month >= m->months[m->first].month &&
           row->month <= m->months[m->last - 1].month;
}

/* Rows of persons in the full months, a row a person and month. */
static person_month *collect(const sw_meter *m, const sw_metered_row *rows,
                             size_t n, size_t *found)
{
    person_month *list = g_new0(person_month, n);
    size_t kept = 0, merged = 0;
    for (size_t i = 0; i < n; i++)
        if (rows[i].person != NULL && is_full(m, &rows[i]))
            list[kept++] =
                (person_month){rows[i].person, rows[i].month, rows[i].units};
    qsort(list, kept, sizeof *list, by_person);
    for (size_t i = 0; i < kept; i++)
        if (merged > 0 && by_person(&list[merged - 1], &list[i]) == 0)
            list[merged - 1].units += list[i].units;
        else
            list[merged++] = list[i];
    *found = merged;
    return list;
}

static void set_people(sw_meter *m, const person_month *list, size_t n,
                       double months)
{
    m->people = g_new0(double, n);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || strcmp(list[i].person, list[i - 1].person) != 0)
            m->n_people++;
        m->people[m->n_people - 1] += list[i].units / months;
    }
}

/* ---- groups ---- */

typedef struct member {
    const char *group, *person;
    double units;
} member;

static int by_group(const void *a, const void *b)
{
    const member *x = a, *y = b;
    int order = strcmp(x->group, y->group);
    return order != 0 ? order : g_strcmp0(x->person, y->person);
}

/* The file's group, else the person's department on the roster. */
static const char *group_of(const sw_load *load, const sw_metered_row *row)
{
    const sw_roster *r = &load->pilot->roster;
    if (row->group != NULL || row->person == NULL || r->by_key == NULL)
        return row->group;
    int i = sw_roster_find(r, row->person);
    int department = i != SW_NOBODY ? r->people[i].department : -1;
    return department >= 0 ? r->departments[department] : NULL;
}

static void set_groups(const sw_load *load, sw_meter *m,
                       const sw_metered_row *rows, size_t n, double months)
{
    g_autofree member *list = g_new0(member, n);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const char *group = group_of(load, &rows[i]);
        if (group != NULL && is_full(m, &rows[i]))
            list[kept++] = (member){group, rows[i].person, rows[i].units};
    }
    qsort(list, kept, sizeof *list, by_group);
    m->groups = g_new0(sw_meter_group, kept);
    for (size_t i = 0; i < kept; i++) {
        bool other = i == 0 || strcmp(list[i].group, list[i - 1].group) != 0;
        if (other)
            m->n_groups++;
        sw_meter_group *g = &m->groups[m->n_groups - 1];
        g->units += list[i].units / months;
        if (list[i].person != NULL &&
            (other || g_strcmp0(list[i].person, list[i - 1].person) != 0))
            g->people++;
    }
}

/* ---- what a pool hides ---- */

/* Units beyond each one's own allowance: nobody's rest helps. */
static void define_over(const sw_load *load, sw_meter *m,
                        const person_month *list, size_t n)
{
    sw_sum over = {0}, all = {0};
    for (size_t i = 0; i < n; i++) {
        double own = sw_step_at(m->included, m->n_included, list[i].month);
        sw_sum_add(&all, list[i].units);
        sw_sum_add(&over, fmax(0, list[i].units - fmax(0, own)));
    }
    if (!(sw_sum_value(&all) > 0))
        return;
    m->over_share = sw_meter_input(
        load, m, "over_share", "Share of metered units beyond each seat's own",
        SW_UNIT_FRACTION,
        sw_constant(sw_sum_value(&over) / sw_sum_value(&all)));
    if (m->included_id != SIZE_MAX)
        sw_inputs_at(&load->pilot->inputs, m->included_id)->live = false;
}

/* One month says nothing of how months vary; its people do. */
static void define_variation(const sw_load *load, sw_meter *m)
{
    sw_pool_fit fit;
    sw_sample people = {m->people, m->n_people};
    if (m->cv != SIZE_MAX || sw_pool_fit_people(&fit, people, NULL) != SW_OK)
        return;
    double cv = fit.sd / (fit.mean * sqrt((double)m->n_people));
    m->cv = sw_meter_input(load, m, "variation",
                           "Variation of the metered units of a month",
                           SW_UNIT_FRACTION, sw_constant(cv));
}

static void warn_people(const sw_load *load, const sw_meter *m)
{
    if (!m->pooled)
        sw_load_warn_file(load, "no-person-usage", m->file,
                          "add a column of persons",
                          "%s names no persons: units are counted against the "
                          "pool of all seats, which understates what is beyond "
                          "each one's own",
                          m->file);
    if (!isinf(sw_meter_cap_of(m, SW_CAP_USER)))
        sw_load_warn_file(load, "no-person-usage", m->file,
                          "add a column of persons",
                          "%s names no persons: what the limit of each user "
                          "stops is not known and not counted",
                          m->file);
}

static void warn_groups(const sw_load *load, const sw_meter *m)
{
    if (!isinf(sw_meter_cap_of(m, SW_CAP_GROUP)))
        sw_load_warn_file(load, "no-group-usage", m->file,
                          "add a column group, or persons who are on the "
                          "roster with a department",
                          "%s names no groups: what the limit of each group "
                          "stops is not known and not counted",
                          m->file);
}

void sw_metered_people_set(const sw_load *load, sw_meter *m,
                           const sw_metered_row *rows, size_t n)
{
    size_t found = 0;
    if (m->last <= m->first)
        return;
    double months = (double)(m->last - m->first);
    g_autofree person_month *list = collect(m, rows, n, &found);
    set_groups(load, m, rows, n, months);
    if (found == 0)
        warn_people(load, m);
    if (m->n_groups == 0)
        warn_groups(load, m);
    if (found == 0)
        return;
    set_people(m, list, found, months);
    if (m->pooled)
        define_variation(load, m);
    else
        define_over(load, m, list, found);
}
