/*
 * data_period.h - which days a row of an export counts.
 *
 * A row says it by a day, by its first and last, by a day and a length, or by
 * year and month; reports whose range is chosen at download do not say it, then
 * the file does (data_parts.h).
 */
#ifndef SW_PILOT_DATA_PERIOD_H
#define SW_PILOT_DATA_PERIOD_H

#include "pilot/data_file.h"

typedef struct sw_data_period_columns {
    size_t period, to, days, year, month;
    bool by_file; /* no row says it */
} sw_data_period_columns;

/* @return false with an error that says how to give a period */
bool sw_data_period_find(sw_data_period_columns *out, sw_data_file *f);
/* First day of the row, and how many it counts, 0 where it does not say. A row
 * without a period is rejected. */
sw_cell_status sw_data_period_read(sw_day *day, int *days, sw_data_file *f,
                                   const sw_data_period_columns *at,
                                   size_t row);
/* First and last day of all files, where no row says it. */
void sw_data_period_bounds(const sw_data_file *f, sw_day *from, sw_day *to);

/* Says which of the rows read so far are outside of the pilot's days, and
 * whether those after as_of are `left_out`. */
void sw_data_period_tell(const sw_data_file *f, bool left_out);
/* Whether a day comes after the day of the decision. */
bool sw_data_is_later(const sw_data_file *f, sw_day day);

#endif
