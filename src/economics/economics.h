/*
 * economics.h - one model of the money, evaluated on columns of draws.
 *
 * Every option is a full stream of cash flows from as_of; its net benefit is
 * its net present value less that of leaving at the first permitted date. A
 * line's amount in month m is
 *
 *     rate * presence[m] * growth[m]
 *
 * with rate and growth functions of the inputs (columns of n draws) and
 * presence a number of the calendar: the share of the month in service, 1 in
 * the month of a one-off, or the contract months invoiced. One draw holding the
 * inputs' means is the deterministic case; there is no second model.
 */
#ifndef SW_ECONOMICS_ECONOMICS_H
#define SW_ECONOMICS_ECONOMICS_H

#include "economics/clock.h"
#include "evidence/evidence.h"
#include "stats/usage_pool.h"

/*
 * The rate and growth of each kind, for whoever writes them as formulas. Months
 * are 1-based; an absent number counts as 0, an absent factor as 1.
 *
 *   LICENCE    rate = seats(k) * price_factor * (price(k) - baseline(k) if a
 *              bundle) / (12 if per year) * (1 + surcharge(k) if an annual term
 *              is billed monthly) * (1 + vat(k)), for contract k = contract of
 *              the flow; seats(0) are the option's, seats(k) are max(minimum,
 *              purchased) of contract k
 *              growth = (1 + uplift(k))^renewals(k)[m] * multiple(k)[m]
 *                       * deflator[m]
 *   METERED    rate = bill * (1 + vat(0)), price = the contract's unit price *
 * the tier's unit_multiple, pool = included * seats, units a month's:
 *                max(commit, max(0, units - pool) * price)
 *              where usage names persons and is pooled (sd known):
 *                commit + price * ((units - k) Phi(z) + sd phi(z)),
 *                k = pool + commit / price, z = (units - k) / sd
 *              where it names persons and is not pooled:
 *                max(commit, over * price), over the units beyond each seat's
 *              growth = deflator[m]
 *   ONE_OFF    rate = amount + (per_seat + hours * wage) * seats
 *              growth = wages[m] where it has staff hours
 *   RECURRING  rate = (amount + (per_seat + hours * wage) * seats + fte * its
 *              cost + hires * (per_hire + hours_per_hire * wage)) / 12; growth
 *              = wages[m] where it has staff hours or posts
 *   OTHER_BENEFIT  rate = (amount + (per_seat + hours * wage * realisation) *
 *              benefit_seats + hires * (per_hire + hours_per_hire * wage *
 *              realisation)) * margin / 12; growth = wages[m] where it has
 *              hours
 *              A line's presence[m] is its share of the month in service times
 *              its ramp: a number of the calendar.
 *              Benefits of an alternative are multiplied by its factor.
 *   ADDED_SEATS  as LICENCE with seat_growth(k) in place of seats(k); its
 *              presence is the seat-months billed of one seat added each month
 *   ADDED_TIME  as TIME_SAVED with seat_growth(0) in place of benefit_seats;
 *              its presence is the months in use of one seat added each month
 *   CONTINGENCY  rate = share * rate of its cost line; presence, growth and
 *              dating are that line's
 */
typedef enum sw_flow_kind {
    SW_FLOW_LICENCE,
    SW_FLOW_ADDED_SEATS, /* planned additions to a contract */
    SW_FLOW_METERED,
    SW_FLOW_ONE_OFF,
    SW_FLOW_RECURRING,
    SW_FLOW_CONTINGENCY, /* a share of another cost line */
    SW_FLOW_RISK_COST,   /* expected cost of an event risk */
    SW_FLOW_TIME_SAVED,
    SW_FLOW_ADDED_TIME, /* saved in seats planned to be added */
    SW_FLOW_OTHER_BENEFIT,
    SW_FLOW_BENEFIT_LOST /* to event risks; negative, per benefit line */
} sw_flow_kind;

