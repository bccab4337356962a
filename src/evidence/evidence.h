/*
 * evidence.h - from answers, outcomes and logs to minutes per seat and week.
 *
 * Every estimate the data allow is made and graded; the one with the best
 * design leads. The chain of links from the gross figure to the priced minutes
 * is kept row by row. What cannot be estimated is NaN with a note saying why.
 */
#ifndef SW_EVIDENCE_EVIDENCE_H
#define SW_EVIDENCE_EVIDENCE_H

#include "base/message.h"
#include "evidence/derivation.h"
#include "evidence/published.h"
#include "evidence/scrutiny.h"
#include "pilot/pilot.h"

typedef enum sw_design {
    SW_DESIGN_SELF_REPORT,      /* asked how much was saved; level 1 */
    SW_DESIGN_CROSS_SECTION,    /* pilot against control, after only; 2 */
    SW_DESIGN_BEFORE_AFTER,     /* same persons, no control; 2 */
    SW_DESIGN_STAGGERED,        /* seats at different dates; 3 */
    SW_DESIGN_CONTROLLED,       /* before/after with a control group; 3 */
    SW_DESIGN_ADJUSTED_CONTROL, /* the same, matched; 4 */
    SW_DESIGN_RANDOMISED        /* randomised arms; 5 */
} sw_design;

/* How an effect was estimated: which rows its regression takes. */
typedef enum sw_model {
    SW_MODEL_NONE,                /* nothing, or ranks */
    SW_MODEL_MEAN,                /* mean of exact answers */
    SW_MODEL_INTERVAL_MEAN,       /* mean of answers in ranges */
    SW_MODEL_INTERVAL_DIFFERENCE, /* such means of waves and arms compared */
    SW_MODEL_PAIRED,              /* mean of the changes */
    SW_MODEL_DIFFERENCE,          /* pilot less control, after */
    SW_MODEL_ANCOVA,
    SW_MODEL_DID,
    SW_MODEL_STAGGERED, /* group-time differences; it has no rows */
    SW_MODEL_TASKS      /* regression of rows that are tasks */
} sw_model;

/* How a link's value follows from its input x. */
typedef enum sw_link_form {
    SW_LINK_INPUT,      /* x, or no input at all */
    SW_LINK_COMPLEMENT, /* 1 - x */
    SW_LINK_SILENT,     /* 1 - silent share * (1 - x) */
    SW_LINK_MISSING,    /* - x times the minutes that a correlation costs */
    SW_LINK_MISSING_CONTROL, /* the same of the control group, + */
    SW_LINK_UNIT             /* x over the unit that the effect is stated at */
} sw_link_form;

/* One link of the chain (README.md, The chain), as printed. */
typedef struct sw_link {
    const char *step;     /* "self-report factor" */
    double value;         /* multiplier, or minutes where it is added */
    double lower, upper;  /* 95 % interval, or P2.5 and P97.5; NaN unknown */
    bool added;           /* added instead of multiplied */
    size_t input;         /* id of the input that it is; SIZE_MAX none */
    sw_link_form form;    /* of the value, from that input */
    double minutes_after; /* minutes per seat-week after this link */
    sw_provenance provenance;
    sw_message *note; /* one sentence, never NULL */
} sw_link;

