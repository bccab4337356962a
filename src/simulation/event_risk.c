#include "simulation/event_risk.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

enum { MAX_EVENTS = 64 };

/* What lies beyond the last number of events is below any double's grain. */
static const double NEGLIGIBLE = 1e-16;

static size_t count_terms(double mean)
{
    size_t k = 1;
    double left = 1.0 - exp(-mean);
    while (k < MAX_EVENTS && (left > NEGLIGIBLE || (double)k < mean)) {
        left -= gsl_ran_poisson_pdf((unsigned)k, mean);
        k++;
    }
    return k;
}

sw_status sw_event_risk_distribution(sw_distribution *out, double probability,
                                     double years, sw_error *err)
{
    double mean = -log1p(-probability) * years;
    size_t n = count_terms(mean);
    sw_distribution d = {.kind = SW_DIST_MIXTURE, .n = n};
    d.weight = calloc(n, sizeof *d.weight);
    d.part = calloc(n, sizeof *d.part);
    if (d.weight == NULL || d.part == NULL) {
        sw_distribution_clear(&d);
        return sw_fail(err, SW_ENOMEM, "events of a risk");
    }
    double before = 0.0;
    for (size_t k = 0; k < n; k++) {
        d.weight[k] =
            k + 1 < n ? gsl_ran_poisson_pdf((unsigned)k, mean) : 1.0 - before;
        before += d.weight[k];
        d.part[k] = sw_constant(-expm1(-(double)k / years));
    }
    *out = d;
    return SW_OK;
}
