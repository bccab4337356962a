/*
 * pilot.h - a world as a pilot that seatworth can decide.
 */
#ifndef SW_VALIDITY_PILOT_H
#define SW_VALIDITY_PILOT_H

#include "decision/decision.h"
#include "regret/mix.h"

/* A decided pilot and all that it rests on. */
typedef struct decided {
    sw_pilot *pilot;
    sw_pilot *data; /* what was simulated; lent to the pilot */
    sw_evidence *evidence;
    sw_economics *economics;
    sw_economics_result *money;
    sw_decision *decision;
} decided;

/* A folder with the pilot.json that all of them begin as; freed by the caller,
 * with regret_folder_remove. NULL where it cannot be written. */
char *regret_folder_new(void);
void regret_folder_remove(char *folder);

/* Simulates the data of the world and decides. `realisation` is what a study of
 * it found, NaN without one; `extensions` is policy.max_extensions. Exits on a
 * defect. */
void regret_decide(decided *out, const world *w, const char *folder,
                   double realisation, int extensions, sw_random *r);
void regret_clear(decided *d);

#endif
