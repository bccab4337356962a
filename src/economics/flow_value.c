#include "economics/flow_value.h"

#include <math.h>

#include "stats/usage_pool.h"

static const double MONTHS_PER_YEAR = 12.0;
static const double MINUTES_PER_HOUR = 60.0;

/* Column of an input, or zeros when the line does not have it. */
static double input_at(const sw_columns *in, size_t id, size_t i)
{
    return id == SIZE_MAX ? 0.0 : in->column[id][i];
}

/* Hours at their value; an unknown wage matters only where there are hours. */
static double worth(const sw_columns *in, size_t hours, const double *wage,
                    size_t i)
{
    return hours == SIZE_MAX ? 0.0 : in->column[hours][i] * wage[i];
}

static double seats_of(const sw_stream *s, const sw_line *line)
{
    return line->new_seats_only ? s->terms.new_seats : s->terms.seats;
}

/* Seats are a number of the option, or planned ones an input. */
static void licence_rate(double *rate, const sw_economics *e,
                         const sw_stream *s, const sw_flow *f,
                         const sw_columns *in)
{
    const sw_contract *c = sw_economics_contract(e, f->contract);
    const double *price = in->column[c->price];
    const double *baseline = in->column[c->baseline_price];
    const double *surcharge = in->column[c->surcharge];
    const double *vat = in->column[c->vat];
    const double *growth =
        f->kind == SW_FLOW_ADDED_SEATS ? in->column[c->seat_growth] : NULL;
    double factor = f->contract == 0 ? s->terms.price_factor : 1.0;
    double months = c->per_year ? MONTHS_PER_YEAR : 1.0;
    bool surcharged = c->billing == SW_BILL_ANNUAL_MONTHLY;
    for (size_t i = 0; i < in->n; i++) {
        double p = c->bundle ? price[i] - baseline[i] : price[i];
        double seats = growth != NULL ? growth[i] : s->seats[f->contract];
        rate[i] = seats * p * factor / months *
                  (surcharged ? 1.0 + surcharge[i] : 1.0) * (1.0 + vat[i]);
    }
}

/* A contract that names no allowance and no commitment has none. */
static double or_none(double x)
{
    return isnan(x) ? 0.0 : x;
}

/* A month's bill. Where the spread of a month is known it is the mean over
 * months, since a pool and a commitment bend it. */
static void metered_rate(double *rate, const sw_economics *e,
                         const sw_stream *s, const sw_columns *in)
{
    const sw_pilot *p = e->pilot;
    const sw_contract *c = &p->contract;
    bool own = p->metered_over != SIZE_MAX;
    for (size_t i = 0; i < in->n; i++) {
        double pool = or_none(in->column[c->included][i]) * s->terms.seats;
        double price = in->column[c->unit_price][i] * c->unit_multiple;
        double commit = or_none(in->column[c->commit][i]);
        double units = in->column[c->units][i];
        double over =
            own ? in->column[p->metered_over][i] : fmax(0.0, units - pool);
        double bill = fmax(commit, over * price);
        if (!own && p->metered_sd != SIZE_MAX && price > 0.0)
            bill = commit + price * sw_expected_excess(
                                        units, in->column[p->metered_sd][i],
                                        pool + commit / price);
        rate[i] = bill * (1.0 + in->column[c->vat][i]);
    }
}

/* amount + (per seat + hours * wage) * seats + fte * its cost + hires * (per
 * hire + hours per hire * wage); wage: [n] value of an hour */
static void line_rate(double *rate, const sw_line *line, double seats,
                      const double *wage, double per_year, const sw_columns *in)
{
    for (size_t i = 0; i < in->n; i++) {
        double each = input_at(in, line->per_seat, i) +
                      worth(in, line->hours_per_seat, wage, i);
        double hire = input_at(in, line->per_hire, i) +
                      worth(in, line->hours_per_hire, wage, i);
        double amount =
            input_at(in, line->amount, i) + each * seats +
            input_at(in, line->fte, i) * input_at(in, line->cost_per_fte, i) +
            input_at(in, line->hires, i) * hire;
        rate[i] = amount / per_year;
    }
}

/* Events per year of a Poisson process with this yearly probability. */
static double events_per_year(const sw_economics *e, size_t risk,
                              const sw_columns *in, size_t i)
{
    return -log1p(-in->column[e->risk_input[risk]][i]);
}

static void risk_cost_rate(double *rate, const sw_economics *e, size_t risk,
                           const sw_columns *in)
{
    size_t cost = e->pilot->risks[risk].cost;
    for (size_t i = 0; i < in->n; i++)
        rate[i] = events_per_year(e, risk, in, i) / MONTHS_PER_YEAR *
                  input_at(in, cost, i);
}

