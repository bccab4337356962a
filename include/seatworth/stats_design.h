/*
 * stats_design.h - planning and guarding a comparison: multiplicity, repeated
 * looks, sample ratio, equivalence, power, reliability, hidden confounding.
 *
 * Conventions as in stats.h.
 */
#ifndef SEATWORTH_STATS_DESIGN_H
#define SEATWORTH_STATS_DESIGN_H

#include "seatworth/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sw_adjustment {
    SW_ADJUST_HOLM,
    SW_ADJUST_HOMMEL,
    SW_ADJUST_BH, /* Benjamini and Hochberg */
    SW_ADJUST_BY  /* Benjamini and Yekutieli */
} sw_adjustment;

/**
 * p-values adjusted for their number.
 *
 *   p(1) <= ... <= p(m); each made monotone and at most 1
 *   Holm:   max over j <= i of (m - j + 1) p(j)
 *   Hommel: max over k of min(k p(i), S_k), S_k = min over j of
 *           k p(m-k+j) / j
 *   BH:     min over j >= i of m p(j) / j;  BY: times sum 1/j
 *
 * @param[out] adjusted  [n], NaN where p is NaN; may be p itself; written only
 *                       on SW_OK
 * @param p              [n] fractions in [0, 1]; NaN is left out and does not
 *                       count in m
 * @param n              may be 0
 * @param how            the method
 * @param err            may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  a p outside [0, 1], or no such method
 *         SW_ENOMEM
 *
 * Cost:     O(n log n), Hommel's too: S_k from a convex hull.
 * Source:   Holm (1979), Scandinavian J. Statistics 6, 65-70; Hommel (1988),
 *           Biometrika 75, 383-386, in the form of Meijer, Krebs & Goeman
 *           (2019), Biometrical J. 61, 73-82; Benjamini & Hochberg (1995),
 *           JRSS B 57, 289-300; Benjamini & Yekutieli (2001), Annals of
 *           Statistics 29, 1165-1188.
 * Deviates: no. Agrees with R 4.2.2 p.adjust to 1e-12.
 */
SW_API SW_NODISCARD sw_status sw_stats_adjust(double *adjusted, const double *p,
                                              size_t n, sw_adjustment how,
                                              sw_error *err);

/**
 * Bounds for repeated looks, O'Brien-Fleming spending by Lan and DeMets.
 *
 *   per side a(t) = 2 Q(z / sqrt(t)), z the upper alpha/4 quantile, so that
 *   a(1) = alpha / 2; the k-th bound spends a(t_k) - a(t_(k-1)) on each side
 *
 * @param[out] bound        [n] on |Z|; NaN where too little is left to spend
 *                          for any bound in double precision
 * @param[out] alpha_spent  [n] both sides, cumulative
 * @param look              [n] information fractions, rising, in (0, 1]
 * @param n                 1 to 1000
 * @param alpha             two-sided level, fraction in (0, 1)
 * @param err               may be NULL
 *
 * Outputs are written only on SW_OK.
 *
 * @return SW_OK
 *         SW_EDOMAIN  alpha, n, or a look not above the one before; looks less
 *                     than 1e-5 of the total apart
 *         SW_ENOMEM
 *
 * Numerics: recursive integration of the density of the score over panels of
 *           Gauss and Legendre no wider than the step to the next look.
 * Cost:     O(n / smallest step).
 * Source:   Lan & DeMets (1983), Biometrika 70, 659-663; Armitage, McPherson &
 *           Rowe (1969), JRSS A 132, 235-244.
 * Deviates: no. Agrees with mvtnorm 1.1-3 to 1e-6.
 */
SW_API SW_NODISCARD sw_status sw_stats_spending(double *bound,
                                                double *alpha_spent,
                                                const double *look, size_t n,
                                                double alpha, sw_error *err);

typedef struct sw_sample_ratio {
    double statistic; /* sum (observed - expected)^2 / expected */
    double df;        /* arms of positive weight - 1 */
    double p;
    bool exact;      /* p of the multinomial, an expectation is below 5 */
    double draws;    /* 0, or the number of random tables behind that p */
    double n;        /* people in arms of positive weight */
    double left_out; /* people in arms of weight 0 */
} sw_sample_ratio;

/**
 * Whether the arms have the sizes that they should (sample ratio mismatch).
 *
 *   expected_j = N w_j / sum w; p from chi-square, or where an expectation is
 *   below 5 the probability of all tables no likelier than the one observed
 *
 * @param[out] out  written only on SW_OK
 * @param count     [arms] people
 * @param weight    [arms] expected shares in any unit, >= 0; arms of weight 0
 *                  are left out, an arm nobody is in counts
 * @param arms      at least 2 of positive weight
 * @param draws     random tables where there are too many to list (more than
 *                  2e6); 0 is 9,999
 * @param seed      of these
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  a weight is negative or not finite
 *         SW_ENODATA  fewer than 2 arms of positive weight, or nobody in them
 *         SW_ENOMEM
 *
 * Draws:    per table, arms in order, each by its conditional binomial; then
 *           p = (1 + tables no likelier) / (1 + draws).
 * Source:   Pearson (1900), Philosophical Magazine 50, 157-175; Cressie & Read
 *           (1984), JRSS B 46, 440-464, for the exact test.
 * Deviates: no. Agrees with R 4.2.2 chisq.test and binom.test to 1e-12.
 */
