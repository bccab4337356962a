#include "pilot_folder.h"

/* clang-format off */
#define GOOD "\"price\": 30, \"term_end\": \"2024-07-31\""
#define SEATS "\"seats\": {\"count\": 20}"
#define ROSTER "\"roster\": {\"file\": \"seats.csv\"}"
#define AFTER "\"survey\": {\"person\": \"who\", \"files\": [{\"file\": \"after.csv\", \"wave\": \"after\"}], \"items\": "
#define LIKERT "[{\"id\": \"q\", \"kind\": \"likert\"}]}"
#define SAVED "[{\"id\": \"q\", \"kind\": \"time-saved\"}]}"
#define NO_LINE SIZE_MAX /* the row does not say the line */

/* What one file says wrong, and where that is reported. */
static const struct {
    const char *name, *contract, *more, *file, *text;
    const char *code, *part, *where; /* where: file name, or JSON pointer */
    size_t line, column;
} REFUSES[] = {
    {"an unknown key", GOOD ", \"prise\": 1", SEATS, NULL, NULL,
     "unknown-key", "prise", "/contract/prise", NO_LINE, NO_LINE},
    {"a negative price", "\"price\": -1", SEATS, NULL, NULL,
     "out-of-range", "", "/contract/price", 5, 23},
    {"a price of 0", "\"price\": 0", SEATS, NULL, NULL,
     "price-zero", "price of 0", "/contract/price", 5, 23},
    {"more than 5,000,000 seats", GOOD, "\"seats\": {\"count\": 5000001}",
     NULL, NULL, "out-of-range", "", "/seats/count", 6, 20},
    {"a term that ends first", "\"price\": 1, \"term_start\": \"2024-08-01\", \"term_end\": \"2024-07-31\"",
     SEATS, NULL, NULL, "term-dates", "ends on 2024-07-31, before it starts on 2024-08-01",
     "/contract/term_end", 5, NO_LINE},
    {"a bundle without a baseline", GOOD ", \"price_basis\": \"bundle\"", SEATS, NULL, NULL,
     "bundle-baseline", "there is none", "/contract/price_basis", 5, NO_LINE},
    {"tiers that start late", GOOD ", \"tiers\": [{\"from_seats\": 100, \"price\": 9}]", SEATS,
     NULL, NULL, "tier-hole", "seats 1 to 99", "/contract/tiers", 5, NO_LINE},
    {"tiers at the same seat", GOOD ", \"tiers\": [{\"from_seats\": 1, \"price\": 9}, {\"from_seats\": 1, \"price\": 8}]",
     SEATS, NULL, NULL, "tier-overlap", "start at seat 1", "/contract/tiers", 5, NO_LINE},
    {"a window that closes before it opens",
     GOOD ", \"exits\": [{\"action\": \"cancel\", \"anchor\": \"renewal\", \"from_days\": 7, \"to_days\": 0}]",
     SEATS, NULL, NULL, "exit-window", "opens 7 days", "/contract/exits/0", 5, NO_LINE},
    {"a distribution outside its domain", GOOD, SEATS ", \"assumptions\": {\"realisation\": {\"pert\": [0.5, 0.4, 0.9]}}",
     NULL, NULL, "bad-distribution", "pert", "/assumptions/realisation/pert", 6, NO_LINE},
    {"a mixture whose weights miss 1", GOOD, SEATS ", \"assumptions\": {\"realisation\": {\"mixture\": [[0.5, 0.1], [0.4, 0.3]]}}",
     NULL, NULL, "bad-distribution", "", "/assumptions/realisation/mixture", 6, NO_LINE},
    {"a share that is none", GOOD, SEATS ", \"assumptions\": {\"realisation\": {\"uniform\": [1, 3]}}",
     NULL, NULL, "out-of-range", "is 2,", "/assumptions/realisation", 6, NO_LINE},
    {"an unknown evidence", GOOD, SEATS ", \"benefits\": [{\"id\": \"b\", \"kind\": \"time-saved\", \"evidence\": \"time\"}]",
     NULL, NULL, "no-evidence", "'time'", "/benefits/0/evidence", 6, NO_LINE},
    {"a cost without an amount", GOOD, SEATS ", \"costs\": [{\"id\": \"c\", \"kind\": \"one-off\"}]",
     NULL, NULL, "no-amount", "'c'", "/costs/0", 6, NO_LINE},
    {"half a cost", GOOD, SEATS ", \"costs\": [{\"id\": \"c\", \"kind\": \"recurring\", \"fte\": 1}]",
     NULL, NULL, "half-a-cost", "annual_cost_per_fte", "/costs/0", 6, NO_LINE},
    {"an amount of the other kind", GOOD, SEATS ", \"costs\": [{\"id\": \"c\", \"kind\": \"recurring\", \"amount\": 1}]",
     NULL, NULL, "wrong-kind", "'amount' belongs to a one-off", "/costs/0/amount", 6, NO_LINE},
    {"two costs of one name", GOOD, SEATS ", \"costs\": [{\"id\": \"c\", \"kind\": \"one-off\", \"amount\": 1}, {\"id\": \"c\", \"kind\": \"one-off\", \"amount\": 1}]",
     NULL, NULL, "duplicate-id", "'c' is already", "/costs/1/id", 6, NO_LINE},
    {"a survey given twice", GOOD, SEATS ", \"survey\": {\"counts\": {\"file\": \"c.csv\"}, \"files\": [{\"file\": \"a.csv\", \"wave\": \"after\"}]}", NULL, NULL,
     "survey-twice", "as responses and as counts", "/survey/counts", 6, NO_LINE},
    {"a password in a file", GOOD, SEATS ", \"usage\": {\"odbc\": \"DSN=x;PWD=y\", \"table\": \"t\"}", NULL, NULL,
     "secret", "'pwd'", "/usage/odbc", 6, NO_LINE},
    {"a warehouse of no table", GOOD, SEATS ", \"usage\": {\"odbc\": \"DSN=x\"}", NULL, NULL,
     "no-table", "what to read", "/usage/odbc", 6, NO_LINE},
    {"a warehouse without a person", GOOD, SEATS ", \"usage\": {\"odbc\": \"DSN=x\", \"table\": \"t\"}", NULL, NULL,
     "no-column", "person and the period", "/usage/odbc", 6, NO_LINE},
    {"a scenario that no pilot can be", GOOD, SEATS ", \"scenarios\": [{\"name\": \"S\", \"set\": {\"contract.prise\": 3}}]",
     NULL, NULL, "bad-scenario", "scenario 'S'", "/scenarios/0", 6, NO_LINE},

    {"a missing file", GOOD, "\"roster\": {\"file\": \"none.csv\"}", NULL, NULL,
     NULL, "", "none.csv", 0, 0},
    {"an empty file", GOOD, ROSTER, "seats.csv", "", NULL, "", "seats.csv", NO_LINE, NO_LINE},
    {"a header without rows", GOOD, ROSTER, "seats.csv", "person,arm\n", NULL, "", "seats.csv", NO_LINE, NO_LINE},
    {"no person column", GOOD, ROSTER, "seats.csv", "mail,arm\na,pilot\nb,pilot\n",
     "no-column", "no column 'person'; the file has 'mail', 'arm'", "seats.csv", 1, 0},
    {"a mapped header that is not there", GOOD, "\"roster\": {\"file\": \"seats.csv\", \"columns\": {\"person\": \"Mail\"}}",
     "seats.csv", "email,arm\na,pilot\nb,pilot\n", "no-column", "no column 'Mail', it has 'email', 'arm'",
     "/roster/columns/person", 6, NO_LINE},
    {"a person in both arms", GOOD, ROSTER, "seats.csv", "person,arm\na@x,pilot\nb@x,pilot\nA@X ,control\n",
     "duplicate-person", "a@x stands on lines 2 and 4, in both arms", "seats.csv", 4, 2},
    {"more people than seats", GOOD ", \"seats_purchased\": 2", ROSTER, "seats.csv", "person\na@x\nb@x\nc@x\n",
     "more-assigned-than-purchased", "2 seats are purchased, 3 people hold one that counts", "/contract/seats_purchased", 5, NO_LINE},
    {"arms that are none", GOOD, ROSTER, "seats.csv", "person,arm\na,pilot\nb,treated\n",
     "too-many-rejects", "1 of 2 rows was rejected", "seats.csv", 3, 2},
    {"a status that is none", GOOD, ROSTER, "seats.csv", "person,status\na,away\nb,gone\n",
     "unreadable-column", "'gone' in column 'status' is none of active, leave, left, disabled", "seats.csv", 3, 2},
    {"nobody with a seat", GOOD, ROSTER, "seats.csv", "person,status\na,left\nb,left\n",
     "nobody-eligible", "none of the 2 people", "/roster", 6, NO_LINE},

    {"a survey of strangers", GOOD, ROSTER ", " AFTER LIKERT, "after.csv", "who,q\nx,1\ny,2\nz,3\nw,4\n",
     "no-match", "none of the 4 people in after.csv is on the roster; the first: x, y, z", "/survey/person", 6, NO_LINE},
    {"a survey without the person column", GOOD, ROSTER ", " AFTER LIKERT, "after.csv", "mail,q\na,1\nb,1\n",
     "no-column", "no column 'who'", "after.csv", 1, 0},
    {"an item that nobody was asked", GOOD, ROSTER ", " AFTER LIKERT, "after.csv", "who,other\na,1\nb,1\n",
     "no-item-column", "item 'q'", "/survey/items/0", 6, NO_LINE},
    {"a duration without a period", GOOD, ROSTER ", " AFTER SAVED, "after.csv", "who,q\na,10 minutes\nb,20 minutes\n",
     "no-period", "answers to 'q'", "/survey/items/0", 6, NO_LINE},
    {"answers that are none", GOOD, ROSTER ", " AFTER LIKERT, "after.csv", "who,q\na,9\nb,x\n",
     "unread-answers", "answers to 'q' that cannot be read: \"9\" (1), \"x\" (1)", "/survey/items/0", 6, NO_LINE},
    {"a survey without a wave", GOOD, ROSTER ", \"survey\": {\"person\": \"who\", \"files\": [{\"file\": \"answers.csv\"}], \"items\": " LIKERT,
     "answers.csv", "who,q\na,1\nb,2\n", "no-wave", "which wave answers.csv is", "/survey/files/0", 6, NO_LINE},

    {"an outcome without values", GOOD, ROSTER ", \"outcomes\": [{\"file\": \"o.csv\", \"metric\": \"m\", \"better\": \"higher\"}]",
     "o.csv", "person,count\na,1\nb,1\n", "no-column", "no column 'value'", "o.csv", 1, 0},
    {"a covariate that is not there", GOOD, ROSTER ", \"outcomes\": [{\"file\": \"o.csv\", \"metric\": \"m\", \"better\": \"higher\", \"covariates\": [\"age\"]}]",
     "o.csv", "person,value\na,1\nb,1\n", "no-column", "no column 'age'", "o.csv", 1, 0},
    {"a log of nothing", GOOD, ROSTER ", \"outcomes\": [{\"file\": \"o.csv\", \"metric\": \"m\", \"better\": \"lower\", \"scale\": \"log\"}]",
     "o.csv", "person,value\na,1\nb,0\n", "too-many-rejects", "has no logarithm", "o.csv", 3, 2},
    {"usage of strangers", GOOD, ROSTER ", \"usage\": {\"file\": \"u.csv\"}",
     "u.csv", "person,period,actions\nx,2024-05,1\ny,2024-05,2\n", "no-match", "2 people in u.csv", "/usage", 6, NO_LINE},
    {"usage without a figure", GOOD, ROSTER ", \"usage\": {\"file\": \"u.csv\"}",
     "u.csv", "person,period\na,2024-05\nb,2024-05\n", "no-column", "no column 'active_days'", "u.csv", 1, 0},
    {"metered usage in other money", GOOD ", \"metered\": {\"unit_price\": 1, \"usage\": {\"file\": \"m.csv\"}}", SEATS,
     "m.csv", "period,units,amount,currency\n2024-01,1,1,USD\n2024-02,1,1,EUR\n",
     "other-currency", "EUR, the pilot is in USD", "m.csv", 3, 4},
};
/* clang-format on */

