#include "ingest/xlsx.h"
#include "ingest/xlsx_reader.h"
#include "zip_bytes.h"

#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"

static const sw_read_request REQUEST = {.name = "book.xlsx"};

/* All rows as "a|b|c/d|e|f" with the row number before each. */
static char *text_of(const sw_records *r)
{
    GString *s = g_string_new(NULL);
    for (size_t i = 0; i < sw_records_count(r); i++) {
        g_string_append_printf(s, "%s%zu:", i ? "/" : "",
                               sw_records_line(r, i));
        for (size_t j = 0; j < sw_records_width(r, i); j++)
            g_string_append_printf(s, "%s%s", j ? "|" : "",
                                   sw_records_text(r, i, j));
    }
    return g_string_free(s, FALSE);
}

static const char DATES[] =
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='m/d/yy h:mm'/>"
    "<numFmt numFmtId='165' formatCode='0.00\\d'/></numFmts>"
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs>"
    "<xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/>"
    "<xf numFmtId='165'/><xf numFmtId='9'/><xf numFmtId='46'/></cellXfs>"
    "</styleSheet>";

typedef struct reads {
    const char *name;
    book book;
    const char *want;
} reads;

/* clang-format off */
static const reads READS[] = {
    {"shared strings, runs and no phonetic text",
     {.one = SHEET("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"),
      .strings = "<sst><si><t>ID</t></si><si><r><t>a</t></r><r><t xml:space='preserve'> b</t></r>"
                 "<rPh><t>no</t></rPh></si></sst>"},
     "1:ID|a b"},
    {"inline strings",
     {.one = SHEET("<row><c t='inlineStr'><is><t>x</t><rPh><t>no</t></rPh></is></c></row>")},
     "1:x"},
    {"cells and rows that are not there",
     {.one = SHEET("<row r='2'><c r='C2'><v>3</v></c></row><row r='5'><c r='A5'><v>1</v></c><c><v>2</v></c>"
                   "<c r='D5' s='1'/></row><row r='9'/>")},
     "2:||3/5:1|2"},
    {"without places",
     {.one = SHEET("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")},
     "1:1|2/2:3"},
    {"names with a prefix",
     {.one = "<x:worksheet><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"},
     "1:1"},
    {"dates by their style",
     {.styles = DATES,
      .one = SHEET("<row><c s='1'><v>46160</v></c><c s='2'><v>46160.3777777778</v></c><c s='3'><v>46160</v></c>"
                   "<c><v>46160</v></c><c s='2'><v>0.5</v></c><c s='5'><v>1.25</v></c></row>")},
     "1:2026-05-18|2026-05-18 09:04:00|46160|46160|12:00:00|30:00:00"},
    {"the leap day that never was",
     {.styles = DATES,
      .one = SHEET("<row><c s='1'><v>1</v></c><c s='1'><v>59</v></c><c s='1'><v>60</v></c><c s='1'><v>61</v></c>"
                   "<c s='1'><v>-1</v></c><c s='1'><v>2958466</v></c></row>")},
     "1:1900-01-01|1900-02-28|1900-02-29|1900-03-01|-1|2958466"},
    {"1904",
     {.styles = DATES,
      .workbook = "<workbook><workbookPr date1904='1'/><sheets><sheet name='S' r:id='r1'/></sheets></workbook>",
      .one = SHEET("<row><c s='1'><v>0</v></c><c s='1'><v>44698</v></c></row>")},
     "1:1904-01-01|2026-05-18"},
    {"percent, errors, logic and formulas",
     {.styles = DATES,
      .one = SHEET("<row><c s='4'><v>0.35</v></c><c s='4'><v>7.0000000000000007E-2</v></c><c t='b'><v>1</v></c>"
                   "<c t='b'><v>0</v></c><c t='e'><f>1/0</f><v>#DIV/0!</v></c><c t='str'><f>A1</f><v>x</v></c>"
                   "<c t='d'><v>2026-05-18T09:00:00</v></c></row>")},
     "1:35%|7%|TRUE|FALSE|#DIV/0!|x|2026-05-18T09:00:00"},
    {"numbers as short as they can be",
     {.one = SHEET("<row><c><v>0.30000000000000004</v></c><c><v>0.10000000000000001</v></c>"
                   "<c><v>118052000000</v></c><c><v>1E3</v></c><c><v>-0.5</v></c></row>")},
     "1:0.30000000000000004|0.1|118052000000|1000|-0.5"},
    {"line ends and escapes",
     {.one = SHEET("<row><c t='inlineStr'><is><t>a&#10;b_x000D_ _x005F_x0041_ &lt;</t></is></c></row>")},
     "1:a\nb\r _x0041_ <"},
    {"a cover sheet is passed over",
     {.workbook = "<workbook><sheets><sheet name='Read me' r:id='r1'/><sheet name='Data' r:id='r2'/></sheets></workbook>",
      .one = SHEET("<row r='1'><c t='inlineStr'><is><t>Our survey</t></is></c></row>"),
      .two = SHEET("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>")},
     "1:1|2/2:3|4"},
    {"a hidden sheet is not read",
     {.workbook = "<workbook><sheets><sheet name='H' state='hidden' r:id='r1'/><sheet name='V' r:id='r2'/></sheets></workbook>",
      .one = SHEET("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>1</v></c><c><v>2</v></c></row>"),
      .two = SHEET("<row><c><v>9</v></c></row>")},
     "1:9"},
};
/* clang-format on */

