/*
 * economics.h - one model of the money.
 *
 * Every option is a ledger from as_of (ledger.h); its net benefit is its net
 * present value less that of leaving at the cheapest permitted date. Kinds of
 * flows are spelled once, as expressions (flow_parts.c): evaluated here on
 * columns of draws, printed by the report as cell formulas. One draw holding
 * the inputs' means is the deterministic case; there is no second model.
 */
#ifndef SW_ECONOMICS_ECONOMICS_H
#define SW_ECONOMICS_ECONOMICS_H

#include "economics/clock.h"
#include "economics/ledger.h"
#include "evidence/evidence.h"
#include "stats/usage_pool.h"

typedef enum sw_flow_kind {
    SW_FLOW_LICENCE,
    SW_FLOW_ADDED_SEATS, /* planned additions to a contract */
    SW_FLOW_METERED,
    SW_FLOW_PREPAID, /* packs of metered units */
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
    const sw_line *line; /* of pilot.json, or NULL; borrowed */
    size_t risk;         /* RISK_COST: index into pilot.risks */
    size_t contract;     /* LICENCE, ADDED_SEATS, METERED, PREPAID */
    size_t meter;        /* METERED, PREPAID: index into pilot.meters */
    size_t of_flow;      /* BENEFIT_LOST: the benefit's index; CONTINGENCY:
                            the cost's */
    const char *formula; /* in words, for the Methods and Cash flow sheets */
    sw_provenance provenance;
    size_t first_part, n_parts; /* of economics.parts */
} sw_flow;

/* Parts of a contract's licences: what is live in the price, what is fixed by a
 * schedule, promotion or offer, and a bundle's baseline. SIZE_MAX: none. */
typedef struct sw_licence_parts {
    size_t price, fixed, baseline;
} sw_licence_parts;

/* What limits of users and groups do to a meter's use, at the inputs' means. */
typedef struct sw_meter_limits {
    double stopped; /* share of all use */
    double passed;  /* share of what is billed or meets the pool */
} sw_meter_limits;

/* Parts of a meter's usage, likewise. */
typedef struct sw_meter_parts {
    size_t usage, scheduled, commit, source, pack;
    sw_meter_limits limits;
} sw_meter_parts;

enum { SW_VIEW_COMMITMENT, SW_VIEW_PROGRAMME, SW_VIEWS };

typedef struct sw_economics {
    const sw_pilot *pilot;       /* borrowed */
    const sw_evidence *evidence; /* borrowed */
    sw_inputs inputs; /* the columns: the pilot's inputs with what evidence
                         gives, and the risks' */
    sw_day as_of;
    size_t n_contracts;
    sw_clock *clock; /* [n_contracts] by contract */
    sw_flow *flows;
    size_t n_flows;
    sw_exprs exprs; /* owns what the parts point to */
    sw_part *parts;
    size_t n_parts;
    sw_licence_parts *licence, *added; /* [n_contracts] */
    sw_meter_parts *meter;             /* [n_meters] */
    size_t *risk_input;                /* [n_risks] probability input ids */
    size_t benefit_factor; /* input that every benefit is multiplied by, of an
                              alternative; SIZE_MAX: none */
    sw_day begins;         /* an alternative's first day of service; 0: none */
    bool has_benefit;      /* at least one benefit line is priced */
    bool has_time_saved;
    const char *why_no_benefit; /* when it has none; one sentence */
    double *mean;               /* [n_inputs] their means */
    const double **mean_column; /* [n_inputs] to them */
    bool *none_varies;          /* [n_inputs] false */
    sw_ledger renew[SW_VIEWS];  /* renewing all */
    sw_ledger leave;            /* leaving at the cheapest permitted date */
    sw_ledger leave_programme;  /* the same to the programme's end: more only
                                   where the comparator goes on */
    sw_ledger idle;             /* if nobody acts */
    GPtrArray *warnings;        /* of sw_message */
} sw_economics;

/* The model of an alternative: its pilot has its contract and lines. */
typedef struct sw_alternative_of {
    sw_day begins;         /* first day that it is paid for */
    size_t benefit_factor; /* input; SIZE_MAX: none */
} sw_alternative_of;

/* Builds clocks, flows, parts and ledgers; makes the list of inputs.
 * @param switched NULL: today's contracts; else only clocks, flows and parts
 *                 are built, and the caller makes its ledgers */
SW_NODISCARD sw_status sw_economics_new(sw_economics **out,
                                        const sw_pilot *pilot,
                                        const sw_evidence *evidence,
                                        const sw_alternative_of *switched,
                                        sw_error *err);
void sw_economics_free(sw_economics *e);

/* Whether leaving ends every contract; else its comparator goes on. */
bool sw_leaving_ends(const sw_economics *e);
/* The clock that must be acted on first; the first contract's where none
 * has a deadline. */
const sw_clock *sw_first_clock(const sw_economics *e);

/* The one of which fewer seats must be ordered first; the first contract's
 * where none can be reduced. */
