/*
 * scrutiny.h - what is printed beside the priced figure: who is silent, whether
 * the groups compare, the quality of the answers, other sources, earlier looks,
 * habits, and what it would take to be wrong.
 *
 * NaN where something cannot be estimated, with a note that says why. Minutes
 * are per seat and week, before the chain, and positive where time is saved.
 */
#ifndef SW_EVIDENCE_SCRUTINY_H
#define SW_EVIDENCE_SCRUTINY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/message.h"

/* A figure in minutes with its spread. */
typedef struct sw_minutes {
    double minutes, se, lower, upper; /* lower, upper: 95 % interval */
} sw_minutes;

/* Who answered (is in the data) of one segment of the pilot group. */
typedef struct sw_segment_response {
    char *segment;
    bool is_word;             /* the name is the program's, not the pilot's */
    size_t invited, answered; /* eligible people */
} sw_segment_response;

/* The lead's estimate without the assumption that the silent are like those
 * who answered. */
typedef struct sw_nonresponse {
    sw_segment_response *segments; /* small ones merged */
    size_t n_segments;
    sw_minutes as_answered;
    sw_minutes raked;             /* weighted to the margins below */
    const char *margins;          /* "department, use in the last 28 days" */
    double deff, ess, max_weight; /* of the pilot group's weights */
    sw_minutes lee;               /* lower, upper: Imbens-Manski interval */
    double lee_lower, lee_upper;  /* the bounds: "would always answer" */
    double manski_lower, manski_upper;
    double manski_low, manski_high; /* the range, in units of the estimate */
    double rate_pilot, rate_control;
    double silent_share; /* of the pilot group */
    bool raked_leads;    /* the raked figure is priced */
    sw_message *note;    /* never NULL */
} sw_nonresponse;

/* Mean of the silent, in minutes, at which the mean of all is `threshold`: how
 * bad must they be to flip the verdict. NaN where nobody is silent. */
double sw_tipping_point(const sw_nonresponse *n, double threshold);

/* How the groups compare in one covariate. */
typedef struct sw_balance_row {
    sw_message *name;
    double mean_pilot, mean_control, mean_weighted; /* control, weighted */
    double smd_before, smd_after; /* in sds of the pilot group; NaN: constant */
} sw_balance_row;

/* The same comparison with the control group weighted to the pilot's. */
typedef struct sw_weighted_control {
    sw_balance_row *rows;
    size_t n_rows;
    sw_minutes propensity; /* odds of the propensity score as weights */
    sw_minutes entropy;    /* entropy balancing of the same covariates */
    double ess_propensity, ess_entropy; /* of the control group */
    double overlap_low, overlap_high;   /* scores found in both groups */
    double share_outside;               /* of the pilot group, beyond those */
    sw_message *note;                   /* never NULL */
} sw_weighted_control;

/* People who got their seat in one period. */
typedef struct sw_cohort {
    int day; /* the period's first day, an sw_day */
    size_t people;
    double estimate, se;      /* effect on them, averaged over periods */
    double before, before_se; /* placebo: the period before their seat */
} sw_cohort;

/* One cohort in one period against those without a seat until then: mean
 * changes since the period before the cohort's seats. */
typedef struct sw_group_time {
    size_t cohort; /* index */
    int day;       /* the period's first day */
    size_t n, n_others;
    double change, change_others;
} sw_group_time;

/* Seats that were given at different dates: group-time effects. */
typedef struct sw_staggered {
    sw_cohort *cohorts;
    size_t n_cohorts;
    sw_group_time *cells; /* in order of cohort and period */
    size_t n_cells;
    bool by_team;               /* errors are summed by team, else by person */
    size_t never;               /* people without a seat */
    double estimate, se, df, p; /* units of the metric, weighted by people */
    sw_minutes effect;
    double placebo_p; /* all cohorts moved like the others before their seat */
    char *metric;
    sw_message *note; /* never NULL */
} sw_staggered;

/* One check of the answers: what was found, and the lead's minutes without the
 * affected people. */
typedef struct sw_quality_check {
    const char *name; /* "straight-lining" */
    size_t found, of; /* responses, people or cells, as `unit` says */
    const char *unit;
    sw_minutes with, without; /* NaN: the lead does not rest on them, or
                                 withheld */
    bool *marked; /* [roster.n] who was found; NULL: nobody is left out */
    double statistic, lower, upper; /* reliability: alpha and its interval */
    sw_message *note;               /* never NULL */
} sw_quality_check;

