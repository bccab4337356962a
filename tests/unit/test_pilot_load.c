#include "pilot_folder.h"

/* clang-format off */
static const char CONTRACT[] =
    "\"sku\": \"Copilot\", \"price\": 30, \"baseline_price\": 30,"
    "\"seats_purchased\": 10, \"term_start\": \"2023-08-01\","
    "\"term_end\": \"2024-07-31\", \"notice_days\": 30, \"auto_renew\": true,"
    "\"renewal_uplift\": {\"triangular\": [0, 0.05, 0.13]},"
    "\"metered\": {\"unit_price\": 0.01, \"usage\": {\"file\": \"credits.csv\"}}";

static const char MORE[] =
    "\"roster\": {\"file\": \"seats.csv\"},\n"
    "\"survey\": {\"person\": \"Email\", \"files\": ["
    "  {\"file\": \"before.csv\", \"wave\": \"before\"},"
    "  {\"file\": \"after.csv\", \"wave\": \"after\"}],\n"
    "  \"items\": ["
    "    {\"id\": \"time_saved\", \"kind\": \"time-saved\", \"per\": \"day\","
    "     \"question\": \"How many minutes a day does it save you?\"},"
    "    {\"id\": \"quality\", \"kind\": \"likert\", \"points\": 5,"
    "     \"guardrail\": true, \"margin\": 0.3}]},\n"
    "\"outcomes\": [{\"file\": \"tickets.csv\", \"metric\": \"tickets\","
    "  \"better\": \"higher\", \"minutes_per_unit\": 18, \"unit\": \"person\","
    "  \"cluster\": \"team\", \"covariates\": [\"age\"]}],\n"
    "\"usage\": {\"file\": \"usage.csv\"},\n"
    "\"assumptions\": {\"realisation\": {\"value\": 0.4, \"source\":"
    "  \"Benchmark of 2024\", \"owner\": \"CFO\", \"expires\": \"2024-01-31\"},"
    "  \"hourly_cost\": 62},\n"
    "\"costs\": [{\"id\": \"training\", \"kind\": \"one-off\","
    "  \"hours_per_seat\": 3}, {\"id\": \"admin\", \"kind\": \"recurring\","
    "  \"fte\": 0.5, \"annual_cost_per_fte\": 120000}],\n"
    "\"risks\": [{\"id\": \"stop\", \"probability_per_year\": 0.02,"
    "  \"benefit_months_lost\": 2, \"cost\": {\"lognormal\": [250000, 2]}}],\n"
    "\"scenarios\": [{\"name\": \"Low\", \"set\":"
    "  {\"assumptions.realisation\": 0.25}}]";

static const char SEATS[] =
    "person,arm,department,team,role,hourly_cost,seat_from,seat_to,status\n"
    "A@x.com,pilot,Sales,s1,rep,50,2024-01-01,,active\n"
    "b@x.com,pilot,Legal,l1,lawyer,90,2024-01-01,,active\n"
    "c@x.com,pilot,Sales,s1,rep,70,2024-01-01,,left\n"
    "d@x.com,control,Sales,s2,rep,55,,,active\n"
    "e@x.com,pilot,Sales,s2,rep,,2024-01-01,2024-03-01,active\n"
    "f@x.com,pilot,,s2,rep,,,,\n";
static const char BEFORE[] =
    "Email,quality\na@x.com,3\nb@x.com,4\n";
static const char AFTER[] =
    "Email,date,How many minutes a day does it save you ?,quality\n"
    "a@x.com,2024-06-01,15-30 minutes,4\n"
    "b@x.com,2024-06-02,20,5\n"
    "a@x.com,2024-06-05,45,2\n"
    "zz@x.com,2024-06-05,,1\n";
static const char TICKETS[] =
    "person,period,value,age\n"
    "a@x.com,2023-12-04,5,30\na@x.com,2024-03-04,7,30\n"
    "d@x.com,2024-03-04,6,\nf@x.com,2024-03-04,,41\n";
static const char USAGE[] =
    "person,period,active_days,actions\n"
    "a@x.com,2024-W20,0,0\na@x.com,2024-W25,3,40\n"
    "b@x.com,2024-W20,5,10\nb@x.com,2024-W25,0,0\n"
    "d@x.com,2024-W25,4,9\nq@x.com,2024-W25,4,9\n";
static const char CREDITS[] =
    "period,units,amount,currency\n2024-01,100,1,USD\n2024-02,110,1.1,USD\n"
    "2024-02,10,0.1,USD\n2024-03,140,1.4,USD\n";
