/*
 * schema.h - checks a JSON value against a JSON Schema.
 *
 * The schema that editors use (templates/pilot.schema.json) is the one the
 * loader checks with, so that both give the same answers. The vocabulary is the
 * part of draft 2020-12 that the templates use: type, properties, required,
 * additionalProperties (false or a schema), items, prefixItems, minItems,
 * maxItems, uniqueItems, enum, const, minimum, maximum, exclusiveMinimum,
 * exclusiveMaximum, minLength, pattern, format (date), minProperties,
 * maxProperties, anyOf, oneOf, allOf, $ref into #/$defs. Any other keyword that
 * constrains is refused when the schema is loaded.
 *
 * Every problem is reported with file, line, column, pointer and a remedy;
 * an unknown key names the nearest known one ("did you mean"), a number out of
 * range says the range and why, from the schema's "description".
 */
#ifndef SW_INGEST_SCHEMA_H
#define SW_INGEST_SCHEMA_H

#include <stdbool.h>

#include "ingest/json.h"

/* Appends one error per problem; `file` names the value's file.
 * @return true if there was none. */
bool sw_schema_check(const sw_json *schema, const sw_json *value,
                     const char *file, sw_diagnostics *d);

/* The nearest of names[n] to `text` (Damerau-Levenshtein distance at most 2 or
 * a third of its length, or equal but for case, `_` and `-`), else NULL. */
const char *sw_nearest_name(const char *text, const char *const *names,
                            size_t n);

#endif
