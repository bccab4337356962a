/* Planning and guarding a comparison: identities, and the mistakes of other
 * engines by name. */
#include "seatworth/stats_design.h"
#include <stdlib.h>

#include "sw_test.h"

static const double A[] = {3, 5, 4, 6, 9}, B[] = {2, 4, 4, 3};

/* --- adjusted p-values ---------------------------------------------------- */

/* The closed test itself: the largest Simes p of all sets that hold i. */
static double closed_simes(const double *p, size_t n, size_t i)
{
    double worst = 0.0;
    for (unsigned set = 1; set < 1u << n; set++) {
        double member[10], simes = INFINITY;
        size_t m = 0;
        if ((set >> i & 1u) == 0)
            continue;
        for (size_t j = 0; j < n; j++)
            if (set >> j & 1u) {
                size_t at = m++;
                for (; at > 0 && member[at - 1] > p[j]; at--)
                    member[at] = member[at - 1];
                member[at] = p[j];
            }
        for (size_t j = 0; j < m; j++)
            simes = fmin(simes, (double)m * member[j] / (double)(j + 1));
        worst = fmax(worst, simes);
    }
    return fmin(1.0, worst);
}

static void hommel_is_the_closed_simes_test(void **state)
{
    (void)state;
    const double p[][7] = {{.01, .02, .022, .09, .5, .03, .011},
                           {.04, .04, .04, .04, .04, .04, .04},
                           {1e-9, .9, .02, .02, .021, 1, 0},
                           {.3, .29, .28, .27, .26, .25, .24}};
    for (size_t i = 0; i < COUNT(p); i++)
        for (size_t n = 1; n <= 7; n++) {
            double q[7];
            assert_int_equal(
                SW_OK, sw_stats_adjust(q, p[i], n, SW_ADJUST_HOMMEL, NULL));
            for (size_t j = 0; j < n; j++)
                assert_close(q[j], closed_simes(p[i], n, j), 1e-13, 0, "q");
        }
}

/* statsmodels #2899: one NaN made every adjusted p NaN. */
static void nan_is_left_out_and_does_not_count(void **state)
{
    (void)state;
    const double with[] = {.01, NAN, .04, .03, NAN},
                 without[] = {.01, .04, .03};
    for (int how = SW_ADJUST_HOLM; how <= SW_ADJUST_BY; how++) {
        double a[5], b[3];
        assert_int_equal(SW_OK,
                         sw_stats_adjust(a, with, 5, (sw_adjustment)how, NULL));
        assert_int_equal(
            SW_OK, sw_stats_adjust(b, without, 3, (sw_adjustment)how, NULL));
        assert_close(a[0], b[0], 0, 0, "first");
        assert_close(a[2], b[1], 0, 0, "second");
        assert_close(a[3], b[2], 0, 0, "third");
        assert_true(isnan(a[1]) && isnan(a[4]));
    }
}

/* Confidence 3.0.4 applied no correction but Bonferroni's. */
static void corrections_keep_their_order(void **state)
{
    (void)state;
    double p[40], q[4][40];
    for (size_t i = 0; i < 40; i++) /* a full cycle of 37 / 41 */
        p[i] = pow((double)((i + 1) * 37 % 41) / 41.0, 3);
    for (int how = 0; how < 4; how++)
        assert_int_equal(
            SW_OK, sw_stats_adjust(q[how], p, 40, (sw_adjustment)how, NULL));
    for (size_t i = 0; i < 40; i++) {
        assert_true(p[i] <= q[SW_ADJUST_BH][i]);
        assert_true(q[SW_ADJUST_BH][i] <= q[SW_ADJUST_HOMMEL][i] + 1e-15);
        assert_true(q[SW_ADJUST_HOMMEL][i] <= q[SW_ADJUST_HOLM][i] + 1e-15);
        assert_true(q[SW_ADJUST_BH][i] <= q[SW_ADJUST_BY][i]);
        for (size_t j = 0; j < 40; j++)
            for (int how = 0; how < 4; how++)
                assert_true(p[i] > p[j] || q[how][i] <= q[how][j]);
    }
}

static void many_p_values_are_quick(void **state)
{
    (void)state;
    enum { MANY = 200000 };
    double *p = calloc(MANY, sizeof *p);
    assert_non_null(p);
    for (size_t i = 0; i < MANY; i++)
        p[i] = (double)(i * 7919 % MANY + 1) / MANY;
    assert_int_equal(SW_OK,
                     sw_stats_adjust(p, p, MANY, SW_ADJUST_HOMMEL, NULL));
    for (size_t i = 0; i < MANY; i++) /* every Simes bound of i / m is 1 */
        assert_close(p[i], 1.0, 1e-12, 0, "uniform");
    free(p);
}

/* --- repeated looks ------------------------------------------------------- */

