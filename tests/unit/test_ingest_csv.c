/* CSV as people export it: dialects, lines, rejects and refusals. */
#include "ingest/csv_reader.h"

#include <glib.h>
#include <string.h>

#include "sw_test.h"

static sw_table *parse(const char *text, size_t length, sw_diagnostics *d)
{
    const sw_read_request request = {.name = "t.csv"};
    return sw_csv_parse(text, length, &request, d);
}

typedef struct table_row {
    const char *name, *text;
    char delimiter;
    const char *cells; /* of all rows, joined by | and / */
    const char *lines; /* of the rows */
    size_t rejected;
} table_row;

static const table_row tables[] = {
    {"plain", "a,b\n1,2\n3,4\n", ',', "1|2/3|4", "2 3", 0},
    {"no last newline", "a,b\n1,2", ',', "1|2", "2", 0},
    {"crlf", "a;b\r\n1;2\r\n", ';', "1|2", "2", 0},
    {"lone cr", "a,b\r1,2\r3,4", ',', "1|2/3|4", "2 3", 0},
    {"tab", "a\tb\n1\t\n", '\t', "1|", "2", 0},
    {"pipe", "a|b\n1|2\n", '|', "1|2", "2", 0},
    {"decimal commas", "a;b\n1,5;2,5\n3,5;4,5\n", ';', "1,5|2,5/3,5|4,5", "2 3",
     0},
    {"delimiter in quotes", "a;b\n\"x,y,z\";1\n\"p,q,r\";2\n", ';',
     "x,y,z|1/p,q,r|2", "2 3", 0},
    {"sep line", "sep=;\na;b\n1,5;2\n", ';', "1,5|2", "3", 0},
    {"quoted sep line", "\"sep=|\"\r\na|b\r\n1|2\r\n", '|', "1|2", "3", 0},
    {"bom and quoted header", "\xEF\xBB\xBF\"a\",b\n1,2\n", ',', "1|2", "2", 0},
    {"quoted newline", "a,b\n\"x\ny\",2\n3,4\n", ',', "x\ny|2/3|4", "2 4", 0},
    {"quoted crlf", "a,b\r\n\"x\r\ny\",2\r\n3,4\r\n", ',', "x\r\ny|2/3|4",
     "2 4", 0},
    {"blank lines", "\n\na,b\n\n1,2\n  \n\n3,4\n\n", ',', "1|2/3|4", "5 8", 0},
    {"blank line in quotes", "a,b\n\"x\n\ny\",2\n3,4\n", ',', "x\n\ny|2/3|4",
     "2 5", 0},
    {"doubled quote", "a,b\n\"say \"\"hi\"\"\",2\n", ',', "say \"hi\"|2", "2",
     0},
    {"trimmed",
     "a,b\n  1 ,\"  2 \"\n\xC2\xA0"
     "3,4\n",
     ',', "1|2/3|4", "2 3", 0},
    {"short and long rows", "a,b\n1\n1,2,3\n4,5\n", ',', "1|/4|5", "2 4", 1},
    {"too many cells, all empty", "a,b\n1,2,,\n", ',', "1|2", "2", 0},
    {"nameless empty column", "a,b,\n1,2,\n", ',', "1|2", "2", 0},
    {"end of file sign", "a,b\n1,2\n\x1A", ',', "1|2", "2", 0},
    {"control character", "a,b\n1,2\x02\n3,4\n", ',', "3|4", "3", 1},
    {"lines quoted whole", "\"a,b\"\n\"1,\"\"x, y\"\"\"\n", ',', "1|x, y", "2",
     0},
    {"stray quote", "a,b\n1,5\" screen\n3,4\n", ',', "1|5\" screen/3|4", "2 3",
     0},
    {"stray quote in a row too long", "a,b\n1,5\" x,z\n3,4\n", ',', "3|4", "3",
     1},
    {"lost quote", "a,b\n\"1,2\n3,4\n5,\"x\"\n7,8\n", ',', "3|4/5|x/7|8",
     "3 4 5", 1},
    {"empty rows", "a,b\n1,2\n,\n , \n3,4\n", ',', "1|2/3|4", "2 5", 0},
    {"one column", "a\n1\n2\n", ',', "1/2", "2 3", 0}};

