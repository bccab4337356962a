/* The rule of METHODS 4 over renew and cancel, step by step. */
#include "decision/option.h"
#include "economics_case.h"
#include "said.h"

#define RISKY                                                                  \
    "\"seats\": {\"count\": 500}, \"assumptions\": {\"hourly_cost\": 62,"      \
    "\"realisation\": {\"pert\": [0.25, 0.5, 0.75]}, \"persistence\": 1,"      \
    "\"discount_rate\": 0.1}, \"benefits\": [{\"id\": \"time\","               \
    "\"kind\": \"time-saved\"}]"

#define RISKY_POLICY(policy) RISKY ", \"policy\": {" policy "}"

static sw_guardrail BROKEN = {.id = (char *)"quality", .known = true};
static sw_guardrail UNKNOWN = {.id = (char *)"quality"};

static const struct {
    const char *name, *more;
    double minutes, sd;
    char grade;
    sw_guardrail *guardrail;
    bool assumption_only;
    sw_option_kind want;
    const char *headline; /* part of it */
} VERDICTS[] = {
    {"clearly pays", RISKY, 60, 5, 'B', NULL, false, SW_OPTION_RENEW,
     "Renewing is worth"},
    {"clearly does not", RISKY, 2, 5, 'B', NULL, false, SW_OPTION_CANCEL,
     "Renewing costs"},
    {"pays on average, bar missed", RISKY, 22, 20, 'B', NULL, false,
     SW_OPTION_CANCEL, "pays with a chance of 61%; the bar is 75%"},
    {"the same with a lower bar",
     RISKY_POLICY("\"required_probability\": 0.5, \"min_stability\": 0.5"), 24,
     20, 'B', NULL, false, SW_OPTION_RENEW, "Renewing is worth"},
    {"grade D buys nothing that would pay", RISKY, 60, 5, 'D', NULL, false,
     SW_OPTION_UNDETERMINED, "renewing 500 seats would be worth"},
    {"and leaves what would not", RISKY, 2, 5, 'D', NULL, false,
     SW_OPTION_CANCEL, "Renewing costs"},
    {"a broken guardrail removes the seats", RISKY, 60, 5, 'B', &BROKEN, false,
     SW_OPTION_CANCEL, "a guardrail does not hold"},
    {"so does one that nobody could estimate", RISKY, 60, 5, 'B', &UNKNOWN,
     false, SW_OPTION_CANCEL, "could not be estimated"},
    {"nothing measured", RISKY, 60, 5, '-', NULL, true, SW_OPTION_UNDETERMINED,
     "Undetermined"},
    {"nothing measured, and allowed",
     RISKY_POLICY("\"allow_assumption_only\": true"), 60, 5, 'C', NULL, true,
     SW_OPTION_RENEW, "Renewing is worth"},
    {"no benefit at all", "\"seats\": {\"count\": 500}", NAN, 0, '-', NULL,
     false, SW_OPTION_RENEW, "on cost alone"},
    {"over budget", RISKY_POLICY("\"budget_per_year\": 100000"), 60, 5, 'B',
     NULL, false, SW_OPTION_CANCEL, "exceeds policy.budget_per_year"},
    {"the worst tenth is too bad", RISKY_POLICY("\"max_loss_cvar10\": 1000"),
     40, 20, 'B', NULL, false, SW_OPTION_CANCEL,
     "exceeds policy.max_loss_cvar10"},
};

static sw_decision *decide(money_case *c, size_t i)
{
    money_open(c, SAMPLE_CONTRACT, VERDICTS[i].more, VERDICTS[i].minutes);
    if (VERDICTS[i].sd > 0)
        sw_input_define(
            sw_inputs_at(&c->e->inputs, SW_IN_EFFECT),
            (sw_distribution){.kind = SW_DIST_NORMAL,
                              .p = {VERDICTS[i].minutes, VERDICTS[i].sd, 0}},
            SW_MEASURED);
    c->evidence.grade = VERDICTS[i].grade;
    c->evidence.assumption_only = VERDICTS[i].assumption_only;
    c->evidence.guardrails = VERDICTS[i].guardrail;
    c->evidence.n_guardrails = VERDICTS[i].guardrail != NULL;
    sw_decision *d = NULL;
    assert_int_equal(SW_OK, sw_decide(&d, c->e, c->r, NULL));
    return d;
}

