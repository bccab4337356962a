#include "ingest/file_bytes.h"

#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>

enum { FIRST_BLOCK = 64 * 1024 };

static bool fail(sw_diagnostics *d, const char *name, const char *code,
                 const char *remedy, const char *why)
{
    sw_diagnose(d, SW_ERROR, code, (sw_place){.file = name}, remedy, "%s", why);
    return false;
}

/* Reads to the end or one byte past `max`; sizes are not asked for beforehand,
 * because a pipe has none. */
static char *read_all(FILE *f, size_t max, size_t *length)
{
    size_t size = FIRST_BLOCK, n = 0;
    char *bytes = g_malloc(size + 1);
    while (n <= max) {
        if (n == size) {
            size = size > max ? size : 2 * size;
            size = MIN(size, max + 1);
            bytes = g_realloc(bytes, size + 1);
        }
        size_t got = fread(bytes + n, 1, size - n, f);
        n += got;
        if (got == 0)
            break;
    }
    bytes[n] = '\0';
    *length = n;
    return bytes;
}

bool sw_file_bytes(char **bytes, size_t *length, const char *path,
                   const char *name, size_t max, sw_diagnostics *d)
{
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return fail(d, name, "unreadable-file", "name a file in it",
                    "this is a folder, not a file");
    FILE *f = g_fopen(path, "rb");
    if (f == NULL) {
        g_autofree char *why =
            g_strdup_printf("cannot be opened: %s", g_strerror(errno));
        return fail(d, name, "unreadable-file", "check the name and the folder",
                    why);
    }
    errno = 0;
    size_t n = 0;
    char *all = read_all(f, max, &n);
    bool broken = ferror(f) != 0;
    int reason = errno;
    fclose(f);
    if (!broken && n > 0 && n <= max) {
        *bytes = all;
        *length = n;
        return true;
    }
    g_free(all);
    if (broken) {
        g_autofree char *why =
            g_strdup_printf("cannot be read: %s", g_strerror(reason));
        return fail(d, name, "unreadable-file", NULL, why);
    }
    if (n == 0)
        return fail(d, name, "empty-file", NULL, "the file is empty");
    g_autofree char *why =
        g_strdup_printf("the file holds more than %zu bytes", max);
    return fail(d, name, "file-too-large", "split it", why);
}
