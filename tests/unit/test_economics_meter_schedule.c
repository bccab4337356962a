/* Sources of metered units: against a walk through the days
 * (tests/reference), cases worked out by hand, and what must add up. */
#include "economics/meter_schedule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "sw_test.h"

#include "../reference/lognormal_excess.h"
#include "../reference/meter_schedule.h"

enum { MOST = 400 };

typedef struct run {
    sw_meter_period period[MOST];
    sw_meter_use use[MOST];
    sw_meter_draw draw[2 * MOST];
    size_t n;
} run;

static sw_day day(int year, int month, int d)
{
    return sw_date_from_ymd(year, month, d);
}

/* The periods of a window, all with the same numbers. */
static run *run_new(const sw_meter_source *sources, size_t n_sources,
                    sw_day from, sw_day to, sw_meter_period like)
{
    run *r = calloc(1, sizeof *r);
    assert_non_null(r);
    r->n = sw_meter_periods(NULL, sources, n_sources, from, to);
    assert_true(r->n <= MOST && n_sources <= 2);
    sw_meter_periods(r->period, sources, n_sources, from, to);
    for (size_t i = 0; i < r->n; i++) {
        like.from = r->period[i].from;
        like.to = r->period[i].to;
        like.share = r->period[i].share;
        r->period[i] = like;
    }
    return r;
}

static run *run_of(const sw_meter_source *sources, size_t n_sources,
                   sw_day from, sw_day to, sw_meter_period like)
{
    run *r = run_new(sources, n_sources, from, to, like);
    sw_meter_run(r->use, r->draw, r->period, r->n, sources, n_sources);
    return r;
}

static double bill_of(const run *r)
{
    double sum = 0;
    for (size_t i = 0; i < r->n; i++)
        sum += r->use[i].committed + r->use[i].beyond;
    return sum;
}

static void agrees_with_a_walk_through_the_days(void **state)
{
    (void)state;
    for (size_t c = 0; c < COUNT(SCHEDULE); c++) {
        sw_meter_period like = {.cv = SCHEDULE[c].cv,
                                .pool = SCHEDULE[c].pool,
                                .price = SCHEDULE[c].price,
                                .commit = SCHEDULE[c].commit,
                                .cap = SCHEDULE[c].cap};
        const sw_meter_source *s = SCHEDULE[c].sources;
        size_t k = SCHEDULE[c].n_sources;
        run *r = run_new(s, k, SCHEDULE[c].first, SCHEDULE[c].last, like);
        assert_int_equal(r->n, SCHEDULE[c].n);
        for (size_t i = 0; i < r->n; i++)
            r->period[i].mean = SCHEDULE[c].piece[i].mean;
        sw_meter_run(r->use, r->draw, r->period, r->n, s, k);
        for (size_t i = 0; i < r->n; i++) {
            char row[120];
            snprintf(row, sizeof row, "%s, piece %zu", SCHEDULE[c].name, i);
            assert_int_equal(r->period[i].from, SCHEDULE[c].piece[i].from);
            assert_int_equal(r->period[i].to, SCHEDULE[c].piece[i].to);
#define SAME(got, want)                                                        \
    assert_close(r->use[i].got, SCHEDULE[c].piece[i].want, 1e-12, 1e-12, row)
            SAME(threshold, threshold);
            SAME(stop, stop);
            SAME(committed, committed);
            SAME(from_commit, from_commit);
            SAME(beyond, beyond);
            SAME(blocked, blocked);
#undef SAME
            for (size_t j = 0; j < k; j++) {
                const sw_meter_draw *got = &r->draw[j * r->n + i];
                const sw_meter_draw *want = &SCHEDULE[c].piece[i].draw[j];
                assert_close(got->start, want->start, 1e-12, 1e-10, row);
                assert_close(got->drawn, want->drawn, 1e-12, 1e-10, row);
                assert_close(got->expired, want->expired, 1e-12, 1e-10, row);
            }
        }
        free(r);
    }
}

/* 1,000, 2,000, 3,000 twice: mean 2,000, sd 894.4 by n - 1. The integrals of
 * tests/reference/lognormal_excess.py, twelve times. */
static void a_pool_at_the_mean_costs_something(void **state)
{
    (void)state;
    sw_meter_period like = {.mean = 2000,
                            .cv = 0.4472135954999579,
                            .pool = 2000,
                            .price = 1,
                            .cap = INFINITY};
    sw_day from = day(2024, 7, 1), to = day(2025, 6, 30);
    run *r = run_of(NULL, 0, from, to, like);
    assert_int_equal(r->n, 12);
    assert_close(bill_of(r), 12 * 338.11922427127185, 1e-12, 0, "pool");
    free(r);
    like.pool = 0;
    like.commit = 2500;
    r = run_of(NULL, 0, from, to, like);
    assert_close(bill_of(r), 12 * 2680.1515259355209, 1e-12, 0, "commit");
    assert_close(r->use[3].from_commit, 2000, 1e-15, 0, "the mean is drawn");
    free(r);
}

