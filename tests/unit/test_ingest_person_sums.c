#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "ingest/cell.h"
#include "ingest/csv_reader.h"
#include "ingest/decimal_fast.h"
#include "ingest/person_sums.h"
#include "sw_test.h"

enum { SPLIT = 19730, FIRST_DAY = 19723 }; /* 2024-01-08, 2024-01-01 */

static const struct {
    const char *text;
    sw_decimal_status status;
    int64_t want;
} DECIMALS[] = {
    {"0", SW_DECIMAL_OK, 0},
    {"7", SW_DECIMAL_OK, 7000000},
    {"12.5", SW_DECIMAL_OK, 12500000},
    {"-12.5", SW_DECIMAL_OK, -12500000},
    {"0.000001", SW_DECIMAL_OK, 1},
    {".5", SW_DECIMAL_OK, 500000},
    {"-.5", SW_DECIMAL_OK, -500000},
    {"12345678", SW_DECIMAL_OK, 12345678000000},
    {"123456.7", SW_DECIMAL_OK, 123456700000},
    {"123456789.25", SW_DECIMAL_OK, 123456789250000},
    {"1.2345674", SW_DECIMAL_OK, 1234567},
    {"1.2345675", SW_DECIMAL_OK, 1234568},
    {"-1.23456751", SW_DECIMAL_OK, -1234568},
    {".1234567", SW_DECIMAL_OK, 123457},
    {"999999999999.999999", SW_DECIMAL_OK, 999999999999999999},
    {"1000000000000", SW_DECIMAL_BAD, 0},
    {"99999999999999999999999", SW_DECIMAL_BAD, 0},
    {"", SW_DECIMAL_EMPTY, 0},
    {"-", SW_DECIMAL_BAD, 0},
    {".", SW_DECIMAL_BAD, 0},
    {"5.", SW_DECIMAL_BAD, 0},
    {"1.2.3", SW_DECIMAL_BAD, 0},
    {"1,5", SW_DECIMAL_BAD, 0},
    {"1e3", SW_DECIMAL_BAD, 0},
    {"+1", SW_DECIMAL_BAD, 0},
    {"1:", SW_DECIMAL_BAD, 0},
    {"1/", SW_DECIMAL_BAD, 0},
    {"\xb1", SW_DECIMAL_BAD, 0},
    {"1 2", SW_DECIMAL_BAD, 0},
};

static void decimals_are_whole_millionths(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(DECIMALS); i++) {
        char text[64] = "";
        memset(text, '9', sizeof text - 1); /* what stands behind is not read */
        memcpy(text, DECIMALS[i].text, strlen(DECIMALS[i].text));
        int64_t got = 0;
        sw_decimal_status s =
            sw_decimal_read(&got, text, strlen(DECIMALS[i].text));
        if (s != DECIMALS[i].status || got != DECIMALS[i].want)
            fail_msg("'%s' gives %d, %lld", DECIMALS[i].text, (int)s,
                     (long long)got);
    }
}

static char *file_of(const char *text, size_t length)
{
    char *path;
    GError *error = NULL;
    int fd = g_file_open_tmp("sums-XXXXXX", &path, &error);
    assert_true(fd >= 0);
    close(fd);
    assert_true(g_file_set_contents(path, text, (gssize)length, NULL));
    return path;
}

static sw_status sums_of(sw_person_sums **out, const char *path, int threads,
                         sw_error *err)
{
    const sw_sums_request request = {
        .path = path,
        .name = "usage.csv",
        .delimiter = ',',
        .person = "person",
        .period = "period",
        .value = {"active_days", NULL, "minutes"},
        .split = SPLIT,
        .threads = threads,
    };
    return sw_person_sums_read(out, &request, err);
}

static sw_person_sums *good_sums(const char *text, int threads)
{
    sw_person_sums *s = NULL;
    sw_error err = {0};
    g_autofree char *path = file_of(text, strlen(text));
    if (sums_of(&s, path, threads, &err) != SW_OK)
        fail_msg("%s", err.message);
    unlink(path);
    return s;
}

#define HEAD "person,period,note,active_days,minutes\n"

