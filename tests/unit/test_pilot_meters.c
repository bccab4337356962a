/* Meters of a pilot: what each says, the forecast as inputs, several of them,
 * and what is said about use that cannot be read so. */
#include "pilot/variant.h"
#include "pilot_folder.h"
#include "said.h"

#define SEATS "\"seats\": {\"count\": 100}"
#define TERM                                                                   \
    "\"price\": 30, \"seats_purchased\": 100, \"term_start\": \"2023-08-01\"," \
    "\"term_end\": \"2024-07-31\", \"auto_renew\": true, \"notice_days\": "    \
    "30, "

/* cases of ECONOMICS 2: 1,000 to 3,000 twice, and 1,000 to 2,000 */
static const char SAW[] = "period,units\n2024-01,1000\n2024-02,2000\n"
                          "2024-03,3000\n2024-04,1000\n2024-05,2000\n"
                          "2024-06,3000\n";
static const char RISE[] = "period,units\n2024-01,1000\n2024-02,1200\n"
                           "2024-03,1400\n2024-04,1600\n2024-05,1800\n"
                           "2024-06,2000\n";

static folder open_meter(const char *csv, const char *metered)
{
    folder f = folder_new();
    g_autofree char *contract =
        g_strdup_printf(TERM "\"metered\": %s", metered);
    folder_write(&f, "u.csv", csv);
    folder_write_pilot(&f, contract, SEATS);
    folder_load(&f, NULL);
    return f;
}

static double value(const sw_pilot *p, size_t id)
{
    return sw_inputs_value(&p->inputs, id);
}

#define USED "\"unit_price\": 1, \"usage\": {\"file\": \"u.csv\"}"

/* Fitted ends of tests/reference/usage_forecast.py. */
static void the_forecast_is_three_inputs(void **state)
{
    (void)state;
    folder f = open_meter(RISE, "{" USED "}");
    const sw_pilot *p = f.pilot;
    const sw_meter *m = p->meters;
    assert_int_equal(p->n_meters, 1);
    assert_int_equal(m->units, SW_IN_METERED_UNITS);
    assert_close(value(p, m->units), 2059.0906351641195, 1e-12, 0, "level");
    assert_close(value(p, m->growth), 0.13759036056424978, 1e-12, 0, "g");
    assert_close(value(p, m->cv), 0.029008772967636416, 1e-11, 0, "cv");
    const sw_input *g = sw_inputs_at(&p->inputs, m->growth);
    assert_string_equal(g->key, "usage.metered_growth_per_month");
    assert_int_equal(g->distribution.kind, SW_DIST_NORMAL);
    assert_close(g->distribution.p[1], 0.0061719409909488118, 1e-11, 0, "se");
    assert_int_equal(g->provenance, SW_MEASURED);
    assert_string_equal(said(g->source), "u.csv");
    assert_false(m->growth_given);
    assert_int_equal(m->origin, sw_date_from_ymd(2024, 6, 1));
    assert_int_equal(sw_meter_horizon(m, sw_date_from_ymd(2025, 8, 31)), 14);
    /* The first month ahead of the same script. */
    double next = sw_usage_ahead(value(p, m->units), value(p, m->growth),
                                 m->growth_given, 1);
    assert_close(next, 2330.5301423574522, 1e-12, 0, "July");
    folder_free(&f);
}

/* A level is never below nothing: lognormal with its mean and its error. */
static void the_level_has_its_error(void **state)
{
    (void)state;
    folder f = open_meter(SAW, "{" USED ", \"growth_per_month\": 0}");
    const sw_pilot *p = f.pilot;
    const sw_meter *m = p->meters;
    const sw_input *units = sw_inputs_at(&p->inputs, m->units);
    assert_close(units->value, 2000, 1e-12, 0, "mean");
    assert_int_equal(units->distribution.kind, SW_DIST_LOGNORMAL);
    assert_close(sw_distribution_sd(&units->distribution), sqrt(8e5 / 6), 1e-12,
                 0, "sd / sqrt(6)");
    assert_close(value(p, m->cv), sqrt(0.2), 1e-12, 0, "n - 1");
    assert_true(m->growth_given);
    assert_string_equal(sw_inputs_at(&p->inputs, m->growth)->key,
                        "contract.metered.growth_per_month");
    folder_free(&f);
    /* Its own slope stands out by Newey and West. */
    f = open_meter(SAW, "{" USED "}");
    assert_close(value(f.pilot, f.pilot->meters[0].growth), 0.12555569013349825,
                 1e-12, 0, "slope");
    folder_free(&f);
}