static void reads_cells(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(READS); i++) {
        size_t length;
        char *bytes = book_bytes(&READS[i].book, &length);
        sw_diagnostics *d = sw_diagnostics_new();
        sw_records *r = sw_xlsx_records(bytes, length, &REQUEST, d);
        if (r == NULL)
            fail_msg("%s: %s", READS[i].name, sw_diagnostics_at(d, 0)->message);
        char *got = text_of(r);
        if (strcmp(got, READS[i].want) != 0)
            fail_msg("%s: got %s", READS[i].name, got);
        g_free(got);
        g_free(bytes);
        sw_records_free(r);
        sw_diagnostics_free(d);
    }
}

static void names_formats_of_dates(void **state)
{
    static const struct {
        const char *code;
        sw_xlsx_style want;
    } rows[] = {
        {"General", SW_XLSX_PLAIN},
        {"0.00E+00", SW_XLSX_PLAIN},
        {"#,##0 \"days\"", SW_XLSX_PLAIN},
        {"[Red]0.0;[Blue]-0.0", SW_XLSX_PLAIN},
        {"_-* #,##0.00\\ [$\xE2\x82\xAC-407]_-", SW_XLSX_PLAIN},
        {"yyyy-mm-dd", SW_XLSX_DATE},
        {"[$-409]d-mmm-yy", SW_XLSX_DATE},
        {"DD.MM.YYYY hh:mm", SW_XLSX_DATE},
        {"mmm", SW_XLSX_DATE},
        {"h:mm AM/PM", SW_XLSX_TIME},
        {"[h]:mm:ss", SW_XLSX_TIME},
        {"mm:ss.0", SW_XLSX_TIME},
        {"0.0%", SW_XLSX_PERCENT},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (sw_xlsx_style_of_code(rows[i].code) != rows[i].want)
            fail_msg("%s", rows[i].code);
    assert_int_equal(sw_xlsx_style_of_number(14), SW_XLSX_DATE);
    assert_int_equal(sw_xlsx_style_of_number(22), SW_XLSX_DATE);
    assert_int_equal(sw_xlsx_style_of_number(46), SW_XLSX_TIME);
    assert_int_equal(sw_xlsx_style_of_number(10), SW_XLSX_PERCENT);
    assert_int_equal(sw_xlsx_style_of_number(13), SW_XLSX_PLAIN);
    assert_int_equal(sw_xlsx_style_of_number(23), SW_XLSX_PLAIN);
}

/* The one error is of this code. */
static void assert_refused(const char *row, const char *bytes, size_t length,
                           const char *code)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_table *t = sw_xlsx_parse(bytes, length, &REQUEST, d);
    assert_null(t);
    assert_int_equal(1, sw_diagnostics_count(d, SW_ERROR));
    for (size_t i = 0; i < sw_diagnostics_length(d); i++) {
        const sw_diagnostic *x = sw_diagnostics_at(d, i);
        if (x->severity == SW_ERROR && strcmp(x->code, code) != 0)
            fail_msg("%s: %s: %s", row, x->code, x->message);
    }
    sw_diagnostics_free(d);
}

static void refuses_bad_parts(void **state)
{
    /* clang-format off */
    static const struct {
        const char *name;
        book book;
        const char *code;
    } rows[] = {
        {"document type", {.one = "<!DOCTYPE a [<!ENTITY b 'b'>]>" SHEET("<row><c><v>1</v></c></row>")}, "broken-workbook"},
        {"entities", {.strings = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><sst><si><t>&x;</t></si></sst>",
                      .one = SHEET("<row><c t='s'><v>0</v></c></row>")}, "broken-workbook"},
        {"cut short", {.one = "<worksheet><sheetData><row><c><v>1</v></c></row>"}, "broken-workbook"},
        {"no such string", {.one = SHEET("<row><c t='s'><v>7</v></c></row>")}, "broken-workbook"},
        {"no such column", {.one = SHEET("<row><c r='ZZZZ1'><v>7</v></c></row>")}, "broken-workbook"},
        {"twice a cell", {.one = SHEET("<row><c r='B1'><v>7</v></c><c r='B1'><v>7</v></c></row>")}, "broken-workbook"},
        {"nothing in it", {.one = SHEET("")}, "empty-file"},
    };
    /* clang-format on */
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        size_t length;
        char *bytes = book_bytes(&rows[i].book, &length);
        assert_refused(rows[i].name, bytes, length, rows[i].code);
        g_free(bytes);
    }
}

