/*
 * regression_to_mean.c - before and after alone: people who began with more
 * than others would have come back towards them without a copilot.
 *
 *   charge = (1 - r) (mean before of the pilot - mean before of everyone)
 *
 * in minutes saved, r being the correlation of before and after in the pilot.
 *
 * Source: Barnett, van der Pols & Dobson (2005), International Journal of
 * Epidemiology 34, 215-220.
 */
#include <math.h>

#include "base/sum.h"
#include "evidence/assess.h"
#include "evidence/effect_rows.h"

enum { PEOPLE_MIN = 3 };

/* What the charge is made of. */
typedef struct regression {
    double r, pilot, everyone;
} regression;

static double correlation(const sw_panel *p)
{
    double x = sw_mean(p->before, p->n), y = sw_mean(p->after, p->n);
    double xx = 0, yy = 0, xy = 0;
    for (size_t i = 0; i < p->n; i++) {
        xx += (p->before[i] - x) * (p->before[i] - x);
        yy += (p->after[i] - y) * (p->after[i] - y);
        xy += (p->before[i] - x) * (p->after[i] - y);
    }
    return xy / sqrt(xx * yy);
}

/* NaN where nobody outside the pilot's pairs was measured before. */
static regression regression_of(const sw_effect *x, const sw_pilot *pilot)
{
    regression out = {NAN, NAN, NAN};
    g_autoptr(sw_panel) all = sw_whole_panel(x, pilot);
    if (!all)
        return out;
    g_autoptr(sw_panel) pairs = sw_panel_select(all, true, true, true, false);
    g_autoptr(sw_panel) before = sw_panel_select(all, true, false, true, true);
    if (pairs->n < PEOPLE_MIN || before->n <= pairs->n)
        return out;
    out.r = correlation(pairs);
    out.pilot = sw_mean(pairs->before, pairs->n);
    out.everyone = sw_mean(before->before, before->n);
    return out;
}

double sw_regression_charge(sw_effect *x, const sw_pilot *pilot, double charge)
{
    if (x->design != SW_DESIGN_BEFORE_AFTER || x->model != SW_MODEL_PAIRED)
        return charge;
    regression g = regression_of(x, pilot);
    double back = (1 - g.r) * (g.everyone - g.pilot);
    double minutes = sw_effect_minutes_slope(x, x->estimate) * back;
    if (isnan(minutes)) {
        sw_effect_note(x,
                       "regression to the mean: nobody else was measured "
                       "before, so the design's charge of %.1f minutes a week "
                       "stands for it",
                       charge);
        return charge;
    }
    sw_effect_note(x,
                   "regression to the mean: (1 - %.2f) x (%.4g of the pilot "
                   "less %.4g of everyone) is %.1f minutes a week; the "
                   "design's charge for the same is %.1f, and the larger "
                   "applies",
                   g.r, g.pilot, g.everyone, minutes, charge);
    return fmax(minutes, charge);
}
