/* What evidence does not carry is not bought: bounds, grade D, a bar that is
 * missed, and how the rule ends under other analyses. */
#include "decision/analysis.h"
#include "decision/cap.h"
#include "decision/stability.h"
#include "decision_case.h"
#include "uniform.h"

enum { FEW = 4096 };

#define OFFER                                                                  \
    SAMPLE_CONTRACT ", \"offers\": [{\"term_months\": 1, \"billing\": "        \
                    "\"monthly\", \"price\": 36}]"

/* 500 seats of 360 dollars, a minute is 23 dollars: 15.65 minutes pay, and a
 * little more, since the year is paid for at its start. */
static const struct {
    const char *name;
    double least, most, mean;
    sw_option_kind want;
    sw_bounded bounded;
} BOUNDS[] = {
    {"even the most does not pay", 0, 15, 30, SW_OPTION_CANCEL,
     SW_BOUND_MOST_FAILS},
    {"the most pays, the least does not", 0, 40, 30, SW_OPTION_UNDETERMINED,
     SW_BOUND_BETWEEN},
    /* No estimate is not no benefit, where the estimate is only a prior's. */
    {"the same, and it is not expected to", 0, 40, 5, SW_OPTION_UNDETERMINED,
     SW_BOUND_BETWEEN},
    {"even the least pays", 17, 60, 30, SW_OPTION_RENEW, SW_BOUND_LEAST_PAYS},
};

static void bounds_decide_what_no_estimate_does(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(BOUNDS); i++) {
        money_case c;
        open_case(&c, SAMPLE_CONTRACT, CASE, BOUNDS[i].mean, 2);
        c.evidence.bounds = (sw_evidence_bounds){
            .any = true, .least = BOUNDS[i].least, .most = BOUNDS[i].most};
        sw_decision *d = decide(&c);
        if (d->verdict.option != BOUNDS[i].want)
            fail_msg("%s: %s", BOUNDS[i].name, said(d->verdict.headline));
        assert_int_equal(BOUNDS[i].bounded, d->verdict.bounded);
        sw_decision_free(d);
        money_close(&c);
    }
}

/* 17 minutes of 46 weeks at 60 dollars an hour are worth 782 dollars times the
 * realisation, and pay for 360 above .4604 of it: of a uniform from .4 to .8
 * that is .849; at the 30 minutes of the posterior always. */
static void the_chance_is_that_of_the_least(void **state)
{
    (void)state;
    static const double chance = (.8 - 360.0 / 782.0) / .4;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT,
              COUNT_500 "\"assumptions\": {\"hourly_cost\": 60, "
                        "\"realisation\": {\"uniform\": [0.4, 0.8]}, "
                        "\"persistence\": 1, \"discount_rate\": 0}, " TIME,
              30, 2);
    c.evidence.bounds =
        (sw_evidence_bounds){.any = true, .least = 17, .most = 60};
    sw_decision *d = decide(&c);
    assert_int_equal(SW_BOUND_LEAST_PAYS, d->verdict.bounded);
    const sw_option *renew = sw_options_find(d, SW_OPTION_RENEW);
    assert_true(fabs(renew->draws.probability_positive - chance) < .01);
    assert_true(fabs(d->simulation->options[0].probability_positive - chance) <
                .01);
    assert_says(d->verdict.headline, "pays with a probability of 85%");
    sw_decision_free(d);
    money_close(&c);
}

/* Rule 1b stands behind the bounds: at grade D they say what could pay, and
 * nothing is bought on it. */
static void bounds_buy_nothing_at_grade_d(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(BOUNDS); i++) {
        money_case c;
        open_case(&c, i % 2 ? OFFER : SAMPLE_CONTRACT, CASE, BOUNDS[i].mean, 2);
        c.evidence.bounds = (sw_evidence_bounds){
            .any = true, .least = BOUNDS[i].least, .most = BOUNDS[i].most};
        c.evidence.grade = 'D';
        sw_decision *d = decide(&c);
        sw_option_kind got = d->verdict.option;
        if (got != SW_OPTION_CANCEL && got != SW_OPTION_EXTEND &&
            got != SW_OPTION_UNDETERMINED)
            fail_msg("%s: %s", BOUNDS[i].name, said(d->verdict.headline));
        sw_decision_free(d);
        money_close(&c);
    }
}

static void even_the_most_is_said(void **state)
{
    (void)state;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT, CASE, 30, 2);
    c.evidence.bounds = (sw_evidence_bounds){true, 0, 2, NULL};
    sw_decision *d = decide(&c);
    assert_says(d->verdict.headline,
                "Even the most that was answered does not pay");
    assert_true(isnan(d->verdict.stability));
    sw_decision_free(d);
    money_close(&c);
}

/* A benefit that is declared, and that nobody could estimate. */
static void no_estimate_is_not_on_cost(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT, CASE, NAN);
    assert_false(c.e->has_benefit);
    sw_decision *d = decide(&c);
    assert_int_equal(SW_OPTION_UNDETERMINED, d->verdict.option);
    assert_says(d->verdict.headline, "Undetermined");
    assert_string_equal("cost", d->verdict.benefit_basis);
    sw_decision_free(d);
    money_close(&c);
}

