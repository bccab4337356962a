/*
 * weighted_control.c - do the groups compare, and what does the comparison say
 * with the control group weighted to the pilot's?
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/panel.h"
#include "evidence/scrutiny_steps.h"
#include "seatworth/stats_regression.h"
#include "seatworth/stats_weight.h"

static const double level = 0.95;
enum { ARM_MIN = 10, ESS_MIN = 20 };

/* Rows of the comparison with their covariates. */
typedef struct cases {
    size_t n, k;
    double *y, *x; /* [n], [n * k] */
    bool *treated;
    size_t *cluster;
    double *weight; /* [n] of the last weighting */
    GPtrArray *names;
    size_t wage; /* the column of hourly costs; k: none */
} cases;

static void clear_cases(cases *c)
{
    g_free(c->y);
    g_free(c->x);
    g_free(c->treated);
    g_free(c->cluster);
    g_free(c->weight);
    g_ptr_array_unref(c->names);
}

/* Appends a column that is known of everyone and varies; name is taken over. */
static void add_column(cases *c, const double *v, sw_message *name)
{
    for (size_t i = 0; i < c->n; i++)
        if (!isfinite(v[i])) {
            sw_message_free(name);
            return;
        }
    if (!sw_varies(v, c->n)) {
        sw_message_free(name);
        return;
    }
    double *x = g_new(double, c->n *(c->k + 1) + 1);
    for (size_t i = 0; i < c->n; i++) {
        memcpy(x + i * (c->k + 1), c->x + i * c->k, c->k * sizeof *x);
        x[i * (c->k + 1) + c->k] = v[i];
    }
    g_free(c->x);
    c->x = x;
    c->k++;
    g_ptr_array_add(c->names, name);
}

/* Department d of each case; the first that occurs is the reference. */
static void add_departments(cases *c, const sw_rows *rows,
                            const sw_roster *roster, size_t least)
{
    g_autofree double *v = g_new(double, c->n + 1);
    bool reference = false;
    for (size_t d = 0; d < roster->n_departments; d++) {
        size_t in[2] = {0, 0};
        for (size_t i = 0; i < c->n; i++) {
            v[i] = roster->people[rows->person[i]].department == (int)d;
            in[c->treated[i]] += v[i] > 0;
        }
        if (in[0] < least || in[1] < least)
            continue; /* too few to compare with, or to be named */
        if (!reference) {
            reference = true;
            continue;
        }
        add_column(c, v, sw_message_text_of(roster->departments[d]));
    }
}

/* The value before, which ANCOVA's rows have, in the same order. */
static void add_before(cases *c, const sw_effect *lead, const sw_pilot *pilot)
{
    if (lead->model != SW_MODEL_DID && lead->model != SW_MODEL_ANCOVA)
        return;
    sw_effect as_ancova = *lead;
    as_ancova.model = SW_MODEL_ANCOVA;
    g_autoptr(sw_rows) rows = sw_rows_of(&as_ancova, pilot);
    if (rows && rows->n == c->n && rows->k == 1)
        add_column(c, rows->x, sw_message_word("value before"));
}

static cases cases_of(const sw_effect *lead, const sw_rows *rows,
                      const sw_pilot *pilot)
{
    const sw_roster *roster = &pilot->roster;
    cases c = {.n = rows->n,
               .y = g_memdup2(rows->y, (rows->n + 1) * sizeof(double)),
               .x = g_new(double, 1),
               .treated = g_new(bool, rows->n + 1),
               .cluster =
                   g_memdup2(rows->cluster, (rows->n + 1) * sizeof(size_t)),
               .weight = g_new0(double, rows->n + 1),
               .names = sw_messages_new()};
    g_autofree double *v = g_new(double, rows->n + 1);
    for (size_t i = 0; i < rows->n; i++)
        c.treated[i] = rows->cell[i] == 0;
    add_before(&c, lead, pilot);
    for (size_t i = 0; i < rows->n; i++)
        v[i] = roster->people[rows->person[i]].hourly_cost;
    size_t wage = c.k;
    add_column(&c, v, sw_message_word("hourly cost"));
    bool has_wage = c.k > wage;
    for (size_t i = 0; i < rows->n; i++)
        v[i] = roster->people[rows->person[i]].fte;
    add_column(&c, v, sw_message_word("share of full time"));
    add_departments(&c, rows, roster, (size_t)MAX(pilot->min_group, 1));
    c.wage = has_wage ? wage : c.k;
    return c;
}

