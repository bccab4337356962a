/* Survival, the log-rank test and growth: frozen answers of R, NIST's certified
 * values, refusals, identities. */
#include "frozen_case.h"
#include "seatworth/stats_curves.h"
#include "stats/nonlinear.h"
#include "sw_test.h"

static accuracy ACCURACY;

enum { MOST = 512 };

/* A frozen data set of survival times. */
typedef struct histories {
    const double *time;
    bool event[MOST];
    size_t group[MOST], n, k;
} histories;

static void read_histories(histories *h, const frozen *f)
{
    const frozen_values *time = frozen_column(f, "time");
    *h = (histories){.time = time->v, .n = time->n};
    for (size_t i = 0; i < h->n; i++) {
        h->event[i] = frozen_column(f, "event")->v[i] > 0.5;
        h->group[i] = (size_t)frozen_column(f, "group")->v[i];
        h->k = h->group[i] + 1 > h->k ? h->group[i] + 1 : h->k;
    }
}

static void check(const char *method, const frozen *f, const char *key,
                  double got, double want, double floor_, double tolerance)
{
    accuracy_check(&ACCURACY, method, f, key, got, want, floor_, tolerance);
}

static void check_survival(const frozen *f, const histories *h)
{
    sw_survival s;
    sw_survival_step step[MOST];
    const char *m = "survival";
    assert_int_equal(SW_OK,
                     sw_stats_survival(&s, step, h->time, h->event, h->n,
                                       frozen_ref(f, "level")->v[0], NULL));
    const frozen_values *time = frozen_ref(f, "step_time");
    assert_int_equal(time->n, s.n_steps);
    for (size_t i = 0; i < s.n_steps; i++) {
        check(m, f, "time", step[i].time, time->v[i], 0, 0);
        check(m, f, "n_risk", (double)step[i].n_risk,
              frozen_ref(f, "n_risk")->v[i], 0, 0);
        check(m, f, "n_event", (double)step[i].n_event,
              frozen_ref(f, "n_event")->v[i], 1, 0);
        check(m, f, "survival", step[i].survival,
              frozen_ref(f, "survival")->v[i], 1, 1e-12);
        check(m, f, "se", step[i].se, frozen_ref(f, "se")->v[i], 1e-6, 1e-11);
        check(m, f, "lower", step[i].ci.lower, frozen_ref(f, "lower")->v[i], 0,
              1e-11);
        check(m, f, "upper", step[i].ci.upper, frozen_ref(f, "upper")->v[i], 0,
              1e-11);
    }
    const double *median = frozen_ref(f, "median")->v;
    check(m, f, "median", s.median, median[0], 0, 0);
    check(m, f, "median lower", s.median_ci.lower, median[1], 0, 0);
    check(m, f, "median upper", s.median_ci.upper, median[2], 0, 0);
}

static void check_logrank(const frozen *f, const histories *h)
{
    const frozen_values *want = frozen_ref(f, "logrank");
    sw_logrank r;
    double expected[8];
    if (want == NULL)
        return;
    assert_int_equal(SW_OK, sw_stats_logrank(&r, expected, h->time, h->event,
                                             h->group, h->n, h->k, NULL));
    check("logrank", f, "chi-square", r.statistic, want->v[0], 1, 1e-10);
    check("logrank", f, "df", r.df, want->v[1], 0, 0);
    check("logrank", f, "p", r.p, want->v[2], 1e-6, 1e-9);
    for (size_t i = 0; i + 3 < want->n && want->n - 3 == h->k; i++)
        check("logrank", f, "expected", expected[i], want->v[3 + i], 1, 1e-11);
}

static void check_growth(const frozen *f, sw_curve curve, const char *key)
{
    const frozen_values *want = frozen_ref(f, key);
    const frozen_values *t = frozen_column(f, "t"), *y = frozen_column(f, "y");
    sw_growth g;
    assert_int_equal(SW_OK,
                     sw_stats_growth(&g, curve, t->v, y->v, t->n, .95, NULL));
    check(key, f, "rss", g.rss, want->v[7], 0, 1e-10);
    check(key, f, "residual sd", g.residual_sd, want->v[6], 0, 1e-10);
    for (int i = 0; i < 3; i++) {
        check(key, f, "coefficient", g.coefficient[i].estimate, want->v[i], 0,
              1e-6);
        check(key, f, "se", g.coefficient[i].se, want->v[3 + i], 0, 1e-5);
        assert_close(g.coefficient[i].df, (double)t->n - 3, 0, 0, "df");
    }
}

