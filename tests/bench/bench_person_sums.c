/*
 * bench_person_sums.c - the speed of sums by person, beside a peer's.
 *
 *   bench_person_sums FILE THREADS [LIBDUCKDB]
 *
 * Runs each once and prints one line: processor seconds, peak MiB, persons and
 * the sum over all of them, which have to agree. The peer is told the names
 * and types of the columns, so that it need not look for them.
 */
#include <dlfcn.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "ingest/person_sums.h"

enum { SPLIT = 19723 + 13 * 7 }; /* 2024-04-01 */

typedef struct answer {
    double persons, rows, active, before, after;
} answer;

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double wall_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int sum_own(answer *out, const char *path, int threads)
{
    sw_person_sums *s;
    sw_error err = {0};
    const sw_sums_request request = {.path = path,
                                     .name = path,
                                     .delimiter = ',',
                                     .person = "person",
                                     .period = "period",
                                     .value = {"minutes"},
                                     .split = SPLIT,
                                     .threads = threads};
    if (sw_person_sums_read(&s, &request, &err) != SW_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    __extension__ __int128 before = 0, after = 0;
    out->persons = (double)sw_person_sums_size(s);
    for (size_t i = 0; i < sw_person_sums_size(s); i++) {
        sw_person_sum p = sw_person_sums_at(s, i);
        out->rows += p.rows;
        out->active += p.active_rows;
        before += p.before[0];
        after += p.after[0];
    }
    out->before = (double)before / 1e6;
    out->after = (double)after / 1e6;
    sw_person_sums_free(s);
    return 0;
}

/* The part of DuckDB's C interface that is used (duckdb.h, 1.5). */
typedef struct duck_result {
    uint64_t a, b, c;
    void *columns;
    char *message;
    void *internal;
} duck_result;

typedef struct duck {
    int (*open)(const char *, void **);
    int (*connect)(void *, void **);
    int (*query)(void *, const char *, duck_result *);
    const char *(*error)(duck_result *);
    double (*value_double)(duck_result *, uint64_t, uint64_t);
    void (*destroy_result)(duck_result *);
    void (*disconnect)(void **);
    void (*close)(void **);
} duck;

static int load(duck *d, const char *library)
{
    void *so = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    static const char *const names[] = {
        "duckdb_open",         "duckdb_connect",      "duckdb_query",
        "duckdb_result_error", "duckdb_value_double", "duckdb_destroy_result",
        "duckdb_disconnect",   "duckdb_close"};
    void *at[8];
    for (int i = 0; i < 8; i++)
        if (so == NULL || (at[i] = dlsym(so, names[i])) == NULL) {
            fprintf(stderr, "%s\n", dlerror());
            return 1;
        }
    memcpy(d, at, sizeof at);
    return 0;
}

static char *statement(const char *path)
{
    static char sql[2048];
    const char *columns =
        strstr(path, "quoted") != NULL
            ? "'person':'VARCHAR','period':'DATE','note':'VARCHAR',"
              "'minutes':'DOUBLE'"
            : "'person':'VARCHAR','period':'DATE','team':'VARCHAR',"
              "'active_days':'DOUBLE','actions':'DOUBLE','minutes':'DOUBLE'";
    snprintf(
        sql, sizeof sql,
        "SELECT count(*)::DOUBLE, sum(n)::DOUBLE, sum(a)::DOUBLE, sum(b), "
        "sum(c), count(f)::DOUBLE, count(l)::DOUBLE FROM (SELECT person, "
        "count(*) AS n, count(*) FILTER (WHERE minutes > 0) AS a, "
        "coalesce(sum(minutes) FILTER (WHERE period < DATE '2024-04-01'), 0) "
        "AS b, coalesce(sum(minutes) FILTER (WHERE period >= DATE "
        "'2024-04-01'), 0) AS c, min(period) FILTER (WHERE minutes > 0) AS f, "
        "max(period) FILTER (WHERE minutes > 0) AS l FROM read_csv('%s', "
        "header=true, delim=',', quote='\"', escape='\"', auto_detect=false, "
        "strict_mode=false, columns={%s}) GROUP BY person)",
        path, columns);
    return sql;
}

static int ask(const duck *d, void *connection, const char *sql, answer *out)
{
    duck_result r;
    int bad = d->query(connection, sql, &r);
    if (bad)
        fprintf(stderr, "%s\n", d->error(&r));
    else if (out != NULL)
        *out = (answer){d->value_double(&r, 0, 0), d->value_double(&r, 1, 0),
                        d->value_double(&r, 2, 0), d->value_double(&r, 3, 0),
                        d->value_double(&r, 4, 0)};
    d->destroy_result(&r);
    return bad;
}

static int sum_peer(answer *out, const char *path, int threads,
                    const char *library)
{
    duck d;
    void *database, *connection;
    char set[64];
    if (load(&d, library) != 0 || d.open(NULL, &database) != 0 ||
        d.connect(database, &connection) != 0)
        return 1;
    snprintf(set, sizeof set, "SET threads=%d", threads);
    int bad = ask(&d, connection, set, NULL) ||
              ask(&d, connection, statement(path), out);
    d.disconnect(&connection);
    d.close(&database);
    return bad;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    int threads = atoi(argv[2]);
    answer a = {0};
    double cpu = cpu_seconds(), wall = wall_seconds();
    int bad = argc > 3 ? sum_peer(&a, argv[1], threads, argv[3])
                       : sum_own(&a, argv[1], threads);
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    printf("%.3f %.3f %.0f %.0f/%.0f/%.0f/%.2f/%.2f\n", cpu_seconds() - cpu,
           wall_seconds() - wall, (double)use.ru_maxrss / 1024, a.persons,
           a.rows, a.active, a.before, a.after);
    return bad;
}
