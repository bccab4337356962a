/*
 * scenarios.h - where the Scenarios sheet has the figures that are stored for
 * every scenario.
 */
#ifndef SW_REPORT_SCENARIOS_H
#define SW_REPORT_SCENARIOS_H

#include "report/sheet.h"

typedef enum sw_stored_figure {
    SW_STORED_NPV,
    SW_STORED_NPV_CASHABLE,
    SW_STORED_NPV_CAPACITY,
    SW_STORED_NPV_ALL,
    SW_STORED_NPV_PROGRAMME,
    SW_STORED_PV_COSTS,
    SW_STORED_ROI,
    SW_STORED_BCR,
    SW_STORED_PAYBACK,
    SW_STORED_VERDICT,
    SW_STORED_PROBABILITY,
    SW_STORED_DRAWS,
    SW_STORED_N
} sw_stored_figure;

/* "INDEX('Scenarios'!$C$7:$G$7,1,verdict_column)"; the caller frees it. */
char *sw_scenarios_pick(const sw_book *book, sw_stored_figure figure);
/* The same of the names. */
char *sw_scenarios_pick_name(const sw_book *book);
/* Point i of the acceptability curve: its price, or its probability. */
char *sw_scenarios_pick_curve(const sw_book *book, size_t i, bool probability);

/* The curves below the table; by sw_write_scenarios. */
void sw_scenarios_put_curves(sw_sheet *s);
enum { SW_SCENARIOS_LABEL, SW_SCENARIOS_LIVE, SW_SCENARIOS_BASE };

#endif
