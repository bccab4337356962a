/* Regression for answers within bounds: checks, choice of family, errors. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/same.h"
#include "seatworth/stats_interval.h"
#include "stats/check.h"
#include "stats/interval_report.h"
#include "stats/row_groups.h"

enum { FAMILIES = 5 };

static bool is_zero(double lower, double upper)
{
    return sw_is_same(lower, upper) && sw_is_same(lower, 0.0);
}

static bool is_positive(sw_family family)
{
    return family != SW_FAMILY_AUTO && family != SW_FAMILY_GAUSSIAN;
}

/* Whether a family of positive numbers cannot give the answer. */
static bool needs_gaussian(const sw_interval_model *m, size_t i)
{
    double lower = m->lower[i], upper = m->upper[i];
    if (is_zero(lower, upper))
        return !m->hurdle;
    return upper <= 0.0 || (lower < 0.0 && lower > -INFINITY);
}

static sw_status check_answer(const sw_interval_model *m, size_t i,
                              sw_error *err)
{
    double lower = m->lower[i], upper = m->upper[i];
    if (isnan(lower) || isnan(upper) || !(lower < INFINITY) ||
        !(upper > -INFINITY))
        return sw_fail(err, SW_EDOMAIN, "answer %zu is not a pair of bounds",
                       i);
    if (lower > upper)
        return sw_fail(err, SW_EDOMAIN, "answer %zu: lower %g above upper %g",
                       i, lower, upper);
    if (!(upper < INFINITY) && !(lower > 0.0) &&
        !(lower < 0.0 && lower > -INFINITY))
        return sw_fail(err, SW_EDOMAIN, "answer %zu says nothing: %g or more",
                       i, lower);
    if (needs_gaussian(m, i) && (m->hurdle || is_positive(m->family)))
        return sw_fail(err, SW_EDOMAIN,
                       "answer %zu: [%g, %g] cannot be modelled by a family of "
                       "positive numbers",
                       i, lower, upper);
    return SW_OK;
}

static sw_status check_model(const sw_interval_model *m, sw_error *err)
{
    sw_status st = sw_check_level(m->level, err);
    if (st == SW_OK && (size_t)m->family >= FAMILIES)
        st = sw_fail(err, SW_EDOMAIN, "unknown family %d", (int)m->family);
    if (st == SW_OK && !(m->cap > 0.0))
        st = sw_fail(err, SW_EDOMAIN, "cap %g is not above 0", m->cap);
    if (st == SW_OK)
        st = sw_check_finite("x", (sw_sample){m->x, m->n * m->k}, err);
    for (size_t i = 0; st == SW_OK && i < m->n; i++)
        st = check_answer(m, i, err);
    if (st == SW_OK && m->n < 2)
        st = sw_fail(err, SW_ENODATA, "%zu answers, at least 2 are needed",
                     m->n);
    return st;
}

static void working_clear(sw_working *w)
{
    free(w->lower);
    free(w->upper);
    free(w->count);
    free(w->x);
    free(w->basis);
    free(w->of);
    sw_linear_fit_clear(&w->design);
}

static bool is_apart(const sw_interval_model *m, size_t i)
{
    return m->hurdle && is_zero(m->lower[i], m->upper[i]);
}

/* Row `to` is the group's; place[group] says so. */
static void take_row(sw_working *w, size_t to, const sw_interval_model *m,
                     const sw_row_groups *g, size_t group, size_t *place)
{
    size_t row = g->first[group];
    w->lower[to] = m->lower[row];
    w->upper[to] = m->upper[row];
    w->count[to] = g->count[group];
    if (m->k > 0)
        memcpy(w->x + to * m->k, m->x + row * m->k, m->k * sizeof *w->x);
    place[group] = to;
}

