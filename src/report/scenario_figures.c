#include "report/scenario_figures.h"

#include "report/input_unit.h"

#include <math.h>

/* The stored columns of a row of the Scenarios sheet; one alone is named as it
 * is, since Gnumeric's INDEX refuses a range of one cell. */
static char *pick(const sw_book *b, lxw_row_t row, lxw_col_t first)
{
    const char *sheet = sw_sheet_title_of(SW_SHEET_SCENARIOS);
    lxw_col_t last = (lxw_col_t)(first + b->n_stored - 1);
    if (b->n_stored == 1)
        return g_strdup_printf("'%s'!%s", sheet,
                               sw_at(row, first, SW_FIX_BOTH).text);
    return g_strdup_printf("INDEX('%s'!%s,1,verdict_column)", sheet,
                           sw_span(row, first, row, last, SW_FIX_BOTH).text);
}

char *sw_scenarios_pick(const sw_book *b, sw_stored_figure figure)
{
    return pick(b, b->stored_row + (lxw_row_t)figure, SW_SCENARIOS_BASE);
}

char *sw_scenarios_pick_name(const sw_book *b)
{
    return pick(b, b->stored_row - 1, SW_SCENARIOS_BASE);
}

static lxw_col_t curve_column(const sw_book *b, bool probability)
{
    return (lxw_col_t)(SW_SCENARIOS_BASE + (probability ? b->n_stored : 0));
}

char *sw_scenarios_pick_curve(const sw_book *b, size_t i, bool probability)
{
    return pick(b, b->ceac_row + (lxw_row_t)i, curve_column(b, probability));
}

/* A scenario with fewer points rests at its last. */
static double at(const sw_scenario_result *r, size_t i, bool probability)
{
    if (r->n_ceac == 0)
        return NAN;
    const sw_curve_point *p = &r->ceac[MIN(i, r->n_ceac - 1)];
    return probability ? p->y : p->x;
}

static void put_curve_heads(sw_sheet *s, lxw_row_t row)
{
    const sw_book *b = s->book;
    sw_put_text(s, row, SW_SCENARIOS_LABEL, "Point", SW_LOOK_HEAD);
    sw_put_text(s, row, SW_SCENARIOS_LIVE, "", SW_LOOK_HEAD);
    for (size_t k = 0; k < 2 * b->n_stored; k++) {
        bool probability = k >= b->n_stored;
        const char *name = b->stored[k % b->n_stored].name;
        const sw_language *l = sw_sheet_language(s);
        g_autofree char *head = probability
                                    ? sw_say(l, "%s: chance it pays", name)
                                    : sw_say(l, "%s: price per seat", name);
        sw_put_data(s, row, (lxw_col_t)(SW_SCENARIOS_BASE + k), head,
                    SW_LOOK_HEAD_RIGHT);
    }
    sw_sheet_height(s, row, 42);
}

void sw_scenarios_put_curves(sw_sheet *s)
{
    const sw_book *b = s->book;
    if (b->n_ceac == 0)
        return;
    s->row = b->ceac_row - 2;
    sw_put_section(s, "Acceptability curves, as simulated",
                   (lxw_col_t)(SW_SCENARIOS_BASE + 2 * b->n_stored));
    put_curve_heads(s, s->row);
    for (size_t i = 0; i < b->n_ceac; i++) {
        lxw_row_t row = b->ceac_row + (lxw_row_t)i;
        sw_put_number(s, row, SW_SCENARIOS_LABEL, (double)(i + 1), SW_LOOK_CELL,
                      SW_NUM_COUNT);
        for (size_t k = 0; k < 2 * b->n_stored; k++) {
            bool p = k >= b->n_stored;
            const sw_scenario_result *r = b->stored[k % b->n_stored].result;
            sw_put_number(s, row, (lxw_col_t)(SW_SCENARIOS_BASE + k),
                          at(r, i, p), SW_LOOK_CELL,
                          p ? SW_NUM_PERCENT_1 : sw_price_format(b, 0));
        }
    }
}
