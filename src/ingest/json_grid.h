/*
 * json_grid.h - objects of JSON as rows: a column for every name that any of
 * them has, in the order in which the names turn up.
 */
#ifndef SW_INGEST_JSON_GRID_H
#define SW_INGEST_JSON_GRID_H

#include <glib.h>

#include "ingest/json.h"
#include "ingest/records.h"

typedef struct sw_json_grid {
    GPtrArray *headers; /* of char * */
    GHashTable *column; /* name without case -> column + 1: spellings differ */
    GPtrArray *rows;    /* of GPtrArray of char *, NULL where there is none */
    GArray *lines;      /* of size_t */
    size_t places;      /* of all rows, up to the last one in use */
    bool overflow;      /* more than a table may have: some were not put */
} sw_json_grid;

void sw_json_grid_init(sw_json_grid *g);
void sw_json_grid_clear(sw_json_grid *g);

/* Begins a row; what is put goes to the last one. */
void sw_json_grid_add_row(sw_json_grid *g, size_t line);
/* Puts a text into any row, in place of what stands there. */
void sw_json_grid_set(sw_json_grid *g, size_t row, const char *name,
                      const char *text);
void sw_json_grid_put_number(sw_json_grid *g, const char *name, double x);
/* The scalars of an object, those of objects within it as `outer.inner`; lists
 * are left out. */
void sw_json_grid_put_object(sw_json_grid *g, const sw_json *v);
/* The same of one member of an object. */
void sw_json_grid_put_member(sw_json_grid *g, const sw_json *member);

/* Cell of a row by name; "" where there is none. */
const char *sw_json_grid_text(const sw_json_grid *g, size_t row,
                              const char *name);
/* Whether its table would have too many columns or cells. */
bool sw_json_grid_is_too_large(const sw_json_grid *g);
/* Takes out the rows for which drop[row] is not 0. */
void sw_json_grid_drop(sw_json_grid *g, const char *drop);
/* The header row, then the rows; caller frees. */
sw_records *sw_json_grid_records(const sw_json_grid *g);

#endif
