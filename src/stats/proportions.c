/* Difference of two proportions. */
#include "seatworth/stats_counts.h"

#include <math.h>
#include <stdlib.h>

#include "stats/check.h"
#include "stats/fisher.h"
#include "stats/placement.h"
#include "stats/wilson.h"

/* Above this many units Boschloo's test costs too much and differs from the
 * score test by nothing. */
enum { MAX_BOSCHLOO = 10000 };

static sw_status check(sw_count treated, sw_count control, double level,
                       sw_error *err)
{
    sw_status st = sw_check_level(level, err);
    if (st != SW_OK)
        return st;
    if (treated.yes > treated.n || control.yes > control.n)
        return sw_fail(err, SW_EDOMAIN, "more yes than units");
    if (treated.n == 0 || control.n == 0)
        return sw_fail(err, SW_ENODATA, "%s: no units",
                       treated.n == 0 ? "treated" : "control");
    return SW_OK;
}

/* Newcombe's method 10. */
static sw_interval square_and_add(sw_count treated, sw_count control,
                                  double level, sw_hypothesis alternative)
{
    double z = sw_interval_z(level, alternative);
    double p1 = (double)treated.yes / (double)treated.n;
    double p0 = (double)control.yes / (double)control.n;
    sw_interval w1 = sw_wilson(treated, z), w0 = sw_wilson(control, z);
    sw_interval ci = {p1 - p0 - hypot(p1 - w1.lower, w0.upper - p0),
                      p1 - p0 + hypot(w1.upper - p1, p0 - w0.lower), level};
    sw_open_end(&ci, alternative);
    return ci;
}

static sw_estimate score_test(sw_count treated, sw_count control,
                              sw_hypothesis alternative)
{
    double n1 = (double)treated.n, n0 = (double)control.n;
    double yes1 = (double)treated.yes, yes0 = (double)control.yes;
    double p = (yes1 + yes0) / (n1 + n0);
    double q = (n1 + n0 - yes1 - yes0) / (n1 + n0);
    sw_estimate e = {.estimate = yes1 / n1 - yes0 / n0,
                     .se = NAN,
                     .df = INFINITY,
                     .statistic = NAN,
                     .p = NAN};
    if (p > 0.0 && q > 0.0) {
        e.se = sqrt(p * q * (1.0 / n1 + 1.0 / n0));
        e.statistic = e.estimate / e.se;
        e.p = sw_normal_p(e.statistic, alternative);
    }
    return e;
}

static void ratios(sw_proportions *r, sw_count treated, sw_count control)
{
    double a = (double)treated.yes, b = (double)(treated.n - treated.yes);
    double c = (double)control.yes, d = (double)(control.n - control.yes);
    r->risk_ratio = c > 0.0 ? r->treated / r->control : NAN;
    r->odds_ratio = b > 0.0 && c > 0.0 ? a * d / (b * c) : NAN;
    r->difference.effect_size =
        r->odds_ratio > 0.0 ? log(r->odds_ratio) * sqrt(3.0) / M_PI : NAN;
}

static sw_status exact_tests(sw_proportions *r, sw_count treated,
                             sw_count control, sw_hypothesis alternative,
                             sw_error *err)
{
    sw_hypergeometric h;
    sw_status st = sw_hypergeometric_init(&h, treated.n, control.n, err);
    if (st != SW_OK)
        return st;
    sw_hypergeometric_at(&h, treated.n, control.n, treated.yes + control.yes);
    r->fisher_p = sw_fisher_p(&h, treated.yes - h.lowest, alternative);
    free(h.probability);
    r->boschloo_p = NAN;
    if (treated.n <= MAX_BOSCHLOO && control.n <= MAX_BOSCHLOO - treated.n)
        st = sw_boschloo_p(&r->boschloo_p, treated.n, control.n, r->fisher_p,
                           alternative, err);
    return st;
}

sw_status sw_stats_proportions(sw_proportions *out, sw_count treated,
                               sw_count control, double level,
                               sw_hypothesis alternative, sw_error *err)
{
    sw_status st = check(treated, control, level, err);
    if (st != SW_OK)
        return st;
    sw_proportions r = {
        .difference = score_test(treated, control, alternative),
        .treated = (double)treated.yes / (double)treated.n,
        .control = (double)control.yes / (double)control.n,
    };
    r.difference.ci = square_and_add(treated, control, level, alternative);
    ratios(&r, treated, control);
    st = exact_tests(&r, treated, control, alternative, err);
    if (st == SW_OK)
        *out = r;
    return st;
}
