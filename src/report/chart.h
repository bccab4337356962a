/*
 * chart.h - native charts in one look: small grey axes, a bold title that says
 * the finding, and a description for those who cannot see it.
 */
#ifndef SW_REPORT_CHART_H
#define SW_REPORT_CHART_H

#include "report/sheet.h"

typedef struct sw_area {
    lxw_row_t row;
    lxw_col_t column;
    lxw_row_t last_row;
    lxw_col_t last_column;
} sw_area;

typedef struct sw_chart_spec {
    const char *title, *says; /* the finding; the description */
    lxw_chart_type type;
    sw_number axis;              /* how values are shown */
    const char *x_name, *y_name; /* NULL: none */
    int width, height;           /* pixels */
    lxw_col_t column;            /* of the upper left corner, at the cursor */
    bool gap_free;               /* bars that touch, for a distribution */
    bool labelled;               /* the value at each bar, no axis of them */
} sw_chart_spec;

/* NULL, and the sheet has failed, when memory is out. */
lxw_chart *sw_chart_new(sw_sheet *s, lxw_chart_type type);
void sw_chart_title(lxw_chart *chart, const char *title);
/* @param format a number format, or NULL for the cells' own */
void sw_chart_axis(lxw_chart_axis *axis, const char *format);
void sw_chart_axis_name(lxw_chart_axis *axis, const char *name);
void sw_chart_grid(lxw_chart_axis *axis);
/* The value at each bar, small. */
void sw_chart_labels(lxw_chart_series *series, const char *format);
/* A small legend below. */
void sw_chart_legend(lxw_chart *chart);
/* Places the chart at the cursor; `pixels` high and wide. */
void sw_chart_insert(sw_sheet *s, lxw_chart *chart, lxw_col_t column, int width,
                     int height, const char *says);

/* One series of columns or bars, placed at the cursor. */
void sw_chart_bars(sw_sheet *s, const sw_chart_spec *spec, const char *sheet,
                   sw_area categories, sw_area values);

#endif