const sw_clock *sw_first_reduction(const sw_economics *e);

/* The first contract to which seats are planned to be added; SIZE_MAX. */
size_t sw_growing_contract(const sw_economics *e);
/* The first day by which anything must be decided; NONE. */
sw_day sw_internal_act_by(const sw_economics *e);
/* The day after the first contract's that can be left. */
sw_day sw_signed_from(const sw_economics *e);

/* A licence, or seats planned to be added to one. */
bool sw_flow_is_licence(const sw_flow *flow);
/* Whether a contract bills it: licences and metered usage. */
bool sw_flow_is_billed(const sw_flow *flow);
/* The flow that it is a share of (lost benefit, contingency); else itself. */
const sw_flow *sw_flow_whole(const sw_economics *e, const sw_flow *flow);
/* Whether it is proportional to the minutes saved. */
bool sw_flow_is_time(const sw_economics *e, const sw_flow *flow);

/* ---- ledgers ---- */

/* Terms of renewing all: change what an option has else. */
sw_option_terms sw_terms_as_now(const sw_economics *e);
/* The first day on which contract k has what the option buys; INT32_MAX. */
sw_day sw_terms_change(const sw_economics *e, const sw_option_terms *terms,
                       size_t k);
/* The ledger of an option in a view; clear it. */
void sw_ledger_init(sw_ledger *l, const sw_economics *e,
                    const sw_option_terms *terms, int view);
void sw_ledger_clear(sw_ledger *l);
/* Last day of an option's programme: the first term end at or after the
 * horizon. */
sw_day sw_programme_end(const sw_economics *e, const sw_option_terms *terms);
/* The day until which an option binds. */
sw_day sw_bound_day(const sw_economics *e, const sw_option_terms *terms);

/* ---- columns of draws ---- */

/* Columns of n draws: column[id][i] for every input of the model. A column
 * that does not vary is marked so, which saves work and changes no digit. */
typedef struct sw_columns {
    size_t n;
    const double *const *column;
    const bool *varies;
    const double *const *segment; /* [n_segments] minutes per seat and week of
                                     each segment's people who are in the data;
                                     NULL without segments: all seats' effect
                                     is column[SW_IN_EFFECT] */
    const double *const *use; /* [n_segments] share of each segment's seats in
                                 use in the pilot, NULL where unknown; NULL:
                                 as much growth as all seats' */
} sw_columns;

/* Present values of a ledger, per draw. Arrays of n, owned by the caller. */
typedef struct sw_present_value {
    double *benefit[3], *cost[3]; /* by class; positive magnitudes */
    double *licence;              /* part of cost[cashable] */
} sw_present_value;

enum { SW_BLOCK = 512 }; /* draws that are valued at once, at most */

/* @param in at most SW_BLOCK draws */
void sw_ledger_value(sw_present_value *out, const sw_economics *e,
                     const sw_ledger *l, const sw_columns *in);

/* Minutes per seat and week that are priced (chain times adoption ratio): of
 * all seats, or of a ledger's kept segments. */
void sw_minutes_column(double *out, const sw_economics *e, const sw_ledger *l,
                       const sw_columns *in);

/* Wage-weighted seats of a segment: seats times its hourly cost over that of
 * all segments' people, which a scenario's other wage leaves alone. Sum over
 * all segments: the seats with a person. */
double sw_segment_seats(const sw_economics *e, size_t segment);

/* Share of the segments' people who have a seat: below 1 only where a scenario
 * buys fewer seats than there are people, evenly over the segments. */
double sw_segment_coverage(const sw_economics *e);

/* The part of all seats' growth of use that a segment with so many of its seats
 * in use has room for: min(1, use growth) = use growth room. 1 where its use is
 * NULL, unknown. */
double sw_segment_room(const double *use, double growth);

/* The same at the inputs' means. */
double sw_segment_mean_room(const sw_economics *e, size_t segment);

/* The segment's effect at posterior means where that of all seats is `effect`:
 * all segments are off by as much, in minutes per seat and week before the
 * chain. */
double sw_segment_effect(const sw_economics *e, size_t segment, double effect);

/* What a ledger spends, all inputs at their means. */
typedef struct sw_ledger_spend {
    double cash_12_months; /* falling due in the next twelve months */
    double year; /* licences and metered usage of the first twelve months of
                    the term being signed */
    /* The licences of the term being signed within either: what a lower price
     * lowers. */
    double cash_licence, year_licence;
} sw_ledger_spend;

/* @param l in the programme's view */
sw_ledger_spend sw_ledger_spending(const sw_economics *e, const sw_ledger *l);

/* Value of a year's saved time of a seat of the segment less its price for a
 * year, today's prices and inputs' means, not discounted; NaN where no saved
 * time is priced. Costs that do not come with the seat are left out. */
/* A year's price of the first contract's seats. NaN where use is unknown. */
typedef struct sw_idle_spend {
    double exposed;      /* of every seat that is not known to be used */
    double reassignable; /* of those without a holder, and of the idle: they can
                            be given to others today */
    double reducible;    /* of those that the renewal can drop */
} sw_idle_spend;
sw_idle_spend sw_idle_spend_of(const sw_economics *e);

