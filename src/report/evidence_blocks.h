/*
 * evidence_blocks.h - the blocks of the Evidence sheet, each with its heading,
 * at the cursor.
 */
#ifndef SW_REPORT_EVIDENCE_BLOCKS_H
#define SW_REPORT_EVIDENCE_BLOCKS_H

#include "report/sheet.h"

enum { SW_EVIDENCE_COLUMNS = 16 };

/* From the statistics of the raw answers to each estimate in minutes, every
 * step a formula: of the lead, or of those that stand beside it. */
void sw_put_derivations(sw_sheet *s, const sw_evaluation *e, bool leads);
/* Group-time differences, where seats were given at different dates. */
void sw_put_cohorts(sw_sheet *s, const sw_evaluation *e);
/* From the lead's minutes to those that are priced, link by link. */
void sw_put_chain(sw_sheet *s, const sw_evaluation *e);
/* Active share later over that of the pilot; 1 where none is given. */
double sw_later_adoption(const sw_evaluation *e);

/* What it would take to be wrong, repeated looks, uptake and calibration. */
void sw_put_sensitivity(sw_sheet *s, const sw_evaluation *e);
void sw_put_looks(sw_sheet *s, const sw_evaluation *e);
void sw_put_measurement(sw_sheet *s, const sw_evaluation *e);
/* Whether the groups compare, who is silent, and the sources side by side. */
void sw_put_balance(sw_sheet *s, const sw_evaluation *e);
void sw_put_silence(sw_sheet *s, const sw_evaluation *e);
/* Published estimates on the pilot's scale, its own among them. */
void sw_put_published(sw_sheet *s, const sw_evaluation *e);
void sw_put_sources(sw_sheet *s, const sw_evaluation *e);
/* Segments by each division of the seats: raw, pooled, corrected p. */
void sw_put_divisions(sw_sheet *s, const sw_evaluation *e);
/* Who uses it, and the curves of use. */
void sw_put_habits(sw_sheet *s, const sw_evaluation *e);

/* Survey: findings about the answers, and how reliable its scales are. */
void sw_put_answer_quality(sw_sheet *s, const sw_evaluation *e);

/* Rows of a name, a figure (with its interval) and a note or NULL. */
void sw_put_fact_heads(sw_sheet *s, const char *what);
void sw_put_fact(sw_sheet *s, const char *name, double value, sw_number number,
                 const char *note);
void sw_put_minutes(sw_sheet *s, const char *name, const sw_minutes *m,
                    const char *note);
/* The same with a note that is not said yet. */
void sw_put_fact_of(sw_sheet *s, const char *name, double value,
                    sw_number number, const sw_message *note);
void sw_put_minutes_of(sw_sheet *s, const char *name, const sw_minutes *m,
                       const sw_message *note);

#endif
