#include "pilot_folder.h"

#define TERM "\"price\": 30, \"term_end\": \"2024-07-31\""
#define ROSTER "\"roster\": {\"file\": \"seats.csv\"}"

static const char FOUR[] = "person\na\nb\nc\nd\n";

static folder with_file(const char *more, const char *name, const char *text)
{
    folder f = folder_new();
    folder_write_pilot(&f, TERM, more);
    folder_write(&f, "seats.csv", FOUR);
    folder_write(&f, name, text);
    folder_must_load(&f);
    return f;
}

static void a_roster_without_arms_is_all_pilot(void **state)
{
    (void)state;
    folder f = with_file(ROSTER, "seats.csv", "person,arm\na,\nb,\n");
    assert_false(f.pilot->roster.has_arm);
    assert_int_equal(f.pilot->roster.assigned, 2);
    folder_expect(&f, SW_NOTE, "no-arm", "everyone");
    folder_free(&f);
}

static void seats_may_be_a_mere_count(void **state)
{
    (void)state;
    folder f = with_file("\"seats\": {\"count\": 4},"
                         "\"usage\": {\"file\": \"u.csv\"}",
                         "u.csv",
                         "person,period,minutes\nx,2024-06,5\ny,2024-06,0\n"
                         "X,2024-06,2\n");
    assert_true(f.pilot->roster.count_only);
    assert_int_equal(f.pilot->roster.assigned, 4);
    /* one of four: Beta(1.5, 3.5), mean 0.3 */
    assert_close(sw_inputs_value(&f.pilot->inputs, SW_IN_ADOPTION_PILOT), 0.3,
                 1e-12, 0, "adoption");
    folder_free(&f);
}

static void columns_are_mapped_and_bands_priced(void **state)
{
    (void)state;
    folder f =
        with_file("\"roster\": {\"file\": \"hr.csv\", \"columns\": {\"person\":"
                  "\"E-mail\", \"role\": \"Job\"}, \"cost_bands\": ["
                  "{\"role\": \"clerk\", \"hourly_cost\": 40},"
                  "{\"role\": \"Lawyer\", \"hourly_cost\": 100}]}",
                  "hr.csv", "E-mail;Job\na;Clerk\nb;lawyer\nc;porter\n");
    const sw_input *in = sw_inputs_at(&f.pilot->inputs, SW_IN_HOURLY_COST);
    assert_close(in->value, 70, 1e-15, 0, "mean of the two known roles");
    assert_int_equal(in->provenance, SW_ASSUMPTION);
    assert_true(isnan(f.pilot->roster.people[2].hourly_cost));
    folder_free(&f);
}

static void decimal_commas_are_told_from_thousands(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double cost;
    } FILES[] = {
        {"person;hourly_cost\na;45,50\nb;1.004,50\n", 525},
        {"person,hourly_cost\na,45.50\nb,\"1,004.50\"\n", 525},
        {"person,hourly_cost\na,\"45,5\"\nb,\"54,5\"\n", 50},
        {"person;hourly_cost\na;45.5\nb;54.5\n", 50},
    };
    for (size_t i = 0; i < COUNT(FILES); i++) {
        folder f = with_file(ROSTER, "seats.csv", FILES[i].text);
        assert_close(sw_inputs_value(&f.pilot->inputs, SW_IN_HOURLY_COST),
                     FILES[i].cost, 1e-12, 0, FILES[i].text);
        folder_free(&f);
    }
}

static void adoption_may_have_a_ceiling(void **state)
{
    (void)state;
    folder f = with_file(ROSTER ", \"usage\": {\"file\": \"u.csv\"},"
                                "\"assumptions\": {\"adoption\": {\"from\":"
                                "\"usage\", \"ceiling\": {\"beta\": [14, 6]}}}",
                         "u.csv",
                         "person,period,actions\na,2024-06-24,1\n"
                         "b,2024-06-23,0\nc,2024-05-20,7\n");
    const sw_inputs *in = &f.pilot->inputs;
    assert_true(f.pilot->adoption_from_usage);
    assert_close(sw_inputs_value(in, SW_IN_ADOPTION), 0.7, 1e-12, 0, "later");
    /* a alone in the last four weeks of daily rows: Beta(1.5, 3.5) */
    assert_int_equal(f.pilot->usage.period_days, 1);
    assert_close(sw_inputs_value(in, SW_IN_ADOPTION_PILOT), 0.3, 1e-12, 0,
                 "pilot");
    folder_free(&f);
}

static void new_seats_wait_for_their_grace(void **state)
{
    (void)state;
    /* 28 days before 2024-06-30 is 2024-06-02 */
    folder f = with_file(ROSTER, "seats.csv",
                         "person,seat_from,seat_to\na,2024-06-02,\n"
                         "b,2024-06-03,\nc,2024-01-01,2024-06-29\n"
                         "d,2024-01-01,2024-06-30\n");
    const sw_roster *r = &f.pilot->roster;
    assert_true(r->people[0].eligible);
    assert_false(r->people[1].eligible);
    assert_false(r->people[2].eligible);
    assert_true(r->people[3].eligible);
    assert_int_equal(r->assigned, 2);
    folder_free(&f);
}

