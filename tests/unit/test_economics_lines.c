/* Cost and benefit lines, the unit costs and the risk-adjusted column, against
 * sums worked out by hand. */
#include "economics_case.h"

/* A month of service before, then a term of 12 months from 1 August 2024. */
#define CASE(lines)                                                            \
    "\"seats\": {\"count\": 500}, \"assumptions\": {\"hourly_cost\": 60,"      \
    "\"realisation\": 0.5, \"persistence\": 1, \"discount_rate\": 0.1}," lines

/* Amount of a line in month m of renewing, or of leaving. */
static double in_month(const money_case *c, const char *id, int m, bool leaving)
{
    const sw_cash_flow *cf =
        leaving ? &c->r->leave : &c->r->renew[SW_VIEW_COMMITMENT];
    return flow_in_month(c, cf, id, m);
}

static const struct {
    const char *name, *lines, *id;
    int month;
    double want;
    sw_class class_;
} LINES[] = {
    {"training attendance: hours x people x cost",
     "\"costs\": [{\"id\": \"x\", \"kind\": \"training-attendance\","
     "\"hours_per_seat\": 3, \"applies_to\": \"all\"}]",
     "x", 2, 3 * 500 * 60.0, SW_CLASS_CAPACITY},
    {"implementation once, on its day",
     "\"costs\": [{\"id\": \"x\", \"kind\": \"implementation\","
     "\"amount\": 90000, \"date\": \"2024-10-15\"}]",
     "x", 4, 90000, SW_CLASS_CASHABLE},
    {"change management by the year is recurring",
     "\"costs\": [{\"id\": \"x\", \"kind\": \"change-management\","
     "\"amount_per_year\": 24000}]",
     "x", 3, 2000, SW_CLASS_CASHABLE},
    {"support by posts",
     "\"costs\": [{\"id\": \"x\", \"kind\": \"support\", \"fte\": 0.5,"
     "\"annual_cost_per_fte\": 120000}]",
     "x", 3, 5000, SW_CLASS_CASHABLE},
    {"step-up licences a seat",
     "\"costs\": [{\"id\": \"x\", \"kind\": \"step-up-licences\","
     "\"amount_per_seat\": 36}]",
     "x", 3, 500 * 3.0, SW_CLASS_CASHABLE},
    {"delivery for each hire",
     "\"costs\": [{\"id\": \"x\", \"kind\": \"training-delivery\","
     "\"hires_per_year\": 24, \"amount_per_hire\": 100,"
     "\"hours_per_hire\": 2}]",
     "x", 3, 24 * (100 + 2 * 60.0) / 12, SW_CLASS_CAPACITY},
    /* Rising evenly over the 122 days from 1 September to 31 December, of which
     * November has the 62nd to the 91st: (61 + 91) / 2 days of 122. */
    {"a ramp",
     "\"costs\": [{\"id\": \"x\", \"kind\": \"support\","
     "\"amount_per_year\": 12000, \"from\": \"2024-09-01\","
     "\"ramp_months\": 4}]",
     "x", 5, 1000 * 76 / 122.0, SW_CLASS_CASHABLE},
    {"a ramp that ends within a month",
     "\"costs\": [{\"id\": \"x\", \"kind\": \"support\","
     "\"amount_per_year\": 12000, \"from\": \"2024-09-01\","
     "\"ramp_months\": 2.5}]",
     /* 76 days to 15 November: its first half has the 62nd to the 76th, that
      * is (61 + 76) / 2 days of 76; the second half all. */
     "x", 5, 1000 * (15 * 68.5 / 76 + 15) / 30, SW_CLASS_CASHABLE},
    {"onboarding by hire",
     "\"benefits\": [{\"id\": \"x\", \"kind\": \"onboarding\","
     "\"hires_per_year\": 60, \"hours_per_hire\": 8}]",
     "x", 3, 60 * 8 * 60 * 0.5 / 12, SW_CLASS_CAPACITY},
    {"attrition by leaver kept",
     "\"benefits\": [{\"id\": \"x\", \"kind\": \"attrition\","
     "\"hires_per_year\": 3, \"amount_per_hire\": 40000}]",
     "x", 3, 3 * 40000 / 12.0, SW_CLASS_CAPACITY},
    {"meetings by hours a seat",
     "\"benefits\": [{\"id\": \"x\", \"kind\": \"meetings\","
     "\"hours_per_seat\": 6}]",
     "x", 3, 500 * 6 * 60 * 0.5 / 12, SW_CLASS_CAPACITY},
    {"revenue counts by its margin",
     "\"benefits\": [{\"id\": \"x\", \"kind\": \"revenue\","
     "\"amount_per_year\": 120000, \"margin\": 0.3, \"class\": \"soft\"}]",
     "x", 3, 3000, SW_CLASS_SOFT},
    /* 16 of the 31 days of August. */
    {"a displaced tool from its day",
     "\"benefits\": [{\"id\": \"x\", \"kind\": \"tools-displaced\","
     "\"amount_per_year\": 31000, \"from\": \"2024-08-16\","
     "\"budget_line\": \"6410\", \"owner\": \"Head\"}]",
     "x", 2, 31000 / 12.0 * 16 / 31, SW_CLASS_CASHABLE},
};

