/* Counts of a resample, exactly multinomial. */
#include "stats/multinomial.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/random_lanes.h"

/* From this sample size on, counts are Poisson and topped up. */
enum { MIN_POISSON = 128 };

typedef int16_t cells __attribute__((vector_size(32)));     /* 16 draws */
typedef int16_t half_cells __attribute__((vector_size(16))); /* 8 */
typedef int32_t counts8 __attribute__((vector_size(32)));
typedef int32_t counts4 __attribute__((vector_size(16)));
typedef double values4 __attribute__((vector_size(32)));

/* The body is compiled twice: for AVX2 and for every other processor. Both do
 * the same operations on the same lanes, so the results have the same bits. */
#if defined(__x86_64__)
#define HAS_AVX2_TWIN 1
#define AVX2_TWIN __attribute__((target("avx2")))
#endif
#define BODY static inline __attribute__((always_inline))

/* Poisson(lambda): threshold j lies at 2^16 P(X <= j), from the upper tail so
 * that the last ones keep their digits. */
static void poisson_init(sw_poisson *p, double lambda)
{
    double tail[SW_MAX_POISSON] = {0}, term = exp(-lambda), sum = 0.0;
    double terms[2 * SW_MAX_POISSON];
    for (int j = 0; j < 2 * SW_MAX_POISSON; j++) {
        terms[j] = term;
        term *= lambda / (double)(j + 1);
    }
    for (int j = 2 * SW_MAX_POISSON - 1; j > 0; j--) {
        sum += terms[j];
        if (j <= SW_MAX_POISSON)
            tail[j - 1] = sum; /* P(X > j - 1) */
    }
    for (int j = 0; j < SW_MAX_POISSON; j++) {
        double above = 65536.0 * tail[j], cell = 65535.0 - floor(above);
        p->threshold[j] = (int16_t)(cell - 32768.0);
        p->share[j] = above - floor(above);
    }
}

void sw_multinomial_init(sw_multinomial *m, size_t n, size_t k,
                         const size_t *repeat)
{
    *m = (sw_multinomial){.n = n, .k = k, .repeat = repeat};
    /* Three standard deviations below n: more than n in 1 of 740 cases. */
    if (repeat == NULL && n >= MIN_POISSON)
        poisson_init(&m->poisson, 1.0 - 3.0 / sqrt((double)n));
}

/* A draw on a threshold, or in the last cell where several thresholds lie. */
static int16_t resolve(int16_t cell, const sw_poisson *p, sw_random *r)
{
    double u = sw_random_uniform(r); /* distance from the cell's upper end */
    int16_t count = 0;
    for (int j = 0; j < SW_MAX_POISSON; j++)
        count = (int16_t)(count +
                          (cell > p->threshold[j] ||
                           (cell == p->threshold[j] && u <= p->share[j])));
    return count;
}

/* The rare block with a draw on a threshold. */
static void resolve_block(int16_t *drawn, const int16_t *cell,
                          const sw_poisson *p, sw_random *r)
{
    for (int lane = 0; lane < SW_COUNT_BLOCK; lane++) {
        bool on_edge = cell[lane] == INT16_MAX;
        for (int j = 0; j < SW_PLAIN_POISSON; j++)
            on_edge |= cell[lane] == p->threshold[j];
        if (on_edge)
            drawn[lane] = resolve(cell[lane], p, r);
    }
}

/* A comparison that holds is -1 in its lane. */
BODY void pass(cells *passed, cells *on_edge, const cells *cell,
               const int16_t *threshold)
{
    *passed += *cell > *threshold;
    *on_edge |= *cell == *threshold;
}

BODY void pass_all(cells *drawn, cells *on_edge, const cells *cell,
                   const int16_t *threshold)
{
    cells passed = {0};
    *on_edge = *cell == INT16_MAX;
    pass(&passed, on_edge, cell, threshold);
    pass(&passed, on_edge, cell, threshold + 1);
    pass(&passed, on_edge, cell, threshold + 2);
    pass(&passed, on_edge, cell, threshold + 3);
    pass(&passed, on_edge, cell, threshold + 4);
    pass(&passed, on_edge, cell, threshold + 5);
    pass(&passed, on_edge, cell, threshold + 6);
    *drawn = -passed;
}

BODY bool any(const cells *mask)
{
    uint64_t word[4];
    memcpy(word, mask, sizeof word);
    return (word[0] | word[1] | word[2] | word[3]) != 0;
}

/* Makes draws of 16 counts; *total is their sum. The state and the sum are
 * copied so that they stay in registers. */
