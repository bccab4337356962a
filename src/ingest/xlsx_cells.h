/*
 * xlsx_cells.h - cells of a workbook that is known: a sheet by its name, a cell
 * by its defined name, numbers as they are written.
 */
#ifndef SW_INGEST_XLSX_CELLS_H
#define SW_INGEST_XLSX_CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "ingest/records.h"
#include "seatworth/diagnostic.h"

typedef struct sw_xlsx_cells sw_xlsx_cells;

/* Opens a workbook in memory, borrowed until it is closed; `name` is the file's
 * for diagnostics. NULL with an error in `d` where it is none. */
sw_xlsx_cells *sw_xlsx_cells_open(const char *bytes, size_t length,
                                  const char *name, sw_diagnostics *d);
void sw_xlsx_cells_close(sw_xlsx_cells *w);

/* The rows of a sheet, hidden or not, borrowed; rows and cells that hold
 * nothing are not there (sw_records_line tells a row's number). NULL: there is
 * no such sheet, or it is broken, which is then in `d`. */
const sw_records *sw_xlsx_cells_sheet(sw_xlsx_cells *w, const char *sheet);

/* Text of the one cell that a defined name stands for, or of the one so many
 * columns to the right, "" where it is empty; NULL: the workbook has no such
 * name, or it is no single cell. Borrowed. */
const char *sw_xlsx_cells_named(sw_xlsx_cells *w, const char *defined,
                                size_t right);

#endif
