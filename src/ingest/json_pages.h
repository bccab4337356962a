/*
 * json_pages.h - what the objects of an export say, as rows of a grid.
 */
#ifndef SW_INGEST_JSON_PAGES_H
#define SW_INGEST_JSON_PAGES_H

#include "ingest/json_documents.h"
#include "ingest/json_grid.h"

/* The column that says whether a user was active on a day: 1 or 0. */
#define SW_ACTIVE_DAYS "active_days"

typedef struct sw_json_pages {
    sw_json_grid *grid;
    const char *name;
    sw_diagnostics *d;
    double total_seats; /* the largest that a page says */
    size_t line;        /* of the document in progress */
    bool more;          /* the last page links to another */
    bool failed;        /* an error was given */
} sw_json_pages;

/* Adds the rows of a document: of a page, of a list of pages or of rows, or the
 * row that it is. */
void sw_json_pages_add(sw_json_pages *p, const sw_json_document *document);

#endif
