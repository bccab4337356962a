/*
 * learning.h - what a study of n answers can lower, and by how much.
 *
 * Of a quantity with prior mean m and variance V that a study measures with
 * error variance U, the mean after the study is spread round m with variance
 * V^2 / (V + U). The prior's draws are drawn together to that:
 *
 *     m + sqrt(V / (V + U)) (x - m)
 *
 * exact for a normal prior, and the Gaussian approximation for another.
 *
 *   survey       x: the effect. U = se^2 n0 / n: n answers like the n0 behind
 *                the estimate. Bias and self-report factor stay as they are.
 *   control      x: effect * factor + bias. U = 4 s^2 / n, half the n answers
 *                in each arm, s the spread of one answer; plus grade B's bias
 *                where that is less than the present one's. Where the estimate
 *                has no more than it, the bias stays and x is the effect.
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

typedef struct sw_learnt {
    sw_study_kind kind;
    bool whole;        /* control: effect, factor and bias as one */
    double mean;       /* m */
    double keeps;      /* sqrt(V / (V + U)) */
    size_t n_segments; /* 0: the effect of all seats alone */
    double factor;     /* mean of the self-report factor */
} sw_learnt;

/* Answers behind an estimate: its people where they are known. */
typedef struct sw_answers {
    double pilot, control;
} sw_answers;
sw_answers sw_answers_behind(const sw_effect *lead);

/* Fills in what is learnt and marks the inputs; false: the study can lower
 * nothing, since what it measures does not vary. */
bool sw_learnt_set(sw_learnt *out, bool *known, const sw_economics *e,
                   sw_study_kind kind, double responses);

/* A sw_learning; `study` is a sw_learnt. */
void sw_learn(const void *study, const double **column, const double **segment,
              double *own, size_t n);

#endif
