/*
 * guard.c - failures that libraries do not report end the run here.
 *
 * GSL, libxlsxwriter, GLib, OpenMP and the C library go on after an allocation
 * that failed in ways of their own: another figure, a hole in a sheet, a
 * crash. The program therefore stands before their allocator and their
 * streams. What fails ends the run: temporary files are removed, no result is
 * replaced, and the exit code says why. Our own code reports SW_ENOMEM where
 * it stands in a library without this file.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/output_file.h"
#include "cli/options.h"

/* Sanitizers have an allocator of their own. */
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

#define VISIBLE __attribute__((visibility("default")))

/* What answers before the next in line is known. */
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

typedef int thread_start(pthread_t *, const pthread_attr_t *, void *(*)(void *),
                         void *);

static struct {
    void *(*allocate)(size_t);
    void *(*clear)(size_t, size_t);
    void *(*grow)(void *, size_t);
    size_t (*put)(const void *, size_t, size_t, FILE *);
    thread_start *start;
} next = {
    .allocate = __libc_malloc, .clear = __libc_calloc, .grow = __libc_realloc};

static void end(const char *text, int code)
{
    sw_outputs_abandon();
    ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
    (void)ignored;
    _exit(code);
}

static void end_without_memory(void)
{
    end("seatworth: error: out of memory\n", SW_EXIT_DEFECT);
}

/* ISO C has no conversion from an object's pointer to a function's. */
static bool find(void *function, size_t size, const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (found != NULL)
        memcpy(function, &found, size);
    return found != NULL;
}

__attribute__((constructor)) static void find_next(void)
{
    find(&next.allocate, sizeof next.allocate, "malloc");
    find(&next.clear, sizeof next.clear, "calloc");
    find(&next.grow, sizeof next.grow, "realloc");
    if (!find(&next.put, sizeof next.put, "fwrite") ||
        !find(&next.start, sizeof next.start, "pthread_create"))
        end("seatworth: error: the C library is not whole\n", SW_EXIT_DEFECT);
}

VISIBLE void *malloc(size_t size)
{
    void *p = next.allocate(size);
    if (p == NULL)
        end_without_memory();
    return p;
}

VISIBLE void *calloc(size_t n, size_t size)
{
    void *p = next.clear(n, size);
    if (p == NULL)
        end_without_memory();
    return p;
}

VISIBLE void *realloc(void *old, size_t size)
{
    void *p = next.grow(old, size);
    if (p == NULL && size > 0)
        end_without_memory();
    return p;
}

VISIBLE size_t fwrite(const void *bytes, size_t size, size_t n, FILE *f)
{
    if (next.put == NULL)
        find_next();
    size_t put = next.put(bytes, size, n, f);
    if (put < n && f != stdout && f != stderr)
        end("seatworth: error: a part of a result cannot be written\n",
            SW_EXIT_OUTPUT);
    return put;
}

VISIBLE int pthread_create(pthread_t *thread, const pthread_attr_t *how,
                           void *(*run)(void *), void *data)
{
    if (next.start == NULL)
        find_next();
    int failure = next.start(thread, how, run, data);
    if (failure != 0)
        end("seatworth: error: no thread can be started\n", SW_EXIT_DEFECT);
    return failure;
}

#endif
