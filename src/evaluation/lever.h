/*
 * lever.h - the inputs that can turn a decision, and how far each may go.
 */
#ifndef SW_EVALUATION_LEVER_H
#define SW_EVALUATION_LEVER_H

#include "evaluation/evaluation.h"

typedef enum sw_lever_kind {
    SW_LEVER_HOLDS,    /* the input is held at the value, as --set does */
    SW_LEVER_SCALES,   /* another input is scaled by value / current */
    SW_LEVER_NOTHING,  /* weight of the parts of a mixture at or below 0 */
    SW_LEVER_SCEPTICAL /* the same, at one other weight alone */
} sw_lever_kind;

typedef struct sw_lever {
    sw_lever_kind kind;
    const char *key, *name; /* of sw_flip */
    size_t id;              /* whose unit and current value it has */
    size_t scales;          /* SCALES: the input */
    double current, least, most;
    double unit; /* what distances and precision are shares of */
    const sw_distribution *base; /* of the input; borrowed */
    bool is_assumed;             /* nobody measured it */
} sw_lever;

enum { SW_LEVERS = 14 };

/* The levers of an evaluation; their number. */
size_t sw_levers_list(sw_lever list[SW_LEVERS], const sw_evaluation *v);

/* The mixture with this weight on its parts at or below 0, and the rest on the
 * others, in the proportions that each have; cleared by the caller. */
sw_distribution sw_weight_on_nothing(const sw_distribution *mixture,
                                     double weight);

/* What a sceptic takes for it: .05 below 0, .30 at 0, .65 above; cleared by the
 * caller. */
sw_distribution sw_sceptical_factor(const sw_distribution *mixture);

#endif
