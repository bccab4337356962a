/* How many seats: the segments that pay, those in use, or more. */
#include "decision_case.h"

/* Law saves 40 minutes, Sales none: 250 seats stay. By hand: a year of 250
 * seats costs 250 * 360 at once on 2024-08-01, in month 2; what stays of the
 * benefit are 250 people of Law. */
static void segments_that_pay_are_kept(void **state)
{
    (void)state;
    money_case c;
    two_segments t;
    open_case(&c, SAMPLE_CONTRACT, CASE, 20, 1);
    split(&t, &c.evidence, 40, 0, 1);
    sw_decision *d = decide(&c);
    assert_verdict(d, SW_OPTION_RIGHTSIZE);
    const sw_option *o = chosen(d);
    assert_close(o->seats, 250, 0, 0, "seats");
    assert_string_equal(o->direction, "down");
    assert_true(o->keep[0] && !o->keep[1]);
    double growth = pow(1.1, -1.0 / 12.0), benefit = 0.0;
    /* The month of August 2024 holds one day of July: 30 June + 1 month ends
     * on 31 July, so every month is a calendar month. */
    for (int m = 2; m <= 13; m++)
        benefit += 250 * 40 * (46 / 12.0) / 60 * 60 * 0.5 * pow(growth, m);
    double cost = 250 * 360 * growth;
    assert_close(o->draws.mean, benefit - cost, 2e-3, 0, "net benefit");
    assert_close(o->cash_12_months, 250 * 360.0, 1e-12, 0, "cash");
    assert_close(sw_decision_segment_seats(d, c.e, 0), 250, 0, 0, "Law");
    assert_close(sw_decision_segment_seats(d, c.e, 1), 0, 0, 0, "Sales");
    assert_says(d->verdict.order, "Cut 500 to 250 seats at 31 July 2024");
    assert_int_equal(SW_OK, sw_decision_value_segments(d, c.e, NULL));
    const double *p = d->rightsizing->worth->probability;
    assert_true(p[0] > 0.999 && p[1] < 0.001);
    sw_decision_free(d);
    money_close(&c);
}

/* A minimum of 400 seats is paid for anyway, so Sales keeps its seats as long
 * as they do any good, and loses them where they do harm. */
static void a_minimum_is_filled_with_the_next_best(void **state)
{
    (void)state;
    static const struct {
        double sales;
        bool kept;
    } CASES[] = {{5, true}, {-5, false}};
    for (size_t i = 0; i < COUNT(CASES); i++) {
        money_case c;
        two_segments t;
        double mean = (60 + CASES[i].sales) / 2;
        open_case(&c, SAMPLE_CONTRACT ", \"min_seats\": 400", CASE, mean, 1);
        split(&t, &c.evidence, 60, CASES[i].sales, 1);
        sw_decision *d = decide(&c);
        const sw_option *o = sw_options_find(d, SW_OPTION_RIGHTSIZE);
        if (CASES[i].kept) {
            /* Both stay, and 500 seats are what there is now. */
            assert_false(o->evaluated);
            assert_verdict(d, SW_OPTION_RENEW);
        } else {
            assert_verdict(d, SW_OPTION_RIGHTSIZE);
            assert_close(o->seats, 400, 0, 0, "the minimum is paid for");
            assert_false(o->keep[1]);
        }
        sw_decision_free(d);
        money_close(&c);
    }
}

/* Whole-volume tiers: 250 seats cost 40 a month each, 500 cost 30. */
static void fewer_seats_pay_their_own_tier(void **state)
{
    (void)state;
    money_case c;
    two_segments t;
    open_case(&c,
              SAMPLE_CONTRACT ", \"tiers\": [{\"from_seats\": 1, \"price\": "
                              "40}, {\"from_seats\": 400, \"price\": 30}]",
              CASE, 20, 1);
    split(&t, &c.evidence, 40, 0, 1);
    sw_decision *d = decide(&c);
    const sw_option *o = sw_options_find(d, SW_OPTION_RIGHTSIZE);
    assert_close(o->price / d->options[0].price, 40 / 30.0, 1e-12, 0, "price");
    assert_close(o->cash_12_months / d->options[0].cash_12_months,
                 250 * 40 / (500 * 30.0), 1e-12, 0, "cash");
    sw_decision_free(d);
    money_close(&c);
}

/* Without segments: 300 of 500 people use their seats. */
static void idle_seats_go(void **state)
{
    (void)state;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT, CASE, 30, 1);
    use_seats(&c, 300);
    sw_decision *d = decide(&c);
    assert_verdict(d, SW_OPTION_RIGHTSIZE);
    const sw_option *o = chosen(d), *renew = &d->options[0];
    assert_true(o->by_usage);
    assert_close(o->seats, 300, 0, 0, "seats in use");
    double month_2 = pow(1.1, -1.0 / 12.0);
    assert_close(o->draws.mean - renew->draws.mean, 200 * 360 * month_2, 1e-9,
                 0, "what 200 idle seats cost, and not a minute less");
    assert_says(d->verdict.order, "if refused by 1 July 2024, renew all");
    sw_decision_free(d);

    /* Nothing is bought on grade D; what nobody uses goes all the same. */
    c.evidence.grade = 'D';
    d = decide(&c);
    assert_int_equal(SW_OPTION_UNDETERMINED, d->verdict.option);
    assert_int_equal(SW_NO_OPTION, d->verdict.chosen);
    assert_says(d->verdict.order, "200 idle seats can be returned");
    for (size_t i = 0; i < d->n_options; i++)
        assert_false(d->options[i].in_set);
    sw_decision_free(d);
    money_close(&c);
}

static void more_seats_need_evidence_and_transport(void **state)
{
    (void)state;
    static const struct {
        char grade;
        const char *transport;
        bool open;
    } CASES[] = {{'B', ", \"transport\": 1", true},
                 {'C', ", \"transport\": 1", false},
                 {'B', "", false}};
    for (size_t i = 0; i < COUNT(CASES); i++) {
        money_case c;
        g_autofree char *more =
            g_strdup_printf(COUNT_500 ASSUMED("%s") TIME, CASES[i].transport);
        open_case(&c, SAMPLE_CONTRACT, more, 60, 1);
        c.f.pilot->eligible_population = 800;
        c.evidence.grade = CASES[i].grade;
        sw_decision *d = decide(&c);
        assert_int_equal(CASES[i].open ? SW_OPTION_RIGHTSIZE : SW_OPTION_RENEW,
                         d->verdict.option);
        if (CASES[i].open) {
            assert_string_equal(chosen(d)->direction, "up");
            assert_close(chosen(d)->seats, 800, 0, 0, "all who are eligible");
            assert_close(chosen(d)->draws.mean, d->options[0].draws.mean * 1.6,
                         1e-9, 0, "eight of five");
            assert_says(d->verdict.order, "Raise 500 to 800 seats");
        }
        sw_decision_free(d);
        money_close(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(segments_that_pay_are_kept),
        cmocka_unit_test(a_minimum_is_filled_with_the_next_best),
        cmocka_unit_test(fewer_seats_pay_their_own_tier),
        cmocka_unit_test(idle_seats_go),
        cmocka_unit_test(more_seats_need_evidence_and_transport),
    };
    return cmocka_run_group_tests_name("rightsize", tests, NULL, NULL);
}