/* A cost or benefit line of the model, in the order of the sheets. */
typedef struct sw_flow {
    char *id;
    sw_message *label;
    sw_flow_kind kind;
    bool is_benefit;
    sw_class class_;
    bool start_dated;    /* invoices and one-offs; else end-dated */
    bool annual_invoice; /* discounted to the start of its year */
    bool wage_linked;    /* proportional to hourly cost */
    const sw_line *line; /* of pilot.json, or NULL; borrowed */
    size_t risk;         /* RISK_COST: index into pilot.risks */
    size_t contract;     /* LICENCE, ADDED_SEATS: 0 is the decision's own */
    size_t of_flow;      /* BENEFIT_LOST: the benefit's index; CONTINGENCY:
                            the cost's */
    const char *formula; /* in words, for the Methods and Cash flow sheets */
    sw_provenance provenance;
} sw_flow;

/* What an option buys: seats, price and dates. */
typedef struct sw_option_terms {
    double seats;         /* purchased from signed_from on */
    double benefit_seats; /* eligible seats with a person */
    double new_seats;     /* added against today: one-offs apply to these */
    double price_factor;  /* 1 = the contract's price */
    sw_day service_to;    /* last day of service in this view */
    double seats_before;  /* paid for until seats_from; 0: `seats` throughout */
    sw_day seats_from;    /* first day that `seats` apply; see seats_before */
    sw_day service_from;  /* nothing but licences accrues before it; 0: all
                             does from as_of on */
    sw_day used_to; /* nothing but licences accrues after it; 0: all does to
                       service_to */
    bool own_dates; /* cost lines keep their own dates before service_from */
    bool prorated;  /* of an invoice that reaches beyond service_to only the
                       days up to it are paid */
    bool goes_on;   /* another stream follows: no licences, no cost of exit */
    const sw_offer
        *offer;       /* what is bought from signed_from on; NULL: as now */
    const bool *keep; /* [evidence.n_segments]; NULL: all of them */
} sw_option_terms;

/* The calendar of one option in one view: presence of every flow. Where seats
 * change after as_of, all that accrues until then (benefits, running costs) is
 * that of the seats before, and is a stream of its own; licences change with
 * their invoices. */
typedef struct sw_stream {
    sw_option_terms terms;
    size_t n_months;
    double *presence; /* [n_flows * n_months] row-major */
    /* Of contract k at k * n_months + m, row-major. */
    double *renewals;         /* uplifts compounded in an invoice */
    double *price_multiple;   /* tiers, promotion, discount */
    double *seats;            /* [n_contracts] paid for */
    double *segment_weight;   /* [n_segments] of a stream that keeps only some:
                                 shares of the kept, wage-weighted seats; NULL:
                                 the effect is that of all seats */
    struct sw_stream *before; /* what accrues until seats_from; NULL: nothing */
} sw_stream;

enum { SW_VIEW_COMMITMENT, SW_VIEW_PROGRAMME, SW_VIEWS };

typedef struct sw_economics {
    sw_pilot *pilot;             /* borrowed; its inputs are the columns */
    const sw_evidence *evidence; /* borrowed */
    sw_clock clock;              /* of the decision's own contract */
    sw_clock *more_clock;        /* [n_contracts - 1] of the others */
    size_t n_contracts;
    sw_flow *flows;
    size_t n_flows;
    size_t *risk_input;    /* [n_risks] probability input ids */
    size_t benefit_factor; /* input that every benefit is multiplied by, of an
                              alternative; SIZE_MAX: none */
    bool has_benefit;      /* at least one benefit line is priced */
    bool has_time_saved;
    const char *why_no_benefit; /* when it has none; one sentence */
    sw_stream renew[SW_VIEWS];  /* renewing all */
    sw_stream leave;            /* leaving at the first permitted date */
    GPtrArray *warnings;        /* of sw_message */
} sw_economics;

/* Builds clock, flows and streams; adds the risks' inputs to the pilot's. */
SW_NODISCARD sw_status sw_economics_new(sw_economics **out, sw_pilot *pilot,
                                        const sw_evidence *evidence,
                                        sw_error *err);
