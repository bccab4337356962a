/*
 * approvals.h - who approved which result: approvals.json beside pilot.json.
 *
 * It is no input of the figures: it is written after them, and names the run
 * that was approved, so that a result made later of other data does not carry
 * the signature of an earlier one.
 */
#ifndef SW_PILOT_APPROVALS_H
#define SW_PILOT_APPROVALS_H

#include "pilot/load.h"

/* Reads the file, if there is one, into pilot->approvals: an array of objects
 * of the texts role, name, date and result (provenance.run_id). What is wrong
 * with it is an error. */
void sw_load_approvals(const sw_load *load);

#endif
