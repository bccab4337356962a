/*
 * stats_validity.c - how often 95 % intervals hold the truth, how often tests
 * at 5 % reject it, whether p is uniform and standard errors are right.
 *
 * usage: stats [--quick | RUNS]
 * --quick prints TAP of the gated cells for 2,000 runs each (500 with
 * resampling), each gate widened to 4 standard errors; otherwise a table of all
 * cells for RUNS (10,000), a fifth of them with resampling.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stats_validity.h"

enum {
    QUICK_RUNS = 2000,
    QUICK_RESAMPLING_RUNS = 500,
    FULL_RUNS = 10000,
    RESAMPLING_SHARE = 5, /* the full study: a fifth of the runs */
    SEED = 20240607,
    STREAM = 100 /* the consumers of base/random.h end before */
};

typedef struct summary {
    size_t runs, refused;
    double coverage, rejected, uniformity; /* NaN: not measured */
    double se_ratio, bias;
} summary;

static const char *const kind_names[] = {
    [VALIDITY_CORRECT] = "correct",
    [VALIDITY_ROBUST] = "robust",
    [VALIDITY_CONSERVATIVE] = "conservative",
    [VALIDITY_MISSPECIFIED] = "misspecified",
};

/* Each run has a stream of its own, so threads change nothing. */
static void simulate(const validity_cell *cell, size_t index, validity_run *run,
                     bool *done, size_t runs)
{
#pragma omp parallel for schedule(dynamic, 16)
    for (size_t i = 0; i < runs; i++) {
        sw_random r;
        sw_random_init(&r, SEED, ((uint64_t)(STREAM + index) << 32) + i);
        done[i] = cell->simulate(&run[i], &r);
    }
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Kolmogorov's distance of sorted p from the uniform. */
static double distance(const double *p, size_t n)
{
    double largest = 0.0;
    for (size_t i = 0; i < n; i++) {
        double below = p[i] - (double)i / (double)n;
        double above = (double)(i + 1) / (double)n - p[i];
        largest = fmax(largest, fmax(below, above));
    }
    return largest;
}

static void summarise_p(summary *s, const validity_run *run, const bool *done,
                        double *p)
{
    size_t n = 0, rejected = 0;
    for (size_t i = 0; i < s->runs; i++) {
        if (!done[i] || isnan(run[i].p))
            continue;
        rejected += run[i].p <= 1.0 - validity_level;
        p[n++] = run[i].p;
    }
    qsort(p, n, sizeof *p, compare);
    s->rejected = n > 0 ? (double)rejected / (double)n : NAN;
    s->uniformity = n > 0 ? distance(p, n) : NAN;
}

static void summarise(summary *s, const validity_run *run, const bool *done)
{
    size_t n = 0, with_interval = 0, covered = 0;
    double se = 0.0, sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < s->runs; i++) {
        if (!done[i])
            continue;
        const validity_run *x = &run[i];
        double error = x->estimate - x->truth;
        n++;
        se += x->se;
        sum += error;
        squares += error * error;
        if (isnan(x->lower))
            continue;
        with_interval++;
        covered += x->lower <= x->truth && x->truth <= x->upper;
    }
    s->refused = s->runs - n;
    s->coverage =
        with_interval > 0 ? (double)covered / (double)with_interval : NAN;
    s->bias = sum / (double)n;
    double variance = squares / (double)n - s->bias * s->bias;
    s->se_ratio = se / (double)n / sqrt(variance);
}

static summary measure(const validity_cell *cell, size_t index, size_t runs)
{
    summary s = {.runs = runs};
    validity_run *run = calloc(runs, sizeof *run);
    bool *done = calloc(runs, sizeof *done);
    double *p = calloc(runs, sizeof *p);
    if (run == NULL || done == NULL || p == NULL) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    simulate(cell, index, run, done, runs);
    summarise(&s, run, done);
    summarise_p(&s, run, done, p);
    free(run);
    free(done);
    free(p);
    return s;
}

/* The widest miss that is let pass; below 10,000 runs chance decides. */
static double tolerance(double planned, size_t runs)
{
    double by_chance = 4.0 * sqrt(0.95 * 0.05 / (double)runs);
    return runs >= FULL_RUNS ? planned : fmax(planned, by_chance);
}

static bool lies_between(double x, double low, double high)
{
    return isnan(x) || (x >= low && x <= high);
}

