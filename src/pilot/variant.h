/*
 * variant.h - a pilot with some numbers changed, without reading its files
 * again.
 */
#ifndef SW_PILOT_VARIANT_H
#define SW_PILOT_VARIANT_H

#include "pilot/pilot.h"

/* True if every key of the scenario is one that economics alone reads (prices,
 * assumptions of money, cost, benefit and risk lines): a variant is then the
 * whole difference. Any other key needs the files to be read again. */
bool sw_variant_suffices(const sw_pilot *base, const sw_scenario *scenario);

/* What the schema says of the base with the scenario's values: errors in `d`
 * where a key is unknown or a value impossible. A pilot's own scenarios were
 * checked when it was loaded.
 * @return true without errors */
bool sw_variant_check(const sw_pilot *base, const sw_scenario *scenario,
                      sw_diagnostics *d);

/* The same of a pilot.json, resolved, by itself. */
bool sw_resolved_check(const sw_pilot *base, const sw_json *resolved,
                       sw_diagnostics *d);

/* The base with the scenario's values set. What came from files and evidence
 * is taken over from the base, whose evidence still holds. Roster, survey,
 * outcomes and usage of the variant are empty.
 * @return the variant (caller frees), or NULL with an error in `d` */
sw_pilot *sw_pilot_variant(const sw_pilot *base, const sw_scenario *scenario,
                           sw_diagnostics *d);

/* The same of another pilot.json, resolved, which is taken over. Of the base
 * are read: inputs, contracts' places, seats held, rates, invoices, meters'
 * use and whether time is measured. */
sw_pilot *sw_pilot_on(const sw_pilot *base, sw_json *resolved,
                      sw_diagnostics *d);

#endif
