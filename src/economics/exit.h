/*
 * exit.h - the permitted ways out of a contract.
 *
 * An exit is a window of days on which one acts, round an anchor. Acted on or
 * before the last service day before the anchor's boundary, service ends at the
 * boundary; acted later, on the day before acting (README.md 1, Exits).
 */
#ifndef SW_ECONOMICS_EXIT_H
#define SW_ECONOMICS_EXIT_H

#include <glib.h>

#include "economics/term.h"

typedef struct sw_way_out {
    sw_day last;   /* last day of service */
    sw_day act_by; /* last day on which it can be taken */
    bool refunds;
    sw_day opens; /* first day of the term that the window is anchored at the
                     start of; NONE */
} sw_way_out;

/**
 * Every way of one action that can be taken on or after `from` and ends service
 * on `to` at the latest, the earliest end first.
 *
 * @param terms of the contract as it goes on, at least to `to`
 * @return of sw_way_out; free with g_array_unref
 */
GArray *sw_ways_out(const sw_contract *c, const sw_exit *exit, size_t n_exits,
                    sw_exit_action action, const sw_terms *terms, sw_day from,
                    sw_day to);

#endif
