#include "report/html_chart.h"

#include <math.h>
#include <string.h>

#include "report/html_sheet.h"
#include "report/range_chart.h"
#include "report/words.h"

static void read_series(sw_html_chart *c, const lxw_chart_series *of)
{
    const lxw_series_range *v = of->values, *x = of->categories;
    sw_html_series *s = &c->series[c->n_series++];
    bool lying = v->first_row == v->last_row && v->first_col != v->last_col;
    const char *name = of->title.name;
    *s = (sw_html_series){.of = of,
                          .name = name != NULL && *name != '\0'
                                      ? sw_words(c->g->book, name)
                                      : NULL,
                          .row = v->first_row,
                          .value = v->first_col,
                          .x = x->first_col,
                          .x_row = x->first_row,
                          .dr = lying ? 0 : 1,
                          .dc = lying ? 1 : 0,
                          .n = lying ? (size_t)(v->last_col - v->first_col) + 1
                                     : (size_t)(v->last_row - v->first_row) + 1,
                          .hidden = of->fill != NULL && of->fill->none};
    c->n = MAX(c->n, s->n);
}

/* The sheet that a range is of, by its English name. */
static sw_sheet_id sheet_of(const lxw_series_range *range)
{
    for (int id = 0; id < SW_SHEET_N; id++)
        if (g_strcmp0(sw_sheet_title_of((sw_sheet_id)id), range->sheetname) ==
            0)
            return (sw_sheet_id)id;
    return SW_SHEET_N;
}

/* False: there is nothing to draw. All figures of a chart are of one sheet. */
static bool read_chart(sw_html_chart *c, const sw_grid *own,
                       const lxw_chart *chart)
{
    lxw_chart_series *of = STAILQ_FIRST(chart->series_list);
    if (of == NULL || of->values == NULL || of->categories == NULL)
        return false;
    const sw_book *b = own->book;
    sw_sheet_id id = sheet_of(of->values);
    *c = (sw_html_chart){.chart = chart, .g = own};
    if (id < SW_SHEET_N && b->ws[id] != NULL && b->ws[id] != own->ws) {
        sw_grid_open(&c->other, b, id);
        c->g = &c->other;
    }
    /* cppcheck-suppress unknownMacro */
    STAILQ_FOREACH(of, chart->series_list, list_pointers)
    if (c->n_series < SW_SERIES_MOST && of->values != NULL &&
        of->categories != NULL)
        read_series(c, of);
    return true;
}

static sw_shown x_of(const sw_html_chart *c, size_t series, size_t i)
{
    const sw_html_series *s = &c->series[series];
    return sw_grid_at(c->g, s->x_row + s->dr * (lxw_row_t)i,
                      (lxw_col_t)(s->x + s->dc * i));
}

static sw_shown value_of(const sw_html_chart *c, size_t series, size_t i)
{
    const sw_html_series *s = &c->series[series];
    return sw_grid_at(c->g, s->row + s->dr * (lxw_row_t)i,
                      (lxw_col_t)(s->value + s->dc * i));
}

const char *sw_html_category(const sw_html_chart *c, size_t series, size_t i)
{
    return x_of(c, series, i).text;
}

double sw_html_x(const sw_html_chart *c, size_t series, size_t i)
{
    return x_of(c, series, i).value;
}

double sw_html_value(const sw_html_chart *c, size_t series, size_t i)
{
    return i < c->series[series].n ? value_of(c, series, i).value : NAN;
}

const char *sw_html_value_text(const sw_html_chart *c, size_t series, size_t i)
{
    return value_of(c, series, i).text;
}

/* ---- the table behind it ---- */

static void put_head(sw_html *h, const char *text)
{
    if (text == NULL || *text == '\0') {
        sw_html_put(h, "<td></td>");
        return;
    }
    sw_html_put(h, "<th scope=\"col\">");
    sw_html_text(h, text);
    sw_html_put(h, "</th>");
}

