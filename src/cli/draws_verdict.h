/*
 * draws_verdict.h - what `decide` found, as JSON and as a table.
 */
#ifndef SW_CLI_DRAWS_VERDICT_H
#define SW_CLI_DRAWS_VERDICT_H

#include "base/json_writer.h"
#include "simulation/draws_decision.h"

/* One decision; at one threshold where there are any. */
typedef struct sw_draws_verdict {
    double threshold;              /* NaN: net benefits were given */
    sw_option_worth *worth;        /* [n_options]; owned */
    sw_partial_information *evppi; /* [n_parameters]; owned; NaN: unknown */
    sw_draws_choice choice;
} sw_draws_verdict;

typedef struct sw_draws_report {
    size_t n_draws, n_options, n_parameters, n_verdicts;
    const char **option;       /* [n_options] */
    const char **parameter;    /* [n_parameters] */
    sw_draws_verdict *verdict; /* [n_verdicts] */
    const char *note;          /* why EVPPI is unknown, or NULL */
} sw_draws_report;

/* Both are strings that the caller frees. */
char *sw_draws_report_json(const sw_draws_report *r);
char *sw_draws_report_text(const sw_draws_report *r);

#endif