static void check_data_set(const frozen *f, void *context)
{
    static const char *const CURVE[] = {"logistic", "bass", "gompertz"};
    (void)context;
    for (int i = 0; i < 3; i++)
        if (frozen_ref(f, CURVE[i]) != NULL) {
            check_growth(f, (sw_curve)i, CURVE[i]);
            return;
        }
    histories h;
    read_histories(&h, f);
    check_survival(f, &h);
    check_logrank(f, &h);
}

static void frozen_data_sets_agree_with_r(void **state)
{
    (void)state;
    size_t n = frozen_each("tests/data/stats/curves.tsv", check_data_set, NULL);
    assert_true(n >= 50);
    accuracy_write(&ACCURACY, "curves");
}

/* NIST StRD, nonlinear regression: Rat42 is the logistic curve. */
static void rat42_has_its_certified_values(void **state)
{
    (void)state;
    static const double x[] = {9, 14, 21, 28, 42, 57, 63, 70, 79};
    static const double y[] = {8.93,  10.8,  18.59, 22.33, 39.35,
                               56.11, 61.73, 64.62, 67.08};
    static const double WANT[][2] = {{7.2462237576E+01, 1.7340283401E+00},
                                     {2.6180768402E+00, 8.8295217536E-02},
                                     {6.7359200066E-02, 3.4465663377E-03}};
    sw_growth g;
    assert_int_equal(
        SW_OK, sw_stats_growth(&g, SW_CURVE_LOGISTIC, x, y, 9, .95, NULL));
    for (int i = 0; i < 3; i++) {
        assert_close(g.coefficient[i].estimate, WANT[i][0], 1e-9, 0, "Rat42");
        assert_close(g.coefficient[i].se, WANT[i][1], 1e-9, 0, "Rat42 se");
    }
    assert_close(g.rss, 8.0565229338E+00, 1e-10, 0, "Rat42 rss");
    assert_close(g.residual_sd, 1.1587725499E+00, 1e-10, 0, "Rat42 sd");
}

static double boxbod(double *g, double x, const double *b)
{
    double e = exp(-b[1] * x);
    if (g != NULL) {
        g[0] = 1 - e;
        g[1] = b[0] * x * e;
    }
    return b[0] * (1 - e);
}

static double rat43(double *g, double x, const double *b)
{
    double e = exp(b[1] - b[2] * x), s = pow(1 + e, -1 / b[3]);
    if (g != NULL) {
        g[0] = s;
        g[1] = -b[0] / b[3] * e * s / (1 + e);
        g[2] = -x * g[1];
        g[3] = b[0] / (b[3] * b[3]) * log1p(e) * s;
    }
    return b[0] * s;
}

static double eckerle4(double *g, double x, const double *b)
{
    double d = (x - b[2]) / b[1], e = exp(-d * d / 2) / b[1];
    if (g != NULL) {
        g[0] = e;
        g[1] = b[0] * e * (d * d - 1) / b[1];
        g[2] = b[0] * e * d / b[1];
    }
    return b[0] * e;
}

static double mgh10(double *g, double x, const double *b)
{
    double t = x + b[2], e = exp(b[1] / t);
    if (g != NULL) {
        g[0] = e;
        g[1] = b[0] * e / t;
        g[2] = -b[0] * b[1] * e / (t * t);
    }
    return b[0] * e;
}

static double thurber(double *g, double x, const double *b)
{
    double top = b[0] + x * (b[1] + x * (b[2] + x * b[3]));
    double bottom = 1 + x * (b[4] + x * (b[5] + x * b[6])), power = 1;
    for (int i = 0; g != NULL && i < 4; i++, power *= x) {
        g[i] = power / bottom;
        if (i > 0)
            g[3 + i] = -power * top / (bottom * bottom);
    }
    return top / bottom;
}

