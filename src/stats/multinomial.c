/* Counts of a resample, exactly multinomial. */
#include "stats/multinomial.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/random_lanes.h"

/* From this sample size on, counts are Poisson and topped up. */
enum { MIN_POISSON = 128 };

typedef int16_t cells __attribute__((vector_size(32))); /* 16 draws */
typedef int32_t counts8 __attribute__((vector_size(32)));
typedef double values4 __attribute__((vector_size(32)));
typedef double values8 __attribute__((vector_size(64)));

/* The body is compiled twice: for AVX2 and for every other processor. Both do
 * the same operations on the same lanes, so the results have the same bits. */
#if defined(__x86_64__)
#define HAS_AVX2_TWIN 1
#define AVX2_TWIN __attribute__((target("avx2")))
#endif
#define BODY static inline __attribute__((always_inline))

static void poisson_init(sw_poisson *p, double lambda)
{
    double probability = exp(-lambda), cells_used = 0.0, left_over = 0.0;
    for (int j = 0; j < SW_MAX_POISSON; j++) {
        double share = 65536.0 * probability;
        cells_used += floor(share);
        left_over += share - floor(share);
        p->left_over[j] = left_over;
        if (j < SW_PLAIN_POISSON)
            p->threshold[j] = (int16_t)(cells_used - 1.0 - 32768.0);
        probability *= lambda / (double)(j + 1);
    }
    p->last_whole = (int16_t)(cells_used - 1.0 - 32768.0);
}

void sw_multinomial_init(sw_multinomial *m, size_t n, size_t k,
                         const size_t *repeat)
{
    *m = (sw_multinomial){.n = n, .k = k, .repeat = repeat};
    /* Three standard deviations below n: more than n in 1 of 740 cases. */
    if (repeat == NULL && n >= MIN_POISSON)
        poisson_init(&m->poisson, 1.0 - 3.0 / sqrt((double)n));
}

static int16_t draw_left_over(const sw_poisson *p, sw_random *r)
{
    double u = sw_random_uniform(r) * p->left_over[SW_MAX_POISSON - 1];
    int16_t count = 0;
    while (count < SW_MAX_POISSON - 1 && u > p->left_over[count])
        count++;
    return count;
}

/* The rare block with a cell that draws again; counts are negative here. */
static void redraw(int16_t *passed, const int16_t *cell, const sw_poisson *p,
                   sw_random *r)
{
    for (int lane = 0; lane < SW_COUNT_BLOCK; lane++)
        if (cell[lane] > p->last_whole)
            passed[lane] = (int16_t)-draw_left_over(p, r);
}

/* A comparison that holds is -1 in its lane. */
BODY void pass_all(cells *passed, const cells *cell, const cells *threshold)
{
    *passed = (*cell > threshold[0]) + (*cell > threshold[1]) +
              (*cell > threshold[2]) + (*cell > threshold[3]) +
              (*cell > threshold[4]) + (*cell > threshold[5]) +
              (*cell > threshold[6]);
}

BODY bool any(const cells *mask)
{
    uint64_t word[4];
    memcpy(word, mask, sizeof word);
    return (word[0] | word[1] | word[2] | word[3]) != 0;
}

BODY void add_eight(values4 *sum, const counts8 *count, const double *v)
{
    values8 wide = __builtin_convertvector(*count, values8);
    values4 x0, x1;
    memcpy(&x0, v, sizeof x0); /* one vector each: copied in registers */
    memcpy(&x1, v + 4, sizeof x1);
    sum[0] += __builtin_shufflevector(wide, wide, 0, 1, 2, 3) * x0;
    sum[1] += __builtin_shufflevector(wide, wide, 4, 5, 6, 7) * x1;
}

BODY double total_of(const values4 *sum)
{
    values4 all = (sum[0] + sum[1]) + (sum[2] + sum[3]);
    return (all[0] + all[1]) + (all[2] + all[3]);
}

BODY double weighted_sum_body(const int32_t *count, const double *v,
                              size_t padded)
{
    values4 sum[4] = {{0}};
    for (size_t i = 0; i < padded; i += SW_COUNT_BLOCK) {
        counts8 low, high;
        memcpy(&low, count + i, sizeof low);
        memcpy(&high, count + i + 8, sizeof high);
        add_eight(sum, &low, v + i);
        add_eight(sum + 2, &high, v + i + 8);
    }
    return total_of(sum);
}

/* The next 16 counts. Which lane serves which value does not matter, so they
 * are widened by shifts: even lanes first, odd ones behind them. */
BODY void poisson_block(counts8 *low, counts8 *high, const sw_poisson *p,
                        const cells *threshold, sw_random_lanes *lanes,
                        sw_random *r)
{
    sw_lanes bits;
    cells passed;
    sw_random_lanes_next(lanes, &bits);
    cells cell = (cells)bits, again = cell > p->last_whole;
    pass_all(&passed, &cell, threshold);
    if (any(&again)) {
        int16_t made[SW_COUNT_BLOCK], from[SW_COUNT_BLOCK];
        memcpy(made, &passed, sizeof made);
        memcpy(from, &cell, sizeof from);
        redraw(made, from, p, r);
        memcpy(&passed, made, sizeof made);
    }
    counts8 pairs = (counts8)-passed;
    *low = (pairs << 16) >> 16;
    *high = pairs >> 16;
}

