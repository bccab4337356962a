/*
 * grade.c - the letter of the evidence that is priced (README.md, Grades), its
 * reason and its robustness value.
 */
#include <math.h>

#include "evidence/assess.h"
#include "evidence/panel.h"
#include "evidence/rows.h"
#include "evidence/silent.h"

static const double sample_ratio_min = 0.001;
static const double response_min = 0.85;     /* in both arms, for A */
static const double differential_max = 0.05; /* for A */
static const double differential_end = 0.30; /* above it D */
static const double effective_min = 20;
/* Of A where fewer answered: how strongly missing people would have to differ
 * (the correlation of missing with the effect) for nothing to be left. */
static const double tipping_min = 0.3;
/* One arm: shares of the seats below which it is D, the first of them with
 * fewer than 20 answers only. */
static const double few_share = 0.8, least_share = 0.3;
/* Teams and people a side for A; teams a side below which it is D; days of
 * novelty; answers of one arm below which it may be D. */
enum { TEAMS_FOR_A = 10, PEOPLE_FOR_A = 50, TEAMS_LEAST = 2 };
enum { NOVELTY_DAYS = 56, FEW_ANSWERS = 20 };

/* What the gates look at. */
typedef struct gates {
    double response, differential; /* lower of the two arms; their distance */
    double tipping;                /* see tipping_min; NaN unknown */
    bool by_team;                  /* teams were assigned whole */
    sw_team_arms teams;
    bool disagree; /* ANCOVA and difference in differences, about the sign */
} gates;

static void look_at_response(gates *g, const sw_effect *lead,
                             const sw_roster *roster)
{
    double pilot = sw_heard_share(lead, roster, SW_ARM_PILOT);
    double control = sw_heard_share(lead, roster, SW_ARM_CONTROL);
    g->response = lead->n_control ? fmin(pilot, control) : pilot;
    g->differential = fabs(pilot - control);
}

/* The correlation r of being in the data with the effect at which
 * r sd root((1 - f) / f), f the share in the data, eats it up.
 * Source: Meng (2018), Annals of Applied Statistics 12, 685-726, eq. 2.3. */
static double tipping_point(const sw_effect *lead, const gates *g,
                            const sw_pilot *pilot)
{
    g_autoptr(sw_rows) rows = sw_rows_of(lead, pilot);
    if (!rows || !(lead->minutes > 0))
        return NAN;
    g_autofree double *slope = sw_rows_slopes(rows);
    double sd = sw_rows_spread(rows, slope);
    return fabs(lead->estimate) / (sd * sqrt(fmax(1 / g->response - 1, 0)));
}