/* Means by arm, the control's by weight too, and the distances. */
static sw_balance_row balance_of(const cases *c, size_t k, const double *weight)
{
    double sum[3] = {0, 0, 0}, n[3] = {0, 0, 0}, squares = 0;
    for (size_t i = 0; i < c->n; i++) {
        double v = c->x[i * c->k + k];
        sum[c->treated[i]] += v;
        n[c->treated[i]]++;
        if (!c->treated[i]) {
            sum[2] += weight[i] * v;
            n[2] += weight[i];
        }
    }
    sw_balance_row row = {.name =
                              sw_message_share(g_ptr_array_index(c->names, k)),
                          .mean_pilot = sum[1] / n[1],
                          .mean_control = sum[0] / n[0],
                          .mean_weighted = n[2] > 0 ? sum[2] / n[2] : NAN};
    for (size_t i = 0; i < c->n; i++)
        if (c->treated[i]) {
            double off = c->x[i * c->k + k] - row.mean_pilot;
            squares += off * off;
        }
    double sd = sqrt(squares / (n[1] - 1));
    row.smd_before = sd > 0 ? (row.mean_pilot - row.mean_control) / sd : NAN;
    row.smd_after = sd > 0 ? (row.mean_pilot - row.mean_weighted) / sd : NAN;
    return row;
}

/* Scores by logistic regression; false where they cannot be had. */
static bool scores_of(double *score, const cases *c, char **why)
{
    g_autofree double *t = g_new(double, c->n + 1);
    g_autofree sw_estimate *b = g_new(sw_estimate, c->k + 1);
    for (size_t i = 0; i < c->n; i++)
        t[i] = c->treated[i];
    sw_regression model = {.y = t,
                           .x = c->x,
                           .n = c->n,
                           .k = c->k,
                           .vcov = SW_VCOV_CLASSICAL,
                           .level = level};
    double log_likelihood;
    sw_error err = {0};
    if (sw_stats_logit(b, &log_likelihood, &model, &err) != SW_OK) {
        *why = g_strdup(err.message);
        return false;
    }
    for (size_t i = 0; i < c->n; i++) {
        double z = b[0].estimate;
        for (size_t k = 0; k < c->k; k++)
            z += b[k + 1].estimate * c->x[i * c->k + k];
        score[i] = 1 / (1 + exp(-z));
    }
    return true;
}

/* The scores that both groups have, and who of the pilot lies beyond. */
static void overlap(sw_weighted_control *out, const cases *c,
                    const double *score)
{
    double low[2] = {INFINITY, INFINITY}, high[2] = {0, 0};
    double beyond = 0, n = 0;
    for (size_t i = 0; i < c->n; i++) {
        low[c->treated[i]] = fmin(low[c->treated[i]], score[i]);
        high[c->treated[i]] = fmax(high[c->treated[i]], score[i]);
    }
    out->overlap_low = fmax(low[0], low[1]);
    out->overlap_high = fmin(high[0], high[1]);
    for (size_t i = 0; i < c->n; i++) {
        if (!c->treated[i])
            continue;
        n++;
        beyond += score[i] < out->overlap_low || score[i] > out->overlap_high;
    }
    out->share_outside = beyond / n;
}

/* Odds as weights of the control group: the effect on the pilot group. */
static void by_propensity(sw_weighted_control *out, cases *c,
                          const sw_effect *lead, const sw_rows *rows,
                          const double *score)
{
    g_autofree double *x = g_new(double, c->n + 1);
    double sum = 0, squares = 0;
    for (size_t i = 0; i < c->n; i++) {
        x[i] = c->treated[i];
        c->weight[i] = c->treated[i] ? 1 : score[i] / (1 - score[i]);
        sum += c->treated[i] ? 0 : c->weight[i];
        squares += c->treated[i] ? 0 : c->weight[i] * c->weight[i];
    }
    out->ess_propensity = sum * sum / squares;
    sw_regression model = {.y = c->y,
                           .x = x,
                           .n = c->n,
                           .k = 1,
                           .weights = c->weight,
                           .cluster = rows->clustered ? c->cluster : NULL,
                           .vcov = rows->clustered ? SW_VCOV_CR2 : SW_VCOV_HC2,
                           .level = level};
    sw_estimate b[2];
    if (sw_stats_ols(b, &model, NULL) == SW_OK)
        out->propensity = sw_minutes_of(lead, b[1].estimate, b[1].se, b[1].df);
}

