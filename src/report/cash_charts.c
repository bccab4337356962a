/*
 * cash_charts.c - below the model: what each year costs and returns, and the
 * net as it adds up month by month. Their figures are the sheet's own.
 */
#include <math.h>

#include "report/cash_flow.h"
#include "report/chart.h"
#include "report/text.h"

enum { WIDTH = 620, HEIGHT = 290, SECOND_COLUMN = SW_CF_TOTAL };

static lxw_chart_series *year_series(lxw_chart *chart, const sw_sheet *s,
                                     lxw_row_t row, const char *name,
                                     int colour)
{
    lxw_row_t heads = s->book->cash.years + SW_YEARS_HEADS;
    lxw_col_t last = (lxw_col_t)(SW_CF_YEAR + s->book->e->money->n_years - 1);
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, s->name, heads, SW_CF_YEAR, heads,
                                last);
    chart_series_set_values(series, s->name, row, SW_CF_YEAR, row, last);
    chart_series_set_name(series, name);
    lxw_chart_fill fill = {.color = (lxw_color_t)colour};
    chart_series_set_fill(series, &fill);
    sw_chart_labels(series, s->book->style.number[SW_NUM_MONEY_SHORT]);
    return series;
}

static char *years_title(const sw_book *b)
{
    const sw_money_year *first = &b->e->money->years[0];
    const char *currency = b->e->pilot->currency;
    const sw_language *l = b->e->pilot->language;
    g_autofree char *cost = sw_say_money(l, currency, first->costs, 0);
    g_autofree char *value = sw_say_money(l, currency, first->benefits, 0);
    if (!b->e->economics->has_benefit)
        return sw_say(l, "Renewing all costs %s in the first year", cost);
    return sw_say(l, "In the first year renewing all costs %s and returns %s",
                  cost, value);
}

/* Three columns a year: what it returns, what it costs, what is left. */
static void put_years(sw_sheet *s)
{
    const sw_book *b = s->book;
    lxw_row_t benefits = sw_cash_year_benefits(b);
    lxw_chart *chart = sw_chart_new(s, LXW_CHART_COLUMN);
    if (chart == NULL)
        return;
    if (b->e->economics->has_benefit)
        year_series(chart, s, benefits, "benefits", SW_TEAL);
    year_series(chart, s, benefits + 1, "costs", SW_OCHRE);
    if (b->e->economics->has_benefit)
        year_series(chart, s, benefits + 2, "net", SW_NAVY);
    chart_set_series_gap(chart, 60);
    sw_chart_axis(chart->x_axis, NULL);
    sw_chart_axis(chart->y_axis, b->style.number[SW_NUM_MONEY_SHORT]);
    sw_chart_grid(chart->y_axis);
    chart_axis_set_label_position(chart->x_axis,
                                  LXW_CHART_AXIS_LABEL_POSITION_LOW);
    sw_chart_axis_name(chart->x_axis, "Twelve months from the decision");
    sw_chart_legend(chart);
    g_autofree char *title = years_title(b);
    sw_chart_title(chart, title);
    g_autofree char *says = sw_say(
        sw_sheet_language(s),
        "Columns: benefits, costs and net of renewing all by year. %s.", title);
    sw_chart_insert(s, chart, SW_CF_LINE, WIDTH, HEIGHT, says);
}

static char *net_title(const sw_book *b, const sw_measures *m)
{
    const sw_language *l = b->e->pilot->language;
    g_autofree char *npv = sw_say_money(l, b->e->pilot->currency, m->npv, 0);
    g_autofree char *months =
        sw_text_payback(l, m->payback_months, m->payback_note);
    if (isfinite(m->payback_months))
        return sw_say(l, "The net is paid back after %s", months);
    return m->npv < 0 ? sw_say(l, "The net never pays back: %s in all", npv)
                      : sw_say(l, "The net comes to %s in all", npv);
}

/* Cumulative and discounted, in the view of the term being signed. */
static void put_net(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_difference_rows *d = &b->cash.difference[SW_VIEW_COMMITMENT];
    lxw_col_t last = (lxw_col_t)(SW_CF_MONTH + b->cash.months - 1);
    static const struct {
        const char *name;
        int colour;
        uint8_t dash;
    } LINE[] = {{"cumulative net", SW_NAVY, LXW_CHART_LINE_DASH_SOLID},
                {"discounted", SW_OCHRE, LXW_CHART_LINE_DASH_DASH}};
    const lxw_row_t row[] = {d->cumulative, d->discounted};
    lxw_chart *chart = sw_chart_new(s, LXW_CHART_LINE);
    if (chart == NULL)
        return;
    for (size_t k = 0; k < G_N_ELEMENTS(LINE); k++) {
        lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
        lxw_chart_line line = {.color = (lxw_color_t)LINE[k].colour,
                               .width = 2,
                               .dash_type = LINE[k].dash};
        chart_series_set_categories(series, s->name, d->time, SW_CF_MONTH - 1,
                                    d->time, last);
        chart_series_set_values(series, s->name, row[k], SW_CF_MONTH - 1,
                                row[k], last);
        chart_series_set_name(series, LINE[k].name);
        chart_series_set_line(series, &line);
    }
    sw_chart_axis(chart->x_axis, "0");
    sw_chart_axis(chart->y_axis, b->style.number[SW_NUM_MONEY_SHORT]);
    sw_chart_grid(chart->y_axis);
    chart_axis_set_interval_unit(chart->x_axis, 6);
    chart_show_hidden_data(chart); /* months are folded */
    chart_axis_set_label_position(chart->x_axis,
                                  LXW_CHART_AXIS_LABEL_POSITION_LOW);
    sw_chart_axis_name(chart->x_axis, "Months from the decision");
    sw_chart_legend(chart);
    g_autofree char *title = net_title(b, &b->e->money->commitment);
    sw_chart_title(chart, title);
    g_autofree char *says = sw_say(
        sw_sheet_language(s),
        "Lines: the net of renewing all against leaving as it adds up month "
        "by month, plain and discounted. %s.",
        title);
    sw_chart_insert(s, chart, SECOND_COLUMN, WIDTH, HEIGHT, says);
}

void sw_cash_charts(sw_sheet *s)
{
    s->row++;
    put_years(s);
    if (s->book->e->economics->has_benefit)
        put_net(s);
    enum { ROWS = HEIGHT / 20 + 2 };
    s->row += ROWS;
}
