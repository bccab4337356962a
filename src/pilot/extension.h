/*
 * extension.h - which inputs are drawn together, and what learning more would
 * take.
 */
#ifndef SW_PILOT_EXTENSION_H
#define SW_PILOT_EXTENSION_H

#include <stdbool.h>
#include <stddef.h>

/* Which inputs go together (Gaussian copula). */
typedef struct sw_copula {
    size_t n;
    size_t *input;  /* [n] input ids */
    double *normal; /* [n * n] correlation matrix of the normals */
} sw_copula;

typedef enum sw_study_kind {
    SW_STUDY_SURVEY,     /* more of the same answers: neither bias nor factor */
    SW_STUDY_CONTROL,    /* a control group: the effect and its bias */
    SW_STUDY_REALISATION /* where the time goes: realisation alone */
} sw_study_kind;

/* A study of `extension`; NaN where not given. */
typedef struct sw_planned_study {
    char *name;
    bool is_word; /* the name is the program's, from the defaults */
    sw_study_kind kind;
    double responses, weeks, cost, cost_per_response;
} sw_planned_study;

typedef struct sw_extension {
    double fixed_cost, cost_per_response; /* NaN where not given */
    double minutes_per_response;          /* working time that one takes */
    double max_responses, max_weeks;
    sw_planned_study *studies;
    size_t n_studies; /* 0: the usual ones are tried */
} sw_extension;

#endif
