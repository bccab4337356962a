#include "simulation/segment_draw.h"

static size_t node_of(const sw_segment_posterior *p, double u)
{
    double below = 0.0;
    size_t k = 0;
    while (k + 1 < p->n_nodes && u >= below + p->probability[k])
        below += p->probability[k++];
    return k;
}

/* z into the segments' own columns first, one dimension each. */
static void fill_normals(sw_draw_block *b, const sw_draw_plan *plan, size_t n)
{
    const double *u = b->uniform + (plan->n_varying + 1) * SW_BLOCK;
    for (size_t g = 0; g < plan->posterior->n_segments; g++)
        sw_normal_table_quantiles(b->theta + g * SW_BLOCK, plan->normal,
                                  u + g * SW_BLOCK, n);
}

/* The common mean's normal: that of the effect's own draw, which may be
 * correlated with other inputs. */
static void fill_common(double *z, const sw_draw_block *b,
                        const sw_draw_plan *plan, size_t n)
{
    size_t k = 0;
    while (k < plan->n_varying && plan->varying[k] != SW_IN_EFFECT)
        k++;
    bool found = k < plan->n_varying;
    const sw_distribution *d = found ? plan->marginal[k].distribution : NULL;
    for (size_t i = 0; i < n; i++)
        z[i] = 0.0;
    if (found && d->kind == SW_DIST_NORMAL)
        for (size_t i = 0; i < n; i++)
            z[i] = (b->column[SW_IN_EFFECT][i] - d->p[0]) / d->p[1];
    else if (found)
        sw_normal_table_quantiles(z, plan->normal, b->uniform + k * SW_BLOCK,
                                  n);
}

/* theta = mean + lean z0 + rest z in place: rest is a lower triangle, so the
 * last segment, which reads every z, is written first. */
static void transform(sw_draw_block *b, const sw_segment_posterior *p,
                      size_t node, double common, size_t i)
{
    size_t n = p->n_segments;
    const double *mean = p->mean + node * n, *lean = p->lean + node * n;
    const double *rest = p->rest + node * n * n;
    for (size_t g = n; g-- > 0;) {
        double x = mean[g] + lean[g] * common;
        for (size_t h = 0; h <= g; h++)
            x += rest[g * n + h] * b->theta[h * SW_BLOCK + i];
        b->theta[g * SW_BLOCK + i] = x;
    }
}

/* The effect of all seats: the segments', by their shares. */
static void post_stratify(double *effect, const sw_draw_block *b,
                          const sw_draw_plan *plan, size_t n)
{
    for (size_t i = 0; i < n; i++)
        effect[i] = 0.0;
    for (size_t g = 0; g < plan->posterior->n_segments; g++)
        for (size_t i = 0; i < n; i++)
            effect[i] += plan->segment_share[g] * b->theta[g * SW_BLOCK + i];
}

/* Apart from all other draws: what else is drawn stays as it is. */
static void draw_use(sw_draw_block *b, const sw_draw_plan *plan, size_t n)
{
    size_t k = plan->posterior->n_segments;
    const double *u = b->uniform + (plan->n_varying + 1 + k) * SW_BLOCK;
    for (size_t g = 0; g < k; g++) {
        double *share = b->use_share + g * SW_BLOCK;
        b->use[g] = plan->mean_use[g] != NULL ? share : NULL;
        if (b->use[g] != NULL)
            sw_marginal_draw(share, &plan->use_marginal[g], plan->normal,
                             u + g * SW_BLOCK, n);
    }
}

void sw_segment_draw(sw_draw_block *b, const sw_draw_plan *plan, size_t n)
{
    const double *u = b->uniform + plan->n_varying * SW_BLOCK;
    double common[SW_BLOCK];
    fill_common(common, b, plan, n);
    fill_normals(b, plan, n);
    for (size_t i = 0; i < n; i++)
        transform(b, plan->posterior, node_of(plan->posterior, u[i]), common[i],
                  i);
    post_stratify(b->effect, b, plan, n);
    b->column[SW_IN_EFFECT] = b->effect;
    if (plan->use_drawn)
        draw_use(b, plan, n);
}
