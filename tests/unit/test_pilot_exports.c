#include "pilot_folder.h"
#include "zip_bytes.h"

static const char CONTRACT[] =
    "\"price\": 30, \"seats_purchased\": 8, \"term_start\": \"2024-01-01\", "
    "\"term_end\": \"2024-12-31\"";

/* Six people: E1-E4 hold a licence, E5 and E6 do not. */
static const char WORKDAY[] =
    "Pilot Worker Roster\nEffective as of: 2024-06-30\n\n"
    "Employee ID,Worker,Email - Primary Work,Job Profile,Job Family,"
    "Supervisory Organization,Hire Date,Termination Date,FTE %,On Leave\n"
    "E1,One (E1),u1@example.com,Analyst,Sales,S (M1),2017-08-21,,100%,No\n"
    "E2,Two (E2),u2@example.com,Analyst,Sales,S (M1),2017-08-21,,80%,No\n"
    "E3,Three (E3),u3@example.com,Analyst,Finance,F (M2),2017-08-21,,100%,No\n"
    "E4,Four (E4),u4@example.com,Analyst,Finance,F (M2),2017-08-21,,100%,Yes\n"
    "E5,Five (E5),u5@example.com,Analyst,Sales,S (M1),2017-08-21,,100%,No\n"
    "E6,Six (E6),u6@example.com,Analyst,Sales,S (M1),2017-08-21,,100%,No\n"
    "Total,6 rows,,,,,,,,\n";
static const char READINESS[] =
    "\xEF\xBB\xBFReport Refresh Date,User Principal Name,Display Name,"
    "Has Copilot license assigned,Report Period\r\n"
    "2024-06-28,U1@example.com,One,TRUE,28\r\n"
    "2024-06-28,u2@example.com,Two,TRUE,28\r\n"
    "2024-06-28,u3@example.com,Three,TRUE,28\r\n"
    "2024-06-28,u4@example.com,Four,TRUE,28\r\n"
    "2024-06-28,u5@example.com,Five,FALSE,28\r\n"
    "2024-06-28,u6@example.com,Six,FALSE,28\r\n";
static const char QUALTRICS[] =
    "StartDate,EndDate,Status,Progress,Finished,RecordedDate,ResponseId,"
    "RecipientEmail,ExternalReference,Q1,Q2,wave\n"
    "Start Date,End Date,Response Type,Progress,Finished,Recorded Date,"
    "Response ID,Recipient Email,External Data Reference,"
    "How far do you agree? - I feel productive in a typical week,"
    "How much time per day does Copilot save you?,wave\n"
    "\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"endDate"
    "\"\"}\",\"{\"\"ImportId\"\":\"\"status\"\"}\",\"{\"\"ImportId\"\":"
    "\"\"progress\"\"}\",\"{\"\"ImportId\"\":\"\"finished\"\"}\",\"{"
    "\"\"ImportId\"\":\"\"recordedDate\"\"}\",\"{\"\"ImportId\"\":\"\"_"
    "recordId\"\"}\",\"{\"\"ImportId\"\":\"\"recipientEmail\"\"}\",\"{"
    "\"\"ImportId\"\":\"\"externalDataReference\"\"}\",\"{\"\"ImportId\"\":"
    "\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\",\"{\"\"ImportId\"\":"
    "\"\"wave\"\"}\"\n"
#define ANSWER(n, mail, id, agree, time)                                       \
    "2024-06-20 09:00:00,2024-06-20 09:05:00,IP Address,100,True,"             \
    "2024-06-20 09:05:00,R_" n "," mail "," id "," agree "," time ",post\n"
    "2024-06-20 09:00:00,2024-06-20 09:05:00,Survey Preview,100,True,"
    "2024-06-20 09:05:00,R_0,x@example.com,,Agree,None,post\n" ANSWER(
        "1", "u1@example.com", "E1", "Strongly agree",
        "15-30 minutes") ANSWER("2", "", "E2", "Agree", "None")
        ANSWER("3", "One <u3@example.com>", "", "Disagree", "More than 1 hour")
            ANSWER("5", "u5@example.com", "", "Neither agree nor disagree",
                   "None")
                ANSWER("6", "u6@example.com", "", "Strongly disagree", "None");

/* Rows of a Forms workbook: id, two dates, address and two answers. */
#define CELL(text) "<c t='inlineStr'><is><t>" text "</t></is></c>"
#define FORM(id, mail, agree)                                                  \
    "<row><c><v>" id "</v></c><c s='1'><v>45275.4</v></c>"                     \
    "<c s='1'><v>45275.41</v></c>" CELL(mail) CELL(agree)                      \
        CELL("None") "</row>"
