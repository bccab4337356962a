/* Planning and guarding a comparison: frozen answers of R. */
#include "frozen_case.h"
#include "seatworth/stats_design.h"
#include "sw_test.h"

static accuracy ACCURACY;

static const double *column(const frozen *f, const char *name, size_t *n)
{
    const frozen_values *c = frozen_column(f, name);
    if (c == NULL)
        fail_msg("%s has no %s", f->name, name);
    if (n != NULL)
        *n = c->n;
    return c->v;
}

static void compare(const char *method, const frozen *f, const char *key,
                    double got, double want, double tolerance)
{
    accuracy_check(&ACCURACY, method, f, key, got, want, 1e-300, tolerance);
}

static void check_adjust(const frozen *f)
{
    static const struct {
        const char *key;
        sw_adjustment how;
    } HOW[] = {{"holm", SW_ADJUST_HOLM},
               {"hommel", SW_ADJUST_HOMMEL},
               {"bh", SW_ADJUST_BH},
               {"by", SW_ADJUST_BY}};
    size_t n;
    const double *p = column(f, "p", &n);
    double got[200];
    assert_true(n <= COUNT(got));
    for (size_t i = 0; i < COUNT(HOW); i++) {
        assert_int_equal(SW_OK, sw_stats_adjust(got, p, n, HOW[i].how, NULL));
        for (size_t j = 0; j < n; j++)
            compare("adjust", f, HOW[i].key, got[j],
                    frozen_ref(f, HOW[i].key)->v[j], 1e-12);
    }
}

static void check_spending(const frozen *f)
{
    size_t n;
    const double *look = column(f, "look", &n);
    double bound[10], spent[10];
    assert_true(n <= COUNT(bound));
    assert_int_equal(SW_OK,
                     sw_stats_spending(bound, spent, look, n,
                                       column(f, "alpha", NULL)[0], NULL));
    for (size_t k = 0; k < n; k++)
        compare("spending", f, "bound", bound[k], frozen_ref(f, "bounds")->v[k],
                1e-6);
}

static void check_srm(const frozen *f)
{
    size_t n, count[8];
    const double *x = column(f, "count", &n), *want = frozen_ref(f, "srm")->v;
    assert_true(n <= COUNT(count));
    for (size_t i = 0; i < n; i++)
        count[i] = (size_t)x[i];
    sw_sample_ratio r;
    assert_int_equal(SW_OK,
                     sw_stats_sample_ratio(&r, count, column(f, "weight", NULL),
                                           n, 0, 1, NULL));
    accuracy_check(&ACCURACY, "srm", f, "statistic", r.statistic, want[0], 1,
                   1e-12);
    compare("srm", f, "df", r.df, want[1], 1e-12);
    compare("srm", f, "p", r.p, want[2], 1e-11);
    assert_int_equal(r.exact, want[3] > 0.5);
}

static void check_equivalence(const frozen *f)
{
    sw_sample treated, control;
    treated.v = column(f, "treated", &treated.n);
    control.v = column(f, "control", &control.n);
    const double *design = column(f, "design", NULL);
    const double *want = frozen_ref(f, "equivalence")->v;
    sw_equivalence e, n;
    assert_int_equal(SW_OK, sw_stats_equivalence(&e, treated, control,
                                                 design[0], design[1], NULL));
    compare("equivalence", f, "p_lower", e.p_lower, want[0], 1e-9);
    compare("equivalence", f, "p_upper", e.p_upper, want[1], 1e-9);
    compare("equivalence", f, "p", e.welch.p, fmax(want[0], want[1]), 1e-9);
    double t = want[0] > want[1] ? want[2] : want[3];
    accuracy_check(&ACCURACY, "equivalence", f, "t", e.welch.statistic, t, 1,
                   1e-10);
    compare("equivalence", f, "df", e.welch.df, want[4], 1e-9);
    accuracy_check(&ACCURACY, "equivalence", f, "low", e.welch.ci.lower,
                   want[5], e.welch.se, 1e-9);
    accuracy_check(&ACCURACY, "equivalence", f, "high", e.welch.ci.upper,
                   want[6], e.welch.se, 1e-9);
    for (int higher = 0; higher < 2; higher++) {
        assert_int_equal(SW_OK, sw_stats_noninferiority(&n, treated, control,
                                                        design[0], higher == 1,
                                                        design[1], NULL));
        compare("noninferiority", f, "p", n.welch.p, want[higher], 1e-9);
        accuracy_check(&ACCURACY, "noninferiority", f, "t", n.welch.statistic,
                       want[2 + higher], 1, 1e-10);
        assert_true(isnan(higher ? n.p_lower : n.p_upper));
    }
}