/* growth: [n] seats added a month; NULL: the seats of the option */
static void time_saved_rate(double *rate, const sw_economics *e,
                            const sw_stream *s, const double *growth,
                            const sw_columns *in)
{
    sw_minutes_column(rate, e, s, in);
    for (size_t i = 0; i < in->n; i++)
        rate[i] *= (growth != NULL ? growth[i] : s->terms.benefit_seats) *
                   (in->column[SW_IN_WORKING_WEEKS][i] / MONTHS_PER_YEAR) /
                   MINUTES_PER_HOUR * in->column[SW_IN_HOURLY_COST][i] *
                   in->column[SW_IN_REALISATION][i];
}

/* Freed hours are worth what the realisation leaves of them. */
static void other_benefit_rate(double *rate, const sw_stream *s,
                               const sw_line *line, const sw_columns *in)
{
    double realised[SW_BLOCK] = {0};
    double margin = isnan(line->margin) ? 1.0 : line->margin;
    for (size_t i = 0; i < in->n; i++)
        realised[i] =
            in->column[SW_IN_HOURLY_COST][i] * in->column[SW_IN_REALISATION][i];
    line_rate(rate, line, s->terms.benefit_seats, realised, MONTHS_PER_YEAR,
              in);
    for (size_t i = 0; i < in->n; i++)
        rate[i] *= margin;
}

/* What an alternative gives of the copilot's benefit. */
static void scale_benefit(double *rate, const sw_economics *e,
                          const sw_columns *in)
{
    if (e->benefit_factor == SIZE_MAX)
        return;
    for (size_t i = 0; i < in->n; i++)
        rate[i] *= in->column[e->benefit_factor][i];
}

static void benefit_lost_rate(double *rate, const sw_economics *e,
                              const sw_stream *s, size_t flow,
                              const sw_columns *in)
{
    sw_flow_rate(rate, e, s, e->flows[flow].of_flow, in);
    for (size_t i = 0; i < in->n; i++) {
        double months = 0.0;
        for (size_t r = 0; r < e->pilot->n_risks; r++)
            months += events_per_year(e, r, in, i) / MONTHS_PER_YEAR *
                      input_at(in, e->pilot->risks[r].benefit_months_lost, i);
        rate[i] *= -months;
    }
}

void sw_flow_rate(double *rate, const sw_economics *e, const sw_stream *s,
                  size_t flow, const sw_columns *in)
{
    const sw_flow *f = &e->flows[flow];
    switch (f->kind) {
    case SW_FLOW_LICENCE:
    case SW_FLOW_ADDED_SEATS:
        licence_rate(rate, e, s, f, in);
        break;
    case SW_FLOW_METERED:
        metered_rate(rate, e, s, in);
        break;
    case SW_FLOW_ONE_OFF:
        line_rate(rate, f->line, seats_of(s, f->line),
                  in->column[SW_IN_HOURLY_COST], 1.0, in);
        break;
    case SW_FLOW_RECURRING:
        line_rate(rate, f->line, seats_of(s, f->line),
                  in->column[SW_IN_HOURLY_COST], MONTHS_PER_YEAR, in);
        break;
    case SW_FLOW_CONTINGENCY:
        sw_flow_rate(rate, e, s, f->of_flow, in);
        for (size_t i = 0; i < in->n; i++)
            rate[i] *= in->column[f->line->share][i];
        break;
    case SW_FLOW_RISK_COST:
        risk_cost_rate(rate, e, f->risk, in);
        break;
    case SW_FLOW_TIME_SAVED:
        time_saved_rate(rate, e, s, NULL, in);
        scale_benefit(rate, e, in);
        break;
    case SW_FLOW_ADDED_TIME:
        time_saved_rate(rate, e, s, in->column[e->pilot->contract.seat_growth],
                        in);
        scale_benefit(rate, e, in);
        break;
    case SW_FLOW_OTHER_BENEFIT:
        other_benefit_rate(rate, s, f->line, in);
        scale_benefit(rate, e, in);
        break;
    case SW_FLOW_BENEFIT_LOST:
        benefit_lost_rate(rate, e, s, flow, in);
        break;
    }
}

/* The mean effect of the kept segments, in place of that of all seats. */
static void segment_effect(double *effect, const sw_stream *s,
                           size_t n_segments, const sw_columns *in)
{
    for (size_t i = 0; i < in->n; i++)
        effect[i] = 0.0;
    for (size_t g = 0; g < n_segments; g++)
        for (size_t i = 0; i < in->n; i++)
            effect[i] += s->segment_weight[g] * in->segment[g][i];
}

