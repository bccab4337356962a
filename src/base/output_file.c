#include "base/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static sw_status fail_errno(sw_error *err, const char *path, const char *what)
{
    int reason = errno;
    return sw_fail(err, SW_EIO, "%s: cannot %s: %s", path, what,
                   g_strerror(reason));
}

/* True if something that is no regular file answers to this path. */
static bool is_special(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && !S_ISREG(st.st_mode);
}

static sw_status write_all(int fd, const char *path, const char *text,
                           size_t length, sw_error *err)
{
    while (length > 0) {
        ssize_t n = write(fd, text, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail_errno(err, path, "write");
        text += n;
        length -= (size_t)n;
    }
    return SW_OK;
}

static sw_status write_special(const char *path, const char *text,
                               size_t length, sw_error *err)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(err, path, "open");
    sw_status st = write_all(fd, path, text, length, err);
    if (close(fd) != 0 && st == SW_OK)
        st = fail_errno(err, path, "write");
    return st;
}

/* The file a symbolic link leads to is replaced, not the link. */
static char *resolved(const char *path)
{
    char *real = realpath(path, NULL);
    char *copy = g_strdup(real == NULL ? path : real);
    free(real);
    return copy;
}

sw_status sw_output_begin(sw_output *out, const char *path, sw_error *err)
{
    *out = (sw_output){.path = resolved(path)};
    if (is_special(path) && !g_file_test(path, G_FILE_TEST_IS_DIR))
        out->temporary =
            g_build_filename(g_get_tmp_dir(), "seatworth-XXXXXX", NULL);
    else
        out->temporary = g_strdup_printf("%s.XXXXXX", out->path);
    int fd = g_file_test(path, G_FILE_TEST_IS_DIR)
                 ? (errno = EISDIR, -1)
                 : g_mkstemp_full(out->temporary, O_RDWR | O_CLOEXEC, 0666);
    if (fd < 0) {
        sw_status st = fail_errno(err, path, "write");
        g_clear_pointer(&out->temporary, g_free);
        g_clear_pointer(&out->path, g_free);
        return st;
    }
    close(fd);
    return SW_OK;
}

void sw_output_discard(sw_output *out)
{
    if (out->temporary != NULL)
        g_unlink(out->temporary);
    g_clear_pointer(&out->temporary, g_free);
    g_clear_pointer(&out->path, g_free);
}

static sw_status copy_to_special(const sw_output *out, sw_error *err)
{
    g_autofree char *text = NULL;
    gsize length;
    if (!g_file_get_contents(out->temporary, &text, &length, NULL))
        return fail_errno(err, out->temporary, "read");
    return write_special(out->path, text, length, err);
}

static sw_status sync_file(const char *path, sw_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(err, path, "open");
    sw_status st = fsync(fd) == 0 ? SW_OK : fail_errno(err, path, "sync");
    close(fd);
    return st;
}

/* A new file gets the mode a plain open would give it; a replaced one keeps
 * its own. */
static void copy_mode(const sw_output *out)
{
    struct stat st;
    if (stat(out->path, &st) == 0)
        (void)chmod(out->temporary, st.st_mode & 07777);
}

sw_status sw_output_commit(sw_output *out, sw_error *err)
{
    sw_status st;
    if (is_special(out->path)) {
        st = copy_to_special(out, err);
        sw_output_discard(out);
        return st;
    }
    copy_mode(out);
    st = sync_file(out->temporary, err);
    if (st == SW_OK && g_rename(out->temporary, out->path) != 0)
        st = fail_errno(err, out->path, "replace");
    if (st == SW_OK)
        g_clear_pointer(&out->temporary, g_free);
    sw_output_discard(out);
    return st;
}

sw_status sw_output_write(const char *path, const char *text, size_t length,
                          sw_error *err)
{
    if (strcmp(path, "-") == 0)
        return write_all(STDOUT_FILENO, "standard output", text, length, err);
    if (is_special(path) && !g_file_test(path, G_FILE_TEST_IS_DIR))
        return write_special(path, text, length, err);
    sw_output out;
    sw_status st = sw_output_begin(&out, path, err);
    if (st != SW_OK)
        return st;
    int fd = open(out.temporary, O_WRONLY | O_TRUNC | O_CLOEXEC);
    if (fd < 0)
        st = fail_errno(err, path, "write");
    else {
        st = write_all(fd, path, text, length, err);
        if (close(fd) != 0 && st == SW_OK)
            st = fail_errno(err, path, "write");
    }
    if (st == SW_OK)
        return sw_output_commit(&out, err);
    sw_output_discard(&out);
    return st;
}
