#include "report/seats_charts.h"

#include <math.h>
#include <stdlib.h>

#include "report/range_chart.h"
#include "report/text.h"

enum {
    WIDTH = 500,
    HEIGHT = 270,
    ADOPTION_COLUMN = 4,
    MOST_SEGMENTS = 24 /* bars of a chart */
};

static void funnel_series(lxw_chart *chart, const char *sheet, lxw_row_t first,
                          lxw_row_t last)
{
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, sheet, first, 0, last, 0);
    chart_series_set_values(series, sheet, first, 1, last, 1);
    lxw_chart_fill fill = {.color = (lxw_color_t)SW_TEAL};
    chart_series_set_fill(series, &fill);
    sw_chart_labels(series, "#,##0");
    chart_set_series_gap(chart, 30);
}

/* Bars from the top, each with its number: no axis of values is needed. */
static void put_funnel(sw_sheet *s, lxw_row_t first, lxw_row_t last)
{
    const sw_seat_counts *n = &s->book->e->evidence->seats;
    const sw_language *l = sw_sheet_language(s);
    lxw_chart *chart = sw_chart_new(s, LXW_CHART_BAR);
    if (chart == NULL)
        return;
    funnel_series(chart, s->name, first, last);
    sw_chart_axis(chart->y_axis, NULL);
    chart_axis_set_reverse(chart->y_axis);
    chart_axis_set_min(chart->x_axis, 0);
    chart_axis_off(chart->x_axis);
    chart_axis_major_gridlines_set_visible(chart->x_axis, LXW_FALSE);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    g_autofree char *active = sw_say_number(l, n->active, 0);
    g_autofree char *bought = sw_say_number(l, n->purchased, 0);
    g_autofree char *spare = sw_say_number(l, n->reducible_at_renewal, 0);
    g_autofree char *title =
        n->reducible_at_renewal > 0
            ? sw_say(l, "%s of %s seats are in use; %s could go", active,
                     bought, spare)
            : sw_say(l, "%s of %s seats are in use", active, bought);
    sw_chart_title(chart, title);
    g_autofree char *says = sw_say(
        l, "Bar chart: seats from purchased to habitual and reducible. %s.",
        title);
    sw_chart_insert(s, chart, 0, WIDTH, HEIGHT, says);
}

enum { WEEK, SHARE, FITTED };

static void adoption_figures(sw_sheet *s, const sw_habits *h)
{
    static const char *const HEAD[] = {"Week of use", "Active share",
                                       "Fitted curve"};
    sw_put_text(s, s->row, SW_CHART_DATA, "Figures of the chart",
                SW_LOOK_SMALL_PRINT);
    for (size_t i = 0; i < G_N_ELEMENTS(HEAD); i++)
        sw_put_text(s, s->row + 1, (lxw_col_t)(SW_CHART_DATA + i), HEAD[i],
                    SW_LOOK_SMALL_HEAD_RIGHT);
    for (size_t i = 0; i < h->n_adoption; i++) {
        const sw_habit_point *p = &h->adoption[i];
        const double cell[] = {p->week + 1, p->share, p->fitted};
        lxw_row_t r = s->row + 2 + (lxw_row_t)i;
        for (size_t k = 0; k <= FITTED; k++)
            if (isfinite(cell[k]))
                sw_put_number(s, r, (lxw_col_t)(SW_CHART_DATA + k), cell[k],
                              SW_LOOK_SMALL_CELL,
                              k == WEEK ? SW_NUM_COUNT : SW_NUM_PERCENT_1);
    }
}

static lxw_chart_series *adoption_series(sw_sheet *s, lxw_chart *chart,
                                         const sw_habits *h, int column,
                                         const char *name)
{
    lxw_row_t first = s->row + 2, last = first + (lxw_row_t)h->n_adoption - 1;
    lxw_col_t c = (lxw_col_t)(SW_CHART_DATA + column);
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, s->name, first, SW_CHART_DATA, last,
                                SW_CHART_DATA);
    chart_series_set_values(series, s->name, first, c, last, c);
    chart_series_set_name(series, name);
    return series;
}

