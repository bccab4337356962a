/*
 * effect.h - making effects: what every estimator of this folder shares.
 */
#ifndef SW_EVIDENCE_EFFECT_H
#define SW_EVIDENCE_EFFECT_H

#include "evidence/evidence.h"
#include "seatworth/stats.h"

/* What is estimated, whatever the design. Strings are borrowed; the unit is a
 * literal. */
typedef struct sw_subject {
    const char *id, *label, *unit;
    sw_provenance provenance;
    sw_assignment assignment;
} sw_subject;

/* Appends an effect of which nothing is known yet to an array of sw_effect.
 * The pointer is good until the next one is appended. */
sw_effect *sw_effect_add(GArray *effects, const sw_subject *subject,
                         sw_design design);
/* A note whose texts, as %s prints them, are the user's. */
void sw_effect_note(sw_effect *effect, const char *fmt, ...) SW_PRINTF(2, 3);
/* A note of any values; takes it over. */
void sw_effect_say(sw_effect *effect, sw_message *note);
/* People of an arm behind it: nameless answers are one a person, nameless tasks
 * do not say whose they are (0). */
size_t sw_effect_people(const sw_effect *effect, sw_arm arm);
/* Takes over an estimate. Without a standard error above 0 the spread is
 * unknown: everything but the estimate becomes NaN, and a note says so. Takes
 * over `method`. */
void sw_effect_take(sw_effect *effect, const sw_estimate *estimate,
                    sw_message *method);
/* Takes over a posterior in the effect's unit and the method. It has no
 * degrees of freedom, and no test. */
void sw_effect_take_posterior(sw_effect *effect, sw_distribution *posterior,
                              sw_message *method);
void sw_effect_clear(sw_effect *effect);

/* "before and after, with a control group" */
const char *sw_design_text(sw_design design);
const char *sw_design_threat(sw_design design);
/* Maryland scale, 1 to 5. */
int sw_design_grade(sw_design design);
/* The design that a comparison with a control group is, given who chose the
 * arms: SW_DESIGN_CONTROLLED or SW_DESIGN_CROSS_SECTION, or better. */
sw_design sw_design_of(sw_design natural, sw_assignment assignment);

/* t, p and interval of an estimate with this standard error and df, which may
 * be INFINITY (normal). */
sw_estimate sw_inference(double estimate, double se, double df);
/* P(T > t) for Student's t; df may be INFINITY. */
double sw_upper_tail(double t, double df);

/* Minutes per seat and week of an effect of `per_unit` minutes a unit, with the
 * sign that makes a saving positive. */
void sw_effect_minutes(sw_effect *effect, double per_unit);

/* Whether evidence may use this person: an eligible seat of the pilot arm, or
 * an active person of the control group. */
bool sw_person_counts(const sw_person *person);
/* People of an arm whom evidence may use. */
size_t sw_people_of_arm(const sw_roster *roster, sw_arm arm);
/* Cluster label: the team, or a label of one's own where it is unknown. */
size_t sw_cluster_of(const sw_roster *roster, int person);
/* Number of different labels. */
size_t sw_count_clusters(const size_t *cluster, size_t n);
/* Whether at least two of these people's teams are known. */
bool sw_teams_known(const sw_roster *roster, const int *person, size_t n);
/* How the teams of the people who count lie in the arms. */
typedef struct sw_team_arms {
    size_t pilot, control; /* teams with people of the arm */
    size_t several, mixed; /* of two people or more; in both arms */
} sw_team_arms;
sw_team_arms sw_arms_of_teams(const sw_roster *roster);
/* Whether people were randomised one by one: most teams of two and more have
 * people in both arms. They are then their own clusters. */
bool sw_randomised_one_by_one(const sw_pilot *pilot);
/* Whether these people's teams are the clusters: known, and assigned whole or
 * volunteering. Source: Abadie, Athey, Imbens & Wooldridge (2023), Quarterly
 * Journal of Economics 138, 1-35. */
bool sw_teams_are_clusters(const sw_pilot *pilot, const int *person, size_t n);

#endif