/* What a file gives: persons, and of the first one rows and sums. */
static const struct {
    const char *name, *rows;
    size_t persons, faulty, ragged, bad, nameless, exotic;
    const char *key;
    uint32_t n, active;
    int64_t before, after; /* minutes */
} FILES[] = {
    {"plain", "a,2024-01-01,x,1,2.5\na,2024-01-08,,2,4\nb,2024-01-08,,0,0\n", 2,
     0, 0, 0, 0, 0, "a", 2, 2, 2500000, 4000000},
    {"no last newline", "a,2024-01-01,x,1,2.5", 1, 0, 0, 0, 0, 0, "a", 1, 1,
     2500000, 0},
    {"CRLF", "a,2024-01-01,x,1,2.5\r\na,2024-01-08,,2,4\r\n", 1, 0, 0, 0, 0, 0,
     "a", 2, 2, 2500000, 4000000},
    {"blank lines", "\na,2024-01-01,x,1,2.5\n\r\n  \na,2024-01-08,,2,4\n\n", 1,
     0, 0, 0, 0, 0, "a", 2, 2, 2500000, 4000000},
    {"missing", "a,2024-01-01,x,,\na,2024-01-08,,n/a,-\n", 1, 0, 0, 0, 0, 0,
     "a", 2, 0, 0, 0},
    {"blanks", " a ,2024-01-01 ,x, 1 ,2.5\t\n", 1, 0, 0, 0, 0, 0, "a", 1, 1,
     2500000, 0},
    {"quotes",
     "\"a\",\"2024-01-01\",\"x, "
     "\"\"y\"\"\nz\",1,\"2.5\"\r\na,2024-01-08,,2,4\n",
     1, 0, 0, 0, 0, 0, "a", 2, 2, 2500000, 4000000},
    {"doubled quote in the key", "\"a\"\"b\",2024-01-01,,1,2\n", 1, 0, 0, 0, 0,
     0, "a\"b", 1, 1, 2000000, 0},
    {"empty quotes", "\"\",2024-01-01,,1,2\na,2024-01-01,\"\",\"\",\"\"\n", 1,
     0, 0, 0, 1, 0, "a", 1, 0, 0, 0},
    {"blanks round quotes", " \"a\" ,2024-01-01,,1,2\na,2024-01-01,,1,2\n", 1,
     0, 0, 0, 0, 1, "a", 2, 2, 4000000, 0},
    {"stray quote", "a,2024-01-01,5\" pipe,1,2\na,2024-01-01,,1,3\n", 1, 1, 0,
     0, 0, 0, "a", 1, 1, 3000000, 0},
    {"lone CR", "a,2024-01-01,,1,2\ra,2024-01-08,,1,3\nb,2024-01-01,,1,2\n", 2,
     0, 0, 0, 0, 1, "a", 2, 2, 2000000, 3000000},
    {"short row", "a,2024-01-01\na,2024-01-01,,1,3\n", 1, 0, 1, 0, 0, 0, "a", 2,
     1, 3000000, 0},
    {"long row", "a,2024-01-01,,1,3,9\na,2024-01-01,,1,2,,\n", 1, 1, 2, 0, 0, 0,
     "a", 1, 1, 2000000, 0},
    {"no person", ",2024-01-01,,1,3\na,2024-01-01,,1,2\n", 1, 0, 0, 0, 1, 0,
     "a", 1, 1, 2000000, 0},
    {"bad cells", "a,2024-01-01,,one,3\na,someday,,1,2\n", 1, 0, 0, 2, 0, 0,
     "a", 1, 1, 3000000, 0},
    {"negative", "a,2024-01-01,,1,-3.5\na,2024-01-01,,,1\n", 1, 0, 0, 0, 0, 0,
     "a", 2, 2, -2500000, 0},
    {"key of 16", "abcdefghijklmnop,2024-01-01,,1,2\n", 1, 0, 0, 0, 0, 0,
     "abcdefghijklmnop", 1, 1, 2000000, 0},
    {"key of 17",
     "abcdefghijklmnopq,2024-01-01,,1,2\nabcdefghijklmnopq,2024-01-01,,1,2\n"
     "abcdefghijklmnopr,2024-01-01,,1,2\n",
     2, 0, 0, 0, 0, 0, "abcdefghijklmnopq", 2, 2, 4000000, 0},
    {"ISO weeks", "a,2024-W01,,1,2\na,2024-W02,,1,3\n", 1, 0, 0, 0, 0, 0, "a",
     2, 2, 2000000, 3000000},
    {"no UTF-8", "a,\xdb,,1,2\na,2024-01-01,,\xdb,3\na,2024-01-01,,1,4\xe2\n",
     1, 0, 0, 3, 0, 0, "a", 2, 2, 3000000, 0},
    {"a character at the longest word's end",
     "a,2024-01-01,,"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\u00e9,3\n",
     1, 0, 0, 1, 0, 0, "a", 1, 1, 3000000, 0},
};

