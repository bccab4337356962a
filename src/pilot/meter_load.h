/*
 * meter_load.h - what the loaders of a meter's parts share.
 */
#ifndef SW_PILOT_METER_LOAD_H
#define SW_PILOT_METER_LOAD_H

#include "pilot/contract_load.h"
#include "pilot/meter.h"

/* A meter as it stands in pilot.json; `who` is NULL for the pilot's first. */
typedef struct sw_meter_json {
    sw_written at;
    const sw_contract *contract;
    sw_day start; /* of a source that does not say when it begins */
} sw_meter_json;

/* An input that the usage file gives, known as `d`: of the pilot's first meter
 * usage.metered_<key>, of the others usage.<path>.<key>. */
size_t sw_meter_input(const sw_load *load, const sw_meter *m, const char *key,
                      const char *label, sw_unit unit, sw_distribution d);

/* sources and caps, with what is wrong with them. */
void sw_load_meter_sources(const sw_meter_json *w, sw_meter *m);
void sw_load_meter_caps(const sw_meter_json *w, sw_meter *m);

/* The object of a meter of the pilot's contracts. */
const sw_json *sw_meter_at(const sw_load *load, const sw_meter *m);

/* Level, growth and variation as inputs, from the full months of the file. */
void sw_meter_forecast(const sw_load *load, sw_meter *m);

#endif
