/*
 * grade.c - the letter of the evidence that is priced (README.md, Grades), its
 * reason and its robustness value.
 */
#include <math.h>

#include "evidence/assess.h"
#include "evidence/panel.h"

static const double sample_ratio_min = 0.001;
static const double response_min = 0.70;
static const double differential_max = 0.05; /* for A */
static const double differential_end = 0.30; /* above it D */
static const double effective_min = 20;
/* Teams a side for A, and treated teams below which it is D; days of novelty */
enum { TEAMS_FOR_A = 10, TEAMS_LEAST = 2, NOVELTY_DAYS = 56 };

/* What the gates look at. */
typedef struct gates {
    double response, differential; /* lower of the two arms; their distance */
    bool by_team;                  /* no team is in both arms */
    size_t teams_pilot, teams_control;
    bool disagree; /* ANCOVA and difference in differences, about the sign */
} gates;

static double share(size_t part, size_t whole)
{
    return part && whole ? (double)part / (double)whole : NAN;
}

static void look_at_response(gates *g, const sw_effect *lead,
                             const sw_roster *roster)
{
    double pilot =
        share(lead->people_pilot, sw_people_of_arm(roster, SW_ARM_PILOT));
    double control =
        share(lead->people_control, sw_people_of_arm(roster, SW_ARM_CONTROL));
    g->response = lead->n_control ? fmin(pilot, control) : pilot;
    g->differential = fabs(pilot - control);
}

/* Marks the arms that each team has people in: bit 0 control, bit 1 pilot. */
static unsigned char *arms_of_teams(const sw_roster *roster, size_t *people)
{
    unsigned char *arms = g_new0(unsigned char, roster->n_teams + 1);
    *people = 0;
    for (size_t i = 0; i < roster->n; i++) {
        const sw_person *person = &roster->people[i];
        if (person->team < 0 || !sw_person_counts(person))
            continue;
        arms[person->team] |= (unsigned char)(1U << person->arm);
        ++*people;
    }
    return arms;
}

/* Teams were assigned whole if none is in both arms and they are no singles. */
static void look_at_teams(gates *g, const sw_roster *roster)
{
    size_t people = 0, mixed = 0;
    g_autofree unsigned char *arms = arms_of_teams(roster, &people);
    for (size_t t = 0; t < roster->n_teams; t++) {
        g->teams_control += arms[t] & 1U;
        g->teams_pilot += (arms[t] & 2U) / 2;
        mixed += arms[t] == 3;
    }
    g->by_team = mixed == 0 && g->teams_pilot && g->teams_control &&
                 people > g->teams_pilot + g->teams_control;
}

static bool signs_disagree(const sw_evidence *e, const sw_effect *lead)
{
    for (size_t i = 0; i < e->n_effects; i++) {
        const sw_effect *other = &e->effects[i];
        if (other != lead && !other->is_primary &&
            g_str_equal(other->id, lead->id) && other->design == lead->design &&
            other->estimate * lead->estimate < 0)
            return true;
    }
    return false;
}

/* Size of the balanced comparison that would be as precise. */
static double effective_n(const sw_effect *lead)
{
    bool people = lead->people_pilot > 0;
    double n1 = (double)(people ? lead->people_pilot : lead->n_pilot);
    double n0 = (double)(people ? lead->people_control : lead->n_control);
    return lead->n_control ? 4 * n1 * n0 / (n1 + n0) : n1;
}

/* Why the grade is D, or NULL. Only comparisons of arms can fail so. */
static sw_message *failed_gate(const sw_evidence *e, const sw_effect *lead,
                               const gates *g)
{
    if (!lead->n_control)
        return NULL;
    if (e->sample_ratio_p <= sample_ratio_min)
        return sw_message_new("The arms are not of the planned sizes "
                              "(p = %.2g): the randomisation is broken.",
                              e->sample_ratio_p);
    if (g->by_team && g->teams_pilot < TEAMS_LEAST)
        return sw_message_word("Teams were assigned whole and only one had the "
                               "copilot: it cannot be told from its team.");
    if (g->differential > differential_end)
        return sw_message_new("The arms differ by %.0f points in how many "
                              "are missing from the data.",
                              100 * g->differential);
    return NULL;
}

