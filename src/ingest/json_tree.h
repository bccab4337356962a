/*
 * json_tree.h - changing a JSON tree; for the files of json.h alone.
 */
#ifndef SW_INGEST_JSON_TREE_H
#define SW_INGEST_JSON_TREE_H

#include "ingest/json.h"

/* Appends `item` to an array, or under `key` to an object; takes it over. */
void sw_json_append(sw_json *parent, const char *key, sw_json *item);
/* Puts `item` where `old` stands under its parent; frees `old`. */
void sw_json_replace(sw_json *old, sw_json *item);
/* Marks v and all below it. */
void sw_json_mark(sw_json *v, sw_json_origin origin);

#endif
