/*
 * learning.h - what a study of n answers can lower, and by how much.
 *
 * A study measures k quantities (one, or one a segment) of prior mean m and
 * covariance V with the error covariance U. The means after it are spread round
 * m with covariance
 *
 *     S = V (V + U)^-1 V
 *
 * The prior's draws are drawn together to that: x' = m + A (x - m), A V A' = S.
 * Exact for a normal prior, and the Gaussian approximation for another. One
 * answer leaves S near 0: its value is close to that of none.
 *
 *   survey       x: the effect of all seats, the silent included, before factor
 *                and bias, which stay as they are. The answers come from the
 *                silent, by seats: U = (1 - f)^2 s^2 / n + f^2 s^2 / n0, f the
 *                share that answered, n0 the answers behind it, s the spread of
 *                one. So kappa (r_miss) is learnt with them, and f grows.
 *   control      x: effect * factor + bias, so that it teaches the factor. U =
 *                4 s^2 / n, half the n answers in each arm, s the spread of one
 *                answer; plus the bias that a controlled design leaves. Where
 *                the estimate has no more than it, bias and factor stay.
 *   realisation  x: the realisation. U = m (1 - m) / n: the spread of a share
 *                that is 0 or 1, the widest there is.
 *
 * Source:   preposterior: Raiffa & Schlaifer (1961), 5.3; approximation: Jalal
 *           & Alarid-Escudero (2018), Medical Decision Making 38, 174-188.
 * Deviates: answers count as independent; those of more people in the teams
 *           already asked tell less.
 */
#ifndef SW_DECISION_LEARNING_H
#define SW_DECISION_LEARNING_H

#include "decision/study.h"
#include "simulation/information.h"

/* What one kind of study measures, and what is known of it now. */
typedef struct sw_learnt {
    sw_study_kind kind;
    bool whole;                 /* effect, factor and bias as one */
    size_t n;                   /* quantities: 1, or one a segment */
    const sw_segment *segments; /* [n] borrowed; NULL: all seats as one */
    double *mean;               /* [n] m */
    double *prior;              /* [n * n] V */
    double *keeps;              /* [n * n] A, of a study of a size */
    double *share; /* [n] of all seats; what a segment's answers are of */
    double *heard; /* [n] f, share that is in the data; 0: not known */
    double behind; /* n0 */
    double answer; /* variance of one answer, both arms' together: U is it
                      over the answers */
    double left;   /* variance of the bias that the design leaves */
    double *work;  /* [n] of one draw */
} sw_learnt;

/* Answers behind an estimate: its people where they are known. */
typedef struct sw_answers {
    double pilot, control;
} sw_answers;
sw_answers sw_answers_behind(const sw_effect *lead);

/* Fills in what is measured and its prior, and marks the inputs. Cleared by
 * the caller, also after a failure. */
SW_NODISCARD sw_status sw_learnt_init(sw_learnt *out, bool *known,
                                      const sw_economics *e,
                                      const sw_information *x,
                                      sw_study_kind kind, sw_error *err);
void sw_learnt_clear(sw_learnt *x);
/* Sets what a study of n answers keeps; false: it can lower nothing, since
 * what it measures does not vary. */
bool sw_learnt_size(sw_learnt *x, double responses);

/* A sw_learning; `study` is a sw_learnt. */
void sw_learn(const void *study, const double **column, const double **segment,
              double *own, size_t n);

#endif