static void by_entropy(sw_weighted_control *out, const cases *c,
                       const sw_effect *lead, const sw_rows *rows, char **why)
{
    sw_balance_data data = {.y = c->y,
                            .x = c->x,
                            .treated = c->treated,
                            .cluster = rows->clustered ? c->cluster : NULL,
                            .n = c->n,
                            .k = c->k,
                            .level = level};
    g_autofree double *before = g_new(double, c->k + 1);
    g_autofree double *after = g_new(double, c->k + 1);
    sw_balance_fit fit;
    sw_error err = {0};
    if (sw_stats_balance(&fit, before, after, NULL, &data, &err) != SW_OK) {
        if (!*why)
            *why = g_strdup(err.message);
        return;
    }
    out->entropy =
        sw_minutes_of(lead, fit.effect.estimate, fit.effect.se, fit.effect.df);
    out->ess_entropy = fit.ess;
}

static sw_message *describe(const sw_weighted_control *out, const char *why)
{
    if (why)
        return sw_message_new("The control group could not be weighted in "
                              "every way: %s.",
                              why);
    if (out->ess_propensity < ESS_MIN || out->ess_entropy < ESS_MIN)
        return sw_message_new("Weighted, the control group is worth %.0f "
                              "people: too few to rely on.",
                              fmin(out->ess_propensity, out->ess_entropy));
    return sw_message_word("Weights mend what is listed here, and nothing "
                           "else.");
}

static bool suits(const sw_rows *rows)
{
    size_t n[2] = {0, 0};
    if (!rows || rows->n_cells != 2 || rows->model == SW_MODEL_TASKS ||
        sw_rows_ranges(rows))
        return false;
    for (size_t i = 0; i < rows->n; i++) {
        if (rows->person[i] < 0)
            return false;
        n[rows->cell[i] == 0]++;
    }
    return n[0] >= ARM_MIN && n[1] >= ARM_MIN;
}

/* The mean wage of all seats is printed too: beside that of the rows it tells
 * the wages of few people who are not among them. */
static void withhold_wage(sw_balance_row *row, const cases *c,
                          const sw_pilot *pilot)
{
    long others = 0;
    for (size_t i = 0; i < pilot->roster.n; i++) {
        const sw_person *p = &pilot->roster.people[i];
        others += sw_person_counts(p) && p->arm == SW_ARM_PILOT &&
                  isfinite(p->hourly_cost);
    }
    for (size_t i = 0; i < c->n; i++)
        others -= c->treated[i];
    if (others != 0 && labs(others) < MAX(pilot->min_group, 1))
        row->mean_pilot = row->smd_before = row->smd_after = NAN;
}

void sw_weigh_control(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_effect *lead = sw_evidence_lead(e);
    if (!lead || !lead->n_control)
        return;
    g_autoptr(sw_rows) rows = sw_rows_of(lead, pilot);
    if (!suits(rows))
        return;
    cases c = cases_of(lead, rows, pilot);
    if (!c.k) {
        clear_cases(&c);
        return;
    }
    sw_weighted_control *out = e->weighted = g_new0(sw_weighted_control, 1);
    g_autofree double *score = g_new(double, c.n + 1);
    g_autofree char *why = NULL;
    out->propensity = out->entropy = SW_MINUTES_UNKNOWN;
    out->ess_propensity = out->ess_entropy = NAN;
    out->overlap_low = out->overlap_high = out->share_outside = NAN;
    if (scores_of(score, &c, &why)) {
        overlap(out, &c, score);
        by_propensity(out, &c, lead, rows, score);
    }
    by_entropy(out, &c, lead, rows, &why);
    out->n_rows = c.k;
    out->rows = g_new0(sw_balance_row, c.k);
    for (size_t k = 0; k < c.k; k++)
        out->rows[k] = balance_of(&c, k, c.weight);
    if (c.wage < c.k)
        withhold_wage(&out->rows[c.wage], &c, pilot);
    out->note = describe(out, why);
    clear_cases(&c);
}
