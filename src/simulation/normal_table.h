/*
 * normal_table.h - the inverse normal distribution of many uniforms at once.
 *
 * The smaller tail p lies in one of 16 equal parts of an octave; within it the
 * quantile is the quintic with the right value, slope and curvature at both
 * ends. Beyond 2^-34 the exact inverse is called.
 *
 * Numerics: within 3e-10 of the exact quantile everywhere.
 */
#ifndef SW_SIMULATION_NORMAL_TABLE_H
#define SW_SIMULATION_NORMAL_TABLE_H

#include <stddef.h>

enum {
    SW_NORMAL_OCTAVES = 33, /* p in [2^-34, 2^-1) */
    SW_NORMAL_PARTS = 16,
    SW_NORMAL_PIECES = SW_NORMAL_OCTAVES * SW_NORMAL_PARTS
};

enum {
    SW_NORMAL_REACH = 8, /* P is tabulated for |z| below it */
    SW_NORMAL_STEPS = 64 /* intervals of a unit of z */
};

typedef struct sw_normal_table {
    double c[SW_NORMAL_PIECES][6]; /* by rising power of the place within */
    double p[2 * SW_NORMAL_REACH * SW_NORMAL_STEPS][4]; /* of P, likewise */
} sw_normal_table;

/* The one table, made by the first call. Safe from several threads. */
const sw_normal_table *sw_normal_table_get(void);

/* z[i] = quantile of u[i], u in (0, 1); z may be u. */
void sw_normal_table_quantiles(double *z, const sw_normal_table *t,
                               const double *u, size_t n);

/* u[i] = P(z[i]) within 1e-10, in (0, 1); u may be z. */
void sw_normal_table_probabilities(double *u, const sw_normal_table *t,
                                   const double *z, size_t n);

#endif
