/* What can be signed instead, what cannot be left, and what happens if nobody
 * acts: named, dated, and compared by the year. */
#include "decision_case.h"

#define OFFERS ", \"offers\": "
#define LONG_OFFER                                                             \
    OFFERS "[{\"term_months\": 36, \"billing\": \"annual-upfront\", "          \
           "\"price\": 20}]"

/* 30 minutes of 500 people: dollars a month. */
static const double A_MONTH = 500 * 30 * (46 / 12.0) / 60 * 60 * 0.5;

/* The contracts' day is 31 July, in month 1 of 30 June: what is signed is paid
 * on 1 August, in month 2. */
static double worth(int first, int last, double invoice)
{
    double growth = pow(1.1, -1.0 / 12.0), sum = 0.0;
    for (int m = first; m <= last; m++) {
        sum += A_MONTH * pow(growth, m);
        if ((m - first) % 12 == 0)
            sum -= invoice * pow(growth, m - 1);
    }
    return sum;
}

static double years(int first, int last)
{
    double sum = 0.0;
    for (int m = first; m <= last; m++)
        sum += pow(1.1, -m / 12.0) / 12.0;
    return sum;
}

static const sw_option *option_named(const sw_decision *d, const char *name)
{
    for (size_t i = 0; i < d->n_options; i++)
        if (g_strcmp0(d->options[i].alternative, name) == 0)
            return &d->options[i];
    fail_msg("no option %s", name);
    return NULL;
}

static void an_offer_is_named_and_ranked_by_the_year(void **state)
{
    (void)state;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT LONG_OFFER, CASE, 30, 1);
    sw_decision *d = decide(&c);
    assert_verdict(d, SW_OPTION_RENEW);
    const sw_option *o = option_named(d, "36-month offer");
    assert_ptr_equal(o, chosen(d));
    assert_says(d->verdict.order, "Renew 500 seats on the 36-month offer, from "
                                  "1 August 2024 to 31 July 2027, at no more "
                                  "than $20");
    assert_says(d->verdict.headline, "on the 36-month offer");
    assert_true(any_says(d->verdict.reasons, "assumes repeating"));
    assert_true(sw_windows_differ(d));
    double own = worth(2, 37, 500 * 240), a = years(2, 37);
    assert_close(sw_option_own_draws(o).mean, own, 2e-3, 0, "its own window");
    assert_close(o->annuity, a, 1e-12, 0, "its years");
    assert_close(o->draws.mean, own / a * years(2, 13), 2e-3, 0,
                 "over the year of renewing");
    assert_close(d->options[0].draws.mean, worth(2, 13, 500 * 360), 2e-3, 0,
                 "renewing");
    sw_decision_free(d);
    money_close(&c);
}

/* A larger sum over three years is not more a year: the same price for longer
 * is as good, and the tie goes to what is listed first. */
static void the_same_for_longer_is_no_better(void **state)
{
    (void)state;
    money_case c;
    open_case(&c,
              SAMPLE_CONTRACT OFFERS
              "[{\"term_months\": 36, \"billing\": \"annual-upfront\", "
              "\"price\": 31, \"name\": \"Three years\"}]",
              CASE, 30, 1);
    sw_decision *d = decide(&c);
    const sw_option *o = option_named(d, "Three years");
    assert_true(sw_option_own_draws(o).mean > d->options[0].draws.mean);
    assert_true(o->draws.mean < d->options[0].draws.mean);
    assert_null(chosen(d)->offer);
    assert_says(d->verdict.order, "Renew 500 seats from 1 August 2024");
    sw_decision_free(d);
    money_close(&c);
}

static void windows_of_one_length_need_no_year(void **state)
{
    (void)state;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT, CASE, 30, 1);
    sw_decision *d = decide(&c);
    assert_false(sw_windows_differ(d));
    assert_false(any_says(d->verdict.reasons, "assumes repeating"));
    sw_decision_free(d);
    money_close(&c);
}

