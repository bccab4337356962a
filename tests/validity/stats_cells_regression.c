/* stats_cells_regression.c - linear models of independent rows. */
#include <math.h>

#include "seatworth/stats_models.h"
#include "stats_validity.h"

enum { ROWS = 60 };

/* y = 1 + x1 / 2 - x2 + e; with `uneven` the spread of e grows with |x1|. */
static bool linear(validity_run *out, sw_random *r, sw_vcov vcov, bool uneven)
{
    double x[ROWS * 2], y[ROWS];
    sw_estimate b[3];
    for (size_t i = 0; i < ROWS; i++) {
        validity_normals(&x[2 * i], 2, 0.0, 1.0, r);
        double sd = uneven ? 0.5 + fabs(x[2 * i]) : 1.0;
        y[i] = 1.0 + 0.5 * x[2 * i] - x[2 * i + 1] + sd * validity_normal(r);
    }
    sw_regression m = {.y = y, .x = x, .n = ROWS, .k = 2, .vcov = vcov};
    m.level = validity_level;
    return sw_stats_ols(b, &m, NULL) == SW_OK && validity_take(out, &b[1], 0.5);
}

static bool classical(validity_run *out, sw_random *r)
{
    return linear(out, r, SW_VCOV_CLASSICAL, false);
}

static bool classical_uneven(validity_run *out, sw_random *r)
{
    return linear(out, r, SW_VCOV_CLASSICAL, true);
}

static bool hc1_uneven(validity_run *out, sw_random *r)
{
    return linear(out, r, SW_VCOV_HC1, true);
}

static bool hc2_uneven(validity_run *out, sw_random *r)
{
    return linear(out, r, SW_VCOV_HC2, true);
}

static bool hc3_uneven(validity_run *out, sw_random *r)
{
    return linear(out, r, SW_VCOV_HC3, true);
}

typedef struct waves {
    double before[ROWS], after[ROWS];
    bool treated[ROWS];
} waves;

/* Every other unit is treated; the effect is 1, more so for high `before`. */
static void draw_waves(waves *w, double slope, sw_random *r)
{
    for (size_t i = 0; i < ROWS; i++) {
        double x = validity_normal(r);
        w->treated[i] = i % 2 == 0;
        w->before[i] = x;
        w->after[i] = 0.6 * x + validity_normal(r);
        if (w->treated[i])
            w->after[i] += 1.0 + slope * x;
    }
}

static bool ancova(validity_run *out, sw_random *r)
{
    waves w;
    sw_estimate e;
    draw_waves(&w, 0.0, r);
    return sw_stats_ancova(&e, w.before, w.after, w.treated, NULL, ROWS,
                           validity_level, NULL) == SW_OK &&
           validity_take(out, &e, 1.0);
}

static bool did(validity_run *out, sw_random *r)
{
    waves w;
    sw_estimate e;
    draw_waves(&w, 0.0, r);
    return sw_stats_did(&e, w.before, w.after, w.treated, NULL, ROWS,
                        validity_level, NULL) == SW_OK &&
           validity_take(out, &e, 1.0);
}

/* The truth is the effect at the mean of the units that were drawn. */
static bool lin(validity_run *out, sw_random *r)
{
    waves w;
    sw_estimate b[SW_ADJUSTED_COUNT(1, true)];
    sw_fit_summary s;
    draw_waves(&w, 0.8, r);
    sw_adjusted_model a = {.y = w.after,
                           .x = w.before,
                           .treated = w.treated,
                           .n = ROWS,
                           .k = 1,
                           .vcov = SW_VCOV_HC2,
                           .interact = true,
                           .level = validity_level};
    double mean = 0.0;
    for (size_t i = 0; i < ROWS; i++)
        mean += w.before[i] / ROWS;
    return sw_stats_adjusted_effect(b, &s, &a, NULL) == SW_OK &&
           validity_take(out, &b[1], 1.0 + 0.8 * mean);
}

const validity_cell validity_regressions[] = {
    {"least squares, classical", "60", VALIDITY_CORRECT, false, classical},
    {"least squares, classical, uneven spread", "60", VALIDITY_MISSPECIFIED,
     false, classical_uneven},
    {"least squares, HC1, uneven spread", "60", VALIDITY_MISSPECIFIED, false,
     hc1_uneven},
    {"least squares, HC2, uneven spread", "60", VALIDITY_MISSPECIFIED, false,
     hc2_uneven},
    {"least squares, HC3, uneven spread", "60", VALIDITY_ROBUST, false,
     hc3_uneven},
    {"ANCOVA, HC2", "60", VALIDITY_CORRECT, false, ancova},
    {"Lin, HC2, slopes differ", "60", VALIDITY_ROBUST, false, lin},
    {"difference in differences, CR2", "60", VALIDITY_CORRECT, false, did},
    {0},
};
