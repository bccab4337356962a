/* The built-in templates: what is there, and that threads may be the first. */
#include "ingest/template.h"

#include <stdbool.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sw_test.h"

enum { PROCESSES = 20, THREADS = 4 };

static gint waiting;

static void reads_by_name(void **state)
{
    (void)state;
    sw_error err = {0};
    GBytes *bytes = sw_template_read("defaults.json", NULL, &err);
    assert_non_null(bytes);
    assert_true(g_bytes_get_size(bytes) > 100);
    g_bytes_unref(bytes);
    assert_null(sw_template_read("nothing.json", NULL, &err));
    assert_int_equal(err.code, SW_EIO);
}

/* All threads are there before the first reads. */
static gpointer read_at_once(gpointer unused)
{
    (void)unused;
    g_atomic_int_add(&waiting, -1);
    while (g_atomic_int_get(&waiting) > 0)
        ;
    GBytes *bytes = sw_template_read("defaults.json", NULL, NULL);
    bool good = bytes != NULL;
    g_bytes_unref(bytes);
    return GINT_TO_POINTER(good);
}

static bool all_read(void)
{
    GThread *threads[THREADS];
    bool good = true;
    waiting = THREADS;
    for (size_t i = 0; i < THREADS; i++)
        threads[i] = g_thread_new("reader", read_at_once, NULL);
    for (size_t i = 0; i < THREADS; i++)
        good = g_thread_join(threads[i]) != NULL && good;
    return good;
}

/* In processes of their own, as a resource is made at its first use. */
static void threads_may_be_the_first(void **state)
{
    (void)state;
    for (size_t i = 0; i < PROCESSES; i++) {
        int status = -1;
        pid_t child = fork();
        if (child == 0)
            _exit(all_read() ? EXIT_SUCCESS : EXIT_FAILURE);
        assert_true(child > 0);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(status, 0);
    }
}

int main(void)
{
    /* The threads come first: what was read before would be there for them. */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_may_be_the_first),
        cmocka_unit_test(reads_by_name)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
