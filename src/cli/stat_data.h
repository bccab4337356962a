/*
 * stat_data.h - from a table of the file to the data of a method.
 */
#ifndef SW_CLI_STAT_DATA_H
#define SW_CLI_STAT_DATA_H

#include <glib.h>

#include "cli/stat.h"
#include "ingest/table.h"

struct sw_stat_store {
    GPtrArray *blocks; /* every allocation */
    sw_table *table;   /* owned; NULL without a file */
    size_t *row;       /* [n] of the table */
    const sw_stat_levels *levels[SW_STAT_ROLES];
    const sw_stat_levels **x_levels; /* [n_x] */
};

/* Takes over `table` (NULL without a file). SW_ESCHEMA where a column that was
 * named is not in it. The caller frees *out. */
SW_NODISCARD sw_status sw_stat_data_new(sw_stat_data **out, sw_table *table,
                                        const sw_stat_method *method,
                                        const sw_stat_options *options,
                                        sw_error *err);
void sw_stat_data_free(sw_stat_data *data);

/* Option name of a role, e.g. "y". */
const char *sw_stat_role_name(sw_stat_role role);

/* A finite decimal number and nothing else. */
bool sw_stat_parse(double *out, const char *text);

/* The column's cells in the rows that are left. */
sw_stat_column sw_stat_column_at(const sw_stat_data *data, size_t column,
                                 bool label);

#endif
