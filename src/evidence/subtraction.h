/*
 * subtraction.h - whether published sums tell, by subtraction, of few people.
 */
#ifndef SW_EVIDENCE_SUBTRACTION_H
#define SW_EVIDENCE_SUBTRACTION_H

#include "evidence/evidence.h"

/* Figures printed side by side, each of a group of people: a division of all,
 * or one group and the others. */
typedef struct sw_cut {
    const size_t *of; /* [roster.n] a person's group; `groups` or
                         more: in none */
    size_t groups;
    const sw_segment *segments; /* [groups] which are withheld; NULL: none */
    bool of_answers;            /* no numbers of seats are printed of them */
    bool weighted; /* one sum, with a weight for each group; groups is 1 */
} sw_cut;

/* What is published so far. Borrows everything. */
typedef struct sw_cuts {
    const sw_roster *roster;
    const bool *answered; /* [roster.n] */
    GArray *cuts;         /* of sw_cut */
} sw_cuts;

sw_cuts sw_cuts_new(const sw_roster *roster, const bool *answered);
void sw_cuts_clear(sw_cuts *p);

/* Publishes a cut, unless a sum would follow from all that is published that is
 * of more than none and fewer than `least` people: false. Its arrays have to
 * live as long as `p`. */
bool sw_cuts_add(sw_cuts *p, sw_cut cut, double least);

#endif
