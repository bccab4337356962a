/* contract_order.c - the contracts of pilot.json, by what is paid for them */
#include "pilot/load.h"

#include <math.h>
#include <string.h>

#include "base/units.h"

const sw_json *sw_contract_json(const sw_load *load, size_t k)
{
    const sw_json *list = sw_json_member(load->root, "contracts");
    if (list == NULL)
        return k == 0 ? sw_json_member(load->root, "contract") : NULL;
    return k < list->n_items ? list->items[k] : NULL;
}

size_t sw_contracts_written(const sw_load *load)
{
    const sw_json *list = sw_json_member(load->root, "contracts");
    return list != NULL ? list->n_items : 1;
}

/* What the order goes by. */
typedef struct place {
    size_t index;
    double spend; /* of licences, a year, in the pilot's currency */
    const char *sku;
} place;

static double or_zero(double x)
{
    return isnan(x) ? 0.0 : x;
}

/* At base values, and at the rate of the day of decision. */
static double spend_of(const sw_load *load, const sw_json *v, size_t k)
{
    const sw_pilot *p = load->pilot;
    const char *per = sw_member_text(v, "per");
    const char *currency = sw_member_text(v, "currency");
    double times =
        per != NULL && strcmp(per, "seat-year") == 0 ? 1.0 : SW_MONTHS_PER_YEAR;
    double seats = sw_json_mean(load, sw_json_member(v, "seats_purchased"));
    if (isnan(seats))
        seats = p->seats_held[k];
    if (currency != NULL && p->currency != NULL)
        times *= or_zero(sw_currency_rate(p, currency, p->as_of));
    return or_zero(times * seats *
                   sw_json_mean(load, sw_json_member(v, "price")));
}

static int by_spend(const void *a, const void *b)
{
    const place *x = a, *y = b;
    if (x->spend > y->spend || x->spend < y->spend)
        return x->spend > y->spend ? -1 : 1;
    int names = g_strcmp0(x->sku, y->sku);
    return names != 0 ? names : (x->index > y->index) - (x->index < y->index);
}

size_t *sw_contract_order(const sw_load *load)
{
    size_t n = sw_contracts_written(load);
    size_t *order = g_new0(size_t, n);
    g_autofree place *list = g_new0(place, n);
    for (size_t k = 0; n > 1 && k < n; k++) {
        const sw_json *v = sw_contract_json(load, k);
        list[k] = (place){.index = k,
                          .spend = spend_of(load, v, k),
                          .sku = sw_member_text(v, "sku")};
    }
    qsort(list, n, sizeof *list, by_spend);
    for (size_t k = 0; k < n; k++)
        order[k] = list[k].index;
    return order;
}
