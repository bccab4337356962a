/*
 * json_paging.h - whether an export that comes in pages is whole.
 */
#ifndef SW_INGEST_JSON_PAGING_H
#define SW_INGEST_JSON_PAGING_H

#include <glib.h>
#include <stdbool.h>

#include "ingest/json.h"

/* What the pages of a file, or of several, said of themselves. */
typedef struct sw_json_paging {
    size_t held;         /* rows of all pages, before any is merged */
    bool several;        /* files */
    GArray *numbers;     /* of int: the pages that bear one */
    double pages;        /* that there are; 0 unknown */
    double rows;         /* the same, the largest that a page says */
    const char *total;   /* the member that said it; borrowed */
    char *more;          /* what of the last page says that one follows */
    bool first_seen;     /* some page was added */
    bool cut_before;     /* the first says that one stands before it */
    size_t line, column; /* where the last of these stands */
} sw_json_paging;

void sw_json_paging_init(sw_json_paging *p);
void sw_json_paging_clear(sw_json_paging *p);

/* True for members that say where a page stands, not what its rows are. */
bool sw_json_is_paging(const char *key);
/* Takes what a page says; `line` is that of its document. */
void sw_json_paging_add(sw_json_paging *p, const sw_json *page, size_t line);
/* Which page misses, as a sentence; NULL: none. The caller frees it. */
char *sw_json_paging_missing(const sw_json_paging *p);

#endif