/* The first gate of A that is not passed, or NULL. */
static const char *missing_for_a(const sw_evidence *e, const sw_pilot *pilot,
                                 const sw_effect *lead, const gates *g)
{
    if (lead->provenance != SW_MEASURED)
        return "the outcome is what people say";
    if (g->by_team && MIN(g->teams_pilot, g->teams_control) < TEAMS_FOR_A)
        return "fewer than 10 teams a side";
    if (!(e->sample_ratio_p > sample_ratio_min))
        return "the planned split is not given, so the arms' sizes could not "
               "be checked";
    if (!(g->response >= response_min))
        return "fewer than 70 % of the people are in the data, or it is not "
               "known who is";
    if (!(g->differential < differential_max))
        return "the arms differ by 5 points or more in who is missing";
    if (pilot->end == SW_DAY_NONE || pilot->start == SW_DAY_NONE ||
        pilot->end - pilot->start + 1 < NOVELTY_DAYS)
        return "it lasted less than 8 weeks, so novelty is not excluded";
    return NULL;
}

static char grade_of_controlled(const sw_effect *lead, double robustness,
                                sw_message **reason)
{
    if (robustness > lead->benchmark) {
        *reason = sw_message_new(
            "A control group, adjusted for before; a hidden difference would "
            "have to be stronger than any seen one (%.2f against %.2f). The "
            "trend before the pilot is not testable.",
            robustness, lead->benchmark);
        return 'B';
    }
    *reason =
        isnan(lead->benchmark)
            ? sw_message_word("A control group that was not drawn by lot, and "
                              "nothing observed to judge a hidden difference "
                              "by.")
            : sw_message_new(
                  "A control group that was not drawn by lot: a hidden "
                  "difference as strong as one that is seen would do "
                  "(%.2f against %.2f).",
                  robustness, lead->benchmark);
    return 'C';
}

static char grade_of(const sw_evidence *e, const sw_pilot *pilot,
                     const sw_effect *lead, const gates *g, sw_message **reason)
{
    *reason = failed_gate(e, lead, g);
    if (*reason)
        return 'D';
    if (effective_n(lead) < effective_min) {
        *reason = sw_message_new("Too few people: an effective number of "
                                 "%.0f, below 20.",
                                 effective_n(lead));
        return 'C';
    }
    if (lead->grade <= 2) {
        *reason =
            sw_message_of("The design is %s. %s", sw_as_word(lead->design_text),
                          sw_as_word(lead->threat));
        return 'C';
    }
    if (lead->grade < 5)
        return grade_of_controlled(lead, e->robustness_value, reason);
    const char *missing = missing_for_a(e, pilot, lead, g);
    *reason = missing
                  ? sw_message_of("Randomised, but %s.", sw_as_word(missing))
                  : sw_message_word("Randomised, measured, and every gate is "
                                    "passed.");
    return missing ? 'B' : 'A';
}

void sw_grade_lead(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_effect *lead = sw_evidence_lead(e);
    e->robustness_value = NAN;
    if (!lead) {
        e->grade = '-';
        e->grade_reason = sw_message_word("No effect on time was measured.");
        return;
    }
    gates g = {.disagree = signs_disagree(e, lead)};
    look_at_response(&g, lead, &pilot->roster);
    look_at_teams(&g, &pilot->roster);
    if (!lead->self_report)
        e->robustness_value =
            sw_robustness_value(lead->estimate / lead->se, lead->df);
    e->grade = grade_of(e, pilot, lead, &g, &e->grade_reason);
    if (!g.disagree || e->grade > 'B')
        return;
    e->grade++;
    e->grade_reason =
        sw_message_of("%s Two methods disagree about the sign: one grade less.",
                      sw_as_message(e->grade_reason));
}
