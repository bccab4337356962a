/*
 * read_request.h - what is known of a file before it is read.
 */
#ifndef SW_INGEST_READ_REQUEST_H
#define SW_INGEST_READ_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

/* What the user said of the file (pilot.json, any file object). Zero: decide
 * from the bytes. */
typedef struct sw_read_request {
    const char *path;       /* where to read */
    const char *name;       /* how to name it in diagnostics; NULL: as path */
    const char *format;     /* NULL: recognise */
    const char *table;      /* as what it was given: "survey" ...; or NULL */
    const char *rows;       /* JSON: the list that holds the rows, or NULL */
    const char *encoding;   /* NULL: detect */
    char delimiter;         /* 0: detect */
    char decimal;           /* 0: decide per column */
    const char *date_order; /* "dmy", "mdy", "ymd" or NULL */
    size_t skip_rows;       /* rows above the header */
    const char *templates;  /* folder of formats; NULL: the built-in ones */
    const struct sw_formats *formats; /* already loaded, or NULL */
    struct sw_json_paging *paging;    /* of the files of one source: the caller
                                         looks whether a page misses; or NULL */
    bool keep_empty;    /* a table without rows, or without pages that should be
                           there, is returned beside its error */
    bool allow_partial; /* a missing page is a warning, no error */
} sw_read_request;

#endif
