/*
 * decision_charts.c - page one's two charts, native and editable; their titles
 * say what they show. The figures stand beside the printed page.
 */
#include <math.h>

#include "report/as_evaluated.h"
#include "report/cash_flow.h"
#include "report/chart.h"
#include "report/decision.h"
#include "report/input_unit.h"
#include "report/text.h"

enum {
    CHART_WIDTH = 348,
    CHART_HEIGHT = 240,
    CHART_ROWS = 12,
    TALL_HEIGHT = 240,
    TALL_ROWS = 12,
    MOST_BARS = 6
};
static const double CHART_ROW_POINTS = 15.2;

/* Where a chart's figures stand. */
typedef struct chart_data {
    lxw_row_t first, last;
    lxw_col_t column;
} chart_data;

/* The finding stands in a cell above the chart: a chart's own title would go on
 * saying it after a change of inputs. */
static void put_title(sw_sheet *s, lxw_chart *chart, lxw_col_t column,
                      const char *title, bool lasts)
{
    lxw_col_t last = (lxw_col_t)(column + SW_PAGE_COLUMNS / 2 - 1);
    sw_put_evaluated(s, s->row, column, last, title, lasts ? title : NULL,
                     SW_LOOK_CHART_TITLE);
    if (!lasts)
        sw_grey_when_changed(s, s->row, column, s->row, last);
    chart_title_off(chart);
}

static void insert(sw_sheet *s, lxw_chart *chart, lxw_col_t column,
                   const char *description)
{
    s->row++;
    sw_chart_insert(s, chart, column, CHART_WIDTH, CHART_HEIGHT, description);
    s->row--;
}

static void data_heads(sw_sheet *s, const chart_data *d, const char *a,
                       const char *b)
{
    sw_put_text(s, d->first - 1, d->column, a, SW_LOOK_SMALL_HEAD);
    sw_put_text(s, d->first - 1, (lxw_col_t)(d->column + 1), b,
                SW_LOOK_SMALL_HEAD);
}

/* Two columns of points below their heads. */
static chart_data put_points(sw_sheet *s, lxw_row_t first,
                             const sw_curve_point *point, size_t n, sw_number x,
                             sw_number y)
{
    chart_data d = {first, first + (lxw_row_t)n - 1, SW_PAGE_DATA};
    for (size_t i = 0; i < n; i++) {
        lxw_row_t r = first + (lxw_row_t)i;
        sw_put_number(s, r, d.column, point[i].x, SW_LOOK_SMALL_CELL, x);
        sw_put_number(s, r, (lxw_col_t)(d.column + 1), point[i].y,
                      SW_LOOK_SMALL_CELL, y);
    }
    return d;
}

static void add_line(lxw_chart *chart, const char *sheet, const chart_data *d,
                     const char *name, lxw_color_t colour, bool dashed)
{
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, sheet, d->first, d->column, d->last,
                                d->column);
    chart_series_set_values(series, sheet, d->first, (lxw_col_t)(d->column + 1),
                            d->last, (lxw_col_t)(d->column + 1));
    chart_series_set_name(series, name);
    lxw_chart_line line = {.color = colour,
                           .width = dashed ? 1.25f : 2.25f,
                           .dash_type = dashed ? LXW_CHART_LINE_DASH_DASH
                                               : LXW_CHART_LINE_DASH_SOLID};
    chart_series_set_line(series, &line);
}

