/* How much to commit to: the quantile by hand, a search through all of them,
 * tiers; what limits of users stop. */
#include "economics/meter_commit.h"

#include <stdio.h>

#include "base/random.h"
#include "sw_test.h"

static sw_meter_period month(double mean, double cv, double pool)
{
    return (sw_meter_period){.share = 1,
                             .mean = mean,
                             .cv = cv,
                             .pool = pool,
                             .cap = INFINITY,
                             .price = 1};
}

/* Median of a lognormal: half the price of a unit beyond. qnorm(1 - .7) =
 * -0.52440051270804078 (R 4.2.2) for a discount of 30 %. */
static void commits_to_the_quantile(void **state)
{
    (void)state;
    const double cv = 0.5, sigma = sqrt(log(1.25));
    sw_meter_period p = month(1000, cv, 0);
    sw_commit_tier half[] = {{0, 0.01, 0.02}};
    sw_commit_choice c = sw_meter_best_commit(&p, 1, half, 1);
    assert_close(c.commit, 0.01 * 1000 / sqrt(1.25), 1e-9, 0, "median");
    sw_commit_tier third[] = {{0, 0.014, 0.02}};
    c = sw_meter_best_commit(&p, 1, third, 1);
    double q = 1000 / sqrt(1.25) * exp(-0.52440051270804078 * sigma);
    assert_close(c.commit, 0.014 * q, 1e-9, 0, "30 % quantile");
    p.pool = q / 2;
    c = sw_meter_best_commit(&p, 1, third, 1);
    assert_close(c.commit, 0.014 * q / 2, 1e-9, 0, "beyond the pool");
    p.pool = 2 * q;
    c = sw_meter_best_commit(&p, 1, third, 1);
    assert_close(c.commit, 0, 0, 0, "the pool is enough");
}

static void without_a_discount_none_is_best(void **state)
{
    (void)state;
    sw_meter_period p[] = {month(900, 0.4, 100), month(1100, 0.4, 0)};
    sw_commit_tier plain[] = {{0, 0.02, 0.02}};
    sw_commit_choice c = sw_meter_best_commit(p, 2, plain, 1);
    assert_close(c.commit, 0, 0, 0, "nothing");
    assert_close(c.bill, sw_meter_commit_bill(0, p, 2, plain, 1), 0, 0, "bill");
    /* A use without spread is committed to in full. */
    sw_meter_period sure = month(1000, 0, 200);
    sw_commit_tier less[] = {{0, 0.02, 0.02}, {5, 0.015, 0.02}};
    c = sw_meter_best_commit(&sure, 1, less, 2);
    assert_close(c.commit, 0.015 * 800, 1e-9, 0, "all of it");
    assert_close(c.bill, 12, 1e-9, 0, "and nothing beyond");
}

/* Units beyond at the tier's price too: more than its start buys nothing. */
static void tiers_are_entered_at_their_start(void **state)
{
    (void)state;
    const sw_commit_tier tiers[] = {{0, 2, 2}, {500, 1.5, 1.5}, {900, 1, 1}};
    const struct {
        double mean, commit, bill;
        size_t tier;
    } rows[] = {{200, 0, 400, 0},   /* 400 < 500 */
                {300, 500, 500, 1}, /* 600 > 500 */
                {500, 500, 750, 1},
                {700, 900, 900, 2}, /* 1,050 > 900 */
                {1000, 900, 1000, 2}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        sw_meter_period p = month(rows[i].mean, 0, 0);
        sw_commit_choice c = sw_meter_best_commit(&p, 1, tiers, 3);
        assert_close(c.commit, rows[i].commit, 0, 0, "commit");
        assert_close(c.bill, rows[i].bill, 1e-14, 0, "bill");
        assert_int_equal(c.tier, rows[i].tier);
    }
}

static double uniform(sw_random *r, double low, double high)
{
    return low + (high - low) * sw_random_uniform(r);
}

