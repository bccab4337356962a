/*
 * cohort_grid.c - people's values in each period, by when their seat began.
 */
#include "evidence/cohort_grid.h"

#include <math.h>
#include <stdlib.h>

#include "evidence/outcome.h"
#include "evidence/scrutiny_steps.h"

void sw_cohort_grid_clear(sw_cohort_grid *g)
{
    g_free(g->day);
    g_free(g->person);
    g_free(g->cohort);
    g_free(g->y);
    g_free(g->team);
}

static int by_day(const void *a, const void *b)
{
    const sw_day *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void find_periods(sw_cohort_grid *g, const sw_outcome *o)
{
    g->day = g_new(sw_day, o->n + 1);
    for (size_t i = 0; i < o->n; i++)
        g->day[i] = o->day[i];
    qsort(g->day, o->n, sizeof *g->day, by_day);
    for (size_t i = 0; i < o->n; i++)
        if (g->day[i] != SW_DAY_NONE &&
            (g->periods == 0 || g->day[i] != g->day[g->periods - 1]))
            g->day[g->periods++] = g->day[i];
}

/* The first period that does not begin before the day; `periods` if none. */
static size_t period_of(const sw_cohort_grid *g, sw_day day)
{
    size_t low = 0, high = g->periods;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (g->day[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first period that begins with the seat; those whose seat came after the
 * data are not treated in them. */
static int cohort_of(const sw_cohort_grid *g, const sw_pilot *pilot,
                     const sw_person *person)
{
    /* Control people who got a seat after all are a cohort like any other. */
    if (person->arm != SW_ARM_PILOT && person->seat_from == SW_DAY_NONE)
        return SW_NEVER;
    sw_day from =
        person->seat_from != SW_DAY_NONE ? person->seat_from : pilot->start;
    size_t period = period_of(g, from);
    return period < g->periods ? (int)period : SW_NEVER;
}

/* Those who count, and those who wait for a seat until after the data. */
static bool belongs(const sw_cohort_grid *g, const sw_person *person)
{
    bool waits = person->status == SW_PERSON_ACTIVE &&
                 person->seat_from != SW_DAY_NONE &&
                 period_of(g, person->seat_from) >= g->periods;
    return waits || sw_person_counts(person);
}

sw_cohort_grid sw_cohort_grid_of(const sw_pilot *pilot, const sw_outcome *o)
{
    sw_cohort_grid g = {0};
    const sw_roster *roster = &pilot->roster;
    find_periods(&g, o);
    g.person = g_new(int, roster->n + 1);
    g.cohort = g_new(int, roster->n + 1);
    g.team = g_new(size_t, roster->n + 1);
    g.y = g_new(double, roster->n *g.periods + 1);
    g_autofree size_t *row = g_new(size_t, roster->n + 1);
    for (size_t i = 0; i < roster->n; i++) {
        row[i] = SIZE_MAX;
        if (!belongs(&g, &roster->people[i]))
            continue;
        row[i] = g.n;
        g.person[g.n] = (int)i;
        g.cohort[g.n] = cohort_of(&g, pilot, &roster->people[i]);
        g.team[g.n] = sw_cluster_of(roster, (int)i);
        for (size_t t = 0; t < g.periods; t++)
            g.y[g.n * g.periods + t] = NAN;
        g.n++;
    }
    for (size_t i = 0; i < o->n; i++)
        if (o->person[i] >= 0 && o->day[i] != SW_DAY_NONE &&
            row[o->person[i]] != SIZE_MAX)
            g.y[row[o->person[i]] * g.periods + period_of(&g, o->day[i])] =
                sw_outcome_value(o, i);
    return g;
}

char *sw_cohort_rows_csv(const sw_pilot *pilot, const sw_outcome *o)
{
    sw_cohort_grid g = sw_cohort_grid_of(pilot, o);
    GString *csv =
        g_string_new("person,seat_from_period,period,value,cluster\n");
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    for (size_t i = 0; i < g.n; i++)
        for (size_t t = 0; t < g.periods; t++) {
            double y = g.y[i * g.periods + t];
            if (isnan(y))
                continue;
            g_string_append_printf(csv, "%zu,", i + 1);
            if (g.cohort[i] != SW_NEVER)
                g_string_append_printf(csv, "%d", g.cohort[i] + 1);
            g_string_append_printf(
                csv, ",%zu,%s,%zu\n", t + 1,
                g_ascii_formatd(text, sizeof text, "%.17g", y), g.team[i] + 1);
        }
    sw_cohort_grid_clear(&g);
    return g_string_free(csv, FALSE);
}
