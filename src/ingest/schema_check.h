/*
 * schema_check.h - what the files of the schema checker share.
 */
#ifndef SW_INGEST_SCHEMA_CHECK_H
#define SW_INGEST_SCHEMA_CHECK_H

#include <glib.h>

#include "ingest/schema.h"

/* One run over one value. */
typedef struct sw_schema_run {
    const sw_json *root; /* the schema that $ref refers to */
    const char *file;
    sw_diagnostics *d; /* NULL: count only, as branches are tried */
    size_t errors;
    int refs; /* $ref followed without moving to another value */
} sw_schema_run;

/* Where a message takes its words from: the title and description nearest to
 * the property win over those of the definitions it refers to. */
typedef struct sw_schema_words {
    const char *title, *description;
} sw_schema_words;

/* Checks value against schema; reports unless run->d is NULL. */
void sw_schema_value(sw_schema_run *run, const sw_json *schema,
                     const sw_json *value, sw_schema_words words);
/* anyOf (exactly_one false) or oneOf: reports by the branch that was meant. */
void sw_schema_choice(sw_schema_run *run, const sw_json *branches,
                      bool exactly_one, const sw_json *value,
                      sw_schema_words words);
/* Keywords about numbers and texts: minimum, pattern ... */
void sw_schema_scalar(sw_schema_run *run, const sw_json *schema,
                      const sw_json *value, sw_schema_words words);

/* The schema that `ref` ("#/$defs/x") names, or NULL. */
const sw_json *sw_schema_resolve(const sw_json *root, const char *ref);
sw_schema_words sw_schema_say(const sw_json *schema, sw_schema_words words);
bool sw_schema_has_type(const char *name, const sw_json *value);

/* Counts an error, and appends it to the run's list if it has one. */
void sw_schema_error(sw_schema_run *run, const char *code, const sw_json *value,
                     const char *remedy, const char *fmt, ...) SW_PRINTF(5, 6);
/* `known` holds the keys of this object; one that is a key of an object below
 * it in `schema` (NULL: do not look) is named with its place. */
void sw_schema_unknown_key(sw_schema_run *run, const sw_json *member,
                           const char *kind, GPtrArray *known,
                           const sw_json *schema);
/* A number or a truth value in quotes, the usual slip. */
bool sw_schema_is_quoted(const sw_json *value);
void sw_schema_missing_key(sw_schema_run *run, const sw_json *object,
                           const char *key, const sw_json *schema);

/* Words for messages; the caller frees. */
char *sw_schema_name(const sw_json *value);  /* price, tiers[0] */
char *sw_schema_brief(const sw_json *value); /* -5, "abc", an array of 2 */
/* A description as a remedy: lower case, no period; NULL gives NULL. */
char *sw_schema_remedy(const char *description);

/* Refuses what sw_schema_value does not know (errors in run->d). */
void sw_schema_keywords(sw_schema_run *run, const sw_json *schema);

#endif
