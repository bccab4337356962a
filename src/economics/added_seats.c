/*
 * added_seats.c - what seats cost that are added within a term.
 */
#include "economics/licence_cost.h"

/* The invoice whose months hold a day. */
static const sw_invoice *running(const sw_invoices *list, sw_day day)
{
    const sw_invoice *found = NULL;
    for (size_t i = 0; i < list->n && list->item[i].day <= day; i++)
        found = &list->item[i];
    return found;
}

static double share_left(const sw_invoice *v, sw_day day)
{
    sw_day end = sw_date_add_months_clamped(v->day, v->months);
    return (double)(end - day) / (double)(end - v->day);
}

/* Seat-months that the seat added on `day` pays at once. */
static double paid_at_once(const sw_contract *c, const sw_invoice *v,
                           sw_day day, int months_in)
{
    switch (c->proration) {
    case SW_PRORATE_DAILY:
        return share_left(v, day) * v->months;
    case SW_PRORATE_MONTHLY:
        return v->months - months_in;
    case SW_PRORATE_NONE:
        return v->months;
    case SW_TRUE_UP:
        return 0.0;
    }
    return 0.0;
}

typedef struct bill {
    GArray *list;   /* of sw_added_seats */
    double untrued; /* seat-months used and not yet billed */
} bill;

static void add(bill *b, sw_day day, double seat_months, double added,
                const sw_invoice *v)
{
    sw_added_seats a = {day, seat_months, added, v->renewals};
    if (seat_months > 0.0)
        g_array_append_val(b->list, a);
}

/* One month on: a seat is added on its first day. */
static void add_month(bill *b, const sw_contract *c, const sw_invoice *v,
                      sw_day day, int added)
{
    if (day == v->day) {
        add(b, day, added * (double)v->months + b->untrued, added, v);
        b->untrued = 0.0;
        return;
    }
    int months_in = 0;
    while (sw_date_add_months_clamped(v->day, months_in + 1) <= day)
        months_in++;
    add(b, day, paid_at_once(c, v, day, months_in), added, v);
    if (c->proration == SW_TRUE_UP)
        b->untrued += v->months - months_in;
}

sw_added_seats *sw_added_seats_list(size_t *n, const sw_clock *clock,
                                    const sw_contract *c, sw_day to)
{
    bill b = {.list = g_array_new(FALSE, FALSE, sizeof(sw_added_seats))};
    sw_invoices list;
    sw_invoices_list(&list, clock, c, to);
    int added = 0;
    for (int j = 1;; j++) {
        sw_day day = sw_date_add_months_clamped(clock->signed_from, j);
        const sw_invoice *v = running(&list, day);
        if (day > to || v == NULL)
            break;
        add_month(&b, c, v, day, ++added);
    }
    const sw_invoice *last = running(&list, to);
    if (last != NULL && b.untrued > 0.0)
        add(&b, to, b.untrued, added, last);
    g_free(list.item);
    *n = b.list->len;
    return (sw_added_seats *)(void *)g_array_free(b.list, FALSE);
}