/* before, n times again, after; the caller frees it. */
static char *repeated(const char *before, const char *again, size_t n,
                      const char *after)
{
    GString *s = g_string_new(before);
    for (size_t i = 0; i < n; i++)
        g_string_append(s, again);
    g_string_append(s, after);
    return g_string_free(s, FALSE);
}

#define ROW "<row><c><v>1</v></c><c><v>2</v></c></row>"
#define TABLE SHEET(ROW ROW)

/* Texts of a workbook with n of something that is limited. */
static book with_sheets(size_t n, char **text)
{
    *text = repeated("<workbook><sheets>", "<sheet name='S' r:id='r1'/>", n,
                     "</sheets></workbook>");
    return (book){.workbook = *text, .one = TABLE};
}

static book with_comments(size_t n, char **text)
{
    *text = repeated("<worksheet>", "<!--c-->", n,
                     "<sheetData>" ROW ROW "</sheetData></worksheet>");
    return (book){.one = *text};
}

static book with_instructions(size_t n, char **text)
{
    *text = repeated("<worksheet>", "<?a b?>", n,
                     "<sheetData>" ROW ROW "</sheetData></worksheet>");
    return (book){.one = *text};
}

static book with_depth(size_t n, char **text)
{
    g_autofree char *open = repeated("<sst>", "<si>", n - 1, "");
    *text = repeated(open, "</si>", n - 1, "</sst>");
    return (book){.one = TABLE, .strings = *text};
}

static book with_styles(size_t n, char **text)
{
    *text = repeated("<styleSheet><cellXfs>", "<xf numFmtId='0'/>", n,
                     "</cellXfs></styleSheet>");
    return (book){.one = TABLE, .styles = *text};
}

static void assert_read(const char *row, const char *bytes, size_t length)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_records *r = sw_xlsx_records(bytes, length, &REQUEST, d);
    if (r == NULL)
        fail_msg("%s: refused at the limit", row);
    assert_int_equal(2, sw_records_count(r));
    sw_records_free(r);
    sw_diagnostics_free(d);
}

