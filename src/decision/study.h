/*
 * study.h - the studies that could follow, and what each is worth.
 *
 * Of study k of length tau within a committed term L (METHODS 3.6):
 *
 *     ENBS = E[NB_meanwhile] A(0, tau) + E_y[max_a E(NB_a | y)] A(tau, L)
 *            - max_a E[NB_a] A(0, L) - cost
 *
 * with A(s, t) = (e^(-rho s) - e^(-rho t)) / rho, t - s at rho = 0. The delay
 * is inside; NB_meanwhile is what the interim term leaves running.
 */
#ifndef SW_DECISION_STUDY_H
#define SW_DECISION_STUDY_H

#include "simulation/simulation.h"

typedef struct sw_study {
    char *name; /* as pilot.json has it, or "more answers" */
    sw_study_kind kind;
    double responses, weeks;
    double value; /* EVSI: E_y[max_a E(NB_a | y)] - max_a E[NB_a]; >= 0 */
    double cost;  /* of running it */
    double net;   /* ENBS as above */
    double mc_se; /* of net */
    double changes_action; /* P(the study changes the best action) */
    bool possible;
    char *why_not; /* NULL when possible; one sentence */
} sw_study;

#endif