/* clang-format off */
static const double BOXBOD_X[] = {1, 2, 3, 5, 7, 10}, BOXBOD_Y[] = {109, 149, 149, 191, 213, 224};
static const double RAT43_X[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
static const double RAT43_Y[] = {16.08, 33.83, 65.80, 97.20, 191.55, 326.20, 386.87, 520.53, 590.03, 651.92, 724.93, 699.56, 689.96, 637.56, 717.41};
static const double ECKERLE_X[] = {400, 405, 410, 415, 420, 425, 430, 435, 436.5, 438, 439.5, 441, 442.5, 444, 445.5, 447, 448.5, 450, 451.5, 453, 454.5, 456, 457.5, 459, 460.5, 462, 463.5, 465, 470, 475, 480, 485, 490, 495, 500};
static const double ECKERLE_Y[] = {0.0001575, 0.0001699, 0.0002350, 0.0003102, 0.0004917, 0.0008710, 0.0017418, 0.0046400, 0.0065895, 0.0097302, 0.0149002, 0.0237310, 0.0401683, 0.0712559, 0.1264458, 0.2073413, 0.2902366, 0.3445623, 0.3698049, 0.3668534, 0.3106727, 0.2078154, 0.1164354, 0.0616764, 0.0337200, 0.0194023, 0.0117831, 0.0074357, 0.0022732, 0.0008800, 0.0004579, 0.0002345, 0.0001586, 0.0001143, 0.0000710};
static const double MGH10_X[] = {50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100, 105, 110, 115, 120, 125};
static const double MGH10_Y[] = {34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872};
static const double THURBER_X[] = {-3.067, -2.981, -2.921, -2.912, -2.840, -2.797, -2.702, -2.699, -2.633, -2.481, -2.363, -2.322, -1.501, -1.460, -1.274, -1.212, -1.100, -1.046, -0.915, -0.714, -0.566, -0.545, -0.400, -0.309, -0.109, -0.103, 0.010, 0.119, 0.377, 0.790, 0.963, 1.006, 1.115, 1.572, 1.841, 2.047, 2.200};
static const double THURBER_Y[] = {80.574, 84.248, 87.264, 87.195, 89.076, 89.608, 89.868, 90.101, 92.405, 95.854, 100.696, 101.060, 401.672, 390.724, 567.534, 635.316, 733.054, 759.087, 894.206, 990.785, 1090.109, 1080.914, 1122.643, 1178.351, 1260.531, 1273.514, 1288.339, 1327.543, 1353.863, 1414.509, 1425.208, 1421.384, 1442.962, 1464.350, 1468.705, 1447.894, 1457.628};

/* NIST StRD, nonlinear regression, from the second start of each page. */
static const struct {
    const char *name;
    sw_nonlinear_value *value;
    const double *x, *y;
    size_t n, p;
    double start[7], want[7], se[7], rss;
} NIST[] = {
    {"BoxBOD", boxbod, BOXBOD_X, BOXBOD_Y, 6, 2, {100, .75},
     {2.1380940889E+02, 5.4723748542E-01}, {1.2354515176E+01, 1.0455993237E-01}, 1.1680088766E+03},
    {"Rat43", rat43, RAT43_X, RAT43_Y, 15, 4, {700, 5, .75, 1.3},
     {6.9964151270E+02, 5.2771253025E+00, 7.5962938329E-01, 1.2792483859E+00},
     {1.6302297817E+01, 2.0828735829E+00, 1.9566123451E-01, 6.8761936385E-01}, 8.7864049080E+03},
    {"Eckerle4", eckerle4, ECKERLE_X, ECKERLE_Y, 35, 3, {1.5, 5, 450},
     {1.5543827178E+00, 4.0888321754E+00, 4.5154121844E+02},
     {1.5408051163E-02, 4.6803020753E-02, 4.6800518816E-02}, 1.4635887487E-03},
    {"MGH10", mgh10, MGH10_X, MGH10_Y, 16, 3, {.02, 4000, 250},
     {5.6096364710E-03, 6.1813463463E+03, 3.4522363462E+02},
     {1.5687892471E-04, 2.3309021107E+01, 7.8486103508E-01}, 8.7945855171E+01},
    {"Thurber", thurber, THURBER_X, THURBER_Y, 37, 7, {1300, 1500, 500, 75, 1, .4, .05},
     {1.2881396800E+03, 1.4910792535E+03, 5.8323836877E+02, 7.5416644291E+01, 9.6629502864E-01, 3.9797285797E-01, 4.9727297349E-02},
     {4.6647963344E+00, 3.9571156086E+01, 2.8698696102E+01, 5.5675370270E+00, 3.1333340687E-02, 1.4984928198E-02, 6.5842344623E-03}, 5.6427082397E+03},
};
/* clang-format on */

static void nist_curves_have_their_certified_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(NIST); i++) {
        sw_nonlinear m = {NIST[i].value, NIST[i].p, NIST[i].x, NIST[i].y,
                          NIST[i].n};
        sw_nonlinear_fit fit = {.rss = NAN};
        memcpy(fit.b, NIST[i].start, sizeof NIST[i].start);
        sw_error err = {0};
        if (sw_nonlinear_least_squares(&fit, &m, &err) != SW_OK)
            fail_msg("%s: %s", NIST[i].name, err.message);
        double s2 = fit.rss / (double)(m.n - m.p);
        for (size_t j = 0; j < m.p; j++) {
            assert_close(fit.b[j], NIST[i].want[j], 1e-9, 0, NIST[i].name);
            assert_close(sqrt(s2 * fit.covariance[j * m.p + j]), NIST[i].se[j],
                         1e-8, 0, NIST[i].name);
        }
        assert_close(fit.rss, NIST[i].rss, 1e-10, 0, NIST[i].name);
    }
}

