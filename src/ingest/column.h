/*
 * column.h - what the cells of each column are, decided once for the column.
 *
 * All cells of a column are read by one rule: one decimal sign, one order of
 * dates, one scale. The rule follows from what the cells, the other columns and
 * the format show; where they leave it open, the cells are not read, and a
 * doubt names both readings and the key of pilot.json that settles it.
 */
#ifndef SW_INGEST_COLUMN_H
#define SW_INGEST_COLUMN_H

#include <stdbool.h>
#include <stddef.h>

#include "ingest/answer.h"
#include "ingest/date_text.h"
#include "ingest/scale.h"
#include "seatworth/diagnostic.h"

typedef enum sw_kind {
    SW_KIND_TEXT,
    SW_KIND_ID,
    SW_KIND_DATE,
    SW_KIND_NUMBER,
    SW_KIND_MONEY,
    SW_KIND_PERCENT,
    SW_KIND_BOOLEAN,
    SW_KIND_LIKERT,
    SW_KIND_DURATION,
    SW_KIND_MULTI,
    SW_KIND_COMMENT
} sw_kind;

/* "id", "multi-select" ... */
const char *sw_kind_name(sw_kind kind);
/* @return false if there is no kind of that name */
bool sw_kind_of(sw_kind *out, const char *name);

typedef struct sw_column {
    sw_kind kind;
    bool kind_is_given;    /* by the format, not by the cells */
    char *maps_to;         /* canonical column, or NULL; owned */
    char *also;            /* a second canonical column, or NULL; owned */
    char *token;           /* kind of token that it counts, or NULL; owned */
    char *reading;         /* how its cells are read, in words; owned */
    bool is_item;          /* a question of a survey */
    bool is_cents;         /* its cells are hundredths */
    bool is_cost;          /* what was charged: words for nothing are 0 */
    bool unread;           /* an ambiguity left its cells as they stand */
    char decimal;          /* of the table's numbers: '.' or ',' */
    char decimal_of_file;  /* the same before they were rewritten */
    sw_date_order order;   /* dates */
    const sw_scale *scale; /* likert by labels; NULL: numbers or codes */
    bool turned;           /* likert: 1 stands for full agreement */
    int points;            /* likert; 0 unknown */
    sw_period period;      /* durations */
    char separator; /* multi-select: between choices, 0: one column each */
} sw_column;

typedef struct sw_columns sw_columns;
struct sw_columns {
    sw_column *column; /* of n */
    size_t n;
    sw_diagnostics *doubts; /* errors: cells that were not read */
};

void sw_columns_free(sw_columns *c);
/* Adds column i of `other` behind those of `c`; either may be NULL. */
void sw_columns_take(sw_columns *c, const sw_columns *other, size_t i);

/* A cell in canonical form: ISO dates, point decimals, points of scales,
 * durations in minutes; "" where a value is missing. The caller frees it. */
char *sw_column_text(const sw_column *c, const char *cell);

#endif