static void check_power(const frozen *f)
{
    const double *d = column(f, "design", NULL);
    const double *want = frozen_ref(f, "power")->v;
    sw_power_design design = {.sd = d[2],
                              .alpha = d[3],
                              .one_sided = d[4] < 1.5,
                              .icc = d[5],
                              .cluster_size = d[6]};
    double power, mde, n;
    assert_int_equal(SW_OK, sw_stats_power(&power, &design, d[0], d[1], NULL));
    compare("power", f, "power", power, want[0], 1e-10);
    assert_int_equal(
        SW_OK, sw_stats_detectable_effect(&mde, &design, d[0], d[7], NULL));
    compare("power", f, "mde", mde, want[1], 1e-9);
    if (isnan(want[2]))
        return;
    assert_int_equal(SW_OK,
                     sw_stats_sample_size(&n, &design, d[1], d[7], NULL));
    compare("power", f, "n", n, want[2], 1e-12);
}

static void check_alpha(const frozen *f)
{
    const double *d = column(f, "design", NULL);
    const double *want = frozen_ref(f, "alpha")->v;
    sw_reliability r;
    assert_int_equal(SW_OK,
                     sw_stats_alpha(&r, column(f, "x", NULL), (size_t)d[0],
                                    (size_t)d[1], d[2], NULL));
    const double got[] = {r.estimate, r.ci.lower, r.ci.upper, r.statistic, r.p};
    for (size_t i = 0; i < COUNT(got); i++)
        accuracy_check(&ACCURACY, "alpha", f, "alpha", got[i], want[i],
                       i == 4 ? 0 : 1, 1e-9);
}

static void check_icc(const frozen *f)
{
    size_t n, group[400];
    const double *y = column(f, "y", &n), *g = column(f, "group", NULL);
    const double *d = column(f, "design", NULL);
    const double *want = frozen_ref(f, "icc")->v;
    assert_true(n <= COUNT(group));
    for (size_t i = 0; i < n; i++)
        group[i] = (size_t)g[i];
    sw_reliability r;
    assert_int_equal(SW_OK,
                     sw_stats_icc(&r, y, group, (size_t)d[0], n, d[1], NULL));
    const double got[] = {r.estimate, r.ci.lower, r.ci.upper, r.statistic, r.p};
    for (size_t i = 0; i < COUNT(got); i++)
        accuracy_check(&ACCURACY, "icc", f, "icc", got[i], want[i],
                       i == 4 ? 0 : 1, 1e-9);
}

static void check_hidden_bias(const frozen *f)
{
    const double *d = column(f, "design", NULL);
    sw_hidden_bias h;
    if (frozen_ref(f, "evalue") != NULL) {
        const double *want = frozen_ref(f, "evalue")->v;
        assert_int_equal(SW_OK,
                         sw_stats_evalue(&h, d[0], d[1], d[2], d[3], NULL));
        /* The reference takes exp() and then RR - 1, which cancels near 1. */
        compare("evalue", f, "point", h.point, want[0], 1e-12);
        compare("evalue", f, "limit", h.limit, want[1], 1e-12);
    } else {
        const double *want = frozen_ref(f, "robustness")->v;
        assert_int_equal(SW_OK,
                         sw_stats_robustness(&h, d[0], d[1], d[2], NULL));
        accuracy_check(&ACCURACY, "robustness", f, "point", h.point, want[0],
                       1e-3, 1e-12);
        accuracy_check(&ACCURACY, "robustness", f, "limit", h.limit, want[1],
                       1e-3, 1e-12);
    }
}

static void check(const frozen *f, void *ctx)
{
    static const struct {
        const char *prefix;
        void (*check)(const frozen *f);
    } METHODS[] = {
        {"adjust-", check_adjust},
        {"spending-", check_spending},
        {"srm-", check_srm},
        {"equivalence-", check_equivalence},
        {"power-", check_power},
        {"alpha-", check_alpha},
        {"icc-", check_icc},
        {"evalue-", check_hidden_bias},
        {"robustness-", check_hidden_bias},
    };
    (void)ctx;
    for (size_t i = 0; i < COUNT(METHODS); i++)
        if (strncmp(f->name, METHODS[i].prefix, strlen(METHODS[i].prefix)) ==
            0) {
            METHODS[i].check(f);
            return;
        }
    fail_msg("%s is of no method", f->name);
}

static void agrees_with_r_on_frozen_data(void **state)
{
    (void)state;
    size_t n = frozen_each("tests/data/stats/design.tsv", check, NULL);
    assert_true(n >= 9 * 25);
    for (size_t i = 0; i < ACCURACY.n; i++)
        assert_true(ACCURACY.row[i].datasets >= 25);
    accuracy_write(&ACCURACY, "design");
}

int main(void)
{
    sw_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r_on_frozen_data),
    };
    return cmocka_run_group_tests_name("stats/design", tests, NULL, NULL);
}