#define ONLY_REDUCES                                                           \
    "\"price\": 30, \"seats_purchased\": 500, "                                \
    "\"billing\": \"annual-upfront\", \"term_months\": 12, "                   \
    "\"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\", "           \
    "\"auto_renew\": true, \"min_seats\": 20, \"exits\": "

/* Nobody may cancel: 500 seats that do not pay go down to the fewest. */
static void what_cannot_be_cancelled_is_reduced(void **state)
{
    (void)state;
    money_case c;
    open_case(&c,
              ONLY_REDUCES "[{\"action\": \"reduce\", \"anchor\": "
                           "\"term-end\", \"from_days\": null, \"to_days\": "
                           "-30, \"refund\": \"none\"}]",
              CASE, 2, 0.1);
    sw_decision *d = decide(&c);
    assert_verdict(d, SW_OPTION_RIGHTSIZE);
    assert_true(chosen(d)->is_comparator);
    assert_close(chosen(d)->seats, 20, 0, 0, "the fewest");
    assert_close(chosen(d)->draws.mean, 0, 0, 0, "compared with itself");
    assert_says(d->verdict.order, "Cut 500 to 20 seats at 31 July 2024, and "
                                  "say so by 1 July 2024");
    const sw_option *cancel = sw_options_find(d, SW_OPTION_CANCEL);
    assert_false(cancel->feasible);
    assert_says(cancel->why_not, "compared with 20 seats");
    assert_true(any_says(d->verdict.reasons, "Cancelling is not possible"));
    sw_decision_free(d);
    money_close(&c);
}

/* Nothing is permitted: renewing is what happens, and the verdict says why. */
static void what_cannot_be_left_at_all_is_renewed(void **state)
{
    (void)state;
    money_case c;
    open_case(&c,
              ONLY_REDUCES "[{\"action\": \"reduce\", \"anchor\": "
                           "\"purchase\", \"from_days\": 0, \"to_days\": 7, "
                           "\"refund\": \"prorata\"}]",
              CASE, 2, 0.1);
    sw_decision *d = decide(&c);
    assert_int_equal(SW_STAYS, c.e->clock[0].leaving);
    assert_verdict(d, SW_OPTION_RENEW);
    assert_says(d->verdict.headline, "no day on which it can be cancelled");
    assert_false(sw_options_find(d, SW_OPTION_CANCEL)->feasible);
    sw_decision_free(d);
    money_close(&c);
}

static void doing_nothing_is_what_the_term_does(void **state)
{
    (void)state;
    static const struct {
        const char *end;
        sw_at_end idle;
        bool dated;
    } CASES[] = {
        {"{\"action\": \"renew\"}", SW_END_RENEW, true},
        {"{\"action\": \"lapse\"}", SW_END_LAPSE, false},
        {"{\"action\": \"extended-service\", \"uplift\": 0.23}",
         SW_END_EXTENDED, false},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        g_autofree char *contract = g_strdup_printf(
            "\"price\": 30, \"seats_purchased\": 500, \"term_months\": 12, "
            "\"term_end\": \"2024-07-31\", \"end_of_term\": %s",
            CASES[i].end);
        money_case c;
        open_case(&c, contract, CASE, 30, 1);
        sw_decision *d = decide(&c);
        const sw_option *idle = sw_options_find(d, SW_OPTION_DO_NOTHING);
        assert_int_equal(CASES[i].idle, idle->idle);
        assert_int_equal(CASES[i].dated, idle->bound_until != SW_DAY_NONE);
        sw_decision_free(d);
        money_close(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_offer_is_named_and_ranked_by_the_year),
        cmocka_unit_test(the_same_for_longer_is_no_better),
        cmocka_unit_test(windows_of_one_length_need_no_year),
        cmocka_unit_test(what_cannot_be_cancelled_is_reduced),
        cmocka_unit_test(what_cannot_be_left_at_all_is_renewed),
        cmocka_unit_test(doing_nothing_is_what_the_term_does),
    };
    return cmocka_run_group_tests_name("offers", tests, NULL, NULL);
}