static void lines_are_their_formulas(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(LINES); i++) {
        g_autofree char *more = g_strconcat(CASE(""), LINES[i].lines, NULL);
        money_case c;
        money_open(&c, SAMPLE_CONTRACT, more, NAN);
        assert_close(in_month(&c, LINES[i].id, LINES[i].month, false),
                     LINES[i].want, 1e-12, 0, LINES[i].name);
        const sw_flow *f = &c.e->flows[flow_named(&c, LINES[i].id)];
        assert_int_equal(f->class_, LINES[i].class_);
        assert_true(f->formula != NULL && *f->formula != '\0');
        money_close(&c);
    }
}

/* On the first day without service, 1 August, by who leaves; renewing it is no
 * cost of any day. */
static void an_exit_cost_falls_due_when_service_ends(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT, CASE("\"exit_cost\": 7000"), NAN);
    assert_close(in_month(&c, "exit", 1, true), 0, 0, 0, "July is served");
    assert_close(in_month(&c, "exit", 2, true), 7000, 0, 0, "1 August");
    assert_close(flow_total(&c, &c.r->renew[SW_VIEW_PROGRAMME], "exit"), 0, 0,
                 0, "not when renewing");
    money_close(&c);
}

static void unit_costs_are_costs_by_what_they_buy(void **state)
{
    (void)state;
    money_case c;
    money_open(&c, SAMPLE_CONTRACT,
               CASE("\"costs\": [{\"id\": \"x\", \"kind\": \"support\","
                    "\"amount_per_year\": 12000}]"
                    ", \"benefits\": [{\"id\": \"time\","
                    "\"kind\": \"time-saved\"}]"),
               20);
    double costs = 500 * 30.0 * 12 + 12000;
    /* 20 minutes in each of 46 weeks. */
    assert_close(c.r->cost_per_hour_saved, costs / (500 * 20 / 60.0 * 46),
                 1e-12, 0, "an hour");
    assert_true(isnan(c.r->cost_per_active_seat_year)); /* use is unknown */
    sw_input_define(sw_inputs_at(&c.f.pilot->inputs, SW_IN_ADOPTION_PILOT),
                    sw_constant(0.4), SW_MEASURED);
    money_price(&c);
    assert_close(c.r->cost_per_active_seat_year, costs / (500 * 0.4), 1e-12, 0,
                 "an active seat");
    money_close(&c);
}

/* A study in the published style: three years, an initial cost, adjustments of
 * a tenth to a quarter, 10 %. Time 0 and the day of signing are the same. */
