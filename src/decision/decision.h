/*
 * decision.h - which options there are, and the rule that picks one.
 */
#ifndef SW_DECISION_DECISION_H
#define SW_DECISION_DECISION_H

#include "base/message.h"
#include "decision/study.h"
#include "simulation/convergence.h"
#include "simulation/influence.h"
#include "simulation/segment_worth.h"

typedef enum sw_option_kind {
    SW_OPTION_RENEW,
    SW_OPTION_RIGHTSIZE,
    SW_OPTION_RENEGOTIATE,
    SW_OPTION_EXTEND,
    SW_OPTION_SWITCH,
    SW_OPTION_CANCEL,
    SW_OPTION_UNDETERMINED,
    SW_OPTION_DO_NOTHING /* listed, never chosen */
} sw_option_kind;

/* The ledgers of an option, in both views. */
typedef struct sw_candidate {
    sw_ledger own[SW_VIEWS];   /* of today's contracts */
    sw_ledger then[SW_VIEWS];  /* of what is switched to */
    const sw_economics *model; /* of `then`; NULL: nothing is switched to */
} sw_candidate;

enum { SW_NO_OPTION = -1 };

typedef struct sw_option {
    sw_option_kind kind;
    const char *alternative; /* name, for switch, extend and an offer;
                                borrowed */
    bool is_word;            /* that name is the program's, not the pilot's */
    const sw_offer *offer;   /* renewing on it; NULL */
    sw_at_end idle;          /* DO_NOTHING: what happens at the term's end */
    bool is_comparator;      /* what net benefits are against, where the
                                contracts let no one cancel */
    bool evaluated;          /* has figures */
    bool feasible;
    sw_message *why_not;      /* NULL when feasible */
    sw_message *note;         /* "one idle seat can be returned"; NULL */
    double seats, seats_from; /* after and before */
    const char *direction;    /* "same", "down", "up" */
    sw_day from;              /* first day that the seats apply; or NONE */
    double price;             /* per seat and month; NaN without seats */
    sw_day bound_until;       /* what it binds to; NONE: nothing */
    double annuity; /* years of difference to leaving in its window, discounted
                       (src/economics/README.md 5): net benefit over it is a
                       year's; NaN */
    double scale;   /* of its net benefit to renewing's window: draws are those
                       of the option times it; see sw_option_own_draws */
    sw_option_draws draws; /* all 0 for cancel, by definition */
    double cash_12_months; /* spending in the next twelve months */
    double cost; /* present value of costs more than leaving, its mean, where
                    no benefit is priced; else NaN */
    double year_spend;     /* licences, usage: first twelve months signed for */
    bool by_usage;         /* seats of active people, whatever their segments */
    bool *keep;            /* [n_segments] that stay; NULL: all of them */
    bool measured;         /* a switch whose benefit somebody measured */
    bool in_set;           /* step 1 chooses among these and cancel */
    sw_candidate *ledgers; /* owned; NULL: it has none of its own */
    int simulated;         /* place in the simulation, or SW_NO_OPTION */
} sw_option;

/* How seats can be given back, and what each segment would be worth. */
typedef struct sw_rightsizing {
    sw_option_terms terms;   /* of any smaller number: dates, seats before */
    double active;           /* seats of active people; NaN without usage */
    sw_segment_worth *worth; /* NULL: no segments to choose among */
    sw_message *why_not;     /* no seat can be given back; NULL */
    sw_message *why_no_segments; /* NULL with worth */
} sw_rightsizing;

/* The price at which the policy's bar is met. */
typedef struct sw_walk_away {
    int option;        /* whose price, by its place in the options */
    double price;      /* per seat and month; NaN: no price does */
    double from;       /* today's */
    double scale;      /* of what is paid above the baseline */
    bool is_met_today; /* today's price meets it */
    bool is_plausible; /* below today's, within policy.plausible_discount */
} sw_walk_away;

/* A step of the rule, as printed: value against threshold. */
typedef struct sw_rule {
    const char *rule;        /* "2. Probability that renewing pays" */
    double value, threshold; /* NaN where a step has none */
    bool is_money;           /* shown in currency, else as a fraction */
    bool is_price;           /* shown as the price of a seat and month */
    bool applies; /* false: the step was not reached, or does not apply */
    bool passed;
    sw_message *note; /* one sentence, never NULL */
} sw_rule;

/* At which value of one input the decision turns, all others as they are. */
typedef struct sw_flip {
    const char *input; /* key of result.json: "price", "minutes" ... */
    const char *name;  /* "the price of a seat" */
    size_t input_id;   /* whose unit the values have */
    bool is_share;     /* the values are shares, whatever that unit */
    bool is_assumed;   /* nobody measured the input */
    double current;
    double unit;        /* what distances are shares of; mostly `current` */
    double beyond;      /* P(the input is beyond flips_at), by its own
                           distribution; NaN unknown */
    double npv_zero_at; /* renewing all is worth 0 there; NaN: no value
                           does */
    double flips_at;    /* the verdict changes there; NaN: no value does */
    sw_option_kind to;  /* and becomes this */
    bool once_known;    /* on the side of the current value: uncertainty about
                           the input alone makes the verdict */
} sw_flip;