static void reads_up_to_each_limit(void **state)
{
    static const struct {
        const char *name;
        book (*make)(size_t n, char **text);
        size_t most;
        const char *code;
    } rows[] = {
        {"sheets", with_sheets, 4096, "too-many-sheets"},
        {"comments", with_comments, 100000, "broken-workbook"},
        {"instructions", with_instructions, 100000, "broken-workbook"},
        {"depth", with_depth, 64, "broken-workbook"},
        {"styles", with_styles, 65536, "too-many-styles"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        for (size_t past = 0; past < 2; past++) {
            char *text;
            size_t length;
            const book b = rows[i].make(rows[i].most + past, &text);
            char *bytes = book_bytes(&b, &length);
            if (past == 0)
                assert_read(rows[i].name, bytes, length);
            else
                assert_refused(rows[i].name, bytes, length, rows[i].code);
            g_free(bytes);
            g_free(text);
        }
}

/* A workbook with so many parts in all, those that are not its own empty. */
static char *with_parts(size_t n, size_t *length)
{
    enum { OWN = 4 };
    GStringChunk *names = g_string_chunk_new(4096);
    part *parts = g_new0(part, n + 1);
    const part own[OWN] = {{"_rels/.rels", ROOT_RELATIONS},
                           {"xl/workbook.xml", ONE_SHEET},
                           {"xl/_rels/workbook.xml.rels",
                            "<Relationships><Relationship Id='r1' "
                            "Type='http://x/worksheet' "
                            "Target='worksheets/one.xml'/></Relationships>"},
                           {"xl/worksheets/one.xml", TABLE}};
    memcpy(parts, own, sizeof own);
    for (size_t i = OWN; i < n; i++) {
        g_autofree char *name = g_strdup_printf("x/%zu", i);
        parts[i] = (part){g_string_chunk_insert(names, name), ""};
    }
    char *bytes = zip_bytes(parts, length);
    g_free(parts);
    g_string_chunk_free(names);
    return bytes;
}

static void refuses_too_many_parts(void **state)
{
    size_t length;
    char *bytes = with_parts(SW_ZIP_MAX_PARTS, &length);
    (void)state;
    assert_read("parts", bytes, length);
    g_free(bytes);
    bytes = with_parts(SW_ZIP_MAX_PARTS + 1, &length);
    assert_refused("parts", bytes, length, "too-many-parts");
    g_free(bytes);
}

static void refuses_what_is_no_workbook(void **state)
{
    static const struct {
        part parts[3];
        const char *code;
    } rows[] = {
        {{{"xl/workbook.bin", "x"}}, "binary-workbook"},
        {{{"mimetype", "x"}, {"content.xml", "x"}}, "other-document"},
        {{{"word/document.xml", "x"}}, "other-document"},
        {{{"a.csv", "x"}, {"b.csv", "x"}}, "no-workbook"},
        {{{"photo.png", "x"}}, "no-workbook"},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        size_t length;
        char *bytes = zip_bytes(rows[i].parts, &length);
        assert_refused(rows[i].code, bytes, length, rows[i].code);
        g_free(bytes);
    }
}

static void reads_the_only_text_of_an_archive(void **state)
{
    static const part parts[] = {
        {"__MACOSX/._a.csv", "x"}, {"a.CSV", "p,q\n1,2\n"}, {NULL, NULL}};
    (void)state;
    size_t length;
    char *bytes = zip_bytes(parts, &length);
    sw_diagnostics *d = sw_diagnostics_new();
    sw_table *t = sw_xlsx_parse(bytes, length, &REQUEST, d);
    assert_non_null(t);
    assert_string_equal("2", sw_table_cell(t, 0, 1));
    sw_table_free(t);
    sw_diagnostics_free(d);
    g_free(bytes);
}

/* The flag of encryption in the archive's directory, which rules. */
static void refuses_encrypted_and_damaged(void **state)
{
    (void)state;
    size_t length;
    const book b = {.one = SHEET("<row><c><v>1</v></c><c><v>2</v></c></row>")};
    char *bytes = book_bytes(&b, &length);
    assert_refused("cut short", bytes, length / 2, "broken-archive");
    for (size_t i = 0; i + 46 < length; i++)
        if (memcmp(bytes + i, "PK\1\2", 4) == 0)
            bytes[i + 8] = (char)(bytes[i + 8] | 1);
    assert_refused("encrypted", bytes, length, "encrypted");
    for (size_t i = 0; i + 46 < length; i++)
        if (memcmp(bytes + i, "PK\1\2", 4) == 0) {
            bytes[i + 8] = (char)(bytes[i + 8] & ~1);
            bytes[i + 16] = (char)(bytes[i + 16] ^ 0x55); /* the checksum */
        }
    assert_refused("checksum", bytes, length, "broken-archive");
    g_free(bytes);
}

/* 4,097 rows with a cell in the last column each: 67 million cells. */
static void refuses_sparse_giants(void **state)
{
    (void)state;
    GString *rows = g_string_new("<worksheet><sheetData>");
    for (int i = 0; i < 4200; i++)
        g_string_append(rows, "<row><c r='XFD1'><v>1</v></c></row>");
    g_string_append(rows, "</sheetData></worksheet>");
    size_t length;
    const book b = {.one = rows->str};
    char *bytes = book_bytes(&b, &length);
    assert_refused("sparse", bytes, length, "file-too-large");
    g_string_free(rows, TRUE);
    g_free(bytes);
}

static void tells_of_formulas_without_result(void **state)
{
    (void)state;
    size_t length;
    const book b = {.one = SHEET("<row><c><v>1</v></c><c><f>A1</f><v/></c>"
                                 "</row>")};
    char *bytes = book_bytes(&b, &length);
    sw_diagnostics *d = sw_diagnostics_new();
    sw_records *r = sw_xlsx_records(bytes, length, &REQUEST, d);
    assert_non_null(r);
    assert_int_equal(1, sw_diagnostics_count(d, SW_WARNING));
    assert_string_equal("no-result", sw_diagnostics_at(d, 0)->code);
    sw_records_free(r);
    sw_diagnostics_free(d);
    g_free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_cells),
        cmocka_unit_test(names_formats_of_dates),
        cmocka_unit_test(refuses_bad_parts),
        cmocka_unit_test(reads_up_to_each_limit),
        cmocka_unit_test(refuses_too_many_parts),
        cmocka_unit_test(refuses_what_is_no_workbook),
        cmocka_unit_test(reads_the_only_text_of_an_archive),
        cmocka_unit_test(refuses_encrypted_and_damaged),
        cmocka_unit_test(refuses_sparse_giants),
        cmocka_unit_test(tells_of_formulas_without_result),
    };
    return cmocka_run_group_tests_name("ingest/xlsx", tests, NULL, NULL);
}
