/* Each verdict on a case made for it: the rule of METHODS 4 over every option.
 */
#include "decision/option.h"
#include "decision/rule.h"
#include "economics_case.h"

#define COUNT_500 "\"seats\": {\"count\": 500}, "
#define ASSUMED(more)                                                          \
    "\"assumptions\": {\"hourly_cost\": 60, \"realisation\": 0.5,"             \
    "\"persistence\": 1, \"discount_rate\": 0.1" more "}, "
#define TIME "\"benefits\": [{\"id\": \"time\", \"kind\": \"time-saved\"}]"
#define CASE COUNT_500 ASSUMED("") TIME

/* A minute a week is 46 weeks * 0.5 dollars a minute = 23 dollars a year: a
 * seat of 360 dollars breaks even at 15.65 minutes a week. */
static const double BREAK_EVEN = 360.0 / 23.0;

/* Two segments of 250 seats; one node, so that theta is normal. */
typedef struct two_segments {
    sw_segment segment[2];
    sw_segment_posterior posterior;
    double probability[1], tau[1], mean[2], factor[4];
} two_segments;

static void split(two_segments *t, sw_evidence *ev, double first, double second,
                  double sd)
{
    *t = (two_segments){.probability = {1.0},
                        .tau = {10.0},
                        .mean = {first, second},
                        .factor = {sd, 0.0, 0.0, sd}};
    const double effect[2] = {first, second};
    for (size_t g = 0; g < 2; g++)
        t->segment[g] = (sw_segment){.name = (char *)(g == 0 ? "Law" : "Sales"),
                                     .seats = 250,
                                     .active_seats = NAN,
                                     .hourly_cost = NAN,
                                     .pooled = effect[g],
                                     .pooled_sd = sd};
    t->posterior = (sw_segment_posterior){.n_segments = 2,
                                          .n_nodes = 1,
                                          .probability = t->probability,
                                          .tau = t->tau,
                                          .mean = t->mean,
                                          .factor = t->factor};
    ev->segments = t->segment;
    ev->n_segments = 2;
    ev->posterior = &t->posterior;
}

static void set_effect(money_case *c, double minutes, double sd)
{
    sw_input_define(
        sw_inputs_at(&c->f.pilot->inputs, SW_IN_EFFECT),
        (sw_distribution){.kind = SW_DIST_NORMAL, .p = {minutes, sd, 0}},
        SW_MEASURED);
}

static void open_case(money_case *c, const char *contract, const char *more,
                      double minutes, double sd)
{
    money_open(c, contract, more, minutes);
    set_effect(c, minutes, sd);
}

static sw_decision *decide(money_case *c)
{
    sw_decision *d = NULL;
    assert_int_equal(SW_OK, sw_decide(&d, c->e, c->r, NULL));
    return d;
}

static const sw_option *chosen(const sw_decision *d)
{
    assert_int_not_equal(SW_NO_OPTION, d->verdict.chosen);
    return &d->options[d->verdict.chosen];
}

static void assert_verdict(const sw_decision *d, sw_option_kind want)
{
    if (d->verdict.option != want)
        fail_msg("%s: %s", sw_option_name(d->verdict.option),
                 d->verdict.headline);
    assert_int_equal(want, chosen(d)->kind);
}

