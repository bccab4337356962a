/*
 * gauss_legendre.h - the Gauss-Legendre rule of 20 points, symmetric about 0.
 *
 * Exact for polynomials to degree 39: on a panel over which an integrand
 * changes by a few powers of e its error is below the last digit.
 * Source: DLMF 3.5(v); nodes are the roots of Legendre's P20.
 */
#ifndef SW_STATS_GAUSS_LEGENDRE_H
#define SW_STATS_GAUSS_LEGENDRE_H

enum { SW_GAUSS_HALF = 10 };

/* The positive nodes on [-1, 1] and their weights. */
static const double SW_GAUSS_NODE[SW_GAUSS_HALF] = {
    0.076526521133497338, 0.2277858511416451,  0.37370608871541955,
    0.51086700195082713,  0.63605368072651502, 0.7463319064601508,
    0.83911697182221878,  0.91223442825132584, 0.96397192727791381,
    0.99312859918509488};
static const double SW_GAUSS_WEIGHT[SW_GAUSS_HALF] = {
    0.15275338713072578,  0.14917298647260366,  0.14209610931838187,
    0.13168863844917653,  0.11819453196151825,  0.10193011981724026,
    0.083276741576704671, 0.062672048334109443, 0.040601429800386217,
    0.017614007139153273};

#endif
