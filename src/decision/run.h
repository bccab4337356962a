/*
 * run.h - a run through the rule, shared by its steps.
 */
#ifndef SW_DECISION_RUN_H
#define SW_DECISION_RUN_H

#include "decision/nested.h"
#include "decision/trace.h"

typedef struct sw_run {
    sw_decision *d;
    const sw_economics *e;
    const sw_economics_result *money;
    double tolerance;
    bool verdict_only; /* nothing is made that no step asks for */
    sw_status failed;  /* of what steps need; SW_OK, else err says */
    sw_error *err;
    sw_trace t;
    sw_analyses *analyses;    /* that stability counts */
    sw_analyses *bounds;      /* of answers that only bound the effect; NULL */
    const sw_analyses *least; /* those, where even the least pays; NULL */
    sw_nested kept;           /* step 5 */
    bool guarded;             /* a guardrail leaves nothing but leaving */
    bool studies;             /* step 3 passes */
    bool asks;                /* step 4 passes */
} sw_run;

/* What step 0 leaves to decide. */
typedef enum sw_open {
    SW_OPEN_ALL,     /* steps 1 to 5 */
    SW_OPEN_COST,    /* nothing could be a benefit: on cost alone */
    SW_OPEN_NOTHING, /* undetermined; verdict.why says why */
    SW_OPEN_LEAVING, /* even the most that was answered does not pay */
    SW_OPEN_STUDY    /* 1b: a study, undetermined, or leaving */
} sw_open;

/* Step 0 (step_0.c): its rows, and what is left; with options marked. */
SW_NODISCARD sw_status sw_step_0(sw_open *out, sw_run *r, sw_error *err);

/* What steps need: made at once, or where only the verdict is asked for when a
 * step comes to it. False after a failure. */
bool sw_run_has_analyses(sw_run *r);
bool sw_run_has_price(sw_run *r); /* the walk-away price, and its option */
bool sw_run_has_study(sw_run *r); /* the studies' values, and the option */

/* Whether the rule under analysis i ends where it did. */
bool sw_ends_alike(const sw_run *r, size_t i);
/* Whether step 2 under analysis i takes the option at `place`. */
bool sw_takes(const sw_run *r, int place, size_t i);

#endif
