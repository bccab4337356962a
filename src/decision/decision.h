/*
 * decision.h - which options there are, and the rule that picks one.
 */
#ifndef SW_DECISION_DECISION_H
#define SW_DECISION_DECISION_H

#include "decision/study.h"
#include "simulation/influence.h"

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

typedef struct sw_option {
    sw_option_kind kind;
    const char *alternative; /* name, for switch; borrowed */
    bool evaluated;          /* has figures */
    bool feasible;
    char *why_not;            /* NULL when feasible */
    double seats, seats_from; /* after and before */
    const char *direction;    /* "same", "down", "up" */
    double price;             /* per seat and month; NaN without seats */
    sw_option_draws draws;    /* all 0 for cancel, by definition */
    double cash_12_months;    /* spending in the next twelve months */
} sw_option;

/* A step of the rule, as printed: value against threshold. */
typedef struct sw_rule {
    char *rule;              /* "2. Probability that renewing pays" */
    double value, threshold; /* NaN where a step has none */
    bool is_money;           /* shown in currency, else as a fraction */
    bool applies; /* false: the step was not reached, or does not apply */
    bool passed;
    char *note; /* one sentence, never NULL */
} sw_rule;

/* At which value of one input the decision turns, all others as they are. */
typedef struct sw_flip {
    const char *input; /* key of result.json: "price", "minutes" ... */
    const char *name;  /* "the price of a seat" */
    size_t input_id;   /* whose unit the values have */
    double current;
    double npv_zero_at; /* renewing all is worth 0 there; NaN: no value
                           does */
    double flips_at;    /* the verdict changes there; NaN: no value does */
    sw_option_kind to;  /* and becomes this */
} sw_flip;

typedef struct sw_verdict {
    sw_option_kind option;
    char *headline;            /* one sentence */
    char *order;               /* the order-form sentence */
    const char *benefit_basis; /* "cashable", "with-capacity", "all", "cost" */
    double confidence;    /* P(loss against the best <= 2 % of spend); NaN */
    double stability;     /* share of analyses with the same best option; NaN */
    char *stability_note; /* which analyses, and which differ */
    bool assumption_only;
    sw_rule *rules;
    size_t n_rules;
    char **reasons; /* sentences with their numbers */
    size_t n_reasons;
    double cost_of_missing_act_by; /* NaN unknown */
    sw_flip *flips;                /* nearest first, in shares of the current */
    size_t n_flips;
} sw_verdict;

typedef struct sw_decision sw_decision;
struct sw_decision {
    sw_option *options; /* renew, ..., cancel, do-nothing */
    size_t n_options;
    sw_simulation *simulation; /* owned */
    sw_influence *influence; /* of the base alone; NULL of others */
    sw_study *studies;         /* valued, the highest net benefit first */
    size_t n_studies;
    sw_verdict verdict;
};

/* Lists the options, simulates them and applies the rule of METHODS 4. */
SW_NODISCARD sw_status sw_decide(sw_decision **out, const sw_economics *e,
                                 const sw_economics_result *money,
                                 sw_error *err);
/* Finds what each input is worth; a scenario can do without. */
SW_NODISCARD sw_status sw_decision_influence(sw_decision *d,
                                               const sw_economics *e,
                                               sw_error *err);
void sw_decision_free(sw_decision *d);

/* "renew", "rightsize" ... as result.json has them. */
const char *sw_option_name(sw_option_kind kind);

#endif
