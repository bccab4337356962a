/*
 * evidence_charts.c - from the gross minutes to the priced ones as a waterfall,
 * and all estimates in minutes with their intervals.
 */
#include "report/evidence_charts.h"

#include <math.h>

#include "report/range_chart.h"
#include "report/text.h"

enum { WIDTH = 640, HEIGHT = 330, FOREST_COLUMN = 4, NAME_CHARACTERS = 36 };

/* A step that changes less than this share of the largest is not drawn. */
static const double LEAST_STEP = 0.0005;

typedef struct waterfall {
    const sw_language *language;
    sw_range *step;
    size_t n;
    double now;     /* minutes after the last step */
    double largest; /* for LEAST_STEP */
} waterfall;

static char *labelled(const waterfall *w, const char *word, double minutes)
{
    g_autofree char *figure = sw_say_number(w->language, minutes, 1);
    return g_strdup_printf("%s\n%s", sw_language_text(w->language, word),
                           figure);
}

/* Band 2. */
static void add_total(waterfall *w, const char *name, double minutes)
{
    double low = fmin(0, minutes), high = fmax(0, minutes);
    w->step[w->n++] = (sw_range){.label = labelled(w, name, minutes),
                                 .bound = {low, low, low, high}};
    w->now = minutes;
}

/* Band 0 is a loss, band 1 a gain. */
static void add_change(waterfall *w, const char *name, double minutes)
{
    double change = minutes - w->now;
    if (!isfinite(minutes) || !(fabs(change) > LEAST_STEP * w->largest))
        return;
    sw_range *x = &w->step[w->n++];
    double low = fmin(minutes, w->now), high = fmax(minutes, w->now);
    *x = (sw_range){.label = labelled(w, name, change),
                    .bound = {low, high, high, high}};
    if (change > 0)
        x->bound[1] = low;
    w->now = minutes;
}

static void add_chain(waterfall *w, const sw_evidence *ev)
{
    for (size_t i = 0; i < ev->n_chain; i++)
        w->largest = fmax(w->largest, fabs(ev->chain[i].minutes_after));
    add_total(w, ev->chain[0].step, ev->chain[0].minutes_after);
    /* the last link, realisation, is priced with the benefit: see below */
    for (size_t i = 1; i + 1 < ev->n_chain; i++)
        add_change(w, ev->chain[i].step, ev->chain[i].minutes_after);
}

static void put_waterfall(sw_sheet *s, const waterfall *w, const char *title)
{
    static const sw_range_spec SPEC = {
        .says = "Waterfall of minutes per seat and week: from the gross "
                "figure, step by step, to what is priced and what becomes "
                "value; the table above holds the numbers.",
        .bound_name = {"Loss from", "Gain from", "Total from", "To"},
        .band_name = {"takes away", "adds", "minutes"},
        .bands = 3,
        .colour = {SW_OCHRE, SW_TEAL, SW_NAVY},
        .number = SW_NUM_DECIMAL_1,
        .value_name = "Minutes per seat and week",
        .width = WIDTH,
        .height = HEIGHT};
    sw_range_spec spec = SPEC;
    spec.title = title;
    spec.data = (sw_cell_place){s->row, SW_CHART_DATA};
    sw_range_chart(s, &spec, w->step, w->n);
}

static void chain_chart(sw_sheet *s, const sw_evidence *ev)
{
    enum { MORE = 4 };
    const sw_evaluation *e = s->book->e;
    double priced = e->money->minutes;
    double share = sw_inputs_value(&e->economics->inputs, SW_IN_REALISATION);
    bool has_value = isfinite(priced) && isfinite(share);
    const sw_language *l = e->pilot->language;
    waterfall w = {.language = l, .step = g_new0(sw_range, ev->n_chain + MORE)};
    add_chain(&w, ev);
    double gross = ev->chain[0].minutes_after;
    if (isfinite(priced)) {
        add_change(&w, "later adoption", priced);
        add_total(&w, "priced", priced);
    }
    if (has_value) {
        add_change(&w, "not realised", priced * share);
        add_total(&w, "become value", priced * share);
    }
    g_autofree char *from = sw_say_number(l, gross, 1);
    g_autofree char *to = sw_say_number(l, has_value ? priced : w.now, 1);
    g_autofree char *value = sw_say_number(l, priced * share, 1);
    g_autofree char *title =
        has_value ? sw_say(l,
                           "Of %s minutes a seat and week, %s are "
                           "priced and %s become value",
                           from, to, value)
                  : sw_say(l,
                           "Of %s minutes a seat and week, %s remain "
                           "after all corrections",
                           from, to);
    put_waterfall(s, &w, title);
    sw_range_clear(w.step, w.n);
    g_free(w.step);
}

/* An effect's minutes at a bound of its estimate (evidence.h). */
static double minutes_at(const sw_effect *x, double estimate)
{
    if (isfinite(x->log_week))
        return x->log_week * (1.0 - exp(x->log_sign * estimate));
    return x->slope * estimate;
}

