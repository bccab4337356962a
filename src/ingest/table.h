/*
 * table.h - a parsed table: named columns of text cells, each row with its
 * line.
 *
 * Cells are UTF-8 text, trimmed; what they mean is decided by the reader of a
 * column (cell.h). Rows that could not be taken are kept with their reason.
 */
#ifndef SW_INGEST_TABLE_H
#define SW_INGEST_TABLE_H

#include <stddef.h>

#include "base/message.h"
#include "seatworth/diagnostic.h"

typedef struct sw_table sw_table;
typedef struct sw_columns sw_columns; /* column.h */

sw_table *sw_table_new(const char *file);
void sw_table_free(sw_table *t);

/* The file as the user named it; borrowed. */
const char *sw_table_file(const sw_table *t);
size_t sw_table_rows(const sw_table *t);
size_t sw_table_columns(const sw_table *t);
/* Header of a column as it stands in the file; duplicates get `x`, `x#2`. */
const char *sw_table_header(const sw_table *t, size_t column);
/* Index of the column with this header (compared as sw_header_fold folds), or
 * SIZE_MAX. */
size_t sw_table_find(const sw_table *t, const char *header);
/* Renames a column (mapping from an export's header to a canonical one); a name
 * that another column has becomes `x#2`. */
void sw_table_rename(sw_table *t, size_t column, const char *header);
/* The question that a code stands for (in a header row of its own), "" if there
 * is none; sw_table_find knows it too. */
const char *sw_table_label(const sw_table *t, size_t column);
void sw_table_set_label(sw_table *t, size_t column, const char *label);
/* Never NULL; "" where the cell is empty. */
const char *sw_table_cell(const sw_table *t, size_t row, size_t column);
/* The headers for "the file has ..."; one column alone may be any text that is
 * no table, and is not named. */
char *sw_table_header_list(const sw_table *t);
/* 1-based line of the file on which the row begins. */
size_t sw_table_line(const sw_table *t, size_t row);
/* Number of the file from which the row comes, 0 unless tables were joined. */
size_t sw_table_part(const sw_table *t, size_t row);
/* That file as the user named it. */
const char *sw_table_part_file(const sw_table *t, size_t part);
/* Adds the rows and rejects of `other`, found by their headers, as those of one
 * file more; columns that only one of them has are empty in the other's rows.
 * Decisions of new columns are taken over. */
void sw_table_append(sw_table *t, sw_table *other);

/* Building: columns first, then rows of exactly that many cells (UTF-8; an
 * empty header becomes `(column 3)`). */
void sw_table_add_column(sw_table *t, const char *header);
void sw_table_add_row(sw_table *t, size_t line, const char *const *cells);

/* Puts another text in place of a cell (its value in canonical form). */
void sw_table_set_cell(sw_table *t, size_t row, size_t column,
                       const char *text);
/* Takes rows out: those for which drop[row] is not 0. */
void sw_table_drop_rows(sw_table *t, const char *drop);

/* Rejected rows: file, line, column and reason, as warnings in a list that
 * belongs to the table. Rows are counted by their line: two reasons for one row
 * are one rejected row. */
/* One row that is in the table. */
void sw_table_reject_row(sw_table *t, size_t row, size_t column,
                         const char *code, sw_message *reason);
/* The same of a message of any values, which is taken over. */
void sw_table_reject_say(sw_table *t, size_t line, size_t column,
                         const char *code, sw_message *reason);
void sw_table_reject(sw_table *t, size_t line, size_t column, const char *code,
                     const char *fmt, ...) SW_PRINTF(5, 6);
const sw_diagnostics *sw_table_rejects(const sw_table *t);
size_t sw_table_n_rejected(const sw_table *t);

/* What was understood of the file. */
typedef struct sw_table_origin {
    const char *source;   /* text, xlsx or json */
    const char *format;   /* format name, "" if it is of none */
    const char *encoding; /* utf-8, utf-8-bom, ... */
    char delimiter;
    size_t header_row; /* 1-based line of the last header row */
    size_t header_rows;
    char sha256[65]; /* of the file's bytes, lower-case hex */
} sw_table_origin;
/* What was decided of the columns; NULL if nobody asked. The table owns it. */
const sw_columns *sw_table_decisions(const sw_table *t);
void sw_table_set_decisions(sw_table *t, sw_columns *columns);
const sw_table_origin *sw_table_source(const sw_table *t);
void sw_table_set_source(sw_table *t, const sw_table_origin *origin);

#endif