static void odd_cells_are_unknown_and_the_row_kept(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write_pilot(&f, TERM, ROSTER);
    folder_write(&f, "seats.csv",
                 "person,hourly_cost,seat_from\na,50,2024-01-01\n"
                 "b,lots,soon\nc,70,2024-01-01\nd,60,2024-01-01\n");
    folder_load(&f, NULL);
    assert_non_null(f.pilot);
    assert_int_equal(f.pilot->roster.n, 4);
    assert_int_equal(f.pilot->files[0].rejected, 0);
    assert_int_equal(sw_diagnostics_length(f.pilot->rejects), 2);
    const sw_diagnostic *d = sw_diagnostics_at(f.pilot->rejects, 0);
    assert_int_equal(d->line, 3);
    assert_int_equal(d->column, 2);
    assert_string_equal(d->file, "seats.csv");
    assert_non_null(strstr(d->message, "'lots'"));
    folder_expect(&f, SW_WARNING, "odd-cells", "2 cells of seats.csv");
    folder_free(&f);
}

/* clang-format off */
#define SURVEY(file, item) ROSTER ", \"survey\": {\"person\": \"who\", \"files\": [{\"file\": \"s.csv\"" file "}], \"items\": [{\"id\": \"q\", " item "}]}"

static const struct {
    const char *name, *more, *answer;
    double lower, upper;
} ANSWERS[] = {
    {"minutes", SURVEY(", \"wave\": \"after\"", "\"kind\": \"time-saved\", \"per\": \"day\""), "45", 45, 45},
    {"hours by unit", SURVEY(", \"wave\": 1", "\"kind\": \"time-saved\", \"per\": \"week\", \"unit\": \"hours\""), "2", 120, 120},
    {"hours by question", SURVEY(", \"wave\": 1", "\"kind\": \"time-spent\", \"per\": \"week\", \"question\": \"How many hours?\""), "2", 120, 120},
    {"a bin", SURVEY(", \"wave\": 1", "\"kind\": \"time-saved\", \"per\": \"day\""), "15-30 minutes", 15, 30},
    {"an open bin", SURVEY(", \"wave\": 1", "\"kind\": \"time-saved\", \"per\": \"day\""), "more than 1 hour", 60, INFINITY},
    {"a bin's own period wins", SURVEY(", \"wave\": 1", "\"kind\": \"time-saved\", \"per\": \"day\""), "1-2 hours per week", 12, 24},
    {"the answer gives the period", SURVEY(", \"wave\": 1", "\"kind\": \"time-saved\""), "10 minutes per day", 10, 10},
    {"nothing needs no period", SURVEY(", \"wave\": 1", "\"kind\": \"time-saved\""), "None", 0, 0},
    {"no answer", SURVEY(", \"wave\": 1", "\"kind\": \"time-saved\", \"per\": \"day\""), "n/a", NAN, NAN},
    {"a point", SURVEY(", \"wave\": 1", "\"kind\": \"likert\", \"points\": 7"), "6", 6, 6},
    {"a label", SURVEY(", \"wave\": 1", "\"kind\": \"likert\", \"reverse\": true"), "Strongly agree", 5, 5},
    {"free text", SURVEY(", \"wave\": 1", "\"kind\": \"text\""), "fine", NAN, NAN},
};
/* clang-format on */

static void answers_become_minutes_and_points(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(ANSWERS); i++) {
        char *text = g_strdup_printf("who,q\na,%s\nb,\n", ANSWERS[i].answer);
        folder f = with_file(ANSWERS[i].more, "s.csv", text);
        const sw_item *q = &f.pilot->survey.items[0];
        assert_close(q->lower[0], ANSWERS[i].lower, 1e-12, 0, ANSWERS[i].name);
        assert_close(q->upper[0], ANSWERS[i].upper, 1e-12, 0, ANSWERS[i].name);
        assert_int_equal(q->binned, ANSWERS[i].upper > ANSWERS[i].lower);
        assert_string_equal(q->text[1], "");
        folder_free(&f);
        g_free(text);
    }
}

static void waves_may_stand_in_a_column(void **state)
{
    (void)state;
    folder f = with_file(SURVEY("", "\"kind\": \"likert\""), "s.csv",
                         "who,wave,q\na,before,1\na,after,2\na,2,3\nb,Pre,4\n"
                         ",after,5\n,after,5\n");
    static const int WAVES[] = {0, 1, 2, 0, 1, 1};
    const sw_survey *s = &f.pilot->survey;
    assert_int_equal(s->n, COUNT(WAVES)); /* the anonymous two are kept */
    for (size_t i = 0; i < s->n; i++)
        assert_int_equal(s->wave[i], WAVES[i]);
    folder_free(&f);
}

