/*
 * compare.h - two results of the same pilot, quarter over quarter.
 *
 * What the change of the net present value comes from is split by line and by
 * input. Where a line's present value is a product of inputs, each input gets
 *
 *   L(PV_1, PV_0) ln(x_1 / x_0),   L(a, b) = (a - b) / ln(a / b)
 *
 * with the sign that it has in the product, so that the parts add up whatever
 * the order. What no input accounts for (dates, renewals, discounting, other
 * lines) is the line's rest.
 *
 * Source:   logarithmic mean Divisia index: Ang (2004), Energy Policy 32,
 *           1131-1139.
 * Deviates: no.
 */
#ifndef SW_EVALUATION_COMPARE_H
#define SW_EVALUATION_COMPARE_H

#include <glib.h>
#include <stdbool.h>

#include "ingest/json.h"
#include "seatworth/error.h"

enum { SW_OLD, SW_NEW, SW_SIDES };

/* A figure of both results; texts for what is no number. */
typedef struct sw_compared {
    const char *key, *label, *unit; /* unit: "money", "share", "minutes", ... */
    double value[SW_SIDES];         /* NaN unknown */
    const char *text[SW_SIDES];     /* borrowed; NULL for a number */
    bool changed;
} sw_compared;

/* An input that differs, is new or is gone. */
typedef struct sw_compared_input {
    const char *key, *unit; /* borrowed from the results */
    double value[SW_SIDES]; /* NaN unknown */
    const char *provenance[SW_SIDES];
    double explains; /* money of the change; NaN: not known by itself */
} sw_compared_input;

/* A part of the change: of a line through an input, or its rest. */
typedef struct sw_change_part {
    const char *line;  /* borrowed */
    const char *input; /* NULL: the rest of the line */
    double effect;     /* money; positive: worth more than before */
} sw_change_part;

typedef struct sw_compared_file {
    const char *file;          /* borrowed */
    const char *sha[SW_SIDES]; /* NULL: not there */
} sw_compared_file;

typedef struct sw_comparison {
    const sw_json *result[SW_SIDES]; /* borrowed */
    const char *currency;            /* NULL where they differ */
    GArray *figures;                 /* of sw_compared */
    GArray *inputs;                  /* of sw_compared_input */
    GArray *parts;                   /* of sw_change_part */
    GArray *files;                   /* of sw_compared_file that differ */
    bool has_change;                 /* of the net present value */
    double npv[SW_SIDES];
    GPtrArray *notes; /* of char* */
} sw_comparison;

/**
 * @param[out] out  freed by the caller, before the results
 * @param old_result, new_result  of schema seatworth/result/2; borrowed
 */
SW_NODISCARD sw_status sw_compare(sw_comparison **out,
                                  const sw_json *old_result,
                                  const sw_json *new_result, sw_error *err);
void sw_comparison_free(sw_comparison *c);

enum { SW_RESULT_EDITION = 2 };

/* The number of a result's schema, seatworth/result/N; 0: it is none that is
 * known. */
int sw_result_edition(const sw_json *result);

/* Number or text at a path of a result; NaN and NULL where there is none. */
double sw_result_number(const sw_json *result, const char *path);
const char *sw_result_text(const sw_json *result, const char *path);
/* Value of an input of the result's model; NaN. */
double sw_result_input(const sw_json *result, const char *key);

/* Fills `parts` (compare_change.c); false with a note where it cannot. */
bool sw_compare_change(sw_comparison *c);

#endif
