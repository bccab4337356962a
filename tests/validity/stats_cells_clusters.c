/* stats_cells_clusters.c - effects on whole clusters. */
#include <math.h>

#include "seatworth/stats_regression.h"
#include "stats_validity.h"

enum { CLUSTERS = 30, ROWS = 30 * 12, RESAMPLES = 499 };

/* Clusters of unlike size, an intraclass correlation of .2, no effect. */
typedef struct design {
    double y[ROWS], x[ROWS];
    bool treated[ROWS];
    size_t cluster[ROWS], n;
} design;

static void draw(design *d, size_t clusters, size_t treated, sw_random *r)
{
    d->n = 0;
    for (size_t g = 0; g < clusters; g++) {
        double level = 0.5 * validity_normal(r);
        size_t rows = 6 + g % 6;
        for (size_t i = 0; i < rows; i++, d->n++) {
            d->cluster[d->n] = g;
            d->treated[d->n] = g < treated;
            d->x[d->n] = g < treated ? 1.0 : 0.0;
            d->y[d->n] = level + validity_normal(r);
        }
    }
}

static bool robust(validity_run *out, sw_random *r, sw_vcov vcov,
                   size_t clusters, size_t treated)
{
    design d;
    sw_estimate b[2];
    draw(&d, clusters, treated, r);
    sw_regression m = {.y = d.y, .x = d.x, .n = d.n, .k = 1, .vcov = vcov};
    m.cluster = d.cluster;
    m.level = validity_level;
    return sw_stats_ols(b, &m, NULL) == SW_OK && validity_take(out, &b[1], 0.0);
}

static bool cr2_thirty(validity_run *out, sw_random *r)
{
    return robust(out, r, SW_VCOV_CR2, 30, 15);
}

static bool cr2_ten(validity_run *out, sw_random *r)
{
    return robust(out, r, SW_VCOV_CR2, 10, 5);
}

static bool cr2_few_treated(validity_run *out, sw_random *r)
{
    return robust(out, r, SW_VCOV_CR2, 20, 3);
}

static bool cr1_few_treated(validity_run *out, sw_random *r)
{
    return robust(out, r, SW_VCOV_CR1, 20, 3);
}

static bool unclustered(validity_run *out, sw_random *r)
{
    return robust(out, r, SW_VCOV_HC2, 30, 15);
}

static bool wild(validity_run *out, sw_random *r)
{
    design d;
    sw_wild w;
    sw_wild_model m = SW_WILD_MODEL_INIT;
    draw(&d, 16, 8, r);
    m.y = d.y;
    m.treated = d.treated;
    m.cluster = d.cluster;
    m.n = d.n;
    m.resamples = RESAMPLES;
    m.seed = sw_random_next(r);
    return sw_stats_wild_bootstrap(&w, &m, NULL) == SW_OK &&
           validity_take(out, &w.effect, 0.0);
}

static bool mixed(validity_run *out, sw_random *r)
{
    design d;
    sw_estimate b[2];
    sw_mixed_fit fit;
    draw(&d, 12, 6, r);
    sw_regression m = {.y = d.y, .x = d.x, .n = d.n, .k = 1};
    m.cluster = d.cluster;
    m.level = validity_level;
    return sw_stats_mixed(b, &fit, &m, NULL) == SW_OK &&
           validity_take(out, &b[1], 0.0);
}

const validity_cell validity_clusters[] = {
    {"CR2, clusters", "30, 15 treated", VALIDITY_ROBUST, false, cr2_thirty},
    {"CR2, few clusters", "10, 5 treated", VALIDITY_ROBUST, false, cr2_ten},
    {"CR2, few treated", "20, 3 treated", VALIDITY_CONSERVATIVE, false,
     cr2_few_treated},
    {"CR1, few treated", "20, 3 treated", VALIDITY_MISSPECIFIED, false,
     cr1_few_treated},
    {"HC2 without the clusters", "30, 15 treated", VALIDITY_MISSPECIFIED, false,
     unclustered},
    {"wild cluster bootstrap", "16, 8 treated", VALIDITY_ROBUST, true, wild},
    {"random intercept, Kenward-Roger", "12, 6 treated", VALIDITY_CORRECT,
     false, mixed},
    {0},
};