static char *all_cells(const sw_table *t)
{
    GString *s = g_string_new(NULL);
    for (size_t i = 0; i < sw_table_rows(t); i++)
        for (size_t j = 0; j < sw_table_columns(t); j++)
            g_string_append_printf(s, "%s%s",
                                   j > 0   ? "|"
                                   : i > 0 ? "/"
                                           : "",
                                   sw_table_cell(t, i, j));
    return g_string_free(s, FALSE);
}

static char *all_lines(const sw_table *t)
{
    GString *s = g_string_new(NULL);
    for (size_t i = 0; i < sw_table_rows(t); i++)
        g_string_append_printf(s, "%s%zu", i > 0 ? " " : "",
                               sw_table_line(t, i));
    return g_string_free(s, FALSE);
}

static void reads_cells_and_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(tables); i++) {
        const table_row *r = &tables[i];
        sw_diagnostics *d = sw_diagnostics_new();
        sw_table *t = parse(r->text, strlen(r->text), d);
        if (t == NULL)
            fail_msg("%s: %s", r->name, sw_diagnostics_at(d, 0)->message);
        g_autofree char *cells = all_cells(t);
        g_autofree char *lines = all_lines(t);
        if (strcmp(cells, r->cells) != 0 || strcmp(lines, r->lines) != 0 ||
            sw_table_source(t)->delimiter != r->delimiter ||
            sw_table_n_rejected(t) != r->rejected)
            fail_msg("%s: %s at %s by %c, %zu rejected", r->name, cells, lines,
                     sw_table_source(t)->delimiter, sw_table_n_rejected(t));
        assert_int_equal(sw_table_find(t, "A"), 0);
        sw_table_free(t);
        sw_diagnostics_free(d);
    }
}

typedef struct refusal {
    const char *text;
    size_t length; /* 0: strlen */
    const char *code;
    size_t line;
    const char *phrase;
} refusal;

static const refusal refusals[] = {
    {"", 0, "empty-file", 0, "no text"},
    {"\n \n", 0, "empty-file", 0, "no text"},
    {"a,b\n", 0, "no-rows", 0, "has a header but no rows"},
    {"a,b\n1,2,3\n", 0, "ragged-row", 2, "the row has 3 cells, the header 2"},
    {"a;b,c\n1;2,3\n", 0, "ambiguous-delimiter", 1, "equally well"},
    {"a,b\n1,2\n3,\"x\n4,5\n", 0, "unterminated-quote", 3, "never closes"},
    {"a,b\n\"x\ny\",\"z\n4\n", 0, "unterminated-quote", 3, "never closes"},
    {"a,b\"c\n1,2\n", 0, "stray-quote", 1, "within a header"},
    {"PK\3\4xx", 0, "not-a-table", 0, "xlsx"},
    {"\xD0\xCF\x11\xE0\xA1", 0, "not-a-table", 0, "xls"},
    {"a,b\n1,2\0\n", 9, "control-character", 2, "NUL"},
    {"<!DOCTYPE html><p>", 0, "not-a-table", 1, "web page"},
    {"  {\"a\": 1}", 0, "not-a-table", 1, "JSON"},
    {"a,b\n\x81,\xe9\n", 0, "bad-encoding", 2, "no UTF-8 or Windows-1252"}};

static void refuses_what_is_no_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(refusals); i++) {
        const refusal *r = &refusals[i];
        sw_diagnostics *d = sw_diagnostics_new();
        size_t n = r->length > 0 ? r->length : strlen(r->text);
        assert_null(parse(r->text, n, d));
        const sw_diagnostic *x = sw_diagnostics_at(d, 0);
        if (x->severity != SW_ERROR || strcmp(x->code, r->code) != 0 ||
            x->line != r->line || strstr(x->message, r->phrase) == NULL)
            fail_msg("%zu: %s, line %zu: %s", i, x->code, x->line, x->message);
        sw_diagnostics_free(d);
    }
}

static void rejects_name_line_and_counts(void **state)
{
    (void)state;
    sw_diagnostics *d = sw_diagnostics_new();
    const char *text = "a,b\n1,2\n\n3,4,5\n\"x\ny\",1,2\n";
    sw_table *t = parse(text, strlen(text), d);
    const sw_diagnostics *r = sw_table_rejects(t);
    assert_int_equal(sw_diagnostics_length(r), 2);
    assert_int_equal(sw_diagnostics_at(r, 0)->line, 4);
    assert_int_equal(sw_diagnostics_at(r, 1)->line, 5);
    assert_string_equal(sw_diagnostics_at(r, 1)->message,
                        "the row has 3 cells, the header 2");
    sw_table_reject(t, 5, 2, "bad-value", "and another reason");
    assert_int_equal(sw_table_n_rejected(t), 2);
    sw_table_free(t);
    sw_diagnostics_free(d);
}

