/*
 * metered_people.h - metered usage by person: what a pool hides.
 */
#ifndef SW_PILOT_METERED_PEOPLE_H
#define SW_PILOT_METERED_PEOPLE_H

#include "pilot/meter_load.h"

/* One row of a metered usage file. */
typedef struct sw_metered_row {
    sw_day day, month;
    double units, amount; /* NaN missing; the amount in the pilot's money */
    const char *person;   /* key, or NULL */
    const char *group;    /* as the file names it, or NULL */
} sw_metered_row;

/* Fills the meter's people and groups, and what a pool hides: the share of
 * units beyond each seat's own (not pooled), or how a single month varies. A
 * file that names no persons or groups is said where they are needed. */
void sw_metered_people_set(const sw_load *load, sw_meter *m,
                           const sw_metered_row *rows, size_t n);

#endif
