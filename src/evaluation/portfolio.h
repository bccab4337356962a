/*
 * portfolio.h - many pilots under one budget: what is due when, what each
 * decision is worth, and which options to take together.
 *
 * Each pilot is evaluated by itself and freed after its summary. Its options'
 * costs (spending in the next twelve months) and values (expected net benefit
 * over leaving) are turned into the portfolio's currency at the rate of its
 * own day. Of every pilot one option is taken, so that their values add up to
 * the most under the budget (stats/knapsack.h). A pilot without a priced
 * benefit has no value to rank by: its verdict's cost is set aside first.
 */
#ifndef SW_EVALUATION_PORTFOLIO_H
#define SW_EVALUATION_PORTFOLIO_H

#include <glib.h>
#include <stdbool.h>

#include "base/date.h"
#include "ingest/json.h"
#include "seatworth/evaluation.h"
#include "stats/knapsack.h"

typedef struct sw_portfolio_option {
    const char *option; /* "renew" ... */
    char *alternative;  /* NULL */
    double seats;
    double cost, value; /* portfolio's currency; value NaN: not priced */
    double chance;      /* P(it pays) */
} sw_portfolio_option;

enum { SW_PORTFOLIO_NONE = -1 };

/* One pilot; with `error` there is nothing but its path. */
typedef struct sw_holding {
    char *path, *owner; /* owner: NULL unknown */
    char *error;        /* a clause; NULL */
    char *name, *vendor, *currency, *order;
    sw_day as_of, act_by;
    double rate; /* portfolio's currency for one of its own */
    const char *verdict;
    char *grade;
    double confidence;
    double seats, seats_now; /* after the verdict, and now */
    double missing;          /* cost of missing act_by; NaN */
    sw_portfolio_option *options;
    size_t n_options;
    int decided; /* the verdict's option; NONE */
    int chosen;  /* the allocation's; NONE */
    guint64
        *people; /* hashes of who holds a seat, sorted; freed once counted */
    size_t n_people;
    size_t min_group;
    double holds_more; /* of them, who hold another pilot's too; NaN: few */
} sw_holding;

typedef struct sw_portfolio {
    char *currency;
    double budget;        /* INFINITY: none */
    sw_holding *holdings; /* in the order given */
    size_t n, n_failed;
    size_t *calendar, *ranking; /* [n - n_failed] places in holdings */
    sw_knapsack_fit fit;
    double set_aside; /* cost of pilots without a priced benefit */
    double decided_cost, decided_value; /* if every verdict is signed */
    double people, several, most; /* distinct; with 2 or more; the most held by
                                     one; NaN: withheld */
} sw_portfolio;

/* What to evaluate. All borrowed. */
typedef struct sw_portfolio_opts {
    const char *const *paths, *const
                                  *owners; /* [n]; owners' items may be NULL */
    size_t n;
    const char *currency; /* NULL: the first pilot's */
    double budget;        /* NaN: none */
    const sw_json *rates; /* array of {date, currency, rate}; NULL */
    const sw_pilot_opts *pilot;
} sw_portfolio_opts;

/**
 * @return SW_OK, also where some pilots failed (n_failed);
 *         SW_EDOMAIN  a pilot is named twice
 */
SW_NODISCARD sw_status sw_portfolio_new(sw_portfolio **out,
                                        const sw_portfolio_opts *opts,
                                        sw_error *err);
void sw_portfolio_free(sw_portfolio *p);

#endif
