/*
 * html_axis.h - from values to places in a picture.
 */
#ifndef SW_REPORT_HTML_AXIS_H
#define SW_REPORT_HTML_AXIS_H

#include "report/html_chart.h"

/* An axis of values: `low` lies at `from`, `high` at `to`, in the picture's
 * units. */
typedef struct sw_axis {
    double low, high, step;
    double from, to;
    const char *code; /* number format of its labels */
} sw_axis;

/* An axis that shows [low, high], with round steps; a chart's own limits
 * win. */
sw_axis sw_axis_of(const lxw_chart_axis *own, double low, double high);
double sw_axis_at(const sw_axis *a, double value);
/* Lines and labels of the steps: across the picture from y `top` to `bottom`
 * for an axis that lies, from x `left` to `right` for one that stands. */
void sw_axis_lying(sw_html *h, const sw_axis *a, double top, double bottom);
void sw_axis_standing(sw_html *h, const sw_axis *a, double left, double right);
/* What it measures, below the picture or above it. */
void sw_axis_name(sw_html *h, const lxw_chart_axis *own, double x, double y,
                  const char *anchor);

/* A text of several lines of at most `characters`, the middle at y. */
void sw_picture_label(sw_html *h, const char *text, size_t characters, double x,
                      double y, const char *anchor);
size_t sw_picture_lines(const char *text, size_t characters);

#endif
