/*
 * csv_reader.h - CSV bytes to a table, through libcsv.
 */
#ifndef SW_INGEST_CSV_READER_H
#define SW_INGEST_CSV_READER_H

#include "ingest/read_request.h"
#include "ingest/records.h"
#include "ingest/table.h"

enum {
    SW_CSV_MAX_FIELD = 1024 * 1024,      /* bytes; a lost quote, not a cell */
    SW_CSV_MAX_COLUMNS = 16384,          /* as many as Excel has */
    SW_CSV_MAX_BYTES = 512 * 1024 * 1024 /* held three times over */
};

/* Text to records; fills `origin` but for the header. An unterminated quote
 * (with the line where it opened) and bytes that are no text are errors in `d`.
 * @return the records (caller frees), or NULL with an error in `d`. */
sw_records *sw_csv_records(const char *bytes, size_t length,
                           sw_table_origin *origin,
                           const sw_read_request *request, sw_diagnostics *d);

/* Reads a whole file whose first row is its header, without asking what kind of
 * export it is (source.h does). A missing, empty or header-only file is an
 * error in `d` too; ragged rows are never shifted: cells that a row lacks are
 * missing, rows with too many are rejected into the table.
 * @return the table (caller frees), or NULL with at least one error in `d`. */
sw_table *sw_csv_read(const sw_read_request *request, sw_diagnostics *d);
/* The same for bytes that are already here; request->path is not used. */
sw_table *sw_csv_parse(const char *bytes, size_t length,
                       const sw_read_request *request, sw_diagnostics *d);

/* What makes a table of bytes, as sw_csv_parse does. */
typedef sw_table *sw_table_parser(const char *bytes, size_t length,
                                  const sw_read_request *request,
                                  sw_diagnostics *d);
/* The table of a whole file by a parser; the request is named by its path where
 * it has no name. A missing or empty file is an error in `d`. */
sw_table *sw_table_from_file(const sw_read_request *request,
                             sw_table_parser *parse, sw_diagnostics *d);

typedef enum sw_csv_outcome {
    SW_CSV_ROW,   /* one row in the records, none for a blank line */
    SW_CSV_FAULT, /* a stray quote or a cell too large: the line is left out */
    SW_CSV_MORE   /* the record does not end within the text */
} sw_csv_outcome;

/* The first record of text[length], by itself; *taken bytes of it were read.
 * A record ends with the line end behind it. */
sw_csv_outcome sw_csv_record(sw_records *records, size_t *taken,
                             const char *text, size_t length, char delimiter);

#endif
