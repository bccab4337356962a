/* Order statistics of the averages of all pairs. */
#include "stats/walsh.h"

#include <stdint.h>
#include <string.h>

static double average(double a, double b)
{
    return a / 2.0 + b / 2.0; /* halves first: no overflow */
}

/* Doubles in the order of their value as integers. */
static int64_t to_key(double x)
{
    int64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits >= 0 ? bits : INT64_MIN - bits;
}

static double of_key(int64_t key)
{
    int64_t bits = key >= 0 ? key : INT64_MIN - key;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Pairs with an average of at most v: as i moves up, j moves down. */
static size_t count_up_to(const double *d, size_t n, double v)
{
    size_t count = 0, j = n;
    for (size_t i = 0; i < n; i++) {
        while (j > i && average(d[i], d[j - 1]) > v)
            j--;
        if (j <= i)
            break;
        count += j - i;
    }
    return count;
}

double sw_walsh_at(const double *d, size_t n, size_t k)
{
    int64_t low = to_key(average(d[0], d[0]));
    int64_t high = to_key(average(d[n - 1], d[n - 1]));
    while (low < high) {
        /* The mean of two keys of any sign, rounded down, without overflow. */
        int64_t middle = (low & high) + ((low ^ high) >> 1);
        if (count_up_to(d, n, of_key(middle)) >= k)
            high = middle;
        else
            low = middle + 1;
    }
    return of_key(low);
}

double sw_walsh_median(const double *d, size_t n)
{
    size_t pairs = n * (n + 1) / 2;
    double upper = sw_walsh_at(d, n, pairs / 2 + 1);
    if (pairs % 2 == 1)
        return upper;
    return average(sw_walsh_at(d, n, pairs / 2), upper);
}