static void spending_gives_the_published_bounds(void **state)
{
    (void)state;
    static const struct {
        size_t n;
        double look[5], bound[5];
    } ROWS[] = {
        {1, {1}, {1.959963984540054}},
        {3, {1. / 3, 2. / 3, 1}, {3.71030, 2.51143, 1.99305}},
        {4, {.25, .5, .75, 1}, {4.33263, 2.96313, 2.35904, 2.01409}},
        {5, {.2, .4, .6, .8, 1}, {4.87688, 3.35701, 2.68028, 2.28982, 2.03103}},
        {4, {.2, .45, .8, 1}, {4.87688, 3.14385, 2.25919, 2.02664}},
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        double bound[5], spent[5];
        assert_int_equal(SW_OK, sw_stats_spending(bound, spent, ROWS[i].look,
                                                  ROWS[i].n, .05, NULL));
        for (size_t k = 0; k < ROWS[i].n; k++)
            assert_close(bound[k], ROWS[i].bound[k], 0, 6e-6, "bound");
        assert_close(spent[ROWS[i].n - 1], .05, 1e-12, 0, "spent");
    }
}

static void early_and_crowded_looks_end(void **state)
{
    (void)state;
    enum { CROWD = 200 };
    double look[CROWD], bound[CROWD], spent[CROWD];
    for (size_t k = 0; k < CROWD; k++)
        look[k] = (double)(k + 1) / CROWD;
    assert_int_equal(SW_OK,
                     sw_stats_spending(bound, spent, look, CROWD, .05, NULL));
    for (size_t k = 20; k < CROWD; k++)
        assert_true(bound[k] > 1.9 && bound[k] <= bound[k - 1] + 1e-9);
    /* z = 70 and more: no double holds what is to be spent. */
    const double early[] = {.001, .5, .50002, 1};
    assert_int_equal(SW_OK,
                     sw_stats_spending(bound, spent, early, 4, .05, NULL));
    assert_true(isnan(bound[0]));
    assert_close(bound[1], 2.96258827, 1e-6, 0, "as if the first were not");
    assert_true(bound[2] > 2.9 && bound[3] > 1.95 && bound[3] < 2.0);
}

/* --- sample ratio --------------------------------------------------------- */

static double ratio_p(const size_t *count, const double *weight, size_t n)
{
    sw_sample_ratio r;
    assert_int_equal(SW_OK,
                     sw_stats_sample_ratio(&r, count, weight, n, 0, 1, NULL));
    return r.p;
}

/* GrowthBook's check_srm counted an arm of weight 0 in df: .0408. */
static void arm_of_weight_zero_has_no_degree_of_freedom(void **state)
{
    (void)state;
    const size_t count[] = {460, 540, 0};
    const double weight[] = {.5, .5, 0};
    assert_close(ratio_p(count, weight, 3), 0.011412036386001745, 1e-12, 0,
                 "p"); /* R: pchisq(6.4, 1, lower = FALSE) */
    sw_sample_ratio r;
    const size_t used[] = {460, 540, 77};
    assert_int_equal(SW_OK,
                     sw_stats_sample_ratio(&r, used, weight, 3, 0, 1, NULL));
    assert_close(r.left_out, 77, 0, 0, "left out");
    assert_close(r.p, 0.011412036386001745, 1e-12, 0, "the others");
}

/* GrowthBook #4427 ignored an arm that nobody was in. */
static void empty_arm_counts(void **state)
{
    (void)state;
    const size_t count[] = {30, 30, 0};
    const double weight[] = {1, 1, 1};
    sw_sample_ratio r;
    assert_int_equal(SW_OK,
                     sw_stats_sample_ratio(&r, count, weight, 3, 0, 1, NULL));
    assert_close(r.statistic, 30, 1e-13, 0, "statistic");
    assert_close(r.df, 2, 0, 0, "df");
    assert_close(r.p, exp(-15), 1e-12, 0, "p");
}

static void ratio_ignores_labels_and_units(void **state)
{
    (void)state;
    const size_t count[] = {12, 3, 7}, turned[] = {3, 7, 12};
    const double weight[] = {.5, .2, .3}, other[] = {20, 30, 50};
    assert_close(ratio_p(count, weight, 3), ratio_p(turned, other, 3), 1e-12, 0,
                 "p");
    const size_t fair[] = {8, 1}; /* binom.test(8, 9): 20 / 512 */
    const double even[] = {1, 1}, odd[] = {1e-300, 1e-300};
    assert_close(ratio_p(fair, even, 2), .0390625, 1e-13, 0, "exact");
    assert_close(ratio_p(fair, odd, 2), .0390625, 1e-13, 0, "tiny units");
}

