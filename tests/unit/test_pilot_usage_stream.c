#include "evidence/assess.h"
#include "pilot_folder.h"

enum { PEOPLE = 60, WEEKS = 14, FIRST_DAY = 19723, WEEK = 7 };

static const char CONTRACT[] = "\"seats_purchased\": 60, \"price\": 30";
static const char MORE[] =
    "\"roster\": {\"file\": \"seats.csv\"},\n"
    "\"usage\": {\"file\": \"usage.csv\", \"columns\": {\"minutes\": \"Min\"}}";

/* How people use it: never, once, now and then, always, or no more. */
static double minutes_of(int person, int week)
{
    switch (person % 5) {
    case 0:
        return 0;
    case 1:
        return week == 3 ? 12.25 : 0;
    case 2:
        return week % 2 ? 20.5 : 0;
    case 3:
        return 30;
    default:
        return week < 8 ? 9 : 0;
    }
}

/* The same rows, with a note of so many bytes. */
static void write_usage(const folder *f, size_t note, const char *last)
{
    GString *t = g_string_new("person,period,note,Min\n");
    g_autofree char *filler = g_strnfill(note, 'x');
    char day[SW_DATE_TEXT];
    for (int w = 0; w < WEEKS; w++)
        for (int p = 0; p < PEOPLE; p++)
            g_string_append_printf(t, "%s%d,%s,%s,%.2f\n", p % 7 ? "p" : "P", p,
                                   sw_date_format(FIRST_DAY + w * WEEK, day),
                                   filler, minutes_of(p, w));
    g_string_append(t, last);
    folder_write(f, "usage.csv", t->str);
    g_string_free(t, TRUE);
}

static folder pilot_folder(void)
{
    folder f = folder_new();
    GString *seats = g_string_new("person,arm\n");
    for (int p = 0; p < PEOPLE - 5; p++)
        g_string_append_printf(seats, "p%d,pilot\n", p);
    folder_write(&f, "seats.csv", seats->str);
    folder_write_pilot(&f, CONTRACT, MORE);
    g_string_free(seats, TRUE);
    return f;
}

typedef struct found {
    sw_seat_counts seats;
    double alpha, beta;
    size_t rows, keys, matched;
} found;

static found find(folder *f)
{
    const sw_pilot *p = folder_must_load(f);
    sw_evidence e = {.warnings = g_ptr_array_new_with_free_func(g_free)};
    sw_count_seats(&e, p);
    const sw_input *a =
        sw_inputs_at((sw_inputs *)(uintptr_t)&p->inputs, SW_IN_ADOPTION_PILOT);
    const sw_join *join = &p->joins[p->n_joins - 1];
    const sw_input_file *file = &p->files[p->n_files - 1];
    found out = {.seats = e.seats,
                 .alpha = a->distribution.p[0],
                 .beta = a->distribution.p[1],
                 .rows = file->rows,
                 .keys = join->keys,
                 .matched = join->matched};
    g_ptr_array_unref(e.warnings);
    return out;
}

enum { FILLER = 45000 }; /* 840 rows: 36 MiB */

static void a_large_file_gives_what_a_small_one_does(void **state)
{
    (void)state;
    folder f = pilot_folder();
    write_usage(&f, 1, "");
    found small = find(&f);
    assert_int_equal(f.pilot->usage.n_summary, 0);
    write_usage(&f, FILLER, "");
    found large = find(&f);
    assert_int_equal(f.pilot->usage.n, 0);
    assert_int_equal(f.pilot->usage.n_summary, PEOPLE);
    assert_close(large.seats.ever_active, small.seats.ever_active, 0, 0,
                 "ever");
    assert_close(large.seats.active, small.seats.active, 0, 0, "active");
    assert_close(large.seats.habitual, small.seats.habitual, 0, 0, "habitual");
    assert_true(small.seats.ever_active > small.seats.active);
    assert_true(small.seats.active > small.seats.habitual);
    assert_true(small.seats.habitual > 0);
    assert_close(large.alpha, small.alpha, 0, 0, "alpha");
    assert_close(large.beta, small.beta, 0, 0, "beta");
    assert_int_equal(large.rows, small.rows);
    assert_int_equal(large.keys, small.keys);
    assert_int_equal(large.matched, small.matched);
    folder_free(&f);
}

/* The headers that seatworth itself names, and weeks as YYYY-Www. */
static void write_weeks(const folder *f, size_t note)
{
    GString *t = g_string_new("person,period,note,minutes\n");
    g_autofree char *filler = g_strnfill(note, 'x');
    for (int w = 0; w < WEEKS; w++)
        for (int p = 0; p < PEOPLE; p++)
            g_string_append_printf(t, "p%d,2024-W%02d,%s,%.2f\n", p, w + 1,
                                   filler, minutes_of(p, w));
    folder_write(f, "usage.csv", t->str);
    g_string_free(t, TRUE);
}

static void
a_large_file_of_known_headers_and_iso_weeks_is_a_stream(void **state)
{
    (void)state;
    folder f = pilot_folder();
    folder_write_pilot(&f, CONTRACT,
                       "\"roster\": {\"file\": \"seats.csv\"},\n"
                       "\"usage\": {\"file\": \"usage.csv\"}");
    write_weeks(&f, 1);
    found small = find(&f);
    assert_int_equal(f.pilot->usage.n_summary, 0);
    write_weeks(&f, FILLER);
    found large = find(&f);
    assert_int_equal(f.pilot->usage.n_summary, PEOPLE);
    assert_string_equal(f.pilot->files[f.pilot->n_files - 1].format,
                        "canonical_usage");
    assert_close(large.seats.active, small.seats.active, 0, 0, "active");
    assert_close(large.seats.habitual, small.seats.habitual, 0, 0, "habitual");
    assert_close(large.alpha, small.alpha, 0, 0, "alpha");
    assert_int_equal(large.rows, small.rows);
    assert_int_equal(large.matched, small.matched);
    folder_free(&f);
}

/* A table says which cell is bad; a sum could not. Blank lines make the file
 * large, and a table of it cheap. */
static void a_large_file_with_a_bad_cell_is_read_as_a_table(void **state)
{
    (void)state;
    enum { LINES = 9000, BLANKS = 4000 };
    folder f = pilot_folder();
    GString *last = g_string_new("p1,2024-01-08,,many\n");
    g_autofree char *blanks = g_strnfill(BLANKS, ' ');
    for (int i = 0; i < LINES; i++)
        g_string_append_printf(last, "%s\n", blanks);
    write_usage(&f, 1, last->str + strlen("p1,2024-01-08,,many\n"));
    folder_must_load(&f);
    assert_int_equal(f.pilot->usage.n_summary, PEOPLE);
    write_usage(&f, 1, last->str);
    folder_must_load(&f);
    assert_int_equal(f.pilot->usage.n_summary, 0);
    assert_true(f.pilot->usage.n > 0);
    assert_int_equal(sw_diagnostics_length(f.pilot->rejects), 1);
    g_string_free(last, TRUE);
    folder_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_large_file_gives_what_a_small_one_does),
        cmocka_unit_test(
            a_large_file_of_known_headers_and_iso_weeks_is_a_stream),
        cmocka_unit_test(a_large_file_with_a_bad_cell_is_read_as_a_table),
    };
    return cmocka_run_group_tests_name("pilot/usage_stream", tests, NULL, NULL);
}
