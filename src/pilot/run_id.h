/*
 * run_id.h - one name for all that a run's figures rest on.
 *
 * "run-" and 16 hexadecimal digits of the SHA-256 of the program's version,
 * pilot.json as it was resolved (defaults, --scenario, --set), the day, and of
 * each file its name, its bytes' hash and how it was read. What changes only
 * looks or words (theme, language, --names, --sheets) does not count; neither
 * do paths, clocks and threads. Every output of a run carries it, so that
 * outputs of two runs can be told apart.
 */
#ifndef SW_PILOT_RUN_ID_H
#define SW_PILOT_RUN_ID_H

#include "pilot/pilot.h"

enum { SW_RUN_ID = 21 }; /* characters, the closing zero included */

void sw_run_id(char id[SW_RUN_ID], const sw_pilot *p);

/* The last id that the text names, or false: what a user wrote comes before
 * what the program adds. */
bool sw_run_id_find(char id[SW_RUN_ID], const char *text, size_t length);

#endif
