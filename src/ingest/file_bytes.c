#include "ingest/file_bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/gunzip.h"

enum { FIRST_BLOCK = 64 * 1024 };

static bool fail(sw_diagnostics *d, const char *name, const char *code,
                 const char *remedy, const char *why)
{
    sw_diagnose(d, SW_ERROR, code, (sw_place){.file = name}, remedy, "%s", why);
    return false;
}

static bool is_handed_over(const char *path)
{
    static const char FOLDER[] = "/dev/fd/";
    return g_str_has_prefix(path, FOLDER) &&
           g_ascii_strtoull(path + strlen(FOLDER), NULL, 10) > STDERR_FILENO;
}

FILE *sw_file_open(const char *path)
{
    struct stat st;
    bool handed = is_handed_over(path);
    int fd = open(path, O_RDONLY | O_CLOEXEC | (handed ? 0 : O_NONBLOCK));
    if (fd < 0)
        return NULL;
    bool good = fstat(fd, &st) == 0 && (S_ISREG(st.st_mode) || handed);
    FILE *f = good ? fdopen(fd, "rb") : NULL;
    if (f != NULL)
        return f;
    close(fd);
    errno = good ? errno : EINVAL;
    return NULL;
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

/* What a gzip file holds in its place; the bytes are taken over. */
static bool unpack(char **bytes, size_t *length, const char *name, size_t max,
                   sw_diagnostics *d)
{
    static const char *const WHY[] = {
        [SW_GUNZIP_CUT] = "the gzip file is cut off",
        [SW_GUNZIP_BAD] = "the gzip file is damaged",
        [SW_GUNZIP_LARGE] = "the gzip file holds more than may be read",
        [SW_GUNZIP_MEMORY] = "there is no memory to unpack it"};
    char *packed = *bytes;
    sw_gunzip_status status = sw_gunzip(bytes, length, packed, *length, max);
    g_free(packed);
    if (status != SW_GUNZIP_OK)
        return fail(d, name, "unreadable-file", "copy or pack it again",
                    WHY[status]);
    if (*length > 0)
        return true;
    g_free(*bytes);
    return fail(d, name, "empty-file", NULL, "the file is empty");
}

bool sw_file_bytes(char **bytes, size_t *length, const char *path,
                   const char *name, size_t max, sw_diagnostics *d)
{
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return fail(d, name, "unreadable-file", "name a file in it",
                    "this is a folder, not a file");
    FILE *f = sw_file_open(path);
    if (f == NULL && errno == EINVAL)
        return fail(d, name, "unreadable-file", "copy it to a file",
                    "this is a pipe or a device, not a file");
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
        return !sw_is_gzip(all, n) || unpack(bytes, length, name, max, d);
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