/* clang-format on */

static int setup(void **state)
{
    folder *f = g_new0(folder, 1);
    *f = folder_new();
    folder_write_pilot(f, CONTRACT, MORE);
    folder_write(f, "seats.csv", SEATS);
    folder_write(f, "before.csv", BEFORE);
    folder_write(f, "after.csv", AFTER);
    folder_write(f, "tickets.csv", TICKETS);
    folder_write(f, "usage.csv", USAGE);
    folder_write(f, "credits.csv", CREDITS);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    folder_free(*state);
    g_free(*state);
    return 0;
}

static double value(const sw_pilot *p, size_t id)
{
    return sw_inputs_value(&p->inputs, id);
}

static void reads_roster_and_eligible_seats(void **state)
{
    const sw_pilot *p = folder_must_load(*state);
    const sw_roster *r = &p->roster;
    assert_int_equal(r->n, 6);
    assert_true(r->has_arm);
    assert_int_equal(r->assigned, 3); /* a, b, f: c left, e gave it back */
    assert_int_equal(sw_roster_find(r, " Somebody <A@X.com>"), 0);
    assert_int_equal(sw_roster_find(r, "nobody@x.com"), SW_NOBODY);
    assert_int_equal(r->n_departments, 2);
    assert_string_equal(r->departments[0], "Legal");
    assert_string_equal(r->departments[r->people[0].department], "Sales");
    assert_int_equal(r->people[5].department, -1);
    assert_string_equal(r->teams[r->people[4].team], "s2");
    assert_int_equal(r->people[3].arm, SW_ARM_CONTROL);
    assert_int_equal(r->people[2].status, SW_PERSON_LEFT);
    assert_close(value(p, SW_IN_SEATS_ASSIGNED), 3, 0, 0, "assigned");
    /* mean over eligible people who have a wage: a 50 and b 90 */
    assert_close(value(p, SW_IN_HOURLY_COST), 70, 1e-15, 0, "hourly cost");
    const sw_input *cost = sw_inputs_at(&p->inputs, SW_IN_HOURLY_COST);
    assert_int_equal(cost->provenance, SW_MEASURED);
    assert_true(cost->live);
}

static void reads_contract_and_makes_its_exits(void **state)
{
    const sw_pilot *p = folder_must_load(*state);
    const sw_contract *c = p->contracts;
    assert_close(value(p, SW_IN_PRICE), 30, 0, 0, "price");
    assert_close(value(p, SW_IN_UPLIFT), 0.06, 1e-12, 0, "uplift");
    assert_close(value(p, SW_IN_SEATS_PURCHASED), 10, 0, 0, "purchased");
    assert_false(c->purchased_is_default);
    assert_int_equal(sw_inputs_at(&p->inputs, SW_IN_PRICE)->provenance,
                     SW_MEASURED);
    assert_true(c->terms_known && c->auto_renew && p->n_meters == 1);
    assert_int_equal(c->term_months, 12);
    assert_int_equal(c->n_exits, 2);
    for (size_t i = 0; i < c->n_exits; i++) {
        assert_int_equal(c->exits[i].anchor, SW_ANCHOR_TERM_END);
        assert_int_equal(c->exits[i].from_days, SW_ANY_TIME_BEFORE);
        assert_int_equal(c->exits[i].to_days, -30);
    }
}

static void reads_survey_with_the_last_answer_of_each(void **state)
{
    const sw_pilot *p = folder_must_load(*state);
    const sw_survey *s = &p->survey;
    assert_int_equal(s->n, 5); /* 2 before; a, b, zz after */
    assert_int_equal(s->n_duplicates, 1);
    assert_int_equal(s->n_items, 2);
    const sw_item *saved = &s->items[0], *quality = &s->items[1];
    assert_int_equal(s->wave[0], SW_WAVE_BEFORE);
    assert_int_equal(s->wave[2], SW_WAVE_AFTER);
    assert_int_equal(s->person[2], 0);
    assert_int_equal(s->person[4], SW_NOBODY);
    assert_true(isnan(saved->lower[0])); /* not asked before */
    assert_close(saved->lower[2], 45, 0, 0, "the later answer of a");
    assert_close(saved->lower[3], 20, 0, 0, "b");
    assert_string_equal(saved->text[4], "");
    assert_close(quality->lower[2], 2, 0, 0, "quality of a");
    assert_true(quality->guardrail);
    assert_close(quality->margin, 0.3, 0, 0, "margin");
    folder_expect(*state, SW_WARNING, "item-not-asked", "before.csv");
    folder_expect(*state, SW_WARNING, "duplicate-responses", "1 earlier");
}

