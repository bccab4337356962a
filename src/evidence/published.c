/* Published estimates that are on a scale of the pilot's own. */
#include "evidence/published.h"

#include <math.h>
#include <string.h>

#include "evidence/assess.h"
#include "evidence/scrutiny_steps.h"

static const double Z95 = 1.959963984540054;

/* Minutes are told as saved, as the pilot's are: above 0 is better. */
static sw_published_figure figure_of(const sw_prior *x)
{
    double sign = x->scale == SW_PRIOR_MINUTES ? -1.0 : 1.0;
    double value = sign * x->estimate, half = Z95 * x->se;
    return (sw_published_figure){x, value, value - half, value + half};
}

/* The pilot's own on the scale; false where it has none. */
static bool own(sw_published_figure *out, const sw_effect *lead,
                sw_prior_scale scale)
{
    if (scale == SW_PRIOR_LOG_RATIO) {
        *out = (sw_published_figure){NULL, lead->estimate, lead->lower,
                                     lead->upper};
        return strcmp(lead->unit, "log ratio") == 0 && isfinite(lead->estimate);
    }
    *out = (sw_published_figure){NULL, lead->minutes, NAN, NAN};
    if (lead->minutes_se > 0 && lead->minutes_df > 0) {
        sw_interval ci =
            sw_inference(lead->minutes, lead->minutes_se, lead->minutes_df).ci;
        out->lower = ci.lower;
        out->upper = ci.upper;
    }
    return scale == SW_PRIOR_MINUTES && isfinite(lead->minutes);
}

static bool gather(sw_published *out, const sw_effect *lead,
                   const GPtrArray *priors, sw_prior_scale scale)
{
    sw_published_figure mine;
    if (!own(&mine, lead, scale))
        return false;
    *out =
        (sw_published){.scale = scale,
                       .figures = g_new(sw_published_figure, priors->len + 1),
                       .least = INFINITY,
                       .most = -INFINITY};
    for (guint i = 0; i < priors->len; i++) {
        const sw_prior *x = priors->pdata[i];
        if (x->scale != scale)
            continue;
        sw_published_figure f = figure_of(x);
        out->least = fmin(out->least, f.value);
        out->most = fmax(out->most, f.value);
        out->figures[out->n++] = f;
    }
    bool any = out->most >= out->least;
    if (any)
        out->figures[out->n++] = mine;
    else
        g_free(out->figures);
    return any;
}

void sw_set_beside(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_effect *lead = sw_evidence_lead(e);
    e->published = g_new0(sw_published, SW_PRIOR_SHARE);
    for (int scale = 0; lead && pilot->published && scale < SW_PRIOR_SHARE;
         scale++)
        if (gather(&e->published[e->n_published], lead, pilot->published,
                   (sw_prior_scale)scale))
            e->n_published++;
}