/* Modelled rows in front, zeros behind. */
static void take_rows(sw_working *w, const sw_interval_model *m,
                      const sw_row_groups *g, size_t *place)
{
    size_t front = 0, back = g->n;
    for (size_t group = 0; group < g->n; group++)
        take_row(w, is_apart(m, g->first[group]) ? --back : front++, m, g,
                 group, place);
    for (size_t i = 0; i < m->n; i++)
        w->of[i] = place[g->of[i]];
    w->rows = (sw_interval_rows){.lower = w->lower,
                                 .upper = w->upper,
                                 .count = w->count,
                                 .basis = w->basis,
                                 .n = front,
                                 .p = w->p};
    for (size_t i = 0; i < front; i++)
        w->rows.answers += w->count[i];
}

/* What no family can be fitted to, whatever the covariates. */
static sw_status check_answers(const sw_working *w, sw_error *err)
{
    bool all_open = true, all_equal = true;
    if (w->rows.n == 0)
        return sw_fail(err, SW_ENODATA, "every answer is none");
    for (size_t i = 0; i < w->rows.n; i++) {
        all_open = all_open && !(w->upper[i] < INFINITY);
        all_equal = all_equal && sw_is_same(w->lower[i], w->lower[0]) &&
                    sw_is_same(w->upper[i], w->upper[0]);
    }
    if (all_open)
        return sw_fail(err, SW_ENODATA,
                       "every answer is in an open bin: the mean has no upper "
                       "limit");
    if (all_equal)
        return sw_fail(err, SW_ENODATA,
                       w->lower[0] < w->upper[0]
                           ? "all answers are in one bin"
                           : "fewer than 2 distinct answers");
    if (!(w->rows.answers > (double)w->p))
        return sw_fail(err, SW_ENODATA, "%.0f rows for %zu coefficients",
                       w->rows.answers, w->p);
    if (w->rows.n <= w->p)
        return sw_fail(err, SW_ENODATA,
                       "%zu distinct rows for %zu coefficients: the answers "
                       "do not fix its coefficients",
                       w->rows.n, w->p);
    return SW_OK;
}

/* The rows of the zeros in the basis of the others. */
static void place_zeros(sw_working *w, size_t k)
{
    for (size_t i = w->rows.n; i < w->n; i++)
        for (size_t a = 0; a < w->p; a++) {
            const double *c = w->design.contrast;
            double *at = w->basis + i * w->p + a;
            *at = c[a];
            for (size_t j = 0; j < k; j++)
                *at += w->x[i * k + j] * c[(j + 1) * w->p + a];
        }
}

/* Least squares of anything finite gives basis and contrasts. */
static sw_status fill_basis(sw_working *w, size_t k, sw_error *err)
{
    double *zero = calloc(w->n + 1, sizeof *zero);
    if (zero == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    sw_regression r = {.y = zero,
                       .x = w->x,
                       .weights = w->count,
                       .n = w->rows.n,
                       .k = k,
                       .level = 0.95};
    sw_status st = sw_linear_fit_init(&w->design, &r, err);
    free(zero);
    if (st != SW_OK)
        return st;
    for (size_t i = 0; i < w->rows.n; i++)
        for (size_t a = 0; a < w->p; a++)
            w->basis[i * w->p + a] =
                w->design.q[i * w->p + a] / w->design.root_weight[i];
    place_zeros(w, k);
    return SW_OK;
}

static sw_status working_fill(sw_working *w, const sw_interval_model *m,
                              const sw_row_groups *g, sw_error *err)
{
    size_t n = g->n;
    size_t *place = calloc(n + 1, sizeof *place);
    w->lower = calloc(n + 1, sizeof *w->lower);
    w->upper = calloc(n + 1, sizeof *w->upper);
    w->count = calloc(n + 1, sizeof *w->count);
    w->x = calloc(n * m->k + 1, sizeof *w->x);
    w->basis = calloc(n * w->p + 1, sizeof *w->basis);
    w->of = calloc(m->n + 1, sizeof *w->of);
    sw_status st = SW_OK;
    if (!place || !w->lower || !w->upper || !w->count || !w->x || !w->basis ||
        !w->of) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    } else {
        take_rows(w, m, g, place);
        st = check_answers(w, err);
        if (st == SW_OK)
            st = fill_basis(w, m->k, err);
    }
    free(place);
    return st;
}

