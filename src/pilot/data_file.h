/*
 * data_file.h - one file that pilot.json names: opened, read by column,
 * recorded with its rejected rows.
 */
#ifndef SW_PILOT_DATA_FILE_H
#define SW_PILOT_DATA_FILE_H

#include "ingest/cell.h"
#include "ingest/column.h"
#include "ingest/table.h"
#include "pilot/data_parts.h"
#include "pilot/load.h"

/* Rows by their days; before: the pilot, later: than as_of. */
typedef struct sw_data_days {
    size_t rows, before, later;
    sw_day first, last;
} sw_data_days;

typedef struct sw_data_file {
    const sw_load *load;
    const sw_json *spec; /* its object in pilot.json */
    const char *name;    /* as written there; owned by the pilot */
    const char *kind;    /* owned by the pilot */
    sw_table *table;
    GArray *parts;     /* of sw_data_part: its files */
    GHashTable *roles; /* canonical column to column + 1, of a second role */
    const sw_format *format; /* NULL: unknown */
    size_t rows;             /* with those that the reader rejected */
    char *decimal;           /* [columns] '.' or ',', 0 until decided */
    bool *told;              /* [columns] its ambiguity was reported */
    sw_data_days days;
    bool *used;          /* [columns] a cell of it was taken */
    const char **role;   /* [columns] as what it was looked up; or NULL */
    char **header;       /* [columns] as it stands in the file */
    sw_diagnostics *odd; /* cells that are unknown, their rows are not */
} sw_data_file;

/* Reads the files of a spec as one table and renames its columns by
 * spec.columns. A format that only looks like one (sw_format.is_weak) counts
 * where it suits `kind`: where the pilot names a file says what it is.
 * @return false with errors in the diagnostics if there is no table */
bool sw_data_open(sw_data_file *f, const sw_load *load, const sw_json *spec,
                  const char *kind);
/* Records file, hash and rejects in the pilot, complains where too many rows
 * were rejected, and frees the table. */
void sw_data_close(sw_data_file *f);
/* Frees the table, and records nothing. */
void sw_data_forget(sw_data_file *f);

/* What was decided of the i-th column; NULL: nothing. */
const sw_column *sw_data_column(const sw_data_file *f, size_t i);

/* The table of one file of a spec; the first may have been read ahead, and what
 * there is to say of it is said now. NULL with errors in the diagnostics. */
sw_table *sw_data_read(const sw_load *load, const sw_json *spec,
                       const char *kind, const char *name, bool first);

/* Whether no page of the source's files misses, once all are read; else an
 * error that says which. */
bool sw_data_has_all_pages(const sw_load *load, const sw_json *spec);

/* An empty sw_load.kept; g_hash_table_destroy frees it and what it holds. */
GHashTable *sw_data_kept_new(void);
/* A table takes about ten times the bytes of its file: text files above this
 * are worth reading as a stream. */
enum { SW_LARGE_FILE = 32 * 1024 * 1024 };

/* Format of a spec's file; NULL: unknown, or no file. The file is read and kept
 * for sw_data_open, which then says what there is to say; nothing is reported
 * here. Of a large text file only the beginning is read, and nothing kept. */
const sw_format *sw_data_peek(const sw_load *load, const sw_json *spec,
                              const char *kind);
/* True if the file's rows are of this kind ("roster", "usage" ...) or of an
 * unknown format; another kind is an error that says what the file is. */
bool sw_data_is_about(const sw_data_file *f, const char *table);
bool sw_data_has_quirk(const sw_data_file *f, const char *quirk);

/* Column of this name or SIZE_MAX: as `columns` in pilot.json maps it, else as
 * the file's format does, else by its header. */
size_t sw_data_find(const sw_data_file *f, const char *column);
/* Says as what a column is looked up that was found in another way; the first
 * role of a column stays. Returns the column. */
size_t sw_data_found(const sw_data_file *f, size_t column, const char *role);
/* The same; a missing column is an error that names those found. */
size_t sw_data_need(const sw_data_file *f, const char *column);

/* The column of persons: as mapped, else by the cells, which may be names of
 * the roster, else by a header; said where no header says it. */
size_t sw_data_find_person(const sw_data_file *f);
size_t sw_data_need_person(const sw_data_file *f);

/* Cells by type, which makes a column a used one. A column of SIZE_MAX is
 * missing everywhere; a bad cell is rejected with its place and value, and
 * reads as SW_CELL_BAD. */
const char *sw_data_text(const sw_data_file *f, size_t row, size_t column);
sw_cell_status sw_data_number(sw_data_file *f, size_t row, size_t column,
                              double *out);
sw_cell_status sw_data_date(sw_data_file *f, size_t row, size_t column,
                            sw_day *out);
sw_cell_status sw_data_period(sw_data_file *f, size_t row, size_t column,
                              sw_day *out);
/* The same for columns that the row is not about: a bad cell is counted, listed
 * and unknown, and the row stays. */
sw_cell_status sw_data_detail_number(sw_data_file *f, size_t row, size_t column,
                                     double *out);
sw_cell_status sw_data_detail_date(sw_data_file *f, size_t row, size_t column,
                                   sw_day *out);
/* The same of all columns that add up to a canonical one, of which `column` is
 * the first: what could be read of them; a truth value counts as 1 or 0. */
sw_cell_status sw_data_total(sw_data_file *f, size_t row, size_t column,
                             const char *canonical, double *out);
/* Takes the cell as unknown for a reason of one's own. */
void sw_data_odd(const sw_data_file *f, size_t row, size_t column,
                 const char *code, const char *reason);
/* True where the cells of a column have two readings and were not read: an
 * error, once the column is used. */
bool sw_data_is_ambiguous(sw_data_file *f, size_t column);
/* Rejects the cell (column SIZE_MAX: the row) for a reason of one's own. */
void sw_data_reject(sw_data_file *f, size_t row, size_t column,
                    const char *code, const char *reason);

/* Days of a period: 7 or 30 where the text of one says so ("2024-W05",
 * "2024-05"), else 1, 7 or 30 from the smallest gap between the starts day[n];
 * a week where there is a single start. */
int sw_period_days(const sw_day *day, size_t n, const char *text);

#endif
