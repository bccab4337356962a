/*
 * effect_rows.h - the rows behind an estimate as a file, and the command that
 * makes the estimate of them again.
 */
#ifndef SW_EVIDENCE_EFFECT_ROWS_H
#define SW_EVIDENCE_EFFECT_ROWS_H

#include "evidence/outcome.h"
#include "evidence/rows.h"
#include "evidence/survey.h"

/* The outcome that an effect was measured on; NULL for a survey's. */
const sw_outcome *sw_outcome_named(const sw_pilot *pilot,
                                   const sw_effect *effect);
/* Everyone who was measured, before or after. */
sw_panel *sw_whole_panel(const sw_effect *effect, const sw_pilot *pilot);
/* The people with the values that the effect compares, of the models that
 * compare people: PAIRED, DIFFERENCE, ANCOVA, DID; else NULL. */
sw_panel *sw_panel_of(const sw_effect *effect, const sw_pilot *pilot);

/* "seatworth stat ancova rows.csv --y after ..."; the caller frees it. */
char *sw_effect_command(const sw_effect *effect, const sw_rows *rows,
                        char *const *covariates);

/* The rows as CSV: no names, people and clusters by number; NULL where the
 * effect has no rows. The caller frees it. */
char *sw_effect_rows_csv(const sw_effect *effect, const sw_pilot *pilot);

#endif
