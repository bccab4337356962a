/* Cholesky's factor of small matrices and what follows from it. */
#include "stats/spd.h"

#include <math.h>

/* Where the row begins: what a has left of that stays 0 in its factor. */
static size_t first_of(const double *row, size_t end)
{
    size_t k = 0;
    while (k < end && !(fabs(row[k]) > 0.0) && !isnan(row[k]))
        k++;
    return k;
}

bool sw_spd_factor(double *a, size_t p, double tolerance)
{
    for (size_t i = 0; i < p; i++) {
        double *row = a + i * p, whole = row[i], pivot = whole;
        size_t first = first_of(row, i);
        for (size_t j = first; j < i; j++) {
            double rest = row[j];
            for (size_t k = first; k < j; k++)
                rest -= row[k] * a[j * p + k];
            row[j] = rest / a[j * p + j];
            pivot -= row[j] * row[j];
        }
        if (!(pivot > tolerance * whole) || !isfinite(pivot))
            return false;
        row[i] = sqrt(pivot);
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

/* Column j of the inverse; nothing is done where it is 0. */
static void inverse_column(double *b, const double *l, size_t p, size_t j)
{
    for (size_t i = 0; i < p; i++)
        b[i] = i == j ? 1.0 : 0.0;
    for (size_t i = j; i < p; i++) {
        for (size_t k = j; k < i; k++)
            b[i] -= l[i * p + k] * b[k];
        b[i] /= l[i * p + i];
    }
    for (size_t i = p; i-- > 0;) {
        if (!(fabs(b[i]) > 0.0) && !isnan(b[i]))
            continue;
        b[i] /= l[i * p + i];
        for (size_t k = 0; k < i; k++)
            b[k] -= l[i * p + k] * b[i];
    }
}

void sw_spd_inverse(double *out, const double *l, size_t p)
{
    /* The inverse is symmetric, so its rows are its columns. */
    for (size_t j = 0; j < p; j++)
        inverse_column(out + j * p, l, p, j);
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

void sw_add_outer(double *m, const double *v, size_t p, double factor)
{
    for (size_t a = 0; a < p; a++)
        for (size_t b = 0; b < p; b++)
            m[a * p + b] += factor * v[a] * v[b];
}

double sw_dot(const double *a, const double *b, size_t p)
{
    double sum = 0.0;
    for (size_t i = 0; i < p; i++)
        sum += a[i] * b[i];
    return sum;
}
