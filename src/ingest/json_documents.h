/*
 * json_documents.h - a file of one JSON document, of one a line, or of several
 * glued together.
 */
#ifndef SW_INGEST_JSON_DOCUMENTS_H
#define SW_INGEST_JSON_DOCUMENTS_H

#include <glib.h>

#include "ingest/json.h"

typedef struct sw_json_document {
    sw_json *root;
    size_t line; /* of the file, on which it begins */
} sw_json_document;

/* @return the documents (of sw_json_document; caller unrefs), or NULL with an
 * error in `d` at its place in the file. */
GArray *sw_json_documents(const char *text, size_t length, const char *name,
                          sw_diagnostics *d);

#endif
