/*
 * plan.h - before the pilot: how many answers, seats, control persons, weeks.
 *
 * Two arms of n responses each, randomised by team where there are teams. With
 * DE = 1 + ((cv^2 + 1) m - 1) icc of m persons of a team who answer, and a
 * person's mean over w weeks, whose sd is sd sqrt((1 + (w - 1) r) / w):
 *
 *   var(n, w) = 2 DE sd_w^2 / n + bias^2
 *   width     = 2 t(df, 1 - alpha / 2) sqrt(2 DE sd_w^2 / n), df in teams
 *   EVSI      = V (s phi(k / s) + k Phi(k / s) - max(0, k)),
 *               s^2 = prior^4 / (prior^2 + var), k = prior mean - C / V
 *   net gain  = EVSI (1 - w / L) - max(0, V k) w / L - cost(n, w)
 *
 * where the effect is worth V a unit and costs C to have over the term of L
 * weeks: nothing is gained before the study has ended.
 *
 * Source:   clusters: Eldridge, Ashby & Kerry (2006), Int. J. Epidemiology 35,
 *           1292-1300; EVSI of a normal mean: Raiffa & Schlaifer (1961),
 *           Applied Statistical Decision Theory, 5.3; delay: Eckermann & Willan
 *           (2007), Health Economics 16, 195-209.
 * Deviates: EVSI takes the variance as known.
 */
#ifndef SW_EVALUATION_PLAN_H
#define SW_EVALUATION_PLAN_H

#include <glib.h>
#include <stdbool.h>

#include "pilot/pilot.h"

typedef enum sw_plan_key {
    SW_PLAN_SD,
    SW_PLAN_EFFECT,
    SW_PLAN_ALPHA,
    SW_PLAN_POWER,
    SW_PLAN_WIDTH,
    SW_PLAN_ICC,
    SW_PLAN_TEAM_SIZE,
    SW_PLAN_TEAM_CV,
    SW_PLAN_RESPONSE_RATE,
    SW_PLAN_POPULATION,
    SW_PLAN_WEEK_CORRELATION,
    SW_PLAN_MIN_WEEKS,
    SW_PLAN_MAX_WEEKS,
    SW_PLAN_PRIOR_MEAN,
    SW_PLAN_PRIOR_SD,
    SW_PLAN_BIAS_SD,
    SW_PLAN_VALUE,
    SW_PLAN_COST,
    SW_PLAN_TERM_WEEKS,
    SW_PLAN_RESPONSE_COST,
    SW_PLAN_SEAT_COST,
    SW_PLAN_FIXED_COST,
    SW_PLAN_KEYS
} sw_plan_key;

typedef enum sw_plan_source {
    SW_PLAN_UNKNOWN,
    SW_PLAN_DEFAULT, /* an assumption of the program's */
    SW_PLAN_FROM_PILOT,
    SW_PLAN_GIVEN /* on the command line */
} sw_plan_source;

/* What a key means and which values it can have. */
typedef struct sw_plan_field {
    const char *name;    /* of the option and of the JSON key */
    const char *meaning; /* with its unit */
    double standard;     /* default; NaN: unknown unless given */
    double low, high;    /* allowed range */
    bool above_low;      /* low itself is not allowed */
} sw_plan_field;

extern const sw_plan_field SW_PLAN_FIELDS[SW_PLAN_KEYS];

typedef struct sw_plan_inputs {
    double value[SW_PLAN_KEYS]; /* NaN unknown */
    sw_plan_source source[SW_PLAN_KEYS];
} sw_plan_inputs;

/* One size of study. NaN where it does not apply or is unknown. */
typedef struct sw_plan_size {
    double responses; /* an arm */
    double teams;     /* an arm; NaN without teams */
    double seats;     /* persons who get one, whether they answer or not */
    double control;   /* persons who don't */
    double weeks;
    double width, power, detectable_effect;
    double evsi, cost, delay, net; /* money; delay: what waiting loses */
} sw_plan_size;

typedef struct sw_plan {
    sw_plan_inputs in;
    double responding_team;    /* persons of a team who answer */
    double design_effect;      /* DE */
    double break_even;         /* C / V, unit of the effect */
    double evpi;               /* money, over the whole term */
    sw_plan_size width, power; /* smallest that reaches the target */
    sw_plan_size gain;         /* of the highest net gain of sampling */
    bool has_width, has_power, has_gain;
    const char *goal; /* of the recommendation: "net-gain", "power", "width",
                         "no-study"; NULL: nothing can be recommended */
    sw_plan_size recommended;
    GArray *curve;    /* of sw_plan_size: by responses, recommended weeks */
    GArray *by_weeks; /* of sw_plan_size: the best n of each length, or the n
                         for the power */
    GArray *by_icc;   /* of sw_plan_icc; empty without teams */
    GPtrArray *notes; /* of char* */
} sw_plan;

/* The size for the goal if the intracluster correlation were another. */
typedef struct sw_plan_icc {
    double icc;
    sw_plan_size size;
} sw_plan_icc;

/* Every key at its default. */
void sw_plan_inputs_init(sw_plan_inputs *in);
/* @return NULL, or why the value is none (the caller frees it) */
char *sw_plan_inputs_set(sw_plan_inputs *in, sw_plan_key key, double value,
                         sw_plan_source source);
/* What a pilot tells of each key that the command line left open: spread,
 * teams, response rate, people, price, term, and what a minute is worth. */
SW_NODISCARD sw_status sw_plan_inputs_read(sw_plan_inputs *in,
                                           const sw_pilot *pilot,
                                           sw_error *err);

/**
 * @param[out] out  freed by the caller
 * @return SW_OK
 *         SW_EDOMAIN  --sd is unknown, or two inputs contradict each other
 */
SW_NODISCARD sw_status sw_plan_new(sw_plan **out, const sw_plan_inputs *in,
                                   sw_error *err);
void sw_plan_free(sw_plan *plan);

#endif
