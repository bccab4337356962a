/*
 * stat_margins.h - the margins file of rake: variable, level, total.
 */
#ifndef SW_CLI_STAT_MARGINS_H
#define SW_CLI_STAT_MARGINS_H

#include "cli/stat.h"
#include "seatworth/stats_weight.h"

/* Variables of the file against the rows of the data. */
typedef struct sw_stat_margins {
    sw_rake_variable *variable; /* levels of the rows in `row` */
    const char **name;          /* [variables] */
    size_t variables;
    size_t *row; /* [n] rows of the data in which no variable is empty */
    size_t n;
} sw_stat_margins;

/* Everything lives as long as the data. SW_EPARSE without --margins; SW_ESCHEMA
 * where the file cannot be read, names a column that the data lack, or leaves
 * out a level that they have; SW_ENODATA where a level has a total and no rows.
 */
SW_NODISCARD sw_status sw_stat_margins_read(sw_stat_margins *out,
                                            const sw_stat_data *data,
                                            sw_error *err);

#endif
