/*
 * binned_spent.c - time spent, answered in ranges: means of waves and arms,
 * which are compared without pairing the persons.
 */
#include <math.h>

#include "evidence/survey.h"

/* Mean of one wave of one arm; known only where there is a spread. */
typedef struct cell {
    sw_estimate mean;
    size_t n, n_people, clusters;
    bool asked, known;
    sw_message *method;
} cell;

static void fill(cell *c, sw_effect *effect, const sw_responses *responses,
                 const sw_item *item, int wave, sw_arm arm)
{
    g_autoptr(sw_answers) answers = sw_answers_of(responses, item, wave, arm);
    *c = (cell){.n = answers->n,
                .n_people = answers->n_people,
                .asked = answers->n > 0};
    if (answers->clustered)
        c->clusters = sw_count_clusters(answers->cluster, answers->n);
    if (c->asked)
        c->known = sw_answers_mean(&c->mean, &c->method, effect, answers,
                                   SW_CAP_MINUTES_SPENT);
}

/* Sum of signed means of independent cells, with Satterthwaite's df. */
static sw_estimate combine(const cell *cells, const double *sign, size_t n)
{
    double estimate = 0, variance = 0, share = 0;
    for (size_t i = 0; i < n; i++) {
        double v = cells[i].mean.se * cells[i].mean.se;
        estimate += sign[i] * cells[i].mean.estimate;
        variance += v;
        if (isfinite(cells[i].mean.df) && cells[i].mean.df > 0)
            share += v * v / cells[i].mean.df;
    }
    double df = share > 0 ? variance * variance / share : INFINITY;
    return sw_inference(estimate, sqrt(variance), df);
}

enum { PILOT_AFTER, PILOT_BEFORE, CONTROL_AFTER, CONTROL_BEFORE, CELLS };

static sw_design design_of(const cell *cells, const sw_subject *subject)
{
    if (!cells[CONTROL_AFTER].asked)
        return SW_DESIGN_BEFORE_AFTER;
    bool both = cells[PILOT_BEFORE].asked && cells[CONTROL_BEFORE].asked;
    return sw_design_of(both ? SW_DESIGN_CONTROLLED : SW_DESIGN_CROSS_SECTION,
                        subject->assignment);
}

static void describe(sw_effect *effect, const cell *cells, sw_design design)
{
    effect->model = SW_MODEL_INTERVAL_DIFFERENCE;
    effect->design = design;
    effect->design_text = sw_design_text(design);
    effect->threat = sw_design_threat(design);
    effect->grade = sw_design_grade(design);
    effect->n_pilot = cells[PILOT_AFTER].n;
    effect->people_pilot = cells[PILOT_AFTER].n_people;
    effect->n_control = cells[CONTROL_AFTER].n;
    effect->people_control = cells[CONTROL_AFTER].n_people;
    effect->clusters_pilot = cells[PILOT_AFTER].clusters;
    effect->clusters_control = cells[CONTROL_AFTER].clusters;
}

/* Adds the cells that the design compares; false if one of them is unknown. */
static bool compare(sw_effect *effect, const cell *cells)
{
    bool control = cells[CONTROL_AFTER].asked;
    bool before =
        cells[PILOT_BEFORE].asked && (!control || cells[CONTROL_BEFORE].asked);
    if (!cells[PILOT_AFTER].known || (!control && !before) ||
        (control && !cells[CONTROL_AFTER].known) ||
        (before && !cells[PILOT_BEFORE].known) ||
        (before && control && !cells[CONTROL_BEFORE].known))
        return false;
    double sign[CELLS] = {1, before ? -1 : 0, control ? -1 : 0,
                          before && control ? 1 : 0};
    cell used[CELLS];
    double used_sign[CELLS];
    size_t n = 0;
    for (size_t i = 0; i < CELLS; i++)
        if (sign[i] > 0 || sign[i] < 0) {
            used[n] = cells[i];
            used_sign[n++] = sign[i];
        }
    sw_estimate difference = combine(used, used_sign, n);
    sw_effect_take(effect, &difference,
                   sw_message_word("difference of interval means"));
    return true;
}

void sw_binned_spent_effects(GArray *effects, const sw_responses *responses,
                             const sw_item *item, const sw_subject *subject)
{
    int after = responses->after;
    sw_effect *effect = sw_effect_add(effects, subject, SW_DESIGN_BEFORE_AFTER);
    cell cells[CELLS] = {0};
    if (after > SW_WAVE_BEFORE) {
        fill(&cells[PILOT_AFTER], effect, responses, item, after, SW_ARM_PILOT);
        fill(&cells[CONTROL_AFTER], effect, responses, item, after,
             SW_ARM_CONTROL);
    }
    fill(&cells[PILOT_BEFORE], effect, responses, item, SW_WAVE_BEFORE,
         SW_ARM_PILOT);
    fill(&cells[CONTROL_BEFORE], effect, responses, item, SW_WAVE_BEFORE,
         SW_ARM_CONTROL);
    describe(effect, cells, design_of(cells, subject));
    sw_effect_note(effect, "answers are ranges: the means of waves and arms "
                           "are compared, persons are not paired");
    if (!compare(effect, cells))
        sw_effect_note(effect, "the means that would be compared are not all "
                               "known");
    for (size_t i = 0; i < CELLS; i++)
        sw_message_free(cells[i].method);
}