static void duplicate_headers_are_numbered(void **state)
{
    (void)state;
    sw_diagnostics *d = sw_diagnostics_new();
    const char *text = "Seat From,seat_from,,SEAT-FROM\n1,2,3,4\n";
    sw_table *t = parse(text, strlen(text), d);
    assert_string_equal(sw_table_header(t, 1), "seat_from#2");
    assert_string_equal(sw_table_header(t, 2), "(column 3)");
    assert_string_equal(sw_table_header(t, 3), "SEAT-FROM#3");
    assert_int_equal(sw_diagnostics_count(d, SW_WARNING), 2);
    assert_int_equal(sw_table_find(t, " seat  from"), 0);
    assert_int_equal(sw_table_find(t, "person"), SIZE_MAX);
    sw_table_rename(t, 0, "person");
    assert_int_equal(sw_table_find(t, "Person"), 0);
    assert_int_equal(sw_table_find(t, "seat from"), SIZE_MAX);
    sw_table_free(t);
    sw_diagnostics_free(d);
}

static void windows_1252_is_read_with_a_note(void **state)
{
    (void)state;
    sw_diagnostics *d = sw_diagnostics_new();
    const char *text = "name,price\nJos\xe9,\x80 5\n";
    sw_table *t = parse(text, strlen(text), d);
    assert_string_equal(sw_table_cell(t, 0, 0), "José");
    assert_string_equal(sw_table_cell(t, 0, 1), "€ 5");
    assert_string_equal(sw_table_source(t)->encoding, "windows-1252");
    assert_int_equal(sw_diagnostics_count(d, SW_NOTE), 1);
    assert_int_equal(sw_diagnostics_at(d, 0)->line, 2);
    sw_table_free(t);
    sw_diagnostics_free(d);
}

typedef struct wide_text {
    const char *name, *bytes;
    size_t length;
    const char *encoding;
} wide_text;

static const wide_text wide_texts[] = {
    {"marked, little end first",
     "\xFF\xFE"
     "a\0,\0b\0\n\0\xFC\0,\0\x31\0\n\0",
     18, "utf-16le"},
    {"marked, big end first",
     "\xFE\xFF"
     "\0a\0,\0b\0\n\0\xFC\0,\0\x31\0\n",
     18, "utf-16be"},
    {"unmarked, little end first", "a\0,\0b\0\n\0\xFC\0,\0\x31\0\n\0", 16,
     "utf-16le"},
    {"unmarked, big end first", "\0a\0,\0b\0\n\0\xFC\0,\0\x31\0\n", 16,
     "utf-16be"}};

static void utf_16_is_told_by_its_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(wide_texts); i++) {
        const wide_text *w = &wide_texts[i];
        sw_diagnostics *d = sw_diagnostics_new();
        sw_table *t = parse(w->bytes, w->length, d);
        if (t == NULL)
            fail_msg("%s: %s", w->name, sw_diagnostics_at(d, 0)->message);
        assert_string_equal(sw_table_header(t, 0), "a");
        assert_string_equal(sw_table_cell(t, 0, 0), "ü");
        assert_string_equal(sw_table_source(t)->encoding, w->encoding);
        sw_table_free(t);
        sw_diagnostics_free(d);
    }
}

static void text_encoded_twice_is_said_and_undone(void **state)
{
    (void)state;
    sw_diagnostics *d = sw_diagnostics_new();
    const char *text = "a,b\nx,1\nSÃ¼d â€“ RenÃ©,2\n";
    sw_table *t = parse(text, strlen(text), d);
    assert_string_equal(sw_diagnostics_at(d, 0)->code, "double-encoded");
    assert_int_equal(sw_diagnostics_at(d, 0)->line, 3);
    sw_table_free(t);
    const sw_read_request r = {.name = "t.csv", .encoding = "utf-8-twice"};
    t = sw_csv_parse(text, strlen(text), &r, d);
    assert_string_equal(sw_table_cell(t, 1, 0), "Süd – René");
    assert_string_equal(sw_table_cell(t, 0, 0), "x");
    sw_table_free(t);
    sw_diagnostics_free(d);
}

