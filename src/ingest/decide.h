/*
 * decide.h - what the files that decide on columns share.
 */
#ifndef SW_INGEST_DECIDE_H
#define SW_INGEST_DECIDE_H

#include <glib.h>

#include "ingest/column.h"
#include "ingest/read_request.h"
#include "ingest/format.h"
#include "ingest/table.h"

/* One table whose columns are being decided. */
typedef struct sw_decision {
    const sw_table *table;
    const sw_format *format; /* NULL: unknown */
    bool by_shape;           /* its columns are known by their places */
    const sw_read_request *request;
    bool is_typed; /* from a workbook or JSON: a point is a decimal point */
    sw_columns *columns;
    GHashTable *labels; /* of every rating scale, folded; a set */
} sw_decision;

enum { SW_SHOWN_DOUBTS = 20 };

/* Decides on all columns of a table. Numbers, dates and booleans that could be
 * read are put into canonical form in the table itself; answers stay as they
 * stand. The caller frees the result. */
sw_columns *sw_columns_decide(sw_table *t, const sw_format *format,
                              bool by_shape, const sw_read_request *request,
                              bool is_typed);

/* Whether the columns that a weak format of rosters does not name hold answers
 * of a survey, and none of those it does is known of staff alone. */
bool sw_columns_ask(sw_table *t, const sw_format *format,
                    const sw_read_request *request);

/* The parts, in the order in which they run. */
void sw_decide_mapping(sw_decision *d);
void sw_decide_kinds(sw_decision *d);
void sw_decide_numbers(sw_decision *d);
void sw_decide_dates(sw_decision *d);
void sw_decide_answers(sw_decision *d);
void sw_decide_ids(sw_decision *d);
void sw_decide_items(sw_decision *d);

/* Of unknown files, once the kinds are known: which column may be which. */
void sw_decide_proposals(sw_decision *d);
/* Whether the text holds an e-mail address. */
bool sw_is_address(const char *text);

/* Appends a doubt on a cell (row SIZE_MAX: the column). */
void sw_doubt(const sw_decision *d, sw_severity severity, const char *code,
              size_t row, size_t column, const char *remedy, const char *fmt,
              ...) SW_PRINTF(7, 8);
void sw_set_reading(sw_column *c, const char *fmt, ...) SW_PRINTF(2, 3);

/* Header and label of a column, folded, apart by a blank; the caller frees. */
char *sw_decide_words(const sw_decision *d, size_t column);

#endif
