/* A workbook whose parts were cut short, which libxlsxwriter does not report
 * when the temporary folder is full, is refused. */
#include "report/workbook_check.h"
#include "report/workbook_memory.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include <zip.h>

#include "sw_test.h"

static const char XML[] = "<?xml version=\"1.0\"?>\n";

/* A zip file of one part; returns its path, which the caller frees. */
static char *zip_of(const char *text)
{
    char *path = NULL;
    int fd = g_file_open_tmp("sw-check-XXXXXX", &path, NULL);
    assert_true(fd >= 0);
    close(fd);
    zipFile zip = zipOpen64(path, APPEND_STATUS_CREATE);
    assert_non_null(zip);
    assert_int_equal(zipOpenNewFileInZip64(zip, "xl/part.xml", NULL, NULL, 0,
                                           NULL, 0, NULL, Z_DEFLATED, 6, 0),
                     ZIP_OK);
    assert_int_equal(zipWriteInFileInZip(zip, text, (unsigned)strlen(text)),
                     ZIP_OK);
    assert_int_equal(zipCloseFileInZip(zip), ZIP_OK);
    assert_int_equal(zipClose(zip, NULL), ZIP_OK);
    return path;
}

static void tells_whole_parts_from_cut_ones(void **state)
{
    static const struct {
        const char *text;
        sw_status want;
    } row[] = {
        {"<a><b/></a>", SW_OK},
        {"<a x=\"1\"><b/></a>\n", SW_OK},
        {"<a x=\"1\"/>", SW_OK},
        {"<a><b/>", SW_EIO},
        {"<a><b></b>", SW_EIO},
        {"<a><b", SW_EIO},
        {"<a><aa></aa>", SW_EIO},
        {"<a>text", SW_EIO},
        {"", SW_EIO},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(row); i++) {
        char *text = g_strconcat(XML, row[i].text, NULL);
        char *path = zip_of(text);
        sw_error err = {0};
        sw_status got = sw_workbook_check(path, &err);
        if (got != row[i].want)
            print_error("%s\n", row[i].text);
        assert_int_equal(got, row[i].want);
        assert_true((got == SW_OK) == (err.message[0] == '\0'));
        g_remove(path);
        g_free(path);
        g_free(text);
    }
}

static void finds_a_part_longer_than_a_chunk(void **state)
{
    (void)state;
    GString *text = g_string_new("<rows>");
    for (int i = 0; i < 40000; i++)
        g_string_append_printf(text, "<r>%d</r>", i);
    char *cut = zip_of(text->str);
    g_string_append(text, "</rows>");
    char *whole = zip_of(text->str);
    assert_int_equal(sw_workbook_check(cut, NULL), SW_EIO);
    assert_int_equal(sw_workbook_check(whole, NULL), SW_OK);
    g_remove(cut);
    g_remove(whole);
    g_free(cut);
    g_free(whole);
    g_string_free(text, TRUE);
}

static void refuses_damaged_files(void **state)
{
    (void)state;
    char *path = zip_of("<a><b/></a>"), *bytes;
    size_t n;
    assert_true(g_file_get_contents(path, &bytes, &n, NULL));
    bytes[45] ^= 1; /* in the compressed part */
    assert_true(g_file_set_contents(path, bytes, (gssize)n, NULL));
    assert_int_equal(sw_workbook_check(path, NULL), SW_EIO);
    assert_true(g_file_set_contents(path, bytes, (gssize)n / 2, NULL));
    assert_int_equal(sw_workbook_check(path, NULL), SW_EIO);
    g_remove(path);
    assert_int_equal(sw_workbook_check(path, NULL), SW_EIO);
    g_free(bytes);
    g_free(path);
}

/* What libxlsxwriter would write: a stream, then the same text in the zip. */
static void mean(const char *text)
{
    FILE *f = lxw_tmpfile(NULL);
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static void finds_cells_that_were_meant_and_are_missing(void **state)
{
    static const struct {
        const char *meant, *written;
        sw_status want;
    } row[] = {
        {"<a><c>1</c><c>2</c></a>", "<a><c>1</c><c>2</c></a>", SW_OK},
        {"<a><c>1</c><c>2</c></a>", "<a><c>1</c></a>", SW_EIO},
        {"<a><c>1</c><c>2</c></a>", "<a><c>1</c><c>3</c></a>", SW_EIO},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(row); i++) {
        char *path = zip_of(row[i].written);
        sw_parts_begin();
        mean(row[i].meant);
        assert_int_equal(sw_workbook_check(path, NULL), row[i].want);
        g_remove(path);
        g_free(path);
    }
    sw_parts_begin();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_whole_parts_from_cut_ones),
        cmocka_unit_test(finds_a_part_longer_than_a_chunk),
        cmocka_unit_test(refuses_damaged_files),
        cmocka_unit_test(finds_cells_that_were_meant_and_are_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