/* Points as measured, and the curve through them as a line. */
static void adoption_lines(sw_sheet *s, lxw_chart *chart, const sw_habits *h)
{
    lxw_chart_line none = {.none = LXW_TRUE};
    lxw_chart_fill fill = {.color = (lxw_color_t)SW_TEAL};
    lxw_chart_line edge = {.color = (lxw_color_t)SW_TEAL};
    lxw_chart_series *points =
        adoption_series(s, chart, h, SHARE, "active seats");
    chart_series_set_line(points, &none);
    chart_series_set_marker_type(points, LXW_CHART_MARKER_CIRCLE);
    chart_series_set_marker_size(points, 5);
    chart_series_set_marker_fill(points, &fill);
    chart_series_set_marker_line(points, &edge);
    if (h->curve == NULL)
        return;
    const sw_language *l = sw_sheet_language(s);
    g_autofree char *name =
        sw_say(l, "%s curve", sw_language_text(l, h->curve));
    lxw_chart_line line = {.color = (lxw_color_t)SW_NAVY, .width = 1.75};
    lxw_chart_series *curve = adoption_series(s, chart, h, FITTED, name);
    chart_series_set_line(curve, &line);
    chart_series_set_marker_type(curve, LXW_CHART_MARKER_NONE);
}

static char *adoption_title(const sw_language *l, const sw_habits *h)
{
    double last = h->adoption[h->n_adoption - 1].share;
    g_autofree char *now = sw_say_percent(l, last, 0);
    g_autofree char *top = sw_say_percent(l, h->ceiling, 0);
    if (h->curve == NULL)
        return sw_say(l, "%s of the seats are active in the last week", now);
    return sw_say(l, "Active share levels off at %s of the seats", top);
}

static void put_adoption(sw_sheet *s, const sw_habits *h)
{
    lxw_chart *chart = sw_chart_new(s, LXW_CHART_SCATTER);
    if (chart == NULL)
        return;
    adoption_figures(s, h);
    adoption_lines(s, chart, h);
    sw_chart_axis(chart->x_axis, "0");
    sw_chart_axis(chart->y_axis, "0%");
    sw_chart_grid(chart->y_axis);
    chart_axis_set_min(chart->x_axis, 0);
    chart_axis_set_min(chart->y_axis, 0);
    chart_axis_set_max(chart->y_axis, 1);
    sw_chart_axis_name(chart->x_axis, "Week of the usage file");
    sw_chart_axis_name(chart->y_axis, "Share of eligible seats");
    sw_chart_legend(chart);
    g_autofree char *title = adoption_title(sw_sheet_language(s), h);
    g_autofree char *says = sw_say(
        sw_sheet_language(s),
        "Points: the share of eligible seats active in each week; line: the "
        "curve fitted to them. %s.",
        title);
    sw_chart_title(chart, title);
    sw_chart_insert(s, chart, ADOPTION_COLUMN, WIDTH, HEIGHT, says);
}

void sw_seats_use_charts(sw_sheet *s, lxw_row_t first, lxw_row_t last)
{
    enum { LEAST_STEPS = 3, LEAST_WEEKS = 3 };
    const sw_evidence *ev = s->book->e->evidence;
    bool funnel = last + 1 - first >= LEAST_STEPS && isfinite(ev->seats.active);
    bool adoption = ev->habits != NULL && ev->habits->n_adoption >= LEAST_WEEKS;
    if (!funnel && !adoption)
        return;
    s->row++;
    sw_sheet_block(s);
    if (funnel)
        put_funnel(s, first, last);
    if (adoption)
        put_adoption(s, ev->habits);
    s->row += sw_chart_rows(HEIGHT);
}

/* ---- what a seat of each segment is worth ---- */

