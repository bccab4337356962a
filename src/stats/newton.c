/* Newton's method with halved steps. */
#include "stats/newton.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "stats/spd.h"

/* Convergence is quadratic: after a step below SMALL the next one is exact. A
 * finite maximum takes about 10 steps, an infinite one adds 1 a step for ever.
 */
static const double SMALL = 1e-7;
enum { MAX_STEPS = 50, MAX_HALVINGS = 40 };

typedef struct state {
    size_t p;
    double *b, *next, *step, *gradient, *information, *factor;
    double value;
} state;

static double largest(const double *v, size_t p)
{
    double size = 0.0;
    for (size_t j = 0; j < p; j++)
        size = fmax(size, fabs(v[j]));
    return size;
}

/* Moves to the first halving that does not lose; false where all do. */
static bool advance(state *s, sw_log_likelihood *f, void *ctx)
{
    double slack = 1e-11 * fmax(1.0, fabs(s->value)), share = 1.0;
    for (int i = 0; i < MAX_HALVINGS; i++, share *= 0.5) {
        for (size_t j = 0; j < s->p; j++)
            s->next[j] = s->b[j] + share * s->step[j];
        double value = f(s->gradient, s->information, s->next, ctx);
        if (!(value >= s->value - slack))
            continue;
        s->value = value;
        memcpy(s->b, s->next, s->p * sizeof *s->b);
        return true;
    }
    return false;
}

static sw_status climb(state *s, sw_log_likelihood *f, void *ctx, sw_error *err)
{
    bool last = false;
    s->value = f(s->gradient, s->information, s->b, ctx);
    for (int i = 0; i < MAX_STEPS && isfinite(s->value); i++) {
        memcpy(s->factor, s->information, s->p * s->p * sizeof *s->factor);
        if (!sw_spd_factor(s->factor, s->p, 1e-14))
            break;
        if (last)
            return SW_OK;
        memcpy(s->step, s->gradient, s->p * sizeof *s->step);
        sw_spd_solve(s->factor, s->step, s->p);
        if (!advance(s, f, ctx))
            break;
        last = largest(s->step, s->p) < SMALL;
    }
    return sw_fail(err, SW_ENODATA,
                   "the likelihood has no finite maximum: the outcomes are "
                   "separated by x");
}

sw_status sw_newton(double *b, double *information, double *value, size_t p,
                    sw_log_likelihood *f, void *ctx, sw_error *err)
{
    double *block = calloc(3 * p + p * p, sizeof *block);
    if (block == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    state s = {.p = p,
               .b = b,
               .next = block,
               .step = block + p,
               .gradient = block + 2 * p,
               .information = block + 3 * p,
               .factor = information};
    sw_status st = climb(&s, f, ctx, err);
    if (st == SW_OK)
        *value = s.value;
    free(block);
    return st;
}