/* A finding with the row's code (NULL: any error) at the row's place. */
static bool is_found(const folder *f, size_t row)
{
    for (size_t i = 0; i < sw_diagnostics_length(f->d); i++) {
        const sw_diagnostic *d = sw_diagnostics_at(f->d, i);
        const char *want = REFUSES[row].where;
        const char *where = want[0] == '/' ? d->pointer : d->file;
        if (d->severity == SW_ERROR &&
            (!REFUSES[row].code || strcmp(d->code, REFUSES[row].code) == 0) &&
            strstr(d->message, REFUSES[row].part) && where &&
            strcmp(where, want) == 0 &&
            (REFUSES[row].line == NO_LINE || d->line == REFUSES[row].line) &&
            (REFUSES[row].column == NO_LINE ||
             d->column == REFUSES[row].column))
            return true;
    }
    return false;
}

static void refuses_with_place_and_reason(void **state)
{
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < COUNT(REFUSES); i++) {
        folder f = folder_new();
        folder_write_pilot(&f, REFUSES[i].contract, REFUSES[i].more);
        folder_write(&f, "seats.csv", "person\na\nb\n");
        if (REFUSES[i].file != NULL)
            folder_write(&f, REFUSES[i].file, REFUSES[i].text);
        folder_load(&f, NULL);
        if (f.pilot != NULL || !is_found(&f, i)) {
            print_error("%s: not refused as it should be\n", REFUSES[i].name);
            print_findings(&f);
            failed++;
        }
        folder_free(&f);
    }
    assert_int_equal(failed, 0);
}