static void too_many_tables_are_sampled(void **state)
{
    (void)state;
    const size_t count[] = {3000, 2990, 3010, 3, 2995};
    const double weight[] = {1, 1, 1, .001, 1};
    sw_sample_ratio a, b;
    assert_int_equal(SW_OK,
                     sw_stats_sample_ratio(&a, count, weight, 5, 999, 7, NULL));
    assert_int_equal(SW_OK,
                     sw_stats_sample_ratio(&b, count, weight, 5, 999, 7, NULL));
    assert_close(a.draws, 999, 0, 0, "draws");
    assert_close(a.p, b.p, 0, 0, "the seed decides");
    /* Chi-square on 4 df puts it at .97 with an expectation of 3. */
    assert_true(a.exact && a.p > .9 && a.p <= 1.0);
}

/* --- equivalence ---------------------------------------------------------- */

static void swapping_groups_swaps_the_tests(void **state)
{
    (void)state;
    sw_equivalence e, s;
    sw_sample a = {A, 5}, b = {B, 4};
    assert_int_equal(SW_OK, sw_stats_equivalence(&e, a, b, 1.5, .95, NULL));
    assert_int_equal(SW_OK, sw_stats_equivalence(&s, b, a, 1.5, .95, NULL));
    assert_close(e.p_lower, s.p_upper, 1e-14, 0, "p");
    assert_close(e.p_upper, s.p_lower, 1e-14, 0, "p");
    assert_close(e.welch.ci.lower, -s.welch.ci.upper, 1e-14, 0, "ci");
    sw_equivalence n;
    assert_int_equal(SW_OK,
                     sw_stats_noninferiority(&n, a, b, 1.5, false, .95, NULL));
    assert_close(n.welch.p, e.p_lower, 0, 0, "one of the two");
}

/* p <= alpha exactly where the interval lies within the margin. */
static void interval_and_test_agree(void **state)
{
    (void)state;
    for (double margin = .5; margin < 8; margin += .25) {
        sw_equivalence e;
        assert_int_equal(SW_OK, sw_stats_equivalence(&e, (sw_sample){A, 5},
                                                     (sw_sample){B, 4}, margin,
                                                     .95, NULL));
        bool within = e.welch.ci.lower > -margin && e.welch.ci.upper < margin;
        assert_int_equal(within, e.welch.p < .05);
    }
}

static void units_and_offsets_do_not_matter(void **state)
{
    (void)state;
    const double scale[] = {1e-150, 1e150, 60}, shift[] = {0, 0, 1e9};
    sw_equivalence e, s;
    sw_reliability r, t;
    const double x[] = {1, 2, 2, 3, 3, 5, 4, 4, 1, 1, 2, 4};
    const size_t group[] = {0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 1, 0};
    assert_int_equal(SW_OK,
                     sw_stats_equivalence(&e, (sw_sample){A, 5},
                                          (sw_sample){B, 4}, 2, .95, NULL));
    for (size_t i = 0; i < COUNT(scale); i++) {
        double a[5], b[4], y[12];
        for (size_t j = 0; j < 12; j++)
            y[j] = x[j] * scale[i] + shift[i];
        for (size_t j = 0; j < 5; j++)
            a[j] = A[j] * scale[i] + shift[i];
        for (size_t j = 0; j < 4; j++)
            b[j] = B[j] * scale[i] + shift[i];
        assert_int_equal(SW_OK, sw_stats_equivalence(&s, (sw_sample){a, 5},
                                                     (sw_sample){b, 4},
                                                     2 * scale[i], .95, NULL));
        assert_close(s.welch.p, e.welch.p, 1e-9, 0, "equivalence");
        assert_int_equal(SW_OK, sw_stats_alpha(&r, x, 4, 3, .95, NULL));
        assert_int_equal(SW_OK, sw_stats_alpha(&t, y, 4, 3, .95, NULL));
        assert_close(t.estimate, r.estimate, 1e-7, 0, "alpha");
        assert_close(t.ci.lower, r.ci.lower, 1e-7, 0, "alpha ci");
        assert_int_equal(SW_OK, sw_stats_icc(&r, x, group, 3, 12, .95, NULL));
        assert_int_equal(SW_OK, sw_stats_icc(&t, y, group, 3, 12, .95, NULL));
        assert_close(t.estimate, r.estimate, 1e-7, 0, "icc");
        assert_close(t.ci.upper, r.ci.upper, 1e-7, 0, "icc ci");
    }
}

/* --- power ---------------------------------------------------------------- */