BODY void poisson_body(int32_t *count, size_t padded, const sw_poisson *p,
                       sw_random_lanes *lanes, sw_random *r, int64_t *total)
{
    sw_random_lanes local = *lanes;
    counts8 sum = {0};
    for (size_t i = 0; i < padded; i += SW_COUNT_BLOCK) {
        sw_lanes bits;
        cells drawn, on_edge;
        sw_random_lanes_next(&local, &bits);
        cells cell = (cells)bits;
        pass_all(&drawn, &on_edge, &cell, p->threshold);
        if (any(&on_edge)) {
            int16_t made[SW_COUNT_BLOCK], from[SW_COUNT_BLOCK];
            memcpy(made, &drawn, sizeof made);
            memcpy(from, &cell, sizeof from);
            resolve_block(made, from, p, r);
            memcpy(&drawn, made, sizeof made);
        }
        half_cells half[2];
        memcpy(half, &drawn, sizeof half);
        counts8 low = __builtin_convertvector(half[0], counts8);
        counts8 high = __builtin_convertvector(half[1], counts8);
        memcpy(count + i, &low, sizeof low);
        memcpy(count + i + 8, &high, sizeof high);
        sum += low + high;
    }
    *lanes = local;
    *total = 0;
    for (int lane = 0; lane < 8; lane++)
        *total += sum[lane];
}

BODY double weighted_sum_body(const int32_t *count, const double *v,
                              size_t padded)
{
    values4 sum[4] = {{0}};
    for (size_t i = 0; i < padded; i += SW_COUNT_BLOCK)
        for (int part = 0; part < 4; part++) {
            counts4 c;
            values4 x;
            memcpy(&c, count + i + 4 * part, sizeof c);
            memcpy(&x, v + i + 4 * part, sizeof x);
            sum[part] += __builtin_convertvector(c, values4) * x;
        }
    values4 all = (sum[0] + sum[1]) + (sum[2] + sum[3]);
    return (all[0] + all[1]) + (all[2] + all[3]);
}

static void poisson_plain(int32_t *count, size_t padded, const sw_poisson *p,
                          sw_random_lanes *lanes, sw_random *r, int64_t *total)
{
    poisson_body(count, padded, p, lanes, r, total);
}

static double weighted_sum_plain(const int32_t *count, const double *v,
                                 size_t padded)
{
    return weighted_sum_body(count, v, padded);
}

#ifdef HAS_AVX2_TWIN
AVX2_TWIN static void poisson_avx2(int32_t *count, size_t padded,
                                   const sw_poisson *p, sw_random_lanes *lanes,
                                   sw_random *r, int64_t *total)
{
    poisson_body(count, padded, p, lanes, r, total);
}

AVX2_TWIN static double weighted_sum_avx2(const int32_t *count, const double *v,
                                          size_t padded)
{
    return weighted_sum_body(count, v, padded);
}

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2");
}
#else
static bool has_avx2(void)
{
    return false;
}
#define poisson_avx2 poisson_plain
#define weighted_sum_avx2 weighted_sum_plain
#endif

double sw_weighted_sum(const int32_t *count, const double *v, size_t padded)
{
    return has_avx2() ? weighted_sum_avx2(count, v, padded)
                      : weighted_sum_plain(count, v, padded);
}

/* Poisson counts given their total are multinomial, and so are they with the
 * missing draws added one by one; totals above n start anew. */
static void draw_topped_up(int32_t *count, const sw_multinomial *m,
                           sw_random *r)
{
    size_t padded = sw_padded(m->n);
    int64_t total;
    sw_random_lanes lanes;
    sw_random_lanes_init(&lanes, r);
    do {
        if (has_avx2())
            poisson_avx2(count, padded, &m->poisson, &lanes, r, &total);
        else
            poisson_plain(count, padded, &m->poisson, &lanes, r, &total);
        for (size_t i = m->n; i < padded; i++) {
            total -= count[i];
            count[i] = 0;
        }
    } while (total > (int64_t)m->n);
    for (; total < (int64_t)m->n; total++)
        count[sw_random_below(r, m->n)]++;
}

/* Four indices below n < 2^16 from 64 bits, without bias (Lemire 2019). */
static void draw_singly(int32_t *count, size_t n, sw_random *r)
{
    uint32_t bias = 65536u % (uint32_t)n;
    for (size_t drawn = 0; drawn < n;) {
        uint64_t bits = sw_random_next(r);
        for (int part = 0; part < 4 && drawn < n; part++, bits >>= 16) {
            uint32_t product = (uint32_t)(bits & 0xffff) * (uint32_t)n;
            if ((product & 0xffff) < bias)
                continue;
            count[product >> 16]++;
            drawn++;
        }
    }
}

static void draw_by_value(int32_t *count, const sw_multinomial *m, sw_random *r)
{
    uint64_t left = m->n, weight = m->n;
    for (size_t j = 0; j < m->k && left > 0; j++) {
        double share = (double)m->repeat[j] / (double)weight;
        uint64_t c = j + 1 < m->k ? sw_binomial(r, left, share) : left;
        count[j] = (int32_t)c;
        left -= c;
        weight -= m->repeat[j];
    }
}

void sw_multinomial_draw(int32_t *count, const sw_multinomial *m, sw_random *r)
{
    if (m->repeat == NULL && m->n >= MIN_POISSON) {
        draw_topped_up(count, m, r);
        return;
    }
    memset(count, 0, sw_padded(m->k) * sizeof *count);
    if (m->repeat != NULL)
        draw_by_value(count, m, r);
    else
        draw_singly(count, m->n, r);
}
