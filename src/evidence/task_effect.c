/*
 * task_effect.c - effects of outcomes with one row a task.
 *
 * One regression serves the three designs. Its columns are coded so that the
 * intercept is the mean without the copilot (for difference in differences the
 * counterfactual of the pilot group after the start), which the conversion to
 * minutes divides by.
 */
#include <math.h>

#include "evidence/outcome.h"
#include "evidence/panel.h"

static const double level = 0.95;
enum { EFFECT_COLUMN, GROUP_MIN = 2 };

typedef struct tasks {
    size_t n, k;   /* rows and columns */
    double *y, *x; /* x: effect, other indicators, centred covariates */
    size_t *cluster;
    bool *treated, *after;
    int *person;
    bool named, clustered, by_person; /* how they are clustered */
    size_t cell[2][2];                /* rows by [treated][after] */
} tasks;

static void tasks_clear(tasks *t)
{
    g_free(t->y);
    g_free(t->x);
    g_free(t->cluster);
    g_free(t->treated);
    g_free(t->after);
    g_free(t->person);
}

static bool row_is_complete(const sw_pilot *pilot, const sw_outcome *outcome,
                            bool nameless, size_t i)
{
    for (size_t c = 0; c < outcome->n_covariates; c++)
        if (!isfinite(outcome->covariate[i * outcome->n_covariates + c]))
            return false;
    return !isnan(sw_outcome_value(outcome, i)) &&
           sw_outcome_row_counts(pilot, outcome, nameless, i);
}

/* Numbers of the usable rows; the cells are counted in passing. */
static size_t *usable_rows(tasks *t, const sw_pilot *pilot,
                           const sw_outcome *outcome)
{
    bool nameless = sw_outcome_is_nameless(outcome);
    size_t *rows = g_new(size_t, outcome->n);
    for (size_t i = 0; i < outcome->n; i++) {
        if (!row_is_complete(pilot, outcome, nameless, i))
            continue;
        rows[t->n++] = i;
        t->cell[outcome->arm[i] == SW_ARM_PILOT][outcome->after[i]]++;
    }
    return rows;
}

static sw_design natural_design(const tasks *t)
{
    bool control = t->cell[0][1] > 0;
    if (control && t->cell[0][0] && t->cell[1][0])
        return SW_DESIGN_CONTROLLED;
    return control ? SW_DESIGN_CROSS_SECTION : SW_DESIGN_BEFORE_AFTER;
}

/* Whether the design compares rows of this cell. */
static bool takes_part(sw_design natural, bool treated, bool after)
{
    if (natural == SW_DESIGN_CROSS_SECTION)
        return after;
    return natural == SW_DESIGN_CONTROLLED || treated;
}

static void fill_indicators(double *row, sw_design natural, bool treated,
                            bool after)
{
    row[EFFECT_COLUMN] = natural == SW_DESIGN_CROSS_SECTION  ? treated
                         : natural == SW_DESIGN_BEFORE_AFTER ? after
                                                             : treated && after;
    if (natural == SW_DESIGN_CONTROLLED) {
        row[1] = !treated;
        row[2] = !after;
    }
}

/* Centres the covariates where there was no copilot. */
static void centre(tasks *t, size_t first)
{
    for (size_t c = first; c < t->k; c++) {
        double sum = 0, n = 0;
        for (size_t i = 0; i < t->n; i++)
            if (!(t->x[i * t->k] > 0)) {
                sum += t->x[i * t->k + c];
                n++;
            }
        for (size_t i = 0; i < t->n; i++)
            t->x[i * t->k + c] -= n > 0 ? sum / n : 0;
    }
}

/* A person's tasks belong together, however the people were assigned. */
static bool clusters_are_people(const sw_pilot *pilot,
                                const sw_outcome *outcome)
{
    return outcome->cluster_person || sw_randomised_one_by_one(pilot);
}

static size_t cluster_of(const sw_pilot *pilot, const sw_outcome *outcome,
                         bool by_person, size_t row)
{
    int who = outcome->person[row];
    if (who < 0)
        return row;
    return by_person ? (size_t)who : sw_cluster_of(&pilot->roster, who);
}

/* Copies the rows that take part and lays out the design matrix. */
static void lay_out(tasks *t, const sw_pilot *pilot, const sw_outcome *outcome,
                    const size_t *rows, sw_design natural)
{
    size_t all = t->n, fixed = natural == SW_DESIGN_CONTROLLED ? 3 : 1;
    t->k = fixed + outcome->n_covariates;
    t->y = g_new(double, all);
    t->x = g_new0(double, all * t->k);
    t->cluster = g_new(size_t, all);
    t->treated = g_new(bool, all);
    t->after = g_new(bool, all);
    t->person = g_new(int, all);
    t->by_person = clusters_are_people(pilot, outcome);
    t->n = 0;
    for (size_t r = 0; r < all; r++) {
        size_t i = rows[r], q = outcome->n_covariates;
        bool treated = outcome->arm[i] == SW_ARM_PILOT;
        if (!takes_part(natural, treated, outcome->after[i]))
            continue;
        double *x = t->x + t->n * t->k;
        fill_indicators(x, natural, treated, outcome->after[i]);
        for (size_t c = 0; c < q; c++)
            x[fixed + c] = outcome->covariate[i * q + c];
        t->y[t->n] = sw_outcome_value(outcome, i);
        t->treated[t->n] = treated;
        t->after[t->n] = outcome->after[i];
        t->person[t->n] = outcome->person[i];
        t->cluster[t->n++] = cluster_of(pilot, outcome, t->by_person, i);
    }
    centre(t, fixed);
    t->named = t->n > 0 && t->person[0] >= 0;
    t->clustered =
        t->named &&
        (t->by_person || sw_teams_known(&pilot->roster, t->person, t->n));
}