SW_API SW_NODISCARD sw_status sw_stats_sample_ratio(
    sw_sample_ratio *out, const size_t *count, const double *weight,
    size_t arms, size_t draws, uint64_t seed, sw_error *err);

typedef struct sw_equivalence {
    sw_estimate welch; /* statistic and p of the decision, ci at 1 - 2 alpha */
    double p_lower;    /* against difference <= -margin */
    double p_upper;    /* against difference >= margin */
} sw_equivalence;

/**
 * Two one-sided Welch tests: is the difference within +-margin?
 *
 *   p_lower = P(T > (d + margin) / se), p_upper = P(T < (d - margin) / se)
 *   p is the larger one, statistic its t
 *
 * @param[out] out  written only on SW_OK
 * @param treated, control   n >= 2 values each
 * @param margin    > 0, unit of the data
 * @param level     1 - alpha, in (0.5, 1); the interval has level 1 - 2 alpha
 * @param err       may be NULL
 *
 * @return SW_OK; SW_EDOMAIN (also margin), SW_ENODATA as sw_stats_welch
 *
 * Source:   Schuirmann (1987), J. Pharmacokinetics and Biopharmaceutics 15,
 *           657-680.
 * Deviates: variances are not assumed equal.
 */
SW_API SW_NODISCARD sw_status sw_stats_equivalence(sw_equivalence *out,
                                                   sw_sample treated,
                                                   sw_sample control,
                                                   double margin, double level,
                                                   sw_error *err);

/**
 * One of the two: is treated not worse than control by `margin` or more?
 *
 * As sw_stats_equivalence, but p is p_lower where lower values are worse and
 * p_upper where higher ones are, and the other one is NaN.
 */
SW_API SW_NODISCARD sw_status sw_stats_noninferiority(
    sw_equivalence *out, sw_sample treated, sw_sample control, double margin,
    bool higher_is_worse, double level, sw_error *err);

/* Two arms of n each, persons or whole clusters of them. */
typedef struct sw_power_design {
    double sd;    /* of one person, > 0 */
    double alpha; /* in (0, 1) */
    bool one_sided;
    bool against;        /* one-sided: effects are on the other side */
    double icc;          /* intracluster correlation, in [0, 1) */
    double cluster_size; /* mean persons a cluster, >= 1; 1: no clusters */
    double cluster_cv;   /* sd / mean of the cluster sizes, >= 0 */
} sw_power_design;

#define SW_POWER_DESIGN_INIT                                                   \
    {                                                                          \
        .sd = 1.0, .alpha = 0.05, .cluster_size = 1.0                          \
    }

/**
 * Power of the two-sample t test.
 *
 *   ncp = effect / (sd sqrt(2 DE / n)), DE = 1 + ((cv^2 + 1) m - 1) icc
 *   df = 2 n - 2, with clusters 2 n / m - 2
 *   power = P(T_ncp > t) + P(T_ncp < -t), both tails; one-sided P(T_ncp > t),
 *   with ncp below 0 where the effect is against the alternative
 *
 * @param[out] power  written only on SW_OK
 * @param n           persons an arm; df must be above 0
 * @param effect      difference of the means, unit of sd
 * @param err         may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  a number of the design is out of its range
 *         SW_ENODATA  so few persons or clusters that df is not above 0
 *
 * Source:   Cohen (1988), Statistical Power Analysis; clusters: Eldridge,
 *           Ashby & Kerry (2006), Int. J. Epidemiology 35, 1292-1300.
 * Deviates: no. Agrees with R's power.t.test(strict = TRUE) to 1e-12.
 */
SW_API SW_NODISCARD sw_status sw_stats_power(double *power,
                                             const sw_power_design *design,
                                             double n, double effect,
                                             sw_error *err);

/**
 * The smallest effect found with probability `target`.
 *
 * @param[out] mde  > 0, written only on SW_OK
 * @param target    in (alpha, 1)
 * @return as sw_stats_power; SW_EDOMAIN also for the target; SW_ENODATA also
 *         where no effect a double can hold reaches it
 */
SW_API SW_NODISCARD sw_status
sw_stats_detectable_effect(double *mde, const sw_power_design *design, double n,
                           double target, sw_error *err);

/**
 * The smallest whole n an arm with which `effect` is found with probability
 * `target`.
 *
 * @return as above; SW_ENODATA where no n up to 1e15 reaches it, as for an
 *         effect of 0, or one against a one-sided alternative
 */
SW_API SW_NODISCARD sw_status
sw_stats_sample_size(double *n, const sw_power_design *design, double effect,
                     double target, sw_error *err);

