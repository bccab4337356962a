/*
 * evidence_charts.h - the Evidence sheet's two charts, side by side: what
 * becomes of the gross minutes, and every estimate with its interval.
 */
#ifndef SW_REPORT_EVIDENCE_CHARTS_H
#define SW_REPORT_EVIDENCE_CHARTS_H

#include "report/sheet.h"

/* At the cursor, which moves below them; nothing where there is no chain. */
void sw_evidence_charts(sw_sheet *s);

#endif
