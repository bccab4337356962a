/* html_marks.c - bars, lines and points, with their axes. */
#include <math.h>
#include <string.h>

#include "report/cell_text.h"
#include "report/html_axis.h"

enum {
    WIDTH = SW_PICTURE_WIDTH,
    EDGE = 18,   /* right and top */
    NAMES = 158, /* of lying bars */
    NAME_LETTERS = 24,
    FOOT = 22, /* labels of an axis */
    AXIS_NAME = 18,
    BAR = 24,       /* a lying bar with what parts it from the next */
    STANDING = 210, /* height of what is plotted */
    VALUES = 62     /* labels of a standing axis */
};

static bool is_lying(const lxw_chart *chart)
{
    return chart->type == LXW_CHART_BAR || chart->type == LXW_CHART_BAR_STACKED;
}

static bool is_stacked(const lxw_chart *chart)
{
    return chart->type == LXW_CHART_BAR_STACKED ||
           chart->type == LXW_CHART_COLUMN_STACKED;
}

static bool is_over(const lxw_chart *chart)
{
    enum { OVER = 100 };
    return chart->overlap_y1 >= OVER;
}

/* ---- how much room ---- */

static double band_of(const sw_html_chart *c, size_t i)
{
    enum { LINE = 13, AROUND = 10 };
    size_t lines = sw_picture_lines(sw_html_category(c, 0, i), NAME_LETTERS);
    return MAX(BAR, (double)(lines * LINE + AROUND));
}

static double bands(const sw_html_chart *c)
{
    double sum = 0;
    for (size_t i = 0; i < c->n; i++)
        sum += band_of(c, i);
    return sum;
}

static int name_height(const lxw_chart_axis *axis)
{
    return axis->title.name != NULL && !axis->hidden ? AXIS_NAME : 0;
}

int sw_html_picture_height(const sw_html_chart *c)
{
    const lxw_chart *chart = c->chart;
    /* the x axis of a bar chart is the horizontal one, of values */
    if (is_lying(chart))
        return (int)bands(c) + EDGE + (chart->x_axis->hidden ? 0 : FOOT) +
               name_height(chart->x_axis);
    return EDGE + STANDING + 2 * FOOT + name_height(chart->x_axis) +
           name_height(chart->y_axis);
}

/* ---- colours ---- */

void sw_html_series_class(sw_html *h, const sw_html_chart *c, size_t series,
                          size_t point, const char *what)
{
    const lxw_chart_series *s = c->series[series].of;
    const lxw_chart_fill *fill = s->fill;
    lxw_color_t colour = SW_NAVY;
    if (point < s->point_count && s->points != NULL &&
        s->points[point].fill != NULL)
        fill = s->points[point].fill;
    if (fill != NULL && !fill->none)
        colour = fill->color;
    else if (s->line != NULL && !s->line->none)
        colour = s->line->color;
    else if (s->marker != NULL && s->marker->fill != NULL)
        colour = s->marker->fill->color;
    const char *role = sw_style_role((int)colour);
    if (role != NULL)
        sw_html_putf(h, " class=\"%s-%s\"", what, role);
    else
        sw_html_putf(h, " %s=\"#%06X\"", *what == 'f' ? "fill" : "stroke",
                     (unsigned)colour);
}

/* ---- bars ---- */

/* From where to where a bar goes; its stack is moved on. */
typedef struct stack {
    double above, below;
} stack;

static sw_curve_point ends_of(const sw_html_chart *c, stack *s, double value)
{
    double *top = value < 0 ? &s->below : &s->above;
    double from = is_stacked(c->chart) ? *top : 0;
    *top = from + value;
    return (sw_curve_point){from, from + value};
}

static void widen(double *low, double *high, double x)
{
    if (isfinite(x)) {
        *low = fmin(*low, x);
        *high = fmax(*high, x);
    }
}

static sw_axis axis_of_bars(const sw_html_chart *c)
{
    double low = 0, high = 0;
    for (size_t i = 0; i < c->n; i++) {
        stack s = {0};
        for (size_t k = 0; k < c->n_series; k++) {
            double value = sw_html_value(c, k, i);
            if (isfinite(value))
                widen(&low, &high, ends_of(c, &s, value).y);
        }
    }
    return sw_axis_of(is_lying(c->chart) ? c->chart->x_axis : c->chart->y_axis,
                      low, high);
}