/* A curve in other units is the same curve. */
static void growth_follows_units_and_origins(void **state)
{
    (void)state;
    double t[12], y[12], u[12], v[12];
    for (int i = 0; i < 12; i++) {
        t[i] = i + 1;
        y[i] = 50 / (1 + exp(3 - 0.6 * t[i])) + (i % 3 - 1) * 0.4;
    }
    for (int c = 0; c < 3; c++) {
        sw_growth a, b;
        double shift = c == SW_CURVE_BASS ? 0 : 2000, scale = 1e120;
        for (int i = 0; i < 12; i++) {
            u[i] = (t[i] + shift) * 365;
            v[i] = y[i] * scale;
        }
        sw_curve curve = (sw_curve)c;
        assert_int_equal(SW_OK, sw_stats_growth(&a, curve, t, y, 12, .9, NULL));
        assert_int_equal(SW_OK, sw_stats_growth(&b, curve, u, v, 12, .9, NULL));
        const sw_estimate *p = a.coefficient, *q = b.coefficient;
        assert_close(q[0].estimate / scale, p[0].estimate, 1e-8, 0, "ceiling");
        assert_close(q[0].se / scale, p[0].se, 1e-7, 0, "ceiling se");
        assert_close(q[2].estimate * 365, p[2].estimate, 1e-8, 0, "rate");
        assert_close(q[2].ci.lower * 365, p[2].ci.lower, 1e-7, 0, "rate lower");
    }
}

static void an_exact_curve_has_no_standard_error(void **state)
{
    (void)state;
    double t[10], y[10];
    for (int i = 0; i < 10; i++) {
        t[i] = i;
        y[i] = 50 / (1 + exp(3 - 0.8 * t[i]));
    }
    sw_growth g;
    assert_int_equal(
        SW_OK, sw_stats_growth(&g, SW_CURVE_LOGISTIC, t, y, 10, .9, NULL));
    assert_close(g.coefficient[0].estimate, 50, 1e-9, 0, "K");
    assert_close(g.coefficient[2].estimate, 0.8, 1e-9, 0, "r");
    assert_close(g.coefficient[0].se, 0, 0, 1e-9, "se");
}

static void two_groups_that_are_the_same_have_chi_square_zero(void **state)
{
    (void)state;
    const double time[] = {1, 1, 2, 2, 4, 4, 7, 7};
    const bool event[] = {1, 1, 0, 0, 1, 1, 1, 1};
    const size_t group[] = {0, 1, 0, 1, 0, 1, 0, 1};
    const size_t three[] = {0, 2, 0, 2, 0, 2, 0, 2};
    sw_logrank r;
    assert_int_equal(
        SW_OK, sw_stats_logrank(&r, NULL, time, event, group, 8, 2, NULL));
    assert_close(r.statistic, 0, 0, 1e-20, "chi-square");
    assert_close(r.p, 1, 1e-12, 0, "p");
    /* An empty group in between takes no degree of freedom. */
    assert_int_equal(
        SW_OK, sw_stats_logrank(&r, NULL, time, event, three, 8, 3, NULL));
    assert_close(r.df, 1, 0, 0, "df");
}