/* Prices have cents where they are small, or in a unit of their own. */
static void acceptability_axes(sw_sheet *s, lxw_chart *chart, sw_number own)
{
    static const double CENTS_BELOW = 5;
    const sw_evaluation *e = s->book->e;
    const sw_simulation *sim = e->decision->simulation;
    bool cents = sim->ceac[sim->n_ceac - 1].x < CENTS_BELOW;
    sw_chart_axis(
        chart->x_axis,
        s->book->style
            .number[cents || own != SW_NUM_PRICE ? own : SW_NUM_MONEY]);
    sw_chart_axis(chart->y_axis, "0%");
    sw_chart_grid(chart->y_axis);
    chart_axis_set_min(chart->y_axis, 0);
    chart_axis_set_max(chart->y_axis, 1);
    chart_axis_set_min(chart->x_axis, sim->ceac[0].x);
    chart_axis_set_max(chart->x_axis, sim->ceac[sim->n_ceac - 1].x);
    sw_chart_axis_name(chart->x_axis,
                       e->pilot->contracts[0].per_year
                           ? "Price per seat and year (dashed: quoted)"
                           : "Price per seat and month (dashed: quoted)");
    sw_chart_axis_name(chart->y_axis, "Chance that renewing pays");
}

/* Chance that renewing all pays, by price; the quoted price is a line. */
static void put_acceptability(sw_sheet *s, lxw_row_t data)
{
    const sw_evaluation *e = s->book->e;
    const sw_simulation *sim = e->decision->simulation;
    double quoted = sw_inputs_value(&e->economics->inputs, SW_IN_PRICE);
    lxw_chart *chart = sw_chart_new(s, LXW_CHART_SCATTER_STRAIGHT);
    if (chart == NULL)
        return;
    sw_number own = sw_price_format(s->book, 0);
    chart_data curve =
        put_points(s, data, sim->ceac, sim->n_ceac, own, SW_NUM_PERCENT_1);
    data_heads(s, &curve, "Price", "Chance it pays");
    const sw_curve_point ends[] = {{quoted, 0}, {quoted, 1}};
    chart_data line =
        put_points(s, curve.last + 3, ends, 2, own, SW_NUM_PERCENT_1);
    data_heads(s, &line, "Quoted price", "");
    add_line(chart, s->name, &curve, "Chance that renewing pays",
             (lxw_color_t)SW_NAVY, false);
    add_line(chart, s->name, &line, "Quoted price", (lxw_color_t)SW_OCHRE,
             true);
    acceptability_axes(s, chart, own);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    const sw_language *l = e->pilot->language;
    g_autofree char *price =
        sw_say_price(l, sw_contract_currency(e->pilot, 0), quoted);
    g_autofree char *chance =
        sw_say_probability(l, sim->options[0].probability_positive);
    g_autofree char *title =
        sw_say(l, "At %s a seat, renewing pays with %s chance", price, chance);
    put_title(s, chart, 0, title, false);
    g_autofree char *says = sw_say(
        l,
        "Line chart: the chance that renewing all pays, by price per seat. "
        "%s.",
        title);
    insert(s, chart, 0, says);
}

/* Without a price to vary: the distribution of the net benefit. */
static void put_histogram(sw_sheet *s, lxw_row_t data)
{
    const sw_evaluation *e = s->book->e;
    const sw_simulation *sim = e->decision->simulation;
    lxw_chart *chart = sw_chart_new(s, LXW_CHART_COLUMN);
    if (chart == NULL)
        return;
    g_autofree sw_curve_point *bin = g_new0(sw_curve_point, sim->n_histogram);
    for (size_t i = 0; i < sim->n_histogram; i++)
        bin[i] = (sw_curve_point){
            (sim->histogram[i].lower + sim->histogram[i].upper) / 2,
            sim->histogram[i].share};
    chart_data d = put_points(s, data, bin, sim->n_histogram,
                              SW_NUM_MONEY_SHORT, SW_NUM_PERCENT_1);
    data_heads(s, &d, "Net benefit", "Share of draws");
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, s->name, d.first, d.column, d.last,
                                d.column);
    chart_series_set_values(series, s->name, d.first, (lxw_col_t)(d.column + 1),
                            d.last, (lxw_col_t)(d.column + 1));
    lxw_chart_fill fill = {.color = (lxw_color_t)SW_TEAL};
    chart_series_set_fill(series, &fill);
    chart_set_series_gap(chart, 20);
    sw_chart_axis(chart->x_axis, s->book->style.number[SW_NUM_MONEY_SHORT]);
    chart_axis_set_label_position(chart->x_axis,
                                  LXW_CHART_AXIS_LABEL_POSITION_LOW);
    sw_chart_axis(chart->y_axis, "0%");
    sw_chart_grid(chart->y_axis);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    const sw_language *l = e->pilot->language;
    g_autofree char *low =
        sw_say_money(l, e->pilot->currency, sim->options[0].p05, 0);
    g_autofree char *high =
        sw_say_money(l, e->pilot->currency, sim->options[0].p95, 0);
    g_autofree char *title =
        sw_say(l, "Net benefit: 90%% between %s and %s", low, high);
    put_title(s, chart, 0, title, false);
    insert(s, chart, 0, title);
}

