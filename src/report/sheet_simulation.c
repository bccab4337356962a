/*
 * sheet_simulation.c - how uncertain the answer is: the distribution of the
 * net benefit, the acceptability curve of the scenario shown, and what moves
 * the answer most.
 */
#include <math.h>

#include "report/simulation_charts.h"
#include "report/input_unit.h"
#include "report/print.h"
#include "report/scenario_figures.h"
#include "report/simulation_information.h"
#include "report/text.h"

enum { CHART_WIDTH = 470, CHART_HEIGHT = 280, CHART_ROWS = 15 };
enum { COL_LABEL, COL_VALUE, COL_MARK, COL_PRICE = 4, COL_CHANCE };

static void put_row(sw_sheet *s, const char *label, double x, sw_number number)
{
    sw_put_text(s, s->row, COL_LABEL, label, SW_LOOK_CELL);
    sw_put_number(s, s->row++, COL_VALUE, x, SW_LOOK_CELL, number);
}

static void put_summary(sw_sheet *s)
{
    const sw_simulation *sim = s->book->e->decision->simulation;
    const sw_option_draws *d = &sim->options[0];
    sw_put_section(s, "Net benefit of renewing all, against leaving (base)", 6);
    put_row(s, "5 in 100 are below", d->p05, SW_NUM_MONEY);
    put_row(s, "Half are below", d->p50, SW_NUM_MONEY);
    put_row(s, "95 in 100 are below", d->p95, SW_NUM_MONEY);
    put_row(s, "Mean", d->mean, SW_NUM_MONEY);
    put_row(s, "Mean of the worst tenth", d->cvar10, SW_NUM_MONEY);
    put_row(s, "Chance that it pays", d->probability_positive,
            SW_NUM_PERCENT_1);
    put_row(s, "Monte-Carlo error of the mean", d->mc_se, SW_NUM_MONEY);
    put_row(s, "Worth of knowing everything first", sim->evpi, SW_NUM_MONEY);
    put_row(s, "Variance that rests on assumptions",
            sim->assumption_variance_share, SW_NUM_PERCENT);
    put_row(s, "Draws", (double)sim->draws, SW_NUM_COUNT);
}

/* The mark of a bin that holds one of the quantiles; "" for the others. */
static char *mark_of(const sw_language *l, const sw_simulation *sim,
                     const sw_histogram_bin *bin)
{
    const sw_option_draws *d = &sim->options[0];
    const double at[] = {d->p05, d->p50, d->p95};
    static const double MARK[] = {0.05, 0.5, 0.95};
    for (size_t i = 0; i < G_N_ELEMENTS(at); i++)
        if (at[i] >= bin->lower && at[i] < bin->upper)
            return sw_say_percent(l, MARK[i], 0);
    return g_strdup("");
}

static void add_series(lxw_chart *chart, const char *sheet, lxw_row_t first,
                       lxw_row_t last, lxw_col_t values, lxw_color_t colour,
                       const char *name)
{
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, sheet, first, COL_LABEL, last,
                                COL_LABEL);
    chart_series_set_values(series, sheet, first, values, last, values);
    chart_series_set_name(series, name);
    lxw_chart_fill fill = {.color = colour};
    chart_series_set_fill(series, &fill);
}

