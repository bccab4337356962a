#include "simulation/draw_plan.h"

#include <math.h>
#include <stdlib.h>

#include "base/units.h"
#include "simulation/event_risk.h"
#include "simulation/segment_draw.h"
#include "stats/correlation_matrix.h"

static size_t risk_of_input(const sw_economics *e, size_t id)
{
    for (size_t r = 0; r < e->pilot->n_risks; r++)
        if (e->risk_input[r] == id)
            return r;
    return SIZE_MAX;
}

/* The distribution an input is drawn from: a risk's yearly probability becomes
 * its number of events. */
static sw_status drawn_distribution(const sw_distribution **out,
                                    sw_draw_plan *plan, const sw_economics *e,
                                    size_t id, sw_error *err)
{
    const sw_input *input = sw_inputs_at(&e->inputs, id);
    size_t r = risk_of_input(e, id);
    *out = &input->distribution;
    if (r == SIZE_MAX || !(input->value > 0.0))
        return SW_OK;
    double years =
        (double)(e->renew[SW_VIEW_COMMITMENT].to - e->as_of) / SW_DAYS_PER_YEAR;
    *out = &plan->events[r];
    return sw_event_risk_distribution(&plan->events[r], input->value, years,
                                      err);
}

static sw_status add_varying(sw_draw_plan *plan, const sw_economics *e,
                             size_t id, sw_error *err)
{
    const sw_distribution *d;
    sw_status st = drawn_distribution(&d, plan, e, id, err);
    if (st != SW_OK || sw_distribution_is_constant(d))
        return st;
    plan->varies[id] = true;
    plan->varying[plan->n_varying] = id;
    sw_marginal *m = &plan->marginal[plan->n_varying++];
    st = sw_marginal_init(m, d, err);
    sw_distribution *own = &sw_inputs_at(&e->inputs, id)->distribution;
    if (st == SW_OK && d == own)
        sw_marginal_keep(m, own);
    return st;
}

static sw_status set_shares(sw_draw_plan *plan, const sw_economics *e,
                            sw_error *err)
{
    size_t n = plan->posterior->n_segments;
    double total = 0.0;
    plan->segment_share = calloc(n, sizeof *plan->segment_share);
    if (plan->segment_share == NULL)
        return sw_fail(err, SW_ENOMEM, "draws of %zu segments", n);
    for (size_t g = 0; g < n; g++)
        total += plan->segment_share[g] = sw_segment_seats(e, g);
    for (size_t g = 0; g < n; g++)
        plan->segment_share[g] /= total;
    return SW_OK;
}

static sw_status set_use_of(sw_draw_plan *plan, size_t g, sw_error *err)
{
    const sw_distribution *d = &plan->use_rate[g];
    double *mean = plan->use_value + g * SW_BLOCK;
    for (size_t i = 0; i < SW_BLOCK; i++)
        mean[i] = sw_distribution_mean(d);
    plan->mean_use[g] = mean;
    return sw_marginal_init(&plan->use_marginal[g], d, err);
}

/* Only later growth asks how much of its seats a segment uses now. */
static sw_status set_use(sw_draw_plan *plan, const sw_economics *e,
                         sw_error *err)
{
    size_t n = plan->posterior->n_segments;
    if (!sw_inputs_at(&e->inputs, SW_IN_ADOPTION)->known)
        return SW_OK;
    plan->use_rate = calloc(n, sizeof *plan->use_rate);
    plan->use_marginal = calloc(n, sizeof *plan->use_marginal);
    plan->use_value = calloc(n * SW_BLOCK, sizeof *plan->use_value);
    plan->mean_use = calloc(n, sizeof *plan->mean_use);
    if (plan->use_rate == NULL || plan->use_marginal == NULL ||
        plan->use_value == NULL || plan->mean_use == NULL)
        return sw_fail(err, SW_ENOMEM, "draws of %zu segments", n);
    sw_status st = SW_OK;
    for (size_t g = 0; st == SW_OK && g < n; g++)
        if (sw_segment_use(&plan->use_rate[g], &e->evidence->segments[g])) {
            plan->use_drawn = true;
            st = set_use_of(plan, g, err);
        }
    return st;
}

/* The place of an input; it is added where it has none. */
static size_t place_in(sw_copula *c, size_t input)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->input[i] == input)
            return i;
    c->input[c->n] = input;
    return c->n++;
}

/* What the pilot lets go together, and the factor with the effect, as far as
 * evidence draws them together and the pilot does not say how. */
