/* How many seats: the segments that pay, those in use, or more. */
#include "decision_case.h"
#include "economics/clause.h"

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

/* A minimum of 400 seats is paid for anyway, 150 of them for nobody without
 * Sales: its 250 people keep their seats where they are worth the 100 that are
 * paid for them besides. 36,000 dollars are 6.26 minutes of 250 people at 23
 * dollars a minute. */
static void a_minimum_is_filled_with_the_next_best(void **state)
{
    (void)state;
    static const struct {
        double sales;
        bool kept;
    } CASES[] = {{7, true}, {5, false}, {-5, false}};
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

static void open_two(money_case *c, const char *seats_a, const char *seats_b)
{
    *c = (money_case){.f = folder_new()};
    g_autofree char *text = g_strdup_printf(
        "{\"seatworth\": 1, \"name\": \"Test\", \"currency\": \"USD\","
        "\"pilot\": {\"start\": \"2024-01-01\", \"end\": \"2024-06-30\"},"
        "\"as_of\": \"2024-06-30\", \"contracts\": ["
        "{\"sku\": \"A\", \"price\": 30, \"seats_purchased\": %s,"
        "\"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\","
        "\"notice_days\": 30, \"auto_renew\": true},"
        "{\"sku\": \"B\", \"price\": 30, \"seats_purchased\": %s,"
        "\"term_start\": \"2024-01-01\", \"term_end\": \"2024-12-31\","
        "\"notice_days\": 30, \"auto_renew\": true}], " CASE "}",
        seats_a, seats_b);
    folder_write(&c->f, "pilot.json", text);
    money_load(c);
    money_set_minutes(c, 30);
    money_price(c);
    set_effect(c, 30, 1);
}

static const sw_option *cut_of(const sw_decision *d)
{
    for (size_t i = 0; i < d->n_options; i++)
        if (d->options[i].kind == SW_OPTION_RIGHTSIZE)
            return &d->options[i];
    fail();
    return NULL;
}

/* Two contracts share 500 people, or each has a seat for everybody: either is
 * cut at its own renewal, on 1 August (months 2 and, for 153 of 365 days in the
 * window, 14) and on 1 January (month 7). */
static void each_contract_is_cut_at_its_own_renewal(void **state)
{
    (void)state;
    const struct {
        const char *name, *seats_a, *seats_b;
        double idle_a, idle_b;
    } CASES[] = {{"shared", "200", "300", 80, 120},
                 {"for everybody", "500", "500", 200, 200}};
    for (size_t i = 0; i < COUNT(CASES); i++) {
        money_case c;
        open_two(&c, CASES[i].seats_a, CASES[i].seats_b);
        use_seats(&c, 300);
        sw_decision *d = decide(&c);
        const sw_option *o = cut_of(d), *renew = &d->options[0];
        assert_close(o->seats, 300, 0, 0, CASES[i].name);
        assert_close(o->seats_from, 500, 0, 0, CASES[i].name);
        double a = pow(1.1, -1 / 12.0) + pow(1.1, -13 / 12.0) * 153 / 365;
        double want =
            360 * (CASES[i].idle_a * a + CASES[i].idle_b * pow(1.1, -6 / 12.0));
        assert_close(o->draws.mean - renew->draws.mean, want, 1e-9, 0,
                     CASES[i].name);
        sw_clause list[SW_CLAUSES];
        size_t n = sw_clauses_price(list, c.e, 1);
        for (size_t x = 0; x < n; x++) /* idle seats of the second are known */
            if (list[x].kind == SW_CLAUSE_SWAP ||
                list[x].kind == SW_CLAUSE_REDUCTION)
                assert_true(list[x].pv < 0);
        sw_decision_free(d);
        money_close(&c);
    }
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
        cmocka_unit_test(each_contract_is_cut_at_its_own_renewal),
        cmocka_unit_test(more_seats_need_evidence_and_transport),
    };
    return cmocka_run_group_tests_name("rightsize", tests, NULL, NULL);
}