/* Switched away on 1 February, committed to 31 July: six months of nothing. */
static void a_commitment_is_due_without_use(void **state)
{
    (void)state;
    sw_meter_period like = {
        .cv = 0.2, .price = 1, .commit = 1500, .cap = INFINITY};
    run *r = run_of(NULL, 0, day(2025, 2, 1), day(2025, 7, 31), like);
    assert_close(bill_of(r), 6 * 1500, 1e-12, 0, "paid on");
    free(r);
    sw_meter_source s = {SW_METER_COMMIT, 1500, 1, day(2024, 8, 1), 12, false};
    like.commit = 0;
    r = run_of(&s, 1, day(2025, 2, 1), day(2025, 12, 31), like);
    assert_close(bill_of(r), 6 * 1500, 1e-12, 0, "to its own end");
    assert_close(r->draw[5].expired, 1500, 0, 0, "lost in July");
    assert_close(r->draw[6].start, 0, 0, 0, "not there in August");
    free(r);
}

/* 1,000 a month beyond a pool of 400 from a pack of 2,000: 600, 600, 600 and
 * the last 200, then as it is used. Without spread all is exact. */
static void a_pack_burns_down(void **state)
{
    (void)state;
    sw_meter_source s = {SW_METER_PREPAID, 2000, 0.01,
                         day(2024, 7, 1),  12,   false};
    sw_meter_period like = {
        .mean = 1000, .pool = 400, .price = 0.02, .cap = INFINITY};
    run *r = run_of(&s, 1, day(2024, 7, 1), day(2025, 6, 30), like);
    const double start[] = {2000, 1400, 800, 200, 0};
    const double billed[] = {0, 0, 0, 400 * 0.02, 600 * 0.02};
    for (size_t i = 0; i < COUNT(start); i++) {
        assert_close(r->draw[i].start, start[i], 0, 0, "balance");
        assert_close(r->use[i].beyond, billed[i], 1e-14, 0, "billed");
        assert_close(r->use[i].threshold, 400 + start[i], 0, 0, "threshold");
    }
    free(r);
    s.units = 8000;
    r = run_of(&s, 1, day(2024, 7, 1), day(2025, 6, 30), like);
    assert_close(r->draw[11].expired, 8000 - 12 * 600, 1e-12, 0, "lost");
    assert_close(bill_of(r), 0, 0, 0, "nothing more");
    free(r);
}

/* A cap of 9 at .02 lets 450 units beyond the pool be used. */
static void a_cap_stops_use(void **state)
{
    (void)state;
    sw_meter_period like = {.mean = 1000, .pool = 400, .price = 0.02, .cap = 9};
    run *r = run_of(NULL, 0, day(2024, 7, 1), day(2024, 7, 31), like);
    assert_close(r->use[0].stop, 850, 1e-14, 0, "stop");
    assert_close(r->use[0].beyond, 9, 1e-14, 0, "bill");
    assert_close(r->use[0].blocked, 0.15, 1e-14, 0, "150 of 1,000");
    free(r);
    /* A pack counts before the cap does. */
    sw_meter_source s = {SW_METER_PREPAID, 100, 0.01,
                         day(2024, 7, 1),  12,  false};
    r = run_of(&s, 1, day(2024, 7, 1), day(2024, 7, 31), like);
    assert_close(r->use[0].stop, 950, 1e-14, 0, "later");
    assert_close(r->use[0].blocked, 0.05, 1e-13, 0, "50 of 1,000");
    free(r);
}