/* Bins that hold a quantile stand out by colour and by the legend's words. */
static void put_histogram_chart(sw_sheet *s, lxw_row_t first, lxw_row_t last)
{
    const sw_book *b = s->book;
    const sw_option_draws *d = &b->e->decision->simulation->options[0];
    lxw_chart *chart = sw_chart_new(s, LXW_CHART_COLUMN_STACKED);
    if (chart == NULL)
        return;
    add_series(chart, s->name, first, last, COL_VALUE, (lxw_color_t)SW_TEAL,
               "Share of draws");
    add_series(chart, s->name, first, last, COL_MARK, (lxw_color_t)SW_OCHRE,
               "holds the 5%, 50% or 95% mark");
    chart_set_series_gap(chart, 8);
    sw_chart_axis(chart->x_axis, b->style.number[SW_NUM_MONEY_SHORT]);
    chart_axis_set_label_position(chart->x_axis,
                                  LXW_CHART_AXIS_LABEL_POSITION_LOW);
    sw_chart_axis(chart->y_axis, "0%");
    sw_chart_grid(chart->y_axis);
    sw_chart_axis_name(chart->x_axis, "Net benefit of renewing all");
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    const sw_language *l = sw_sheet_language(s);
    const char *currency = b->e->pilot->currency;
    g_autofree char *low = sw_say_money(l, currency, d->p05, 0);
    g_autofree char *high = sw_say_money(l, currency, d->p95, 0);
    g_autofree char *title =
        sw_say(l, "Nine in ten draws: %s to %s", low, high);
    chart_axis_set_interval_unit(chart->x_axis, 4);
    sw_chart_title(chart, title);
    sw_chart_insert(s, chart, 3, CHART_WIDTH, CHART_HEIGHT, title);
}

static void put_histogram(sw_sheet *s, lxw_row_t chart_row)
{
    static const char *const HEADS[] = {">Net benefit, middle of the bin",
                                        ">Share of draws", ">Marked share",
                                        "Mark", NULL};
    const sw_simulation *sim = s->book->e->decision->simulation;
    sw_put_section(s, "Distribution (base)", 4);
    sw_put_heads(s, HEADS);
    lxw_row_t first = s->row;
    for (size_t i = 0; i < sim->n_histogram; i++) {
        const sw_histogram_bin *bin = &sim->histogram[i];
        g_autofree char *mark = mark_of(sw_sheet_language(s), sim, bin);
        bool marked = *mark != '\0';
        sw_put_number(s, s->row, COL_LABEL, (bin->lower + bin->upper) / 2,
                      SW_LOOK_CELL, SW_NUM_MONEY);
        sw_put_number(s, s->row, COL_VALUE, marked ? 0 : bin->share,
                      SW_LOOK_CELL, SW_NUM_PERCENT_1);
        sw_put_number(s, s->row, COL_MARK, marked ? bin->share : 0,
                      SW_LOOK_CELL, SW_NUM_PERCENT_1);
        sw_put_data(s, s->row++, COL_MARK + 1, mark, SW_LOOK_CELL);
    }
    lxw_row_t last = s->row - 1, resume = s->row;
    s->row = chart_row;
    put_histogram_chart(s, first, last);
    s->row = resume + 1;
}

static void put_tornado(sw_sheet *s)
{
    static const char *const HEADS[] = {
        "What moves the answer", ">Low (P10)", ">High (P90)", ">NPV at low",
        ">NPV at high",          ">Swing",     NULL};
    const sw_evaluation *e = s->book->e;
    const sw_simulation *sim = e->decision->simulation;
    if (sim->n_tornado == 0)
        return;
    sw_put_section(s, "One input at a time, the others at their means (base)",
                   6);
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < sim->n_tornado; i++) {
        const sw_tornado_bar *bar = &sim->tornado[i];
        const sw_input *x = sw_inputs_at(&e->economics->inputs, bar->input);
        sw_number number = sw_input_format(s->book, bar->input);
        sw_put_message(s, s->row, 0, x->label, SW_LOOK_CELL);
        sw_put_number(s, s->row, 1, bar->low, SW_LOOK_CELL, number);
        sw_put_number(s, s->row, 2, bar->high, SW_LOOK_CELL, number);
        sw_put_number(s, s->row, 3, bar->npv_low, SW_LOOK_CELL, SW_NUM_MONEY);
        sw_put_number(s, s->row, 4, bar->npv_high, SW_LOOK_CELL, SW_NUM_MONEY);
        sw_put_formula(s, s->row, 5, fabs(bar->npv_high - bar->npv_low),
                       SW_LOOK_CELL, SW_NUM_MONEY, "=ABS(%s-%s)",
                       sw_at(s->row, 4, SW_FIX_NONE).text,
                       sw_at(s->row, 3, SW_FIX_NONE).text);
        s->row++;
    }
    s->row++;
    sw_simulation_tornado(s);
}

