/*
 * sources.c - several sources of one effect, side by side: do they disagree,
 * and what do they say together? The best design leads; only the policy pools.
 */
#include <math.h>

#include "evidence/scrutiny_steps.h"
#include "stats/hierarchy.h"
#include "stats/spd.h"
#include "stats/tail.h"

static const double pivot_least = 1e-12;
static const double disagreement = 0.05;

/* Mean and sd of what a source would be priced at: the self-report factor, or
 * the bias of its design. */
static void adjust(sw_source *s, const sw_evidence *e, const sw_pilot *pilot)
{
    const sw_effect *x = &e->effects[s->effect];
    const sw_policy *policy = &pilot->policy;
    if (x->self_report) {
        const sw_distribution *f = &e->assumed_factor;
        double mean = sw_distribution_mean(f), sd = sw_distribution_sd(f);
        s->adjusted = mean * x->minutes;
        s->adjusted_sd =
            sqrt(mean * mean * x->minutes_se * x->minutes_se +
                 sd * sd *
                     (x->minutes * x->minutes + x->minutes_se * x->minutes_se));
        return;
    }
    double mean, sd;
    sw_bias_shares(&mean, &sd, e, x, policy);
    s->adjusted = x->minutes + mean * fmax(x->minutes, 0);
    s->adjusted_sd =
        hypot(x->minutes_se, sd * fmax(fabs(x->minutes), policy->effect_scale));
}

static GArray *collect(const sw_evidence *e, const sw_pilot *pilot)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(sw_source));
    for (size_t i = 0; i < e->n_effects; i++) {
        const sw_effect *x = &e->effects[i];
        if (!x->is_primary || !x->is_time || !isfinite(x->minutes) ||
            !(x->minutes_se > 0))
            continue;
        sw_source s = {.effect = i, .leads = i == e->lead};
        sw_estimate t =
            sw_inference(x->minutes, x->minutes_se,
                         x->minutes_df > 0 ? x->minutes_df : INFINITY);
        s.raw = (sw_minutes){t.estimate, t.se, t.ci.lower, t.ci.upper};
        if (x->posterior) {
            s.raw.lower = sw_distribution_quantile(x->posterior, 0.025);
            s.raw.upper = sw_distribution_quantile(x->posterior, 0.975);
        }
        adjust(&s, e, pilot);
        g_array_append_val(out, s);
    }
    return out;
}

static double *covariance_of(const sw_sources *s, double correlation)
{
    size_t k = s->n_sources;
    double *v = g_new(double, k *k + 1);
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++)
            v[i * k + j] = s->sources[i].adjusted_sd *
                           s->sources[j].adjusted_sd *
                           (i == j ? 1 : correlation);
    return v;
}

/* Cochran's Q with correlated errors: (y - m)' V^-1 (y - m), m by V. */
static void test(sw_sources *s, const double *covariance)
{
    size_t k = s->n_sources;
    g_autofree double *root = g_memdup2(covariance, k * k * sizeof(double));
    g_autofree double *ones = g_new(double, k + 1);
    g_autofree double *gap = g_new(double, k + 1);
    if (!sw_spd_factor(root, k, pivot_least))
        return;
    double weight = 0, weighted = 0, q = 0;
    for (size_t i = 0; i < k; i++)
        ones[i] = 1;
    sw_spd_solve(root, ones, k);
    for (size_t i = 0; i < k; i++) {
        weight += ones[i];
        weighted += ones[i] * s->sources[i].adjusted;
    }
    for (size_t i = 0; i < k; i++)
        gap[i] = s->sources[i].adjusted - weighted / weight;
    sw_spd_solve(root, gap, k);
    for (size_t i = 0; i < k; i++)
        q += gap[i] * (s->sources[i].adjusted - weighted / weight);
    s->q = q;
    s->q_df = (double)(k - 1);
    s->q_p = sw_chi2_upper(q, s->q_df);
}

static void pool(sw_sources *s, const double *covariance, double scale)
{
    size_t k = s->n_sources;
    g_autofree double *y = g_new(double, k + 1);
    g_autofree bool *observed = g_new(bool, k + 1);
    for (size_t i = 0; i < k; i++) {
        y[i] = s->sources[i].adjusted;
        observed[i] = true;
    }
    sw_hierarchy_data d = {y, covariance, observed, k, scale};
    sw_hierarchy h;
    if (sw_stats_hierarchy(&h, &d, NULL) != SW_OK)
        return;
    s->pooled = h.mu;
    s->pooled_sd = h.mu_sd;
    s->tau = h.tau_mean;
    sw_hierarchy_clear(&h);
}

static sw_message *describe(const sw_sources *s)
{
    const char *end = s->used
                          ? "; pooled, as the policy asks"
                          : "; the best design is priced, never the largest";
    if (s->n_sources < 2)
        return sw_message_word(
            "One source: there is nothing to compare it with.");
    return sw_message_of(
        "%zu sources %s (p = %.2g)%s.", sw_as_count(s->n_sources),
        sw_as_word(s->q_p < disagreement
                       ? "disagree more than their spread explains"
                       : "agree within their spread"),
        sw_as_real(s->q_p), sw_as_word(end));
}

/* The pooled figure takes the place of the lead's: it is adjusted already. */
static void price_pooled(sw_evidence *e, const sw_pilot *pilot)
{
    sw_sources *s = e->sources;
    if (!pilot->policy.pooled_evidence || s->n_sources < 2 ||
        !(s->pooled_sd > 0) || sw_set_by_hand(pilot, SW_IN_EFFECT))
        return;
    s->used = true;
    e->self_report_lead = false;
    sw_give_input(e, SW_IN_EFFECT,
                  (sw_distribution){.kind = SW_DIST_NORMAL,
                                    .p = {s->pooled, s->pooled_sd, 0}},
                  SW_MEASURED,
                  sw_message_of("estimated from %s",
                                sw_as_word("several sources, pooled")));
    sw_give_input(
        e, SW_IN_BIAS, sw_constant(0), SW_ASSUMPTION,
        sw_message_of("estimated from %s", sw_as_word("the pooled sources")));
    sw_give_input(e, SW_IN_SELF_REPORT, sw_constant(1),
                  sw_inputs_at(&pilot->inputs, SW_IN_SELF_REPORT)->provenance,
                  NULL);
    sw_give_unknown(e, SW_IN_UNIT_MINUTES);
    sw_give_unknown(e, SW_IN_UNIT_ASSUMED);
}

void sw_compare_sources(sw_evidence *e, const sw_pilot *pilot)
{
    if (!sw_evidence_lead(e))
        return;
    sw_sources *s = e->sources = g_new0(sw_sources, 1);
    GArray *found = collect(e, pilot);
    s->n_sources = found->len;
    s->sources = (sw_source *)(void *)g_array_free(found, FALSE);
    s->q = s->q_df = s->q_p = s->pooled = s->pooled_sd = s->tau = NAN;
    if (s->n_sources >= 2) {
        g_autofree double *v =
            covariance_of(s, pilot->policy.same_person_correlation);
        test(s, v);
        pool(s, v, pilot->policy.effect_scale);
        price_pooled(e, pilot);
    }
    s->note = describe(s);
    if (s->q_p < disagreement)
        sw_warn(e, "The sources of the effect disagree more than their spread "
                   "explains.");
}
