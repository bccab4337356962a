#include "report/range_chart.h"

#include <math.h>

enum { PARTS = SW_RANGE_BANDS + 1 }; /* of one side of zero, with the base */
enum {
    LABEL,
    BOUND,
    ABOVE = BOUND + SW_RANGE_BOUNDS,
    BELOW = ABOVE + PARTS,
    NOTHING = BELOW + PARTS /* zeros */
};

void sw_range_mark(sw_range *range, size_t n)
{
    static const double SHARE = 0.004; /* half a mark, of the whole width */
    double low = 0, high = 0;          /* the axis shows zero */
    for (size_t i = 0; i < n; i++) {
        low = fmin(low, range[i].bound[0]);
        high = fmax(high, range[i].bound[SW_RANGE_BANDS]);
    }
    for (size_t i = 0; i < n; i++) {
        double *b = range[i].bound, half = SHARE * (high - low);
        b[1] -= half;
        b[2] += half;
        b[0] = fmin(b[0], b[1]);
        b[3] = fmax(b[3], b[2]);
    }
}

void sw_range_clear(sw_range *range, size_t n)
{
    for (size_t i = 0; i < n; i++)
        g_free(range[i].label);
}

int sw_lying_height(size_t n, int lines)
{
    enum { AROUND = 112, BAR = 14, LINE = 11, TALLEST = 760 };
    size_t pixels = AROUND + (size_t)(BAR + LINE * lines) * n;
    return pixels < TALLEST ? (int)pixels : TALLEST;
}

lxw_row_t sw_chart_rows(int pixels)
{
    enum { ROW_PIXELS = 20 };
    return (lxw_row_t)(pixels / ROW_PIXELS + 1);
}

char *sw_short_name(const char *name, size_t characters)
{
    g_autofree char *clean = sw_clean_text(name);
    if ((size_t)g_utf8_strlen(clean, -1) <= characters)
        return g_steal_pointer(&clean);
    g_autofree char *head = g_utf8_substring(clean, 0, (glong)characters - 1);
    g_strchomp(head);
    return g_strconcat(head, "…", NULL);
}

/* Band k of a bar above zero, or below it; band -1 is the invisible base. */
static double part_of(const sw_range *x, int k, bool above)
{
    double to = above ? fmax(0, x->bound[k + 1]) : fmin(0, x->bound[k + 1]);
    if (k < 0)
        return above ? to : fmin(0, x->bound[SW_RANGE_BANDS]);
    double from = above ? fmax(0, x->bound[k]) : fmin(0, x->bound[k]);
    return above ? to - from : from - to;
}

static void put_part(sw_sheet *s, const sw_range_spec *spec, lxw_row_t row,
                     const sw_range *x, int k, bool above)
{
    lxw_col_t bounds = (lxw_col_t)(spec->data.column + BOUND);
    int base = above ? 0 : SW_RANGE_BANDS;
    sw_ref from =
        sw_at(row, (lxw_col_t)(bounds + (k < 0 ? base : k)), SW_FIX_NONE);
    sw_ref to =
        sw_at(row, (lxw_col_t)(bounds + (k < 0 ? base : k + 1)), SW_FIX_NONE);
    const char *limit = above ? "MAX" : "MIN";
    lxw_col_t column =
        (lxw_col_t)(spec->data.column + (above ? ABOVE : BELOW) + k + 1);
    double value = part_of(x, k, above);
    if (k < 0)
        sw_put_formula(s, row, column, value, SW_LOOK_SMALL_CELL, spec->number,
                       "=%s(0,%s)", limit, from.text);
    else
        sw_put_formula(s, row, column, value, SW_LOOK_SMALL_CELL, spec->number,
                       "=%s(0,%s)-%s(0,%s)", limit, above ? to.text : from.text,
                       limit, above ? from.text : to.text);
}

static void put_heads(sw_sheet *s, const sw_range_spec *spec)
{
    lxw_col_t c = spec->data.column;
    lxw_row_t r = spec->data.row + 1;
    sw_put_text(s, spec->data.row, c, "Figures of the chart",
                SW_LOOK_SMALL_PRINT);
    sw_put_text(s, r, c, "Bar", SW_LOOK_SMALL_HEAD);
    for (int k = 0; k < SW_RANGE_BOUNDS; k++)
        sw_put_text(s, r, (lxw_col_t)(c + BOUND + k), spec->bound_name[k],
                    SW_LOOK_SMALL_HEAD_RIGHT);
    for (int k = 0; k < PARTS; k++) {
        sw_put_text(s, r, (lxw_col_t)(c + ABOVE + k),
                    k == 0 ? "Base above 0" : "Part above 0",
                    SW_LOOK_SMALL_HEAD_RIGHT);
        sw_put_text(s, r, (lxw_col_t)(c + BELOW + k),
                    k == 0 ? "Base below 0" : "Part below 0",
                    SW_LOOK_SMALL_HEAD_RIGHT);
    }
    sw_put_text(s, r, (lxw_col_t)(c + NOTHING), "Nothing",
                SW_LOOK_SMALL_HEAD_RIGHT);
}