/* The later date wins, wherever it stands; without dates the later row. */
static void the_last_response_is_kept(void **state)
{
    (void)state;
    folder f =
        with_file(SURVEY(", \"wave\": 1", "\"kind\": \"likert\""), "s.csv",
                  "who,date,q\na,2024-06-09,1\na,2024-06-01,2\n"
                  "b,,3\nB ,,4\n");
    const sw_survey *s = &f.pilot->survey;
    assert_int_equal(s->n, 2);
    assert_int_equal(s->n_duplicates, 2);
    assert_close(s->items[0].lower[0], 1, 0, 0, "a");
    assert_close(s->items[0].lower[1], 4, 0, 0, "b");
    folder_free(&f);
}

/* clang-format off */
#define METERED(text) "period,units,amount\n" text
static const struct {
    const char *name, *text;
    double mean, sd; /* sd NaN: a constant */
} METERED_FILES[] = {
    {"two months", METERED("2024-01,100,1\n2024-02,120,1\n"), 110, NAN},
    {"equal months", METERED("2024-01,7,1\n2024-02,7,1\n2024-03,7,1\n"), 7, NAN},
    {"a month in two rows, out of order", METERED("2024-02,20,1\n2024-01,100,1\n2024-02,100,1\n"), 110, NAN},
    /* daily rows from 30 January to 1 March: February alone is whole */
    {"days", METERED("2024-01-30,5,1\n2024-01-31,5,1\n2024-02-01,60,1\n2024-02-02,40,1\n2024-03-01,9,1\n"), 100, NAN},
    {"no units in one", METERED("2024-01,100,1\n2024-02,,1\n"), 100, NAN},
};
/* clang-format on */

static void metered_months_are_whole_ones(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(METERED_FILES); i++) {
        folder f = folder_new();
        folder_write_pilot(&f,
                           TERM ", \"metered\": {\"unit_price\": 1,"
                                "\"usage\": {\"file\": \"m.csv\"}}",
                           ROSTER);
        folder_write(&f, "seats.csv", FOUR);
        folder_write(&f, "m.csv", METERED_FILES[i].text);
        folder_must_load(&f);
        const sw_input *in =
            sw_inputs_at(&f.pilot->inputs, SW_IN_METERED_UNITS);
        assert_close(in->value, METERED_FILES[i].mean, 1e-12, 0,
                     METERED_FILES[i].name);
        assert_int_equal(in->distribution.kind, SW_DIST_CONSTANT);
        folder_free(&f);
    }
}

static void outcome_rows_take_the_arm_of_their_person(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write_pilot(
        &f, TERM,
        ROSTER ", \"outcomes\": [{\"file\": \"o.csv\", \"metric\": \"m\","
               "\"better\": \"lower\", \"unit\": \"task\","
               "\"cluster\": \"person\", \"scale\": \"log\"}]");
    folder_write(&f, "seats.csv", "person,arm\na,pilot\nb,control\n");
    folder_write(&f, "o.csv",
                 "unit,person,arm,m\n1,a,,10\n2,b,,20\n3,b,pilot,30\n"
                 "4,z,,40\n5,z,control,50\n");
    const sw_outcome *o = &folder_must_load(&f)->outcomes[0];
    static const sw_arm ARMS[] = {SW_ARM_PILOT, SW_ARM_CONTROL, SW_ARM_PILOT,
                                  SW_ARM_CONTROL};
    assert_int_equal(o->n, COUNT(ARMS));
    for (size_t i = 0; i < o->n; i++)
        assert_int_equal(o->arm[i], ARMS[i]);
    assert_true(o->by_task && o->cluster_person && o->log_scale);
    assert_true(o->after[0]);
    assert_int_equal(o->person[3], SW_NOBODY);
    folder_expect(&f, SW_WARNING, "no-arm", "1 row of o.csv");
    folder_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_roster_without_arms_is_all_pilot),
        cmocka_unit_test(seats_may_be_a_mere_count),
        cmocka_unit_test(columns_are_mapped_and_bands_priced),
        cmocka_unit_test(decimal_commas_are_told_from_thousands),
        cmocka_unit_test(adoption_may_have_a_ceiling),
        cmocka_unit_test(new_seats_wait_for_their_grace),
        cmocka_unit_test(odd_cells_are_unknown_and_the_row_kept),
        cmocka_unit_test(answers_become_minutes_and_points),
        cmocka_unit_test(waves_may_stand_in_a_column),
        cmocka_unit_test(the_last_response_is_kept),
        cmocka_unit_test(metered_months_are_whole_ones),
        cmocka_unit_test(outcome_rows_take_the_arm_of_their_person),
    };
    return cmocka_run_group_tests_name("pilot/tables", tests, NULL, NULL);
}
