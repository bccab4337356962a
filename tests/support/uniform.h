/* uniform.h - numbers for random inputs, the same everywhere: a linear
 * congruential generator (Knuth's MMIX). */
#ifndef UNIFORM_H
#define UNIFORM_H

#include <stddef.h>
#include <stdint.h>

static uint64_t uniform_state;

static inline void uniform_seed(uint64_t seed)
{
    uniform_state = seed;
}

/* In [0, 1). */
static inline double uniform(void)
{
    uniform_state = uniform_state * 6364136223846793005u + 1442695040888963407u;
    return (double)(uniform_state >> 11) / 9007199254740992.0;
}

/* 0 ... n - 1 */
static inline int below(int n)
{
    return (int)(uniform() * n);
}

#endif