/* Whatever the effect, its spread, the bar, segments and usage: grade D buys
 * nothing. */
static void grade_d_never_buys(void **state)
{
    (void)state;
    uniform_seed(20240901);
    for (int i = 0; i < 40; i++) {
        money_case c;
        two_segments t;
        double minutes = below(80) - 10, sd = 1 + below(30);
        open_case(&c, i % 2 ? OFFER : SAMPLE_CONTRACT, CASE, minutes, sd);
        if (i % 3 == 0)
            split(&t, &c.evidence, minutes + 10, minutes - 10, sd);
        c.evidence.seats.active = i % 4 == 0 ? 300 : NAN;
        c.evidence.grade = 'D';
        c.f.pilot->policy.required_probability = 0.05 * (below(20));
        c.f.pilot->draws = FEW;
        sw_decision *d = decide(&c);
        sw_option_kind got = d->verdict.option;
        assert_true(got == SW_OPTION_CANCEL || got == SW_OPTION_EXTEND ||
                    got == SW_OPTION_UNDETERMINED);
        if (d->verdict.best == SW_NO_OPTION)
            assert_int_equal(SW_OPTION_CANCEL, got);
        else
            assert_int_not_equal(SW_OPTION_CANCEL, got);
        sw_decision_free(d);
        money_close(&c);
    }
}

/* 0: leaves, 1: neither, 2: buys. */
static int bought(sw_option_kind kind)
{
    return kind == SW_OPTION_CANCEL         ? 0
           : kind == SW_OPTION_UNDETERMINED ? 1
                                            : 2;
}

/* A surer effect of the same mean, or a lower bar, never turns a spend into
 * leaving. */
static void a_higher_chance_never_ends_in_leaving(void **state)
{
    (void)state;
    uniform_seed(7);
    for (int i = 0; i < 25; i++) {
        double minutes = BREAK_EVEN + 0.5 + below(20);
        double sd = 6 + below(20), bar = 0.6 + 0.05 * (below(7));
        int before = -1;
        for (int k = 0; k < 3; k++) {
            money_case c;
            open_case(&c, SAMPLE_CONTRACT, CASE, minutes, sd / (1 + k));
            c.f.pilot->policy.required_probability = bar;
            c.f.pilot->draws = FEW;
            sw_decision *d = decide(&c);
            int now = bought(d->verdict.option);
            if (now < before)
                fail_msg("%g +- %g at %g: %s", minutes, sd / (1 + k), bar,
                         said(d->verdict.headline));
            before = now;
            sw_decision_free(d);
            money_close(&c);
        }
    }
}

static void a_lower_bar_never_ends_in_leaving(void **state)
{
    (void)state;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT, CASE, 22, 12);
    int before = -1;
    c.f.pilot->draws = FEW;
    for (double bar = 0.95; bar > 0.4; bar -= 0.05) {
        c.f.pilot->policy.required_probability = bar;
        sw_decision *d = decide(&c);
        assert_true(bought(d->verdict.option) >= before);
        before = bought(d->verdict.option);
        sw_decision_free(d);
    }
    assert_int_equal(2, before);
    money_close(&c);
}

/* A lapse names the chance of the option, and the bar. */
static void a_lapse_names_chance_and_bar(void **state)
{
    (void)state;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT, CASE, 20, 14);
    sw_decision *d = decide(&c);
    assert_verdict(d, SW_OPTION_CANCEL);
    /* P(N(20, 14) > 15.65 at month ends) = .61, R: 1 - pnorm((16.2-20)/14) */
    assert_says(d->verdict.headline, "pays with a chance of 6");
    assert_says(d->verdict.headline, "the bar is 75%");
    assert_says(d->verdict.headline, "not shown not to pay");
    sw_decision_free(d);
    money_close(&c);
}

/* ---- stability ---- */

#define UNSURE                                                                 \
    COUNT_500 "\"assumptions\": {\"hourly_cost\": 60, \"realisation\": "       \
              "{\"pert\": [0.1, 0.5, 0.9]}, \"persistence\": 1, "              \
              "\"discount_rate\": 0.1}, " TIME

/* Realisation at its P10 (.30) and P90 (.70) of 26 +- 3 minutes: at .30 a seat
 * is worth less than it costs more often than not, so one of three differs. */
