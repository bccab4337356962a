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
    double shock_rho;   /* of a team's shocks from month to month */
    bool skewed, ties;  /* exponential errors; values in steps of 15 */
    int waves;     /* seats come in so many months, teams whole; 0: at once */
    double silent; /* share without a value after */
    double silent_step; /* the more from one department to the next */
    double follows; /* logit slope of answering in what it brought the person:
                       a minute of the pilot group's change, an sd of what is
                       said to be saved. At .012, with effects that differ by
                       40 and 27 % silent, gain and answering correlate by .32:
                       beyond what policy.nonresponse.r_miss allows for */
    int answers;    /* only the first so many answer; 0: all do */
    double person_effect_sd; /* what it brings differs by person */
    double diluted; /* share of the control group that uses it as well */
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
