/*
 * scale.h - rating scales by their labels (FORMATS 8.1).
 *
 * "agree" is the fourth of five and the sixth of seven: which scale it is
 * follows from all labels of a column, never from one.
 */
#ifndef SW_INGEST_SCALE_H
#define SW_INGEST_SCALE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum { SW_SCALE_MAX_POINTS = 7 };

typedef struct sw_scale {
    const char *language, *family;
    int points;
    const char *labels[SW_SCALE_MAX_POINTS]; /* folded; synonyms apart by | */
} sw_scale;

extern const sw_scale sw_scales[];
extern const size_t sw_n_scales;

/* The scale that has all of labels[n] (folded), no two of them on one point;
 * the one of fewest points if there are several. NULL: none. */
const sw_scale *sw_scale_infer(const char *const *labels, size_t n);

/* 1 .. points, 0 if the scale has no such label. */
int sw_scale_point(const sw_scale *scale, const char *folded);

/* True if any scale knows the label. */
bool sw_scale_knows(const char *folded);

/* The labels that any scale knows, as a set, for whoever asks often; the caller
 * frees it. */
GHashTable *sw_scale_labels(void);

/* Cuts an answer into the number at its front (NAN if there is none) and its
 * label, folded ("4 - Agree", "a. agree", "Agree (4)"); the caller frees it. */
char *sw_scale_cut(const char *text, double *number);

#endif