static sw_status joined(sw_copula *out, const sw_copula *c, double r,
                        sw_error *err)
{
    size_t most = c->n + 2;
    double change;
    *out = (sw_copula){.n = c->n,
                       .input = g_new0(size_t, most),
                       .normal = g_new0(double, most *most)};
    for (size_t i = 0; i < c->n; i++)
        out->input[i] = c->input[i];
    size_t a = c->n, b = a;
    if (fabs(r) > 0.0) {
        a = place_in(out, SW_IN_EFFECT);
        b = place_in(out, SW_IN_SELF_REPORT);
    }
    size_t n = out->n;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            out->normal[i * n + k] = i < c->n && k < c->n
                                         ? c->normal[i * c->n + k]
                                         : (double)(i == k);
    if (n == c->n) /* none is added, or the pair is the pilot's own */
        return SW_OK;
    out->normal[a * n + b] = out->normal[b * n + a] = r;
    return sw_nearest_correlation(out->normal, n, &change, err);
}

/* The correlated inputs that do vary, with the factor of their matrix. */
static sw_status set_copula(sw_draw_plan *plan, const sw_copula *c,
                            sw_error *err)
{
    if (c->n == 0)
        return SW_OK;
    size_t *row = calloc(c->n, sizeof *row);
    double *r = calloc(c->n * c->n, sizeof *r);
    plan->together = calloc(c->n, sizeof *plan->together);
    plan->factor = calloc(c->n * c->n, sizeof *plan->factor);
    size_t n = 0;
    bool ok = row && r && plan->together && plan->factor;
    for (size_t i = 0; ok && i < c->n; i++)
        for (size_t k = 0; k < plan->n_varying; k++)
            if (plan->varying[k] == c->input[i]) {
                plan->together[n] = k;
                row[n++] = i;
            }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            r[i * n + j] = c->normal[row[i] * c->n + row[j]];
    if (ok)
        sw_correlation_factor(plan->factor, r, n);
    plan->n_together = n > 1 ? n : 0;
    free(row);
    free(r);
    return ok ? SW_OK : sw_fail(err, SW_ENOMEM, "correlated inputs");
}

static sw_status set_together(sw_draw_plan *plan, const sw_copula *given,
                              const sw_evidence *ev, sw_error *err)
{
    sw_copula all;
    sw_status st = joined(&all, given, sw_factor_with_effect(ev), err);
    if (st == SW_OK)
        st = set_copula(plan, &all, err);
    g_free(all.input);
    g_free(all.normal);
    return st;
}

static sw_status allocate(sw_draw_plan *plan, sw_error *err)
{
    size_t n = plan->n_inputs;
    plan->varying = calloc(n, sizeof *plan->varying);
    plan->marginal = calloc(n, sizeof *plan->marginal);
    plan->events = calloc(plan->n_risks + 1, sizeof *plan->events);
    plan->varies = calloc(n, sizeof *plan->varies);
    plan->constant = calloc(n * SW_BLOCK, sizeof *plan->constant);
    plan->normal = sw_normal_table_get();
    if (plan->varying == NULL || plan->marginal == NULL ||
        plan->events == NULL || plan->varies == NULL || plan->constant == NULL)
        return sw_fail(err, SW_ENOMEM, "draws of %zu inputs", n);
    return SW_OK;
}

sw_status sw_draw_plan_init(sw_draw_plan *plan, const sw_economics *e,
                            sw_error *err)
{
    const sw_pilot *p = e->pilot;
    *plan = (sw_draw_plan){.n_inputs = sw_inputs_length(&e->inputs),
                           .n_risks = p->n_risks,
                           .posterior = e->evidence->posterior};
    sw_status st = allocate(plan, err);
    if (st == SW_OK && plan->posterior != NULL)
        st = set_shares(plan, e, err);
    if (st == SW_OK && plan->posterior != NULL)
        st = set_use(plan, e, err);
    for (size_t id = 0; st == SW_OK && id < plan->n_inputs; id++) {
        const sw_input *input = sw_inputs_at(&e->inputs, id);
        for (size_t i = 0; i < SW_BLOCK; i++)
            plan->constant[id * SW_BLOCK + i] = input->value;
        if (input->known)
            st = add_varying(plan, e, id, err);
    }
    if (st == SW_OK)
        st = set_together(plan, &p->copula, e->evidence, err);
    size_t dimensions = plan->n_varying;
    if (plan->posterior != NULL)
        dimensions += 1 + plan->posterior->n_segments; /* tau, then z */
    if (plan->use_drawn)
        dimensions += plan->posterior->n_segments;
    if (st == SW_OK)
        st = sw_points_init(&plan->points, p->method, p->draws, dimensions,
                            p->seed, err);
    if (st != SW_OK)
        sw_draw_plan_clear(plan);
    return st;
}

void sw_draw_plan_clear(sw_draw_plan *plan)
{
    for (size_t k = 0; k < plan->n_varying; k++)
        sw_marginal_clear(&plan->marginal[k]);
    for (size_t r = 0; plan->events != NULL && r < plan->n_risks; r++)
        sw_distribution_clear(&plan->events[r]);
    for (size_t g = 0;
         plan->use_marginal != NULL && g < plan->posterior->n_segments; g++)
        sw_marginal_clear(&plan->use_marginal[g]);
    free(plan->use_rate);
    free(plan->use_marginal);
    free(plan->use_value);
    free(plan->mean_use);
    free(plan->varying);
    free(plan->segment_share);
    free(plan->marginal);
    free(plan->events);
    free(plan->varies);
    free(plan->constant);
    free(plan->together);
    free(plan->factor);
    sw_points_clear(&plan->points);
    *plan = (sw_draw_plan){0};
}

