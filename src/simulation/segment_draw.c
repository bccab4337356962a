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

/* theta = mean + factor z in place: the factor is a lower triangle, so the last
 * segment, which reads every z, is written first. */
static void transform(sw_draw_block *b, const sw_segment_posterior *p,
                      size_t node, size_t i)
{
    size_t n = p->n_segments;
    const double *mean = p->mean + node * n;
    const double *factor = p->factor + node * n * n;
    for (size_t g = n; g-- > 0;) {
        double x = mean[g];
        for (size_t h = 0; h <= g; h++)
            x += factor[g * n + h] * b->theta[h * SW_BLOCK + i];
        b->theta[g * SW_BLOCK + i] = x;
    }
}

/* Puts the segments round the effect of all seats. */
static void centre(sw_draw_block *b, const sw_draw_plan *plan, double effect,
                   size_t i)
{
    size_t n = plan->posterior->n_segments;
    double mean = 0.0;
    for (size_t g = 0; g < n; g++)
        mean += plan->segment_share[g] * b->theta[g * SW_BLOCK + i];
    for (size_t g = 0; g < n; g++)
        b->theta[g * SW_BLOCK + i] += effect - mean;
}

void sw_segment_draw(sw_draw_block *b, const sw_draw_plan *plan, size_t n)
{
    const double *u = b->uniform + plan->n_varying * SW_BLOCK;
    const double *effect = b->column[SW_IN_EFFECT];
    fill_normals(b, plan, n);
    for (size_t i = 0; i < n; i++) {
        transform(b, plan->posterior, node_of(plan->posterior, u[i]), i);
        centre(b, plan, effect[i], i);
    }
}
