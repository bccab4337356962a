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

/* What a look at a pilot knows and is allowed. */
typedef struct look {
    double realisation; /* what a study of it found; NaN without one */
    int extensions;     /* policy.max_extensions */
    double bar;         /* policy.required_probability; NaN: the default */
} look;

/* Simulates the data of the world and decides. Exits on a defect. */
void regret_decide(decided *out, const world *w, const char *folder,
                   const look *l, sw_random *r);
/* Decides once more, by what the pilot's policy now is; `decision` is new. */
void regret_decide_again(decided *d);
void regret_clear(decided *d);

#endif