static const char FORMS[] = "<worksheet><sheetData><row>" CELL("ID")
    CELL("Start time") CELL("Completion time") CELL("Email")
        CELL("I feel productive in a typical week")
            CELL("How much time per day does Copilot save you?") "</row>" FORM(
                "1", "u1@example.com", "Disagree")
                FORM("2", "u2@example.com", "Strongly disagree")
                    FORM("3", "u3@example.com", "Strongly agree")
                        FORM("4", "u5@example.com",
                             "Agree") "</sheetData></worksheet>";
static const char STYLES[] =
    "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='22'/></cellXfs>"
    "</styleSheet>";

static const char ITEMS[] =
    "\"items\": [{\"id\": \"saved\", \"kind\": \"time-saved\", \"question\": "
    "\"How much time per day does Copilot save you?\"}, "
    "{\"id\": \"productive\", \"kind\": \"likert\", \"question\": "
    "\"I feel productive in a typical week\"}]";

static void write_forms(const folder *f, const char *name)
{
    const book b = {.one = FORMS, .styles = STYLES};
    size_t length;
    char *bytes = book_bytes(&b, &length);
    char *path = g_build_filename(f->path, name, NULL);
    assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
    g_free(path);
    g_free(bytes);
}

static void load(folder *f, const char *more)
{
    folder_write_pilot(f, CONTRACT, more);
    f->pilot = sw_pilot_load(f->path, NULL, f->d);
}

static void must_load(folder *f, const char *more)
{
    load(f, more);
    for (size_t i = 0; f->pilot == NULL && i < sw_diagnostics_length(f->d);
         i++) {
        char *line = sw_diagnostic_line(sw_diagnostics_at(f->d, i));
        print_error("%s\n", line);
        g_free(line);
    }
    assert_non_null(f->pilot);
}

static bool said(const folder *f, const char *code)
{
    for (size_t i = 0; i < sw_diagnostics_length(f->d); i++)
        if (strcmp(sw_diagnostics_at(f->d, i)->code, code) == 0)
            return true;
    return false;
}

static const sw_person *person(const folder *f, const char *key)
{
    int who = sw_roster_find(&f->pilot->roster, key);
    if (who == SW_NOBODY)
        fail_msg("%s is not on the roster", key);
    return &f->pilot->roster.people[who];
}

/* Lower bound of an answer of a person in a wave, NaN where there is none. */
static double answer(const folder *f, int item, const char *key, int wave)
{
    const sw_survey *s = &f->pilot->survey;
    int who = sw_roster_find(&f->pilot->roster, key);
    for (size_t i = 0; i < s->n; i++)
        if (s->person[i] == who && s->wave[i] == wave)
            return s->items[item].lower[i];
    return NAN;
}

static void mixes_four_systems(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write(&f, "workers.csv", WORKDAY);
    folder_write(&f, "readiness.csv", READINESS);
    folder_write(&f, "results.csv", QUALTRICS);
    write_forms(&f, "Survey (pre wave).xlsx");
    char *more = g_strdup_printf(
        "\"roster\": {\"file\": \"workers.csv\", \"more\": [{\"file\": "
        "\"readiness.csv\"}]}, \"survey\": {\"files\": [{\"file\": \"Survey "
        "(pre wave).xlsx\"}, {\"file\": \"results.csv\"}], %s}",
        ITEMS);
    must_load(&f, more);
    const sw_pilot *p = f.pilot;
    assert_int_equal(6, p->roster.n);
    assert_int_equal(3, p->roster.assigned); /* E4 is on leave */
    assert_int_equal(SW_ARM_PILOT, person(&f, "e1")->arm);
    assert_int_equal(SW_ARM_CONTROL, person(&f, "u6@example.com")->arm);
    assert_int_equal(SW_PERSON_ON_LEAVE, person(&f, "E4")->status);
    assert_close(person(&f, "E2")->fte, 0.8, 1e-12, 0, "fte");
    assert_true(said(&f, "arm-by-licence"));
    assert_int_equal(9, p->survey.n); /* the preview is dropped */
    assert_close(answer(&f, 1, "u1@example.com", 0), 2, 0, 0, "before, u1");
    assert_close(answer(&f, 1, "u1@example.com", 1), 5, 0, 0, "after, u1");
    assert_close(answer(&f, 1, "u2@example.com", 1), 4, 0, 0, "by id, u2");
    assert_close(answer(&f, 1, "u3@example.com", 1), 2, 0, 0, "named, u3");
    assert_close(answer(&f, 0, "u1@example.com", 1), 15, 0, 0, "saved, u1");
    assert_close(answer(&f, 0, "u2@example.com", 1), 0, 0, 0, "saved, u2");
    assert_int_equal(SW_PERIOD_DAY, p->survey.items[0].per);
    for (size_t i = 0; i < p->n_joins; i++)
        assert_int_equal(p->joins[i].keys, p->joins[i].matched);
    g_free(more);
    folder_free(&f);
}