static void assert_says(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("'%s' is not in: %s", part, text);
}

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
    c.evidence.seats.active = 300;
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

    c.evidence.grade = 'D';
    d = decide(&c);
    assert_verdict(d, SW_OPTION_RIGHTSIZE);
    assert_true(chosen(d)->by_usage);
    assert_false(d->options[0].in_set);
    assert_close(d->options[0].draws.probability_best, NAN, 0, 0,
                 "grade D leaves no renewal to compare with");
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
        open_case(&c, SAMPLE_CONTRACT, CASE, CASES[i].minutes, CASES[i].sd);
        sw_decision *d = decide(&c);
        if (d->verdict.option != CASES[i].want)
            fail_msg("%s: %s", CASES[i].name, d->verdict.headline);
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
    open_case(&c, SAMPLE_CONTRACT, CASE, 20, 8);
    open_case(&b,
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
    open_case(&c, SAMPLE_CONTRACT, CASE, 25, 12);
    split(&t, &c.evidence, 32, 18, 3);
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
    assert_int_equal(SW_OK, sw_rule_apply(d, c->e, c->r, tolerance, NULL));
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
                 {SAMPLE_CONTRACT, &good, SW_OPTION_RENEGOTIATE},
                 {OFFER, NULL, SW_OPTION_RENEGOTIATE}};
    for (size_t i = 0; i < COUNT(CASES); i++) {
        money_case c;
        open_case(&c, CASES[i].contract, CASE, 20, 8);
        sw_decision *d = decide_with(&c, CASES[i].study);
        if (d->verdict.option != CASES[i].want)
            fail_msg("%zu: %s", i, d->verdict.headline);
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

#define OTHER(seats, price, factor, more)                                      \
    CASE ", \"alternatives\": [{\"name\": \"Other\", \"contract\": {"          \
         "\"price\": " price ", \"seats_purchased\": " seats ", "              \
         "\"billing\": \"annual-upfront\"}, \"benefit_factor\": " factor more  \
         "}]"

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
            fail_msg("%s: %s", CASES[i].name, d->verdict.headline);
        const sw_option *o = sw_options_find(d, SW_OPTION_SWITCH);
        assert_true(o->evaluated);
        if (i == 1)
            assert_says(d->verdict.reasons[d->verdict.n_reasons - 1],
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

/* The meter of today serves until something else is there. */
static void an_alternative_that_comes_late_is_bridged(void **state)
{
    (void)state;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT,
              OTHER("500", "30", "1", ", \"available_from\": \"2025-02-01\""),
              60, 5);
    sw_decision *d = decide(&c);
    const sw_option *o = sw_options_find(d, SW_OPTION_SWITCH);
    /* Today's term is paid in full, and half a year of the other beside it. */
    double growth = pow(1.1, -1.0 / 12.0);
    double extra = d->options[0].draws.mean - o->draws.mean;
    double upfront = 500 * 360 * pow(growth, 7);
    assert_true(extra > 0.45 * upfront && extra < 0.55 * upfront);
    sw_decision_free(d);
    money_close(&c);

    open_case(&c, SAMPLE_CONTRACT,
              OTHER("500", "30", "1", ", \"available_from\": \"2026-02-01\""),
              60, 5);
    d = decide(&c);
    o = sw_options_find(d, SW_OPTION_SWITCH);
    assert_false(o->evaluated);
    assert_says(o->why_not, "only after the term being signed");
    sw_decision_free(d);
    money_close(&c);
}

/* Renewing costs 180,000, the 200 seats in use 72,000. */
static void what_nobody_can_afford_is_not_chosen(void **state)
{
    (void)state;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT,
              CASE ", \"policy\": {\"budget_per_year\": 100000}", 60, 5);
    c.evidence.seats.active = 200;
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
    c.evidence.seats.active = 300;
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
    c.evidence.seats.active = 450;
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
        cmocka_unit_test(segments_that_pay_are_kept),
        cmocka_unit_test(a_minimum_is_filled_with_the_next_best),
        cmocka_unit_test(fewer_seats_pay_their_own_tier),
        cmocka_unit_test(idle_seats_go),
        cmocka_unit_test(more_seats_need_evidence_and_transport),
        cmocka_unit_test(a_price_is_asked_for),
        cmocka_unit_test(a_bundle_keeps_its_baseline),
        cmocka_unit_test(step_5_keeps_what_is_sure),
        cmocka_unit_test(a_study_comes_before_a_price),
        cmocka_unit_test(an_alternative_wins_only_where_it_was_measured),
        cmocka_unit_test(an_alternative_is_priced_on_the_same_draws),
        cmocka_unit_test(an_alternative_that_comes_late_is_bridged),
        cmocka_unit_test(what_nobody_can_afford_is_not_chosen),
        cmocka_unit_test(every_option_negative_is_cancel),
        cmocka_unit_test(losses_add_up),
    };
    return cmocka_run_group_tests_name("decision options", tests, NULL, NULL);
}
