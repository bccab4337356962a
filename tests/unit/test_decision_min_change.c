/* Cuts that are too small to be ordered: policy.min_change. */
#include "decision_case.h"

/* A billing by the month from which seats can be given back: 500 of 30 $. */
#define POLICY(x) CASE ", \"policy\": {\"min_change\": {" x "}}"

static void active(money_case *c, double people)
{
    use_seats(c, people);
}

/* Of 500 seats the share of .02 is ten: nine idle seats are none to order, ten
 * are. */
static void a_cut_below_the_share_is_to_renew(void **state)
{
    (void)state;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT, CASE, 30, 1);
    active(&c, 491);
    sw_decision *d = decide(&c);
    assert_verdict(d, SW_OPTION_RENEW);
    assert_close(chosen(d)->seats, 500, 0, 0, "all stay");
    assert_says(chosen(d)->note, "9 idle seats can be returned");
    assert_says(d->verdict.order, "9 idle seats can be returned");
    const sw_option *cut = sw_options_find(d, SW_OPTION_RIGHTSIZE);
    assert_false(cut->evaluated || cut->feasible);
    assert_says(cut->why_not, "policy.min_change");
    sw_decision_free(d);

    active(&c, 490);
    d = decide(&c);
    assert_verdict(d, SW_OPTION_RIGHTSIZE);
    assert_close(chosen(d)->seats, 490, 0, 0, "ten seats go");
    assert_null(d->options[0].note);
    sw_decision_free(d);
    money_close(&c);
}

static void one_seat_is_said_in_words(void **state)
{
    (void)state;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT, CASE, 30, 1);
    active(&c, 499);
    sw_decision *d = decide(&c);
    assert_string_equal(said(chosen(d)->note), "one idle seat can be returned");
    sw_decision_free(d);
    money_close(&c);
}

/* The number and the money gate each by itself: 20 seats are 7,200 of 180,000
 * a year, four per cent. */
static void every_limit_gates(void **state)
{
    (void)state;
    static const struct {
        const char *more;
        sw_option_kind verdict;
    } CASES[] = {
        {POLICY("\"seats\": 21"), SW_OPTION_RENEW},
        {POLICY("\"seats\": 20"), SW_OPTION_RIGHTSIZE},
        {POLICY("\"seats_share\": 0.05"), SW_OPTION_RENEW},
        {POLICY("\"spend_share\": 0.041"), SW_OPTION_RENEW},
        {POLICY("\"spend_share\": 0.039"), SW_OPTION_RIGHTSIZE},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        money_case c;
        open_case(&c, SAMPLE_CONTRACT, CASES[i].more, 30, 1);
        active(&c, 480);
        sw_decision *d = decide(&c);
        assert_verdict(d, CASES[i].verdict);
        sw_decision_free(d);
        money_close(&c);
    }
}

/* Renewing is then asked for the bar itself: at break-even it pays in half of
 * the draws, whatever nine seats less would do. */
static void renewing_has_to_meet_the_bar_itself(void **state)
{
    (void)state;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT, CASE, BREAK_EVEN + 0.1, 5);
    active(&c, 491);
    sw_decision *d = decide(&c);
    assert_int_not_equal(SW_OPTION_RENEW, d->verdict.option);
    assert_int_not_equal(SW_OPTION_RIGHTSIZE, d->verdict.option);
    sw_decision_free(d);
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(a_cut_below_the_share_is_to_renew),
        cmocka_unit_test(one_seat_is_said_in_words),
        cmocka_unit_test(every_limit_gates),
        cmocka_unit_test(renewing_has_to_meet_the_bar_itself),
    };
    return cmocka_run_group_tests_name("cuts too small", TESTS, NULL, NULL);
}
