/*
 * xlsx_reader.h - a workbook, or the one file of a zip archive, to a table.
 */
#ifndef SW_INGEST_XLSX_READER_H
#define SW_INGEST_XLSX_READER_H

#include "ingest/csv_reader.h"
#include "ingest/records.h"

/* The first visible sheet that holds a table; the others are named in a note.
 * Dates become YYYY-MM-DD (with HH:MM:SS where there is a time), numbers the
 * shortest text that reads back the same. A zip archive with a single text file
 * is read as that file. Encrypted, damaged and oversized workbooks and those of
 * other programs are errors in words.
 * @return the table (caller frees), or NULL with at least one error in `d`. */
sw_table *sw_xlsx_parse(const char *bytes, size_t length,
                        const sw_read_request *request, sw_diagnostics *d);

/* The same without looking for a header.
 * @return the records (caller frees), or NULL with at least one error. */
sw_records *sw_xlsx_records(const char *bytes, size_t length,
                            const sw_read_request *request, sw_diagnostics *d);

#endif
