/* zip_bytes.h - zip archives and small workbooks, for the tests of reading. */
#ifndef ZIP_BYTES_H
#define ZIP_BYTES_H

#include <glib.h>
#include <glib/gstdio.h>
#include <unistd.h>
#include <zip.h>

#include "sw_test.h"

typedef struct part {
    const char *name, *text; /* name NULL: no more */
} part;

static inline void zip_add(zipFile zip, const char *name, const char *text)
{
    assert_int_equal(ZIP_OK, zipOpenNewFileInZip(zip, name, NULL, NULL, 0, NULL,
                                                 0, NULL, Z_DEFLATED, 6));
    assert_int_equal(ZIP_OK,
                     zipWriteInFileInZip(zip, text, (unsigned)strlen(text)));
    assert_int_equal(ZIP_OK, zipCloseFileInZip(zip));
}

/* The archive of these parts; the caller frees it. */
static inline char *zip_bytes(const part *parts, size_t *length)
{
    char *path = NULL, *bytes = NULL;
    int file = g_file_open_tmp("zipXXXXXX", &path, NULL);
    assert_true(file >= 0);
    close(file);
    zipFile zip = zipOpen(path, APPEND_STATUS_CREATE);
    assert_non_null(zip);
    for (size_t i = 0; parts[i].name != NULL; i++)
        zip_add(zip, parts[i].name, parts[i].text);
    assert_int_equal(ZIP_OK, zipClose(zip, NULL));
    assert_true(g_file_get_contents(path, &bytes, length, NULL));
    g_remove(path);
    g_free(path);
    return bytes;
}

#define ROOT_RELATIONS                                                         \
    "<Relationships><Relationship Id='a' Type='http://x/officeDocument' "      \
    "Target='xl/workbook.xml'/></Relationships>"
#define BOOK_RELATIONS                                                         \
    "<Relationships>"                                                          \
    "<Relationship Id='r1' Type='http://x/worksheet' "                         \
    "Target='worksheets/one.xml'/>"                                            \
    "<Relationship Id='r2' Type='http://x/worksheet' "                         \
    "Target='/xl/worksheets/two.xml'/>"                                        \
    "<Relationship Id='r3' Type='http://x/styles' Target='styles.xml'/>"       \
    "<Relationship Id='r4' Type='http://x/sharedStrings' "                     \
    "Target='strings.xml'/></Relationships>"
#define ONE_SHEET                                                              \
    "<workbook><sheets><sheet name='S' r:id='r1'/></sheets></workbook>"

/* A workbook of one or two sheets; NULL: its usual part. */
typedef struct book {
    const char *workbook, *one, *two, *styles, *strings;
} book;

static inline char *book_bytes(const book *b, size_t *length)
{
    const part parts[] = {
        {"_rels/.rels", ROOT_RELATIONS},
        {"xl/workbook.xml", b->workbook ? b->workbook : ONE_SHEET},
        {"xl/_rels/workbook.xml.rels", BOOK_RELATIONS},
        {"xl/styles.xml", b->styles ? b->styles : "<styleSheet/>"},
        {"xl/strings.xml", b->strings ? b->strings : "<sst/>"},
        {"xl/worksheets/one.xml", b->one},
        {"xl/worksheets/two.xml", b->two ? b->two : "<worksheet/>"},
        {NULL, NULL},
    };
    return zip_bytes(parts, length);
}

#endif
