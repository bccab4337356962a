/*
 * baseline_error.c - ANCOVA of groups that were not drawn by lot, with a
 * baseline that is measured with error: the slope on it is flattened by its
 * reliability, and part of where the groups started is left in the effect.
 *
 * Source: Fuller (1987), Measurement Error Models, 1.1: b / reliability.
 */
#include <math.h>

#include "evidence/scrutiny_steps.h"

static const double reliability[SW_RELIABILITIES] = {0.7, 0.85, 1};

/* The ANCOVA of the lead's outcome; NULL where lots made the groups alike. */
static const sw_effect *ancova_of(const sw_evidence *e)
{
    const sw_effect *lead = sw_evidence_lead(e);
    for (size_t i = 0; lead && i < e->n_effects; i++) {
        const sw_effect *x = &e->effects[i];
        if (x->model == SW_MODEL_ANCOVA && x->design != SW_DESIGN_RANDOMISED &&
            x->is_time && isfinite(x->estimate) && x->design == lead->design &&
            g_str_equal(x->id, lead->id))
            return x;
    }
    return NULL;
}

/* Means of both arms, and the slope within them. */
typedef struct fit {
    double n[2], y[2], x[2], xy, xx;
} fit;

static fit fit_of(const sw_rows *rows)
{
    fit f = {0};
    for (size_t i = 0; i < rows->n; i++) {
        size_t a = rows->cell[i];
        double dx = rows->x[i] - f.x[a];
        f.n[a]++;
        f.x[a] += dx / f.n[a];
        f.y[a] += (rows->y[i] - f.y[a]) / f.n[a];
        f.xy += dx * (rows->y[i] - f.y[a]);
        f.xx += dx * (rows->x[i] - f.x[a]);
    }
    return f;
}

void sw_repeat_with_baseline_error(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_effect *x = ancova_of(e);
    g_autoptr(sw_rows) rows = x ? sw_rows_of(x, pilot) : NULL;
    if (!rows || rows->k != 1 || rows->n_cells != 2)
        return;
    fit f = fit_of(rows);
    if (!(f.n[0] > 1 && f.n[1] > 1 && f.xx > 0))
        return;
    e->baseline = g_new0(sw_baseline_error, 1);
    for (size_t k = 0; k < SW_RELIABILITIES; k++)
        e->baseline->minutes[k] = sw_effect_to_minutes(
            x,
            f.y[0] - f.y[1] - f.xy / f.xx / reliability[k] * (f.x[0] - f.x[1]));
}
