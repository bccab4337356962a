/* seat_price.c - how many seats a contract asks, and what each costs. */
#include <math.h>

#include "economics/invoice.h"
#include "economics/units.h"

static double least_seats(const sw_economics *e, const sw_contract *c,
                          const sw_course *course)
{
    double least = e->mean[c->min_seats];
    if (course->offer != NULL && !isnan(course->offer->min_seats))
        least = course->offer->min_seats;
    return isnan(least) ? 0.0 : least;
}

double sw_paid_seats(const sw_economics *e, size_t k, const sw_course *course,
                     sw_day day)
{
    const sw_contract *c = &e->pilot->contracts[k];
    double seats = sw_step_at(c->seat_steps, c->n_seat_steps, day);
    if (isnan(seats))
        seats = sw_inputs_value(&e->inputs, c->seats_purchased);
    if (!isnan(course->seats) && day >= course->seats_from)
        seats = course->seats;
    if (!(seats > 0.0)) /* no contract: what the rest costs without it */
        return 0.0;
    return fmax(least_seats(e, c, course), isnan(seats) ? 0.0 : seats);
}

double sw_seats_renewed(const sw_economics *e, size_t k)
{
    sw_course on = {.seats = NAN};
    return sw_paid_seats(e, k, &on, e->clock[k].leaves_on + 1);
}

/* Total price of the tiers over seats, against the first tier's price. */
double sw_tier_ratio(const sw_contract *c, double seats)
{
    if (c->n_tiers == 0 || !(c->tiers[0].price > 0.0))
        return 1.0;
    double reached = c->tiers[0].price, total = 0.0;
    for (size_t j = 0; j < c->n_tiers; j++) {
        double from = c->tiers[j].from_seats;
        double next =
            j + 1 < c->n_tiers ? c->tiers[j + 1].from_seats - 1.0 : INFINITY;
        if (seats >= from)
            reached = c->tiers[j].price;
        total += c->tiers[j].price * fmax(0.0, fmin(seats, next) - from + 1.0);
    }
    if (c->marginal_tiers && seats > 0.0)
        reached = total / seats;
    return reached / c->tiers[0].price;
}

/* A price in the contract's unit, by the seat-month. */
double sw_price_by_month(const sw_contract *c, double price)
{
    return c->per_year ? price / SW_MONTHS_PER_YEAR : price;
}

double sw_seat_price(const sw_economics *e, size_t k, double seats, sw_day day)
{
    const sw_contract *c = &e->pilot->contracts[k];
    double price = sw_step_at(c->price_steps, c->n_price_steps, day);
    if (isnan(price))
        price = sw_inputs_value(&e->inputs, c->price);
    return sw_price_by_month(c, price) * sw_tier_ratio(c, seats);
}

double sw_offer_price(const sw_economics *e, size_t k, const sw_offer *offer,
                      double seats)
{
    const sw_contract *c = &e->pilot->contracts[k];
    return sw_price_by_month(c, offer->price) * sw_tier_ratio(c, seats);
}
