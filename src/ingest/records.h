/*
 * records.h - rows of text cells before anything is known of them: which is the
 * header, which are titles or totals, is decided later (source.h).
 *
 * The readers of CSV and xlsx fill it. Rows may have different widths.
 */
#ifndef SW_INGEST_RECORDS_H
#define SW_INGEST_RECORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "seatworth/diagnostic.h"

typedef struct sw_records sw_records;

/* Cells of one file: a table of them takes about half a gigabyte. A file of
 * nothing but commas has as many cells as bytes. */
enum { SW_RECORDS_MAX_CELLS = 32 * 1024 * 1024 };

sw_records *sw_records_new(void);
void sw_records_free(sw_records *r);

/* Adds a cell (UTF-8, any bytes but NUL) to the row in progress. */
void sw_records_add(sw_records *r, const char *text, size_t length);
/* Ends the row in progress, which began on this 1-based line of the file (in a
 * workbook: its row number). */
void sw_records_end(sw_records *r, size_t line);
/* Forgets the row in progress. */
void sw_records_drop(sw_records *r);
/* Whether there are more than SW_RECORDS_MAX_CELLS. */
bool sw_records_overflow(const sw_records *r);
/* Cells of the row in progress. */
size_t sw_records_pending(const sw_records *r);

/* A row that could not be read; it becomes a rejected row of the table. */
void sw_records_fault(sw_records *r, size_t line, const char *code,
                      const char *message);
const sw_diagnostics *sw_records_faults(const sw_records *r);

size_t sw_records_count(const sw_records *r);
size_t sw_records_width(const sw_records *r, size_t row);
size_t sw_records_line(const sw_records *r, size_t row);
/* Never NULL; "" beyond the row's width. Blanks at its ends are kept. */
const char *sw_records_text(const sw_records *r, size_t row, size_t column);
/* True if no cell of the row holds anything but blanks. */
bool sw_records_is_empty(const sw_records *r, size_t row);
/* Cells that hold something. */
size_t sw_records_filled(const sw_records *r, size_t row);

#endif