static void invoices_are_those_of_the_window(void **state)
{
    (void)state;
    const sw_meter_source s[] = {
        {SW_METER_PREPAID, 1000, 0.02, day(2024, 1, 31), 3, true},
        {SW_METER_COMMIT, 310, 0.1, day(2024, 7, 16), 3, false},
        {SW_METER_AS_YOU_GO, 0, 0.05, day(2024, 1, 1), 12, false},
    };
    sw_day from = day(2024, 5, 1), to = day(2024, 12, 31);
    sw_meter_invoice v[8];
    assert_int_equal(sw_meter_invoices(NULL, s, 3, from, to), 7);
    assert_int_equal(sw_meter_invoices(v, s, 3, from, to), 7);
    /* Counted on last days from 30 January: 30 April, 30 July, 30 October. */
    const sw_day bought[] = {day(2024, 5, 1), day(2024, 7, 31),
                             day(2024, 10, 31)};
    for (size_t i = 0; i < COUNT(bought); i++) {
        assert_int_equal(v[i].due, bought[i]);
        assert_int_equal(v[i].from, bought[i]);
        assert_close(v[i].amount, 20, 1e-15, 0, "a pack");
    }
    assert_int_equal(v[0].to, day(2024, 7, 30));
    assert_int_equal(v[2].to, day(2025, 1, 30));
    const sw_day due[] = {day(2024, 7, 31), day(2024, 8, 31), day(2024, 9, 30),
                          day(2024, 10, 15)};
    const double amount[] = {31 * 16.0 / 31, 31, 31, 31 * 15.0 / 31};
    for (size_t i = 0; i < COUNT(due); i++) {
        assert_int_equal(v[3 + i].source, 1);
        assert_int_equal(v[3 + i].kind, SW_METER_COMMIT);
        assert_int_equal(v[3 + i].due, due[i]);
        assert_close(v[3 + i].amount, amount[i], 1e-14, 0, "by days");
    }
    assert_int_equal(v[3].from, day(2024, 7, 16));
}

static double uniform(sw_random *r, double low, double high)
{
    return low + (high - low) * sw_random_uniform(r);
}

static sw_meter_source any_source(sw_random *r, sw_day from)
{
    return (sw_meter_source){
        .kind = sw_random_uniform(r) < 0.6 ? SW_METER_PREPAID : SW_METER_COMMIT,
        .units = exp(uniform(r, 4, 9)),
        .price = uniform(r, 0.005, 0.02),
        .from = from + (sw_day)uniform(r, 0, 300),
        .valid_months = 1 + (int)uniform(r, 0, 14),
        .auto_renew = sw_random_uniform(r) < 0.5};
}

static void what_is_bought_is_drawn_lost_or_left(void **state)
{
    (void)state;
    sw_random random;
    sw_random_init(&random, 5, 0);
    for (int t = 0; t < 400; t++) {
        sw_day from = day(2024, 1, 1) + (sw_day)uniform(&random, 0, 700);
        sw_day to = from + (sw_day)uniform(&random, 40, 1200);
        sw_meter_source s[2] = {any_source(&random, from),
                                any_source(&random, from)};
        sw_meter_period like = {.mean = exp(uniform(&random, 4, 8)),
                                .cv = uniform(&random, 0, 2),
                                .pool = uniform(&random, 0, 300),
                                .price = 0.02,
                                .commit = uniform(&random, 0, 5),
                                .cap =
                                    t % 2 ? INFINITY : uniform(&random, 0, 60)};
        run *r = run_of(s, 2, from, to, like);
        sw_meter_invoice v[MOST];
        size_t n = sw_meter_invoices(v, s, 2, from, to);
        double bought[2] = {0}, gone[2] = {0}, left[2] = {0}, committed = 0;
        double days = 0;
        for (size_t i = 0; i < n; i++) {
            bought[v[i].source] += v[i].units;
            committed += v[i].kind == SW_METER_COMMIT ? v[i].amount : 0;
        }
        for (size_t i = 0; i < r->n; i++) {
            const sw_meter_use *u = &r->use[i];
            double drawn = u->from_commit;
            days += r->period[i].to - r->period[i].from + 1;
            committed -= u->committed - like.commit * r->period[i].share;
            for (size_t k = 0; k < 2; k++) {
                const sw_meter_draw *d = &r->draw[k * r->n + i];
                assert_true(d->drawn >= 0 && d->drawn <= d->start);
                gone[k] += d->drawn + d->expired;
                left[k] = d->start - d->drawn - d->expired;
                drawn += d->drawn;
            }
            assert_true(drawn <= r->period[i].share * like.mean * (1 + 1e-12));
            assert_true(u->beyond >= 0 && u->blocked >= 0 && u->blocked <= 1);
        }
        assert_close(days, to - from + 1, 0, 0, "no day is lost");
        assert_close(committed, 0, 0, 1e-9, "committed twice the same");
        for (size_t k = 0; k < 2; k++)
            assert_close(gone[k] + left[k], bought[k], 1e-11, 1e-9, "units");
        free(r);
    }
}