#define DAY(login, day)                                                        \
    "{\"day\":\"" day "\",\"user_id\":1,\"user_login\":\"" login               \
    "\",\"user_initiated_interaction_count\":3}\n"

static void joins_by_aliases_and_logins(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write(&f, "seats.csv",
                 "person,arm\nAnn@Example.com,pilot\nbob@example.com,pilot\n"
                 "cat@example.com,pilot\n");
    folder_write(&f, "logins.csv",
                 "login,email,cost_center\nann-dev,ann@example.com,1\n"
                 "TRUE,bob@example.com,1\nbob-dev,mailto:BOB@example.com,1\n");
    folder_write(&f, "aliases.csv",
                 "email,aliases\ncat@example.com,SMTP:cat@example.com+smtp:"
                 "c+1@alias.example.com;kitty@example.com\n"
                 "bob@example.com,kitty@example.com\n");
    folder_write(&f, "days.ndjson",
                 DAY("ann-dev", "2024-06-29") DAY("bob-dev", "2024-06-29")
                     DAY("c+1@alias.example.com", "2024-06-28")
                         DAY("nobody-dev", "2024-06-28"));
    must_load(&f, "\"roster\": {\"file\": \"seats.csv\", \"mapping\": "
                  "{\"file\": \"logins.csv\"}, \"aliases\": {\"file\": "
                  "\"aliases.csv\"}}, \"usage\": {\"file\": \"days.ndjson\"}");
    const sw_roster *r = &f.pilot->roster;
    assert_int_equal(0, sw_roster_find(r, "ann-dev"));
    assert_int_equal(2, sw_roster_find(r, "C+1@alias.example.com"));
    assert_int_equal(SW_NOBODY, sw_roster_find(r, "kitty@example.com"));
    assert_int_equal(SW_NOBODY, sw_roster_find(r, "TRUE"));
    assert_true(said(&f, "ambiguous-names"));
    assert_int_equal(0, f.pilot->usage.person[0]);
    assert_int_equal(SW_NOBODY, f.pilot->usage.person[3]);
    assert_close(f.pilot->usage.active_days[0], 1, 0, 0, "active");
    folder_free(&f);
}

typedef struct usage_case {
    const char *name, *csv;
    const char *code; /* that must be said */
    bool refused;
} usage_case;

#define HASH "6A4630397AAA1A9C8EED362168DC88A"

/* clang-format off */
static const usage_case USAGE[] = {
    {"free chat", "User guid,User principal name,Prompts submitted,Active usage days,Last activity date,Last activity date of Teams (UTC)\n"
                  "x,a@x.y,3,2,2024-06-28,2024-06-28\n", "unlicensed-usage", true},
    {"concealed", "Report Refresh Date,User Principal Name,Last Activity Date,Microsoft Teams Copilot Last Activity Date,Report Period\n"
                  "2024-06-28," HASH "1,2024-06-28,,30\n2024-06-28," HASH "2,,,30\n", "concealed-names", false},
    {"who holds a licence", "Report Refresh Date,User Principal Name,Has Copilot license assigned,Report Period\n"
                  "2024-06-28,a@x.y,TRUE,28\n2024-06-28,b@x.y,TRUE,28\n", "no-usage", false},
    {"a price list", "vendor,product,price,currency\nV,P,30,USD\n", "other-table", true},
    {"every period at once", "Report Refresh Date,User Principal Name,Last Activity Date,Microsoft Teams Copilot Last Activity Date,Active Usage Days for all apps,Report Period\n"
                  "2024-06-28,a@x.y,2024-06-28,,2,7\n2024-06-28,a@x.y,2024-06-28,,9,28\n2024-06-28,a@x.y,2024-06-28,,20,90\n", "other-periods", false},
    {"blank is no licence", "PersonId,MetricDate,Total Copilot actions taken,Total Copilot active days,IsActive\n"
                  "a@x.y,2024-06-16,,,true\na@x.y,2024-06-23,0,0,true\n", "unlicensed-periods", false},
};
/* clang-format on */

static void reads_usage_by_its_meaning(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(USAGE); i++) {
        folder f = folder_new();
        folder_write(&f, "seats.csv", "person,arm\na@x.y,pilot\nb@x.y,pilot\n");
        folder_write(&f, "u.csv", USAGE[i].csv);
        load(&f, "\"roster\": {\"file\": \"seats.csv\"}, "
                 "\"usage\": {\"file\": \"u.csv\"}");
        if ((f.pilot == NULL) != USAGE[i].refused || !said(&f, USAGE[i].code)) {
            for (size_t k = 0; k < sw_diagnostics_length(f.d); k++)
                print_error("%s\n", sw_diagnostics_at(f.d, k)->message);
            fail_msg("%s", USAGE[i].name);
        }
        folder_free(&f);
    }
}