static void put_bar(sw_html *h, const sw_html_chart *c, const sw_axis *a,
                    size_t series, size_t i, sw_curve_point ends, double at,
                    double thick)
{
    double from = sw_axis_at(a, ends.x), to = sw_axis_at(a, ends.y);
    double start = fmin(from, to), length = fabs(to - from);
    sw_html_put(h, "<rect");
    sw_html_series_class(h, c, series, i, "f");
    if (is_lying(c->chart))
        sw_html_putf(h,
                     " x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                     start, at, length, thick);
    else
        sw_html_putf(h,
                     " x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                     at, start, thick, length);
}

/* The value at a bar's end, where the chart has it there. */
static void put_value(sw_html *h, const sw_html_chart *c, const sw_axis *a,
                      size_t series, size_t i, double at, double thick)
{
    static const double OFF = 5, UP = 8, LETTER = 6;
    const lxw_chart_series *s = c->series[series].of;
    double value = sw_html_value(c, series, i);
    if (!s->has_labels || !isfinite(value))
        return;
    g_autofree char *text =
        s->label_num_format != NULL
            ? sw_cell_text(h->language, s->label_num_format, value)
            : g_strdup(sw_html_value_text(c, series, i));
    double end = sw_axis_at(a, value);
    bool fits =
        c->n_series == 1 || (double)g_utf8_strlen(text, -1) * LETTER < thick;
    if (!fits && !is_lying(c->chart))
        return; /* it is in the table */
    if (is_lying(c->chart))
        sw_picture_label(h, text, SIZE_MAX, end + (value < 0 ? -OFF : OFF), at,
                         value < 0 ? "end" : "start");
    else
        sw_picture_label(h, text, SIZE_MAX, at, end + (value < 0 ? UP : -UP),
                         "middle");
}

/* The bars of category i in its band. */
static void put_band(sw_html *h, const sw_html_chart *c, const sw_axis *a,
                     size_t i, double start, double size)
{
    enum { PERCENT = 100 };
    double gap = c->chart->gap_y1 > 0 ? c->chart->gap_y1 : PERCENT;
    double inside = size * PERCENT / (PERCENT + gap);
    bool beside = !is_stacked(c->chart) && !is_over(c->chart);
    double thick = beside ? inside / (double)c->n_series : inside;
    double at = start + (size - inside) / 2;
    stack s = {0};
    for (size_t k = 0; k < c->n_series; k++) {
        double value = sw_html_value(c, k, i);
        if (isfinite(value)) {
            sw_curve_point ends = ends_of(c, &s, value);
            if (!c->series[k].hidden && fabs(value) > 0)
                put_bar(h, c, a, k, i, ends, at, thick);
            put_value(h, c, a, k, i, at + thick / 2, thick);
        }
        at += beside ? thick : 0;
    }
}

static void put_lying(sw_html *h, const sw_html_chart *c, sw_axis a)
{
    enum { OFF = 6, LABELS = 52 };
    const lxw_chart_axis *values = c->chart->x_axis;
    double bottom = EDGE / 2.0 + bands(c), y = bottom;
    a.from = NAMES;
    a.to = WIDTH - (values->hidden ? LABELS : LABELS / 2 + OFF);
    if (!values->hidden)
        sw_axis_lying(h, &a, EDGE / 2.0, bottom);
    for (size_t i = 0; i < c->n; i++) { /* the first is the lowest */
        double size = band_of(c, i);
        y -= size;
        put_band(h, c, &a, i, y, size);
        sw_picture_label(h, sw_html_category(c, 0, i), NAME_LETTERS,
                         NAMES - OFF, y + size / 2, "end");
    }
    sw_axis_name(h, values, (a.from + a.to) / 2,
                 bottom + FOOT + AXIS_NAME / 2.0, "middle");
}

/* Every how many-th name there is room for. */
static size_t names_apart(const sw_html_chart *c, double size)
{
    enum { LETTER = 6, LEAST = 28 };
    double most = LEAST;
    for (size_t i = 0; i < c->n; i++) {
        double letters =
            (double)g_utf8_strlen(sw_html_category(c, 0, i), -1) * LETTER;
        most = fmax(most, fmin(letters, size > LEAST ? size : letters));
    }
    return (size_t)fmax(1, ceil(most / size));
}

/* Names of categories below a standing chart. */
static void put_names(sw_html *h, const sw_html_chart *c, double left,
                      double size, double bottom)
{
    enum { LETTER = 6, LINE = 13, OFF = 6 };
    size_t apart = names_apart(c, size);
    size_t letters = (size_t)(size * (double)apart / LETTER);
    size_t lines = 1;
    for (size_t i = 0; i < c->n; i += apart)
        lines =
            MAX(lines, sw_picture_lines(sw_html_category(c, 0, i), letters));
    double middle = bottom + OFF + LINE * (double)lines / 2;
    for (size_t i = 0; i < c->n; i += apart)
        sw_picture_label(h, sw_html_category(c, 0, i), letters,
                         left + ((double)i + 0.5) * size, middle, "middle");
    sw_axis_name(h, c->chart->x_axis, (left + WIDTH - EDGE) / 2,
                 bottom + 2 * OFF + LINE * (double)lines + LINE / 2.0,
                 "middle");
}

/* The plot's top: below the name of its axis. */
static double top_of(const lxw_chart *chart)
{
    return EDGE + name_height(chart->y_axis);
}

static void put_axis(sw_html *h, const sw_html_chart *c, sw_axis *a,
                     double left)
{
    const lxw_chart_axis *own = c->chart->y_axis;
    a->to = top_of(c->chart);
    a->from = a->to + STANDING;
    if (!own->hidden)
        sw_axis_standing(h, a, left, WIDTH - EDGE);
    sw_axis_name(h, own, 4, EDGE / 2.0, "start");
}

static void put_columns(sw_html *h, const sw_html_chart *c, sw_axis a)
{
    double left = c->chart->y_axis->hidden ? EDGE : VALUES;
    double size = (WIDTH - EDGE - left) / (double)c->n;
    put_axis(h, c, &a, left);
    for (size_t i = 0; i < c->n; i++)
        put_band(h, c, &a, i, left + (double)i * size, size);
    put_names(h, c, left, size, a.from);
}

void sw_html_bars(sw_html *h, const sw_html_chart *c)
{
    sw_axis a = axis_of_bars(c);
    if (is_lying(c->chart))
        put_lying(h, c, a);
    else
        put_columns(h, c, a);
}

/* ---- lines and points ---- */

/* Categories lie side by side; a scatter has values. */
static bool has_names(const lxw_chart *chart)
{
    return chart->type == LXW_CHART_LINE;
}

static sw_axis x_axis_of(const sw_html_chart *c)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t k = 0; k < c->n_series; k++)
        for (size_t i = 0; i < c->series[k].n; i++)
            widen(&low, &high,
                  has_names(c->chart) ? (double)i : sw_html_x(c, k, i));
    return sw_axis_of(c->chart->x_axis, low, high);
}

