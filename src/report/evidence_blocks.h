/*
 * evidence_blocks.h - the blocks of the Evidence sheet, each with its heading,
 * at the cursor.
 */
#ifndef SW_REPORT_EVIDENCE_BLOCKS_H
#define SW_REPORT_EVIDENCE_BLOCKS_H

#include "report/sheet.h"

enum { SW_EVIDENCE_COLUMNS = 19 };

/* From the statistics of the raw answers to each estimate in minutes, every
 * step a formula: of the lead, or of those that stand beside it. */
void sw_put_derivations(sw_sheet *s, const sw_evaluation *e, bool leads);
/* Group-time differences, where seats were given at different dates. */
void sw_put_cohorts(sw_sheet *s, const sw_evaluation *e);
/* From the lead's minutes to those that are priced, link by link. */
void sw_put_chain(sw_sheet *s, const sw_evaluation *e);

#endif
