/*
 * frozen_case.h - data sets with their reference values, and how far we are
 * from them.
 *
 * A file holds, by tabs:  dataset NAME | column NAME VALUES | ref KEY VALUES,
 * values by blanks, NA for NaN. It is made by a script under tests/reference.
 */
#ifndef SW_TEST_FROZEN_CASE_H
#define SW_TEST_FROZEN_CASE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sw_test.h"

enum { FROZEN_COLUMNS = 24, FROZEN_REFS = 96, FROZEN_METHODS = 48 };

typedef struct frozen_values {
    char name[48];
    double *v;
    size_t n;
} frozen_values;

typedef struct frozen {
    char name[48];
    frozen_values column[FROZEN_COLUMNS], ref[FROZEN_REFS];
    size_t columns, refs;
} frozen;

static inline void frozen_clear(frozen *f)
{
    for (size_t i = 0; i < f->columns; i++)
        free(f->column[i].v);
    for (size_t i = 0; i < f->refs; i++)
        free(f->ref[i].v);
    *f = (frozen){0};
}

static inline frozen_values frozen_parse(const char *name, char *text)
{
    frozen_values out = {.v = calloc(strlen(text) / 2 + 2, sizeof(double))};
    assert_non_null(out.v);
    snprintf(out.name, sizeof out.name, "%s", name);
    for (char *word = strtok(text, " \n"); word; word = strtok(NULL, " \n")) {
        char *end;
        out.v[out.n++] = strcmp(word, "NA") == 0 ? NAN : strtod(word, &end);
    }
    return out;
}

/* Calls `check` for every data set of the file; returns how many there were. */
static inline size_t frozen_each(const char *path,
                                 void (*check)(const frozen *f, void *ctx),
                                 void *ctx)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        fail_msg("%s: cannot be opened", path);
    static frozen f; /* too large for some stacks */
    char *line = NULL;
    size_t size = 0, count = 0;
    while (getline(&line, &size, file) > 0) {
        char *kind = line, *name = strchr(line, '\t');
        if (line[0] == '#' || name == NULL)
            continue;
        *name++ = '\0';
        char *values = strchr(name, '\t');
        if (values != NULL)
            *values++ = '\0';
        name[strcspn(name, "\n")] = '\0';
        if (strcmp(kind, "dataset") == 0) {
            if (count++ > 0)
                check(&f, ctx);
            frozen_clear(&f);
            snprintf(f.name, sizeof f.name, "%s", name);
        } else if (strcmp(kind, "column") == 0) {
            assert_true(f.columns < FROZEN_COLUMNS && values != NULL);
            f.column[f.columns++] = frozen_parse(name, values);
        } else {
            assert_true(f.refs < FROZEN_REFS && values != NULL);
            f.ref[f.refs++] = frozen_parse(name, values);
        }
    }
    if (count > 0)
        check(&f, ctx);
    frozen_clear(&f);
    free(line);
    fclose(file);
    return count;
}

/* NULL where the data set has none of this name. */
static inline const frozen_values *frozen_column(const frozen *f,
                                                 const char *name)
{
    for (size_t i = 0; i < f->columns; i++)
        if (strcmp(f->column[i].name, name) == 0)
            return &f->column[i];
    return NULL;
}

static inline const frozen_values *frozen_ref(const frozen *f, const char *key)
{
    for (size_t i = 0; i < f->refs; i++)
        if (strcmp(f->ref[i].name, key) == 0)
            return &f->ref[i];
    return NULL;
}

/* The largest error of each method. */
typedef struct accuracy {
    struct {
        char method[48];
        size_t datasets;
        double worst, tolerance;
        char where[48];
    } row[FROZEN_METHODS];
    size_t n;
} accuracy;

/* One more figure: |got - want| over max(|want|, floor). NaN only matches NaN;
 * beyond the tolerance the test fails. */
static inline void accuracy_check(accuracy *a, const char *method,
                                  const frozen *f, const char *key, double got,
                                  double want, double floor_, double tolerance)
{
    double error = fabs(got - want) / fmax(fabs(want), floor_);
    if (isnan(want) && isnan(got))
        error = 0.0;
    if (isinf(want) && isinf(got) && (want > 0.0) == (got > 0.0))
        error = 0.0;
    if (!(fabs(got - want) > 0.0) && !isnan(got) && !isnan(want))
        error = 0.0;
    if (!(error <= tolerance))
        fail_msg("%s, %s, %s: got %.17g, want %.17g, error %.3g above %.3g",
                 method, f->name, key, got, want, error, tolerance);
    size_t i = 0;
    while (i < a->n && strcmp(a->row[i].method, method) != 0)
        i++;
    assert_true(i < FROZEN_METHODS);
    if (i == a->n) {
        snprintf(a->row[i].method, sizeof a->row[i].method, "%s", method);
        a->n++;
    }
    if (strcmp(a->row[i].where, f->name) != 0) {
        snprintf(a->row[i].where, sizeof a->row[i].where, "%s", f->name);
        a->row[i].datasets++;
    }
    a->row[i].worst = fmax(a->row[i].worst, error);
    a->row[i].tolerance = fmax(a->row[i].tolerance, tolerance);
}

/* build/accuracy/FAMILY.tsv: method, data sets, largest error, tolerance. */
static inline void accuracy_write(const accuracy *a, const char *family)
{
    char path[96];
    mkdir("build", 0777);
    mkdir("build/accuracy", 0777);
    snprintf(path, sizeof path, "build/accuracy/%s.tsv", family);
    FILE *file = fopen(path, "w");
    if (file == NULL)
        fail_msg("%s: cannot be written", path);
    for (size_t i = 0; i < a->n; i++)
        fprintf(file, "%s\t%zu\t%.1e\t%.0e\n", a->row[i].method,
                a->row[i].datasets, a->row[i].worst, a->row[i].tolerance);
    assert_int_equal(0, fclose(file));
}

#endif
