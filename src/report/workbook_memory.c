/*
 * workbook_memory.c - the parts of a workbook are written in memory.
 *
 * libxlsxwriter 1.1.4 writes each part to a temporary file and looks at no
 * result of doing so: one write that fails leaves a hole, and the workbook
 * opens. Its own function for such files, lxw_tmpfile, is defined here in its
 * place: a stream in memory cannot be full, and leaves nothing behind. Lengths
 * and checksums are kept, to be found again in the file on the disk.
 *
 * It knows hidden sheets and none that a reader cannot bring back by the menu:
 * the part that lists the sheets says so here, before it is read again.
 */
#define _GNU_SOURCE /* fopencookie */
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>
#include <zlib.h>

#include "report/workbook_memory.h"

#include "ingest/result_file.h"

enum { FIRST = 16 * 1024 };

typedef struct part {
    char *bytes;
    size_t length, size, at;
} part;

static ssize_t read_part(void *cookie, char *out, size_t n)
{
    part *p = cookie;
    size_t left = p->at < p->length ? p->length - p->at : 0;
    n = MIN(n, left);
    memcpy(out, p->bytes + p->at, n);
    p->at += n;
    return (ssize_t)n;
}

static ssize_t write_part(void *cookie, const char *bytes, size_t n)
{
    part *p = cookie;
    while (p->at + n > p->size) {
        p->size = MAX(2 * p->size, (size_t)FIRST);
        p->bytes = g_realloc(p->bytes, p->size);
    }
    if (p->at > p->length)
        memset(p->bytes + p->length, 0, p->at - p->length);
    memcpy(p->bytes + p->at, bytes, n);
    p->at += n;
    p->length = MAX(p->length, p->at);
    return (ssize_t)n;
}

/* Where `word` ends in the part behind `from`; 0: it is not there. */
static size_t find_end(const part *p, size_t from, const char *word)
{
    size_t n = strlen(word);
    const char *at = memmem(p->bytes + from, p->length - from, word, n);
    return at == NULL ? 0 : (size_t)(at - p->bytes) + n;
}

static void hide_well(part *p)
{
    static const char LIST[] = "<sheets>", STATE[] = " state=\"",
                      VERY[] = "veryHidden\"", HIDDEN[] = "hidden\"";
    size_t list = find_end(p, 0, LIST);
    size_t sheet =
        list == 0 ? 0 : find_end(p, list, "\"" SW_EMBEDDED_SHEET "\"");
    size_t state = sheet == 0 ? 0 : find_end(p, sheet, STATE);
    size_t longer = strlen(VERY) - strlen(HIDDEN);
    if (state == 0 || state + strlen(HIDDEN) > p->length ||
        memcmp(p->bytes + state, HIDDEN, strlen(HIDDEN)) != 0)
        return;
    p->bytes = g_realloc(p->bytes, p->length + longer);
    p->size = p->length + longer;
    memmove(p->bytes + state + longer, p->bytes + state, p->length - state);
    memcpy(p->bytes + state, VERY, strlen(VERY));
    p->length += longer;
}

static int seek_part(void *cookie, off64_t *offset, int whence)
{
    part *p = cookie;
    size_t from = whence == SEEK_SET   ? 0
                  : whence == SEEK_CUR ? p->at
                                       : p->length;
    off64_t at = (off64_t)from + *offset;
    if (at < 0)
        return -1;
    if (at == 0 && p->length > 0)
        hide_well(p);
    p->at = (size_t)at;
    *offset = at;
    return 0;
}

typedef struct meant {
    uint64_t length;
    uint32_t checksum;
} meant;

static GArray *parts; /* of meant; one workbook is written at a time */

void sw_parts_begin(void)
{
    g_clear_pointer(&parts, g_array_unref);
    parts = g_array_new(FALSE, FALSE, sizeof(meant));
}

void sw_parts_found(uint64_t length, uint32_t checksum)
{
    for (guint i = 0; parts != NULL && i < parts->len; i++) {
        const meant *m = &g_array_index(parts, meant, i);
        if (m->length == length && m->checksum == checksum) {
            g_array_remove_index_fast(parts, i);
            return;
        }
    }
}

size_t sw_parts_missing(void)
{
    return parts != NULL ? parts->len : 0;
}

static int close_part(void *cookie)
{
    part *p = cookie;
    meant m = {p->length,
               (uint32_t)crc32_z(0, (const Bytef *)p->bytes, p->length)};
    if (parts != NULL)
        g_array_append_val(parts, m);
    g_free(p->bytes);
    g_free(p);
    return 0;
}

__attribute__((visibility("default"))) FILE *lxw_tmpfile(char *folder)
{
    (void)folder;
    static const cookie_io_functions_t memory = {read_part, write_part,
                                                 seek_part, close_part};
    part *p = g_new0(part, 1);
    FILE *f = fopencookie(p, "w+b", memory);
    if (f == NULL)
        close_part(p);
    return f;
}
