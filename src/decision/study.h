/*
 * study.h - the studies that could follow, and what each is worth.
 *
 * Of study k of length tau within a committed term L (README.md, Studies):
 *
 *     ENBS = E[NB_meanwhile] A(0, tau) + E_y[max_a E(NB_a | y)] A(tau, L)
 *            - max_a E[NB_a] A(0, L) - cost
 *
 * with A(s, t) = (e^(-rho s) - e^(-rho t)) / rho, t - s at rho = 0. The delay
 * is inside; NB_meanwhile is what the interim term leaves running.
 */
#ifndef SW_DECISION_STUDY_H
#define SW_DECISION_STUDY_H

#include "base/message.h"
#include "simulation/simulation.h"

typedef struct sw_study {
    char *name;   /* as pilot.json has it, or "more answers" */
    bool is_word; /* the name is the program's */
    sw_study_kind kind;
    double responses, weeks;
    double delay_years; /* by which the decision waits for it; 0 in time */
    double value;       /* EVSI: E_y[max_a E(NB_a | y)] - max_a E[NB_a]; >= 0 */
    double cost;        /* of running it */
    double net;         /* ENBS as above */
    double mc_se;       /* of net */
    double changes_action; /* P(the study changes the best action) */
    bool possible;
    sw_message *why_not; /* NULL when possible; one sentence */
} sw_study;

/* What the formula above needs; `meanwhile`, `best` and `informed` are net
 * benefits over the whole commitment. */
typedef struct sw_study_terms {
    double rho;             /* yearly, continuous */
    double committed_years; /* L */
    double delay_years;     /* tau less what is left until one must act */
    double meanwhile;       /* of what the interim term leaves running */
    double cost;
} sw_study_terms;

/**
 * Expected net benefit of a study (ENBS).
 *
 * @param best     max_a E[NB_a]
 * @param informed E_y[max_a E(NB_a | y)]
 *
 * Source:   README.md, Studies; Willan & Pinto (2005), Stat Med 24, 1791-1806.
 * Deviates: a study that ends by the last day to act delays nothing.
 */
double sw_study_net(const sw_study_terms *terms, double best, double informed);

/* What bridges the time until a study has ended. */
typedef struct sw_interim {
    const sw_offer *offer; /* the shortest that can be taken; NULL */
    bool extended;      /* service that goes on by the month after the term */
    bool can_be_bought; /* either */
} sw_interim;
sw_interim sw_interim_term(const sw_economics *e);

/* Whether its result is in by the day on which somebody has to act: then no
 * interim term is needed. */
bool sw_study_is_in_time(const sw_study *s);

struct sw_decision;

/* Values the studies of `extension` and, where they name no number of answers,
 * the best of a grid of sizes; the highest net benefit first. After the
 * simulation, whose options' streams are still there, and before the rule. */
SW_NODISCARD sw_status sw_studies_value(struct sw_decision *d,
                                        const sw_economics *e,
                                        const sw_economics_result *money,
                                        sw_error *err);
void sw_studies_free(sw_study *studies, size_t n);

#endif