static void analyses_run_the_bar(void **state)
{
    (void)state;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT, UNSURE, 26, 3);
    sw_analyses *a = sw_stability_list(c.e);
    sw_decision *d = decide(&c);
    assert_int_equal(SW_OK, sw_analyses_value(a, d, NULL));
    assert_int_equal(3, a->n);
    double low = c.e->inputs.items->len > 0
                     ? sw_inputs_at(&c.e->inputs, SW_IN_REALISATION)->low
                     : NAN;
    /* The net benefit is affine in the realisation. */
    const sw_option *renew = &d->options[0];
    double cost = c.r->commitment.pv_costs,
           benefit = c.r->commitment.pv_benefits;
    assert_close(sw_analyses_mean(a, 0, 1), benefit * low / 0.5 - cost, 2e-3,
                 400, "mean at P10");
    assert_close(sw_analyses_chance(a, 0, 0), renew->draws.probability_positive,
                 0, 0, "the main one is the simulation");
    assert_true(sw_analyses_chance(a, 0, 1) < 0.5);
    assert_true(sw_analyses_chance(a, 0, 2) > 0.95);
    assert_close(d->verdict.stability, 2.0 / 3, 1e-12, 0, "two of three");
    assert_says(d->verdict.stability_note,
                "sensitive to realisation at its P10: 2 of 3 analyses");
    sw_decision_free(d);
    sw_analyses_free(a);
    money_close(&c);
}

/* A constant realisation gives the main figures again: nothing to count. */
static void duplicates_are_left_out(void **state)
{
    (void)state;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT, CASE, 30, 3);
    sw_decision *d = decide(&c);
    sw_analyses *a = sw_stability_list(c.e);
    assert_int_equal(SW_OK, sw_analyses_value(a, d, NULL));
    assert_int_equal(1, a->n);
    assert_says(d->verdict.stability_note, "1 of 1");
    sw_analyses_free(a);
    sw_decision_free(d);
    money_close(&c);
}

static void stability_has_its_words(void **state)
{
    (void)state;
    assert_string_equal("robust", sw_stability_word(0.9));
    assert_string_equal("sensitive", sw_stability_word(0.89));
    assert_string_equal("sensitive", sw_stability_word(0.6));
    assert_string_equal("fragile", sw_stability_word(0.59));
}

/* ---- what asking is worth ---- */

#define ASKED(p)                                                               \
    CASE ", \"renegotiation\": {\"acceptance\": " p ", \"cost\": 2000}"

/* Asking costs 2,000 either way, so at next to no acceptance nobody asks. */
static void acceptance_weighs_the_price(void **state)
{
    (void)state;
    static const struct {
        const char *more;
        sw_option_kind want;
    } CASES[] = {{ASKED("0.9"), SW_OPTION_RENEGOTIATE},
                 {ASKED("0.01"), SW_OPTION_CANCEL},
                 {CASE, SW_OPTION_RENEGOTIATE}};
    for (size_t i = 0; i < COUNT(CASES); i++) {
        money_case c;
        open_case(&c, SAMPLE_CONTRACT, CASES[i].more, 20, 8);
        sw_decision *d = decide(&c);
        assert_verdict(d, CASES[i].want);
        sw_decision_free(d);
        money_close(&c);
    }
}

/* ---- the cap ---- */

static void no_chance_exceeds_what_is_above_zero(void **state)
{
    (void)state;
    sw_distribution part[] = {sw_constant(0),
                              {.kind = SW_DIST_UNIFORM, .p = {0.4, 0.8, 0}}};
    double weight[] = {0.2, 0.8};
    sw_distribution mixture = {
        .kind = SW_DIST_MIXTURE, .n = 2, .weight = weight, .part = part};
    money_case c;
    open_case(&c, SAMPLE_CONTRACT, CASE, 200, 5);
    assert_true(isnan(sw_chance_cap(c.e)));
    sw_distribution copy;
    assert_int_equal(SW_OK, sw_distribution_copy(&copy, &mixture));
    sw_input_define(sw_inputs_at(&c.e->inputs, SW_IN_SELF_REPORT), copy,
                    SW_ASSUMPTION);
    c.evidence.self_report_lead = true;
    assert_close(sw_chance_cap(c.e), 0.8, 1e-12, 0, "P(factor > 0)");
    sw_decision *d = decide(&c);
    assert_true(d->options[0].draws.probability_positive <= 0.8 + 1e-3);
    assert_says(d->verdict.headline, "at most 80%");
    sw_decision_free(d);
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_decide_what_no_estimate_does),
        cmocka_unit_test(the_chance_is_that_of_the_least),
        cmocka_unit_test(bounds_buy_nothing_at_grade_d),
        cmocka_unit_test(even_the_most_is_said),
        cmocka_unit_test(no_estimate_is_not_on_cost),
        cmocka_unit_test(grade_d_never_buys),
        cmocka_unit_test(a_higher_chance_never_ends_in_leaving),
        cmocka_unit_test(a_lower_bar_never_ends_in_leaving),
        cmocka_unit_test(a_lapse_names_chance_and_bar),
        cmocka_unit_test(analyses_run_the_bar),
        cmocka_unit_test(duplicates_are_left_out),
        cmocka_unit_test(stability_has_its_words),
        cmocka_unit_test(acceptance_weighs_the_price),
        cmocka_unit_test(no_chance_exceeds_what_is_above_zero),
    };
    return cmocka_run_group_tests_name("the rule", tests, NULL, NULL);
}
