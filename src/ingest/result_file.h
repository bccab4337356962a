/*
 * result_file.h - a result from its file: result.json, or the workbook that
 * carries it inside.
 *
 * A workbook holds the text of its result.json on a sheet that no program's
 * menu shows, in cells that every spreadsheet keeps when it saves the workbook
 * again (custom parts are dropped), with its hash, and the defined name of each
 * input's base cell, so that what a reader typed over can be told.
 */
#ifndef SW_INGEST_RESULT_FILE_H
#define SW_INGEST_RESULT_FILE_H

#include <glib.h>

#include "ingest/json.h"

#define SW_EMBEDDED_SHEET "seatworth_result"
#define SW_EMBEDDED_SCHEMA "seatworth/embedded/1"

/* Columns of that sheet. The first row has, in this order, the schema, the
 * SHA-256 of the text, and what the enumeration after this one says; below it
 * stand the text, a piece a row, and beside it the inputs, one a row. */
enum {
    SW_EMBEDDED_TEXT,
    SW_EMBEDDED_KEY, /* of the input, as --set takes it */
    SW_EMBEDDED_NAME /* defined name of its base cell */
};
enum {
    SW_EMBEDDED_HASH = 1,
    SW_EMBEDDED_PIECES,  /* how many */
    SW_EMBEDDED_COLUMNS, /* of Inputs from the base to the reader's own */
    SW_EMBEDDED_OWN,     /* what the dropdown calls the reader's own column */
    SW_EMBEDDED_BASE     /* and the base */
};
enum { SW_EMBEDDED_PIECE = 32000 }; /* characters; a cell holds 32,767 */

/* Defined name of the cell that says which column the reader picked. */
#define SW_EMBEDDED_CHOICE "scenario_chosen"

/* Reads a result of any known schema from a .json or .xlsx file.
 * @return the tree (caller frees), or NULL with at least one error in `d` */
sw_json *sw_result_read(const char *path, sw_diagnostics *d);

/* What a reader changed in a workbook. */
typedef struct sw_changes {
    GPtrArray *set; /* of char*, "key=value", in the order of the inputs */
    char *scenario; /* of the pilot, that the reader picked; NULL: none */
} sw_changes;

/* Base cells that differ from the result inside, or those of the reader's own
 * column where that one is picked. False with an error in `d`: no workbook of
 * evaluate, or a cell that holds no number. Clear it in any case. */
bool sw_changes_read(sw_changes *out, const char *path, sw_diagnostics *d);
void sw_changes_clear(sw_changes *changes);

#endif