static void files_are_read_as_they_are_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(FILES); i++) {
        g_autofree char *text = g_strconcat(HEAD, FILES[i].rows, NULL);
        sw_person_sums *s = good_sums(text, 1);
        const sw_rows_counts *c = sw_person_sums_counts(s);
        sw_person_sum p = sw_person_sums_at(s, 0);
        bool same = sw_person_sums_size(s) == FILES[i].persons &&
                    c->faulty == FILES[i].faulty &&
                    c->ragged == FILES[i].ragged && c->bad == FILES[i].bad &&
                    c->nameless == FILES[i].nameless &&
                    (c->exotic > 0) == (FILES[i].exotic > 0) &&
                    p.key_length == strlen(FILES[i].key) &&
                    memcmp(p.key, FILES[i].key, p.key_length) == 0 &&
                    p.rows == FILES[i].n && p.active_rows == FILES[i].active &&
                    p.before[2] == FILES[i].before &&
                    p.after[2] == FILES[i].after && p.before[1] == 0;
        if (!same)
            fail_msg("%s: %zu persons, faulty %zu, ragged %zu, bad %zu, "
                     "nameless %zu, exotic %zu, '%.*s' %u rows %u active, "
                     "%lld before, %lld after",
                     FILES[i].name, sw_person_sums_size(s), c->faulty,
                     c->ragged, c->bad, c->nameless, c->exotic,
                     (int)p.key_length, p.key, p.rows, p.active_rows,
                     (long long)p.before[2], (long long)p.after[2]);
        sw_person_sums_free(s);
    }
}

static const struct {
    const char *name, *text;
    sw_status want;
} REFUSED[] = {
    {"no column", "person,period,active_days\na,2024-01-01,1\n", SW_ESCHEMA},
    {"empty", "\n\n", SW_EPARSE},
    {"open quote", HEAD "a,2024-01-01,\"x,1,2\n", SW_EPARSE},
    {"too large a sum",
     HEAD "a,2024-01-01,,1,999999999999\nb,2024-01-01,,1,999999999999\n"
          "c,2024-01-01,,1,999999999999\nd,2024-01-01,,1,999999999999\n"
          "e,2024-01-01,,1,-999999999999\nf,2024-01-01,,1,999999999999\n"
          "g,2024-01-01,,1,999999999999\nh,2024-01-01,,1,999999999999\n"
          "i,2024-01-01,,1,999999999999\nj,2024-01-01,,1,999999999999\n",
     SW_EDOMAIN},
};

static void refuses_and_leaves_output_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(REFUSED); i++) {
        sw_person_sums *s = NULL;
        sw_error err = {0};
        g_autofree char *path =
            file_of(REFUSED[i].text, strlen(REFUSED[i].text));
        sw_status got = sums_of(&s, path, 1, &err);
        if (got != REFUSED[i].want || s != NULL || err.code != got)
            fail_msg("%s: %s (%s)", REFUSED[i].name, sw_status_name(got),
                     err.message);
        unlink(path);
    }
    sw_person_sums *s = NULL;
    assert_int_equal(sums_of(&s, "/no/such/file", 1, NULL), SW_EIO);
}

static void weeks_count_from_the_last_of_the_file(void **state)
{
    (void)state;
    sw_person_sums *s = good_sums(HEAD "a,2024-01-15,,1,0\n"
                                       "a,2024-01-01,,1,0\n"
                                       "a,2024-01-08,,0,0\n"
                                       "a,2020-01-06,,1,0\n"
                                       "b,2020-01-06,,1,0\n"
                                       "c,2024-01-29,,0,0\n",
                                  1);
    sw_person_sum a = sw_person_sums_at(s, 0), b = sw_person_sums_at(s, 1);
    sw_person_sum c = sw_person_sums_at(s, 2);
    assert_true(a.weeks == 0x14);
    assert_int_equal(a.first_active, 18267);
    assert_int_equal(a.last_active, 19737);
    assert_true(b.weeks == 0); /* four years before */
    assert_int_equal(b.active_rows, 1);
    assert_true(c.weeks == 0);
    assert_int_equal(c.last_active, SW_DAY_NONE);
    assert_int_equal(c.last_row, 19751);
    sw_day *days;
    assert_int_equal(sw_person_sums_days(s, &days), 5);
    assert_int_equal(days[0], 18267);
    assert_int_equal(days[4], 19751);
    g_free(days);
    sw_person_sums_free(s);
}

