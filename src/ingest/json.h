/*
 * json.h - JSON values that know where they stand in their file.
 *
 * One strict parser reads pilot.json, templates and exports alike; it refuses
 * what RFC 8259 does not allow or nobody means (duplicate keys, trailing text,
 * 01, raw control characters, invalid UTF-8, NUL, numbers beyond the range of a
 * double).
 */
#ifndef SW_INGEST_JSON_H
#define SW_INGEST_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/json_writer.h"
#include "seatworth/diagnostic.h"

typedef enum sw_json_type {
    SW_JSON_NULL,
    SW_JSON_BOOLEAN,
    SW_JSON_NUMBER,
    SW_JSON_STRING,
    SW_JSON_ARRAY,
    SW_JSON_OBJECT
} sw_json_type;

/* Where a value came from; decides its provenance in the report. */
typedef enum sw_json_origin {
    SW_JSON_FILE,   /* written in the file */
    SW_JSON_SET,    /* given with --set, or by a scenario */
    SW_JSON_DEFAULT /* merged from templates/defaults.json */
} sw_json_origin;

typedef struct sw_json sw_json;
struct sw_json {
    sw_json_type type;
    sw_json_origin origin;
    char *key; /* in an object, else NULL; owned */
    bool boolean;
    double number;
    char *string;    /* owned */
    sw_json **items; /* elements or members in order; owned */
    size_t n_items;
    sw_json *parent;     /* NULL at the root */
    size_t line, column; /* of the value, 1-based; 0 if not from a file */
    size_t key_line, key_column; /* of its key; 0 where there is none */
};

enum { SW_JSON_MAX_BYTES = 64 * 1024 * 1024, SW_JSON_MAX_DEPTH = 64 };

/* Parses text[length] (named `file` in diagnostics). With `comments`, line and
 * block comments are blanked first, so that places stay right.
 * @return the tree (caller frees), or NULL with at least one error in `d`. */
sw_json *sw_json_parse(const char *text, size_t length, const char *file,
                       bool comments, sw_diagnostics *d);
/* The same for a file; a missing, unreadable or empty file is an error. */
sw_json *sw_json_read(const char *path, bool comments, sw_diagnostics *d);
void sw_json_free(sw_json *v);
sw_json *sw_json_copy(const sw_json *v);
/* The same without one member of the object `v`. */
sw_json *sw_json_copy_without(const sw_json *v, const char *key);

/* Member of an object, NULL if absent (or v is NULL or no object). */
const sw_json *sw_json_member(const sw_json *v, const char *key);
/* The text of a member; NULL where it is absent or no text. */
const char *sw_member_text(const sw_json *v, const char *key);
/* Value at a dotted path: "contract.price", "costs[0].fte", "costs[training]"
 * (the element whose "id" or "name" is training); NULL if absent. */
const sw_json *sw_json_at(const sw_json *root, const char *path);
/* Sets the value at a dotted path, creating objects on the way; `text` is JSON,
 * or a string where it is no JSON. Origin SW_JSON_SET. On failure *why says
 * what is wrong (caller frees) and nothing is changed. */
bool sw_json_set(sw_json *root, const char *path, const char *text, char **why);
/* Adds every member of `defaults` that `v` lacks, recursively through objects
 * (not into arrays, and never into an object that stands for a distribution:
 * any object in `v` beside a non-object default is left alone). */
void sw_json_merge_defaults(sw_json *v, const sw_json *defaults);

/* JSON pointer (RFC 6901), e.g. "/costs/0/fte"; caller frees. */
char *sw_json_pointer(const sw_json *v);
/* Dotted path as --set takes it, e.g. "costs[training].fte"; caller frees. */
char *sw_json_dotted(const sw_json *v);
/* "a number", "an object" ... */
const char *sw_json_type_name(sw_json_type type);
/* Writes the tree with the writer (key must have been written already). */
void sw_json_write(sw_json_writer *w, const sw_json *v);

#endif
