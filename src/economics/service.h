/*
 * service.h - how much of a month an option is in service, for whom.
 *
 * Cost and benefit lines that name no contract follow the share of all
 * contracts' seats that is in service (README.md 1, Several contracts).
 */
#ifndef SW_ECONOMICS_SERVICE_H
#define SW_ECONOMICS_SERVICE_H

#include <glib.h>

#include "economics/economics.h"

/* Days on which one contract gives service with one number of seats. */
typedef struct sw_service {
    sw_day from, to;
    double seats; /* paid for */
    double share; /* of all contracts' seats of today */
    size_t contract;
} sw_service;

/* Appends the services of contract k in a course, after as_of.
 * @param list of sw_service */
void sw_services_add(GArray *list, const sw_economics *e, size_t k,
                     const sw_course *course);

/* From when and how fast a line grows to its full amount. */
typedef struct sw_ramp {
    sw_day first; /* its first day */
    sw_day full;  /* last day of its growth; before first: at once */
} sw_ramp;

/* What a line has of a month. */
typedef struct sw_presence {
    double share;    /* of the month's days, by share of seats and ramp */
    double seats;    /* paid seats, likewise */
    sw_day from, to; /* days that are in it */
} sw_presence;

/* Within [from, to] of month m. */
sw_presence sw_presence_of(const GArray *services, sw_day as_of, int m,
                           sw_day from, sw_day to, sw_ramp ramp);

/* Paid seats of all contracts on a day; of the first or last day of service
 * where it is before or after. */
double sw_seats_in_service(const GArray *services, sw_day day);

/* Last day of service that is paid for where the course ends: the contract's
 * periods, not its metered usage. */
sw_day sw_paid_to(const sw_economics *e, size_t k, const sw_course *course);

/* Whether an entry bills metered usage. */
bool sw_is_metered(const sw_economics *e, const sw_entry *v);

/* First day of service of contract k: of its running term, or signed. */
sw_day sw_service_from(const sw_economics *e, size_t k,
                       const sw_course *course);

#endif
