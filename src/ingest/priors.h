/*
 * priors.h - the library of published estimates, templates/priors: a record a
 * file, each checked against templates/schemas/prior.schema.json.
 *
 * They are printed beside a pilot's own estimate and never mixed into it.
 */
#ifndef SW_INGEST_PRIORS_H
#define SW_INGEST_PRIORS_H

#include <glib.h>
#include <stdbool.h>

#include "seatworth/diagnostic.h"

/* On which the study's interval is symmetric. */
typedef enum sw_prior_scale {
    SW_PRIOR_LOG_RATIO,
    SW_PRIOR_MINUTES, /* a week */
    SW_PRIOR_SHARE
} sw_prior_scale;

typedef struct sw_prior {
    char *id, *study, *outcome, *population, *tool, *design, *n_unit, *se_from;
    char *source, *superseded_by; /* NULL: by none */
    sw_prior_scale scale;
    bool per_user;       /* of those who use it; else of all with a seat */
    bool measures_time;  /* what a pilot's estimate of time stands beside */
    int year;            /* of publication */
    double n;            /* NaN: not published */
    double estimate, se; /* below 0 work takes less time; NaN: not known */
} sw_prior;

/* The records (of sw_prior), in the order of their files. One that does not fit
 * the schema is an error with its place and is left out, and so is one whose id
 * is not the name of its file, or that is superseded by what is not there. */
GPtrArray *sw_priors_load(const char *folder, sw_diagnostics *d);

/* NULL: there is none. */
const sw_prior *sw_prior_find(const GPtrArray *priors, const char *id);

/* "log_ratio", "minutes_per_week", "share", as in the files. */
const char *sw_prior_scale_name(sw_prior_scale scale);

#endif
