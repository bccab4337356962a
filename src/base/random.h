/*
 * random.h - the one place random streams are made.
 *
 * xoshiro256++ (Blackman & Vigna 2021, ACM TOMS 47(4), 36) seeded by
 * SplitMix64 from (seed, stream): every consumer and every block of draws has a
 * stream of its own, so results depend on the seed and on nothing else.
 */
#ifndef SW_BASE_RANDOM_H
#define SW_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

typedef struct sw_random {
    uint64_t s[4];
} sw_random;

/* Consumers; a stream number is (consumer << 32) + block. */
enum {
    SW_STREAM_SOBOL_SHIFT = 1,
    SW_STREAM_PSEUDO_RANDOM = 2,
    SW_STREAM_BOOTSTRAP = 3,
    SW_STREAM_PERMUTATION = 4,
    SW_STREAM_WILD = 5,
    SW_STREAM_BOUNDS = 6,
    SW_STREAM_QMC = 7,
    SW_STREAM_POOL = 8,
    SW_STREAM_EVPPI = 9
};

void sw_random_init(sw_random *r, uint64_t seed, uint64_t stream);
uint64_t sw_random_next(sw_random *r);

/* Uniform in the open interval (0, 1): 53 bits, centred. */
double sw_random_uniform(sw_random *r);

/* Uniform integer in [0, n), n >= 1; no modulo bias (Lemire 2019). */
uint64_t sw_random_below(sw_random *r, uint64_t n);

#endif