static void refuses_and_leaves_output_alone(void **state)
{
    (void)state;
    const double good[] = {1, 2, 3, 4, 5, 6}, bad[] = {1, 2, NAN, 4, 5, 6},
                 flat[] = {3, 3, 3, 3, 3, 3}, two[] = {1, 2, 1, 2, 1, 2},
                 rise[] = {1, 2.1, 3.9, 8.2, 16.1, 31.8};
    static const bool none[6] = {0};
    const size_t group[] = {0, 1, 0, 1, 0, 1}, one[] = {1, 1, 1, 1, 1, 1};
    const struct {
        const char *name;
        const double *t, *y;
        size_t n;
        double level;
        sw_status want;
    } GROWTH[] = {
        {"level", good, rise, 6, 1, SW_EDOMAIN},
        {"time", bad, rise, 6, .9, SW_EDOMAIN},
        {"y", good, bad, 6, .9, SW_EDOMAIN},
        {"three values", good, rise, 3, .9, SW_ENODATA},
        {"constant", good, flat, 6, .9, SW_ENODATA},
        {"two times", two, rise, 6, .9, SW_ENODATA},
    };
    for (size_t i = 0; i < COUNT(GROWTH); i++) {
        sw_growth g = {.rss = -99};
        sw_error err = {0};
        sw_status st =
            sw_stats_growth(&g, SW_CURVE_LOGISTIC, GROWTH[i].t, GROWTH[i].y,
                            GROWTH[i].n, GROWTH[i].level, &err);
        if (st != GROWTH[i].want || err.code != st)
            fail_msg("%s: got %s", GROWTH[i].name, sw_status_name(st));
        assert_close(g.rss, -99, 0, 0, GROWTH[i].name);
    }
    sw_growth g = {.rss = -99};
    assert_int_equal(SW_EDOMAIN,
                     sw_stats_growth(&g, (sw_curve)9, good, rise, 6, .9, NULL));
    sw_survival s = {.median = -99};
    assert_int_equal(SW_EDOMAIN,
                     sw_stats_survival(&s, NULL, bad, none, 6, .9, NULL));
    assert_int_equal(SW_EDOMAIN,
                     sw_stats_survival(&s, NULL, good, none, 6, 0, NULL));
    assert_int_equal(SW_ENODATA,
                     sw_stats_survival(&s, NULL, good, none, 0, .9, NULL));
    assert_close(s.median, -99, 0, 0, "survival");
    sw_logrank r = {.p = -99};
    assert_int_equal(SW_EDOMAIN,
                     sw_stats_logrank(&r, NULL, bad, none, group, 6, 2, NULL));
    assert_int_equal(SW_EDOMAIN,
                     sw_stats_logrank(&r, NULL, good, none, group, 6, 1, NULL));
    assert_int_equal(SW_ENODATA,
                     sw_stats_logrank(&r, NULL, good, none, one, 6, 2, NULL));
    assert_int_equal(SW_ENODATA,
                     sw_stats_logrank(&r, NULL, good, none, group, 6, 2, NULL));
    assert_close(r.p, -99, 0, 0, "log-rank");
}

/* Growth without a bend does not say where it ends. */
static void exponential_growth_has_no_ceiling(void **state)
{
    (void)state;
    double t[10], y[10];
    for (int i = 0; i < 10; i++) {
        t[i] = i;
        y[i] = exp(0.4 * i);
    }
    sw_growth g = {.rss = -99};
    sw_error err = {0};
    sw_status st = sw_stats_growth(&g, SW_CURVE_LOGISTIC, t, y, 10, .9, &err);
    assert_int_equal(SW_ENUMERIC, st);
    assert_close(g.rss, -99, 0, 0, "growth");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frozen_data_sets_agree_with_r),
        cmocka_unit_test(rat42_has_its_certified_values),
        cmocka_unit_test(nist_curves_have_their_certified_values),
        cmocka_unit_test(growth_follows_units_and_origins),
        cmocka_unit_test(an_exact_curve_has_no_standard_error),
        cmocka_unit_test(two_groups_that_are_the_same_have_chi_square_zero),
        cmocka_unit_test(exponential_growth_has_no_ceiling),
        cmocka_unit_test(refuses_and_leaves_output_alone),
    };
    return cmocka_run_group_tests_name("stats/curves", tests, NULL, NULL);
}