/* Keeps the first n of 16 counts. */
BODY void cut(counts8 *low, counts8 *high, size_t n)
{
    for (size_t lane = n; lane < SW_COUNT_BLOCK; lane++)
        if (lane < 8)
            (*low)[lane] = 0;
        else
            (*high)[lane - 8] = 0;
}

/* One pass of Poisson counts. */
typedef struct pass_result {
    int64_t total; /* of the counts */
    double sum;    /* of the counts times the values */
} pass_result;

/* Either the counts are kept in count[padded], or, where it is NULL, their sum
 * with v is made on the way. The state and the sums are copied so that they
 * stay in registers. */
BODY pass_result poisson_body(int32_t *count, const double *v, size_t n,
                              const sw_poisson *p, sw_random_lanes *lanes,
                              sw_random *r)
{
    sw_random_lanes local = *lanes;
    cells threshold[SW_PLAIN_POISSON];
    for (int j = 0; j < SW_PLAIN_POISSON; j++)
        threshold[j] = p->threshold[j] - (cells){0};
    counts8 total = {0};
    values4 sum[4] = {{0}};
    for (size_t i = 0; i < n; i += SW_COUNT_BLOCK) {
        counts8 low, high;
        poisson_block(&low, &high, p, threshold, &local, r);
        if (n - i < SW_COUNT_BLOCK)
            cut(&low, &high, n - i);
        total += low + high;
        if (count != NULL) {
            memcpy(count + i, &low, sizeof low);
            memcpy(count + i + 8, &high, sizeof high);
        } else {
            add_eight(sum, &low, v + i);
            add_eight(sum + 2, &high, v + i + 8);
        }
    }
    *lanes = local;
    pass_result result = {0, total_of(sum)};
    for (int lane = 0; lane < 8; lane++)
        result.total += total[lane];
    return result;
}

/* Compiled for counts and for sums, for every processor and for AVX2. */
#define PASSES(suffix, attribute)                                              \
    attribute static pass_result count_##suffix(                               \
        int32_t *count, const sw_multinomial *m, sw_random_lanes *lanes,       \
        sw_random *r)                                                          \
    {                                                                          \
        return poisson_body(count, NULL, m->n, &m->poisson, lanes, r);         \
    }                                                                          \
    attribute static pass_result sum_##suffix(                                 \
        const double *v, const sw_multinomial *m, sw_random_lanes *lanes,      \
        sw_random *r)                                                          \
    {                                                                          \
        return poisson_body(NULL, v, m->n, &m->poisson, lanes, r);             \
    }                                                                          \
    attribute static double weighted_##suffix(const int32_t *count,            \
                                              const double *v, size_t padded)  \
    {                                                                          \
        return weighted_sum_body(count, v, padded);                            \
    }

PASSES(plain, )
#ifdef HAS_AVX2_TWIN
PASSES(avx2, AVX2_TWIN)

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2");
}
#else
#define count_avx2 count_plain
#define sum_avx2 sum_plain
#define weighted_avx2 weighted_plain

static bool has_avx2(void)
{
    return false;
}
#endif

double sw_weighted_sum(const int32_t *count, const double *v, size_t padded)
{
    return has_avx2() ? weighted_avx2(count, v, padded)
                      : weighted_plain(count, v, padded);
}

/* Poisson counts given their total are multinomial, and so are they with the
 * missing draws added one by one; totals above n start anew. */
static double draw_topped_up(int32_t *count, const double *v,
                             const sw_multinomial *m, sw_random *r)
{
    pass_result made;
    sw_random_lanes lanes;
    sw_random_lanes_init(&lanes, r);
    bool fast = has_avx2();
    do {
        if (count != NULL)
            made = fast ? count_avx2(count, m, &lanes, r)
                        : count_plain(count, m, &lanes, r);
        else
            made =
                fast ? sum_avx2(v, m, &lanes, r) : sum_plain(v, m, &lanes, r);
    } while (made.total > (int64_t)m->n);
    for (; made.total < (int64_t)m->n; made.total++) {
        size_t i = (size_t)sw_random_below(r, m->n);
        if (count != NULL)
            count[i]++;
        else
            made.sum += v[i];
    }
    return made.sum;
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
    uint64_t left = m->n, weight = left;
    for (size_t j = 0; j < m->k && left > 0; j++) {
        double share = (double)m->repeat[j] / (double)weight;
        uint64_t c = j + 1 < m->k ? sw_binomial(r, left, share) : left;
        count[j] = (int32_t)c;
        left -= c;
        weight -= m->repeat[j];
    }
}

static bool is_topped_up(const sw_multinomial *m)
{
    return m->repeat == NULL && m->n >= MIN_POISSON;
}

void sw_multinomial_draw(int32_t *count, const sw_multinomial *m, sw_random *r)
{
    if (is_topped_up(m)) {
        draw_topped_up(count, NULL, m, r);
        return;
    }
    memset(count, 0, sw_padded(m->k) * sizeof *count);
    if (m->repeat != NULL)
        draw_by_value(count, m, r);
    else
        draw_singly(count, m->n, r);
}

double sw_multinomial_sum(int32_t *count, const double *v,
                          const sw_multinomial *m, sw_random *r)
{
    if (is_topped_up(m))
        return draw_topped_up(NULL, v, m, r);
    sw_multinomial_draw(count, m, r);
    return sw_weighted_sum(count, v, sw_padded(m->k));
}
