/*
 * json_token.h - the texts and numbers of JSON, and what to say of others.
 */
#ifndef SW_INGEST_JSON_TOKEN_H
#define SW_INGEST_JSON_TOKEN_H

#include "ingest/json_parse.h"

typedef struct sw_json_parser {
    const char *text;
    size_t n, pos;
    size_t line, line_start; /* of pos */
    int depth;
    GArray *twice; /* of sw_json_twice */
    sw_json_fault *fault;
} sw_json_parser;

/* The byte at pos; -1 at the end. */
int sw_json_peek(const sw_json_parser *s);
/* Sets the fault at pos; always false. */
bool sw_json_fail(sw_json_parser *s, const char *remedy, const char *fmt, ...)
    G_GNUC_PRINTF(3, 4);
/* The same: what was expected, and what stands there. */
bool sw_json_expected(sw_json_parser *s, const char *remedy, const char *what);
void sw_json_skip_space(sw_json_parser *s);
/* @return the text, or NULL: the fault is set */
char *sw_json_string_token(sw_json_parser *s);
bool sw_json_number_token(sw_json_parser *s, double *out);

#endif
