#define _GNU_SOURCE /* memfd_create */
#include "base/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/output_path.h"

/* Outputs of one run: the tables of --data are many. */
enum { MOST = 64, COPY_BYTES = 64 * 1024 };

static const char STDOUT[] = "-";

/* The files of this process that a signal has to remove, and the results that
 * wait for the others: a handler can be given nothing, so they stand here. */
static struct {
    char *volatile temporary[MOST];
    sw_output waiting[MOST];
    size_t n_waiting;
    bool together;
    sw_output_review *review;
    const void *review_data;
} run;

static sw_status fail_errno(sw_error *err, const char *path, const char *what)
{
    int reason = errno;
    return sw_fail(err, SW_EIO, "%s: cannot %s: %s", path, what,
                   g_strerror(reason));
}

static void remember(char *temporary)
{
    for (size_t i = 0; i < MOST; i++)
        if (run.temporary[i] == NULL) {
            run.temporary[i] = temporary;
            return;
        }
}

static void forget(const char *temporary)
{
    for (size_t i = 0; i < MOST; i++)
        if (run.temporary[i] == temporary)
            run.temporary[i] = NULL;
}

void sw_outputs_abandon(void)
{
    for (size_t i = 0; i < MOST; i++) {
        const char *temporary = run.temporary[i];
        if (temporary != NULL)
            unlink(temporary);
    }
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

static bool close_file(sw_output *out)
{
    int fd = out->fd;
    out->fd = -1;
    return fd < 0 || close(fd) == 0;
}

/* A place in memory that has a path, for what is copied into a pipe. */
static void open_memory(sw_output *out)
{
    out->fd = memfd_create("seatworth", MFD_CLOEXEC);
    if (out->fd >= 0)
        out->temporary = g_strdup_printf("/proc/self/fd/%d", out->fd);
}

/* Another run may have swept the file away before it was locked. */
static bool is_lost(const sw_output *out)
{
    struct stat st;
    (void)flock(out->fd, LOCK_EX | LOCK_NB);
    return fstat(out->fd, &st) == 0 && st.st_nlink == 0;
}

static void open_beside(sw_output *out)
{
    sigset_t all, before;
    sigfillset(&all);
    sw_output_sweep(out->path);
    do {
        close_file(out);
        forget(out->temporary);
        g_free(out->temporary);
        out->temporary = sw_output_beside(out->path);
        /* A signal between the two would leave a file nobody remembers. */
        pthread_sigmask(SIG_BLOCK, &all, &before);
        out->fd = g_mkstemp_full(out->temporary, O_RDWR | O_CLOEXEC, 0600);
        if (out->fd >= 0)
            remember(out->temporary);
        pthread_sigmask(SIG_SETMASK, &before, NULL);
    } while (out->fd >= 0 && is_lost(out));
}

static sw_status give_up(sw_output *out, const char *path, sw_error *err)
{
    sw_status st = fail_errno(err, path, "write");
    sw_output_discard(out);
    return st;
}

sw_status sw_output_begin(sw_output *out, const char *path, sw_error *err)
{
    bool is_stdout = strcmp(path, STDOUT) == 0;
    *out = (sw_output){
        .path = is_stdout ? g_strdup(path) : sw_output_target(path), .fd = -1};
    struct stat st;
    bool exists = !is_stdout && stat(out->path, &st) == 0;
    out->is_special = is_stdout || (exists && !S_ISREG(st.st_mode));
    if (exists && S_ISDIR(st.st_mode))
        errno = EISDIR;
    else if (!is_stdout && g_file_test(out->path, G_FILE_TEST_IS_SYMLINK))
        errno = ELOOP; /* links that lead round, or too many of them */
    else if (out->is_special)
        open_memory(out);
    else
        open_beside(out);
    return out->fd < 0 ? give_up(out, path, err) : SW_OK;
}

void sw_output_discard(sw_output *out)
{
    close_file(out);
    if (out->temporary != NULL && !out->is_special)
        g_unlink(out->temporary);
    forget(out->temporary);
    g_clear_pointer(&out->temporary, g_free);
    g_clear_pointer(&out->path, g_free);
}

static sw_status copy_to_special(const sw_output *out, sw_error *err)
{
    bool is_stdout = strcmp(out->path, STDOUT) == 0;
    const char *name = is_stdout ? "standard output" : out->path;
    int fd = is_stdout ? STDOUT_FILENO : open(out->path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(err, name, "open");
    g_autofree char *bytes = g_malloc(COPY_BYTES);
    sw_status st = SW_OK;
    ssize_t n = 0;
    for (off_t at = 0; st == SW_OK; at += n) {
        n = pread(out->fd, bytes, COPY_BYTES, at);
        if (n < 0 && errno == EINTR)
            n = 0;
        else if (n < 0)
            st = fail_errno(err, name, "copy to");
        else if (n == 0)
            break;
        else
            st = write_all(fd, name, bytes, (size_t)n, err);
    }
    if (!is_stdout && close(fd) != 0 && st == SW_OK)
        st = fail_errno(err, name, "write");
    return st;
}

/* A new file gets the mode a plain open would give it; a replaced one keeps
 * its own. */
static mode_t mode_of(const sw_output *out)
{
    struct stat st;
    mode_t mask = umask(0);
    umask(mask);
    bool exists = stat(out->path, &st) == 0;
    return exists ? st.st_mode & 07777 : 0666 & ~mask;
}

/* What was at a target before: under another name, which is NULL where there
 * was nothing, or where the file system gives no second names. */
typedef struct previous {
    char *name;
    bool existed;
} previous;

static void put_back(const sw_output *out, const previous *old)
{
    if (old->name != NULL)
        (void)rename(old->name, out->path);
    else if (!old->existed)
        (void)unlink(out->path);
}

static void drop(previous *old)
{
    if (old->name != NULL)
        (void)unlink(old->name);
    g_free(old->name);
}

static void keep_previous(previous *old, const sw_output *out)
{
    old->existed = access(out->path, F_OK) == 0;
    old->name = old->existed ? sw_output_second_name(out->path) : NULL;
}

/* Renames all of out[n], or none. In here nothing takes memory, for a run
 * without memory ends at once. */
static bool rename_all(const sw_output *out, size_t n, const previous *old)
{
    size_t done = 0;
    while (done < n && rename(out[done].temporary, out[done].path) == 0)
        done++;
    int reason = errno;
    for (size_t i = 0; done < n && i < done; i++)
        put_back(&out[i], &old[i]);
    errno = reason;
    return done == n;
}

/* Two runs with the same targets replace them one after the other, or they
 * would mix. Who does not come to an end is not waited for. */
static int lock_folder(const sw_output *out)
{
    enum { TRIES = 300 };
    static const gulong PAUSE = 10 * 1000;
    g_autofree char *folder = g_path_get_dirname(out->path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (int i = 0; fd >= 0 && i < TRIES && flock(fd, LOCK_EX | LOCK_NB) != 0;
         i++)
        g_usleep(PAUSE);
    return fd;
}

static sw_status replace_all(sw_output *out, size_t n, sw_error *err)
{
    previous old[MOST];
    sigset_t all, before;
    sigfillset(&all);
    int folder = n > 0 ? lock_folder(&out[0]) : -1;
    for (size_t i = 0; i < n; i++)
        keep_previous(&old[i], &out[i]);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    bool good = rename_all(out, n, old);
    int reason = errno;
    for (size_t i = 0; i < n && good; i++) /* its owner alone until then */
        (void)chmod(out[i].path, out[i].mode);
    for (size_t i = 0; i < n; i++)
        drop(&old[i]);
    for (size_t i = 0; i < n && good; i++) {
        forget(out[i].temporary);
        g_clear_pointer(&out[i].temporary, g_free);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (folder >= 0)
        (void)close(folder);
    errno = reason;
    sw_status st = good ? SW_OK : fail_errno(err, out->path, "replace");
    for (size_t i = 0; i < n; i++)
        sw_output_discard(&out[i]);
    return st;
}

/* The bytes have to be on the disk before the name is given away. Whether they
 * are, closing tells; the lock outlives it, or another run would sweep the file
 * away while it waits for the others. */
static sw_status settle(sw_output *out, sw_error *err)
{
    out->mode = mode_of(out);
    if (fsync(out->fd) != 0)
        return fail_errno(err, out->path, "sync");
    int lock = fcntl(out->fd, F_DUPFD_CLOEXEC, 0);
    bool good = close_file(out) && lock >= 0;
    out->fd = lock;
    return good ? SW_OK : fail_errno(err, out->path, "write");
}

void sw_outputs_review(sw_output_review *review, const void *data)
{
    run.review = review;
    run.review_data = data;
}

static sw_status review_bytes(const char *name, const char *bytes,
                              size_t length, sw_error *err)
{
    return run.review == NULL
               ? SW_OK
               : run.review(name, bytes, length, run.review_data, err);
}

static sw_status review(const sw_output *out, sw_error *err)
{
    struct stat st;
    if (run.review == NULL)
        return SW_OK;
    if (fstat(out->fd, &st) != 0)
        return fail_errno(err, out->path, "read");
    size_t length = (size_t)st.st_size, at = 0;
    g_autofree char *bytes = g_malloc(length + 1);
    while (at < length) {
        ssize_t n = pread(out->fd, bytes + at, length - at, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fail_errno(err, out->path, "read");
        at += (size_t)n;
    }
    return review_bytes(out->path, bytes, length, err);
}

static sw_status give_away(sw_output *out, sw_error *err)
{
    sw_status st = review(out, err);
    if (st != SW_OK)
        return st;
    return out->is_special ? copy_to_special(out, err) : settle(out, err);
}

sw_status sw_output_commit(sw_output *out, sw_error *err)
{
    sw_status st = give_away(out, err);
    if (st != SW_OK || out->is_special) {
        sw_output_discard(out);
        return st;
    }
    if (!run.together || run.n_waiting == MOST)
        return replace_all(out, 1, err);
    run.waiting[run.n_waiting++] = *out;
    *out = (sw_output){.fd = -1};
    return SW_OK;
}

void sw_outputs_together(void)
{
    run.together = true;
}

sw_status sw_outputs_end(sw_status st, sw_error *err)
{
    if (st == SW_OK)
        st = replace_all(run.waiting, run.n_waiting, err);
    for (size_t i = 0; i < run.n_waiting; i++)
        sw_output_discard(&run.waiting[i]);
    run.n_waiting = 0;
    run.together = false;
    return st;
}

sw_status sw_output_write(const char *path, const char *text, size_t length,
                          sw_error *err)
{
    if (strcmp(path, STDOUT) == 0) {
        sw_status seen = review_bytes("standard output", text, length, err);
        return seen != SW_OK ? seen
                             : write_all(STDOUT_FILENO, "standard output", text,
                                         length, err);
    }
    sw_output out;
    sw_status st = sw_output_begin(&out, path, err);
    if (st != SW_OK)
        return st;
    st = write_all(out.fd, path, text, length, err);
    if (st == SW_OK)
        return sw_output_commit(&out, err);
    sw_output_discard(&out);
    return st;
}