static void reads_outcomes_before_and_after(void **state)
{
    const sw_pilot *p = folder_must_load(*state);
    assert_int_equal(p->n_outcomes, 1);
    const sw_outcome *o = &p->outcomes[0];
    assert_int_equal(o->n, 3); /* the one without a value is left out */
    assert_false(o->after[0]);
    assert_true(o->after[1]);
    assert_int_equal(o->arm[2], SW_ARM_CONTROL);
    assert_close(o->value[1], 7, 0, 0, "value");
    assert_int_equal(o->n_covariates, 1);
    assert_string_equal(o->covariate_names[0], "age");
    assert_close(o->covariate[1], 30, 0, 0, "age");
    assert_true(isnan(o->covariate[2]));
    folder_expect(*state, SW_WARNING, "no-value", "1 row of tickets.csv");
}

/* In the last four weeks a was active, b and f were not; d and q don't count:
 * Beta(1.5, 2.5) with mean 3/8. */
static void reads_usage_and_the_share_of_active_seats(void **state)
{
    const sw_pilot *p = folder_must_load(*state);
    const sw_input *in = sw_inputs_at(&p->inputs, SW_IN_ADOPTION_PILOT);
    assert_int_equal(p->usage.n, 6);
    assert_int_equal(p->usage.period_days, 7);
    assert_int_equal(p->usage.person[5], SW_NOBODY);
    assert_true(isnan(p->usage.minutes[0]));
    assert_int_equal(in->distribution.kind, SW_DIST_BETA);
    assert_close(in->distribution.p[0], 1.5, 0, 0, "a");
    assert_close(in->distribution.p[1], 2.5, 0, 0, "b");
    assert_close(in->value, 0.375, 1e-12, 0, "mean");
    assert_false(in->live);
    assert_false(p->adoption_from_usage);
    assert_false(sw_inputs_at(&p->inputs, SW_IN_ADOPTION)->known);
}

/* Months of 100, 120 and 140: mean 120, sd 20, standard error 20/sqrt(3). */
static void sums_metered_usage_by_month(void **state)
{
    const sw_pilot *p = folder_must_load(*state);
    const sw_input *in = sw_inputs_at(&p->inputs, SW_IN_METERED_UNITS);
    assert_int_equal(p->meters[0].n_months, 3);
    assert_close(p->meters[0].months[1].units, 120, 1e-15, 0, "February");
    assert_close(p->meters[0].months[1].amount, 1.2, 1e-15, 0, "February");
    assert_close(in->value, 120, 1e-12, 0, "mean");
    assert_close(sw_distribution_sd(&in->distribution), 20 / sqrt(3), 1e-12, 0,
                 "se");
}

static void binds_records_lines_and_risks(void **state)
{
    const sw_pilot *p = folder_must_load(*state);
    const sw_input *r = sw_inputs_at(&p->inputs, SW_IN_REALISATION);
    assert_close(r->value, 0.4, 0, 0, "realisation");
    assert_int_equal(r->provenance, SW_BENCHMARK);
    assert_string_equal(r->owner, "CFO");
    assert_true(r->line > 0);
    folder_expect(*state, SW_WARNING, "expired",
                  "assumptions.realisation expired on 2024-01-31");
    assert_int_equal(p->n_lines, 3);
    assert_int_equal(p->lines[0].kind, SW_LINE_ONE_OFF);
    assert_true(p->lines[0].new_seats_only);
    assert_int_equal(p->lines[0].class_, SW_CLASS_CAPACITY);
    assert_close(value(p, p->lines[0].hours_per_seat), 3, 0, 0, "hours");
    assert_int_equal(p->lines[0].amount, SIZE_MAX);
    assert_int_equal(p->lines[1].class_, SW_CLASS_CASHABLE);
    assert_int_equal(sw_inputs_find(&p->inputs, "costs[admin].fte"),
                     p->lines[1].fte);
    assert_string_equal(p->lines[2].id, "time"); /* implicit */
    assert_true(p->lines[2].is_benefit);
    assert_int_equal(p->lines[2].class_, SW_CLASS_CAPACITY);
    assert_int_equal(p->n_risks, 1);
    assert_close(value(p, p->risks[0].cost), 250000 * exp(log(2) * log(2) / 2),
                 1e-12, 0, "cost");
}

