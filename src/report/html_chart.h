/*
 * html_chart.h - a chart of the workbook as SVG.
 *
 * The chart is the workbook's own: its title says the finding, its series are
 * ranges of cells. What it shows is also a table below it, and its description
 * says what it is for those who do not see it. Colours are classes, so that the
 * page can be light or dark; none speaks alone.
 */
#ifndef SW_REPORT_HTML_CHART_H
#define SW_REPORT_HTML_CHART_H

#include "report/html.h"
#include "report/html_grid.h"

enum { SW_SERIES_MOST = 12 };

/* A series with its figures. */
typedef struct sw_html_series {
    const lxw_chart_series *of;
    const char *name; /* in the reader's language; NULL: none */
    size_t n;
    lxw_row_t row;      /* the first */
    lxw_col_t x, value; /* columns */
    lxw_row_t dr;       /* steps to the next: 1, 0 down ... */
    lxw_col_t dc;       /* ... or 0, 1 to the right */
    lxw_row_t x_row;    /* of the categories */
    bool hidden;        /* a base that bars stand on */
} sw_html_series;

typedef struct sw_html_chart {
    const sw_grid *g; /* of the sheet that has the figures */
    sw_grid other;    /* that one, where it is not the chart's own */
    const lxw_chart *chart;
    sw_html_series series[SW_SERIES_MOST];
    size_t n_series, n; /* of series; of points of the longest */
} sw_html_chart;

/* A category's text, a point's value: NaN where there is none. */
const char *sw_html_category(const sw_html_chart *c, size_t series, size_t i);
double sw_html_x(const sw_html_chart *c, size_t series, size_t i);
double sw_html_value(const sw_html_chart *c, size_t series, size_t i);
const char *sw_html_value_text(const sw_html_chart *c, size_t series, size_t i);

/* A figure with its title, picture, legend and table. */
void sw_html_figure(sw_html *h, const sw_grid *g,
                    const lxw_object_properties *placed);
/* The picture's marks: bars, lines and points, axes. */
void sw_html_bars(sw_html *h, const sw_html_chart *c);
void sw_html_lines(sw_html *h, const sw_html_chart *c);
/* ` class="f-accent"`, by the series' or the point's colour (SIZE_MAX: no
 * point's own); `what` is f for what is filled, s for a line. */
void sw_html_series_class(sw_html *h, const sw_html_chart *c, size_t series,
                          size_t point, const char *what);
/* The height of the picture, whose width is SW_PICTURE_WIDTH. */
int sw_html_picture_height(const sw_html_chart *c);

enum { SW_PICTURE_WIDTH = 440 };

#endif