typedef struct sw_effect {
    char *id;    /* item id or metric, e.g. "time_saved" */
    char *label; /* the question, or the metric in words */
    sw_design design;
    const char *design_text; /* "before and after, with a control group" */
    sw_message *method;      /* "ANCOVA, CR2 by team" */
    sw_model model;
    const char *threat; /* the design's known threat, one sentence */
    int grade;          /* Maryland 1-5 */
    size_t n_pilot, n_control;
    size_t clusters_pilot, clusters_control; /* 0: not clustered */
    bool team_alone; /* teams were compared, and an arm is a single one */
    size_t people_pilot, people_control; /* behind it; 0: not known who */
    double estimate, se, df, lower, upper, p, p_adjusted, effect_size;
    const char *unit; /* "minutes per day", "log ratio", "score" */
    sw_provenance provenance;
    bool is_primary;  /* false: a second method on the same data */
    bool is_time;     /* convertible to minutes per seat and week */
    bool self_report; /* an asked-for saving: takes the factor, no bias */
    double minutes, minutes_se, minutes_df; /* per seat and week; NaN if not */
    /* minutes = slope * estimate; on the log scale, where log_week is known,
     * minutes = log_week * (1 - exp(log_sign * estimate)). NaN if neither. */
    double slope, log_week, log_sign;
    size_t unread;         /* answers that nobody could read, left out */
    double unread_as_none; /* the estimate if they all meant none; NaN */
    double benchmark;      /* what the robustness value is held against: the
                              strongest observed covariate; NaN unknown */
    double trend_p;        /* of the same path before the start; NaN untested */
    GPtrArray *notes; /* of sw_message: caveats, and why a figure is null */
    /* Of teams as clusters: the errors of the rows alone, and that of the prior
     * which se and df are pooled with; NaN where none is. */
    double rows_se, rows_df, prior_se;
    sw_distribution *posterior; /* of minutes, where few answers have one of
                                   their own; NULL: t or normal */
} sw_effect;

/* Answers of one item, for the Survey sheet. */
typedef struct sw_answer_count {
    char *answer; /* as given, or the score */
    double order; /* sort key: lower bound or score */
    double upper; /* the second: "none" stands before "less than 15" */
    size_t before, after_pilot, after_control;
} sw_answer_count;

typedef struct sw_item_summary {
    const sw_item *item; /* borrowed from the pilot */
    size_t answered_before, answered_after;
    double mean_before, mean_after; /* NaN where not defined */
    sw_answer_count *answers;
    size_t n_answers;
} sw_item_summary;

typedef struct sw_guardrail {
    char *id;
    double estimate, margin, p; /* p of "worse by more than margin" refuted */
    double worst; /* 95 % one-sided: no worse than this; better is above 0 */
    bool known, passed;
    sw_message *note;
} sw_guardrail;

/* Seats, from bought to used. NaN where it is not known. */
typedef struct sw_seat_counts {
    double purchased, unassigned;
    double assigned; /* held: eligible, newcomers, people on leave */
    double eligible, newcomers, on_leave;
    double ever_active, active, idle, use_unknown; /* of the eligible */
    double habitual;
    double reclaimable; /* held, and idle */
    double needed;      /* held, and not known to be idle */
    double reducible_at_renewal;
    double in_several; /* active by more than one of the usage files */
    double free_users; /* without a seat, who use what needs none */
    int active_days;   /* active: in so many of the last days */
} sw_seat_counts;

/* Those of whom there are no data, and what they may cost (README.md, The
 * silent). All 0: everybody is in the data. */
typedef struct sw_silent {
    double share;           /* of the seats, where people were asked */
    double missing;         /* minutes by which the pilot group's mean is too
                               high at a correlation of 1 of gain and being in
                               the data: sd * sqrt((1 - f) / f) */
    double missing_control; /* the same of the control group */
} sw_silent;

/* One segment of the seats decided on (departments, small ones merged into
 * "other"), raw and partially pooled. NaN where it cannot be estimated. */
typedef struct sw_segment {
    char *name;
    bool is_word;             /* the name is the program's, not the pilot's */
    double seats;             /* eligible seats */
    size_t responses;         /* people of the segment behind the estimate */
    sw_silent silent;         /* of its people, who is not in the data */
    double active_share;      /* of eligible seats; NaN without usage */
    double active_seats;      /* people active of late (sw_seat_counts); NaN */
    double known_seats;       /* eligible seats of which is known whether they
                                 are used; 0 without usage */
    double *use_knots;        /* quantiles of its posterior; NULL: untold */
    double waiting;           /* seats of newcomers, of people on leave, and of
                                 people whose use is not known */
    double hourly_cost;       /* mean of its people; NaN: the pilot's */
    double minutes, se, df;   /* per seat and week, before the chain */
    double pooling_df;        /* of the spread that pooling takes */
    double pooled, pooled_sd; /* posterior by the hierarchy */
    double lower, upper;      /* 95 % interval of pooled */
    double p, p_holm, p_bh;   /* of the raw estimate */
    double joint_t;   /* standard errors to either side in which all segments'
                         raw intervals hold together at 95 % */
    sw_message *note; /* why a figure is missing; NULL */
    bool withheld;    /* too few answered: see disclosure.h before showing it */
} sw_segment;