static void the_rule_gives_the_verdict(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(VERDICTS); i++) {
        money_case c;
        sw_decision *d = decide(&c, i);
        if (d->verdict.option != VERDICTS[i].want)
            fail_msg("%s: %s", VERDICTS[i].name,
                     sw_option_name(d->verdict.option));
        if (strstr(said(d->verdict.headline), VERDICTS[i].headline) == NULL)
            fail_msg("%s: %s", VERDICTS[i].name, said(d->verdict.headline));
        /* The confidence of a rule is not that of the money. */
        if (VERDICTS[i].guardrail != NULL) {
            assert_true(isnan(d->verdict.confidence));
            assert_true(isnan(d->verdict.stability));
        }
        sw_decision_free(d);
        money_close(&c);
    }
}

static void every_step_is_a_row_with_a_note(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(VERDICTS); i++) {
        money_case c;
        sw_decision *d = decide(&c, i);
        bool seen[6] = {false};
        for (size_t r = 0; r < d->verdict.n_rules; r++) {
            const sw_rule *rule = &d->verdict.rules[r];
            assert_non_null(rule->note);
            if (rule->rule[0] >= '0' && rule->rule[0] <= '5')
                seen[rule->rule[0] - '0'] = true;
        }
        /* Grade D takes 1b in place of the bar. */
        for (int step = 0; step <= (VERDICTS[i].grade == 'D' ? 1 : 2); step++)
            assert_true(seen[step]);
        sw_decision_free(d);
        money_close(&c);
    }
}

static const sw_option *find(const sw_decision *d, sw_option_kind kind)
{
    const sw_option *o = sw_options_find(d, kind);
    assert_non_null(o);
    return o;
}

/* What everybody shares: cancel is 0, do-nothing is listed and never chosen,
 * and an option without figures says why. */
static void options_keep_their_definitions(void **state)
{
    (void)state;
    money_case c;
    sw_decision *d = decide(&c, 0);
    const sw_option *renew = find(d, SW_OPTION_RENEW);
    const sw_option *cancel = find(d, SW_OPTION_CANCEL);
    const sw_option *idle = find(d, SW_OPTION_DO_NOTHING);
    assert_ptr_equal(renew, &d->options[0]);
    assert_close(cancel->draws.mean, 0, 0, 0, "cancel");
    assert_close(idle->draws.mean, renew->draws.mean, 0, 0,
                 "the term renews by itself");
    assert_false(idle->feasible);
    assert_close(cancel->cash_12_months, c.r->committed, 0, 0,
                 "leaving pays what is committed");
    assert_close(d->verdict.cost_of_missing_act_by, 0, 0, 0,
                 "doing nothing renews as well");
    for (size_t i = 0; i < d->n_options; i++)
        assert_true(d->options[i].evaluated || d->options[i].why_not != NULL);
    sw_decision_free(d);
    money_close(&c);

    d = decide(&c, 1);
    assert_close(d->verdict.cost_of_missing_act_by,
                 -find(d, SW_OPTION_RENEW)->draws.mean, 1e-12, 0,
                 "missing the date renews what does not pay");
    assert_true(d->verdict.confidence > 0.99);
    sw_decision_free(d);
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rule_gives_the_verdict),
        cmocka_unit_test(every_step_is_a_row_with_a_note),
        cmocka_unit_test(options_keep_their_definitions),
    };
    return cmocka_run_group_tests_name("decision", tests, NULL, NULL);
}