/* commit_per_month is shorthand for a commitment at the unit price. */
static void shorthand_and_source_are_one(void **state)
{
    (void)state;
    sw_meter_source s = {SW_METER_COMMIT, 350, 0.02,
                         day(2024, 7, 1), 24,  false};
    sw_meter_period like = {
        .mean = 900, .cv = 0.7, .pool = 120, .price = 0.02, .cap = 20};
    sw_day from = day(2024, 7, 1), to = day(2025, 8, 19);
    run *a = run_of(&s, 1, from, to, like);
    like.commit = 350 * 0.02;
    run *b = run_of(NULL, 0, from, to, like);
    assert_int_equal(a->n, b->n);
    assert_close(bill_of(a), bill_of(b), 1e-12, 0, "bill");
    for (size_t i = 0; i < a->n; i++) {
        assert_close(a->use[i].threshold, b->use[i].threshold, 1e-12, 0, "k");
        assert_close(a->use[i].stop, b->use[i].stop, 1e-12, 0, "stop");
        assert_close(a->draw[i].drawn, b->use[i].from_commit, 1e-12, 0,
                     "drawn");
    }
    free(a);
    free(b);
}

/* A whole month of one meter without sources. */
static sw_meter_use month_of(double mean, double cv, double pool, double price,
                             double commit, double cap)
{
    sw_meter_period p = {.from = day(2024, 4, 1),
                         .to = day(2024, 4, 30),
                         .share = 1,
                         .mean = mean,
                         .cv = cv,
                         .pool = pool,
                         .price = price,
                         .commit = commit,
                         .cap = cap};
    sw_meter_use use;
    sw_meter_run(&use, NULL, &p, 1, NULL, 0);
    return use;
}

static double money(sw_meter_use use)
{
    return use.committed + use.beyond;
}

static void bill_is_its_integral(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(BILL); i++) {
        const double *r = BILL[i];
        char row[80];
        snprintf(row, sizeof row, "bill %zu", i);
        sw_meter_use u = month_of(r[0], r[1], r[2], r[3], r[4], r[5]);
        assert_close(money(u), r[6], 1e-12, 0, row);
        assert_close(u.blocked, r[7], 1e-12, 0, row);
    }
    sw_meter_use u = month_of(100, 1, 1, 0, 7, 3);
    assert_close(money(u), 7, 0, 0, "no price");
    assert_close(u.blocked, 0, 0, 0, "no price");
}

/* A bill is convex in use up to its cap: the bill of the mean is too low, that
 * of all use at the price too high. */
static void the_bill_of_the_mean_is_the_least(void **state)
{
    (void)state;
    sw_random r;
    sw_random_init(&r, 11, 0);
    for (int i = 0; i < 20000; i++) {
        double mean = exp(uniform(&r, -5, 20)), cv = exp(uniform(&r, -9, 3));
        double pool = mean * exp(uniform(&r, -4, 2)) * (i % 3 > 0);
        double price = exp(uniform(&r, -12, 3));
        double commit = price * mean * exp(uniform(&r, -4, 2)) * (i % 5 > 1);
        double of_mean = fmax(commit, price * fmax(0, mean - pool));
        double bill = money(month_of(mean, cv, pool, price, commit, INFINITY));
        assert_true(bill >= of_mean * (1 - 1e-14));
        assert_true(bill <= (commit + price * mean) * (1 + 1e-14));
        double cap = commit + price * mean * uniform(&r, 0, 2);
        sw_meter_use u = month_of(mean, cv, pool, price, commit, cap);
        double capped = money(u);
        assert_true(capped <= fmin(bill, cap) * (1 + 1e-14));
        assert_true(capped >= commit && u.blocked >= 0 && u.blocked <= 1);
        /* What is not billed is what is blocked. */
        assert_close(bill - capped, price * u.blocked * mean, 1e-9,
                     1e-12 * bill, "blocked");
    }
}

static void more_spread_costs_more(void **state)
{
    (void)state;
    double last = 0;
    for (double cv = 0; cv < 5; cv += 0.01) {
        double bill = money(month_of(1000, cv, 900, 2, 300, INFINITY));
        assert_true(bill >= last);
        last = bill;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bill_is_its_integral),
        cmocka_unit_test(the_bill_of_the_mean_is_the_least),
        cmocka_unit_test(more_spread_costs_more),
        cmocka_unit_test(agrees_with_a_walk_through_the_days),
        cmocka_unit_test(a_pool_at_the_mean_costs_something),
        cmocka_unit_test(a_commitment_is_due_without_use),
        cmocka_unit_test(a_pack_burns_down),
        cmocka_unit_test(a_cap_stops_use),
        cmocka_unit_test(invoices_are_those_of_the_window),
        cmocka_unit_test(what_is_bought_is_drawn_lost_or_left),
        cmocka_unit_test(shorthand_and_source_are_one),
    };
    return cmocka_run_group_tests_name("economics/meter_schedule", tests, NULL,
                                       NULL);
}