/* The head above a column of figures, where there is one. */
static const char *head_above(const sw_html_chart *c, lxw_row_t row,
                              lxw_col_t column)
{
    return row > 0 ? sw_grid_at(c->g, row - 1, column).text : "";
}

static const char *series_head(const sw_html_chart *c, size_t k)
{
    const sw_html_series *s = &c->series[k];
    const char *axis = c->chart->y_axis->title.name;
    const char *above = s->dr > 0 ? head_above(c, s->row, s->value) : "";
    return s->name != NULL  ? s->name
           : *above != '\0' ? above
           : axis != NULL   ? sw_words(c->g->book, axis)
                            : "";
}

/* Bars that float: their bounds stand beside their names. */
static void put_bounds(sw_html *h, const sw_html_chart *c)
{
    const sw_html_series *s = &c->series[0];
    sw_html_put(h, "<thead><tr>");
    for (lxw_col_t k = 0; k <= SW_RANGE_BOUNDS; k++)
        put_head(h, head_above(c, s->row, (lxw_col_t)(s->x + k)));
    sw_html_put(h, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < s->n; i++) {
        sw_html_put(h, "<tr><th scope=\"row\">");
        sw_html_text(h, sw_html_category(c, 0, i));
        sw_html_put(h, "</th>");
        for (lxw_col_t k = 1; k <= SW_RANGE_BOUNDS; k++) {
            sw_html_put(h, "<td class=\"n\">");
            sw_html_text(h, sw_grid_at(c->g, s->row + (lxw_row_t)i,
                                       (lxw_col_t)(s->x + k))
                                .text);
            sw_html_put(h, "</td>");
        }
        sw_html_put(h, "</tr>\n");
    }
    sw_html_put(h, "</tbody>");
}

/* Whether a series has the categories of the first. */
static bool shares_x(const sw_html_chart *c, size_t k)
{
    return c->series[k].x == c->series[0].x &&
           c->series[k].x_row == c->series[0].x_row;
}

static void put_points(sw_html *h, const sw_html_chart *c, size_t first,
                       size_t end)
{
    const sw_html_series *s = &c->series[first];
    sw_html_put(h, "<thead><tr>");
    const char *axis = c->chart->x_axis->title.name;
    const char *above = s->dr > 0 ? head_above(c, s->x_row, s->x) : "";
    put_head(h, *above != '\0' || axis == NULL ? above
                                               : sw_words(c->g->book, axis));
    for (size_t k = first; k < end; k++)
        put_head(h, series_head(c, k));
    sw_html_put(h, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < s->n; i++) {
        sw_html_put(h, "<tr><th scope=\"row\">");
        sw_html_text(h, sw_html_category(c, first, i));
        sw_html_put(h, "</th>");
        for (size_t k = first; k < end; k++) {
            sw_html_put(h, "<td class=\"n\">");
            sw_html_text(h, sw_html_value_text(c, k, i));
            sw_html_put(h, "</td>");
        }
        sw_html_put(h, "</tr>\n");
    }
    sw_html_put(h, "</tbody>");
}

static bool floats(const sw_html_chart *c)
{
    for (size_t k = 0; k < c->n_series; k++)
        if (c->series[k].hidden)
            return true;
    return false;
}

static void put_table(sw_html *h, const sw_html_chart *c, const char *title)
{
    size_t end = 1;
    sw_html_put(h, "<details><summary>");
    sw_html_text(h, sw_html_word(h, "Figures of the chart"));
    sw_html_put(h, "</summary><div class=\"scroll\" role=\"group\" "
                   "tabindex=\"0\"");
    sw_html_attribute(h, "aria-label", title);
    sw_html_put(h, "><table>");
    while (end < c->n_series && shares_x(c, end))
        end++;
    if (floats(c))
        put_bounds(h, c);
    else
        put_points(h, c, 0, end);
    sw_html_put(h, "</table></div></details>\n");
}

