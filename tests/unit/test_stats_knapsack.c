/* The multiple-choice knapsack against every choice there is. */
#include <stdio.h>

#include "stats/knapsack.h"
#include "sw_test.h"

enum { GROUPS = 7, OPTIONS = 5 };

typedef struct instance {
    size_t n, first[GROUPS + 1];
    double cost[GROUPS * OPTIONS], value[GROUPS * OPTIONS], budget;
} instance;

/* A plain congruential generator: the instances are the same everywhere. */
static double uniform(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (double)(*state >> 8) / 16777216.0;
}

static instance random_instance(unsigned seed)
{
    unsigned s = seed;
    instance x = {.n = 1 + (size_t)(uniform(&s) * GROUPS)};
    double all = 0.0;
    bool coarse = seed % 3 == 0; /* many ties */
    for (size_t g = 0; g < x.n; g++) {
        size_t m = 1 + (size_t)(uniform(&s) * OPTIONS);
        x.first[g + 1] = x.first[g] + m;
        for (size_t i = x.first[g]; i < x.first[g + 1]; i++) {
            x.cost[i] = 100.0 * uniform(&s) - 10.0;
            x.value[i] = 100.0 * uniform(&s) - 20.0;
            if (coarse) {
                x.cost[i] = floor(x.cost[i] / 20.0);
                x.value[i] = floor(x.value[i] / 20.0);
            }
            all += x.cost[i] / (double)m;
        }
    }
    x.budget = seed % 17 == 0 ? INFINITY : all * (0.4 + uniform(&s));
    return x;
}

/* The best value of all choices; -INFINITY: none is within the budget. */
static double best_of(const instance *x, size_t g, double cost, double value)
{
    if (g == x->n)
        return cost <= x->budget + 1e-9 ? value : -INFINITY;
    double best = -INFINITY;
    for (size_t i = x->first[g]; i < x->first[g + 1]; i++)
        best = fmax(best,
                    best_of(x, g + 1, cost + x->cost[i], value + x->value[i]));
    return best;
}

static sw_knapsack_fit solve(size_t *chosen, const instance *x, size_t nodes)
{
    sw_knapsack_fit fit;
    sw_knapsack k = {x->n, x->first, x->cost, x->value, x->budget, nodes};
    assert_int_equal(SW_OK, sw_knapsack_solve(&fit, chosen, &k, NULL));
    return fit;
}

static void agrees_with_every_choice(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 4000; seed++) {
        instance x = random_instance(seed);
        size_t chosen[GROUPS];
        char row[32];
        snprintf(row, sizeof row, "seed %u", seed);
        sw_knapsack_fit fit = solve(chosen, &x, 0);
        double best = best_of(&x, 0, 0.0, 0.0);
        assert_int_equal(fit.feasible, isfinite(best));
        if (!fit.feasible)
            continue;
        double cost = 0.0, value = 0.0;
        for (size_t g = 0; g < x.n; g++) {
            cost += x.cost[x.first[g] + chosen[g]];
            value += x.value[x.first[g] + chosen[g]];
        }
        assert_true(fit.exact);
        assert_true(cost <= x.budget + 1e-9);
        assert_close(fit.value, best, 1e-9, 1e-9, row);
        assert_close(value, fit.value, 1e-9, 1e-9, row);
        assert_close(cost, fit.cost, 1e-9, 1e-9, row);
        assert_close(fit.bound, fit.value, 0, 0, row);
    }
}

/* Cut off early, what it gives is within the budget and below the bound, and
 * the bound is no less than the best there is. */
static void a_bound_holds(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 2000; seed++) {
        instance x = random_instance(seed);
        size_t chosen[GROUPS];
        sw_knapsack_fit fit = solve(chosen, &x, 1);
        double best = best_of(&x, 0, 0.0, 0.0);
        if (!isfinite(best))
            continue;
        assert_true(fit.feasible);
        assert_true(fit.value <= best + 1e-9 && best <= fit.bound + 1e-9);
        if (fit.exact)
            assert_close(fit.value, best, 1e-9, 1e-9, "exact");
    }
}

static void a_thousand_groups_are_solved(void **state)
{
    (void)state;
    enum { N = 1000, M = 6 };
    static size_t first[N + 1], chosen[N];
    static double cost[N * M], value[N * M];
    unsigned s = 7;
    double all = 0.0;
    for (size_t g = 0; g < N; g++) {
        first[g + 1] = first[g] + M;
        for (size_t i = 1; i < M; i++) {
            cost[g * M + i] = 1e4 + 2e5 * uniform(&s);
            value[g * M + i] = 3e5 * uniform(&s) - 5e4;
            all += cost[g * M + i] / M;
        }
    }
    sw_knapsack_fit fit;
    sw_knapsack k = {N, first, cost, value, all / 2.0, 0};
    assert_int_equal(SW_OK, sw_knapsack_solve(&fit, chosen, &k, NULL));
    assert_true(fit.feasible && fit.cost <= k.budget);
    assert_true(fit.bound - fit.value <= 1e-4 * fit.value);
}

static void refuses_what_is_no_number(void **state)
{
    (void)state;
    const size_t first[] = {0, 1}, empty[] = {0, 0};
    const double one[] = {1.0}, none[] = {NAN};
    size_t chosen[1];
    sw_knapsack_fit fit;
    sw_error err = {0};
    const sw_knapsack bad[] = {
        {1, first, none, one, 1.0, 0},
        {1, first, one, none, 1.0, 0},
        {1, first, one, one, NAN, 0},
        {1, empty, one, one, 1.0, 0},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(SW_EDOMAIN,
                         sw_knapsack_solve(&fit, chosen, &bad[i], &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_every_choice),
        cmocka_unit_test(a_bound_holds),
        cmocka_unit_test(a_thousand_groups_are_solved),
        cmocka_unit_test(refuses_what_is_no_number),
    };
    return cmocka_run_group_tests_name("stats/knapsack", tests, NULL, NULL);
}
