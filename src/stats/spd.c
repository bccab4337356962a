/* Cholesky's factor of small matrices and what follows from it. */
#include "stats/spd.h"

#include <math.h>

bool sw_spd_factor(double *a, size_t p, double tolerance)
{
    for (size_t j = 0; j < p; j++) {
        double whole = a[j * p + j], pivot = whole;
        for (size_t k = 0; k < j; k++)
            pivot -= a[j * p + k] * a[j * p + k];
        if (!(pivot > tolerance * whole) || !isfinite(pivot))
            return false;
        double root = sqrt(pivot);
        a[j * p + j] = root;
        for (size_t i = j + 1; i < p; i++) {
            double rest = a[i * p + j];
            for (size_t k = 0; k < j; k++)
                rest -= a[i * p + k] * a[j * p + k];
            a[i * p + j] = rest / root;
        }
    }
    return true;
}

void sw_spd_solve(const double *l, double *b, size_t p)
{
    for (size_t i = 0; i < p; i++) {
        for (size_t k = 0; k < i; k++)
            b[i] -= l[i * p + k] * b[k];
        b[i] /= l[i * p + i];
    }
    for (size_t i = p; i-- > 0;) {
        for (size_t k = i + 1; k < p; k++)
            b[i] -= l[k * p + i] * b[k];
        b[i] /= l[i * p + i];
    }
}

void sw_spd_inverse(double *out, const double *l, size_t p)
{
    /* The inverse is symmetric, so its rows are its columns. */
    for (size_t j = 0; j < p; j++) {
        for (size_t i = 0; i < p; i++)
            out[j * p + i] = i == j ? 1.0 : 0.0;
        sw_spd_solve(l, out + j * p, p);
    }
}

double sw_spd_log_det(const double *l, size_t p)
{
    double sum = 0.0;
    for (size_t i = 0; i < p; i++)
        sum += 2.0 * log(l[i * p + i]);
    return sum;
}

double sw_bilinear(const double *c, const double *a, const double *b, size_t p)
{
    double sum = 0.0;
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++)
            sum += c[i] * a[i * p + j] * b[j];
    return sum;
}