/* One source of minutes, as measured and as it would be priced. */
typedef struct sw_source {
    size_t effect; /* index of the effect */
    sw_minutes raw;
    double adjusted, adjusted_sd; /* after self-report factor and bias */
    bool leads;
} sw_source;

/* Several sources of one effect. */
typedef struct sw_sources {
    sw_source *sources;
    size_t n_sources;
    double q, q_df, q_p; /* do they disagree more than their spread? */
    double pooled, pooled_sd, tau; /* random effects, correlated persons */
    bool used; /* policy.evidence is "pooled" and this is priced */
    sw_message *note;
} sw_sources;

/* This look among the planned ones. */
typedef struct sw_looks {
    size_t look;        /* 1 is the first */
    double information; /* fraction of what was planned */
    double alpha_spent; /* two-sided, up to and with this look */
    double bound;       /* |z| above which it counts, NaN: none left */
    double z;           /* of the lead, t turned into z */
    bool crossed;
    sw_minutes repeated; /* estimate with its repeated interval */
    sw_minutes always;   /* always-valid interval, any number of looks */
    sw_message *note;    /* never NULL */
} sw_looks;

/* Points of a curve over time. */
typedef struct sw_habit_point {
    double week, share;  /* weeks since the start, share of eligible seats */
    double lower, upper; /* 95 % interval; NaN unknown */
    double fitted;       /* of the curve of adoption; NaN: none */
} sw_habit_point;

/* Use turned into people. Shares have every eligible seat below the line. */
typedef struct sw_habits {
    size_t seats, ever, active, lapsed, never;
    int active_days;        /* active: in so many of the last days */
    double habitual, power; /* NaN where weeks are not known */
    double power_days;      /* habitual, with so many active days a week */
    double first_use_median, first_use_share; /* weeks; NaN: not half of them */
    sw_habit_point *first_use; /* share that has used it, Kaplan-Meier */
    size_t n_first_use;
    sw_habit_point *retention; /* users still active, weeks after first use */
    size_t n_retention;
    sw_habit_point *adoption; /* active share by week */
    size_t n_adoption;
    const char *curve; /* "logistic", "Bass"; NULL: none could be fitted */
    double ceiling, ceiling_lower, ceiling_upper; /* of active share */
    double ceiling_se;
    sw_message *note; /* never NULL */
} sw_habits;

/* The lead without one team. */
typedef struct sw_left_out {
    char *team; /* its name; NULL where names may not be shown */
    int label;  /* its number */
    size_t people;
    double minutes; /* of the others; NaN: withheld, too few are in it */
} sw_left_out;

typedef struct sw_sensitivity {
    double e_value, e_value_limit;       /* risk ratios */
    double robustness, robustness_limit; /* partial R2 */
    sw_left_out lowest, highest;         /* the teams that matter most */
    size_t n_left_out;                   /* teams tried; 0: too few */
    bool sign_holds;                     /* whichever team is left out */
    sw_message *note;                    /* never NULL */
} sw_sensitivity;

/* Whether the control group used the copilot too: the effect is then diluted.
 */
typedef struct sw_contamination {
    double uptake_pilot, uptake_control; /* share of people with use, or a seat
                                            where there is no usage file */
    bool diluted;      /* control above policy.contamination */
    sw_minutes scaled; /* effect / (difference of uptake), Fieller; no standard
                          error where the interval is not bounded */
    sw_message *note;  /* never NULL */
} sw_contamination;

/* ANCOVA of groups not drawn by lot, as if the baseline were measured with a
 * reliability of .7, .85 and 1. */
enum { SW_RELIABILITIES = 3 };
typedef struct sw_baseline_error {
    double minutes[SW_RELIABILITIES];
} sw_baseline_error;

/* Self-report against measurement of the same people. */
typedef struct sw_calibration {
    size_t n;
    double reported, measured;              /* mean minutes per seat and week */
    double factor, factor_se, lower, upper; /* measured / reported; Fieller */
    double slope; /* of measured on reported: blurred by errors in the latter */
    double with_effect; /* correlation of its error with what is reported */
    bool used;          /* it replaces the assumed factor */
    sw_message *note;   /* never NULL */
} sw_calibration;

#endif