/* Without a benefit: what renewing all spends by year, live. */
static void put_years(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_economics_result *m = b->e->money;
    const char *model = sw_sheet_title_of(SW_SHEET_CASH_FLOW);
    lxw_chart *chart = sw_chart_new(s, LXW_CHART_COLUMN);
    if (chart == NULL)
        return;
    lxw_row_t heads = b->cash.years + SW_YEARS_HEADS;
    lxw_row_t costs = sw_cash_year_benefits(b) + 1;
    lxw_col_t last = (lxw_col_t)(SW_CF_YEAR + m->n_years - 1);
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, model, heads, SW_CF_YEAR, heads, last);
    chart_series_set_values(series, model, costs, SW_CF_YEAR, costs, last);
    lxw_chart_fill fill = {.color = (lxw_color_t)SW_TEAL};
    chart_series_set_fill(series, &fill);
    chart_set_series_gap(chart, 60);
    sw_chart_axis(chart->x_axis, NULL);
    sw_chart_axis(chart->y_axis, b->style.number[SW_NUM_MONEY_SHORT]);
    sw_chart_grid(chart->y_axis);
    chart_axis_set_min(chart->y_axis, 0);
    sw_chart_axis_name(chart->x_axis, "Twelve months from the decision");
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    const sw_language *l = sw_sheet_language(s);
    g_autofree char *title =
        sw_say(l, "What renewing all costs, by years from the decision");
    put_title(s, chart, 0, title, true);
    insert(s, chart, 0, title);
}

/* The figure at the means that the bars are measured from. */
static double base_value(const sw_evaluation *e)
{
    const sw_measures *m = &e->money->commitment;
    return e->economics->has_benefit ? m->npv : -m->pv_costs;
}

static double swing(const sw_tornado_bar *bar)
{
    return fabs(bar->npv_high - bar->npv_low);
}

/* Bars that can be seen beside the largest. */
static size_t n_bars(const sw_simulation *sim)
{
    static const double LEAST = 0.005;
    size_t n = 0;
    while (n < sim->n_tornado && n < MOST_BARS &&
           swing(&sim->tornado[n]) > LEAST * swing(&sim->tornado[0]))
        n++;
    return n;
}

static chart_data put_bars(sw_sheet *s, lxw_row_t first)
{
    const sw_evaluation *e = s->book->e;
    const sw_simulation *sim = e->decision->simulation;
    size_t n = n_bars(sim);
    lxw_col_t c = SW_PAGE_DATA + 3;
    double base = base_value(e);
    chart_data d = {first, first + (lxw_row_t)n - 1, c};
    data_heads(s, &d, "Input", "At P10");
    sw_put_text(s, first - 1, (lxw_col_t)(c + 2), "At P90", SW_LOOK_SMALL_HEAD);
    for (size_t i = 0; i < n; i++) { /* the largest last: it is drawn on top */
        const sw_tornado_bar *bar = &sim->tornado[n - 1 - i];
        const sw_input *x = sw_inputs_at(&e->economics->inputs, bar->input);
        lxw_row_t r = first + (lxw_row_t)i;
        sw_put_message(s, r, c, x->label, SW_LOOK_SMALL_CELL);
        sw_put_number(s, r, (lxw_col_t)(c + 1), bar->npv_low - base,
                      SW_LOOK_SMALL_CELL, SW_NUM_MONEY_SHORT);
        sw_put_number(s, r, (lxw_col_t)(c + 2), bar->npv_high - base,
                      SW_LOOK_SMALL_CELL, SW_NUM_MONEY_SHORT);
    }
    return d;
}