/* The first category of lying bars is the lowest: the rows are turned round. */
static void put_figures(sw_sheet *s, const sw_range_spec *spec,
                        const sw_range *range, size_t n)
{
    put_heads(s, spec);
    for (size_t i = 0; i < n; i++) {
        const sw_range *x = &range[spec->lying ? n - 1 - i : i];
        lxw_row_t r = spec->data.row + 2 + (lxw_row_t)i;
        sw_put_data(s, r, spec->data.column, x->label, SW_LOOK_SMALL_CELL);
        for (int k = 0; k < SW_RANGE_BOUNDS; k++)
            sw_put_number(s, r, (lxw_col_t)(spec->data.column + BOUND + k),
                          x->bound[k], SW_LOOK_SMALL_CELL, spec->number);
        for (int k = -1; k < SW_RANGE_BANDS; k++) {
            put_part(s, spec, r, x, k, true);
            put_part(s, spec, r, x, k, false);
        }
        sw_put_number(s, r, (lxw_col_t)(spec->data.column + NOTHING), 0,
                      SW_LOOK_SMALL_CELL, spec->number);
    }
}

static void add_part(lxw_chart *chart, const char *sheet,
                     const sw_range_spec *spec, size_t n, int k, bool above)
{
    lxw_row_t first = spec->data.row + 2, last = first + (lxw_row_t)n - 1;
    lxw_col_t names = spec->data.column;
    lxw_col_t values = (lxw_col_t)(names + (above ? ABOVE : BELOW) + k + 1);
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, sheet, first, names, last, names);
    chart_series_set_values(series, sheet, first, values, last, values);
    lxw_chart_fill fill = {.none = LXW_TRUE};
    const char *name = "base";
    if (k >= 0 && k < SW_RANGE_BANDS) {
        fill = (lxw_chart_fill){.color = (lxw_color_t)spec->colour[k]};
        name = spec->band_name[k];
    }
    chart_series_set_fill(series, &fill);
    chart_series_set_name(series, name);
}

/* From zero outwards: the base, then the bands, below zero in reverse. A last
 * series without values makes the order symmetrical: LibreOffice counts the
 * legend's entries of lying bars from the other end, and so hides the same. */
static void add_series(lxw_chart *chart, const char *sheet,
                       const sw_range_spec *spec, size_t n)
{
    enum { SERIES = 2 * PARTS + 1 };
    int16_t without[SERIES + 1];
    size_t m = 0;
    for (int k = -1; k < SW_RANGE_BANDS; k++)
        add_part(chart, sheet, spec, n, k, true);
    add_part(chart, sheet, spec, n, -1, false);
    for (int k = SW_RANGE_BANDS - 1; k >= 0; k--)
        add_part(chart, sheet, spec, n, k, false);
    add_part(chart, sheet, spec, n, SW_RANGE_BANDS, false);
    for (int k = 0; k < SERIES; k++)
        if (k == 0 || k > spec->bands)
            without[m++] = (int16_t)k;
    without[m] = -1;
    chart_set_series_overlap(chart, 100);
    chart_set_series_gap(chart, spec->lying ? 40 : 35);
    if (spec->bands == 0)
        chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    else
        sw_chart_legend(chart);
    chart_legend_delete_series(chart, without);
}

void sw_range_chart(sw_sheet *s, const sw_range_spec *spec,
                    const sw_range *range, size_t n)
{
    lxw_chart *chart = sw_chart_new(s, spec->lying ? LXW_CHART_BAR_STACKED
                                                   : LXW_CHART_COLUMN_STACKED);
    if (chart == NULL || n == 0)
        return;
    put_figures(s, spec, range, n);
    add_series(chart, s->name, spec, n);
    lxw_chart_axis *values = spec->lying ? chart->x_axis : chart->y_axis;
    lxw_chart_axis *names = spec->lying ? chart->y_axis : chart->x_axis;
    sw_chart_axis(values, s->book->style.number[spec->number]);
    sw_chart_axis(names, NULL);
    chart_axis_set_label_position(names, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    sw_chart_grid(values);
    if (spec->value_name != NULL)
        sw_chart_axis_name(values, spec->value_name);
    sw_chart_title(chart, spec->title);
    sw_chart_insert(s, chart, spec->column, spec->width, spec->height,
                    spec->says);
}
