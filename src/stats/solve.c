/* Brent's root finder with a cap on its steps. */
#include "stats/solve.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <stdbool.h>

enum { MAX_STEPS = 200 };

static sw_status iterate(gsl_root_fsolver *s, double tolerance, double *root,
                         sw_error *err)
{
    for (int step = 0; step < MAX_STEPS; step++) {
        if (gsl_root_fsolver_iterate(s) != GSL_SUCCESS)
            return sw_fail(err, SW_ENUMERIC, "the function is not finite");
        double x = gsl_root_fsolver_root(s);
        double width =
            gsl_root_fsolver_x_upper(s) - gsl_root_fsolver_x_lower(s);
        if (width <= tolerance + 4e-16 * fabs(x)) {
            *root = x;
            return SW_OK;
        }
    }
    return sw_fail(err, SW_ENUMERIC, "no convergence in %d steps",
                   (int)MAX_STEPS);
}

static bool is_zero(double y)
{
    return !(y < 0.0 || y > 0.0) && !isnan(y);
}

sw_status sw_solve_root(double (*f)(double x, void *ctx), void *ctx, double low,
                        double high, double tolerance, double *root,
                        sw_error *err)
{
    if (!(isfinite(low) && isfinite(high) && low < high && tolerance >= 0.0))
        return sw_fail(err, SW_EDOMAIN, "no bracket: [%g, %g], tolerance %g",
                       low, high, tolerance);
    double at_low = f(low, ctx), at_high = f(high, ctx);
    if (!isfinite(at_low) || !isfinite(at_high))
        return sw_fail(err, SW_ENUMERIC, "the function is not finite");
    if (is_zero(at_low) || is_zero(at_high)) {
        *root = is_zero(at_low) ? low : high;
        return SW_OK;
    }
    if ((at_low > 0.0) == (at_high > 0.0))
        return sw_fail(err, SW_ENUMERIC, "no sign change in [%g, %g]", low,
                       high);

    gsl_root_fsolver *s = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (s == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    gsl_function g = {f, ctx};
    sw_status st = SW_OK;
    if (gsl_root_fsolver_set(s, &g, low, high) != GSL_SUCCESS)
        st = sw_fail(err, SW_ENUMERIC, "no sign change in [%g, %g]", low, high);
    else
        st = iterate(s, tolerance, root, err);
    gsl_root_fsolver_free(s);
    return st;
}