static void refuses_dates_in_the_wrong_order(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write(&f, "pilot.json",
                 "{\"seatworth\": 1, \"name\": \"T\", \"currency\": \"USD\",\n"
                 "\"pilot\": {\"start\": \"2024-06-30\",\n"
                 "\"end\": \"2024-01-01\"}, \"seats\": {\"count\": 9},\n"
                 "\"contract\": {\"price\": 1}}");
    folder_load(&f, NULL);
    assert_null(f.pilot);
    const sw_diagnostic *d =
        folder_expect(&f, SW_ERROR, "pilot-dates",
                      "ends on 2024-01-01, before it starts on 2024-06-30");
    assert_int_equal(d->line, 3);
    assert_string_equal(d->pointer, "/pilot/end");
    folder_free(&f);
}

static void refuses_to_decide_before_the_start(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write_pilot(&f, GOOD, SEATS);
    sw_pilot_opts opts = SW_PILOT_OPTS_INIT;
    opts.as_of = "2023-12-31";
    folder_load(&f, &opts);
    assert_null(f.pilot);
    folder_expect(&f, SW_ERROR, "as-of-before-start", "as_of 2023-12-31");
    folder_free(&f);
}

/* Problems of several files and of pilot.json come out of a single run. */
static void tells_all_problems_at_once(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write_pilot(&f, "\"price\": 0",
                       "\"roster\": {\"file\": \"seats.csv\"},"
                       "\"usage\": {\"file\": \"none.csv\"},"
                       "\"costs\": [{\"id\": \"c\", \"kind\": \"one-off\"}]");
    folder_write(&f, "seats.csv",
                 "person,arm\na,pilot\na,control\nb,pilot\nb,control\n");
    folder_load(&f, NULL);
    assert_null(f.pilot);
    folder_expect(&f, SW_ERROR, "price-zero", "");
    folder_expect(&f, SW_ERROR, "duplicate-person", "a stands on");
    folder_expect(&f, SW_ERROR, "no-amount", "'c'");
    assert_int_equal(sw_diagnostics_count(f.d, SW_ERROR), 5);
    folder_free(&f);
}

static void refuses_a_folder_without_a_pilot(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_load(&f, NULL);
    assert_null(f.pilot);
    assert_int_equal(sw_diagnostics_count(f.d, SW_ERROR), 1);
    folder_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_with_place_and_reason),
        cmocka_unit_test(refuses_dates_in_the_wrong_order),
        cmocka_unit_test(refuses_to_decide_before_the_start),
        cmocka_unit_test(tells_all_problems_at_once),
        cmocka_unit_test(refuses_a_folder_without_a_pilot),
    };
    return cmocka_run_group_tests_name("pilot/errors", tests, NULL, NULL);
}
