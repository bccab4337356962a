/*
 * influence.h - which inputs matter: what knowing each is worth (EVPPI), and
 * its share of the spread of the net benefit of renewing all (Sobol indices).
 */
#ifndef SW_SIMULATION_INFLUENCE_H
#define SW_SIMULATION_INFLUENCE_H

#include "simulation/acceptance.h"
#include "simulation/simulation.h"
#include "simulation/sobol_index.h"

typedef enum sw_evppi_method {
    SW_EVPPI_EXACT,      /* conditional expectation of the model */
    SW_EVPPI_REGRESSION, /* penalised splines on the draws */
    SW_EVPPI_AT_MEANS    /* of a group: the others held at their means */
} sw_evppi_method;

typedef enum sw_input_group {
    SW_GROUP_EFFECT, /* what the tool does: minutes, bias, how they last */
    SW_GROUP_TIME,   /* what the time is worth */
    SW_GROUP_MONEY,  /* prices, costs and risks */
    SW_GROUPS
} sw_input_group;

typedef struct sw_evppi {
    size_t input; /* of an input; of a group: the sw_input_group */
    size_t n_inputs;
    double value, se;
    sw_evppi_method method;
} sw_evppi;

typedef struct sw_influence {
    sw_evppi *input; /* [n_inputs] the highest value first */
    size_t n_inputs;
    sw_evppi group[SW_GROUPS]; /* n_inputs of 0: it does not vary */
    sw_sobol_index *sobol;     /* [n_sobol] the highest total first */
    size_t n_sobol;
    sw_acceptance *acceptance; /* NULL: no saved time is priced */
    bool correlated;           /* indices are of the copula's uniforms */
} sw_influence;

/* @param s simulated, with the set of options that is decided among */
SW_NODISCARD sw_status sw_influence_new(sw_influence **out,
                                        const sw_simulation *s,
                                        const sw_economics *e, sw_error *err);
void sw_influence_free(sw_influence *x);

#endif