static void a_growth_may_be_uncertain(void **state)
{
    (void)state;
    folder f = open_meter(
        RISE, "{" USED ", \"growth_per_month\": {\"normal\": [0.03, 0.01]}}");
    const sw_meter *m = f.pilot->meters;
    const sw_input *g = sw_inputs_at(&f.pilot->inputs, m->growth);
    assert_int_equal(g->distribution.kind, SW_DIST_NORMAL);
    assert_int_equal(g->provenance, SW_ASSUMPTION);
    assert_close(m->forecast.level, 2059.0906351641195, 1e-12, 0,
                 "goes on from the fitted end");
    assert_close(m->forecast.growth, 0.03, 1e-12, 0, "mean");
    folder_free(&f);
}

static const char FULL[] =
    "{\"name\": \"credits\", \"unit_price\": {\"triangular\": [1, 1, 4]},"
    "\"multiplier\": 1.1, \"pooled\": false,"
    "\"included\": [{\"from\": \"2024-09-01\", \"per_seat_month\": 30},"
    "{\"from\": \"2024-01-01\", \"per_seat_month\": 19}],"
    "\"price_schedule\": [{\"from\": \"2025-01-01\", \"price\": 1.5}],"
    "\"caps\": [{\"scope\": \"user\", \"amount\": 40},"
    "{\"scope\": \"all\", \"amount\": 9000, \"stop\": false}],"
    "\"sources\": ["
    "{\"kind\": \"prepaid\", \"units\": 5000, \"price\": 0.8},"
    "{\"kind\": \"commit\", \"units\": 200, \"price\": 0.9,"
    "\"from\": \"2024-10-01\", \"valid_months\": 6, \"auto_renew\": true}],"
    "\"vendor_revenue_per_month\": 1e6, \"units_per_month\": 700}";

static void every_clause_is_read(void **state)
{
    (void)state;
    folder f = open_meter(SAW, FULL);
    const sw_pilot *p = f.pilot;
    const sw_meter *m = p->meters;
    assert_non_null(p);
    assert_string_equal(m->name, "credits");
    assert_close(value(p, m->unit_price), 2, 1e-12, 0, "mean price");
    assert_close(value(p, m->multiplier), 1.1, 0, 0, "multiplier");
    assert_close(value(p, m->units), 700, 0, 0, "no file: as given");
    assert_int_equal(m->cv, SIZE_MAX);
    assert_int_equal(m->included_id, SIZE_MAX);
    const sw_day august = sw_date_from_ymd(2024, 8, 31);
    assert_close(sw_step_at(m->included, m->n_included, august), 19, 0, 0, "1");
    assert_close(sw_step_at(m->included, m->n_included, august + 1), 30, 0, 0,
                 "2");
    assert_true(isnan(sw_step_at(m->price_steps, m->n_price_steps, august)));
    assert_close(m->price_steps[0].value, 1.5, 0, 0, "dated price");
    assert_close(sw_meter_cap_of(m, SW_CAP_USER), 40, 0, 0, "user");
    assert_true(isinf(sw_meter_cap_of(m, SW_CAP_GROUP)));
    assert_true(isinf(sw_meter_cap_of(m, SW_CAP_ALL)));
    assert_int_equal(m->n_sources, 2);
    /* The running term's start and length where it does not say. */
    assert_int_equal(m->sources[0].kind, SW_METER_PREPAID);
    assert_int_equal(m->sources[0].from, sw_date_from_ymd(2023, 8, 1));
    assert_int_equal(m->sources[0].valid_months, 12);
    assert_int_equal(m->sources[1].from, sw_date_from_ymd(2024, 10, 1));
    assert_int_equal(m->sources[1].valid_months, 6);
    assert_true(m->sources[1].auto_renew);
    assert_false(m->pooled);
    folder_free(&f);
}

