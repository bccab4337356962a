#define _GNU_SOURCE
#include "base/output_path.h"

#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/output_file.h"

static const char MARK[] = ".seatworth-";

enum { MOST_LINKS = 40, RANDOM = 6 };

/* Where the link `path` leads; NULL: it is none. */
static char *link_target(const char *path)
{
    g_autofree char *to = g_file_read_link(path, NULL);
    if (to == NULL || g_path_is_absolute(to))
        return g_steal_pointer(&to);
    g_autofree char *folder = g_path_get_dirname(path);
    return g_build_filename(folder, to, NULL);
}

char *sw_output_target(const char *path)
{
    char *at = g_strdup(path), *next;
    for (int i = 0; i < MOST_LINKS && (next = link_target(at)) != NULL; i++) {
        g_free(at);
        at = next;
    }
    g_autofree char *folder = g_path_get_dirname(at);
    g_autofree char *name = g_path_get_basename(at);
    char *real = realpath(folder, NULL);
    if (real == NULL || strcmp(name, ".") == 0 || strcmp(name, "/") == 0) {
        free(real);
        return at;
    }
    g_free(at);
    at = g_build_filename(real, name, NULL);
    free(real);
    return at;
}

/* ".NAME.seatworth-", with as much of the name as leaves room. */
static char *prefix_of(const char *target)
{
    g_autofree char *name = g_path_get_basename(target);
    size_t room = NAME_MAX - strlen(MARK) - RANDOM - 1;
    if (strlen(name) > room)
        name[room] = '\0';
    return g_strconcat(".", name, MARK, NULL);
}

char *sw_output_beside(const char *target)
{
    g_autofree char *folder = g_path_get_dirname(target);
    g_autofree char *prefix = prefix_of(target);
    g_autofree char *name = g_strconcat(prefix, "XXXXXX", NULL);
    return g_build_filename(folder, name, NULL);
}

char *sw_output_second_name(const char *target)
{
    char *name = sw_output_beside(target);
    int fd = g_mkstemp_full(name, O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    if (fd >= 0 && unlink(name) == 0 && link(target, name) == 0)
        return name;
    g_free(name);
    return NULL;
}

/* Whoever works on a file holds a lock on it. */
static bool is_left_behind(const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    bool left = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
                st.st_uid == geteuid() && flock(fd, LOCK_EX | LOCK_NB) == 0;
    close(fd);
    return left;
}

void sw_output_sweep(const char *target)
{
    g_autofree char *folder = g_path_get_dirname(target);
    g_autofree char *prefix = prefix_of(target);
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        if (!g_str_has_prefix(name, prefix) ||
            strlen(name) != strlen(prefix) + RANDOM)
            continue;
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (is_left_behind(path))
            g_unlink(path);
    }
    if (dir != NULL)
        g_dir_close(dir);
}

static bool is_one_inode(const char *a, const char *b)
{
    struct stat x, y;
    bool is_stdout = strcmp(b, "-") == 0;
    return stat(a, &x) == 0 &&
           (is_stdout ? fstat(STDOUT_FILENO, &y) : stat(b, &y)) == 0 &&
           !S_ISCHR(x.st_mode) && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

bool sw_output_is_same(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return false;
    if (strcmp(a, b) == 0)
        return true;
    if (strcmp(a, "-") == 0)
        return is_one_inode(b, a);
    g_autofree char *x = sw_output_target(a), *y = sw_output_target(b);
    return strcmp(x, y) == 0 || is_one_inode(a, b);
}

const char *sw_output_twice(const char *const *paths, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            if (sw_output_is_same(paths[i], paths[j]))
                return paths[i];
    return NULL;
}
