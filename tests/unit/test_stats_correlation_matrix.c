/* Nearest correlation matrices and their factor. */
#include "stats/correlation_matrix.h"
#include "sw_test.h"

/* R 4.2.2, Matrix 1.5: nearPD(m, corr = TRUE, maxit = 10000, conv.tol = 1e-14,
 * eig.tol = 0, do2eigen = FALSE)$mat; the example of Higham (2002). */
static void finds_highams_nearest_matrix(void **state)
{
    (void)state;
    double r[] = {1, 1, 0, 1, 1, 1, 0, 1, 1}, change;
    assert_int_equal(SW_OK, sw_nearest_correlation(r, 3, &change, NULL));
    assert_close(r[1], 0.760689853402, 0, 1e-9, "neighbours");
    assert_close(r[2], 0.157298106138, 0, 1e-9, "ends");
    assert_close(r[0], 1, 0, 0, "diagonal");
    assert_close(r[3], r[1], 0, 0, "symmetric");
    assert_close(change, 1 - 0.760689853402, 0, 1e-9, "largest change");
}

static void leaves_a_correlation_matrix_alone(void **state)
{
    (void)state;
    double r[] = {1, .5, .5, .5, 1, .5, .5, .5, 1}, change = 1;
    assert_int_equal(SW_OK, sw_nearest_correlation(r, 3, &change, NULL));
    assert_close(change, 0, 0, 0, "change");
    assert_close(r[1], .5, 0, 0, "kept");
    double singular[] = {1, 1, 1, 1};
    assert_int_equal(SW_OK, sw_nearest_correlation(singular, 2, &change, NULL));
    assert_close(change, 0, 0, 0, "perfect correlation is one");
}

static void the_factor_multiplies_back(void **state)
{
    (void)state;
    double r[] = {1, .3, -.6, .3, 1, .2, -.6, .2, 1}, l[9];
    sw_correlation_factor(l, r, 3);
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 3; j++) {
            double sum = 0;
            for (size_t k = 0; k < 3; k++)
                sum += l[i * 3 + k] * l[j * 3 + k];
            assert_close(sum, r[i * 3 + j], 0, 1e-15, "l l'");
        }
    double same[] = {1, 1, 1, 1};
    sw_correlation_factor(l, same, 2);
    assert_close(l[2], 1, 0, 0, "the second is the first");
    assert_close(l[3], 0, 0, 0, "and nothing of its own");
}

static void rank_and_normal_correlation_are_inverse(void **state)
{
    (void)state;
    assert_close(sw_normal_correlation(0.5), 0.51763809020504152, 1e-15, 0,
                 "2 sin(pi / 12)");
    for (double r = -1; r <= 1; r += 0.125)
        assert_close(sw_rank_correlation(sw_normal_correlation(r)), r, 0, 1e-15,
                     "back");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_highams_nearest_matrix),
        cmocka_unit_test(leaves_a_correlation_matrix_alone),
        cmocka_unit_test(the_factor_multiplies_back),
        cmocka_unit_test(rank_and_normal_correlation_are_inverse),
    };
    return cmocka_run_group_tests_name("correlation matrix", tests, NULL, NULL);
}
