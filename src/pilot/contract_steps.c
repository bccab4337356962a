/* contract_steps.c - prices and seats that are dated */
#include "pilot/contract_load.h"

#include <math.h>
#include <string.h>

/* A step and where it is written. */
typedef struct placed {
    sw_step step;
    const sw_json *v;
} placed;

static int by_day(const void *a, const void *b)
{
    const placed *x = a, *y = b;
    if (x->step.from != y->step.from)
        return x->step.from < y->step.from ? -1 : 1;
    return x->v->line < y->v->line ? -1 : x->v->line > y->v->line;
}

static void check_step(const sw_load *load, const sw_json *list,
                       const placed *one, const placed *next)
{
    char day[SW_DATE_TEXT];
    if (one->step.from != next->step.from || one->step.from == SW_DAY_NONE)
        return;
    sw_load_problem(load, SW_ERROR, "same-day", sw_json_member(next->v, "from"),
                    "give each a day of its own, or take one out",
                    "%s has two steps from %s, here and on line %zu", list->key,
                    sw_date_format(one->step.from, day), one->v->line);
}

sw_step *sw_load_steps(const sw_load *load, const sw_json *list,
                       const char *value, size_t *n)
{
    *n = sw_json_length(list);
    sw_step *steps = g_new0(sw_step, *n);
    g_autofree placed *all = g_new0(placed, *n);
    for (size_t i = 0; i < *n; i++) {
        const sw_json *v = list->items[i];
        all[i].v = v;
        all[i].step = (sw_step){.from = sw_member_date(load, v, "from"),
                                .value = sw_member_number(v, value)};
    }
    if (*n > 0)
        qsort(all, *n, sizeof *all, by_day);
    for (size_t i = 0; i < *n; i++) {
        steps[i] = all[i].step;
        if (i > 0)
            check_step(load, list, &all[i - 1], &all[i]);
    }
    return steps;
}

void sw_load_schedules(const sw_written *w, sw_contract *c)
{
    const sw_json *prices = sw_json_member(w->v, "price_schedule");
    const sw_json *seats = sw_json_member(w->v, "seats_schedule");
    c->price_steps = sw_load_steps(w->load, prices, "price", &c->n_price_steps);
    c->seat_steps = sw_load_steps(w->load, seats, "seats", &c->n_seat_steps);
}