static void power_agrees_with_itself(void **state)
{
    (void)state;
    for (int clustered = 0; clustered < 2; clustered++) {
        sw_power_design d = SW_POWER_DESIGN_INIT;
        d.cluster_size = clustered ? 6 : 1;
        d.icc = clustered ? .08 : 0;
        d.cluster_cv = clustered ? .4 : 0;
        double n, before, at, mde, back;
        assert_int_equal(SW_OK, sw_stats_sample_size(&n, &d, .4, .9, NULL));
        assert_int_equal(SW_OK, sw_stats_power(&at, &d, n, .4, NULL));
        assert_int_equal(SW_OK, sw_stats_power(&before, &d, n - 1, -.4, NULL));
        assert_true(before < .9 && at >= .9);
        assert_int_equal(SW_OK,
                         sw_stats_detectable_effect(&mde, &d, n, .9, NULL));
        assert_int_equal(SW_OK, sw_stats_power(&back, &d, n, mde, NULL));
        assert_close(back, .9, 1e-12, 0, "back");
        assert_true(mde <= .4);
    }
    sw_power_design d = SW_POWER_DESIGN_INIT;
    double none, huge;
    assert_int_equal(SW_OK, sw_stats_power(&none, &d, 20, 0, NULL));
    assert_close(none, .05, 1e-12, 0, "no effect is found with alpha");
    assert_int_equal(SW_OK, sw_stats_power(&huge, &d, 20, 1e200, NULL));
    assert_close(huge, 1, 0, 0, "huge");
    /* R: power.t.test(n = 50, delta = .5, strict = TRUE) */
    assert_int_equal(SW_OK, sw_stats_power(&none, &d, 50, .5, NULL));
    assert_close(none, .696893405533548, 1e-12, 0, "golden");
}

/* --- hidden bias ---------------------------------------------------------- */

static void evalues_are_the_published_ones(void **state)
{
    (void)state;
    assert_close(sw_stats_evalue_of_ratio(3.9), 7.263, 0, 5e-4, "3.9");
    assert_close(sw_stats_evalue_of_ratio(1.8), 3.0, 1e-12, 0, "1.8");
    assert_close(sw_stats_evalue_of_ratio(1 / 1.8), 3.0, 1e-12, 0, "inverse");
    assert_close(sw_stats_evalue_of_ratio(1), 1, 0, 0, "none");
    assert_true(isnan(sw_stats_evalue_of_ratio(0)));
    sw_hidden_bias a, b;
    /* The limit is 1, not NA, where the interval holds 0 (EValue #18). */
    assert_int_equal(SW_OK, sw_stats_evalue(&a, 1, 2, 3, .95, NULL));
    assert_int_equal(SW_OK, sw_stats_evalue(&b, -1, 2, 3, .95, NULL));
    assert_close(a.limit, 1, 0, 0, "limit");
    assert_close(a.point, b.point, 0, 0, "sign");
}

/* sensemakr #62: a negative coefficient looked 2.6 times as robust. */
static void sign_does_not_change_robustness(void **state)
{
    (void)state;
    sw_hidden_bias a, b;
    assert_int_equal(SW_OK, sw_stats_robustness(&a, 4.184, 783, .95, NULL));
    assert_int_equal(SW_OK, sw_stats_robustness(&b, -4.184, 783, .95, NULL));
    assert_close(a.point, b.point, 0, 0, "point");
    assert_close(a.limit, b.limit, 0, 0, "limit");
    /* Cinelli & Hazlett's example prints 13.9 % and 7.6 %. */
    assert_close(a.point, .1388, 0, 1e-4, "Darfur");
    assert_close(a.limit, .0763, 0, 1e-4, "Darfur");
    assert_int_equal(SW_OK, sw_stats_robustness(&a, 1.5, 783, .95, NULL));
    assert_close(a.limit, 0, 0, 0, "not significant");
    assert_int_equal(SW_OK, sw_stats_robustness(&a, 1e160, 3, .95, NULL));
    assert_close(a.point + a.limit, 2, 1e-12, 0, "nothing explains it");
}

int main(void)
{
    sw_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hommel_is_the_closed_simes_test),
        cmocka_unit_test(nan_is_left_out_and_does_not_count),
        cmocka_unit_test(corrections_keep_their_order),
        cmocka_unit_test(many_p_values_are_quick),
        cmocka_unit_test(spending_gives_the_published_bounds),
        cmocka_unit_test(early_and_crowded_looks_end),
        cmocka_unit_test(arm_of_weight_zero_has_no_degree_of_freedom),
        cmocka_unit_test(empty_arm_counts),
        cmocka_unit_test(ratio_ignores_labels_and_units),
        cmocka_unit_test(too_many_tables_are_sampled),
        cmocka_unit_test(swapping_groups_swaps_the_tests),
        cmocka_unit_test(interval_and_test_agree),
        cmocka_unit_test(units_and_offsets_do_not_matter),
        cmocka_unit_test(power_agrees_with_itself),
        cmocka_unit_test(evalues_are_the_published_ones),
        cmocka_unit_test(sign_does_not_change_robustness),
    };
    return cmocka_run_group_tests_name("stats/design_rules", tests, NULL, NULL);
}
