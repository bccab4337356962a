/*
 * Effects of groups of cells, against the same regression laid out: a column
 * for each effect and other cell, its orthonormal basis and its CR2, CR1 or
 * HC2 (those agree with R in test_stats_ols).
 */
#include "sw_test.h"

#include <stdlib.h>

#include "stats/cell_effects.h"
#include "stats/linear_fit.h"
#include "stats/spd.h"

enum { N = 240, P_MOST = 24 };

typedef enum kind {
    NESTED,  /* clusters in one cell each, one of them all of its cell */
    ACROSS,  /* clusters in several groups */
    PERSONS, /* pairs of rows in the cells of one group */
    ROWS     /* no clusters: HC2 */
} kind;

typedef struct setup {
    const char *name;
    size_t groups, per_group, k;
    kind kind;
    bool cr1;
} setup;

static const setup SETUPS[] = {
    {"means, nested", 5, 1, 0, NESTED, false},
    {"means, across", 5, 1, 0, ACROSS, false},
    {"differences, nested", 5, 2, 0, NESTED, false},
    {"differences, across", 5, 2, 0, ACROSS, false},
    {"differences, persons", 5, 2, 0, PERSONS, false},
    {"differences, rows", 5, 2, 0, ROWS, false},
    {"four cells, across", 4, 4, 0, ACROSS, false},
    {"covariate, nested", 5, 2, 1, NESTED, false},
    {"covariate, across", 5, 2, 1, ACROSS, false},
    {"covariate, persons", 5, 2, 1, PERSONS, false},
    {"covariate, rows", 5, 2, 1, ROWS, false},
    {"one mean, covariate", 5, 1, 1, ACROSS, false},
    {"four cells, three covariates", 4, 4, 3, ACROSS, false},
    {"four cells, three covariates, rows", 4, 4, 3, ROWS, false},
    {"one group", 1, 2, 2, ACROSS, false},
    {"differences, CR1", 5, 2, 0, ACROSS, true},
    {"covariates, CR1", 5, 2, 2, ACROSS, true},
};

static const double SIGN[] = {1, -1, -1, 1};

typedef struct data {
    double y[N], x[3 * N];
    size_t cell[N], cluster[N];
    sw_cell_model m;
} data;

static double next(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (double)(*state >> 8) / 16777216.0;
}

static size_t cluster_of(kind how, size_t i, size_t cell, size_t cells)
{
    switch (how) {
    case NESTED:
        return cell == 0 ? 0 : 1 + cell + cells * (i / cells % 3);
    case ACROSS:
        return i * 7 % 13 + (i % 5 == 0);
    case PERSONS:
    case ROWS:
        break;
    }
    return i / 2;
}

static void fill(data *d, const setup *s)
{
    unsigned state = 12345;
    size_t cells = s->groups * s->per_group;
    d->m = (sw_cell_model){.y = d->y,
                           .x = d->x,
                           .cell = d->cell,
                           .cluster = s->kind == ROWS ? NULL : d->cluster,
                           .sign = SIGN,
                           .n = N,
                           .k = s->k,
                           .groups = s->groups,
                           .per_group = s->per_group,
                           .work_most = s->cr1 ? 1 : 0};
    for (size_t i = 0; i < N; i++) {
        /* cells of different sizes, none without rows */
        size_t pick = (size_t)(next(&state) * next(&state) * (double)cells);
        d->cell[i] = i < 4 * cells ? i % cells : pick;
        d->cluster[i] = cluster_of(s->kind, i, d->cell[i], cells);
        d->y[i] = 40 + 3 * (double)d->cell[i] + 9 * next(&state) +
                  (double)(d->cluster[i] % 4);
        for (size_t a = 0; a < s->k; a++) {
            d->x[i * s->k + a] = 100 + 30 * next(&state) + (double)d->cell[i];
            d->y[i] += d->x[i * s->k + a] / (3 + (double)a);
        }
    }
}

/* The first column of a group is its effect, the others are its other cells. */
static void lay_out(double *x, const data *d, size_t p)
{
    size_t per = d->m.per_group, cells = p - d->m.k;
    for (size_t i = 0; i < N; i++) {
        size_t at = d->cell[i] % per;
        double *row = x + i * p, *own = row + d->cell[i] - at;
        own[at] = 1;
        for (size_t c = 1; at == 0 && c < per; c++)
            own[c] = -SIGN[c];
        for (size_t a = 0; a < d->m.k; a++)
            row[cells + a] = d->x[i * d->m.k + a];
    }
}