static sw_range worth_of(const sw_book *b, size_t segment)
{
    enum { NAME_CHARACTERS = 34 };
    const sw_economics *e = b->e->economics;
    const sw_segment *g = &b->e->evidence->segments[segment];
    double worth = sw_segment_net_per_seat_year(e, segment);
    double low = sw_segment_net_at(e, segment, g->lower);
    double high = sw_segment_net_at(e, segment, g->upper);
    const char *own = g->is_word ? sw_words(b, g->name) : g->name;
    g_autofree char *name = sw_short_name(own, NAME_CHARACTERS);
    g_autofree char *money =
        sw_say_money(b->e->pilot->language, b->e->pilot->currency, worth, 0);
    return (sw_range){.label = g_strdup_printf("%s  %s", name, money),
                      .bound = {isfinite(low) ? low : worth, worth, worth,
                                isfinite(high) ? high : worth}};
}

static int by_worth(const void *a, const void *b)
{
    double x = ((const sw_range *)a)->bound[1];
    double y = ((const sw_range *)b)->bound[1];
    return (x < y) - (x > y);
}

/* The best first; of many, the best and the worst. */
static size_t keep_ends(sw_range *r, size_t n)
{
    enum { HALF = MOST_SEGMENTS / 2 };
    if (n <= MOST_SEGMENTS)
        return n;
    sw_range_clear(r + HALF, n - MOST_SEGMENTS);
    memmove(r + HALF, r + n - HALF, HALF * sizeof *r);
    return MOST_SEGMENTS;
}

static char *worth_title(const sw_language *l, const sw_evidence *ev,
                         size_t pays, size_t n)
{
    const char *by = sw_language_text(l, ev->segment_by != NULL ? ev->segment_by
                                                                : "segment");
    if (n > MOST_SEGMENTS)
        return sw_say(l,
                      "By %s, %zu of %zu pay for their seats on average (the "
                      "best and the worst %d are shown)",
                      by, pays, n, MOST_SEGMENTS / 2);
    return sw_say(l, "By %s, %zu of %zu pay for their seats on average", by,
                  pays, n);
}

void sw_seats_worth_chart(sw_sheet *s)
{
    enum { WIDE = 1000 };
    const sw_book *b = s->book;
    const sw_evidence *ev = b->e->evidence;
    if (ev->n_segments < 2 || !b->e->economics->has_time_saved)
        return;
    g_autofree sw_range *r = g_new0(sw_range, ev->n_segments);
    size_t n = 0, pays = 0;
    for (size_t g = 0; g < ev->n_segments; g++)
        if (!ev->segments[g].withheld &&
            isfinite(sw_segment_net_per_seat_year(b->e->economics, g)))
            r[n++] = worth_of(b, g);
    if (n < 2)
        return;
    for (size_t i = 0; i < n; i++)
        pays += r[i].bound[1] > 0;
    qsort(r, n, sizeof *r, by_worth);
    g_autofree char *title = worth_title(sw_sheet_language(s), ev, pays, n);
    n = keep_ends(r, n);
    sw_range_mark(r, n);
    sw_range_spec spec = {
        .title = title,
        .says = "Bars: what a seat of each segment is worth a year beyond its "
                "price, the best on top; the bar is the effect's 95% interval, "
                "the dark mark its pooled estimate. The table below holds the "
                "effects.",
        .bound_name = {"95% from", "Mark from", "Mark to", "95% to"},
        .band_name = {"95% interval of the effect", "estimate",
                      "95% interval of the effect"},
        .bands = 2,
        .colour = {SW_BAR, SW_NAVY, SW_BAR},
        .lying = true,
        .number = SW_NUM_MONEY,
        .value_name = "Worth of a seat and year beyond its price",
        .width = WIDE,
        .height = sw_lying_height(n, 1),
        .data = {s->row, SW_CHART_DATA + 4}};
    s->row++;
    sw_sheet_block(s);
    sw_range_chart(s, &spec, r, n);
    s->row += sw_chart_rows(spec.height);
    sw_range_clear(r, n);
}