static void records_files_joins_and_defaults(void **state)
{
    const sw_pilot *p = folder_must_load(*state);
    assert_int_equal(p->n_files, 6);
    assert_string_equal(p->files[0].file, "seats.csv");
    assert_string_equal(p->files[0].kind, "roster");
    assert_int_equal(p->files[0].rows, 6);
    assert_int_equal(strlen(p->files[0].sha256), 64);
    char *sha = g_compute_checksum_for_string(G_CHECKSUM_SHA256, SEATS, -1);
    assert_string_equal(p->files[0].sha256, sha);
    g_free(sha);
    assert_int_equal(p->n_joins, 4);
    assert_string_equal(p->joins[1].source, "after.csv");
    assert_int_equal(p->joins[1].keys, 3);
    assert_int_equal(p->joins[1].matched, 2);
    assert_true(sw_inputs_at(&p->inputs, SW_IN_DISCOUNT_RATE)->is_default);
    assert_false(p->decay_given || p->transport_given || p->persistence_given);
    assert_non_null(sw_json_at(p->resolved, "assumptions.discount_rate"));
    assert_true(p->warnings->len > 0);
}

static void sets_and_scenarios_change_the_model(void **state)
{
    folder *f = *state;
    const char *set[] = {"contract.price=25", "assumptions.hourly_cost=80",
                         "assumptions.decay_per_year=0.1"};
    sw_pilot_opts opts = SW_PILOT_OPTS_INIT;
    opts.set = set;
    opts.n_set = COUNT(set);
    opts.scenario = "Low";
    opts.as_of = "2024-07-15";
    folder_load(f, &opts);
    assert_non_null(f->pilot);
    const sw_pilot *p = f->pilot;
    assert_close(value(p, SW_IN_PRICE), 25, 0, 0, "price");
    assert_close(value(p, SW_IN_HOURLY_COST), 80, 0, 0, "hourly cost");
    assert_true(isnan(p->roster.people[0].hourly_cost));
    assert_close(value(p, SW_IN_REALISATION), 0.25, 0, 0, "realisation");
    assert_close(value(p, SW_IN_PERSISTENCE), 1, 0, 0, "persistence");
    assert_true(p->decay_given);
    assert_int_equal(p->as_of, sw_date_from_ymd(2024, 7, 15));
    assert_int_equal(p->n_scenarios, 1);
    assert_string_equal(p->scenarios[0].keys[0], "assumptions.realisation");
    assert_string_equal(p->scenarios[0].values[0], "0.25");
}

static void refuses_what_is_set_wrongly(void **state)
{
    folder *f = *state;
    const char *set[] = {"contract.price"};
    sw_pilot_opts opts = SW_PILOT_OPTS_INIT;
    opts.set = set;
    opts.n_set = COUNT(set);
    opts.scenario = "Lowe";
    folder_load(f, &opts);
    assert_null(f->pilot);
    folder_expect(f, SW_ERROR, "bad-set", "contract.price has no value");
    const sw_diagnostic *d =
        folder_expect(f, SW_ERROR, "no-scenario", "'Lowe'");
    assert_string_equal(d->remedy, "did you mean 'Low'?");
}

static void the_file_itself_may_be_named(void **state)
{
    folder *f = *state;
    char *path = g_build_filename(f->path, "pilot.json", NULL);
    sw_diagnostics *d = sw_diagnostics_new();
    sw_pilot *p = sw_pilot_load(path, NULL, d);
    assert_non_null(p);
    assert_string_equal(p->path, path);
    assert_string_equal(p->folder, f->path);
    sw_pilot_free(p);
    sw_diagnostics_free(d);
    g_free(path);
}

int main(void)
{
#define LOADED(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        LOADED(reads_roster_and_eligible_seats),
        LOADED(reads_contract_and_makes_its_exits),
        LOADED(reads_survey_with_the_last_answer_of_each),
        LOADED(reads_outcomes_before_and_after),
        LOADED(reads_usage_and_the_share_of_active_seats),
        LOADED(sums_metered_usage_by_month),
        LOADED(binds_records_lines_and_risks),
        LOADED(records_files_joins_and_defaults),
        LOADED(sets_and_scenarios_change_the_model),
        LOADED(refuses_what_is_set_wrongly),
        LOADED(the_file_itself_may_be_named),
    };
    return cmocka_run_group_tests_name("pilot/load", tests, NULL, NULL);
}
