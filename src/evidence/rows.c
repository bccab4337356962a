/*
 * rows.c - taking the rows of an effect out of the pilot again.
 */
#include "evidence/rows.h"

#include <math.h>

#include "base/sum.h"
#include "evidence/outcome.h"
#include "evidence/survey.h"

static const double level = 0.95;

sw_rows *sw_rows_new(sw_model model, size_t capacity, size_t k)
{
    sw_rows *rows = g_new0(sw_rows, 1);
    rows->model = model;
    rows->k = k;
    rows->person = g_new(int, capacity + 1);
    rows->cell = g_new(size_t, capacity + 1);
    rows->cluster = g_new(size_t, capacity + 1);
    rows->y = g_new(double, capacity + 1);
    rows->upper = g_new(double, capacity + 1);
    rows->x = g_new0(double, capacity *k + 1);
    rows->cap = INFINITY;
    rows->n_cells = 1;
    rows->sign[0] = 1;
    return rows;
}

void sw_rows_free(sw_rows *rows)
{
    if (!rows)
        return;
    g_free(rows->person);
    g_free(rows->cell);
    g_free(rows->cluster);
    g_free(rows->y);
    g_free(rows->upper);
    g_free(rows->x);
    g_free(rows);
}

void sw_rows_add(sw_rows *rows, int person, size_t cell, size_t cluster,
                 double y)
{
    size_t i = rows->n++;
    rows->person[i] = person;
    rows->cell[i] = cell;
    rows->cluster[i] = cluster;
    rows->y[i] = rows->upper[i] = y;
}

bool sw_rows_ranges(const sw_rows *rows)
{
    return rows->model == SW_MODEL_INTERVAL_MEAN ||
           rows->model == SW_MODEL_INTERVAL_DIFFERENCE;
}

static void add_answers(sw_rows *rows, const sw_answers *a, size_t cell)
{
    for (size_t i = 0; i < a->n; i++) {
        sw_rows_add(rows, a->person[i], cell, a->cluster[i], a->lower[i]);
        rows->upper[rows->n - 1] = a->upper[i];
    }
}

/* Answers of the pilot after; for a difference also of the other cells that are
 * there, in the order and with the signs of the design. */
static sw_rows *rows_of_answers(sw_model model, const sw_responses *responses,
                                const sw_item *item)
{
    size_t capacity = responses->pilot->survey.n;
    sw_rows *rows = sw_rows_new(model, capacity, 0);
    int after = responses->after;
    g_autoptr(sw_answers) pilot =
        sw_answers_of(responses, item, after, SW_ARM_PILOT);
    if (model == SW_MODEL_INTERVAL_MEAN) /* as the undivided mean has it */
        rows->cap = sw_minutes_cap(responses->pilot, item->per);
    else if (model == SW_MODEL_INTERVAL_DIFFERENCE)
        rows->cap = SW_CAP_MINUTES_SPENT;
    add_answers(rows, pilot, 0);
    if (model != SW_MODEL_INTERVAL_DIFFERENCE)
        return rows;
    g_autoptr(sw_answers) was =
        sw_answers_of(responses, item, SW_WAVE_BEFORE, SW_ARM_PILOT);
    g_autoptr(sw_answers) control =
        sw_answers_of(responses, item, after, SW_ARM_CONTROL);
    g_autoptr(sw_answers) control_was =
        sw_answers_of(responses, item, SW_WAVE_BEFORE, SW_ARM_CONTROL);
    bool before = was->n && (!control->n || control_was->n);
    if (before) {
        rows->sign[rows->n_cells] = -1;
        add_answers(rows, was, rows->n_cells++);
    }
    if (control->n) {
        rows->sign[rows->n_cells] = -1;
        add_answers(rows, control, rows->n_cells++);
    }
    if (before && control->n) {
        rows->sign[rows->n_cells] = 1;
        add_answers(rows, control_was, rows->n_cells++);
    }
    return rows;
}

static sw_rows *rows_of_panel(sw_model model, const sw_panel *panel)
{
    bool before = model != SW_MODEL_DIFFERENCE;
    bool control = model != SW_MODEL_PAIRED;
    bool ancova = model == SW_MODEL_ANCOVA;
    g_autoptr(sw_panel) complete =
        sw_panel_select(panel, before, true, true, control);
    sw_rows *rows = sw_rows_new(model, complete->n, ancova);
    if (control) {
        rows->n_cells = 2;
        rows->sign[1] = -1;
    }
    for (size_t i = 0; i < complete->n; i++) {
        double y = complete->after[i];
        if (before && !ancova)
            y -= complete->before[i];
        sw_rows_add(rows, complete->person[i], !complete->treated[i],
                    complete->cluster[i], y);
        if (ancova)
            rows->x[i] = complete->before[i];
    }
    return rows;
}

