/*
 * simulate.h - pilots of known truth, made in memory.
 */
#ifndef SW_VALIDITY_SIMULATE_H
#define SW_VALIDITY_SIMULATE_H

#include "base/random.h"
#include "evidence/evidence.h"

typedef enum sim_design {
    SIM_CONTROLLED,   /* before and after in both arms */
    SIM_CROSS,        /* after only, both arms */
    SIM_BEFORE_AFTER, /* the pilot group alone */
    SIM_REPORTED,     /* what people say they save, exact */
    SIM_RANGES        /* the same in ranges */
} sim_design;

/* A kind of pilot. */
typedef struct sim_spec {
    const char *name;
    sim_design design;
    sw_assignment assignment;
    int pilot, control; /* people an arm */
    int team;           /* people a team; 0: teams are not known */
    bool team_arms;     /* teams are in one arm */
    double team_sd;     /* shock of a team after the start */
    bool skewed, ties;  /* exponential errors; values in steps of 15 */
    double silent;      /* share without a value after */
    int departments;
    double effect;    /* minutes a week */
    double hidden_sd; /* difference of the arms that is no effect */
    double hidden_mean;
} sim_spec;

/* A pilot and its truth; theta has the departments' effects. */
sw_pilot *sim_pilot(const sim_spec *spec, const double *theta, sw_random *r);
void sim_free(sw_pilot *pilot);
double sim_normal(sw_random *r);
/* The estimate up to the priced minutes. */
sw_evidence *sim_price(sw_pilot *pilot);

#endif
