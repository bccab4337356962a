/* What could be switched to, and options that nobody can have. */
#include "decision_case.h"

static void an_alternative_wins_only_where_it_was_measured(void **state)
{
    (void)state;
    static const struct {
        const char *name, *more;
        sw_option_kind want;
    } CASES[] = {
        {"cheaper and measured",
         OTHER("500", "10", "1", ", \"measured_by\": \"a trial\""),
         SW_OPTION_SWITCH},
        {"cheaper, on an assumption", OTHER("500", "10", "1", ""),
         SW_OPTION_RENEW},
        {"measured, and dear to switch to",
         OTHER("500", "10", "1",
               ", \"measured_by\": \"a trial\", \"switch_cost\": 500000"),
         SW_OPTION_RENEW},
        {"the same: first in the list",
         OTHER("500", "30", "1", ", \"measured_by\": \"a trial\""),
         SW_OPTION_RENEW},
        {"the same money: fewer seats",
         OTHER("400", "37.5", "1", ", \"measured_by\": \"a trial\""),
         SW_OPTION_SWITCH},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        money_case c;
        open_case(&c, SAMPLE_CONTRACT, CASES[i].more, 60, 5);
        sw_decision *d = decide(&c);
        if (d->verdict.option != CASES[i].want)
            fail_msg("%s: %s", CASES[i].name, said(d->verdict.headline));
        const sw_option *o = sw_options_find(d, SW_OPTION_SWITCH);
        assert_true(o->evaluated);
        if (i == 1)
            assert_says(g_ptr_array_index(d->verdict.reasons,
                                          d->verdict.reasons->len - 1),
                        "Pilot it");
        sw_decision_free(d);
        money_close(&c);
    }
}

/* Over the same months at the same price it is worth the same; a factor of a
 * half takes half of the benefit. */
static void an_alternative_is_priced_on_the_same_draws(void **state)
{
    (void)state;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT, OTHER("500", "30", "1", ""), 60, 5);
    sw_decision *d = decide(&c);
    const sw_option *o = sw_options_find(d, SW_OPTION_SWITCH);
    assert_close(o->draws.mean, d->options[0].draws.mean, 1e-12, 0, "mean");
    assert_close(o->draws.p05, d->options[0].draws.p05, 1e-12, 0, "p05");
    assert_close(o->cash_12_months, d->options[0].cash_12_months, 1e-12, 0,
                 "cash");
    double full = o->draws.mean;
    sw_decision_free(d);
    money_close(&c);
    open_case(&c, SAMPLE_CONTRACT, OTHER("500", "30", "0.5", ""), 60, 5);
    d = decide(&c);
    o = sw_options_find(d, SW_OPTION_SWITCH);
    double cost = 500 * 360 * pow(1.1, -1.0 / 12.0);
    assert_close(o->draws.mean, (full + cost) / 2 - cost, 1e-9, 0, "half");
    sw_decision_free(d);
    money_close(&c);
}

/* Discount factors of the ends of months 2 to m. */
static double to_month(int m)
{
    double sum = 0;
    for (int k = 2; k <= m; k++)
        sum += pow(1.1, -k / 12.0);
    return sum;
}

/* Today's terms are paid and used until the other is there; that has a year.
 * Benefits are those of renewing, month by month; compared by the year
 * (ECONOMICS 5). */
static const struct {
    const char *available;
    int terms;    /* of today's, from 1 August 2024 on */
    int paid, to; /* months that the other is due in, and that it ends with */
} LATE[] = {{"2025-02-01", 1, 8, 19}, {"2026-02-01", 2, 20, 31}};

static void an_alternative_that_comes_late_is_bridged(void **state)
{
    (void)state;
    const double year = 500 * 360.0, growth = pow(1.1, -1.0 / 12.0);
    for (size_t i = 0; i < COUNT(LATE); i++) {
        g_autofree char *more = g_strdup_printf(
            OTHER("500", "30", "1", ", \"available_from\": \"%s\""),
            LATE[i].available);
        money_case c;
        open_case(&c, SAMPLE_CONTRACT, more, 60, 5);
        sw_decision *d = decide(&c);
        const sw_option *o = sw_options_find(d, SW_OPTION_SWITCH);
        double renewed = d->options[0].draws.mean;
        double month = (renewed + year * growth) / to_month(13);
        double want = month * to_month(LATE[i].to);
        want -= year * pow(growth, LATE[i].paid - 1);
        for (int k = 0; k < LATE[i].terms; k++)
            want -= year * pow(growth, 1 + 12 * k);
        assert_close(sw_option_own_draws(o).mean, want, 1e-9, 0,
                     LATE[i].available);
        assert_close(o->draws.mean, want / to_month(LATE[i].to) * to_month(13),
                     1e-9, 0, "by the year, in renewing's");
        sw_decision_free(d);
        money_close(&c);
    }
}

/* Renewing costs 180,000, the 200 seats in use 72,000. */
static void what_nobody_can_afford_is_not_chosen(void **state)
{
    (void)state;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT,
              CASE ", \"policy\": {\"budget_per_year\": 100000}", 60, 5);
    use_seats(&c, 200);
    sw_decision *d = decide(&c);
    assert_verdict(d, SW_OPTION_RIGHTSIZE);
    assert_false(d->options[0].feasible);
    assert_says(d->options[0].why_not, "budget_per_year");
    sw_decision_free(d);
    c.f.pilot->policy.budget_per_year = 1000;
    d = decide(&c);
    assert_verdict(d, SW_OPTION_CANCEL);
    sw_decision_free(d);
    money_close(&c);
}

static void every_option_negative_is_cancel(void **state)
{
    (void)state;
    money_case c;
    two_segments t;
    open_case(&c, SAMPLE_CONTRACT,
              OTHER("500", "10", "1", ", \"measured_by\": \"a trial\""), -10,
              1);
    split(&t, &c.evidence, -10, -10, 1);
    use_seats(&c, 300);
    sw_decision *d = decide(&c);
    assert_verdict(d, SW_OPTION_CANCEL);
    assert_true(d->verdict.confidence > 0.999);
    assert_close(chosen(d)->draws.probability_best, 1, 0, 1e-12, "always best");
    sw_decision_free(d);
    money_close(&c);
}

/* Losses are against the best of the set on each draw. */
static void losses_add_up(void **state)
{
    (void)state;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT, CASE, BREAK_EVEN, 10);
    use_seats(&c, 450);
    sw_decision *d = decide(&c);
    double best = 0.0, share = 0.0, least = INFINITY;
    for (size_t i = 0; i < d->n_options; i++) {
        const sw_option *o = &d->options[i];
        if (!o->in_set && o->kind != SW_OPTION_CANCEL)
            continue;
        best = fmax(best, o->draws.mean);
        share += o->draws.probability_best;
        least = fmin(least, o->draws.expected_loss);
    }
    assert_close(share, 1, 1e-12, 0, "one is best");
    assert_close(least, d->simulation->evpi, 1e-9, 0, "the least is EVPI");
    assert_true(d->simulation->evpi > 0.0);
    sw_decision_free(d);
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_alternative_wins_only_where_it_was_measured),
        cmocka_unit_test(an_alternative_is_priced_on_the_same_draws),
        cmocka_unit_test(an_alternative_that_comes_late_is_bridged),
        cmocka_unit_test(what_nobody_can_afford_is_not_chosen),
        cmocka_unit_test(every_option_negative_is_cancel),
        cmocka_unit_test(losses_add_up),
    };
    return cmocka_run_group_tests_name("switch", tests, NULL, NULL);
}
