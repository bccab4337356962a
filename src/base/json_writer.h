/*
 * json_writer.h - the only writer of JSON.
 *
 * Numbers are written with the fewest of 15 to 17 significant digits that read
 * back to the same double; NaN and infinities become null. The writer keeps
 * commas and indentation; the caller keeps begin/end balanced.
 */
#ifndef SW_BASE_JSON_WRITER_H
#define SW_BASE_JSON_WRITER_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

enum { SW_JSON_DEPTH = 128 }; /* a copied pilot.json may be 64 deep */

typedef struct sw_json_writer {
    GString *out;               /* owned; take it with sw_json_writer_take */
    int depth;                  /* open objects and arrays */
    bool filled[SW_JSON_DEPTH]; /* whether a level has an element yet */
    bool after_key;             /* a key was written, its value is due */
} sw_json_writer;

void sw_json_writer_init(sw_json_writer *w);
/* Ends the document with a newline; the caller frees the string. */
char *sw_json_writer_take(sw_json_writer *w, size_t *length);

void sw_json_begin_object(sw_json_writer *w);
void sw_json_end_object(sw_json_writer *w);
void sw_json_begin_array(sw_json_writer *w);
void sw_json_end_array(sw_json_writer *w);
void sw_json_key(sw_json_writer *w, const char *key);

void sw_json_number(sw_json_writer *w, double x); /* NaN, Inf: null */
void sw_json_integer(sw_json_writer *w, long long x);
void sw_json_string(sw_json_writer *w, const char *s); /* NULL: null */
void sw_json_boolean(sw_json_writer *w, bool b);
void sw_json_null(sw_json_writer *w);

/* key and value in one call */
void sw_json_put_number(sw_json_writer *w, const char *key, double x);
void sw_json_put_integer(sw_json_writer *w, const char *key, long long x);
void sw_json_put_string(sw_json_writer *w, const char *key, const char *s);
/* A day as YYYY-MM-DD; SW_DAY_NONE is null. */
void sw_json_put_day(sw_json_writer *w, const char *key, sw_day day);
void sw_json_put_boolean(sw_json_writer *w, const char *key, bool b);
void sw_json_put_null(sw_json_writer *w, const char *key);

/* Shortest decimal of 15 to 17 digits that reads back as x (finite). */
enum { SW_NUMBER_TEXT = 32 };
const char *sw_number_text(double x, char buf[SW_NUMBER_TEXT]);

#endif