static void accents_alone_are_no_double_encoding(void **state)
{
    (void)state;
    sw_diagnostics *d = sw_diagnostics_new();
    const char *text = "a,b\nÂngela Ãvila,1\nSüd,2\n";
    sw_table *t = parse(text, strlen(text), d);
    assert_int_equal(sw_diagnostics_length(d), 0);
    sw_table_free(t);
    sw_diagnostics_free(d);
}

static void the_request_wins_over_the_bytes(void **state)
{
    (void)state;
    sw_diagnostics *d = sw_diagnostics_new();
    const sw_read_request r = {.name = "t.csv",
                               .encoding = "iso-8859-15",
                               .delimiter = ',',
                               .skip_rows = 2};
    const char *text = "Report;x\n\na;b,c\n\xa4,2\n";
    sw_table *t = sw_csv_parse(text, strlen(text), &r, d);
    assert_string_equal(sw_table_header(t, 0), "a;b");
    assert_string_equal(sw_table_cell(t, 0, 0), "€");
    assert_int_equal(sw_table_source(t)->header_row, 3);
    assert_int_equal(sw_table_line(t, 0), 4);
    sw_table_free(t);
    sw_diagnostics_free(d);
}

/* printf 'a,b\n1,2\n' | sha256sum */
static void the_bytes_are_hashed(void **state)
{
    (void)state;
    sw_diagnostics *d = sw_diagnostics_new();
    sw_table *t = parse("a,b\n1,2\n", 8, d);
    assert_string_equal(
        sw_table_source(t)->sha256,
        "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470");
    sw_table_free(t);
    sw_diagnostics_free(d);
}

static void a_cell_is_no_megabyte(void **state)
{
    (void)state;
    sw_diagnostics *d = sw_diagnostics_new();
    GString *s = g_string_new("a,b\n1,2\n3,\"");
    for (int i = 0; i < 200000; i++)
        g_string_append(s, "1234567\n");
    g_string_append(s, "\"\n");
    assert_null(parse(s->str, s->len, d));
    assert_string_equal(sw_diagnostics_at(d, 0)->code, "cell-too-large");
    assert_int_equal(sw_diagnostics_at(d, 0)->line, 3);
    g_string_free(s, TRUE);
    sw_diagnostics_free(d);
}

static void too_many_columns_are_refused(void **state)
{
    (void)state;
    sw_diagnostics *d = sw_diagnostics_new();
    GString *s = g_string_new("a");
    for (int i = 0; i < SW_CSV_MAX_COLUMNS; i++)
        g_string_append(s, ",b");
    g_string_append(s, "\n1\n");
    assert_null(parse(s->str, s->len, d));
    assert_string_equal(sw_diagnostics_at(d, 0)->code, "too-many-columns");
    g_string_free(s, TRUE);
    sw_diagnostics_free(d);
}

static void missing_files_are_errors(void **state)
{
    (void)state;
    static const char *const paths[] = {"/nonexistent/x.csv", "tests",
                                        "/dev/null"};
    for (size_t i = 0; i < COUNT(paths); i++) {
        sw_diagnostics *d = sw_diagnostics_new();
        const sw_read_request r = {.path = paths[i]};
        assert_null(sw_csv_read(&r, d));
        assert_int_equal(sw_diagnostics_count(d, SW_ERROR), 1);
        assert_string_equal(sw_diagnostics_at(d, 0)->file, paths[i]);
        sw_diagnostics_free(d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_cells_and_lines),
        cmocka_unit_test(refuses_what_is_no_table),
        cmocka_unit_test(rejects_name_line_and_counts),
        cmocka_unit_test(duplicate_headers_are_numbered),
        cmocka_unit_test(windows_1252_is_read_with_a_note),
        cmocka_unit_test(utf_16_is_told_by_its_bytes),
        cmocka_unit_test(text_encoded_twice_is_said_and_undone),
        cmocka_unit_test(accents_alone_are_no_double_encoding),
        cmocka_unit_test(the_request_wins_over_the_bytes),
        cmocka_unit_test(the_bytes_are_hashed),
        cmocka_unit_test(a_cell_is_no_megabyte),
        cmocka_unit_test(too_many_columns_are_refused),
        cmocka_unit_test(missing_files_are_errors)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
