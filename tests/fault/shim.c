/*
 * shim.c - one call of the C library fails, by LD_PRELOAD.
 *
 * FAULT=kind:n[:errno] lets the n-th call of that kind fail. FAULT_STACKS=1
 * writes, at the end, the number of the first allocation of every distinct
 * call stack of FAULT_STACKS frames, so that each place that allocates is tried
 * once. FAULT=clock:0 makes every clock jump to and fro.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <stdarg.h>
#include <time.h>
#include <unistd.h>

enum { DEEP = 16, SLOTS = 1 << 16 };

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

static char kind[16];
static long wanted, calls;
static int reason = EIO, lists, inside, deep = DEEP;
static uint64_t seen[SLOTS];
static long first[SLOTS];

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static void note_stack(void)
{
    void *at[DEEP];
    if (inside)
        return;
    inside = 1;
    int n = backtrace(at, deep);
    uint64_t hash = 0x9e3779b97f4a7c15u;
    for (int i = 2; i < n; i++)
        hash = (hash ^ (uintptr_t)at[i]) * 0x100000001b3u;
    hash |= 1;
    size_t k = hash % SLOTS;
    while (seen[k] != 0 && seen[k] != hash)
        k = (k + 1) % SLOTS;
    if (seen[k] == 0) {
        seen[k] = hash;
        first[k] = calls;
    }
    inside = 0;
}

static int hit(const char *name)
{
    if (strcmp(kind, name) != 0 || inside)
        return 0;
    long call = __atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED);
    if (lists)
        note_stack();
    if (call != wanted)
        return 0;
    errno = reason;
    return 1;
}

void *malloc(size_t n)
{
    return hit("malloc") ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
    return hit("malloc") ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
    return hit("malloc") ? NULL : __libc_realloc(p, n);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    if (fd != STDERR_FILENO && hit("write"))
        return -1;
    if (fd != STDERR_FILENO && n > 1 && hit("short"))
        n /= 2;
    return NEXT(write)(fd, bytes, n);
}

int fsync(int fd)
{
    return hit("fsync") ? -1 : NEXT(fsync)(fd);
}

int rename(const char *from, const char *to)
{
    return hit("rename") ? -1 : NEXT(rename)(from, to);
}

int link(const char *from, const char *to)
{
    return hit("link") ? -1 : NEXT(link)(from, to);
}

int close(int fd)
{
    int result = NEXT(close)(fd);
    return hit("close") ? -1 : result;
}

int fclose(FILE *f)
{
    int result = NEXT(fclose)(f);
    return hit("fclose") ? EOF : result;
}

size_t fwrite(const void *bytes, size_t size, size_t n, FILE *f)
{
    int ours = f != stderr && f != stdout;
    return ours && hit("fwrite") ? 0 : NEXT(fwrite)(bytes, size, n, f);
}

size_t fread(void *bytes, size_t size, size_t n, FILE *f)
{
    return hit("fread") ? 0 : NEXT(fread)(bytes, size, n, f);
}

/* Opens for writing alone: what cannot be read is another matter. */
static int open_any(int (*next)(const char *, int, ...), const char *path,
                    int flags, mode_t mode)
{
    if ((flags & O_ACCMODE) != O_RDONLY && hit("open"))
        return -1;
    return next(path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    return open_any(NEXT(open), path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    return open_any(NEXT(open64), path, flags, mode);
}

FILE *fopen64(const char *path, const char *mode)
{
    return mode[0] != 'r' && hit("fopen") ? NULL : NEXT(fopen64)(path, mode);
}

FILE *fopen(const char *path, const char *mode)
{
    return mode[0] != 'r' && hit("fopen") ? NULL : NEXT(fopen)(path, mode);
}

FILE *fopencookie(void *cookie, const char *mode, cookie_io_functions_t how)
{
    return hit("cookie") ? NULL : NEXT(fopencookie)(cookie, mode, how);
}

/* Years to and fro, another at each look. */
static time_t jump(void)
{
    static long looks;
    long n = __atomic_add_fetch(&looks, 1, __ATOMIC_RELAXED);
    return strcmp(kind, "clock") == 0 ? (n % 7 - 3) * 100000000L : 0;
}

int clock_gettime(clockid_t which, struct timespec *at)
{
    int result = NEXT(clock_gettime)(which, at);
    at->tv_sec += jump();
    return result;
}

time_t time(time_t *at)
{
    time_t now = NEXT(time)(NULL) + jump();
    if (at != NULL)
        *at = now;
    return now;
}

__attribute__((constructor)) static void begin(void)
{
    const char *fault = getenv("FAULT");
    void *at[1];
    inside = 1;
    const char *frames = getenv("FAULT_STACKS");
    lists = frames != NULL;
    if (lists && atoi(frames) > 2 && atoi(frames) < DEEP)
        deep = atoi(frames);
    (void)backtrace(at, 1); /* loads the unwinder */
    inside = 0;
    if (fault != NULL)
        sscanf(fault, "%15[a-z]:%ld:%d", kind, &wanted, &reason);
}

__attribute__((destructor)) static void end(void)
{
    if (getenv("FAULT_COUNT") != NULL)
        dprintf(STDERR_FILENO, "calls %ld\n", calls);
    kind[0] = '\0';
    for (size_t k = 0; lists && k < SLOTS; k++)
        if (seen[k] != 0)
            dprintf(STDERR_FILENO, "first %ld\n", first[k]);
}
