/* A price to ask for, a study to make, and the segments that are sure. */
#include "decision_case.h"

/* The figures below are those of a bar of .8. */
static void open_at_80(money_case *c, const char *contract, const char *more,
                       double minutes, double sd)
{
    open_case(c, contract, more, minutes, sd);
    c->f.pilot->policy.required_probability = 0.8;
}

/* P(effect > k * 15.65) = 0.8 at k = (m - 0.8416 s) / 15.65. */
static void a_price_is_asked_for(void **state)
{
    (void)state;
    static const double Z80 = 0.8416212335729143; /* R: qnorm(0.8) */
    static const struct {
        const char *name;
        double minutes, sd;
        sw_option_kind want;
    } CASES[] = {
        {"within a quarter", 20, 8, SW_OPTION_RENEGOTIATE},
        {"beyond a quarter", 20, 14, SW_OPTION_CANCEL},
        {"met today", 30, 8, SW_OPTION_RENEW},
    };
    for (size_t i = 0; i < COUNT(CASES); i++) {
        money_case c;
        open_at_80(&c, SAMPLE_CONTRACT, CASE, CASES[i].minutes, CASES[i].sd);
        sw_decision *d = decide(&c);
        if (d->verdict.option != CASES[i].want)
            fail_msg("%s: %s", CASES[i].name, said(d->verdict.headline));
        /* Benefits come at the end of months, the invoice at the start. */
        double growth = pow(1.1, -1.0 / 12.0), annuity = 0.0;
        for (int m = 2; m <= 13; m++)
            annuity += pow(growth, m) / 12.0;
        double quantile = CASES[i].minutes - Z80 * CASES[i].sd;
        double price = 23 * quantile * annuity / growth / 12.0;
        assert_close(d->walk_away.price, price, 0, 0.02, CASES[i].name);
        if (CASES[i].want == SW_OPTION_RENEGOTIATE) {
            assert_close(chosen(d)->draws.probability_positive, 0.8, 0, 0.005,
                         "the bar is met");
            assert_true(chosen(d)->draws.probability_positive >= 0.8);
            assert_says(d->verdict.order, "if refused by 1 July 2024, cancel");
        }
        sw_decision_free(d);
        money_close(&c);
    }
}

/* Of a bundle only what is above the baseline is scaled. */
static void a_bundle_keeps_its_baseline(void **state)
{
    (void)state;
    money_case c, b;
    open_at_80(&c, SAMPLE_CONTRACT, CASE, 20, 8);
    open_at_80(&b,
               "\"price\": 60, \"price_basis\": \"bundle\","
               "\"baseline_price\": 30, \"seats_purchased\": 500,"
               "\"billing\": \"annual-upfront\", \"term_months\": 12,"
               "\"term_start\": \"2023-08-01\", \"term_end\": "
               "\"2024-07-31\", \"notice_days\": 30, \"auto_renew\": true",
               CASE, 20, 8);
    sw_decision *d = decide(&c), *e = decide(&b);
    assert_close(e->walk_away.price, d->walk_away.price + 30, 1e-12, 0,
                 "30 more");
    sw_decision_free(d);
    sw_decision_free(e);
    money_close(&c);
    money_close(&b);
}

/* The first segment is sure, the second is not, both together are not sure
 * enough: step 5 keeps the first. */
static void step_5_keeps_what_is_sure(void **state)
{
    (void)state;
    money_case c;
    two_segments t;
    open_at_80(&c, SAMPLE_CONTRACT, CASE, 25, 12);
    split_with(&t, &c.evidence, 32, 18, 3, 12);
    /* No discount is plausible, so the price cannot be lowered. */
    c.f.pilot->policy.plausible_discount = 0.0;
    sw_decision *d = decide(&c);
    assert_verdict(d, SW_OPTION_RIGHTSIZE);
    assert_int_equal(d->verdict.best, 0); /* renewing, on average */
    assert_true(chosen(d)->keep[0] && !chosen(d)->keep[1]);
    assert_true(chosen(d)->draws.probability_positive >= 0.8);
    assert_true(chosen(d)->draws.expected_loss > 0.0);
    sw_decision_free(d);
    money_close(&c);
}

#define OFFER                                                                  \
    SAMPLE_CONTRACT ", \"offers\": [{\"term_months\": 1, \"billing\": "        \
                    "\"monthly\", \"price\": 36}]"

/* Step 3 reads what a study is worth from the decision. */
static sw_decision *decide_with(money_case *c, sw_study *study)
{
    sw_decision *d = g_new0(sw_decision, 1);
    double tolerance = 0.02 * c->r->years_spend;
    assert_int_equal(SW_OK, sw_options_list(d, c->e, c->r, NULL));
    assert_int_equal(SW_OK, sw_options_simulate(d, c->e, tolerance, NULL));
    sw_options_fill(d, c->e);
    d->studies = study;
    d->n_studies = study != NULL;
    assert_int_equal(SW_OK,
                     sw_rule_apply(d, c->e, c->r, tolerance, false, NULL));
    sw_verdict_phrase(d, c->e, c->r);
    return d;
}

static void a_study_comes_before_a_price(void **state)
{
    (void)state;
    sw_study good = {.name = (char *)"Diaries",
                     .kind = SW_STUDY_REALISATION,
                     .responses = 60,
                     .weeks = 8,
                     .delay_years = 55 / 365.25, /* after 1 July */
                     .net = 20000,
                     .mc_se = 100,
                     .changes_action = 0.3,
                     .possible = true};
    sw_study small = good, idle = good, late = good;
    small.net = 1900; /* 1 % of 180,000, less two errors, is not reached */
    idle.changes_action = 0.05;
    late.weeks = 80;
    const struct {
        const char *contract;
        sw_study *study;
        sw_option_kind want;
    } CASES[] = {{OFFER, &good, SW_OPTION_EXTEND},
                 {OFFER, &small, SW_OPTION_RENEGOTIATE},
                 {OFFER, &idle, SW_OPTION_RENEGOTIATE},
                 {OFFER, &late, SW_OPTION_RENEGOTIATE},
                 {SAMPLE_CONTRACT, &good, SW_OPTION_RENEGOTIATE}};
    for (size_t i = 0; i < COUNT(CASES); i++) {
        money_case c;
        open_at_80(&c, CASES[i].contract, CASE, 20, 8);
        sw_decision *d = decide_with(&c, CASES[i].study);
        if (d->verdict.option != CASES[i].want)
            fail_msg("%zu: %s", i, said(d->verdict.headline));
        if (CASES[i].want == SW_OPTION_EXTEND) {
            assert_says(d->verdict.order, "\"Diaries\": stop at 60 answers or "
                                          "on 25 August 2024");
            assert_int_equal(1, d->verdict.extensions_used);
        }
        d->studies = NULL;
        d->n_studies = 0;
        sw_decision_free(d);
        money_close(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_price_is_asked_for),
        cmocka_unit_test(a_bundle_keeps_its_baseline),
        cmocka_unit_test(step_5_keeps_what_is_sure),
        cmocka_unit_test(a_study_comes_before_a_price),
    };
    return cmocka_run_group_tests_name("price and study", tests, NULL, NULL);
}
