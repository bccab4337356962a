#include "report/simulation_charts.h"

#include <math.h>

#include "report/range_chart.h"
#include "report/text.h"

enum { MOST_BARS = 12 };

static char *value_text(const sw_language *l, const sw_input *x, double value)
{
    switch (sw_input_number(x->unit)) {
    case SW_NUM_PERCENT:
    case SW_NUM_PERCENT_1:
        return sw_say_percent(l, value, 0);
    case SW_NUM_COUNT:
    case SW_NUM_MONEY:
        return sw_say_number(l, value, 0);
    default:
        return sw_say_number(l, value, 2);
    }
}

/* Bands: at P10 below the base, at P90 on either side, at P10 above it; where
 * both ends lie on one side, the farther one is drawn. */
static sw_range bar_of(const sw_book *book, const sw_tornado_bar *bar,
                       double base)
{
    enum { NAME_CHARACTERS = 40 };
    const sw_input *x = sw_inputs_at(&book->e->economics->inputs, bar->input);
    double low = fmin(base, fmin(bar->npv_low, bar->npv_high));
    double high = fmax(base, fmax(bar->npv_low, bar->npv_high));
    bool rises = bar->npv_high >= bar->npv_low;
    const sw_language *l = book->e->pilot->language;
    g_autofree char *label = sw_message_say(x->label, l);
    g_autofree char *name = sw_short_name(label, NAME_CHARACTERS);
    g_autofree char *from = value_text(l, x, bar->low);
    g_autofree char *to = value_text(l, x, bar->high);
    return (sw_range){
        .label = sw_say(l, "%s\n%s to %s", name, from, to),
        .bound = {low, rises ? base : low, rises ? high : base, high}};
}

/* Whether the input alone turns the sign of the base. */
static bool turns(const sw_tornado_bar *bar, double base)
{
    return (bar->npv_low > 0) != (base > 0) ||
           (bar->npv_high > 0) != (base > 0);
}

static char *title_of(const sw_evaluation *e, double base)
{
    const sw_simulation *sim = e->decision->simulation;
    size_t n = 0;
    for (size_t i = 0; i < sim->n_tornado; i++)
        n += turns(&sim->tornado[i], base);
    const sw_input *top =
        sw_inputs_at(&e->economics->inputs, sim->tornado[0].input);
    const sw_language *l = e->pilot->language;
    g_autofree char *label = sw_message_say(top->label, l);
    if (n == 0)
        return sw_say(l,
                      base > 0
                          ? "%s moves the answer most; no input alone makes "
                            "renewing lose"
                          : "%s moves the answer most; no input alone makes "
                            "renewing pay",
                      label);
    return sw_say(l,
                  "%s moves the answer most; %zu of %zu inputs can "
                  "turn it alone",
                  label, n, sim->n_tornado);
}

void sw_simulation_tornado(sw_sheet *s)
{
    enum { WIDE = 900 };
    const sw_evaluation *e = s->book->e;
    const sw_simulation *sim = e->decision->simulation;
    double base = e->money->commitment.npv;
    sw_range r[MOST_BARS];
    size_t n = MIN(sim->n_tornado, (size_t)MOST_BARS);
    if (n == 0 || !isfinite(base))
        return;
    for (size_t i = 0; i < n; i++)
        r[i] = bar_of(s->book, &sim->tornado[i], base);
    g_autofree char *title = title_of(e, base);
    sw_range_spec spec = {
        .title = title,
        .says = "Tornado: net present value of renewing all when one input "
                "goes from its P10 to its P90, the others at their means; the "
                "largest swing on top.",
        .bound_name = {"Low from", "P90 from", "P90 to", "High to"},
        .band_name = {"input at its P10", "input at its P90",
                      "input at its P10"},
        .bands = 2,
        .colour = {SW_OCHRE, SW_TEAL, SW_OCHRE},
        .lying = true,
        .number = SW_NUM_MONEY_SHORT,
        .value_name = "Net present value of renewing all",
        .width = WIDE,
        .height = sw_lying_height(n, 2),
        .data = {s->row, SW_CHART_DATA}};
    sw_sheet_block(s);
    sw_range_chart(s, &spec, r, n);
    s->row += sw_chart_rows(spec.height);
    sw_range_clear(r, n);
}