/* At most one data set in a hundred may be refused, or the rest is a choice. */
static bool passes(const validity_cell *cell, const summary *s)
{
    double slack = tolerance(0.0, s->runs), near = tolerance(0.01, s->runs);
    bool answered = s->refused * 100 <= s->runs;
    switch (cell->kind) {
    case VALIDITY_CORRECT:
        return answered &&
               lies_between(s->coverage, 0.95 - near, 0.95 + near) &&
               lies_between(s->rejected, 0.05 - near, 0.05 + near);
    case VALIDITY_ROBUST:
        return answered && lies_between(s->coverage, 0.93 - slack, 1.0) &&
               lies_between(s->rejected, 0.0, 0.07 + slack);
    case VALIDITY_CONSERVATIVE:
        return answered && lies_between(s->coverage, 0.94 - slack, 1.0) &&
               lies_between(s->rejected, 0.0, 0.06 + slack);
    case VALIDITY_MISSPECIFIED:
        break;
    }
    return true;
}

static const char *gate_text(validity_kind kind)
{
    switch (kind) {
    case VALIDITY_CORRECT:
        return ".94 to .96";
    case VALIDITY_ROBUST:
        return ".93 to 1";
    case VALIDITY_CONSERVATIVE:
        return ".94 to 1";
    case VALIDITY_MISSPECIFIED:
        break;
    }
    return "none";
}

static void print_number(double x, int digits)
{
    if (isnan(x))
        printf(" |");
    else
        printf(" %.*f |", digits, x);
}

static void print_row(const validity_cell *cell, const summary *s, bool passed)
{
    printf("| %s | %s | %s | %zu |", cell->name, kind_names[cell->kind],
           cell->size, s->runs);
    print_number(s->coverage, 4);
    print_number(s->rejected, 4);
    print_number(s->uniformity, 4);
    print_number(s->se_ratio, 3);
    print_number(s->bias, 4);
    const char *verdict = passed ? "yes" : "**no**";
    printf(" %zu | %s | %s |\n", s->refused, gate_text(cell->kind),
           cell->kind == VALIDITY_MISSPECIFIED ? "" : verdict);
    fflush(stdout);
}

static void print_head(void)
{
    puts("| cell | kind | n | runs | coverage | type I | KS of p | SE ratio "
         "| bias | refused | gate | passed |\n"
         "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: "
         "| --- | --- |");
}

static void print_tap(const validity_cell *cell, const summary *s, bool passed,
                      size_t number)
{
    printf("%s %zu - %s (%s, n %s): coverage %.4f, type I %.4f, SE ratio %.3f, "
           "refused %zu\n",
           passed ? "ok" : "not ok", number, cell->name, kind_names[cell->kind],
           cell->size, s->coverage, s->rejected, s->se_ratio, s->refused);
    fflush(stdout);
}

static size_t runs_of(const validity_cell *cell, bool quick, size_t full)
{
    if (quick)
        return cell->resampling ? QUICK_RESAMPLING_RUNS : QUICK_RUNS;
    return cell->resampling ? full / RESAMPLING_SHARE : full;
}

int main(int argc, char **argv)
{
    const validity_cell *const family[] = {
        validity_means,    validity_ranks,  validity_regressions,
        validity_clusters, validity_models, validity_intervals,
        validity_pools};
    bool quick = argc > 1 && strcmp(argv[1], "--quick") == 0;
    long full = argc > 1 && !quick ? strtol(argv[1], NULL, 10) : FULL_RUNS;
    if (full < QUICK_RESAMPLING_RUNS) {
        fputs("usage: stats [--quick | RUNS], RUNS at least 500\n", stderr);
        return 2;
    }
    size_t number = 0, printed = 0, failed = 0;
    if (!quick)
        print_head();
    for (size_t f = 0; f < sizeof family / sizeof *family; f++)
        for (const validity_cell *c = family[f]; c->name != NULL; c++) {
            size_t index = number++;
            if (quick && c->kind == VALIDITY_MISSPECIFIED)
                continue;
            summary s = measure(c, index, runs_of(c, quick, (size_t)full));
            bool passed = passes(c, &s);
            failed += !passed;
            printed++;
            if (quick)
                print_tap(c, &s, passed, printed);
            else
                print_row(c, &s, passed);
        }
    if (quick)
        printf("1..%zu\n", printed);
    return failed > 0;
}