/* Volunteers' teams are assigned whole where none is in both arms. */
static void look_at_teams(gates *g, const sw_pilot *pilot)
{
    sw_team_arms t = g->teams = sw_arms_of_teams(&pilot->roster);
    bool apart = pilot->assignment == SW_ASSIGN_RANDOMISED
                     ? !sw_randomised_one_by_one(pilot)
                     : t.mixed == 0;
    g->by_team = apart && t.pilot && t.control && t.several;
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

/* Kish's effective number of both arms together, each person weighted as in
 * the difference of their means: (sum w)^2 / sum w^2. */
static double effective_n(const sw_effect *lead)
{
    bool people = lead->people_pilot > 0;
    double n1 = (double)(people ? lead->people_pilot : lead->n_pilot);
    double n0 = (double)(people ? lead->people_control : lead->n_control);
    return lead->n_control ? 4 * n1 * n0 / (n1 + n0) : n1;
}

/* Why the grade of a comparison of arms is D, or NULL. */
static sw_message *failed_comparison(const sw_evidence *e, const gates *g)
{
    if (e->sample_ratio_p <= sample_ratio_min)
        return sw_message_new("The arms are not of the planned sizes "
                              "(p = %.2g): the randomisation is broken.",
                              e->sample_ratio_p);
    if (g->by_team && g->teams.pilot < TEAMS_LEAST)
        return sw_message_word("Teams were assigned whole and only one had the "
                               "copilot: it cannot be told from its team.");
    if (g->by_team && g->teams.control < TEAMS_LEAST)
        return sw_message_word("Teams were assigned whole and only one was the "
                               "control: the copilot cannot be told from it.");
    if (g->differential > differential_end)
        return sw_message_new("The arms differ by %.0f points in how many "
                              "are missing from the data.",
                              100 * g->differential);
    return NULL;
}

/* The same of one arm. */
static sw_message *failed_arm(sw_evidence *e, const sw_effect *lead,
                              const gates *g)
{
    size_t n = sw_effect_people(lead, SW_ARM_PILOT);
    if (n < FEW_ANSWERS && g->response < few_share)
        return sw_message_new("%zu people are behind it, %.0f %% of the seats: "
                              "too few to stand for the others.",
                              n, 100 * g->response);
    if (!(g->response < least_share))
        return NULL;
    e->grade_needs_kappa_zero = true;
    return sw_message_new("Only %.0f %% of the seats are behind it: a verdict "
                          "counts only where it stands with nothing saved by "
                          "the others.",
                          100 * g->response);
}

static sw_message *failed_gate(sw_evidence *e, const sw_effect *lead,
                               const gates *g)
{
    return lead->n_control ? failed_comparison(e, g) : failed_arm(e, lead, g);
}

static bool too_few_for_a(const sw_effect *lead)
{
    return MIN(sw_effect_people(lead, SW_ARM_PILOT),
               sw_effect_people(lead, SW_ARM_CONTROL)) < PEOPLE_FOR_A;
}

/* The first gate of A that is not passed, or NULL. */
static const char *missing_for_a(const sw_evidence *e, const sw_pilot *pilot,
                                 const sw_effect *lead, const gates *g)
{
    if (lead->provenance != SW_MEASURED)
        return "the outcome is what people say";
    if (g->by_team && MIN(g->teams.pilot, g->teams.control) < TEAMS_FOR_A)
        return "fewer than 10 teams a side";
    if (!g->by_team && too_few_for_a(lead))
        return "fewer than 50 people a side are in the data";
    if (!(e->sample_ratio_p > sample_ratio_min))
        return "the planned split is not given, so the arms' sizes could not "
               "be checked";
    if (!(g->response >= response_min) && !(g->tipping >= tipping_min))
        return "fewer than 85 % of the people of an arm are in the data, or it "
               "is not known who is, and the others could undo it";
    if (!(g->differential < differential_max))
        return "the arms differ by 5 points or more in who is missing";
    if (pilot->end == SW_DAY_NONE || pilot->start == SW_DAY_NONE ||
        pilot->end - pilot->start + 1 < NOVELTY_DAYS)
        return "it lasted less than 8 weeks, so novelty is not excluded";
    return NULL;
}

/* What is known of the groups' paths before. */
static const char *path_before(const sw_effect *lead)
{
    static const double significant = 0.05;
    if (isnan(lead->trend_p))
        return "Whether they were on the same path before is not testable.";
    return lead->trend_p < significant
               ? "They were not on the same path before."
               : "Before the start they moved alike, as far as the data can "
                 "tell.";
}

static char grade_of_controlled(const sw_effect *lead, double robustness,
                                sw_message **reason)
{
    if (robustness > lead->benchmark) {
        *reason = sw_message_of(
            "A control group, adjusted for before; a hidden difference would "
            "have to be stronger than any seen one (%.2f against %.2f). %s",
            sw_as_real(robustness), sw_as_real(lead->benchmark),
            sw_as_word(path_before(lead)));
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

/* The letter where no gate has failed. */
static char grade_passed(const sw_evidence *e, const sw_pilot *pilot,
                         const sw_effect *lead, const gates *g,
                         sw_message **reason)
{
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

static char lower_where_signs_disagree(char grade, const gates *g,
                                       sw_message **reason)
{
    if (!g->disagree || grade > 'B')
        return grade;
    *reason =
        sw_message_of("%s Two methods disagree about the sign: one grade less.",
                      sw_as_message(*reason));
    return (char)(grade + 1);
}

void sw_grade_lead(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_effect *lead = sw_evidence_lead(e);
    e->robustness_value = NAN;
    if (!lead) {
        e->grade = e->grade_at_kappa_zero = '-';
        e->grade_reason = sw_message_word(
            e->not_estimable ? "An effect on time was asked for or measured, "
                               "but cannot be estimated."
                             : "No effect on time was measured.");
        return;
    }
    gates g = {.disagree = signs_disagree(e, lead)};
    look_at_response(&g, lead, &pilot->roster);
    look_at_teams(&g, pilot);
    g.tipping = tipping_point(lead, &g, pilot);
    if (!lead->self_report)
        e->robustness_value =
            sw_robustness_value(lead->estimate / lead->se, lead->df);
    sw_message *failed = failed_gate(e, lead, &g);
    e->grade = grade_passed(e, pilot, lead, &g, &e->grade_reason);
    e->grade = lower_where_signs_disagree(e->grade, &g, &e->grade_reason);
    e->grade_at_kappa_zero = e->grade;
    if (!failed)
        return;
    sw_message_free(e->grade_reason);
    e->grade_reason = failed;
    e->grade = 'D';
    if (!e->grade_needs_kappa_zero)
        e->grade_at_kappa_zero = 'D';
}
