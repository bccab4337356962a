/*
 * segment.h - segments of the seats: who belongs to which, their effects, and
 * what is known of them together.
 */
#ifndef SW_EVIDENCE_SEGMENT_H
#define SW_EVIDENCE_SEGMENT_H

#include "evidence/assess.h"
#include "evidence/rows.h"

/* A division of the people into named groups, small ones merged. */
typedef struct sw_division {
    size_t n;        /* groups */
    char **name;     /* [n] */
    size_t *seats;   /* [n] eligible seats */
    size_t *of;      /* [roster.n] group of a person, SW_NO_GROUP without */
    size_t n_merged; /* groups that went into "other" */
    size_t other;    /* the number of "other"; SW_NO_GROUP: there is none */
} sw_division;

/* Divides people by label[roster.n] in [0, n_labels), -1 unknown. Labels with
 * fewer eligible seats than min_group, or with fewer who `answered` [roster.n]
 * but not none, become "other", and with them the smallest others until that
 * has as many seats and answers. A group of which nobody has answered stays a
 * group; `answered` may be NULL. */
sw_division *sw_division_new(const sw_roster *roster, const int *label,
                             char *const *names, size_t n_labels,
                             size_t min_group, const bool *answered);
/* Who is behind the rows, [roster.n]; of NULL nobody. */
bool *sw_who_answered(const sw_rows *rows, const sw_pilot *pilot);
void sw_division_free(sw_division *division);

/* Fills segments, posterior and segment_by, by what the policy says. */
void sw_estimate_segments(sw_evidence *e, const sw_pilot *pilot);
/* The effect of all seats from the segments': sum of seat shares times theta,
 * in place of the mean of those who answered. */
void sw_post_stratify(sw_evidence *e, const sw_pilot *pilot);
/* Fills groupings: all other divisions. */
void sw_report_groupings(sw_evidence *e, const sw_pilot *pilot);

/* segment_posterior.c: raw estimates pooled; NULL where fewer than two can be.
 * Fills the pooled figures of the segments. */
sw_segment_posterior *sw_pool_segments(sw_segment *segments, size_t n,
                                       const double *covariance, double scale,
                                       GPtrArray *warnings);
void sw_segment_posterior_free(sw_segment_posterior *posterior);

/* Adjusted p values; NaN stays NaN and is not counted.
 * Source: Holm (1979), Scand. J. Statist. 6, 65-70; Benjamini & Hochberg
 * (1995), JRSS B 57, 289-300. */
void sw_holm(double *adjusted, const double *p, size_t n);
void sw_benjamini_hochberg(double *adjusted, const double *p, size_t n);

/* cppcheck-suppress unknownMacro */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sw_division, sw_division_free)

/* Quantiles of the segments' posteriors of use, which every plan of draws that
 * asks for them then shares. */
void sw_tabulate_use(sw_segment *segments, size_t n);

#endif
