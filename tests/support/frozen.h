/*
 * frozen.h - data sets with R's answers (tests/reference/frozen.R), and the
 * largest error of each method for build/accuracy.
 */
#ifndef SW_TEST_FROZEN_H
#define SW_TEST_FROZEN_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sw_test.h"

enum { FROZEN_FIELDS = 32 };

typedef struct frozen_field {
    char name[32];
    double *v;
    size_t n;
} frozen_field;

/* One data set. */
typedef struct frozen {
    char method[32], name[32];
    frozen_field field[FROZEN_FIELDS];
    size_t fields;
} frozen;

static inline void frozen_clear(frozen *f)
{
    for (size_t i = 0; i < f->fields; i++)
        free(f->field[i].v);
    *f = (frozen){0};
}

static inline void frozen_take(frozen *f, const char *line)
{
    frozen_field *at = &f->field[f->fields++];
    assert_true(f->fields <= FROZEN_FIELDS);
    const char *tab = strchr(line, '\t');
    assert_non_null(tab);
    snprintf(at->name, sizeof at->name, "%.*s", (int)(tab - line), line);
    at->v = calloc(strlen(tab) / 2 + 1, sizeof *at->v);
    assert_non_null(at->v);
    for (char *end = NULL;; tab = end) {
        double x = strtod(tab, &end);
        if (end == tab)
            break;
        at->v[at->n++] = x;
    }
}

/* Runs test(f, ctx) for each set of a method; returns how many there were. */
static inline size_t frozen_each(const char *path, const char *method,
                                 void (*test)(const frozen *f, void *ctx),
                                 void *ctx)
{
    FILE *in = fopen(path, "r");
    char *line = NULL;
    size_t room = 0, count = 0;
    frozen f = {0};
    assert_non_null(in);
    for (;;) {
        bool more = getline(&line, &room, in) >= 0;
        if (!more || strncmp(line, "set\t", 4) == 0) {
            if (f.fields > 0 && strcmp(f.method, method) == 0) {
                test(&f, ctx);
                count++;
            }
            frozen_clear(&f);
        }
        if (!more)
            break;
        if (strncmp(line, "set\t", 4) == 0)
            assert_int_equal(
                2, sscanf(line, "set\t%31s\t%31s", f.method, f.name));
        else if (line[0] != '#')
            frozen_take(&f, line);
    }
    free(line);
    fclose(in);
    return count;
}

static inline const frozen_field *frozen_get(const frozen *f, const char *name)
{
    for (size_t i = 0; i < f->fields; i++)
        if (strcmp(f->field[i].name, name) == 0)
            return &f->field[i];
    fail_msg("%s %s has no %s", f->method, f->name, name);
    return NULL;
}

static inline const double *frozen_v(const frozen *f, const char *name)
{
    return frozen_get(f, name)->v;
}

static inline size_t *frozen_labels(const frozen *f, const char *name)
{
    const frozen_field *at = frozen_get(f, name);
    size_t *label = calloc(at->n + 1, sizeof *label);
    assert_non_null(label);
    for (size_t i = 0; i < at->n; i++)
        label[i] = (size_t)at->v[i];
    return label;
}

static inline bool *frozen_flags(const frozen *f, const char *name)
{
    const frozen_field *at = frozen_get(f, name);
    bool *flag = calloc(at->n + 1, sizeof *flag);
    assert_non_null(flag);
    for (size_t i = 0; i < at->n; i++)
        flag[i] = at->v[i] > 0.5;
    return flag;
}

/* The largest |got - want| / max(1, |want|) of one figure of a method. */
typedef struct accuracy {
    const char *figure;
    double tolerance, worst;
} accuracy;

static inline void accuracy_take(accuracy *a, const frozen *f, double got,
                                 double want)
{
    if (isnan(want) && isnan(got))
        return;
    if (isinf(want) || isinf(got)) {
        assert_close(got, want, 0, 0, f->name);
        return;
    }
    double error = fabs(got - want) / fmax(1.0, fabs(want));
    if (!(error <= a->tolerance)) {
        print_error("%s, data set %s: %.17g, want %.17g\n", a->figure, f->name,
                    got, want);
        fail();
    }
    a->worst = fmax(a->worst, error);
}

/* Appends the lines of a family; the first test of a binary starts the file. */
static inline void accuracy_write(const char *family, bool first,
                                  const accuracy *a, size_t n, size_t sets)
{
    char path[64];
    (void)mkdir("build", 0777);
    (void)mkdir("build/accuracy", 0777);
    snprintf(path, sizeof path, "build/accuracy/%s.tsv", family);
    FILE *out = fopen(path, first ? "w" : "a");
    assert_non_null(out);
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%s\t%zu\t%.1e\t%.0e\n", a[i].figure, sets, a[i].worst,
                a[i].tolerance);
    fclose(out);
}

#endif