static sw_range interval_of(const sw_book *book, const sw_effect *x)
{
    double a = minutes_at(x, x->lower), b = minutes_at(x, x->upper);
    g_autofree char *name = sw_short_name(x->label, NAME_CHARACTERS);
    const sw_language *l = book->e->pilot->language;
    g_autofree char *method = sw_message_say(x->method, l);
    g_autofree char *how = sw_short_name(method, NAME_CHARACTERS);
    g_autofree char *at = sw_say_number(l, x->minutes, 1);
    g_autofree char *low = sw_say_number(l, fmin(a, b), 1);
    g_autofree char *high = sw_say_number(l, fmax(a, b), 1);
    sw_range r = {.bound = {fmin(a, b), x->minutes, x->minutes, fmax(a, b)}};
    r.label = isfinite(a) && isfinite(b)
                  ? sw_say(l, "%s, %s\n%s (%s to %s)", name, how, at, low, high)
                  : g_strdup_printf("%s, %s\n%s", name, how, at);
    if (!isfinite(a) || !isfinite(b))
        r.bound[0] = r.bound[3] = x->minutes;
    return r;
}

static sw_range needed_to_pay(const sw_language *l, double minutes)
{
    g_autofree char *at = sw_say_number(l, minutes, 1);
    return (sw_range){.label = sw_say(l, "Needed to pay\n%s", at),
                      .bound = {minutes, minutes, minutes, minutes}};
}

static bool is_drawn(const sw_effect *x)
{
    return x->is_time && isfinite(x->minutes);
}

/* All that is known in minutes, the lead first, what is needed last. */
static size_t intervals(sw_range *r, const sw_book *book)
{
    const sw_evaluation *e = book->e;
    const sw_evidence *ev = e->evidence;
    double needed = e->money->break_even.minutes_per_seat_week;
    size_t n = 0;
    if (ev->lead < ev->n_effects && is_drawn(&ev->effects[ev->lead]))
        r[n++] = interval_of(book, &ev->effects[ev->lead]);
    for (size_t i = 0; i < ev->n_effects; i++)
        if (i != ev->lead && is_drawn(&ev->effects[i]))
            r[n++] = interval_of(book, &ev->effects[i]);
    if (n > 0 && isfinite(needed))
        r[n++] = needed_to_pay(e->pilot->language, needed);
    return n;
}

static void forest_chart(sw_sheet *s)
{
    enum { DATA_BELOW = 24, MOST_WIDTH = 780 };
    const sw_evaluation *e = s->book->e;
    g_autofree sw_range *r = g_new0(sw_range, e->evidence->n_effects + 1);
    size_t n = intervals(r, s->book), above = 0;
    if (n == 0)
        return;
    bool needed = isfinite(e->money->break_even.minutes_per_seat_week);
    size_t known = n - needed;
    for (size_t i = 0; i < known; i++)
        above += r[i].bound[0] > 0;
    sw_range_mark(r, n);
    g_autofree char *title =
        known == 1 ? sw_say(sw_sheet_language(s),
                            above == 1 ? "Before corrections, the interval of "
                                         "time saved lies above zero"
                                       : "Before corrections, the interval of "
                                         "time saved reaches zero")
                   : sw_say(sw_sheet_language(s),
                            "Before corrections, %zu of %zu intervals of time "
                            "saved lie above zero",
                            above, known);
    sw_range_spec spec = {
        .title = title,
        .says = "Forest plot: each estimate of the minutes saved per seat and "
                "week before corrections, as a bar over its 95% interval with "
                "a dark mark at the estimate; the lead is on top.",
        .bound_name = {"95% from", "Mark from", "Mark to", "95% to"},
        .band_name = {"95% interval", "estimate", "95% interval"},
        .bands = 2,
        .colour = {SW_BAR, SW_NAVY, SW_BAR},
        .lying = true,
        .number = SW_NUM_COUNT,
        .value_name = "Minutes per seat and week, before corrections",
        .width = MOST_WIDTH,
        .height = MAX(HEIGHT, sw_lying_height(n, 2)),
        .column = FOREST_COLUMN,
        .data = {s->row + DATA_BELOW, SW_CHART_DATA}};
    sw_range_chart(s, &spec, r, n);
    sw_range_clear(r, n);
}

void sw_evidence_charts(sw_sheet *s)
{
    const sw_evidence *ev = s->book->e->evidence;
    size_t drawn = 0;
    for (size_t i = 0; i < ev->n_effects; i++)
        drawn += is_drawn(&ev->effects[i]);
    if (ev->n_chain == 0)
        return;
    s->row++;
    sw_sheet_block(s);
    chain_chart(s, ev);
    forest_chart(s);
    s->row += sw_chart_rows(MAX(HEIGHT, sw_lying_height(drawn + 1, 2)));
}