void sw_minutes_column(double *out, const sw_economics *e, const sw_stream *s,
                       const sw_columns *in)
{
    const double *column[SW_IN_FIXED];
    double effect[SW_BLOCK];
    for (size_t id = 0; id < SW_IN_FIXED; id++)
        column[id] = in->column[id];
    if (s->segment_weight != NULL && in->segment != NULL) {
        segment_effect(effect, s, e->evidence->n_segments, in);
        column[SW_IN_EFFECT] = effect;
    }
    sw_evidence_chain(out, column, in->n);
    if (!sw_inputs_at(&e->pilot->inputs, SW_IN_ADOPTION)->known)
        return; /* adoption stays as in the pilot: the ratio is 1 */
    for (size_t i = 0; i < in->n; i++)
        out[i] *=
            in->column[SW_IN_ADOPTION][i] / in->column[SW_IN_ADOPTION_PILOT][i];
}

static double wages(const sw_columns *in, int m, size_t i)
{
    return pow(1.0 + in->column[SW_IN_WAGE_GROWTH][i], floor((m - 1) / 12));
}

static double deflator(const sw_economics *e, int m, const sw_columns *in,
                       size_t i)
{
    if (!e->pilot->real_basis)
        return 1.0;
    return pow(1.0 + in->column[SW_IN_INFLATION][i],
               -(m - 1) / MONTHS_PER_YEAR);
}

static size_t uplift_of(const sw_economics *e, const sw_flow *f)
{
    return sw_economics_contract(e, f->contract)->uplift;
}

double sw_flow_growth(const sw_economics *e, const sw_stream *s, size_t flow,
                      int m, const sw_columns *in, size_t i)
{
    const sw_flow *f = sw_flow_whole(e, &e->flows[flow]);
    switch (f->kind) {
    case SW_FLOW_LICENCE:
    case SW_FLOW_ADDED_SEATS:
        return pow(1.0 + in->column[uplift_of(e, f)][i],
                   s->renewals[f->contract * s->n_months + (size_t)m - 1]) *
               s->price_multiple[f->contract * s->n_months + (size_t)m - 1] *
               deflator(e, m, in, i);
    case SW_FLOW_METERED:
        return deflator(e, m, in, i);
    case SW_FLOW_TIME_SAVED:
    case SW_FLOW_ADDED_TIME:
        return wages(in, m, i) *
               pow(1.0 - in->column[SW_IN_DECAY][i], (m - 1) / MONTHS_PER_YEAR);
    case SW_FLOW_ONE_OFF:
    case SW_FLOW_RECURRING:
    case SW_FLOW_OTHER_BENEFIT:
        return f->wage_linked ? wages(in, m, i) : 1.0;
    case SW_FLOW_RISK_COST:
        return 1.0;
    case SW_FLOW_CONTINGENCY: /* what it is a share of is neither */
    case SW_FLOW_BENEFIT_LOST:
        break;
    }
    return 1.0;
}

static double year_of(int m)
{
    return (double)((m + 11) / 12);
}

double sw_end_exponent(sw_discounting convention, int m)
{
    switch (convention) {
    case SW_DISCOUNT_MONTHLY:
        return m / MONTHS_PER_YEAR;
    case SW_DISCOUNT_MID_YEAR:
        return year_of(m) - 0.5;
    case SW_DISCOUNT_YEAR_END:
        return year_of(m);
    }
    return m / MONTHS_PER_YEAR;
}

/* By the year: what falls at time 0 is not discounted, the rest with its
 * year. */
double sw_start_exponent(sw_discounting convention, int m)
{
    if (convention == SW_DISCOUNT_MONTHLY)
        return (m - 1) / MONTHS_PER_YEAR;
    return m == 1 ? 0.0 : sw_end_exponent(convention, m);
}

double sw_annual_exponent(sw_discounting convention, int m)
{
    if (convention == SW_DISCOUNT_MONTHLY)
        return (m - 1) / MONTHS_PER_YEAR;
    return year_of(m) - 1.0;
}

double sw_flow_exponent(const sw_economics *e, const sw_flow *flow, int m)
{
    sw_discounting convention = e->pilot->discounting;
    if (flow->annual_invoice)
        return sw_annual_exponent(convention, m);
    if (flow->start_dated)
        return sw_start_exponent(convention, m);
    return sw_end_exponent(convention, m);
}