static void an_old_name_and_a_single_number(void **state)
{
    (void)state;
    folder f = open_meter(SAW, "{" USED ", \"included_per_seat_month\": 20}");
    const sw_meter *m = f.pilot->meters;
    folder_expect(&f, SW_NOTE, "old-name", "now called included");
    assert_int_equal(m->included_id, SW_IN_METERED_INCLUDED);
    assert_close(sw_step_at(m->included, m->n_included, 0), 20, 0, 0, "always");
    folder_free(&f);
    f = open_meter(SAW, "{" USED ", \"included\": 20}");
    m = f.pilot->meters;
    assert_null(folder_find(&f, "old-name"));
    assert_close(value(f.pilot, SW_IN_METERED_INCLUDED), 20, 0, 0, "input");
    folder_free(&f);
}

static void as_you_go_has_the_unit_price(void **state)
{
    (void)state;
    folder f = open_meter(
        SAW, "{\"sources\": [{\"kind\": \"pay-as-you-go\", \"price\": 3}]}");
    assert_close(value(f.pilot, SW_IN_METERED_PRICE), 3, 0, 0, "price");
    assert_null(folder_find(&f, "no-unit-price"));
    folder_free(&f);
}

/* ---- several ---- */

static const char SEVERAL[] =
    "{\"seatworth\": 1, \"name\": \"T\", \"currency\": \"USD\",\n"
    "\"pilot\": {\"start\": \"2024-01-01\", \"end\": \"2024-06-30\"},\n"
    "\"as_of\": \"2024-06-30\", \"seats\": {\"count\": 20},\n"
    "\"assumptions\": {\"currency_rates\": {\"file\": \"rates.csv\"}},\n"
    "\"contracts\": [\n"
    "{\"sku\": \"small\", \"price\": 5, \"seats_purchased\": 20,"
    "\"metered\": [{\"name\": \"a\", " USED "},"
    "{\"name\": \"b\", \"unit_price\": 2, \"currency\": \"EUR\","
    "\"usage\": {\"file\": \"v.csv\"}}]},\n"
    "{\"sku\": \"large\", \"price\": 9, \"seats_purchased\": 20,"
    "\"currency\": \"EUR\","
    "\"metered\": {\"unit_price\": 7, \"usage\": {\"file\": \"v.csv\"}}}]}";

static void several_meters_have_their_own_inputs(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write(&f, "u.csv", SAW);
    folder_write(&f, "v.csv", RISE);
    folder_write(&f, "rates.csv", "date,currency,rate\n2024-01-01,EUR,1.1\n");
    folder_write(&f, "pilot.json", SEVERAL);
    const sw_pilot *p = folder_must_load(&f);
    const sw_inputs *in = &p->inputs;
    assert_int_equal(p->n_meters, 3);
    /* By what the contracts' licences cost: large, then small. */
    assert_int_equal(p->meters[0].contract, 0);
    assert_close(value(p, p->meters[0].unit_price), 7, 0, 0, "large");
    assert_string_equal(sw_inputs_at(in, SW_IN_METERED_PRICE)->key,
                        "contracts[1].metered.unit_price");
    assert_string_equal(p->meters[0].currency, "EUR");
    assert_int_equal(p->meters[2].contract, 1);
    assert_int_equal(p->meters[2].index, 1);
    assert_string_equal(p->meters[2].currency, "EUR");
    assert_null(p->meters[1].currency);
    const sw_input *price = sw_inputs_at(in, p->meters[2].unit_price);
    assert_string_equal(price->key, "contracts[0].metered[b].unit_price");
    assert_string_equal(said(price->label), "b: Price of a metered unit");
    const sw_input *units = sw_inputs_at(in, p->meters[1].units);
    assert_string_equal(units->key,
                        "usage.contracts[0].metered[a].units_per_month");
    assert_close(units->value, 2487.1621997736179, 1e-12, 0, "u.csv");
    assert_close(value(p, p->meters[2].units), 2059.0906351641195, 1e-12, 0,
                 "v.csv");
    assert_true(p->meters[1].growth != p->meters[2].growth);
    folder_free(&f);
}

