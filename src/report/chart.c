#include "report/chart.h"

#include <stdint.h>

static lxw_chart_font small_font(void)
{
    return (lxw_chart_font){.size = 8, .color = (lxw_color_t)SW_GREY};
}

lxw_chart *sw_chart_new(sw_sheet *s, lxw_chart_type type)
{
    lxw_chart *chart = workbook_add_chart(s->book->workbook, (uint8_t)type);
    if (chart == NULL)
        sw_sheet_keep(s, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return chart;
}

void sw_chart_title(lxw_chart *chart, const char *title)
{
    lxw_chart_font font = {
        .size = 9.5, .bold = LXW_TRUE, .color = (lxw_color_t)SW_NAVY};
    chart_title_set_name(chart, title);
    chart_title_set_name_font(chart, &font);
}

void sw_chart_axis(lxw_chart_axis *axis, const char *format)
{
    lxw_chart_font font = small_font();
    lxw_chart_line line = {.color = (lxw_color_t)SW_LINE, .width = 0.75};
    chart_axis_set_num_font(axis, &font);
    chart_axis_set_line(axis, &line);
    if (format != NULL)
        chart_axis_set_num_format(axis, format);
}

void sw_chart_axis_name(lxw_chart_axis *axis, const char *name)
{
    lxw_chart_font font = small_font();
    chart_axis_set_name(axis, name);
    chart_axis_set_name_font(axis, &font);
}

void sw_chart_grid(lxw_chart_axis *axis)
{
    lxw_chart_line line = {.color = 0xE6E9EF, .width = 0.5};
    chart_axis_major_gridlines_set_visible(axis, LXW_TRUE);
    chart_axis_major_gridlines_set_line(axis, &line);
}

void sw_chart_labels(lxw_chart_series *series, const char *format)
{
    lxw_chart_font font = {.size = 8.5, .color = (lxw_color_t)SW_NAVY};
    chart_series_set_labels(series);
    chart_series_set_labels_num_format(series, format);
    chart_series_set_labels_font(series, &font);
}

void sw_chart_legend(lxw_chart *chart)
{
    lxw_chart_font font = small_font();
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(chart, &font);
}

void sw_chart_insert(sw_sheet *s, lxw_chart *chart, lxw_col_t column, int width,
                     int height, const char *says)
{
    static const double DEFAULT_WIDTH = 480, DEFAULT_HEIGHT = 288;
    lxw_chart_options options = {
        .x_scale = width / DEFAULT_WIDTH,
        .y_scale = height / DEFAULT_HEIGHT,
        .object_position = LXW_OBJECT_MOVE_AND_SIZE,
        .description = (char *)(uintptr_t)says,
    };
    lxw_chart_line none = {.none = LXW_TRUE};
    chart_chartarea_set_line(chart, &none);
    sw_sheet_keep(
        s, worksheet_insert_chart_opt(s->ws, s->row, column, chart, &options));
}

void sw_chart_bars(sw_sheet *s, const sw_chart_spec *spec, const char *sheet,
                   sw_area names, sw_area values)
{
    lxw_chart *chart = sw_chart_new(s, spec->type);
    if (chart == NULL)
        return;
    bool lying = spec->type == LXW_CHART_BAR;
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, sheet, names.row, names.column,
                                names.last_row, names.last_column);
    chart_series_set_values(series, sheet, values.row, values.column,
                            values.last_row, values.last_column);
    lxw_chart_fill fill = {.color = (lxw_color_t)SW_TEAL};
    chart_series_set_fill(series, &fill);
    chart_set_series_gap(chart, spec->gap_free ? 8 : 60);
    /* the x axis of a bar chart is the horizontal one, of values */
    lxw_chart_axis *of_values = lying ? chart->x_axis : chart->y_axis;
    lxw_chart_axis *of_names = lying ? chart->y_axis : chart->x_axis;
    sw_chart_axis(of_values, s->book->style.number[spec->axis]);
    sw_chart_axis(of_names, NULL);
    chart_axis_set_label_position(of_names, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    if (spec->labelled) {
        sw_chart_labels(series, s->book->style.number[spec->axis]);
        chart_axis_off(of_values);
        chart_axis_major_gridlines_set_visible(of_values, LXW_FALSE);
    } else {
        sw_chart_grid(of_values);
    }
    if (spec->x_name != NULL)
        sw_chart_axis_name(of_names, spec->x_name);
    if (spec->y_name != NULL)
        sw_chart_axis_name(of_values, spec->y_name);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    sw_chart_title(chart, spec->title);
    sw_chart_insert(s, chart, spec->column, spec->width, spec->height,
                    spec->says);
}
