/*
 * risks.h - figures on event risks and the vendor that two sheets show.
 */
#ifndef SW_REPORT_RISKS_H
#define SW_REPORT_RISKS_H

#include "report/chart.h"

/* Events a year times the mean cost of one, benefits lost left out. */
double sw_risk_expected_loss(const sw_evaluation *e, size_t risk);
/* Licences and metered usage a month at today's prices. */
double sw_vendor_spend(const sw_evaluation *e);

enum { SW_RISK_COLUMNS = 8 }; /* of the Risks sheet */

/* Sections of the Risks sheet below the contract's clock; nothing where there
 * is nothing to say. */
/* The days on which each contract decides. */
void sw_put_clock(sw_sheet *s);
void sw_put_clauses(sw_sheet *s);
void sw_put_metered(sw_sheet *s);

#endif