/* Whether anything is known of the segment's use, and Jeffreys' posterior of
 * the share of its seats in use: Beta(1/2 + x, 1/2 + n - x). Its knots stay the
 * segment's. */
bool sw_segment_use(sw_distribution *out, const sw_segment *segment);

/* A division that is reported and decides nothing. */
typedef struct sw_grouping {
    const char *by; /* "role" */
    sw_segment *segments;
    size_t n;
    size_t *of; /* [roster.n] the group of a person, or beyond n */
} sw_grouping;

void sw_grouping_clear(sw_grouping *g);

/* The joint posterior of the segments' effects as a mixture over nodes of the
 * between-segment sd tau: given a node, theta = mean + lean z0 + rest z with
 * z0 and z standard normal, z0 the common mean's (method card 2.8: quadrature
 * over tau, conditional normal). */
typedef struct sw_segment_posterior {
    size_t n_segments, n_nodes;
    double *probability; /* [n_nodes], sums to 1 */
    double *tau;         /* [n_nodes] minutes per seat and week */
    double *mean;        /* [n_nodes * n_segments] */
    double *lean;        /* [n_nodes * n_segments] */
    double *rest; /* [n_nodes * n_segments * n_segments] lower triangles */
    double *covariance; /* [n_segments * n_segments] of the raw estimates */
    double mu, mu_sd, tau_mean;                /* posterior moments */
    double paule_mandel_tau2, paule_mandel_mu; /* shown beside */
} sw_segment_posterior;

typedef struct sw_wave_response {
    int wave;
    size_t invited, answered; /* eligible people; those with a response */
} sw_wave_response;

/* What the lead's answers allow, where all of them above none share one range
 * or one person answered: minutes per seat and week of all seats, before the
 * factor and what follows it. Those who are silent save nothing at the least,
 * and at the most 1.2 times what the others do. */
typedef struct sw_evidence_bounds {
    bool any;
    double least, most;
    sw_message *answered; /* one sentence: what was answered; NULL */
} sw_evidence_bounds;