static sw_rows *rows_of_item(const sw_effect *effect, const sw_pilot *pilot,
                             const sw_item *item)
{
    sw_responses responses = sw_responses_of(pilot);
    if (effect->model == SW_MODEL_MEAN ||
        effect->model == SW_MODEL_INTERVAL_MEAN ||
        effect->model == SW_MODEL_INTERVAL_DIFFERENCE)
        return rows_of_answers(effect->model, &responses, item);
    g_autoptr(sw_panel) panel = sw_survey_panel(&responses, item);
    return rows_of_panel(effect->model, panel);
}

static sw_rows *rows_of_outcome(const sw_effect *effect, const sw_pilot *pilot,
                                const sw_outcome *outcome)
{
    if (effect->model == SW_MODEL_TASKS)
        return sw_task_rows(pilot, outcome);
    g_autoptr(sw_panel) panel = sw_outcome_panel(pilot, outcome);
    return rows_of_panel(effect->model, panel);
}

static sw_rows *find(const sw_effect *effect, const sw_pilot *pilot)
{
    bool survey = effect->provenance == SW_SURVEY;
    const sw_item *item = survey ? sw_item_named(pilot, effect->id) : NULL;
    if (item)
        return rows_of_item(effect, pilot, item);
    for (size_t i = 0; !survey && i < pilot->n_outcomes; i++)
        if (g_str_equal(pilot->outcomes[i].metric, effect->id))
            return rows_of_outcome(effect, pilot, &pilot->outcomes[i]);
    return NULL;
}

sw_rows *sw_rows_of(const sw_effect *effect, const sw_pilot *pilot)
{
    if (effect->model == SW_MODEL_NONE || effect->model == SW_MODEL_STAGGERED ||
        !isfinite(effect->estimate))
        return NULL;
    sw_rows *rows = find(effect, pilot);
    if (rows)
        rows->clustered = effect->clusters_pilot > 0;
    return rows;
}

double *sw_rows_slopes(const sw_rows *rows)
{
    size_t fixed = rows->n_cells, k = fixed + rows->k;
    g_autofree double *x = g_new0(double, rows->n *k + 1);
    g_autofree sw_estimate *b = g_new0(sw_estimate, k + 1);
    double *slope = g_new(double, rows->k + 1);
    for (size_t i = 0; i < rows->n; i++) {
        x[i * k + rows->cell[i]] = 1;
        for (size_t c = 0; c < rows->k; c++)
            x[i * k + fixed + c] = rows->x[i * rows->k + c];
    }
    sw_regression model = {.y = rows->y,
                           .x = x,
                           .n = rows->n,
                           .k = k,
                           .no_intercept = true,
                           .vcov = SW_VCOV_CLASSICAL,
                           .level = level};
    bool done = sw_stats_ols(b, &model, NULL) == SW_OK;
    for (size_t c = 0; c < rows->k; c++)
        slope[c] = done ? b[fixed + c].estimate : NAN;
    return slope;
}

/* What of row i the covariates do not tell. */
static double adjusted(const sw_rows *rows, const double *slope, size_t i)
{
    double upper = isfinite(rows->upper[i]) ? rows->upper[i] : rows->y[i];
    double y = rows->y[i] + (upper - rows->y[i]) / 2;
    for (size_t c = 0; slope && c < rows->k; c++)
        y -= slope[c] * rows->x[i * rows->k + c];
    return y;
}

double sw_rows_spread(const sw_rows *rows, const double *slope)
{
    double squares = 0, df = slope ? -(double)rows->k : 0;
    g_autofree double *v = g_new(double, rows->n + 1);
    for (size_t c = 0; c < rows->n_cells; c++) {
        size_t n = 0;
        for (size_t i = 0; i < rows->n; i++)
            if (rows->cell[i] == c)
                v[n++] = adjusted(rows, slope, i);
        if (n < 2)
            continue;
        squares += sw_variance(v, n, sw_mean(v, n)) * (double)(n - 1);
        df += (double)(n - 1);
    }
    return df > 0 ? sqrt(squares / df) : NAN;
}

double sw_effect_to_minutes(const sw_effect *effect, double estimate)
{
    if (isnan(effect->log_week))
        return effect->slope * estimate;
    return effect->log_week * (1 - exp(effect->log_sign * estimate));
}

double sw_effect_minutes_slope(const sw_effect *effect, double estimate)
{
    if (isnan(effect->log_week))
        return effect->slope;
    return -effect->log_sign * effect->log_week *
           exp(effect->log_sign * estimate);
}