void sw_economics_free(sw_economics *e);

/* The contract of a licence flow and its calendar; 0 is the decision's own. */
const sw_contract *sw_economics_contract(const sw_economics *e, size_t k);
const sw_clock *sw_economics_clock(const sw_economics *e, size_t k);
/* Whether a flow's price is that of the decision's own contract. */
bool sw_flow_is_licence(const sw_flow *flow);
/* The flow that it is a share of (lost benefit, contingency); else itself. */
const sw_flow *sw_flow_whole(const sw_economics *e, const sw_flow *flow);
/* Whether it is proportional to the minutes saved. */
bool sw_flow_is_time(const sw_economics *e, const sw_flow *flow);
/* Whether it counts staff hours, at the hourly cost. */
bool sw_flow_has_hours(const sw_economics *e, const sw_flow *flow);

/* The stream of other terms in a view (an option of its own); clear it. */
void sw_stream_init(sw_stream *s, const sw_economics *e,
                    const sw_option_terms *terms, int view);
void sw_stream_clear(sw_stream *s);

/* Columns of n draws: column[id][i] for every input of pilot.inputs. A column
 * that does not vary is marked so, which saves work and changes no digit. */
typedef struct sw_columns {
    size_t n;
    const double *const *column;
    const bool *varies;
    const double *const *segment; /* [n_segments] minutes per seat and week of
                                     each segment; NULL without segments */
} sw_columns;

/* Present values of a stream, per draw. Arrays of n, owned by the caller. */
typedef struct sw_present_value {
    double *benefit[3], *cost[3]; /* by class; positive magnitudes */
    double *licence;              /* part of cost[cashable] */
} sw_present_value;

enum { SW_BLOCK = 512 }; /* draws a call of sw_stream_value takes at most */

/* @param in at most SW_BLOCK draws */
void sw_stream_value(sw_present_value *out, const sw_economics *e,
                     const sw_stream *s, const sw_columns *in);

/* Minutes per seat and week that are priced (chain times adoption ratio), of
 * the stream's segments. */
void sw_minutes_column(double *out, const sw_economics *e, const sw_stream *s,
                       const sw_columns *in);

/* Wage-weighted seats of a segment: seats times its hourly cost over that of
 * all segments' people, which a scenario's other wage leaves alone. Sum over
 * all segments: the seats with a person. */
double sw_segment_seats(const sw_economics *e, size_t segment);

/* Share of the segments' people who have a seat: below 1 only where a scenario
 * buys fewer seats than there are people, evenly over the segments. */
double sw_segment_coverage(const sw_economics *e);

/* The segment's effect round that of all seats (simulation/segment_draw.h) at
 * posterior means, in minutes per seat and week before the chain. */
double sw_segment_effect(const sw_economics *e, size_t segment, double effect);

/* What a stream spends, all inputs at their means. */
typedef struct sw_stream_spend {
    double cash_12_months; /* falling due in the next twelve months */
    double year; /* licences and metered usage of the first twelve months of
                    the term being signed */
    /* The licences of the term being signed within either: what a lower price
     * lowers. */
    double cash_licence, year_licence;
} sw_stream_spend;

/* @param s in the programme's view */
sw_stream_spend sw_stream_spending(const sw_economics *e, const sw_stream *s);

/* Value of a year's saved time of a seat of the segment less its price for a
 * year, today's prices and inputs' means, not discounted; NaN where no saved
 * time is priced. Costs that do not come with the seat are left out. */
double sw_segment_net_per_seat_year(const sw_economics *e, size_t segment);
/* The same if the segment's pooled effect were `pooled`: at the ends of its
 * interval, what the effect's uncertainty alone leaves open. */
double sw_segment_net_at(const sw_economics *e, size_t segment, double pooled);

/* ---- the deterministic case, for report and result.json ---- */

typedef struct sw_cash_flow {
    const sw_stream *stream;
    double *rate;   /* [n_flows] amount per presence before growth */
    double *growth; /* [n_flows * n_months] */
    double *amount; /* [n_flows * n_months] positive magnitudes */
} sw_cash_flow;

