/* The options under other analyses, draw by draw: the benefit of time is linear
 * in the effect, so that every analysis of the effect follows from two. */
#include "decision/analysis.h"

#include "decision_case.h"

enum { HELD = 1, HELD_MORE, MOVED, WIDER, WIDER_AND_MOVED, ANALYSES };

/* The mean and 10 minutes more; 4 more; twice as wide; both. */
static sw_analyses *five_analyses(const sw_economics *e)
{
    sw_analyses *a = sw_analyses_new(e);
    sw_analyses_hold(a, sw_message_word("the mean"), SW_IN_EFFECT, 30);
    sw_analyses_hold(a, sw_message_word("more"), SW_IN_EFFECT, 40);
    sw_analyses_move(a, sw_message_word("moved"), 4, 1, false);
    sw_analyses_move(a, sw_message_word("wider"), 0, 2, false);
    sw_analyses_move(a, sw_message_word("both"), 4, 2, false);
    return a;
}

static void analyses_of_the_effect_are_linear_in_it(void **state)
{
    (void)state;
    money_case c;
    open_case(&c, SAMPLE_CONTRACT, CASE, 30, 5);
    sw_decision *d = decide(&c);
    int renew = d->verdict.chosen;
    assert_int_not_equal(SW_NO_OPTION, renew);
    sw_analyses *a = five_analyses(c.e);
    assert_int_equal(SW_OK, sw_analyses_value(a, d, NULL));
    assert_int_equal(ANALYSES, a->n);
    const double *net[ANALYSES];
    for (size_t i = 0; i < ANALYSES; i++)
        net[i] = sw_analyses_net(a, renew, i);
    double spread = 0;
    for (size_t k = 0; k < a->draws; k++) {
        double minute = (net[HELD_MORE][k] - net[HELD][k]) / 10;
        double off = net[0][k] - net[HELD][k];
        spread = fmax(spread, fabs(off));
        assert_true(minute > 0);
        assert_close(net[MOVED][k], net[0][k] + 4 * minute, 1e-9, 1e-6,
                     "moved");
        assert_close(net[WIDER][k], net[0][k] + off, 1e-9, 1e-6, "wider");
        assert_close(net[WIDER_AND_MOVED][k], net[0][k] + off + 4 * minute,
                     1e-9, 1e-6, "both");
    }
    assert_true(spread > 0);
    sw_analyses_free(a);
    sw_decision_free(d);
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(analyses_of_the_effect_are_linear_in_it),
    };
    return cmocka_run_group_tests_name("decision/analysis", tests, NULL, NULL);
}
