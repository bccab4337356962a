/* Kaplan and Meier's estimate of a survival curve. */
#include "seatworth/stats_curves.h"

#include <math.h>
#include <stdlib.h>

#include "stats/check.h"
#include "stats/order.h"
#include "stats/wilson.h"

/* Curves of fractions hit one half up to rounding. */
static const double HALF_SLACK = 1e-12;

/* Events and units at one distinct time. */
static size_t count_at(sw_survival_step *s, const double *time,
                       const bool *event, const size_t *order, size_t first,
                       size_t n)
{
    size_t end = first;
    *s = (sw_survival_step){.time = time[order[first]], .n_risk = n - first};
    for (; end < n && !(time[order[end]] > s->time); end++)
        s->n_event += event[order[end]];
    return end;
}

static void extend(sw_survival_step *s, double *survival, double *variance,
                   double z, double level)
{
    double d = (double)s->n_event, r = (double)s->n_risk;
    *survival *= (r - d) / r;
    if (d > 0.0)
        *variance += d / (r * (r - d)); /* infinite where all die */
    s->survival = *survival;
    if (!(*survival > 0.0)) {
        s->se = NAN;
        s->ci = (sw_interval){NAN, NAN, level};
        return;
    }
    double half = z * sqrt(*variance);
    s->se = *survival * sqrt(*variance);
    s->ci = (sw_interval){*survival * exp(-half),
                          fmin(1.0, *survival * exp(half)), level};
}

/* Where a falling step function passes one half. */
typedef struct crossing {
    double time;      /* of the first value below one half, or the middle */
    double flat_from; /* first time at exactly one half; NaN */
    bool found;
} crossing;

/* A NaN value, after the last death, is below every fraction. */
static void watch(crossing *c, double time, double value)
{
    if (c->found)
        return;
    if (fabs(value - 0.5) <= HALF_SLACK) {
        if (isnan(c->flat_from))
            c->flat_from = time;
    } else if (!(value > 0.5)) {
        c->time = isnan(c->flat_from) ? time : (c->flat_from + time) / 2.0;
        c->found = true;
    }
}

/* A curve that ends at one half has its median from there on. */
static double end_of(const crossing *c)
{
    return c->found ? c->time : c->flat_from;
}

/* Interval ends where the curve is 0 are missing, not 0: no crossing there. */
static void watch_all(crossing c[3], const sw_survival_step *s)
{
    watch(&c[0], s->time, s->survival);
    if (!isnan(s->ci.lower)) {
        watch(&c[1], s->time, s->ci.lower);
        watch(&c[2], s->time, s->ci.upper);
    }
}

static sw_status run(sw_survival *r, sw_survival_step *step, const double *time,
                     const bool *event, double level, sw_error *err)
{
    size_t *order = calloc(r->n, sizeof *order);
    if (order == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    sw_status st = sw_sort_index(order, time, r->n, err);
    double survival = 1.0, variance = 0.0;
    double z = sw_interval_z(level, SW_TWO_SIDED);
    crossing c[3];
    for (int i = 0; i < 3; i++)
        c[i] = (crossing){NAN, NAN, false};
    for (size_t first = 0; st == SW_OK && first < r->n; r->n_steps++) {
        sw_survival_step s;
        first = count_at(&s, time, event, order, first, r->n);
        extend(&s, &survival, &variance, z, level);
        watch_all(c, &s);
        r->n_event += s.n_event;
        if (step != NULL)
            step[r->n_steps] = s;
    }
    r->median = end_of(&c[0]);
    r->median_ci = (sw_interval){end_of(&c[1]), end_of(&c[2]), level};
    free(order);
    return st;
}

sw_status sw_stats_survival(sw_survival *out, sw_survival_step *step,
                            const double *time, const bool *event, size_t n,
                            double level, sw_error *err)
{
    sw_status st = sw_check_level(level, err);
    if (st == SW_OK)
        st = sw_check_finite("time", (sw_sample){time, n}, err);
    if (st == SW_OK && n == 0)
        st = sw_fail(err, SW_ENODATA, "there is no unit");
    if (st != SW_OK)
        return st;
    sw_survival r = {.n = n};
    st = run(&r, step, time, event, level, err);
    if (st == SW_OK)
        *out = r;
    return st;
}