static sw_axis y_axis_of(const sw_html_chart *c)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t k = 0; k < c->n_series; k++)
        for (size_t i = 0; i < c->series[k].n; i++)
            widen(&low, &high, sw_html_value(c, k, i));
    bool near = low > 0 && high - low < low; /* far from nothing */
    return sw_axis_of(c->chart->y_axis, near ? low : fmin(low, 0), high);
}

static bool has_line(const sw_html_chart *c, size_t k)
{
    const lxw_chart_series *s = c->series[k].of;
    if (c->chart->type == LXW_CHART_SCATTER)
        return s->line != NULL && !s->line->none;
    return s->line == NULL || !s->line->none;
}

static bool has_marks(const sw_html_chart *c, size_t k)
{
    const lxw_chart_marker *m = c->series[k].of->marker;
    if (m != NULL)
        return m->type != LXW_CHART_MARKER_NONE;
    return c->chart->type == LXW_CHART_SCATTER && !has_line(c, k);
}

static double place_of(const sw_html_chart *c, const sw_axis *x, size_t k,
                       size_t i)
{
    return sw_axis_at(x, has_names(c->chart) ? (double)i : sw_html_x(c, k, i));
}

static void put_line(sw_html *h, const sw_html_chart *c, const sw_axis *x,
                     const sw_axis *y, size_t k)
{
    const lxw_chart_line *line = c->series[k].of->line;
    bool dashed = line != NULL && line->dash_type != LXW_CHART_LINE_DASH_SOLID;
    sw_html_put(h, "<polyline");
    sw_html_series_class(h, c, k, SIZE_MAX, "s");
    sw_html_put(h,
                dashed ? " stroke-dasharray=\"5 4\" points=\"" : " points=\"");
    for (size_t i = 0; i < c->series[k].n; i++) {
        double at = place_of(c, x, k, i), value = sw_html_value(c, k, i);
        if (isfinite(at) && isfinite(value))
            sw_html_putf(h, "%.1f,%.1f ", at, sw_axis_at(y, value));
    }
    sw_html_put(h, "\"/>\n");
}

static void put_marks(sw_html *h, const sw_html_chart *c, const sw_axis *x,
                      const sw_axis *y, size_t k)
{
    for (size_t i = 0; i < c->series[k].n; i++) {
        double at = place_of(c, x, k, i), value = sw_html_value(c, k, i);
        if (!isfinite(at) || !isfinite(value))
            continue;
        sw_html_put(h, "<circle r=\"3.5\"");
        sw_html_series_class(h, c, k, SIZE_MAX, "f");
        sw_html_putf(h, " cx=\"%.1f\" cy=\"%.1f\"/>", at, sw_axis_at(y, value));
    }
}

void sw_html_lines(sw_html *h, const sw_html_chart *c)
{
    sw_axis x = x_axis_of(c), y = y_axis_of(c);
    x.from = VALUES;
    x.to = WIDTH - EDGE - 8;
    put_axis(h, c, &y, x.from);
    if (has_names(c->chart)) {
        put_names(h, c, x.from, (x.to - x.from) / (double)c->n, y.from);
    } else {
        sw_axis_lying(h, &x, y.to, y.from);
        sw_axis_name(h, c->chart->x_axis, (x.from + x.to) / 2,
                     y.from + FOOT + AXIS_NAME / 2.0, "middle");
    }
    for (size_t k = 0; k < c->n_series; k++) {
        if (has_line(c, k))
            put_line(h, c, &x, &y, k);
        if (has_marks(c, k))
            put_marks(h, c, &x, &y, k);
    }
}