typedef struct sw_measures {
    double npv; /* as policy.headline counts */
    double npv_cashable, npv_with_capacity, npv_all;
    double pv_benefits, pv_costs, roi, bcr;           /* headline basis */
    double payback_months, discounted_payback_months; /* NaN: see note */
    const char *payback_note; /* "never", "nothing to pay back" or NULL */
} sw_measures;

/* In the published consulting style (ECONOMICS 4): benefits lowered and costs
 * raised by each line's risk_adjustment, programme less leaving, year-end. */
typedef struct sw_risk_adjusted {
    bool known; /* at least one line has an adjustment */
    double npv, pv_benefits, pv_costs, roi;
} sw_risk_adjusted;

typedef struct sw_break_even { /* NaN: no value does */
    double minutes_per_seat_week, price_per_seat_month, adoption, realisation,
        hourly_cost;
} sw_break_even;

typedef struct sw_money_year {
    int year;                    /* 1 = the twelve months after as_of */
    double costs, benefits, net; /* absolute, of renewing all; headline basis */
} sw_money_year;

typedef struct sw_pilot_to_date {
    double licences, other_costs, benefits, net; /* NaN unknown */
    double months;                               /* pilot.start to as_of */
} sw_pilot_to_date;

typedef struct sw_fiscal_year { /* the next one that begins after as_of */
    sw_day from, to;
    double spend, committed, avoidable, budget;
} sw_fiscal_year;

/* What metered usage costs, and how vendor and customer depend on it. */
typedef struct sw_metered_use {
    bool known;                       /* a bill is priced */
    double month;                     /* mean bill of a month, tax included */
    double month_low, month_high;     /* 90 % prediction interval of one month;
                                         NaN with fewer than three months */
    double year, year_low, year_high; /* the next twelve months, as now */
    double share_of_vendor; /* of what the vendor earns from all customers */
    double vendor_share;    /* this vendor's of the pilot's cash spending */
    double trend_per_month; /* growth of the units a month, a share; where it
                               is significant at 5 %, else NaN */
    bool fitted;            /* persons are named: their consumption is fitted */
    sw_pool_fit people;
    sw_pool_overage overage; /* of the pool, simulated */
} sw_metered_use;

typedef struct sw_economics_result {
    const sw_economics *model; /* borrowed */
    sw_cash_flow renew[SW_VIEWS], leave;
    double *start_factor, *end_factor; /* [months_programme] discount factors */
    double *start_exponent, *end_exponent; /* their exponents, in years */
    double *annual_exponent;               /* of annual invoices */
    sw_measures commitment, programme;     /* of the difference to leaving */
    double *flow_pv;           /* [n_flows] commitment, less leaving */
    double *flow_pv_programme; /* [n_flows] */
    sw_money_year *years;      /* programme, absolute */
    size_t n_years;
    double *flow_year;                 /* [n_flows * n_years] absolute */
    double sunk, committed, avoidable; /* spending; commitment view */
    sw_break_even break_even;
    sw_pilot_to_date to_date;
    sw_fiscal_year fiscal_year;
    double cash_12_months; /* spending in the next twelve months */
    double years_spend;    /* licence, metered; first 12 months signed */
    double if_nobody_acts; /* cost of what happens; 0 when it lapses */
    double seats_renewed;  /* seats that renew if nobody acts */
    double minutes;        /* priced minutes per seat and week; NaN */
    sw_metered_use metered;
    sw_risk_adjusted risk_adjusted;
    double *risk_adjusted_pv; /* [n_flows] of each line */
    /* All costs of the term being signed, less those of leaving, by what they
     * buy; undiscounted; NaN where use or time saved is unknown. */
    double cost_per_active_seat_year, cost_per_hour_saved;
} sw_economics_result;

SW_NODISCARD sw_status sw_economics_evaluate(sw_economics_result **out,
                                             const sw_economics *e,
                                             sw_error *err);
void sw_economics_result_free(sw_economics_result *r);

#endif
