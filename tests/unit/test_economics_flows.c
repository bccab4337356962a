/* Excel's documented examples and known cases of several roots (METHODS 3.1).
 */
#include <math.h>

#include "base/date.h"
#include "economics/flow_measures.h"
#include "sw_test.h"

enum { MOST = 8 };

static sw_flows periods(const double *amount, size_t n)
{
    static const double TIME[MOST] = {0, 1, 2, 3, 4, 5, 6, 7};
    return (sw_flows){.time = TIME, .amount = amount, .n = n};
}

static void npv_is_excels(void **state)
{
    (void)state;
    /* NPV(10%; -10000, 3000, 4200, 6800) discounts the first value too. */
    const double a[] = {0, -10000, 3000, 4200, 6800};
    sw_flows f = periods(a, COUNT(a));
    assert_close(sw_flows_npv(&f, 0.10), 1188.4434123352, 1e-12, 0, "10 %");
    /* NPV(8%; 8000, 9200, 10000, 12000, 14500) - 40000 */
    const double b[] = {-40000, 8000, 9200, 10000, 12000, 14500};
    f = periods(b, COUNT(b));
    assert_close(sw_flows_npv(&f, 0.08), 1922.0615549324, 1e-12, 0, "8 %");
    assert_true(isnan(sw_flows_npv(&f, -1.0)));
}

static const struct {
    const char *name;
    double amount[MOST];
    size_t n, n_roots;
    double root[2];
} RATES[] = {
    {"Excel, five years",
     {-70000, 12000, 15000, 18000, 21000, 26000},
     6,
     1,
     {0.086630948036531}},
    {"Excel, four years",
     {-70000, 12000, 15000, 18000, 21000},
     5,
     1,
     {-0.021244848272999}},
    {"Excel, two years", {-70000, 12000, 15000}, 3, 1, {-0.443506941334741}},
    {"two roots", {-1000, 2500, -1560}, 3, 2, {0.2, 0.3}},
    {"two roots far apart",
     {-50, -100, 600, 300, -100},
     5,
     2,
     {-0.76886129, 1.8544}},
    {"touches zero once", {-100, 220, -121}, 3, 1, {0.1}},
    {"no sign change", {100, 200, 300}, 3, 0, {0}},
    {"never zero", {-100, 150, -100}, 3, 0, {0}},
};

static void finds_every_rate_of_return(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(RATES); i++) {
        double root[SW_MAX_ROOTS];
        sw_flows f = periods(RATES[i].amount, RATES[i].n);
        size_t n = sw_flows_irr(root, &f);
        if (n != RATES[i].n_roots)
            fail_msg("%s: %zu roots", RATES[i].name, n);
        for (size_t k = 0; k < n; k++) {
            double scale = fabs(RATES[i].amount[0]);
            /* The references of far roots have fewer digits; the equation has
             * all of them. A double root is only known to half the digits. */
            double tolerance = i < 3 ? 1e-12 : i == 5 ? 1e-6 : 1e-4;
            assert_close(root[k], RATES[i].root[k], 0, tolerance,
                         RATES[i].name);
            assert_close(sw_flows_npv(&f, root[k]), 0, 0, 1e-9 * scale,
                         RATES[i].name);
        }
    }
}

static void dated_flows_are_excels_xnpv_and_xirr(void **state)
{
    (void)state;
    const double amount[] = {-10000, 2750, 4250, 3250, 2750};
    const int date[][3] = {{2008, 1, 1},
                           {2008, 3, 1},
                           {2008, 10, 30},
                           {2009, 2, 15},
                           {2009, 4, 1}};
    double time[COUNT(amount)], root[SW_MAX_ROOTS];
    sw_day first = sw_date_from_ymd(2008, 1, 1);
    for (size_t i = 0; i < COUNT(amount); i++)
        time[i] =
            (sw_date_from_ymd(date[i][0], date[i][1], date[i][2]) - first) /
            365.0;
    sw_flows f = {.time = time, .amount = amount, .n = COUNT(amount)};
    assert_close(sw_flows_npv(&f, 0.09), 2086.6476020315, 1e-12, 0, "XNPV");
    assert_int_equal(sw_flows_irr(root, &f), 1);
    assert_close(root[0], 0.373362533519, 1e-11, 0, "XIRR");
}

static void mirr_is_excels(void **state)
{
    (void)state;
    const double a[] = {-120000, 39000, 30000, 21000, 37000, 46000};
    sw_flows f = periods(a, COUNT(a));
    assert_close(sw_flows_mirr(&f, 0.10, 0.12), 0.126094130366, 1e-11, 0,
                 "five years");
    const double none[] = {100, 200};
    f = periods(none, 2);
    assert_true(isnan(sw_flows_mirr(&f, 0.1, 0.1)));
}

static void payback_is_permanent_and_interpolated(void **state)
{
    (void)state;
    const char *note;
    const double a[] = {-100, 40, 40, 40};
    sw_flows f = periods(a, COUNT(a));
    assert_close(sw_flows_payback(&f, 0, &note), 2.5, 1e-15, 0, "simple");
    /* -100 + 36.36 + 33.06 + 30.05 stays below zero. */
    assert_true(isnan(sw_flows_payback(&f, 0.1, &note)));
    assert_string_equal(note, "never");
    const double saw[] = {-100, 150, -80, 10, 40};
    f = periods(saw, COUNT(saw));
    assert_close(sw_flows_payback(&f, 0, &note), 3.5, 1e-15, 0, "saw");
    const double gain[] = {10, 10};
    f = periods(gain, 2);
    assert_true(isnan(sw_flows_payback(&f, 0, &note)));
    assert_string_equal(note, "nothing to pay back");
}

static void scale_changes_no_rate(void **state)
{
    (void)state;
    double a[MOST], root[SW_MAX_ROOTS];
    static const double FACTORS[] = {1e-150, 1e150};
    for (size_t k = 0; k < COUNT(FACTORS); k++) {
        for (size_t i = 0; i < RATES[0].n; i++)
            a[i] = RATES[0].amount[i] * FACTORS[k];
        sw_flows f = periods(a, RATES[0].n);
        assert_int_equal(sw_flows_irr(root, &f), 1);
        assert_close(root[0], RATES[0].root[0], 1e-12, 0, "scaled");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(npv_is_excels),
        cmocka_unit_test(finds_every_rate_of_return),
        cmocka_unit_test(dated_flows_are_excels_xnpv_and_xirr),
        cmocka_unit_test(mirr_is_excels),
        cmocka_unit_test(payback_is_permanent_and_interpolated),
        cmocka_unit_test(scale_changes_no_rate),
    };
    return cmocka_run_group_tests_name("economics/flows", tests, NULL, NULL);
}