/* ---- the legend ---- */

static bool has_entry(const sw_html_chart *c, size_t k)
{
    const lxw_chart *chart = c->chart;
    if (c->series[k].hidden || c->series[k].name == NULL)
        return false;
    for (uint16_t i = 0; i < chart->delete_series_count; i++)
        if ((size_t)chart->delete_series[i] == k)
            return false;
    return true;
}

static void put_legend(sw_html *h, const sw_html_chart *c)
{
    if (c->chart->legend.position == LXW_CHART_LEGEND_NONE)
        return;
    sw_html_open(h, "ul", "legend");
    for (size_t k = 0; k < c->n_series; k++) {
        if (!has_entry(c, k))
            continue;
        sw_html_put(h, "<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\">"
                       "<rect width=\"10\" height=\"10\"");
        sw_html_series_class(h, c, k, SIZE_MAX, "f");
        sw_html_put(h, "/></svg>");
        sw_html_text(h, c->series[k].name);
        sw_html_put(h, "</li>\n");
    }
    sw_html_close(h, "ul");
}

/* ---- the figure ---- */

static bool is_of_bars(const lxw_chart *chart)
{
    return chart->type == LXW_CHART_BAR ||
           chart->type == LXW_CHART_BAR_STACKED ||
           chart->type == LXW_CHART_COLUMN ||
           chart->type == LXW_CHART_COLUMN_STACKED;
}

static void put_picture(sw_html *h, const sw_html_chart *c, const char *title,
                        const char *says)
{
    unsigned id = h->n_ids++;
    sw_html_putf(h,
                 "<svg role=\"img\" viewBox=\"0 0 %d %d\" "
                 "aria-labelledby=\"t%u d%u\"><title id=\"t%u\">",
                 SW_PICTURE_WIDTH, sw_html_picture_height(c), id, id, id);
    sw_html_text(h, title);
    sw_html_putf(h, "</title><desc id=\"d%u\">", id);
    sw_html_text(h, says);
    sw_html_put(h, "</desc>\n");
    if (is_of_bars(c->chart))
        sw_html_bars(h, c);
    else
        sw_html_lines(h, c);
    sw_html_put(h, "</svg>\n");
}

/* The chart's title, or the cell above it: what an input may change is no title
 * of a chart. */
static const char *title_of(const sw_grid *g, const lxw_object_properties *at)
{
    const char *title = at->chart->title.name;
    if (title != NULL)
        return sw_words(g->book, title);
    if (at->row == 0)
        return "";
    sw_shown above = sw_grid_at(g, at->row - 1, at->col);
    return above.text != NULL ? above.text : "";
}

void sw_html_figure(sw_html *h, const sw_grid *g,
                    const lxw_object_properties *placed)
{
    sw_html_chart c;
    if (!read_chart(&c, g, placed->chart))
        return;
    const char *title = title_of(g, placed);
    const char *says = placed->description;
    says = says != NULL ? sw_words(g->book, says) : title;
    sw_html_put(h, "<figure>\n");
    sw_html_element(h, "figcaption", NULL, title);
    put_picture(h, &c, title, says);
    put_legend(h, &c);
    put_table(h, &c, title);
    sw_html_put(h, "</figure>\n");
    if (c.g == &c.other)
        sw_grid_close(&c.other);
}

void sw_html_charts(sw_html *h, const sw_grid *g, lxw_row_t first,
                    lxw_row_t last)
{
    lxw_object_properties *placed;
    size_t n = 0;
    /* cppcheck-suppress unknownMacro */
    STAILQ_FOREACH(placed, g->ws->chart_data, list_pointers)
    if (placed->row >= first && placed->row <= last) {
        if (n++ == 0)
            sw_html_put(h, "<div class=\"charts\">\n");
        sw_html_figure(h, g, placed);
    }
    if (n > 0)
        sw_html_close(h, "div");
}
