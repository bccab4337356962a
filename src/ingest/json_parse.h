/*
 * json_parse.h - strict JSON to a tree of values that know their places.
 */
#ifndef SW_INGEST_JSON_PARSE_H
#define SW_INGEST_JSON_PARSE_H

#include <glib.h>

#include "ingest/json.h"

/* The first thing wrong with a text. */
typedef struct sw_json_fault {
    size_t line, column;
    char message[256];
    const char *remedy; /* NULL if the message says it */
} sw_json_fault;

/* A key that an object has twice. */
typedef struct sw_json_twice {
    const sw_json *first, *again;
} sw_json_twice;

/* Overwrites comments with blanks, line ends kept; false if one never ends. */
bool sw_json_blank_comments(char *text, size_t length, sw_json_fault *fault);

/* Parses one value and what may follow it (white space) of a text that ends
 * with a NUL behind its length. Appends a sw_json_twice for every key that
 * stands twice.
 * @return the tree if the text is strict JSON (RFC 8259) within the limits,
 * else NULL */
sw_json *sw_json_parse_text(const char *text, size_t length, GArray *twice,
                            sw_json_fault *fault);

#endif