/* Different labels among the rows of one arm after the start. */
static size_t labels_of(const tasks *t, bool treated, bool people)
{
    g_autofree size_t *labels = g_new(size_t, t->n);
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        if (t->treated[i] == treated && t->after[i])
            labels[n++] = people ? (size_t)t->person[i] : t->cluster[i];
    return sw_count_clusters(labels, n);
}

/* An arm of one cluster has no spread between clusters: they cannot serve. */
static void check_clusters(sw_effect *effect, tasks *t)
{
    bool alone = effect->clusters_pilot < 2 ||
                 (effect->n_control && effect->clusters_control < 2);
    if (!t->clustered || !alone)
        return;
    t->clustered = false;
    effect->clusters_pilot = effect->clusters_control = 0;
    effect->team_alone = effect->n_control > 0 && !t->by_person;
    sw_effect_note(effect, "an arm's tasks are all of one person or team, so "
                           "what they do cannot be told from the copilot");
}

static void count_groups(sw_effect *effect, tasks *t)
{
    effect->n_pilot = t->cell[1][1];
    effect->n_control = t->cell[0][1];
    if (!t->named)
        return;
    effect->people_pilot = labels_of(t, true, true);
    effect->people_control = labels_of(t, false, true);
    if (!t->clustered)
        return;
    effect->clusters_pilot = labels_of(t, true, false);
    effect->clusters_control = labels_of(t, false, false);
    check_clusters(effect, t);
}

static sw_status fit(sw_estimate *coefficient, const tasks *t, const double *x,
                     size_t k, bool no_intercept, sw_error *err)
{
    sw_regression model = {.y = t->y,
                           .x = x,
                           .n = t->n,
                           .k = k,
                           .no_intercept = no_intercept,
                           .cluster = t->clustered ? t->cluster : NULL,
                           .vcov = t->clustered ? SW_VCOV_CR2 : SW_VCOV_HC2,
                           .level = level};
    return sw_stats_ols(coefficient, &model, err);
}

/*
 * Standard error of b / m0 by the delta method: that of b - r m0 with r = b/m0
 * held fixed, over m0. With y = m0 (1 + r T) + (b - r m0) T + ... it is a
 * coefficient of the same regression, recoded.
 */
static double ratio_se(const tasks *t, double ratio, double m0)
{
    size_t k = t->k + 1;
    g_autofree double *x = g_new(double, t->n *k);
    g_autofree sw_estimate *coefficient = g_new0(sw_estimate, k);
    for (size_t i = 0; i < t->n; i++) {
        const double *from = t->x + i * t->k;
        x[i * k] = 1 + ratio * from[EFFECT_COLUMN];
        for (size_t c = 0; c < t->k; c++)
            x[i * k + 1 + c] = from[c];
    }
    if (fit(coefficient, t, x, k, true, NULL) != SW_OK)
        return NAN;
    return coefficient[1].se / fabs(m0);
}

/* Saved = W (-b / m0) for minutes of a task on the linear scale. */
static void linear_minutes(sw_effect *effect, const tasks *t,
                           const sw_outcome *outcome, double m0)
{
    double week = outcome->work_minutes_per_seat_week;
    if (!outcome->lower_is_better || isnan(week) || !(m0 > 0)) {
        sw_effect_note(effect, "no minutes: that needs "
                               "work_minutes_per_seat_week and a metric whose "
                               "values are above zero and better when lower");
        return;
    }
    double ratio = effect->estimate / m0;
    effect->is_time = true;
    effect->slope = -week / m0;
    effect->minutes = -week * ratio;
    effect->minutes_se = week * ratio_se(t, ratio, m0);
    effect->minutes_df = effect->df;
    sw_effect_note(effect,
                   "%g minutes of such work a week, times the change over the "
                   "mean of %.4g without the copilot",
                   week, m0);
}

static void convert(sw_effect *effect, const tasks *t,
                    const sw_outcome *outcome, double m0)
{
    if (!outcome->log_scale)
        linear_minutes(effect, t, outcome, m0);
    else if (isnan(outcome->work_minutes_per_seat_week))
        sw_effect_note(effect, "no minutes: work_minutes_per_seat_week is "
                               "not given");
    else
        sw_log_minutes(effect, outcome);
}

