/*
 * stats_regression.h - regressions beyond least squares: the wild cluster
 * bootstrap, the random intercept, ordered and binary outcomes.
 *
 * Inputs are as in stats.h: finite, complete rows.
 */
#ifndef SEATWORTH_STATS_REGRESSION_H
#define SEATWORTH_STATS_REGRESSION_H

#include "seatworth/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/* y = b0 + b1 treated + x b + e, in clusters; b1 is the effect. */
typedef struct sw_wild_model {
    const double *y;       /* [n] */
    const bool *treated;   /* [n] */
    const double *x;       /* [n * k], row-major; NULL with k = 0 */
    const size_t *cluster; /* [n], any labels */
    size_t n, k;
    double null; /* the effect under the null hypothesis */
    sw_hypothesis alternative;
    size_t resamples; /* where they are drawn; at least 99 */
    uint64_t seed;
    double level;
} sw_wild_model;

#define SW_WILD_MODEL_INIT                                                     \
    {                                                                          \
        .resamples = 9999, .seed = 1, .level = 0.95                            \
    }

typedef struct sw_wild {
    sw_estimate effect; /* se by CR1, df NaN; p and ci by the bootstrap */
    size_t clusters, treated_clusters; /* the latter: with a treated row */
    size_t weights;                    /* vectors of weights that were tried */
    bool webb;                         /* six-point weights, else signs */
    bool enumerated;                   /* all of them, else drawn */
} sw_wild;

/**
 * Wild cluster bootstrap of the treatment effect, the null imposed.
 *
 *   t(b) = (b1 - b) / se_CR1;  y*_g = fit_g(b) + v_g u_g(b), where u(b) are the
 *   residuals of the regression with the effect held at b
 *   p(b) = share of the v with |t*| >= |t| (1 - 1e-9)
 *
 * 8 to 13 clusters: all 2^G signs; fewer than 8: all 6^G of Webb's weights; 14
 * and more: signs are drawn and p = (1 + #) / (1 + resamples). The interval
 * holds the b with p(b) > 1 - level, on one and the same set of weights.
 *
 * @param[out] out  written only on SW_OK; an end of effect.ci is infinite where
 *                  no null is rejected on that side
 * @param m         see the struct
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN   level, null, resamples, a value not finite
 *         SW_ENODATA   fewer than 2 clusters in an arm; a column of x constant
 *                      or a combination of the others; an exact fit
 *         SW_ENUMERIC, SW_ENOMEM
 *
 * Numerics: t* is a ratio of polynomials in b with coefficients per vector, so
 *           the inversion refits nothing.
 * Draws:    resample r has a stream of its own (seed, r): bits of the signs,
 *           64 clusters a number. Equal for any number of threads.
 * Cost:     O(n p^2) and O(resamples G p).
 * Source:   Cameron, Gelbach & Miller (2008), Review of Economics and
 *           Statistics 90, 414-427; Webb (2014), Queen's Economics Department
 *           Working Paper 1315; Phipson & Smyth (2010), Stat. Appl. Genet. Mol.
 *           Biol. 9, 39.
 * Deviates: Webb's weights are enumerated, not drawn.
 */
SW_API SW_NODISCARD sw_status sw_stats_wild_bootstrap(sw_wild *out,
                                                      const sw_wild_model *m,
                                                      sw_error *err);

typedef struct sw_mixed_fit {
    double sd_group, sd_residual; /* unit of y */
    double icc;                   /* var_group / (var_group + var_residual) */
    double reml_criterion;        /* -2 log L of the contrasts */
    size_t groups;
    bool boundary; /* the group variance was estimated as 0 */
} sw_mixed_fit;