static void an_alternative_uses_what_is_used_now(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write(&f, "u.csv", RISE);
    folder_write_pilot(
        &f, TERM "\"metered\": {" USED "}",
        SEATS ", \"alternatives\": [{\"name\": \"Own\","
              "\"available_from\": \"2025-02-01\", \"contract\": {"
              "\"price\": 0, \"metered\": {\"unit_price\": 0.2, \"sources\":"
              "[{\"kind\": \"prepaid\", \"units\": 10, \"price\": 0.1}]}}},"
              "{\"name\": \"Other\", \"contract\": {\"price\": 0,"
              "\"metered\": {\"unit_price\": 0.3, \"units_per_month\": 40,"
              "\"growth_per_month\": 0.01}}},"
              "{\"name\": \"Seats\", \"contract\": {\"price\": 3}}]");
    const sw_pilot *p = folder_must_load(&f);
    const sw_meter *now = p->meters, *own = p->alternatives[0].meters;
    assert_int_equal(own->units, now->units);
    assert_int_equal(own->growth, now->growth);
    assert_int_equal(own->cv, now->cv);
    assert_int_equal(own->origin, now->origin);
    assert_int_equal(own->sources[0].from, sw_date_from_ymd(2025, 2, 1));
    const sw_meter *other = p->alternatives[1].meters;
    assert_close(value(p, other->units), 40, 0, 0, "its own");
    assert_true(other->growth_given && other->growth != now->growth);
    assert_int_equal(p->alternatives[2].n_meters, 0);
    folder_free(&f);
}

/* ---- persons and groups ---- */

static void people_and_groups_are_summed(void **state)
{
    (void)state;
    folder f = open_meter("period,person,group,units\n"
                          "2024-04,a@x,ops,10\n2024-04,b@x,ops,40\n"
                          "2024-04,c@x,dev,200\n2024-05,a@x,ops,30\n"
                          "2024-05,c@x,dev,250\n",
                          "{" USED ", \"pooled\": false, \"included\": 100}");
    const sw_meter *m = f.pilot->meters;
    assert_int_equal(m->n_people, 3);
    assert_close(m->people[0], 20, 1e-15, 0, "a");
    assert_close(m->people[1], 20, 1e-15, 0, "b in April alone");
    assert_int_equal(m->n_groups, 2);
    assert_close(m->groups[0].units, 225, 1e-15, 0, "dev");
    assert_int_equal(m->groups[1].people, 2);
    /* Beyond 100 each: 100 and 150 of 530. */
    assert_close(value(f.pilot, m->over_share), 250 / 530.0, 1e-15, 0, "over");
    folder_free(&f);
}

/* ---- variants ---- */

static void a_scenario_forecasts_anew(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write(&f, "u.csv", RISE);
    folder_write_pilot(&f, TERM "\"metered\": {" USED "}",
                       SEATS ", \"scenarios\": [{\"name\": \"slow\", \"set\": {"
                             "\"contract.metered.growth_per_month\": 0.01}},"
                             "{\"name\": \"dear\", \"set\": {"
                             "\"contract.metered.unit_price\": 2}}]");
    const sw_pilot *p = folder_must_load(&f);
    for (size_t i = 0; i < 2; i++) {
        assert_true(sw_variant_suffices(p, &p->scenarios[i]));
        sw_pilot *v = sw_pilot_variant(p, &p->scenarios[i], f.d);
        assert_non_null(v);
        const sw_meter *m = v->meters;
        assert_close(value(v, m->units), value(p, p->meters[0].units), 1e-15, 0,
                     "level");
        assert_close(value(v, m->cv), value(p, p->meters[0].cv), 1e-15, 0,
                     "cv");
        assert_close(value(v, m->growth), i == 0 ? 0.01 : 0.13759036056424978,
                     1e-12, 0, "growth");
        assert_int_equal(m->origin, p->meters[0].origin);
        sw_pilot_free(v);
    }
    folder_free(&f);
}

