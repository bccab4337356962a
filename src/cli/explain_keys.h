/* explain_keys.h - the keys of pilot.json, as its schema describes them */
#ifndef SW_CLI_EXPLAIN_KEYS_H
#define SW_CLI_EXPLAIN_KEYS_H

#include <glib.h>

#include "ingest/json.h"

/* A key as a dotted path without indices, and its description. */
typedef struct sw_pilot_key {
    char *path;       /* owned */
    const char *says; /* the schema's own text; NULL where it has none */
} sw_pilot_key;

/* Every key below the schema, each path and text once, in the schema's order;
 * the array frees its keys. The texts live as long as the schema. */
GPtrArray *sw_pilot_keys(const sw_json *schema);

#endif
