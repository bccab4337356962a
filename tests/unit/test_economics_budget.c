/* The budget view, against sums worked out by hand. */
#include "economics/budget.h"

#include <math.h>

#include "pilot_folder.h"

typedef struct budget_case {
    folder f;
    sw_evidence evidence;
    sw_economics *e;
    sw_economics_result *r;
    sw_budget b;
} budget_case;

/* 500 seats at 30 a month for a year, paid in advance. */
#define CONTRACT(from, to)                                                     \
    "\"price\": 30, \"seats_purchased\": 500, \"renewal_uplift\": 0,"          \
    "\"billing\": \"annual-upfront\", \"term_months\": 12,"                    \
    "\"term_start\": \"" from "\", \"term_end\": \"" to "\","                  \
    "\"notice_days\": 30, \"auto_renew\": true"

#define LINES                                                                  \
    ", \"costs\": [{\"id\": \"admin\", \"kind\": \"administration\","          \
    "\"amount_per_year\": 12000}, {\"id\": \"class\","                         \
    "\"kind\": \"training-attendance\", \"hours_per_seat\": 3}]"

static void price(budget_case *c, const char *contract, const char *more)
{
    folder_write_pilot(&c->f, contract, more);
    folder_must_load(&c->f);
    c->evidence = (sw_evidence){.lead = SIZE_MAX, .grade = 'B'};
    assert_int_equal(
        SW_OK, sw_economics_new(&c->e, c->f.pilot, &c->evidence, NULL, NULL));
    assert_int_equal(SW_OK, sw_economics_evaluate(&c->r, c->e, NULL));
    sw_budget_init(&c->b, c->r);
}

static void close_case(budget_case *c)
{
    sw_budget_clear(&c->b);
    sw_economics_result_free(c->r);
    sw_economics_free(c->e);
    folder_free(&c->f);
}

static size_t line_named(const budget_case *c, const char *id)
{
    for (size_t i = 0; i < c->b.n_lines; i++)
        if (strcmp(c->e->flows[c->b.flow[i]].id, id) == 0)
            return i;
    fail_msg("no line %s", id);
    return 0;
}

static void expect(const budget_case *c, const double *v, const char *id,
                   const double *want, size_t n)
{
    const double *row = v + line_named(c, id) * c->b.n_years;
    assert_int_equal(c->b.n_years, n);
    for (size_t y = 0; y < n; y++)
        assert_close(row[y], want[y], 1e-12, 0, id);
}

static void counts_invoices_when_due_and_as_used(void **state)
{
    static const double CASH[] = {180000, 180000, 180000, 0};
    static const double USED[] = {180000.0 * 213 / 366 + 180000.0 * 153 / 365,
                                  180000, 180000, 180000.0 * 212 / 365};
    static const double ADMIN[] = {6000, 12000, 12000, 7000};
    budget_case c = {.f = folder_new()};
    (void)state;
    price(&c, CONTRACT("2023-08-01", "2024-07-31"),
          "\"seats\": {\"count\": 500}" LINES);
    expect(&c, c.b.cash, "licences", CASH, COUNT(CASH));
    expect(&c, c.b.accrual, "licences", USED, COUNT(USED));
    expect(&c, c.b.cash, "admin", ADMIN, COUNT(ADMIN));
    expect(&c, c.b.accrual, "admin", ADMIN, COUNT(ADMIN));
    assert_int_equal(c.b.year[0].label, 2024);
    assert_int_equal(c.b.n_lines, 2); /* hours are no cash */
    assert_int_equal(c.b.n_centers, 0);
    close_case(&c);
}

static void names_a_fiscal_year_by_its_end(void **state)
{
    static const double CASH[] = {180000, 180000, 180000, 0};
    static const double ADMIN[] = {9000, 12000, 12000, 4000};
    budget_case c = {.f = folder_new()};
    (void)state;
    price(&c, CONTRACT("2023-08-01", "2024-07-31"),
          "\"seats\": {\"count\": 500},"
          "\"assumptions\": {\"fiscal_year_start\": \"04-01\"}" LINES);
    assert_int_equal(c.b.year[0].label, 2025);
    assert_int_equal(c.b.year[0].from, sw_date_from_ymd(2024, 4, 1));
    assert_int_equal(c.b.year[0].to, sw_date_from_ymd(2025, 3, 31));
    expect(&c, c.b.cash, "licences", CASH, COUNT(CASH));
    expect(&c, c.b.cash, "admin", ADMIN, COUNT(ADMIN));
    close_case(&c);
}

/* The year that holds as_of has what was invoiced before, as it was paid. */
static void takes_what_was_paid(void **state)
{
    static const double CASH[] = {170000, 180000, 180000, 180000, 0};
    static const double USED[] = {170000.0 * 335 / 366,
                                  170000.0 * 31 / 366 + 180000.0 * 334 / 365,
                                  180000, 180000, 180000.0 * 31 / 365};
    budget_case c = {.f = folder_new()};
    (void)state;
    folder_write(&c.f, "invoices.csv",
                 "contract,date,from,to,seats,amount,currency\n"
                 "1,2024-02-01,2024-02-01,2025-01-31,500,170000,USD\n");
    price(&c, CONTRACT("2024-02-01", "2025-01-31"),
          "\"seats\": {\"count\": 500},"
          "\"actuals\": {\"invoices\": {\"file\": \"invoices.csv\"}}" LINES);
    expect(&c, c.b.cash, "licences", CASH, COUNT(CASH));
    expect(&c, c.b.accrual, "licences", USED, COUNT(USED));
    size_t at = line_named(&c, "licences") * c.b.n_years;
    assert_close(c.b.actual[at], 170000, 0, 0, "actual");
    assert_close(c.b.forecast[at], 180000, 0, 0, "forecast");
    assert_true(isnan(c.b.actual[at + 1]) && isnan(c.b.forecast[at + 1]));
    close_case(&c);
}

static void shares_by_seats_held(void **state)
{
    budget_case c = {.f = folder_new()};
    (void)state;
    folder_write(&c.f, "seats.csv",
                 "person,arm,status,cost_center\n"
                 "a@x.org,pilot,active,4711\nb@x.org,pilot,active,0815\n"
                 "c@x.org,pilot,active,4711\nd@x.org,pilot,leave,\n"
                 "e@x.org,control,active,0815\nf@x.org,pilot,left,0815\n");
    price(&c, CONTRACT("2023-08-01", "2024-07-31"),
          "\"roster\": {\"file\": \"seats.csv\"}" LINES);
    assert_int_equal(c.b.n_centers, 3);
    assert_string_equal(c.b.center[0].name, "4711");
    assert_close(c.b.center[0].share, 0.5, 0, 0, "4711");
    assert_null(c.b.center[1].name);
    assert_close(c.b.center[1].share, 0.25, 0, 0, "none");
    assert_string_equal(c.b.center[2].name, "0815");
    assert_close(c.b.center[2].share, 0.25, 0, 0, "0815");
    close_case(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_invoices_when_due_and_as_used),
        cmocka_unit_test(names_a_fiscal_year_by_its_end),
        cmocka_unit_test(takes_what_was_paid),
        cmocka_unit_test(shares_by_seats_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
