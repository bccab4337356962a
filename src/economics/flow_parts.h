/*
 * flow_parts.h - what each kind of flow is worth: the one place that says it.
 *
 * Amounts are entries times these parts (ledger.h). `param` of an entry:
 *
 *     licence      0 rises of the price, 1 extended service, 2 surcharged,
 *                  3 cap of a rise, 4 rises of an offer that caps them,
 *                  5 that cap; of a baseline: 0 its rises
 *     metered      0 growth periods since the forecast's level, 1 units
 *                  included, 2 rises, 3 cap, 4 price of a schedule, 5 prepaid,
 *                  6 rises of an offer that caps them, 7 that cap
 *     lines        0 whole years since as_of, 1 years since as_of
 *
 *     LICENCE      seats * months * (price or a fixed price) * (1 + surcharge)
 *                  * (1 + min(uplift, cap))^rises, of contract and offer, *
 *                  (1 + vat), less seats * months * baseline * (1 + baseline
 * uplift)^rises * (1 + vat) ADDED_SEATS  the same of seats added a month
 *     METERED      commitment + unit price * E[(units - pool - commitment /
 *                  unit price)+], both * (1 + vat)
 *     ONE_OFF, RECURRING  amount + per seat * seats + hours * wage * people +
 *                  posts * their cost + hires * (per hire + hours * wage); a
 *                  recurring one by the month
 *     OTHER_BENEFIT  the same of people, hours at wage * realisation, times the
 *                  margin of revenue
 *     TIME_SAVED   people * minutes * (working weeks / 12) / 60 * wage *
 *                  realisation * (1 + wage growth)^years * (1 - decay)^age
 *     CONTINGENCY  share of each part of a cost
 *     RISK_COST    events a month * cost, events a year = -ln(1 - p)
 *     BENEFIT_LOST each part of a benefit * - events a month * months lost
 *
 * Source: README.md 2 and 3.
 */
#ifndef SW_ECONOMICS_FLOW_PARTS_H
#define SW_ECONOMICS_FLOW_PARTS_H

#include "economics/economics.h"

enum { /* param of licences */
       SW_P_RISES,
       SW_P_EXTENDED,
       SW_P_SURCHARGED,
       SW_P_CAP,
       SW_P_OFFER_RISES,
       SW_P_OFFER_CAP
};
enum { /* param of metered usage */
       SW_P_PERIODS,
       SW_P_INCLUDED,
       SW_P_UNIT_RISES,
       SW_P_UNIT_CAP,
       SW_P_UNIT_PRICE,
       SW_P_PREPAID,
       SW_P_UNIT_OFFER_RISES,
       SW_P_UNIT_OFFER_CAP
};
enum { /* param of lines */
       SW_P_YEARS,
       SW_P_AGE
};

/* Fills parts, licence and added from the flows. */
void sw_flow_parts_build(sw_economics *e);

#endif
