/*
 * json_pages.h - what the objects of an export say, as rows of a grid.
 */
#ifndef SW_INGEST_JSON_PAGES_H
#define SW_INGEST_JSON_PAGES_H

#include "ingest/json_documents.h"
#include "ingest/json_envelope.h"
#include "ingest/json_grid.h"
#include "ingest/json_paging.h"

/* The column that says whether a user was active on a day: 1 or 0. */
#define SW_ACTIVE_DAYS "active_days"

typedef struct sw_json_pages {
    sw_json_grid *grid;
    const char *name;
    sw_diagnostics *d;
    sw_json_envelope envelope;
    sw_json_paging *paging;
    GHashTable *known; /* shapes of objects that are rows, a set */
    size_t line;       /* of the document in progress */
    bool alone;        /* there is one document */
    bool failed;       /* an error was given */
} sw_json_pages;

/* Adds the rows of a document: of a page, of a list of pages or of rows, or the
 * row that it is. A page whose list cannot be told is an error. */
void sw_json_pages_add(sw_json_pages *p, const sw_json_document *document);

#endif