/**
 * Random intercept by restricted maximum likelihood.
 *
 *   y = [1 X] b + u_group + e, u ~ N(0, s_u^2), e ~ N(0, s_e^2), r =
 * s_u^2/s_e^2 criterion(r) = sum log(1 + n_j r) + log |X'V^-1 X| + (n - p) (1 +
 * log(2 pi rss / (n - p))) standard errors and df of Kenward and Roger
 *
 * @param[out] coefficient  [k + 1], intercept first; [k] with no_intercept;
 *                          written only on SW_OK; effect_size is NaN
 * @param[out] fit          written only on SW_OK
 * @param m                 the model; m->cluster are the groups, m->weights
 *                          must be NULL, m->vcov is not read
 * @param err               may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, a value not finite, weights, no groups given
 *         SW_ENODATA  n <= p; fewer than 2 groups; every group has one row; x
 *                     absorbs the groups; no variation within the groups; a
 *                     column of x constant or a combination of the others
 *         SW_ENUMERIC, SW_ENOMEM
 *
 * Numerics: sums per group in an orthonormal basis of x, least squares taken
 *           off first; the criterion is scanned over log r and its derivative
 *           solved by Brent's method, r = 0 compared. The criterion belongs to
 *           the columns as given.
 * Cost:     one pass of O(n p^2), then O(G p^2) a step.
 * Source:   Patterson & Thompson (1971), Biometrika 58, 545-554; Kenward &
 *           Roger (1997), Biometrics 53, 983-997.
 * Deviates: no. Agrees with lme4 1.1-31: criterion to 1e-9, b to 1e-6, sd to
 *           1e-5; with pbkrtest 0.5.2: df to 1e-3.
 */
SW_API SW_NODISCARD sw_status sw_stats_mixed(sw_estimate *coefficient,
                                             sw_mixed_fit *fit,
                                             const sw_regression *m,
                                             sw_error *err);

/**
 * Logistic regression of a 0/1 outcome.
 *
 *   log(P / (1 - P)) = [1 X] b
 *
 * @param[out] coefficient     [k + 1], intercept first; [k] with no_intercept;
 *                             written only on SW_OK; df is INFINITY (normal),
 *                             effect_size is NaN
 * @param[out] log_likelihood  written only on SW_OK
 * @param m     m->y is 0 or 1, m->weights NULL; m->vcov is CLASSICAL (inverse
 *              information) or CR1: scores summed by cluster, factor
 *              G/(G-1) (N-1)/(N-p)
 * @param err   may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, y, a value not finite, weights, another vcov, CR1
 *                     without clusters
 *         SW_ENODATA  n <= p; fewer than 2 clusters; y constant; x separates
 *                     the outcomes; a column constant or a combination
 *         SW_ENOMEM
 *
 * Numerics: Newton in an orthonormal basis of x. Separated outcomes are
 *           refused, never penalised in silence.
 * Source:   McCullagh & Nelder (1989), Generalized Linear Models, ch. 4; Liang
 *           & Zeger (1986), Biometrika 73, 13-22.
 * Deviates: no. Agrees with R's glm to 1e-8 and sandwich::vcovCL(type = "HC1")
 *           to 1e-7.
 */
SW_API SW_NODISCARD sw_status sw_stats_logit(sw_estimate *coefficient,
                                             double *log_likelihood,
                                             const sw_regression *m,
                                             sw_error *err);

/* Ordered categories: category[i] in 0 .. levels - 1, each of them present. */
typedef struct sw_ordinal_model {
    const size_t *category; /* [n] */
    size_t levels;          /* at least 2 */
    const double *x;        /* [n * k], row-major, without an intercept */
    size_t n, k;
    const size_t *cluster; /* [n]: sandwich as sw_stats_logit; NULL: inverse
                              information */
    double level;
} sw_ordinal_model;

/**
 * Proportional odds.
 *
 *   log(P(Y <= j) / P(Y > j)) = threshold_j - x'b
 *
 * @param[out] threshold       [levels - 1]; written only on SW_OK
 * @param[out] coefficient     [k]; written only on SW_OK; df is INFINITY,
 *                             effect_size is NaN
 * @param[out] log_likelihood  written only on SW_OK
 * @param m                    see the struct; k may be 0
 * @param err                  may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, levels, a value not finite, a category out of
 *                     range or without a row
 *         SW_ENODATA  fewer rows than parameters; fewer than 2 clusters; x
 *                     separates the outcomes; a column constant or a
 *                     combination
 *         SW_ENOMEM
 *
 * Numerics: Newton on thresholds and coefficients at once, in an orthonormal
 *           basis of the centred x; differences of the distribution function
 *           without cancellation.
 * Source:   McCullagh (1980), J. Royal Statistical Society B 42, 109-142.
 * Deviates: no. Agrees with ordinal::clm 2022.11-16: log L to 1e-10,
 *           coefficients to 1e-6, standard errors to 1e-5.
 */
SW_API SW_NODISCARD sw_status sw_stats_ordinal(sw_estimate *threshold,
                                               sw_estimate *coefficient,
                                               double *log_likelihood,
                                               const sw_ordinal_model *m,
                                               sw_error *err);

#ifdef __cplusplus
}
#endif
#endif
