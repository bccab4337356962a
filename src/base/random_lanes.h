/*
 * random_lanes.h - four streams of random.h side by side, for loops that make
 * millions of draws.
 *
 * The lanes are vectors of GCC and clang, so the same bits come out with and
 * without AVX2.
 */
#ifndef SW_BASE_RANDOM_LANES_H
#define SW_BASE_RANDOM_LANES_H

#include <stdint.h>

#include "base/random.h"

typedef uint64_t sw_lanes __attribute__((vector_size(32)));

typedef struct sw_random_lanes {
    sw_lanes s[4];
} sw_random_lanes;

/* The lanes' states are 16 draws of r. */
static inline void sw_random_lanes_init(sw_random_lanes *lanes, sw_random *r)
{
    for (int word = 0; word < 4; word++)
        for (int lane = 0; lane < 4; lane++)
            lanes->s[word][lane] = sw_random_next(r);
}

/* 256 random bits: xoshiro256++ in each lane. */
static inline __attribute__((always_inline)) void
sw_random_lanes_next(sw_random_lanes *lanes, sw_lanes *out)
{
    sw_lanes *s = lanes->s;
    sw_lanes sum = s[0] + s[3];
    sw_lanes t = s[1] << 17;
    *out = ((sum << 23) | (sum >> 41)) + s[0];
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = (s[3] << 45) | (s[3] >> 19);
}

#endif
