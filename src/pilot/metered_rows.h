/*
 * metered_rows.h - which rows of a bill are use of AI, and in what unit: bills
 * hold everything else too.
 */
#ifndef SW_PILOT_METERED_ROWS_H
#define SW_PILOT_METERED_ROWS_H

#include "pilot/data_file.h"

typedef struct sw_metered_rows {
    sw_data_file *file;
    GArray *say;        /* of size_t: columns that say what a row is for */
    size_t unit, kind;  /* kind: usage, tax ... */
    bool is_bill;       /* of many services */
    bool is_github;     /* of several products, in dollars */
    size_t left_out;    /* rows of something else */
    GHashTable *meters; /* what was taken, borrowed texts */
    GHashTable *units;  /* units seen, owned */
} sw_metered_rows;

void sw_metered_rows_init(sw_metered_rows *m, sw_data_file *f);
/* True if the row counts; `scale` is how many units one of its is (1K: 1000).
 * Remembers what it was. */
bool sw_metered_rows_take(sw_metered_rows *m, size_t row, double *scale);
/* Says what was taken and left out, and frees.
 * @return false if the units are of several kinds: their sum means nothing */
bool sw_metered_rows_finish(sw_metered_rows *m);

#endif