double sw_segment_net_per_seat_year(const sw_economics *e, size_t segment);
/* The same if the segment's pooled effect were `pooled`: at the ends of its
 * interval, what the effect's uncertainty alone leaves open. */
double sw_segment_net_at(const sw_economics *e, size_t segment, double pooled);
/* The same, were that share of the time saved turned into value. */
double sw_segment_net_governed(const sw_economics *e, size_t segment,
                               double realisation);
/* Minutes of a seat of the segment, priced, all inputs at their means. */
double sw_segment_minutes(const sw_economics *e, size_t segment);

/* ---- the deterministic case, for report and result.json ---- */

typedef struct sw_cash_flow {
    const sw_ledger *ledger;
    double *entry; /* [ledger.n] amount of each entry */
    size_t n_months;
    double *amount; /* [n_flows * n_months] positive magnitudes */
} sw_cash_flow;

typedef struct sw_measures {
    double npv; /* as policy.headline counts */
    double npv_cashable, npv_with_capacity, npv_all;
    double pv_benefits, pv_costs, roi, bcr; /* headline basis */
    double irr; /* a year; NaN unless there is exactly one root */
    double payback_months, discounted_payback_months; /* NaN: see note */
    const char *payback_note; /* "never", "nothing to pay back" or NULL */
} sw_measures;

/* In the published consulting style (README.md 4): benefits lowered and costs
 * raised by each line's risk_adjustment, programme less leaving, year-end. */
typedef struct sw_risk_adjusted {
    bool known; /* at least one line has an adjustment */
    double npv, pv_benefits, pv_costs, roi;
} sw_risk_adjusted;

/* Which values of a share pay where no value in 0 ... 1 is the break-even. */
typedef enum sw_side { SW_SIDE_BETWEEN, SW_SIDE_EVERY, SW_SIDE_NONE } sw_side;

typedef struct sw_break_even { /* NaN: no value is */
    double minutes_per_seat_week, price_per_seat_month, adoption, realisation,
        hourly_cost;
    double price; /* in the contract's own unit; both in its currency */
    sw_side minutes_side, adoption_side, realisation_side;
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

/* A contract's deadline, with what passing it costs. */
typedef struct sw_deadline {
    size_t contract;
    const char *sku; /* its name, or NULL; borrowed */
    sw_day act_by, internal_act_by, leaves_on;
    double money; /* invoices for service after leaves_on if nobody acts */
} sw_deadline;

/* Today's commitment of a month beside the one with the smallest expected bill,
 * and both bills; tax included. NaN where nothing is committed and there are no
 * tiers, and where packs or dated prices decide. */
typedef struct sw_commit_advice {
    double today, best, bill_today, bill_best;
} sw_commit_advice;

/* What metered usage costs, and how vendor and customer depend on it. */
typedef struct sw_metered_use {
    bool known;                       /* a bill is priced */
    double month;                     /* mean bill of a month, tax included */
    double month_low, month_high;     /* 90 % prediction interval of one month;
                                         NaN with fewer than three months */
    double year, year_low, year_high; /* the next twelve months */
    double share_of_vendor;  /* of what the vendor earns from all customers */
    double vendor_share;     /* this vendor's of the pilot's cash spending */
    double trend_per_month;  /* growth of the units a month, a share; where it
                                is significant at 5 %, else NaN */
    sw_commit_advice commit; /* today's beside the best */
    bool fitted; /* persons are named: their consumption is fitted */
    sw_pool_fit people;
    sw_pool_overage overage; /* of the pool, simulated */
} sw_metered_use;

typedef struct sw_economics_result {
    const sw_economics *model; /* borrowed */
    sw_cash_flow renew[SW_VIEWS], leave, leave_programme, idle;
    sw_measures commitment, programme; /* of the difference to leaving */
    double *part_pv;                   /* [n_parts] commitment, less leaving */
    double *flow_pv;                   /* [n_flows] likewise */
    double *flow_pv_programme;         /* [n_flows] */
    sw_money_year *years;              /* programme, absolute */
    size_t n_years;
    double *flow_year; /* [n_flows * n_years] absolute */
    double sunk, committed,
        avoidable; /* what contracts bill; commitment view */
    sw_break_even break_even;
    sw_pilot_to_date to_date;
    sw_fiscal_year fiscal_year;
    sw_deadline *deadlines; /* [n_deadlines] the earliest first */
    size_t n_deadlines;
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
/* The same without rates of return and payback, which are searched for: for
 * those who ask for many. */
SW_NODISCARD sw_status sw_economics_value(sw_economics_result **out,
                                          const sw_economics *e, sw_error *err);
void sw_economics_result_free(sw_economics_result *r);
/* commitment.npv of the result, without the rest of it. */
double sw_economics_npv(const sw_economics *e);

#endif
