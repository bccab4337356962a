/*
 * usage_people.h - whom the files of usage name: those that no roster has, and
 * those whom several have.
 */
#ifndef SW_PILOT_USAGE_PEOPLE_H
#define SW_PILOT_USAGE_PEOPLE_H

#include "pilot/load.h"

typedef struct sw_usage_people {
    GPtrArray *who;    /* [usage.n] or [usage.n_summary]: names in the file */
    GHashTable *texts; /* owns them; the table of a source is not kept */
    GArray *end;       /* of size_t: rows of the usage, source by source */
} sw_usage_people;

void sw_usage_people_init(sw_usage_people *all);
/* The name of the next row. */
void sw_usage_mention(sw_usage_people *all, const char *who);
/* All rows of a source are read: the usage has n now. */
void sw_usage_people_close(sw_usage_people *all, size_t n);
/* Counts them, once every source is read, and frees what is kept. */
void sw_usage_people_finish(sw_usage_people *all, const sw_load *load);

#endif
