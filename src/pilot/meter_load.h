/*
 * meter_load.h - what the loaders of a meter's parts share.
 */
#ifndef SW_PILOT_METER_LOAD_H
#define SW_PILOT_METER_LOAD_H

#include "pilot/contract_load.h"
#include "pilot/meter.h"

/* A meter as it stands in pilot.json. */
typedef struct sw_meter_json {
    const sw_load *load;
    const sw_json *v;
    const sw_contract *contract;
    const char *path; /* "contract.metered", "contracts[1].metered[0]" */
    const char *who;  /* before its inputs' labels; NULL: the only one */
    bool first;       /* of the pilot: it has the fixed inputs */
    sw_day start;     /* of a source that does not say when it begins */
} sw_meter_json;

/* A member as an input of the meter's own; SIZE_MAX where it is not given. */
size_t sw_bind_meter(const sw_meter_json *w, const char *member,
                     const char *label, sw_unit unit, sw_provenance given);
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