/* ---- what is said ---- */

static const struct {
    const char *csv, *metered, *code, *says;
} SAID[] = {
    {"period,units\n2024-05,9\n2024-06,11\n", "{" USED "}", "few-months",
     "u.csv has 2 full months of use"},
    {"period,units\n2024-06,11\n", "{" USED "}", "few-months",
     "one full month of use"},
    {"period,units\n2024-03,0\n2024-04,5\n2024-05,9\n2024-06,11\n",
     "{" USED "}", "month-of-nothing", "a month without use"},
    {"period,units\n2024-02,1\n2024-03,2\n2024-04,4\n2024-05,8\n"
     "2024-06,16\n",
     "{" USED "}", "steep-growth", "87.9 times today's"},
    {"period,units\n2024-06-01,11\n2024-06-08,12\n", "{" USED "}",
     "no-full-month", "covers no full month"},
    {SAW, "{" USED ", \"growth_per_month\": 0.3}", "growth-absurd",
     "makes 23 times the use in a year"},
    {SAW, "{" USED ", \"units_per_month\": 5}", "units-twice", "is not read"},
    {SAW,
     "{" USED ", \"sources\": [{\"kind\": \"prepaid\", \"units\": 5,"
     "\"price\": 1, \"from\": \"2024-01-01\", \"valid_months\": 3}]}",
     "source-over", "expire on 2024-03-31"},
    {SAW, "{" USED ", \"caps\": [{\"scope\": \"user\", \"amount\": 4}]}",
     "no-person-usage", "limit of each user"},
    {SAW, "{" USED ", \"caps\": [{\"scope\": \"group\", \"amount\": 4}]}",
     "no-group-usage", "limit of each group"},
    {SAW, "{\"usage\": {\"file\": \"u.csv\"}}", "no-unit-price", "left out"},
};

static void what_cannot_be_known_is_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(SAID); i++) {
        folder f = open_meter(SAID[i].csv, SAID[i].metered);
        assert_non_null(f.pilot);
        folder_expect(&f, SW_WARNING, SAID[i].code, SAID[i].says);
        folder_free(&f);
    }
}

static void a_plain_file_is_read_in_silence(void **state)
{
    (void)state;
    static const char *const CODES[] = {
        "few-months",  "month-of-nothing", "steep-growth",  "no-full-month",
        "units-twice", "growth-absurd",    "no-unit-price", "no-person-usage"};
    folder f = open_meter(RISE, "{" USED "}");
    for (size_t i = 0; i < COUNT(CODES); i++)
        assert_null(folder_find(&f, CODES[i]));
    folder_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_forecast_is_three_inputs),
        cmocka_unit_test(the_level_has_its_error),
        cmocka_unit_test(a_growth_may_be_uncertain),
        cmocka_unit_test(every_clause_is_read),
        cmocka_unit_test(an_old_name_and_a_single_number),
        cmocka_unit_test(as_you_go_has_the_unit_price),
        cmocka_unit_test(several_meters_have_their_own_inputs),
        cmocka_unit_test(an_alternative_uses_what_is_used_now),
        cmocka_unit_test(people_and_groups_are_summed),
        cmocka_unit_test(a_scenario_forecasts_anew),
        cmocka_unit_test(what_cannot_be_known_is_said),
        cmocka_unit_test(a_plain_file_is_read_in_silence),
    };
    return cmocka_run_group_tests_name("pilot/meters", tests, NULL, NULL);
}
