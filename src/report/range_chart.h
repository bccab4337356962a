/*
 * range_chart.h - bars that float between values: waterfalls, intervals with
 * their middle, swings round a base.
 *
 * A spreadsheet has no such chart, so each bar is a stack on an invisible one.
 * A stack turns round at zero: a bar that crosses it is drawn as its part above
 * and its part below. The bounds stand beside the printed page; the parts are
 * formulas of them, so that who edits a bound moves the bar.
 */
#ifndef SW_REPORT_RANGE_CHART_H
#define SW_REPORT_RANGE_CHART_H

#include "report/chart.h"

enum { SW_RANGE_BANDS = 3, SW_RANGE_BOUNDS = SW_RANGE_BANDS + 1 };

/* First column of the figures of charts, right of what is printed. */
enum { SW_CHART_DATA = 30 };

/* A bar: band k lies between bounds k and k + 1, which ascend. */
typedef struct sw_range {
    char *label; /* owned */
    double bound[SW_RANGE_BOUNDS];
} sw_range;

typedef struct sw_range_spec {
    const char *title, *says;
    const char *bound_name[SW_RANGE_BOUNDS]; /* heads of the figures */
    const char *band_name[SW_RANGE_BANDS];
    int bands; /* the first ones have an entry in the legend; 0: no legend */
    int colour[SW_RANGE_BANDS];
    bool lying; /* bars from left to right, the first on top */
    sw_number number;
    const char *value_name; /* of the axis of values; NULL: none */
    int width, height;      /* pixels */
    lxw_col_t column;       /* of the upper left corner, at the cursor */
    sw_cell_place data;     /* upper left cell of the figures */
} sw_range_spec;

/* Writes the figures and places the chart at the cursor, which stays. */
void sw_range_chart(sw_sheet *s, const sw_range_spec *spec,
                    const sw_range *range, size_t n);
/* An interval [bound 0, bound 3] with its middle in bounds 1 and 2: widens the
 * middle to a mark that can be seen beside all of them. */
void sw_range_mark(sw_range *range, size_t n);
void sw_range_clear(sw_range *range, size_t n);

/* Pixels that n lying bars need whose labels have so many lines. */
int sw_lying_height(size_t n, int lines);
/* Rows that so many pixels cover. */
lxw_row_t sw_chart_rows(int pixels);
/* A name short enough to stand beside a bar; the caller frees it. */
char *sw_short_name(const char *name, size_t characters);

#endif