/* The 28 days that end on the refresh date, and no other period. */
static void dates_a_report_by_its_last_day(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write(&f, "seats.csv", "person,arm\na@x.y,pilot\nb@x.y,pilot\n");
    folder_write(&f, "u.csv", USAGE[4].csv);
    must_load(&f, "\"roster\": {\"file\": \"seats.csv\"}, "
                  "\"usage\": {\"file\": \"u.csv\"}");
    const sw_usage *u = &f.pilot->usage;
    assert_int_equal(1, u->n);
    assert_int_equal(sw_date_from_ymd(2024, 6, 1), u->day[0]);
    assert_int_equal(28, u->period_days);
    assert_close(u->active_days[0], 9, 0, 0, "active days");
    folder_free(&f);
}

static void takes_counts_in_place_of_responses(void **state)
{
    (void)state;
    folder f = folder_new();
    folder_write(&f, "counts.csv",
                 "item,wave,segment,answer,percent,n\n"
                 "saved,after,pilot,None,50,8\n"
                 "saved,after,pilot,15-30 minutes,50,8\n"
                 "productive,after,pilot,Agree,100,6\n"
                 "productive,after,control,Disagree,33,300\n"
                 "productive,after,control,Agree,67,300\n"
                 "productive,before,pilot,Disagree,100,5\n");
    char *more = g_strdup_printf(
        "\"seats\": {\"count\": 8}, \"survey\": {\"counts\": {\"file\": "
        "\"counts.csv\"}, %s}",
        ITEMS);
    must_load(&f, more);
    const sw_survey *s = &f.pilot->survey;
    size_t none = 0, agree = 0, control = 0, before = 0;
    assert_int_equal(8 + 300 + 5, s->n);
    for (size_t i = 0; i < s->n; i++) {
        assert_int_equal(SW_NOBODY, s->person[i]);
        none += s->items[0].upper[i] <= 0;
        agree += s->items[1].lower[i] > 3.5 && s->arm[i] == SW_ARM_PILOT;
        control += s->items[1].lower[i] > 3.5 && s->arm[i] == SW_ARM_CONTROL;
        before += s->wave[i] == SW_WAVE_BEFORE;
    }
    assert_int_equal(4, none);
    assert_int_equal(6, agree);
    assert_int_equal(201, control);
    assert_int_equal(5, before);
    assert_true(said(&f, "counts-only"));
    assert_true(said(&f, "rounded-percent"));
    g_free(more);
    folder_free(&f);
}

typedef struct wave_case {
    const char *name, *file, *csv;
    int want; /* wave of the only response, -1: refused */
} wave_case;

static const wave_case WAVES[] = {
    {"its column", "x.csv", "person,wave,q\na@x.y,T0,4\n", 0},
    {"its name, before", "staff_baseline.csv", "person,q\na@x.y,4\n", 0},
    {"its name, after", "Umfrage nachher.csv", "person,q\na@x.y,4\n", 1},
    {"its name, by number", "Pulse Wave 2.csv", "person,q\na@x.y,4\n", 1},
    {"both in the name", "before_after.csv", "person,q\na@x.y,4\n", -1},
    {"its dates", "x.csv", "person,date,q\na@x.y,2023-12-01,4\n", 0},
    {"nothing", "x.csv", "person,q\na@x.y,4\n", -1},
};

static void tells_the_wave(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(WAVES); i++) {
        folder f = folder_new();
        folder_write(&f, "seats.csv", "person,arm\na@x.y,pilot\nb@x.y,pilot\n");
        folder_write(&f, WAVES[i].file, WAVES[i].csv);
        char *more = g_strdup_printf(
            "\"roster\": {\"file\": \"seats.csv\"}, \"survey\": {\"files\": "
            "[{\"file\": \"%s\"}], \"items\": [{\"id\": \"q\", \"kind\": "
            "\"likert\"}]}",
            WAVES[i].file);
        load(&f, more);
        if ((f.pilot == NULL) != (WAVES[i].want < 0) ||
            (f.pilot != NULL && f.pilot->survey.wave[0] != WAVES[i].want))
            fail_msg("%s", WAVES[i].name);
        g_free(more);
        folder_free(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mixes_four_systems),
        cmocka_unit_test(joins_by_aliases_and_logins),
        cmocka_unit_test(reads_usage_by_its_meaning),
        cmocka_unit_test(dates_a_report_by_its_last_day),
        cmocka_unit_test(takes_counts_in_place_of_responses),
        cmocka_unit_test(tells_the_wave),
    };
    return cmocka_run_group_tests_name("pilot/exports", tests, NULL, NULL);
}
