#include "stats/solve.h"
#include "sw_test.h"

static double cubic(double x, void *ctx)
{
    return x * x * x - *(double *)ctx;
}

static double pole(double x, void *ctx)
{
    (void)ctx;
    return x < 1 ? -1.0 : (x > 1 ? NAN : 0.5);
}

static void finds_a_bracketed_root(void **state)
{
    (void)state;
    double c = 2, root = 0;
    assert_int_equal(SW_OK, sw_solve_root(cubic, &c, 0, 1e6, 0, &root, NULL));
    assert_close(root, cbrt(2), 1e-15, 0, "cube root of 2");
    c = 0;
    assert_int_equal(SW_OK, sw_solve_root(cubic, &c, 0, 4, 0, &root, NULL));
    assert_close(root, 0, 0, 0, "root at the lower end");
}

static void refuses_and_leaves_root_alone(void **state)
{
    (void)state;
    double c = 2, root = -99;
    sw_error err = {0};
    assert_int_equal(SW_ENUMERIC,
                     sw_solve_root(cubic, &c, 2, 3, 0, &root, &err));
    assert_string_equal(err.message, "no sign change in [2, 3]");
    assert_int_equal(SW_EDOMAIN,
                     sw_solve_root(cubic, &c, 3, 2, 0, &root, NULL));
    assert_int_equal(SW_EDOMAIN,
                     sw_solve_root(cubic, &c, 0, NAN, 0, &root, NULL));
    assert_int_equal(SW_ENUMERIC,
                     sw_solve_root(pole, NULL, 0, 4, 0, &root, NULL));
    assert_close(root, -99, 0, 0, "root");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_a_bracketed_root),
        cmocka_unit_test(refuses_and_leaves_root_alone),
    };
    sw_init();
    return cmocka_run_group_tests_name("stats/solve", tests, NULL, NULL);
}
