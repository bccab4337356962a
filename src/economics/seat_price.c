/* seat_price.c - how many seats a contract asks, and what each costs. */
#include <math.h>

#include "economics/invoice.h"
#include "economics/leaving.h"
#include "base/units.h"

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

/* ---- seats of several contracts ---- */

/* Seats of contract k when it is signed. */
static double signed_seats(const sw_economics *e, size_t k)
{
    sw_course on = sw_course_on(e, e->as_of);
    return sw_paid_seats(e, k, &on, e->clock[k].signed_from);
}

static bool serves_everybody(const sw_economics *e, size_t k)
{
    return signed_seats(e, k) >=
           sw_inputs_value(&e->inputs, SW_IN_SEATS_ASSIGNED);
}

static double people_of(const sw_economics *e,
                        double (*seats)(const sw_economics *, size_t))
{
    double people = sw_inputs_value(&e->inputs, SW_IN_SEATS_ASSIGNED);
    g_autofree double *of = g_new(double, 2 * e->n_contracts);
    double *now = of + e->n_contracts;
    for (size_t k = 0; k < e->n_contracts; k++) {
        of[k] = seats(e, k);
        now[k] = signed_seats(e, k);
    }
    return e->n_contracts == 1
               ? of[0]
               : sw_people_served(of, now, e->n_contracts, people);
}

static double fewest(const sw_economics *e, size_t k)
{
    double least = e->mean[e->pilot->contracts[k].min_seats];
    return isnan(least) ? 0.0 : least;
}

double sw_seats_now(const sw_economics *e)
{
    return people_of(e, signed_seats);
}

double sw_fewest_people(const sw_economics *e)
{
    return people_of(e, fewest);
}

/* Contracts share whole seats: those up to k less those before it. */
static double shared_seats(const sw_economics *e, size_t k, double people)
{
    double before = 0.0, all = 0.0;
    for (size_t i = 0; i < e->n_contracts; i++) {
        if (serves_everybody(e, i))
            continue;
        all += signed_seats(e, i);
        before += i < k ? signed_seats(e, i) : 0.0;
    }
    if (!(all > 0.0))
        return 0.0;
    double to = people * (before + signed_seats(e, k)) / all;
    return round(to) - round(people * before / all);
}

double sw_seats_for(const sw_economics *e, size_t k, double people)
{
    if (e->n_contracts == 1)
        return people;
    double seats = serves_everybody(e, k) ? people : shared_seats(e, k, people);
    return people < sw_seats_now(e) ? fmin(seats, signed_seats(e, k)) : seats;
}

sw_day sw_seats_change(const sw_economics *e, size_t k, double seats)
{
    const sw_clock *c = &e->clock[k];
    bool fewer = seats < signed_seats(e, k);
    return !fewer || !c->runs || c->term_to == SW_DAY_NONE ? c->signed_from
                                                           : c->reduced_from;
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
double sw_months_per_unit(const sw_contract *c)
{
    return c->per_year ? SW_MONTHS_PER_YEAR : 1.0;
}

double sw_price_by_month(const sw_contract *c, double price)
{
    return price / sw_months_per_unit(c);
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
