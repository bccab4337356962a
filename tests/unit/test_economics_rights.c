/* What the rights that a contract lacks would save, against sums worked out by
 * hand. */
#include "economics/clause.h"
#include "economics_case.h"
#include "sw_test.h"

#define PEOPLE                                                                 \
    "\"seats\": {\"count\": 500}, \"assumptions\": {\"discount_rate\": 0.1, "  \
    "\"horizon_years\": 3}"
#define TERM(more)                                                             \
    "\"price\": 30, \"seats_purchased\": 500, \"billing\": "                   \
    "\"annual-upfront\", \"term_months\": 12, \"notice_days\": 30, "           \
    "\"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\", "           \
    "\"auto_renew\": true" more

/* Discount factor of an invoice at the start of month m. */
static double at(int m)
{
    return pow(1.1, -(m - 1) / 12.0);
}

static sw_clause clause_of(const money_case *c, size_t k, sw_clause_kind kind)
{
    sw_clause list[SW_CLAUSES];
    size_t n = sw_clauses_price(list, c->e, k);
    for (size_t i = 0; i < n; i++)
        if (list[i].kind == kind)
            return list[i];
    fail_msg("%s is not listed", sw_clause_name(kind));
    return (sw_clause){0};
}

static void assert_worth(const char *contract, sw_clause_kind kind, bool has,
                         double want)
{
    money_case c;
    money_open(&c, contract, PEOPLE, NAN);
    sw_clause x = clause_of(&c, 0, kind);
    assert_int_equal(has, x.has);
    assert_close(x.pv, want, 1e-9, 1e-9, sw_clause_name(kind));
    money_close(&c);
}

/* A year is 180,000. The programme runs to July 2027, three renewals of eight
 * per cent each, due in months 2, 14 and 26. */
static void a_cap_and_a_lock_save_the_rises(void **state)
{
    (void)state;
    double cap = 0.0, lock = 0.0;
    for (int k = 1; k <= 3; k++) {
        double price = 180000 * at(12 * k - 10);
        cap += price * (pow(1.03, k) - pow(1.08, k));
        lock += price * (1.0 - pow(1.08, k));
    }
    assert_worth(TERM(", \"renewal_uplift\": 0.08"), SW_CLAUSE_CAP, false, cap);
    assert_worth(TERM(", \"renewal_uplift\": 0.08"), SW_CLAUSE_LOCK, false,
                 lock);
    assert_worth(TERM(", \"renewal_uplift\": 0.08, \"renewal_cap\": 0.03"),
                 SW_CLAUSE_CAP, true, cap);
}

/* 100 of 600 seats have nobody. They could go on 31 July for nothing; paid back
 * from 1 July on, a month of what was paid comes back. */
static void idle_seats_are_worth_what_they_cost_until_they_can_go(void **state)
{
    (void)state;
    const char *contract =
        "\"price\": 30, \"seats_purchased\": 600, \"billing\": "
        "\"annual-upfront\", \"term_months\": 12, \"notice_days\": 30, "
        "\"reductions\": \"at-renewal\", "
        "\"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\", "
        "\"auto_renew\": true";
    double month = 100 * 360 * 31 / 366.0;
    assert_worth(contract, SW_CLAUSE_REDUCTION, false, -month);
    assert_worth(contract, SW_CLAUSE_SWAP, false, -month - 36000 * at(2));
}

static void notice_costs_where_a_window_was_missed(void **state)
{
    (void)state;
    money_case c;
    /* On 30 June notice for 25 July is late: a year is paid for it, on 26 July,
     * in month 1, that leaving without notice would save. */
    money_open(&c,
               "\"price\": 30, \"seats_purchased\": 500, \"billing\": "
               "\"annual-upfront\", \"term_months\": 12, \"notice_days\": 30, "
               "\"term_end\": \"2024-07-25\", \"auto_renew\": true",
               PEOPLE, NAN);
    sw_clause x = clause_of(&c, 0, SW_CLAUSE_NOTICE);
    assert_false(x.has);
    assert_close(x.pv, -180000, 1e-9, 0, "the year");
    money_close(&c);
    assert_worth(TERM(""), SW_CLAUSE_NOTICE, false, 0.0);
}

static void what_cannot_be_priced_says_why(void **state)
{
    (void)state;
    static const sw_clause_kind KINDS[] = {SW_CLAUSE_FAVOURED, SW_CLAUSE_CAP,
                                           SW_CLAUSE_LOCK, SW_CLAUSE_SWAP,
                                           SW_CLAUSE_REDUCTION};
    money_case c;
    money_open(&c, TERM(""), PEOPLE, NAN);
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        sw_clause x = clause_of(&c, 0, KINDS[i]);
        assert_non_null(x.why_not);
        assert_true(isnan(x.pv));
    }
    money_close(&c);
}

static void rights_that_are_written_are_had(void **state)
{
    (void)state;
    money_case c;
    money_open(&c,
               TERM(", \"rights\": [\"swap\", \"most-favoured-customer\", "
                    "\"seat-reduction\", \"shorter-notice\"]"),
               PEOPLE, NAN);
    assert_true(clause_of(&c, 0, SW_CLAUSE_SWAP).has);
    assert_true(clause_of(&c, 0, SW_CLAUSE_FAVOURED).has);
    assert_true(clause_of(&c, 0, SW_CLAUSE_REDUCTION).has);
    assert_true(clause_of(&c, 0, SW_CLAUSE_NOTICE).has);
    assert_false(clause_of(&c, 0, SW_CLAUSE_CAP).has);
    money_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cap_and_a_lock_save_the_rises),
        cmocka_unit_test(idle_seats_are_worth_what_they_cost_until_they_can_go),
        cmocka_unit_test(notice_costs_where_a_window_was_missed),
        cmocka_unit_test(what_cannot_be_priced_says_why),
        cmocka_unit_test(rights_that_are_written_are_had),
    };
    return cmocka_run_group_tests_name("rights", tests, NULL, NULL);
}