sw_status sw_draw_block_init(sw_draw_block *b, const sw_draw_plan *plan,
                             sw_error *err)
{
    /* Columns are written before they are read: they need no zeros. */
    *b = (sw_draw_block){0};
    size_t d = plan->points.dimensions;
    b->uniform = malloc((d + 1) * SW_BLOCK * sizeof *b->uniform);
    b->varying = malloc((plan->n_varying + 1) * SW_BLOCK * sizeof *b->varying);
    b->column = calloc(plan->n_inputs, sizeof *b->column);
    size_t n = plan->posterior == NULL ? 0 : plan->posterior->n_segments;
    b->theta = malloc((n + 1) * SW_BLOCK * sizeof *b->theta);
    b->segment = calloc(n + 1, sizeof *b->segment);
    b->use_share = malloc((n + 1) * SW_BLOCK * sizeof *b->use_share);
    b->use = calloc(n + 1, sizeof *b->use);
    if (b->uniform == NULL || b->varying == NULL || b->column == NULL ||
        b->theta == NULL || b->segment == NULL || b->use_share == NULL ||
        b->use == NULL) {
        sw_draw_block_clear(b);
        return sw_fail(err, SW_ENOMEM, "a block of draws");
    }
    for (size_t id = 0; id < plan->n_inputs; id++)
        b->column[id] = plan->constant + id * SW_BLOCK;
    for (size_t g = 0; g < n; g++)
        b->segment[g] = b->theta + g * SW_BLOCK;
    return SW_OK;
}

void sw_draw_block_clear(sw_draw_block *b)
{
    free(b->uniform);
    free(b->varying);
    free(b->column);
    free(b->theta);
    free(b->segment);
    free(b->use_share);
    free(b->use);
    *b = (sw_draw_block){0};
}

/* Normals of the correlated inputs into their columns, then factor times them:
 * a lower triangle, so the last, which reads every other, is written first. */
static void correlate(sw_draw_block *b, const sw_draw_plan *plan, size_t n)
{
    size_t m = plan->n_together;
    for (size_t k = 0; k < m; k++) {
        size_t at = plan->together[k] * SW_BLOCK;
        sw_normal_table_quantiles(b->varying + at, plan->normal,
                                  b->uniform + at, n);
    }
    for (size_t k = m; k-- > 0;) {
        const double *row = plan->factor + k * m;
        double *z = b->varying + plan->together[k] * SW_BLOCK;
        double own = row[k];
        for (size_t i = 0; i < n; i++)
            z[i] *= own;
        for (size_t j = 0; j < k; j++) {
            const double *other = b->varying + plan->together[j] * SW_BLOCK;
            double share = row[j];
            if (!(fabs(share) > 0.0))
                continue;
            for (size_t i = 0; i < n; i++)
                z[i] += share * other[i];
        }
    }
    for (size_t k = 0; k < m; k++) {
        double *x = b->varying + plan->together[k] * SW_BLOCK;
        sw_marginal_draw_normal(x, &plan->marginal[plan->together[k]],
                                plan->normal, x, n);
    }
}

bool sw_draw_plan_is_together(const sw_draw_plan *plan, size_t k)
{
    for (size_t i = 0; i < plan->n_together; i++)
        if (plan->together[i] == k)
            return true;
    return false;
}

static void point_columns(sw_draw_block *b, const sw_draw_plan *plan)
{
    for (size_t k = 0; k < plan->n_varying; k++)
        b->column[plan->varying[k]] = b->varying + k * SW_BLOCK;
}

void sw_draw_block_transform(sw_draw_block *b, const sw_draw_plan *plan,
                             size_t n)
{
    for (size_t k = 0; k < plan->n_varying; k++)
        if (!sw_draw_plan_is_together(plan, k))
            sw_marginal_draw(b->varying + k * SW_BLOCK, &plan->marginal[k],
                             plan->normal, b->uniform + k * SW_BLOCK, n);
    correlate(b, plan, n);
    point_columns(b, plan);
    if (plan->posterior != NULL)
        sw_segment_draw(b, plan, n);
    b->in = (sw_columns){n, b->column, plan->varies,
                         plan->posterior == NULL ? NULL : b->segment,
                         plan->use_drawn ? b->use : NULL};
}

void sw_draw_block_fill(sw_draw_block *b, const sw_draw_plan *plan,
                        size_t replicate, size_t first, size_t n)
{
    for (size_t k = 0; k < plan->points.dimensions; k++)
        sw_points_fill(b->uniform + k * SW_BLOCK, &plan->points, replicate,
                       first, n, k);
    sw_draw_block_transform(b, plan, n);
}