/* The strongest covariate's benchmark for the robustness value. */
static double benchmark(const tasks *t, size_t fixed)
{
    g_autofree double *x = g_new(double, t->n);
    g_autofree bool *exposed = g_new(bool, t->n);
    double best = NAN;
    for (size_t c = fixed; c < t->k; c++) {
        for (size_t i = 0; i < t->n; i++) {
            x[i] = t->x[i * t->k + c];
            exposed[i] = t->x[i * t->k] > 0;
        }
        best = fmax(best, sw_benchmark(t->y, exposed, x, t->n));
    }
    return best;
}

static sw_message *method_of(const tasks *t, const sw_outcome *outcome)
{
    bool given = outcome->n_covariates > 0;
    const char *fitted = outcome->log_scale
                             ? given ? "regression of logarithms with "
                                       "covariates"
                                     : "regression of logarithms"
                         : given ? "regression with covariates"
                                 : "regression";
    const char *errors = !t->clustered  ? "HC2"
                         : t->by_person ? "CR2 by person"
                                        : "CR2 by team";
    sw_message *const parts[] = {sw_message_word(fitted),
                                 sw_message_word(errors)};
    return sw_message_join(", ", parts, G_N_ELEMENTS(parts));
}

static void estimate(sw_effect *effect, const tasks *t,
                     const sw_outcome *outcome)
{
    g_autofree sw_estimate *coefficient = g_new0(sw_estimate, t->k + 1);
    sw_error err = {0};
    if (fit(coefficient, t, t->x, t->k, false, &err) != SW_OK) {
        sw_effect_note(effect, "cannot be estimated: %s", err.message);
        return;
    }
    sw_effect_take(effect, &coefficient[1 + EFFECT_COLUMN],
                   method_of(t, outcome));
    effect->benchmark = benchmark(t, t->k - outcome->n_covariates);
    convert(effect, t, outcome, coefficient[0].estimate);
}

/* True if both sides of the comparison have two tasks; else says who has not */
static bool enough(sw_effect *effect, const tasks *t, sw_design natural)
{
    bool control = natural != SW_DESIGN_BEFORE_AFTER;
    size_t other = control ? t->cell[0][1] : t->cell[1][0];
    if (t->cell[1][1] < GROUP_MIN)
        sw_effect_note(effect,
                       "the pilot group has %zu tasks after the start; "
                       "a spread needs two",
                       t->cell[1][1]);
    if (other < GROUP_MIN)
        sw_effect_say(
            effect, sw_message_of("%s %zu tasks; a spread needs two",
                                  sw_as_word(control ? "the control group has"
                                                     : "before the start there "
                                                       "are"),
                                  sw_as_count(other)));
    return t->cell[1][1] >= GROUP_MIN && other >= GROUP_MIN;
}

/* Cells: the exposed first, then the others as the design compares them. */
static size_t cell_number(sw_design natural, bool treated, bool after)
{
    if (natural == SW_DESIGN_BEFORE_AFTER)
        return !after;
    if (natural == SW_DESIGN_CROSS_SECTION)
        return !treated;
    return (treated ? 0U : 2U) + (after ? 0U : 1U);
}

sw_rows *sw_task_rows(const sw_pilot *pilot, const sw_outcome *outcome)
{
    static const double signs[] = {1, -1, -1, 1};
    tasks t = {0};
    g_autofree size_t *numbers = usable_rows(&t, pilot, outcome);
    sw_design natural = natural_design(&t);
    lay_out(&t, pilot, outcome, numbers, natural);
    size_t q = outcome->n_covariates, fixed = t.k - q;
    sw_rows *rows = sw_rows_new(SW_MODEL_TASKS, t.n, q);
    rows->n_cells = natural == SW_DESIGN_CONTROLLED ? 4 : 2;
    memcpy(rows->sign, signs, sizeof signs);
    for (size_t i = 0; i < t.n; i++) {
        size_t cell = cell_number(natural, t.treated[i], t.after[i]);
        sw_rows_add(rows, t.person[i], cell, t.cluster[i], t.y[i]);
        memcpy(rows->x + i * q, t.x + i * t.k + fixed, q * sizeof *t.x);
    }
    tasks_clear(&t);
    return rows;
}

void sw_task_effect(GArray *effects, const sw_pilot *pilot,
                    const sw_outcome *outcome, const sw_subject *subject)
{
    tasks t = {0};
    g_autofree size_t *rows = usable_rows(&t, pilot, outcome);
    sw_design natural = natural_design(&t);
    sw_design design = natural == SW_DESIGN_BEFORE_AFTER
                           ? natural
                           : sw_design_of(natural, subject->assignment);
    lay_out(&t, pilot, outcome, rows, natural);
    sw_effect *effect = sw_effect_add(effects, subject, design);
    effect->model = SW_MODEL_TASKS;
    count_groups(effect, &t);
    if (enough(effect, &t, natural))
        estimate(effect, &t, outcome);
    tasks_clear(&t);
}
