/*
 * evaluation.h - from a loaded pilot to a finished evaluation.
 */
#ifndef SEATWORTH_EVALUATION_H
#define SEATWORTH_EVALUATION_H

#include "seatworth/pilot.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sw_evaluation sw_evaluation;

/**
 * Estimates the effect, prices it, simulates and decides.
 *
 * @param[out] out   the evaluation, freed by the caller; written on SW_OK
 * @param pilot      taken over: freed with the evaluation, also on failure
 * @param err        may be NULL
 * @return SW_OK
 *         SW_EDOMAIN  beside the previous result it would tell few people's
 *                     answers
 *         SW_ENOMEM   memory is out
 *         SW_ENUMERIC a solver failed on the pilot's figures
 *
 * Cost: linear in the files' rows and in simulation.draws.
 */
SW_API SW_NODISCARD sw_status sw_evaluate(sw_evaluation **out, sw_pilot *pilot,
                                          sw_error *err);
SW_API void sw_evaluation_free(sw_evaluation *evaluation);

/* The verdict's option: "renew", "rightsize", "renegotiate", "extend",
 * "switch", "cancel" or "undetermined". Never NULL. */
SW_API const char *sw_evaluation_verdict(const sw_evaluation *evaluation);

#ifdef __cplusplus
}
#endif
#endif