static void risk_adjusted_column_reproduces_a_study(void **state)
{
    (void)state;
    money_case c = {.f = folder_new()};
    folder_write(
        &c.f, "pilot.json",
        "{\"seatworth\": 1, \"name\": \"T\", \"currency\": \"USD\","
        "\"pilot\": {\"start\": \"2023-07-01\", \"end\": \"2023-12-31\"},"
        "\"as_of\": \"2023-12-31\", \"seats\": {\"count\": 100},"
        "\"policy\": {\"headline\": \"all\"}, \"contract\": {\"price\": 1e-9,"
        "\"billing\": \"monthly\", \"term_months\": 36},"
        "\"assumptions\": {\"discount_rate\": 0.1, \"horizon_years\": 3},"
        "\"benefits\": [{\"id\": \"a\", \"kind\": \"cost-avoided\","
        "\"amount_per_year\": 500000, \"risk_adjustment\": 0.2},"
        "{\"id\": \"b\", \"kind\": \"revenue\", \"amount_per_year\": 2000000,"
        "\"margin\": 0.12, \"risk_adjustment\": 0.25}],"
        "\"costs\": [{\"id\": \"i\", \"kind\": \"implementation\","
        "\"amount\": 150000, \"applies_to\": \"all\","
        "\"risk_adjustment\": 0.1}, {\"id\": \"m\", \"kind\": \"support\","
        "\"amount_per_year\": 180000, \"risk_adjustment\": 0.1}]}");
    money_load(&c);
    money_price(&c);
    const double years = 1 / 1.1 + 1 / 1.21 + 1 / 1.331;
    double benefits = (500000 * 0.8 + 240000 * 0.75) * years;
    double costs = 150000 * 1.1 + 180000 * 1.1 * years;
    const sw_risk_adjusted *a = &c.r->risk_adjusted;
    assert_true(a->known);
    assert_close(a->pv_benefits, benefits, 1e-12, 0, "benefits");
    assert_close(a->pv_costs, costs, 0, 1e-4, "costs"); /* price 1e-9 */
    assert_close(a->npv, benefits - costs, 0, 1e-4, "net");
    assert_close(a->roi, (benefits - costs) / costs, 0, 1e-9, "return");
    money_close(&c);
}

static const struct {
    const char *name, *lines, *says;
} TWICE[] = {
    {"time and throughput",
     "\"benefits\": [{\"id\": \"t\", \"kind\": \"time-saved\"}, {\"id\": \"o\","
     "\"kind\": \"throughput\", \"amount_per_year\": 1}]",
     "'t' and 'o' may count the same money twice"},
    {"time and meetings",
     "\"benefits\": [{\"id\": \"t\", \"kind\": \"time-saved\"}, {\"id\": \"o\","
     "\"kind\": \"meetings\", \"amount_per_year\": 1}]",
     "'t' and 'o' may count"},
    {"rework netted and a cost",
     "\"assumptions\": {\"rework_share\": 0.2}, \"costs\": [{\"id\": \"w\","
     "\"kind\": \"rework\", \"amount_per_year\": 1}]",
     "'assumptions.rework_share' and 'w' may count"},
    {"one budget shrinks twice",
     "\"benefits\": [{\"id\": \"p\", \"kind\": \"cost-avoided\","
     "\"amount_per_year\": 1, \"budget_line\": \"6410\"}, {\"id\": \"q\","
     "\"kind\": \"tools-displaced\", \"amount_per_year\": 1,"
     "\"budget_line\": \"6410\"}]",
     "'p' and 'q' may count"},
};

static void double_counts_are_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(TWICE); i++) {
        g_autofree char *more =
            g_strconcat("\"seats\": {\"count\": 500},", TWICE[i].lines, NULL);
        folder f = folder_new();
        folder_write_pilot(&f, SAMPLE_CONTRACT, more);
        folder_must_load(&f);
        folder_expect(&f, SW_WARNING, "counted-twice", TWICE[i].says);
        folder_free(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_their_formulas),
        cmocka_unit_test(an_exit_cost_falls_due_when_service_ends),
        cmocka_unit_test(unit_costs_are_costs_by_what_they_buy),
        cmocka_unit_test(risk_adjusted_column_reproduces_a_study),
        cmocka_unit_test(double_counts_are_named),
    };
    return cmocka_run_group_tests_name("economics/lines", tests, NULL, NULL);
}