typedef struct sw_evidence {
    /* What the chain is made of: the pilot's inputs, but those that evidence
     * gives: effect, bias and factor, where no hand set them. */
    sw_inputs inputs;
    bool gives[SW_IN_FIXED];
    sw_effect *effects;
    size_t n_effects;
    size_t lead;                /* index of the effect priced, SIZE_MAX none */
    sw_derivation *derivations; /* of the primary effects in minutes */
    size_t n_derivations;
    sw_link *chain; /* of the lead, in the one order of README.md */
    size_t n_chain;
    double minutes_lower, minutes_upper; /* 95 % interval of the next, all
                                            links drawn together; NaN none */
    double minutes; /* after the chain, up to realisation; NaN none */
    sw_evidence_bounds bounds;
    char grade;               /* 'A'-'D'; '-' without any benefit evidence */
    sw_message *grade_reason; /* one sentence */
    /* D because few answered one arm: where the verdict stands with nothing
     * saved by those who are silent (kappa = 0), it is `grade_at_kappa_zero`.
     */
    bool grade_needs_kappa_zero;
    char grade_at_kappa_zero; /* else `grade` */
    bool assumption_only;    /* a benefit is priced, but nothing was measured */
    bool not_estimable;      /* time was asked for or measured, and nothing of
                                it can be estimated */
    bool self_report_lead;   /* the factor applies, the bias does not */
    double response_rate;    /* after wave, pilot arm; NaN without a survey */
    double heard;            /* share of the pilot group's people behind the
                                lead; NaN: not known who is */
    double heard_control;    /* the same of the control group; NaN without */
    double join_rate;        /* lowest of the joins; NaN without any */
    double sample_ratio_p;   /* NaN unless a randomised split was claimed */
    double robustness_value; /* of the lead's t; NaN unknown */
    sw_wave_response *waves;
    size_t n_waves;
    sw_item_summary *items;
    size_t n_items;
    sw_guardrail *guardrails;
    size_t n_guardrails;
    sw_seat_counts seats;
    sw_segment *segments; /* fewer than two: the pilot is one segment */
    size_t n_segments;
    size_t *segment_of;              /* [roster.n] */
    size_t n_dropped;                /* groupings that would tell of too few */
    sw_segment_posterior *posterior; /* NULL without segments */
    const char *segment_by;          /* "department"; NULL without segments */
    sw_grouping *groupings;          /* by what else the seats divide */
    size_t n_groupings;
    sw_distribution assumed_factor; /* of self-report, before it is replaced */
    sw_nonresponse *nonresponse;    /* the next: NULL where not applicable */
    sw_weighted_control *weighted;
    sw_staggered *staggered;
    sw_sources *sources;
    sw_looks *looks;
    sw_habits *habits;
    sw_sensitivity *sensitivity;
    sw_calibration *calibration;
    sw_contamination *contamination;
    sw_baseline_error *baseline;
    sw_quality_check *checks; /* of the survey's answers */
    size_t n_checks;
    sw_published *published; /* by scale, beside the lead; see published.h */
    size_t n_published;
    GPtrArray *warnings; /* of sw_message */
} sw_evidence;

/**
 * Estimates everything the pilot's data allow, chooses and grades the lead,
 * and gives the inputs SW_IN_EFFECT and SW_IN_BIAS (and switches
 * SW_IN_SELF_REPORT off, to the constant 1, where no self-report leads).
 *
 * @return SW_OK, also when nothing can be estimated (lead == SIZE_MAX);
 *         SW_ENOMEM
 */
SW_NODISCARD sw_status sw_evidence_estimate(sw_evidence **out,
                                            const sw_pilot *pilot,
                                            sw_error *err);
void sw_evidence_free(sw_evidence *e);
/* The inputs that the money is reckoned with, cleared by the caller: the
 * pilot's, with those in their place that evidence gives. */
void sw_evidence_inputs(sw_inputs *out, const sw_evidence *e,
                        const sw_pilot *pilot);
/* Gross minutes of all seats, the silent among them, at which the chain, with
 * every other link at its value, comes to `minutes` before realisation; NaN
 * without a chain, or where a link is 0. */
double sw_chain_gross_at(const sw_evidence *e, double minutes);

/* Minutes per seat and week of n draws, by the one chain:
 *   (with_silent(effect * unit) * self-report factor + bias) * (1 - rework)
 *   * transport * persistence
 * `column[id]` has n values for every fixed input id. */
void sw_evidence_chain(double *minutes, const double *const *column, size_t n);
/* The chain's first link: an effect on those in the data to one on all seats,
 *   x (1 - share (1 - kappa)) - missing r + missing_control r_control
 * Adds `weight` times it to `sum`. */
void sw_evidence_add_all(double *sum, double weight, const double *answered,
                         const sw_silent *silent, const double *const *column,
                         size_t n);
/* The whole chain of an effect that is one on all seats already. */
void sw_evidence_chain_of_all(double *minutes, const double *all,
                              const double *const *column, size_t n);
/* The effect that stands for the cohorts; NULL without one. */
const sw_effect *sw_cohorts_effect(const sw_evidence *e);
/* Wage-weighted share of the seats that a segment has: its seats times what an
 * hour of its people costs, over that of all. */
double sw_segment_share(const sw_evidence *e, size_t segment);

/* The correlation, of normals, in which the self-report factor and the effect
 * are drawn: that of their errors where the factor is calibrated by answers
 * that the effect uses too, else 0. */
double sw_factor_with_effect(const sw_evidence *e);

#endif
