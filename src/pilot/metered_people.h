/*
 * metered_people.h - metered usage by person: what a pool hides.
 */
#ifndef SW_PILOT_METERED_PEOPLE_H
#define SW_PILOT_METERED_PEOPLE_H

#include "pilot/load.h"

/* One row of a metered usage file. */
typedef struct sw_metered_row {
    sw_day day, month;
    double units, amount; /* NaN missing; the amount in the pilot's money */
    const char *person;   /* key, or NULL */
} sw_metered_row;

/* Fills metered_people, and the inputs of a month's spread (pooled) or of the
 * units beyond each seat's own (not pooled). Does nothing where the file names
 * no persons, but says so where they are needed. */
void sw_metered_people_set(const sw_load *load, const sw_metered_row *rows,
                           size_t n, const char *file);

#endif
