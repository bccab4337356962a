#include "report/dress.h"

#include <stdlib.h>
#include <string.h>

#include "base/clean_text.h"
#include "report/words.h"

/* Replaces a text that libxlsxwriter owns; the old one stays when memory is
 * out, which closing the workbook will find too. */
static void replace(char **text, const char *own)
{
    char *copy = strdup(own);
    if (copy == NULL)
        return;
    free(*text);
    *text = copy;
}

static void dress_text(const sw_book *b, char **text)
{
    if (*text == NULL)
        return;
    g_autofree char *own = sw_clean_xml(sw_words(b, *text));
    if (strcmp(own, *text) != 0)
        replace(text, own);
}

static const char *own_sheet(const sw_book *b, const char *name)
{
    for (int id = 0; id < SW_SHEET_N; id++)
        if (strcmp(sw_sheet_title_of((sw_sheet_id)id), name) == 0)
            return sw_book_title(b, (sw_sheet_id)id);
    return name;
}

/* A range has its sheet twice: by name, and in its formula `Sheet!$A$1`. */
static void dress_range(const sw_book *b, lxw_series_range *range)
{
    if (range == NULL || range->sheetname == NULL)
        return;
    const char *own = own_sheet(b, range->sheetname);
    if (strcmp(own, range->sheetname) == 0)
        return;
    const char *cells =
        range->formula != NULL ? strrchr(range->formula, '!') : NULL;
    if (cells != NULL) {
        g_autofree char *formula = g_strdup_printf("'%s'%s", own, cells);
        replace(&range->formula, formula);
    }
    replace(&range->sheetname, own);
}

static void dress_colour(const sw_book *b, lxw_color_t *colour)
{
    *colour = sw_style_colour(&b->style, (int)*colour);
}

static void dress_line(const sw_book *b, lxw_chart_line *line)
{
    if (line != NULL)
        dress_colour(b, &line->color);
}

static void dress_fill(const sw_book *b, lxw_chart_fill *fill)
{
    if (fill != NULL)
        dress_colour(b, &fill->color);
}

static void dress_font(const sw_book *b, lxw_chart_font *font)
{
    if (font != NULL)
        dress_colour(b, &font->color);
}

static void dress_title(const sw_book *b, lxw_chart_title *title)
{
    dress_text(b, &title->name);
    dress_font(b, title->font);
    dress_range(b, title->range);
}

static void dress_axis(const sw_book *b, lxw_chart_axis *axis)
{
    dress_title(b, &axis->title);
    dress_font(b, axis->num_font);
    dress_line(b, axis->line);
    dress_line(b, axis->major_gridlines.line);
    dress_line(b, axis->minor_gridlines.line);
}

static void dress_marker(const sw_book *b, lxw_chart_marker *marker)
{
    if (marker == NULL)
        return;
    dress_line(b, marker->line);
    dress_fill(b, marker->fill);
}

static void dress_points(const sw_book *b, lxw_chart_series *series)
{
    for (uint16_t i = 0; i < series->point_count; i++) {
        dress_line(b, series->points[i].line);
        dress_fill(b, series->points[i].fill);
    }
    for (uint16_t i = 0; i < series->data_label_count; i++) {
        dress_text(b, &series->data_labels[i].value);
        dress_font(b, series->data_labels[i].font);
        dress_range(b, series->data_labels[i].range);
    }
}

static void dress_series(const sw_book *b, lxw_chart_series *series)
{
    dress_range(b, series->categories);
    dress_range(b, series->values);
    dress_title(b, &series->title);
    dress_line(b, series->line);
    dress_fill(b, series->fill);
    dress_marker(b, series->marker);
    dress_points(b, series);
    dress_font(b, series->label_font);
    dress_text(b, &series->trendline_name);
    dress_line(b, series->trendline_line);
}

static void dress_chart(const sw_book *b, lxw_chart *chart)
{
    dress_title(b, &chart->title);
    dress_axis(b, chart->x_axis);
    dress_axis(b, chart->y_axis);
    dress_font(b, chart->legend.font);
    dress_line(b, chart->chartarea_line);
    dress_fill(b, chart->chartarea_fill);
    dress_line(b, chart->plotarea_line);
    dress_fill(b, chart->plotarea_fill);
    dress_fill(b, chart->up_bar_fill);
    dress_fill(b, chart->down_bar_fill);
    lxw_chart_series *series;
    /* cppcheck-suppress unknownMacro */
    STAILQ_FOREACH(series, chart->series_list, list_pointers)
    dress_series(b, series);
}

static void dress_formula(const sw_book *b, char **formula)
{
    if (*formula == NULL)
        return;
    g_autofree char *own = sw_own_formula(b, *formula);
    replace(formula, own);
}

static void dress_validation(const sw_book *b, lxw_data_val_obj *v)
{
    dress_text(b, &v->input_title);
    dress_text(b, &v->input_message);
    dress_text(b, &v->error_title);
    dress_text(b, &v->error_message);
    dress_formula(b, &v->value_formula);
    dress_formula(b, &v->minimum_formula);
    dress_formula(b, &v->maximum_formula);
}

static void dress_sheet(const sw_book *b, lxw_worksheet *ws)
{
    lxw_object_properties *chart;
    /* cppcheck-suppress unknownMacro */
    STAILQ_FOREACH(chart, ws->chart_data, list_pointers)
    dress_text(b, &chart->description);
    lxw_data_val_obj *validation;
    /* cppcheck-suppress unknownMacro */
    STAILQ_FOREACH(validation, ws->data_validations, list_pointers)
    dress_validation(b, validation);
}

void sw_book_dress(sw_book *b)
{
    lxw_chart *chart;
    /* cppcheck-suppress unknownMacro */
    STAILQ_FOREACH(chart, b->workbook->charts, list_pointers)
    dress_chart(b, chart);
    for (int id = 0; id < SW_SHEET_N; id++)
        if (b->ws[id] != NULL)
            dress_sheet(b, b->ws[id]);
}
