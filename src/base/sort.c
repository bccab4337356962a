#include "base/sort.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { DIGIT = 11, BUCKETS = 1 << DIGIT, PASSES = 6, FEW = 64 };

/* Bits whose unsigned order is that of the numbers: the sign bit is turned
 * round, and of a negative number all of them. */
static uint64_t key_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits & (UINT64_C(1) << 63) ? ~bits : bits | (UINT64_C(1) << 63);
}

static size_t bucket(double x, int pass)
{
    return (size_t)(key_of(x) >> (pass * DIGIT)) & (BUCKETS - 1);
}

static void insert(double *x, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        double moved = x[i];
        size_t k = i;
        for (; k > 0 && x[k - 1] > moved; k--)
            x[k] = x[k - 1];
        x[k] = moved;
    }
}

static void count(size_t start[PASSES][BUCKETS], const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t key = key_of(x[i]);
        for (int pass = 0; pass < PASSES; pass++)
            start[pass][(key >> (pass * DIGIT)) & (BUCKETS - 1)]++;
    }
}

/* Counts to places; false when one bucket holds all. */
static bool place(size_t *start, size_t n)
{
    size_t at = 0;
    for (size_t b = 0; b < BUCKETS; b++) {
        size_t here = start[b];
        if (here == n)
            return false;
        start[b] = at;
        at += here;
    }
    return true;
}

void sw_sort_many(double *x, double *scratch, size_t n)
{
    if (n <= FEW) {
        insert(x, n);
        return;
    }
    size_t start[PASSES][BUCKETS] = {{0}};
    double *from = x, *to = scratch;
    count(start, x, n);
    for (int pass = 0; pass < PASSES; pass++) {
        if (!place(start[pass], n))
            continue;
        for (size_t i = 0; i < n; i++)
            to[start[pass][bucket(from[i], pass)]++] = from[i];
        double *swap = from;
        from = to;
        to = swap;
    }
    if (from != x)
        memcpy(x, from, n * sizeof *x);
}