/* Rows of a fixed seed; `quoted`: with quotes, commas and newlines in notes. */
static char *random_file(size_t rows, unsigned persons, bool quoted)
{
    GRand *rng = g_rand_new_with_seed(20241121);
    GString *t = g_string_new(HEAD);
    for (size_t i = 0; i < rows; i++) {
        char day[SW_DATE_TEXT];
        int week = g_rand_int_range(rng, 0, 30);
        unsigned who = g_rand_int(rng) % persons;
        bool odd = quoted && g_rand_int_range(rng, 0, 3) == 0;
        sw_date_format(FIRST_DAY + 7 * week - 100 * 7 * (who % 5 == 0), day);
        g_string_append_printf(
            t, "%s%08x%s%s,%s,%s,%d,", odd ? "\"" : "", who * 2654435761U,
            who % 3 ? "" : "-and-a-long-tail", odd ? "\"" : "", day,
            odd ? "\"say \"\"no\"\", or\nnot\"" : "note",
            g_rand_int_range(rng, 0, 6));
        if (g_rand_int_range(rng, 0, 50) > 0)
            g_string_append_printf(t, "%d.%0*d", g_rand_int_range(rng, 0, 900),
                                   1 + (int)(i % 6),
                                   g_rand_int_range(rng, 0, 10));
        g_string_append(t, odd ? "\r\n" : "\n");
    }
    g_rand_free(rng);
    return g_string_free(t, FALSE);
}

static void assert_same(const sw_person_sums *a, const sw_person_sums *b)
{
    assert_int_equal(sw_person_sums_size(a), sw_person_sums_size(b));
    assert_memory_equal(sw_person_sums_counts(a), sw_person_sums_counts(b),
                        sizeof(sw_rows_counts));
    for (size_t i = 0; i < sw_person_sums_size(a); i++) {
        sw_person_sum x = sw_person_sums_at(a, i), y = sw_person_sums_at(b, i);
        assert_int_equal(x.key_length, y.key_length);
        assert_memory_equal(x.key, y.key, x.key_length);
        x.key = y.key = NULL;
        assert_memory_equal(&x, &y, sizeof x);
    }
}

static void threads_change_nothing(void **state)
{
    (void)state;
    for (int quoted = 0; quoted < 2; quoted++) {
        g_autofree char *text = random_file(120000, 9000, quoted);
        sw_person_sums *one = good_sums(text, 1);
        for (int threads = 2; threads <= 4; threads += 2) {
            sw_person_sums *more = good_sums(text, threads);
            assert_same(one, more);
            sw_person_sums_free(more);
        }
        sw_person_sums_free(one);
    }
}

/* The same from the table that small files are read into. */
static GHashTable *slow_sums(const sw_table *t)
{
    GHashTable *all =
        g_hash_table_new_full(sw_hash_text, g_str_equal, NULL, g_free);
    size_t person = sw_table_find(t, "person"),
           period = sw_table_find(t, "period"),
           minutes = sw_table_find(t, "minutes");
    for (size_t i = 0; i < sw_table_rows(t); i++) {
        const char *who = sw_table_cell(t, i, person);
        double *sum = g_hash_table_lookup(all, who);
        if (sum == NULL) {
            sum = g_new0(double, 3);
            g_hash_table_insert(all, (char *)(uintptr_t)who, sum);
        }
        sw_day day;
        double x = 0;
        assert_int_equal(sw_cell_period(&day, sw_table_cell(t, i, period)),
                         SW_CELL_OK);
        if (sw_cell_number(&x, sw_table_cell(t, i, minutes), '.') != SW_CELL_OK)
            x = 0;
        sum[0]++;
        sum[day >= SPLIT ? 2 : 1] += x;
    }
    return all;
}

static void a_stream_and_a_table_agree(void **state)
{
    (void)state;
    for (int quoted = 0; quoted < 2; quoted++) {
        g_autofree char *text = random_file(20000, 700, quoted);
        sw_person_sums *s = good_sums(text, 2);
        sw_diagnostics *d = sw_diagnostics_new();
        const sw_read_request request = {.name = "usage.csv", .delimiter = ','};
        sw_table *t = sw_csv_parse(text, strlen(text), &request, d);
        assert_non_null(t);
        GHashTable *want = slow_sums(t);
        assert_int_equal(g_hash_table_size(want), sw_person_sums_size(s));
        for (size_t i = 0; i < sw_person_sums_size(s); i++) {
            sw_person_sum p = sw_person_sums_at(s, i);
            g_autofree char *key = g_strndup(p.key, p.key_length);
            const double *sum = g_hash_table_lookup(want, key);
            assert_non_null(sum);
            assert_close((double)p.rows, sum[0], 0, 0, key);
            assert_close((double)p.before[2] / 1e6, sum[1], 1e-12, 1e-9, key);
            assert_close((double)p.after[2] / 1e6, sum[2], 1e-12, 1e-9, key);
        }
        g_hash_table_unref(want);
        sw_table_free(t);
        sw_diagnostics_free(d);
        sw_person_sums_free(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_whole_millionths),
        cmocka_unit_test(files_are_read_as_they_are_written),
        cmocka_unit_test(refuses_and_leaves_output_alone),
        cmocka_unit_test(weeks_count_from_the_last_of_the_file),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(a_stream_and_a_table_agree),
    };
    return cmocka_run_group_tests_name("ingest/person_sums", tests, NULL, NULL);
}