/* Why step 2 refused a*. */
typedef enum sw_refused {
    SW_REFUSED_NOT, /* it was not asked, or took it */
    SW_REFUSED_CHANCE,
    SW_REFUSED_LOSS,
    SW_REFUSED_STABILITY
} sw_refused;

/* What answers say that only bound the effect. */
typedef enum sw_bounded {
    SW_BOUND_NONE,       /* the effect is estimated, or unknown */
    SW_BOUND_MOST_FAILS, /* even the most does not pay */
    SW_BOUND_LEAST_PAYS, /* even the least pays */
    SW_BOUND_BETWEEN
} sw_bounded;

typedef struct sw_verdict {
    sw_option_kind option;
    int chosen;                /* place in the options, or SW_NO_OPTION */
    int best;                  /* a* of step 1, likewise */
    int fallback;              /* what a refused price leads to, likewise */
    sw_message *headline;      /* one sentence */
    sw_message *order;         /* the order-form sentence */
    const char *benefit_basis; /* "cashable", "with-capacity", "all", "cost" */
    double confidence; /* P(loss against the best <= 2 % of spend); NaN */
    double stability;  /* share of analyses with the same verdict; NaN */
    sw_message *stability_note; /* which analyses, and which differ */
    sw_refused refused;
    sw_bounded bounded;
    sw_message *why; /* nothing is bought on this evidence; else NULL */
    bool assumption_only;
    sw_rule *rules;
    size_t n_rules;
    GPtrArray *reasons; /* of sw_message: sentences with their numbers */
    double cost_of_missing_act_by; /* NaN unknown */
    int extensions_used;           /* this verdict's included */
    sw_flip *flips;                /* nearest first, in shares of the current */
    size_t n_flips;
    size_t leans_on; /* the flip of the assumption that the verdict leans on
                        most; SIZE_MAX: no assumption turns it */
} sw_verdict;

typedef struct sw_decision sw_decision;
struct sw_decision {
    sw_option *options; /* renew, ..., cancel, do-nothing */
    size_t n_options;
    sw_rightsizing *rightsizing; /* owned */
    sw_walk_away walk_away;      /* of the best option that has a price */
    sw_economics **alternative;  /* [n_alternatives] owned, each on a pilot of
                                    its own; NULL elements: not priced */
    sw_pilot *alternative_pilot; /* [n_alternatives] shallow copies */
    size_t n_alternatives;
    sw_simulation *simulation;  /* owned */
    sw_influence *influence;    /* of the base alone; NULL of others */
    sw_convergence convergence; /* of renewing all, likewise */
    GPtrArray *warnings;        /* of sw_message: too few draws; likewise */
    sw_study *studies;          /* valued, the highest net benefit first */
    size_t n_studies;
    bool withholds; /* nothing may be bought before a study (rule 1b) */
    sw_verdict verdict;
};

/* Lists the options, simulates them and applies the rule of README.md. */
SW_NODISCARD sw_status sw_decide(sw_decision **out, const sw_economics *e,
                                 const sw_economics_result *money,
                                 sw_error *err);
/* The same verdict, without sentences, its stability, and prices and studies
 * that no step comes to: for those who ask for many. */
SW_NODISCARD sw_status sw_decide_verdict(sw_decision **out,
                                         const sw_economics *e,
                                         const sw_economics_result *money,
                                         sw_error *err);
/* Finds how far draws can mislead, and warns. */
void sw_decision_converge(sw_decision *d, const sw_economics *e,
                          const sw_economics_result *money);
/* Finds what each input is worth; a scenario can do without. */
SW_NODISCARD sw_status sw_decision_influence(sw_decision *d,
                                             const sw_economics *e,
                                             sw_error *err);
void sw_decision_free(sw_decision *d);

/* Draws each segment's own chance of paying, for whoever reports it. */
SW_NODISCARD sw_status sw_decision_value_segments(sw_decision *d,
                                                  const sw_economics *e,
                                                  sw_error *err);
/* Seats that the verdict leaves to a segment; NaN where it does not say. */
double sw_decision_segment_seats(const sw_decision *d, const sw_economics *e,
                                 size_t segment);

/* "robust", "sensitive", "fragile" of a verdict's stability. */
const char *sw_stability_word(double share);

/* "renew", "rightsize" ... as result.json has them. */
const char *sw_option_name(sw_option_kind kind);

#endif
