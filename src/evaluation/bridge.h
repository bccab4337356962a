/*
 * bridge.h - from one result to the next, a part of the model at a time.
 *
 * Both results keep their model. The old one is evaluated again by this build;
 * then its parts are swapped for the new one's in a fixed order - time,
 * population, data, assumptions, contract and currency, policy - and the model
 * is evaluated after each, with the seed that it names. What a step moves is
 * that part's; what evaluating again moves at both ends is the software's, so
 * that the parts are the whole change.
 */
#ifndef SW_EVALUATION_BRIDGE_H
#define SW_EVALUATION_BRIDGE_H

#include <glib.h>
#include <stdbool.h>

#include "decision/decision.h"
#include "ingest/json.h"
#include "pilot/stored.h"

/* What is followed over the steps, all of renewing all but the last. */
typedef enum sw_bridge_figure {
    SW_BRIDGE_NPV,        /* deterministic net present value */
    SW_BRIDGE_COSTS,      /* present costs: known where no benefit is priced */
    SW_BRIDGE_EXPECTED,   /* its mean over the draws */
    SW_BRIDGE_CHANCE,     /* P(it pays) */
    SW_BRIDGE_CONFIDENCE, /* of the verdict */
    SW_BRIDGE_FIGURES
} sw_bridge_figure;

const char *sw_bridge_figure_name(sw_bridge_figure figure);

/* A step of the rule, as it came out. */
typedef struct sw_bridge_rule {
    char *rule;
    bool known, passed; /* not known: it was not reached */
    double value, threshold;
} sw_bridge_rule;

/* A model's figures: stored, or evaluated now. */
typedef struct sw_standing {
    double figure[SW_BRIDGE_FIGURES]; /* NaN unknown */
    char *verdict;                    /* "renew" ... */
    sw_bridge_rule *rules;
    size_t n_rules;
} sw_standing;

enum {
    SW_BRIDGE_SOFTWARE, /* then the model's parts, each 1 + sw_model_part */
    SW_BRIDGE_PARTS = 1 + SW_PARTS
};

/* "software", "time" ... */
const char *sw_bridge_part_name(int part);
/* The same as a heading, English. */
const char *sw_bridge_part_label(int part);

/* A verdict that turned. */
typedef struct sw_turn {
    int part;
    const char *from, *to;         /* options; borrowed */
    const char *rule;              /* the first step that came out otherwise */
    double before, now, threshold; /* its value; NaN: it was not reached */
    bool reached[2], passed[2];
} sw_turn;

typedef struct sw_bridge {
    bool known;
    char *why_not; /* not known: a clause */
    /* Stored, evaluated now, after each of the parts, and as the new result
     * stored it. */
    sw_standing at[SW_BRIDGE_PARTS + 2];
    double part[SW_BRIDGE_FIGURES][SW_BRIDGE_PARTS];
    double change[SW_BRIDGE_FIGURES];
    /* A step whose mix of both models cannot be evaluated: its change is told
     * with the next part's. */
    bool with_next[SW_BRIDGE_PARTS];
    sw_turn *turns;
    size_t n_turns;
    bool withheld; /* figures of segments are: software has what they add */
} sw_bridge;

/* The results have a model each; `names` are those of their files. */
void sw_bridge_build(sw_bridge *out, const sw_json *old_result,
                     const sw_json *new_result, const char *const names[2]);
void sw_bridge_clear(sw_bridge *b);

#endif
