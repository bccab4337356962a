/*
 * review.h - a quarter's result after the ones before: the comparison with the
 * last, what moved it part by part, what was forecast of it, which definitions
 * are no longer the same, and the trend over all.
 */
#ifndef SW_EVALUATION_REVIEW_H
#define SW_EVALUATION_REVIEW_H

#include "evaluation/bridge.h"
#include "evaluation/compare.h"

/* A definition that readers take to be the same in both results, and is not. */
typedef struct sw_break {
    const char *what; /* "survey", "segment_by", "metric", ... */
    char *name;       /* of the item or metric; NULL */
    char *was, *is;   /* NULL: it was not there */
} sw_break;

/* What the earlier result expected and the later one found. */
typedef struct sw_forecast {
    const char *what; /* "spend", "adoption", "minutes" */
    const char *unit; /* "money", "share", "minutes" */
    int year;         /* fiscal, of spend; else 0 */
    double forecast, actual;
} sw_forecast;

typedef struct sw_trend_point {
    const char *as_of, *verdict, *grade, *act_by; /* borrowed; NULL unknown */
    const char *currency;
    double npv, expected, chance, confidence, price, minutes, adoption, seats,
        active, response_rate;
    double look, information, alpha_spent; /* of the lead; NaN: no looks */
} sw_trend_point;

typedef struct sw_review {
    sw_comparison *comparison; /* of the last two */
    sw_bridge bridge;          /* likewise */
    GArray *breaks;            /* of sw_break */
    GArray *forecasts;         /* of sw_forecast */
    GArray *trend;             /* of sw_trend_point, in the order given */
    double alpha_left;         /* after the last look; NaN: no looks */
} sw_review;

/**
 * @param results  n >= 2, the oldest first; borrowed until it is freed
 * @param names    of their files
 * @return SW_OK; SW_ESCHEMA where one is no result, is of a schema that this
 *         build does not read, or of another pilot
 */
SW_NODISCARD sw_status sw_review_new(sw_review **out,
                                     const sw_json *const *results,
                                     const char *const *names, size_t n,
                                     sw_error *err);
void sw_review_free(sw_review *r);

#endif
