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

/* Rows of persons in the full months, a row a person and month. */
static person_month *collect(const sw_pilot *p, const sw_metered_row *rows,
                             size_t n, size_t *found)
{
    person_month *list = g_new0(person_month, n);
    size_t kept = 0, merged = 0;
    sw_day from = p->metered[p->metered_first].month;
    sw_day to = p->metered[p->metered_last - 1].month;
    for (size_t i = 0; i < n; i++)
        if (rows[i].person != NULL && !isnan(rows[i].units) &&
            rows[i].month >= from && rows[i].month <= to)
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

static void set_people(sw_pilot *p, const person_month *list, size_t n,
                       double months)
{
    p->metered_people = g_new0(double, n);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || strcmp(list[i].person, list[i - 1].person) != 0)
            p->n_metered_people++;
        p->metered_people[p->n_metered_people - 1] += list[i].units / months;
    }
}

static size_t define(const sw_load *load, const char *key, const char *label,
                     double value, const char *file)
{
    sw_inputs *in = &load->pilot->inputs;
    size_t id = sw_inputs_add(in, key, label, SW_UNIT_COUNT);
    sw_input *input = sw_inputs_at(in, id);
    sw_input_define(input, sw_constant(value), SW_MEASURED);
    sw_input_from(input, sw_message_text_of(file));
    input->live = false;
    return id;
}

/* Units beyond each one's own allowance, a month: nobody's rest helps. */
static void define_over(const sw_load *load, const person_month *list, size_t n,
                        double months, const char *file)
{
    sw_inputs *in = &load->pilot->inputs;
    double included = fmax(0, sw_inputs_value(in, SW_IN_METERED_INCLUDED));
    sw_sum over = {0};
    for (size_t i = 0; i < n; i++)
        sw_sum_add(&over, fmax(0, list[i].units - included));
    load->pilot->metered_over =
        define(load, "usage.metered_over_units_per_month",
               "Metered units beyond each seat's own a month",
               sw_sum_value(&over) / months, file);
    sw_inputs_at(in, SW_IN_METERED_INCLUDED)->live = false;
}

/* How far the months of the people would spread round their mean. */
static void define_spread(const sw_load *load, const char *file)
{
    sw_pilot *p = load->pilot;
    sw_pool_fit fit;
    sw_sample people = {p->metered_people, p->n_metered_people};
    if (sw_pool_fit_people(&fit, people, NULL) != SW_OK)
        return;
    p->metered_sd = define(load, "usage.metered_units_sd",
                           "Spread (sd) of the metered units of a month",
                           fit.sd * sqrt((double)p->n_metered_people), file);
}

void sw_metered_people_set(const sw_load *load, const sw_metered_row *rows,
                           size_t n, const char *file)
{
    sw_pilot *p = load->pilot;
    size_t found = 0;
    if (p->metered_last <= p->metered_first)
        return;
    double months = (double)(p->metered_last - p->metered_first);
    person_month *list = collect(p, rows, n, &found);
    if (found == 0 && !p->contract.pooled)
        sw_load_warn_file(load, "no-person-usage", file,
                          "add a column of persons",
                          "%s names no persons: units are counted against the "
                          "pool of all seats, which understates what is beyond "
                          "each one's own",
                          file);
    if (found > 0) {
        set_people(p, list, found, months);
        if (p->contract.pooled)
            define_spread(load, file);
        else
            define_over(load, list, found, months, file);
    }
    g_free(list);
}
