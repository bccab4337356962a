/* stats_cells_models.c - logistic and ordinal regression. */
#include <math.h>

#include "seatworth/stats_regression.h"
#include "stats_validity.h"

enum { ROWS = 400 };

static double logistic(sw_random *r)
{
    double u = sw_random_uniform(r);
    return log(u) - log1p(-u);
}

static bool logit(validity_run *out, sw_random *r)
{
    double x[ROWS], y[ROWS], log_likelihood;
    sw_estimate b[2];
    for (size_t i = 0; i < ROWS; i++) {
        x[i] = validity_normal(r);
        y[i] = 0.5 * x[i] - 0.3 + logistic(r) > 0.0 ? 1.0 : 0.0;
    }
    sw_regression m = {.y = y, .x = x, .n = ROWS, .k = 1};
    m.level = validity_level;
    return sw_stats_logit(b, &log_likelihood, &m, NULL) == SW_OK &&
           validity_take(out, &b[1], 0.5);
}

static bool ordinal(validity_run *out, sw_random *r)
{
    static const double cut[] = {-2.0, -0.7, 0.5, 1.8};
    double x[ROWS], log_likelihood;
    size_t category[ROWS];
    sw_estimate threshold[4], b[1];
    for (size_t i = 0; i < ROWS; i++) {
        x[i] = i % 2 == 0 ? 1.0 : 0.0;
        double latent = 0.6 * x[i] + logistic(r);
        category[i] = 0;
        for (size_t c = 0; c < 4; c++)
            category[i] += latent > cut[c];
    }
    sw_ordinal_model m = {.category = category, .levels = 5, .x = x};
    m.n = ROWS;
    m.k = 1;
    m.level = validity_level;
    return sw_stats_ordinal(threshold, b, &log_likelihood, &m, NULL) == SW_OK &&
           validity_take(out, &b[0], 0.6);
}

const validity_cell validity_models[] = {
    {"logit", "400", VALIDITY_CORRECT, false, logit},
    {"proportional odds", "400", VALIDITY_CORRECT, false, ordinal},
    {0},
};
