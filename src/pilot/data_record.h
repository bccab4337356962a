/*
 * data_record.h - which columns of a file were used, and as what.
 */
#ifndef SW_PILOT_DATA_RECORD_H
#define SW_PILOT_DATA_RECORD_H

#include "pilot/data_file.h"

/* The columns of a file, in its order. */
typedef struct sw_column_uses {
    GStrvBuilder *columns, *roles, *unused;
} sw_column_uses;

sw_column_uses sw_column_uses_begin(void);
/* `role`: as what it is used; "" where no header says it, NULL: not used. */
void sw_column_uses_add(sw_column_uses *u, const char *header,
                        const char *role);
/* Hands them to the file, which owns them, and frees the rest. */
void sw_column_uses_end(sw_column_uses *u, sw_input_file *out);

#endif