static void put_curve_chart(sw_sheet *s, lxw_row_t first, lxw_row_t last)
{
    const sw_book *b = s->book;
    lxw_chart *chart = sw_chart_new(s, LXW_CHART_SCATTER_STRAIGHT);
    if (chart == NULL)
        return;
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, s->name, first, 0, last, 0);
    chart_series_set_values(series, s->name, first, 1, last, 1);
    lxw_chart_line line = {.color = (lxw_color_t)SW_NAVY, .width = 2};
    chart_series_set_line(series, &line);
    static const double CENTS_BELOW = 5;
    const sw_simulation *sim = b->e->decision->simulation;
    bool cents = sim->ceac[sim->n_ceac - 1].x < CENTS_BELOW;
    sw_chart_axis(chart->x_axis,
                  b->style.number[cents ? SW_NUM_PRICE : SW_NUM_MONEY]);
    sw_chart_axis(chart->y_axis, "0%");
    sw_chart_grid(chart->y_axis);
    chart_axis_set_min(chart->y_axis, 0);
    chart_axis_set_max(chart->y_axis, 1);
    sw_chart_axis_name(chart->x_axis, "Price per seat");
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    static const char TITLE[] = "The chance that renewing pays, by price";
    sw_chart_title(chart, TITLE);
    sw_chart_insert(s, chart, 3, CHART_WIDTH, CHART_HEIGHT, TITLE);
}

/* The curve of the scenario that the verdict is of. */
static void put_curve(sw_sheet *s)
{
    static const char *const HEADS[] = {">Price per seat", ">Chance it pays",
                                        NULL};
    const sw_book *b = s->book;
    const sw_simulation *sim = b->e->decision->simulation;
    if (b->n_ceac < 2)
        return;
    g_autofree char *name = sw_scenarios_pick_name(b);
    sw_put_section(s, "", 6);
    g_autofree char *of_base = g_strconcat(
        sw_words(b, "Acceptability curve of: "), b->stored[0].name, NULL);
    sw_put_formula_data(s, s->row - 1, 0, of_base, SW_LOOK_SECTION,
                        "=\"Acceptability curve of: \"&%s", name);
    sw_put_heads(s, HEADS);
    lxw_row_t first = s->row;
    for (size_t i = 0; i < b->n_ceac; i++) {
        const sw_curve_point *p = &sim->ceac[MIN(i, sim->n_ceac - 1)];
        g_autofree char *price = sw_scenarios_pick_curve(b, i, false);
        g_autofree char *chance = sw_scenarios_pick_curve(b, i, true);
        sw_put_formula(s, s->row, 0, p->x, SW_LOOK_CELL, sw_price_format(b, 0),
                       "=%s", price);
        sw_put_formula(s, s->row++, 1, p->y, SW_LOOK_CELL, SW_NUM_PERCENT_1,
                       "=%s", chance);
    }
    lxw_row_t last = s->row - 1, resume = s->row;
    s->row = first;
    put_curve_chart(s, first, last);
    s->row = MAX(resume, first + CHART_ROWS) + 1;
}

void sw_write_simulation(sw_book *book)
{
    static const double WIDTH[] = {42, 15, 15, 15, 15, 15, 15, 15, 0};
    sw_sheet s;
    sw_sheet_open(&s, book, SW_SHEET_SIMULATION);
    sw_sheet_widths(&s, WIDTH);
    sw_sheet_title(&s, "Simulation",
                   "Every uncertain input drawn at once, all options on the "
                   "same draws. Stored figures: a spreadsheet cannot draw "
                   "them again.");
    lxw_row_t chart_row = s.row + 1;
    put_summary(&s);
    s.row = chart_row + CHART_ROWS + 1;
    put_tornado(&s);
    sw_put_information(&s);
    sw_put_studies(&s);
    sw_put_shares(&s);
    sw_put_acceptance(&s);
    sw_put_convergence(&s);
    put_curve(&s);
    put_histogram(&s, chart_row);
    worksheet_freeze_panes(s.ws, 4, 1);
    sw_sheet_print(&s, 0, 1);
    sw_sheet_pages(&s, 8, SW_PAPER_A4);
    sw_sheet_protect(&s);
}