/* No commitment on a fine grid has a smaller bill. */
static void nothing_on_a_grid_is_better(void **state)
{
    (void)state;
    enum { CASES = 200, GRID = 3000 };
    sw_random r;
    sw_random_init(&r, 3, 0);
    for (int t = 0; t < CASES; t++) {
        sw_meter_period p[5];
        for (size_t i = 0; i < COUNT(p); i++) {
            p[i] = month(uniform(&r, 300, 3000), uniform(&r, 0, 1.5),
                         uniform(&r, 0, 800));
            p[i].share = uniform(&r, 0.1, 1);
            p[i].price = uniform(&r, 0.8, 1.2); /* it rises at a renewal */
        }
        double top = uniform(&r, 1, 3), low = top * uniform(&r, 0.5, 1);
        bool own = t % 2;
        sw_commit_tier tiers[] = {
            {0, top, top},
            {uniform(&r, 100, 900), low, own ? low : top},
            {uniform(&r, 900, 3000), low * 0.8, own ? low * 0.8 : top}};
        sw_commit_choice c = sw_meter_best_commit(p, 5, tiers, 3);
        assert_close(sw_meter_commit_bill(c.commit, p, 5, tiers, 3), c.bill,
                     1e-14, 0, "its own bill");
        for (int i = 0; i <= GRID; i++) {
            double other = 9000.0 * i / GRID;
            double bill = sw_meter_commit_bill(other, p, 5, tiers, 3);
            assert_true(c.bill <= bill * (1 + 1e-12));
        }
    }
}

static void limits_stop_a_share(void **state)
{
    (void)state;
    const double units[] = {100, 400, 0, 500},
                 allowance[] = {200, 200, 200, 350};
    /* 200 of the second, 150 of the fourth, of 1,000 */
    assert_close(sw_meter_stopped_share(units, allowance, 4), 0.35, 1e-15, 0,
                 "share");
    assert_close(sw_meter_stopped_share(units, allowance, 1), 0, 0, 0, "none");
    assert_close(sw_meter_stopped_share(NULL, NULL, 0), 0, 0, 0, "nobody");
}

/* 40 buys 20 units beyond the 10 that come with a seat: 70 and 20 of 200 stop.
 * A group of two may use 2 * 10 + 100, one of one 10 + 100. */
static void limits_of_users_and_groups_meet(void **state)
{
    (void)state;
    double people[] = {100, 50, 30, 20};
    sw_meter_group groups[] = {{150, 2}, {50, 1}};
    sw_meter_cap caps[] = {{SW_CAP_USER, 40, true}, {SW_CAP_GROUP, 200, true}};
    sw_meter m = {.people = people,
                  .n_people = 4,
                  .groups = groups,
                  .n_groups = 2,
                  .caps = caps,
                  .n_caps = 1};
    assert_close(sw_meter_limited_share(&m, 10, 2), 90 / 200.0, 1e-15, 0,
                 "users");
    m.n_caps = 2;
    assert_close(sw_meter_limited_share(&m, 10, 2),
                 1 - (1 - 90 / 200.0) * (1 - 30 / 200.0), 1e-15, 0, "both");
    assert_close(sw_meter_limited_share(&m, 10, 0), 0, 0, 0, "no price");
    caps[0].stop = caps[1].stop = false;
    assert_close(sw_meter_limited_share(&m, 10, 2), 0, 0, 0, "only told");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commits_to_the_quantile),
        cmocka_unit_test(without_a_discount_none_is_best),
        cmocka_unit_test(tiers_are_entered_at_their_start),
        cmocka_unit_test(nothing_on_a_grid_is_better),
        cmocka_unit_test(limits_stop_a_share),
        cmocka_unit_test(limits_of_users_and_groups_meet),
    };
    return cmocka_run_group_tests_name("economics/meter_commit", tests, NULL,
                                       NULL);
}
