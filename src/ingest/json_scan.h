/*
 * json_scan.h - the strict scanner beside cJSON: places and refusals.
 */
#ifndef SW_INGEST_JSON_SCAN_H
#define SW_INGEST_JSON_SCAN_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Where a value and, in an object, its key begin; 1-based, in bytes. */
typedef struct sw_json_place {
    size_t line, column;
    size_t key_line, key_column; /* 0 outside an object */
} sw_json_place;

/* The first thing wrong with a text. */
typedef struct sw_json_fault {
    size_t line, column;
    char message[256];
    const char *remedy; /* NULL if the message says it */
} sw_json_fault;

/* Overwrites comments with blanks, line ends kept; false if one never ends. */
bool sw_json_blank_comments(char *text, size_t length, sw_json_fault *fault);

/* Walks one JSON value and what may follow it (white space). Appends a
 * sw_json_place for every value in document order, parents first.
 * @return true if the text is strict JSON (RFC 8259) within the limits. */
bool sw_json_scan(const char *text, size_t length, GArray *places,
                  sw_json_fault *fault);

#endif