static sw_status working_init(sw_working *w, const sw_interval_model *m,
                              sw_error *err)
{
    sw_row_groups g;
    sw_row_columns columns = {m->lower, m->upper, m->x, m->n, m->k};
    *w = (sw_working){.p = m->k + 1};
    sw_status st = sw_row_groups_init(&g, &columns, err);
    w->n = g.n;
    if (st == SW_OK)
        st = working_fill(w, m, &g, err);
    sw_row_groups_clear(&g);
    return st;
}

static bool is_candidate(const sw_interval_model *m, sw_family family)
{
    if (family == SW_FAMILY_GAUSSIAN)
        return m->family == SW_FAMILY_GAUSSIAN || !m->hurdle;
    for (size_t i = 0; i < m->n; i++)
        if (needs_gaussian(m, i))
            return false;
    return true;
}

/* All candidates are fitted, for the spread; *best is the one to report. */
static sw_status fit_families(sw_rows_fit *best, sw_interval_result *r,
                              const sw_working *w, const sw_interval_model *m,
                              sw_error *err)
{
    sw_error why = {0};
    for (int family = SW_FAMILY_LOGNORMAL; family < FAMILIES; family++) {
        sw_rows_fit fit;
        sw_error failure = {0};
        if (!is_candidate(m, (sw_family)family))
            continue;
        sw_status st =
            sw_rows_maximise(&fit, (sw_family)family, &w->rows, &failure);
        bool wanted = m->family == SW_FAMILY_AUTO || family == (int)m->family;
        if (st == SW_OK) {
            r->family_aic[family] = sw_interval_aic(r, m, fit.log_likelihood);
            st = sw_interval_report(NULL, r, w, m, &fit, false, &failure);
        } else {
            r->family_failed[family] = true;
            if (why.code == SW_OK || family == (int)m->family)
                why = failure;
        }
        bool better =
            st == SW_OK && wanted &&
            (best->theta == NULL || fit.log_likelihood > best->log_likelihood);
        if (better) {
            sw_rows_fit_clear(best);
            *best = fit;
        } else {
            sw_rows_fit_clear(&fit);
        }
        if (st == SW_ENOMEM)
            return sw_fail(err, st, "out of memory");
    }
    if (best->theta == NULL)
        return sw_fail(err, SW_ENODATA, "%s", why.message);
    return SW_OK;
}

static sw_interval_result count(const sw_interval_model *m)
{
    sw_interval_result r = {0};
    for (size_t i = 0; i < m->n; i++) {
        r.n_zero += m->hurdle && is_zero(m->lower[i], m->upper[i]);
        r.n_open += !(m->upper[i] < INFINITY);
    }
    r.zero_share = m->n > 0 ? (double)r.n_zero / (double)m->n : 0.0;
    for (int family = 0; family < FAMILIES; family++)
        r.family_mean[family] = r.family_aic[family] = NAN;
    return r;
}

sw_status sw_stats_interval_regression(sw_estimate *coefficient,
                                       sw_interval_result *out,
                                       const sw_interval_model *m,
                                       sw_error *err)
{
    sw_status st = check_model(m, err);
    if (st != SW_OK)
        return st;
    sw_interval_result r = count(m);
    sw_rows_fit best = {0};
    sw_estimate *room = calloc(m->k + 1, sizeof *room);
    sw_working w;
    st = working_init(&w, m, err);
    if (st == SW_OK && room == NULL)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    if (st == SW_OK)
        st = fit_families(&best, &r, &w, m, err);
    if (st == SW_OK)
        st = sw_interval_report(room, &r, &w, m, &best, true, err);
    if (st == SW_OK) {
        memcpy(coefficient, room, (m->k + 1) * sizeof *room);
        *out = r;
    }
    sw_rows_fit_clear(&best);
    working_clear(&w);
    free(room);
    return st;
}