static void add_bars(lxw_chart *chart, const char *sheet, const chart_data *d,
                     lxw_col_t offset, const char *name, lxw_color_t colour)
{
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    lxw_col_t c = (lxw_col_t)(d->column + offset);
    chart_series_set_categories(series, sheet, d->first, d->column, d->last,
                                d->column);
    chart_series_set_values(series, sheet, d->first, c, d->last, c);
    chart_series_set_name(series, name);
    lxw_chart_fill fill = {.color = colour};
    chart_series_set_fill(series, &fill);
    chart_set_series_overlap(chart, 100);
    chart_set_series_gap(chart, 45);
}

/* What moves the answer: change in net present value from P10 to P90. */
static void put_tornado(sw_sheet *s, lxw_row_t data)
{
    const sw_evaluation *e = s->book->e;
    const sw_simulation *sim = e->decision->simulation;
    lxw_chart *chart = sw_chart_new(s, LXW_CHART_BAR);
    if (chart == NULL)
        return;
    chart_data d = put_bars(s, data);
    add_bars(chart, s->name, &d, 1, "Input at its P10", (lxw_color_t)SW_OCHRE);
    add_bars(chart, s->name, &d, 2, "Input at its P90", (lxw_color_t)SW_TEAL);
    /* the x axis of a bar chart is the horizontal one, of values */
    sw_chart_axis(chart->x_axis, s->book->style.number[SW_NUM_MONEY_SHORT]);
    sw_chart_axis(chart->y_axis, NULL);
    chart_axis_set_label_position(chart->y_axis,
                                  LXW_CHART_AXIS_LABEL_POSITION_LOW);
    sw_chart_grid(chart->x_axis);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    lxw_chart_font font = {.size = 8, .color = (lxw_color_t)SW_GREY};
    chart_legend_set_font(chart, &font);
    const sw_input *top =
        sw_inputs_at(&e->economics->inputs, sim->tornado[0].input);
    const sw_language *l = e->pilot->language;
    g_autofree char *label = sw_message_say(top->label, l);
    g_autofree char *title = sw_say(l, "%s moves the answer most", label);
    put_title(s, chart, SW_PAGE_COLUMNS / 2, title, false);
    g_autofree char *says = sw_say(
        l,
        "Bar chart: change in net present value of renewing all when one "
        "input goes from its P10 to its P90. %s.",
        title);
    insert(s, chart, SW_PAGE_COLUMNS / 2, says);
}

void sw_page_charts(sw_sheet *s)
{
    enum { DATA_ROW = 4 };
    const sw_simulation *sim = s->book->e->decision->simulation;
    if (sim == NULL)
        return;
    sw_put_text(s, DATA_ROW - 2, SW_PAGE_DATA, "Figures of the charts",
                SW_LOOK_SMALL_PRINT);
    if (!s->book->e->economics->has_benefit)
        put_years(s);
    else if (sim->n_ceac > 1)
        put_acceptability(s, DATA_ROW);
    else if (sim->n_histogram > 1)
        put_histogram(s, DATA_ROW);
    if (!s->book->e->economics->has_benefit)
        sw_page_risks(s);
    else if (n_bars(sim) > 0)
        put_tornado(s, DATA_ROW);
    sw_sheet_height(s, s->row++, 15);
    int rows = s->book->e->economics->has_benefit ? CHART_ROWS : TALL_ROWS;
    for (int i = 0; i < rows; i++)
        sw_sheet_height(s, s->row++, CHART_ROW_POINTS);
}