static void compare(const sw_cell_effects *got, const sw_linear_fit *fit,
                    const double *v, const double *df, const setup *s)
{
    size_t p = fit->p, per = s->per_group;
    for (size_t g = 0; g < s->groups; g++) {
        const double *c = fit->contrast + g * per * p;
        double variance = sw_bilinear(c, v, c, p);
        assert_close(got->estimate[g], fit->coefficient[g * per], 1e-11, 0,
                     s->name);
        assert_close(got->se[g], sqrt(variance), 1e-9, 0, s->name);
        /* A cell inside one cluster: the regression has no df there, the
         * cells keep the pseudo-inverse. */
        if (!isnan(df[g * per]))
            assert_close(got->df[g], df[g * per], 1e-9, 0, s->name);
        for (size_t h = 0; h < s->groups; h++)
            assert_close(got->covariance[g * s->groups + h],
                         sw_bilinear(c, v, fit->contrast + h * per * p, p),
                         1e-9, 1e-11 * variance, s->name);
    }
}

static void equals_the_regression_laid_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(SETUPS); i++) {
        const setup *s = &SETUPS[i];
        data d;
        fill(&d, s);
        size_t p = s->groups * s->per_group + s->k;
        double *x = calloc(N * p, sizeof *x);
        double v[P_MOST * P_MOST], df[P_MOST], by_row[P_MOST];
        lay_out(x, &d, p);
        sw_regression m = {
            .y = d.y, .x = x, .n = N, .k = p, .no_intercept = true};
        sw_linear_fit fit;
        sw_cell_effects got = {0};
        assert_int_equal(SW_OK, sw_linear_fit_init(&fit, &m, NULL));
        for (size_t a = 0; a < p; a++)
            df[a] = NAN;
        if (s->kind == ROWS)
            sw_vcov_by_row(v, by_row, &fit, SW_VCOV_HC2);
        else
            assert_int_equal(
                SW_OK,
                sw_vcov_by_cluster(v, df, &fit, d.cluster, false,
                                   s->cr1 ? SW_VCOV_CR1 : SW_VCOV_CR2, NULL));
        assert_int_equal(SW_OK, sw_stats_cell_effects(&got, &d.m, NULL));
        assert_int_equal(got.by_cr1, s->cr1);
        compare(&got, &fit, v, df, s);
        sw_cell_effects_clear(&got);
        sw_linear_fit_clear(&fit);
        free(x);
    }
}

static void refuses(sw_cell_model m, sw_status want, const char *name)
{
    sw_cell_effects got = {0};
    sw_error err = {0};
    sw_status st = sw_stats_cell_effects(&got, &m, &err);
    if (st != want || err.code != st)
        fail_msg("%s: got %s", name, sw_status_name(st));
    assert_null(got.estimate);
}

static void refuses_what_it_cannot_fit(void **state)
{
    (void)state;
    static const setup s = {"", 5, 2, 1, ACROSS, false};
    data d;
    fill(&d, &s);
    sw_cell_model m = d.m;
    m.groups = 30;
    refuses(m, SW_ENODATA, "empty cells");
    m = d.m;
    m.n = 11;
    refuses(m, SW_ENODATA, "as many coefficients as rows");
    for (size_t i = 0; i < N; i++)
        d.x[i] = 1e6 + (double)d.cell[i];
    refuses(d.m, SW_ENODATA, "a covariate of cells alone");
    d.x[7] = NAN;
    refuses(d.m, SW_EDOMAIN, "x not a number");
    fill(&d, &s);
    d.y[3] = INFINITY;
    refuses(d.m, SW_EDOMAIN, "y infinite");
    fill(&d, &s);
    for (size_t i = 0; i < N; i++)
        d.cluster[i] = 4;
    refuses(d.m, SW_ENODATA, "one cluster");
}

/* All rows of a cell alike: nothing is left, whatever rounding says. */
static void knows_no_error_without_a_residual(void **state)
{
    (void)state;
    static const setup s = {"", 5, 2, 0, ACROSS, false};
    data d;
    fill(&d, &s);
    for (size_t i = 0; i < N; i++)
        d.y[i] = 0.1 * (double)(1 + d.cell[i] * d.cell[i]);
    sw_cell_effects got;
    assert_int_equal(SW_OK, sw_stats_cell_effects(&got, &d.m, NULL));
    for (size_t g = 0; g < s.groups; g++)
        assert_close(got.se[g], 0, 0, 0, "se");
    assert_close(got.estimate[1], 0.1 * (5 - 10), 1e-14, 0, "effect");
    sw_cell_effects_clear(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_the_regression_laid_out),
        cmocka_unit_test(refuses_what_it_cannot_fit),
        cmocka_unit_test(knows_no_error_without_a_residual),
    };
    return cmocka_run_group_tests_name("stats/cell_effects", tests, NULL, NULL);
}
