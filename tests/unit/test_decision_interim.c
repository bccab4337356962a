/* What bridges the time until a study has ended. */
#include "decision_case.h"

#define ENDS(what)                                                             \
    "\"price\": 30, \"seats_purchased\": 500, \"term_months\": 12, "           \
    "\"billing\": \"annual-upfront\", \"term_start\": \"2023-08-01\", "        \
    "\"term_end\": \"2024-07-31\", \"end_of_term\": {\"action\": " what "}"
#define EXTENDED "\"extended-service\", \"uplift\": 0.23"
#define STUDY                                                                  \
    CASE ", \"extension\": {\"cost_per_response\": 1, \"fixed_cost\": 1, "     \
         "\"studies\": [{\"name\": \"long\", \"kind\": \"survey\", "           \
         "\"responses\": 400, \"weeks\": 12}]}"

static sw_effect LEAD = {
    .n_pilot = 100, .minutes = 18, .minutes_se = 8, .minutes_df = 99};

static sw_decision *decide_study(money_case *c, const char *contract)
{
    open_case(c, contract, STUDY, 18, 8);
    c->evidence.effects = &LEAD;
    c->evidence.n_effects = 1;
    c->evidence.lead = 0;
    return decide(c);
}

/* Twelve weeks end in September, the term on 31 July: without anything to buy
 * the study comes too late. */
static void a_term_that_lapses_leaves_no_time(void **state)
{
    (void)state;
    money_case c;
    sw_decision *d = decide_study(&c, ENDS("\"lapse\""));
    assert_false(sw_interim_term(c.e).can_be_bought);
    assert_false(d->studies[0].possible);
    assert_says(d->studies[0].why_not, "no interim term can be bought");
    sw_decision_free(d);
    money_close(&c);
}

static void extended_service_is_an_interim_term(void **state)
{
    (void)state;
    money_case c;
    sw_decision *d = decide_study(&c, ENDS(EXTENDED));
    sw_interim term = sw_interim_term(c.e);
    assert_true(term.extended && term.can_be_bought);
    assert_null(term.offer);
    assert_true(d->studies[0].possible);
    assert_verdict(d, SW_OPTION_EXTEND);
    assert_says(d->verdict.order, "Stay in extended service and run \"long\"");
    sw_decision_free(d);
    money_close(&c);
}

/* It is priced by its own ledger: the dearer it is, the less is the study. */
static void dearer_service_makes_a_study_worth_less(void **state)
{
    (void)state;
    static const char *const UPLIFTS[] = {
        ENDS("\"extended-service\", \"uplift\": 0.03"), ENDS(EXTENDED)};
    double net[2];
    for (size_t i = 0; i < COUNT(UPLIFTS); i++) {
        money_case c;
        sw_decision *d = decide_study(&c, UPLIFTS[i]);
        net[i] = d->studies[0].net;
        sw_decision_free(d);
        money_close(&c);
    }
    assert_true(net[0] > net[1]);
}

static void what_can_no_longer_be_signed_bridges_nothing(void **state)
{
    (void)state;
    money_case c;
    open_case(&c,
              ENDS("\"lapse\"") ", \"offers\": [{\"term_months\": 1, "
                                "\"billing\": \"monthly\", \"price\": 36}]",
              STUDY, 18, 8);
    assert_true(sw_interim_term(c.e).can_be_bought);
    c.f.pilot->contracts[0].offers[0].until = c.e->as_of - 1;
    assert_false(sw_interim_term(c.e).can_be_bought);
    money_close(&c);
}

/* Passing the date costs what extended service costs more than the year that is
 * signed in time: 36.90 a month against 180,000 at once, on 1 August, in month
 * 2. */
static void passing_the_date_costs_what_then_happens(void **state)
{
    (void)state;
    money_case c;
    double growth = pow(1.1, -1.0 / 12.0), monthly = 0.0;
    open_case(&c, ENDS(EXTENDED), CASE, 40, 1);
    for (int m = 2; m <= 13; m++)
        monthly += 500 * 36.9 * pow(growth, m - 1);
    sw_decision *d = decide(&c);
    assert_verdict(d, SW_OPTION_RENEW);
    assert_close(d->verdict.cost_of_missing_act_by, monthly - 180000 * growth,
                 1e-9, 0, "missing the date");
    sw_decision_free(d);
    money_close(&c);

    /* Where it renews by itself, nothing is lost by it. */
    open_case(&c, SAMPLE_CONTRACT, CASE, 40, 1);
    d = decide(&c);
    assert_close(d->verdict.cost_of_missing_act_by, 0.0, 0, 1e-6, "renews");
    sw_decision_free(d);
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_term_that_lapses_leaves_no_time),
        cmocka_unit_test(extended_service_is_an_interim_term),
        cmocka_unit_test(dearer_service_makes_a_study_worth_less),
        cmocka_unit_test(what_can_no_longer_be_signed_bridges_nothing),
        cmocka_unit_test(passing_the_date_costs_what_then_happens),
    };
    return cmocka_run_group_tests_name("interim terms", tests, NULL, NULL);
}
