/* How far means can move: A V A' = V (V + U)^-1 V, on random matrices. */
#include <string.h>

#include "stats/preposterior.h"
#include "stats/spd.h"
#include "sw_test.h"
#include "uniform.h"

enum { MOST = 8 };

/* b b' of a random b with `rank` columns, scaled. */
static void random_covariance(double *v, size_t n, size_t rank, double scale)
{
    double b[MOST * MOST];
    for (size_t i = 0; i < n * rank; i++)
        b[i] = uniform() - 0.5;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            v[i * n + j] = 0;
            for (size_t k = 0; k < rank; k++)
                v[i * n + j] += scale * b[i * rank + k] * b[j * rank + k];
        }
}

static void product(double *out, const double *a, const double *b, size_t n,
                    bool transposed)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            out[i * n + j] = 0;
            for (size_t k = 0; k < n; k++)
                out[i * n + j] +=
                    a[i * n + k] * b[transposed ? j * n + k : k * n + j];
        }
}

/* V (V + U)^-1 V by the inverse. */
static void by_definition(double *s, const double *v, const double *u, size_t n)
{
    double sum[MOST * MOST], inverse[MOST * MOST], half[MOST * MOST];
    for (size_t i = 0; i < n * n; i++)
        sum[i] = v[i] + u[i];
    assert_true(sw_spd_factor(sum, n, 1e-14));
    sw_spd_inverse(inverse, sum, n);
    product(half, v, inverse, n, false);
    product(s, half, v, n, false);
}

static void draws_get_the_preposterior_covariance(void **state)
{
    (void)state;
    uniform_seed(3);
    for (int t = 0; t < 300; t++) {
        size_t n = 1 + (size_t)below(MOST), rank = 1 + (size_t)below((int)n);
        double v[MOST * MOST], u[MOST * MOST], f[MOST * MOST], a[MOST * MOST];
        double s[MOST * MOST], av[MOST * MOST], got[MOST * MOST];
        random_covariance(v, n, rank, 1 + 99 * uniform());
        random_covariance(u, n, n, 10);
        for (size_t i = 0; i < n; i++)
            u[i * n + i] += 0.1;
        memcpy(f, u, sizeof f);
        assert_true(sw_preposterior(a, v, f, n));
        by_definition(s, v, u, n);
        product(av, a, v, n, false);
        product(got, av, a, n, true);
        double size = 0;
        for (size_t i = 0; i < n; i++)
            size = fmax(size, s[i * n + i]);
        for (size_t i = 0; i < n * n; i++)
            assert_close(got[i], s[i], 0, 1e-9 * size + 1e-12, "S");
    }
}

/* One quantity: sqrt(V / (V + U)); much error leaves next to nothing. */
static void one_quantity_by_hand(void **state)
{
    (void)state;
    double a, v = 9, u = 16;
    assert_true(sw_preposterior(&a, &v, &u, 1));
    assert_close(a, 0.6, 1e-14, 0, "3 / 5");
    u = 9e12;
    assert_true(sw_preposterior(&a, &v, &u, 1));
    assert_close(a, 1e-6, 1e-6, 0, "one answer");
    u = -1;
    assert_false(sw_preposterior(&a, &v, &u, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_get_the_preposterior_covariance),
        cmocka_unit_test(one_quantity_by_hand),
    };
    return cmocka_run_group_tests_name("preposterior", tests, NULL, NULL);
}
