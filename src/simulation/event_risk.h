/*
 * event_risk.h - the number of events of a risk, as a distribution of its
 * yearly probability input.
 *
 * Events are Poisson with yearly rate lambda = -ln(1 - p). A draw of k events
 * in T years makes the rate k / T, so the input becomes 1 - exp(-k / T): the
 * economics then needs no second formula, and the mean rate is lambda.
 */
#ifndef SW_SIMULATION_EVENT_RISK_H
#define SW_SIMULATION_EVENT_RISK_H

#include "stats/distribution.h"

/* @param probability per year, in (0, 1)
 * @param years       length of the commitment, > 0
 * @return SW_OK; SW_ENOMEM. Clear *out with sw_distribution_clear. */
SW_NODISCARD sw_status sw_event_risk_distribution(sw_distribution *out,
                                                  double probability,
                                                  double years, sw_error *err);

#endif
