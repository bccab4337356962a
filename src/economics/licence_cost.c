#include "economics/licence_cost.h"

#include <math.h>

enum { MONTHS_PER_YEAR = 12 };

/* First day of the k-th term, and of the month j months into it. */
static sw_day term_month(const sw_clock *clock, const sw_contract *c, int j)
{
    sw_day from =
        clock->terms_known ? clock->contract_from : clock->signed_from;
    (void)c;
    return sw_date_add_months_clamped(from, j);
}

/* A renewal is the first day of a later term, after as_of; one on or before
 * the end of a price lock brings no uplift. */
static bool is_uplifted(const sw_clock *clock, const sw_contract *c, sw_day day)
{
    if (day <= clock->as_of)
        return false;
    return c->price_lock_until == SW_DAY_NONE || day > c->price_lock_until;
}

void sw_invoices_list(sw_invoices *out, const sw_clock *clock,
                      const sw_contract *c, sw_day to)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(sw_invoice));
    int chunk = c->billing == SW_BILL_ANNUAL_UPFRONT ? MONTHS_PER_YEAR : 1;
    int renewals = 0;
    for (int term = 0;; term++) {
        int first = term * c->term_months;
        sw_day begins = term_month(clock, c, first);
        if (begins > to)
            break;
        if (term > 0 && is_uplifted(clock, c, begins))
            renewals++;
        for (int j = 0; j < c->term_months; j += chunk) {
            int left = c->term_months - j;
            sw_invoice v = {term_month(clock, c, first + j),
                            left < chunk ? left : chunk, renewals};
            if (v.day <= to)
                g_array_append_val(list, v);
        }
    }
    out->n = list->len;
    out->item = (sw_invoice *)(void *)g_array_free(list, FALSE);
}

static double marginal_price(const sw_contract *c, double seats)
{
    double total = 0.0;
    for (size_t j = 0; j < c->n_tiers; j++) {
        double next =
            j + 1 < c->n_tiers ? c->tiers[j + 1].from_seats - 1.0 : INFINITY;
        double in_tier = fmin(seats, next) - c->tiers[j].from_seats + 1.0;
        total += c->tiers[j].price * fmax(0.0, in_tier);
    }
    return seats > 0.0 ? total / seats : c->tiers[0].price;
}

static double volume_price(const sw_contract *c, double seats)
{
    double price = c->tiers[0].price;
    for (size_t j = 0; j < c->n_tiers; j++)
        if (seats >= c->tiers[j].from_seats)
            price = c->tiers[j].price;
    return price;
}

double sw_tier_multiple(const sw_contract *c, double seats)
{
    if (c->n_tiers == 0 || !(c->tiers[0].price > 0.0))
        return 1.0;
    double price =
        c->marginal_tiers ? marginal_price(c, seats) : volume_price(c, seats);
    return price / c->tiers[0].price;
}

double sw_price_multiple(const sw_clock *clock, const sw_contract *c,
                         double price, double baseline, double seats,
                         sw_day day)
{
    double base = c->bundle ? baseline : 0.0;
    if (!(price - base > 0.0))
        return c->fx;
    bool promoted = !isnan(c->promotion_price) && day <= c->promotion_until;
    double paid = promoted ? c->promotion_price : price;
    paid *= sw_tier_multiple(c, seats);
    if (c->term_months > MONTHS_PER_YEAR && day >= clock->signed_from)
        paid *= 1.0 - c->multi_year_discount;
    return c->fx * (paid - base) / (price - base);
}

double sw_invoice_multiple(const sw_clock *clock, const sw_contract *c,
                           double price, double baseline, double seats,
                           const sw_invoice *v)
{
    double total = 0.0;
    for (int k = 0; k < v->months; k++)
        total += sw_price_multiple(clock, c, price, baseline, seats,
                                   sw_date_add_months_clamped(v->day, k));
    return total / v->months;
}

double sw_refunded_months(const sw_invoice *v, sw_day last_day)
{
    sw_day covers_to = sw_date_add_months_clamped(v->day, v->months) - 1;
    if (covers_to <= last_day || v->day > last_day)
        return 0.0;
    return (double)v->months * (double)(covers_to - last_day) /
           (double)(covers_to - v->day + 1);
}