typedef struct sw_reliability {
    double estimate;
    sw_interval ci;   /* NaN where it does not exist */
    double statistic; /* F of rows or groups; NaN where it is infinite */
    double df1, df2;
    double p; /* P(F > statistic) */
} sw_reliability;

/**
 * Cronbach's alpha with Feldt's interval.
 *
 *   F = MS persons / MS residual of the two-way table, alpha = 1 - 1 / F,
 *   (1 - true) / (1 - alpha) ~ F(n - 1, (n - 1)(k - 1))
 *
 * @param[out] out  written only on SW_OK
 * @param x         [n * k], row-major: persons by items
 * @param n, k      at least 2 of each
 * @param level     confidence level, fraction in (0, 1)
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, or a value not finite
 *         SW_ENODATA  fewer than 2 persons or items; the persons' totals do
 *                     not vary
 *         SW_ENOMEM
 *
 * Source:   Cronbach (1951), Psychometrika 16, 297-334; Feldt (1965),
 *           Psychometrika 30, 357-370.
 * Deviates: no.
 */
SW_API SW_NODISCARD sw_status sw_stats_alpha(sw_reliability *out,
                                             const double *x, size_t n,
                                             size_t k, double level,
                                             sw_error *err);

/**
 * Intraclass correlation of one-way groups, ICC(1), with its F interval.
 *
 *   (MSB - MSW) / (MSB + (n0 - 1) MSW), n0 = (N - sum n_j^2 / N) / (k - 1)
 *   ends (F_end - 1) / (F_end + n0 - 1), F_end = F / F_q and F F_q
 *
 * @param[out] out  written only on SW_OK
 * @param y         [n]
 * @param group     [n], labels 0 to groups - 1, each used
 * @param level     confidence level, fraction in (0, 1)
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, a value not finite, or a label out of range
 *         SW_ENODATA  fewer than 2 groups; no group with two values; no
 *                     variation at all
 *         SW_ENOMEM
 *
 * Source:   Shrout & Fleiss (1979), Psychological Bulletin 86, 420-428; n0:
 *           Donner (1986), Int. Statistical Review 54, 67-82.
 * Deviates: no. With unequal groups the interval is approximate.
 */
SW_API SW_NODISCARD sw_status sw_stats_icc(sw_reliability *out, const double *y,
                                           const size_t *group, size_t groups,
                                           size_t n, double level,
                                           sw_error *err);

typedef struct sw_hidden_bias {
    double point; /* for the estimate */
    double limit; /* for the end of its interval nearest to no effect */
} sw_hidden_bias;

/**
 * E-value: how strong an unmeasured confounder must be, as a risk ratio with
 * both treatment and outcome, to explain the effect away.
 *
 *   E = RR + sqrt(RR (RR - 1)), RR below 1 inverted; of a difference d in sds
 *   RR = exp(0.91 d), limit at d -+ z se / sd; 1 where the interval holds 0
 *
 * @param[out] out     written only on SW_OK
 * @param estimate, se, sd   in one unit, se >= 0, sd > 0
 * @param level        confidence level, fraction in (0, 1)
 * @param err          may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  an argument out of range, or so many sds that the risk
 *                     ratio overflows
 *
 * Source:   VanderWeele & Ding (2017), Annals of Internal Medicine 167,
 *           268-274; differences: Chinn (2000), Statistics in Medicine 19.
 * Deviates: no.
 */
SW_API SW_NODISCARD sw_status sw_stats_evalue(sw_hidden_bias *out,
                                              double estimate, double se,
                                              double sd, double level,
                                              sw_error *err);

/* The E-value of a risk ratio > 0; NaN for what is none. */
SW_API double sw_stats_evalue_of_ratio(double risk_ratio);

/**
 * Robustness value: the share of the residual variance of both treatment and
 * outcome that confounders must explain to take the estimate to 0 (point), or
 * to insignificance at 1 - level (limit).
 *
 *   f = |t| / sqrt(df), f* = t_crit(df - 1) / sqrt(df - 1), g = f - f*
 *   RV(f) = (sqrt(f^4 + 4 f^2) - f^2) / 2;  limit: 0 where g < 0,
 *   (f^2 - f*^2) / (1 + f^2) where f > 1 / f*, else RV(g)
 *
 * @param[out] out     written only on SW_OK
 * @param statistic    t of the coefficient, its sign does not count
 * @param df           residual degrees of freedom, > 1
 * @param level        confidence level, fraction in (0, 1)
 * @param err          may be NULL
 *
 * @return SW_OK, SW_EDOMAIN
 *
 * Source:   Cinelli & Hazlett (2020), JRSS B 82, 39-67, eq. 10 and 15.
 * Deviates: no. Agrees with sensemakr 0.1.4.
 */
SW_API SW_NODISCARD sw_status sw_stats_robustness(sw_hidden_bias *out,
                                                  double statistic, double df,
                                                  double level, sw_error *err);

#ifdef __cplusplus
}
#endif
#endif
