/*
 * csv_reader.h - CSV bytes to a table, through libcsv.
 */
#ifndef SW_INGEST_CSV_READER_H
#define SW_INGEST_CSV_READER_H

#include "ingest/table.h"

/* What the user said of the file (pilot.json, any file object). Zero: decide
 * from the bytes. */
typedef struct sw_read_request {
    const char *path;       /* where to read */
    const char *name;       /* how to name it in diagnostics; NULL: as path */
    const char *format;     /* NULL: recognise */
    const char *encoding;   /* NULL: detect */
    char delimiter;         /* 0: detect */
    char decimal;           /* 0: decide per column */
    const char *date_order; /* "dmy", "mdy", "ymd" or NULL */
    size_t skip_rows;       /* rows above the header */
} sw_read_request;

enum {
    SW_CSV_MAX_FIELD = 1024 * 1024, /* bytes; a lost quote, not a cell */
    SW_CSV_MAX_COLUMNS = 16384,     /* as many as Excel has */
    SW_CSV_MAX_BYTES = 1024 * 1024 * 1024
};

/* Reads a whole file. A missing, empty or header-only file, an unterminated
 * quote (with the line where it opened) and bytes that are no text are errors
 * in `d`; ragged rows are rejected into the table, never shifted.
 * @return the table (caller frees), or NULL with at least one error in `d`. */
sw_table *sw_csv_read(const sw_read_request *request, sw_diagnostics *d);
/* The same for bytes that are already here; request->path is not used. */
sw_table *sw_csv_parse(const char *bytes, size_t length,
                       const sw_read_request *request, sw_diagnostics *d);

#endif
