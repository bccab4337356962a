/*
 * sheet_scenarios.c - the base, the pilot's scenarios and what is live now,
 * side by side. Stored figures are the engine's of each scenario; the live
 * column refers to the model.
 */
#include <math.h>
#include <string.h>

#include "report/cash_flow.h"
#include "report/input_unit.h"
#include "report/inputs_columns.h"
#include "report/chart.h"
#include "report/print.h"
#include "report/scenario_figures.h"
#include "report/stored_scenario.h"
#include "report/text.h"

enum { FIRST_FIGURE = 6, LABEL_WIDTH = 44, COLUMN_WIDTH = 17 };

typedef struct figure {
    const char *label;
    sw_number number;
} figure;

static const figure FIGURE[SW_STORED_N] = {
    [SW_STORED_NPV] = {"Net present value, headline basis", SW_NUM_MONEY},
    [SW_STORED_NPV_CASHABLE] = {"NPV, cash only", SW_NUM_MONEY},
    [SW_STORED_NPV_CAPACITY] = {"NPV, cash and capacity", SW_NUM_MONEY},
    [SW_STORED_NPV_ALL] = {"NPV, all benefits", SW_NUM_MONEY},
    [SW_STORED_NPV_PROGRAMME] = {"NPV of the programme, headline basis",
                                 SW_NUM_MONEY},
    [SW_STORED_PV_COSTS] = {"Present value of costs", SW_NUM_MONEY},
    [SW_STORED_ROI] = {"Return on investment", SW_NUM_PERCENT},
    [SW_STORED_BCR] = {"Benefits per unit of cost", SW_NUM_DECIMAL_2},
    [SW_STORED_PAYBACK] = {"Payback in months", SW_NUM_DECIMAL_1},
    [SW_STORED_VERDICT] = {"Verdict", SW_NUM_GENERAL},
    [SW_STORED_PROBABILITY] = {"Chance that renewing pays", SW_NUM_CHANCE},
    [SW_STORED_DRAWS] = {"Draws it rests on", SW_NUM_COUNT},
};

void sw_scenarios_layout(sw_book *b)
{
    size_t inputs = b->last_input - b->first_input + 1;
    b->stored_row = FIRST_FIGURE;
    b->ceac_row = (lxw_row_t)(FIRST_FIGURE + SW_STORED_N + inputs + 26);
}

static double stored_value(const sw_scenario_result *r, int k)
{
    const double value[SW_STORED_N] = {
        [SW_STORED_NPV] = r->npv,
        [SW_STORED_NPV_CASHABLE] = r->npv_cashable,
        [SW_STORED_NPV_CAPACITY] = r->npv_with_capacity,
        [SW_STORED_NPV_ALL] = r->npv_all,
        [SW_STORED_NPV_PROGRAMME] = r->npv_programme,
        [SW_STORED_PV_COSTS] = r->pv_costs,
        [SW_STORED_ROI] = r->roi,
        [SW_STORED_BCR] = r->bcr,
        [SW_STORED_PAYBACK] = r->payback_months,
        [SW_STORED_VERDICT] = NAN,
        [SW_STORED_PROBABILITY] = r->probability_positive,
        [SW_STORED_DRAWS] = (double)r->draws,
    };
    return value[k];
}

/* Without a figure: why. Payback is never, or there is nothing to pay back. */
static void put_stored(sw_sheet *s, lxw_col_t column,
                       const sw_scenario_result *r, int k)
{
    const sw_book *b = s->book;
    lxw_row_t row = b->stored_row + (lxw_row_t)k;
    double value = stored_value(r, k);
    if (r->why_not != NULL)
        sw_put_text_as(s, row, column, "rejected", SW_LOOK_CELL, SW_NUM_COUNT);
    else if (k == SW_STORED_VERDICT)
        sw_put_text_as(s, row, column,
                       r->decided ? sw_text_verdict_word(r->verdict) : "n/a",
                       SW_LOOK_CELL, SW_NUM_COUNT);
    else if (k == SW_STORED_PAYBACK && isnan(value) &&
             b->e->economics->has_benefit)
        sw_put_text_as(s, row, column, r->npv < 0 ? "never" : "none",
                       SW_LOOK_CELL, SW_NUM_COUNT);
    else
        sw_put_number(s, row, column, value, SW_LOOK_CELL, FIGURE[k].number);
}

/* The cell of the Cash flow sheet that is live. */
static sw_ref live_cell(const sw_book *b, int k)
{
    const sw_difference_rows *d = &b->cash.difference[SW_VIEW_COMMITMENT];
    const lxw_row_t row[SW_STORED_N] = {
        [SW_STORED_NPV] = d->measures + SW_MEASURE_NPV,
        [SW_STORED_NPV_CASHABLE] = d->net,
        [SW_STORED_NPV_CAPACITY] = d->net + 1,
        [SW_STORED_NPV_ALL] = d->net + 2,
        [SW_STORED_NPV_PROGRAMME] =
            b->cash.difference[SW_VIEW_PROGRAMME].measures + SW_MEASURE_NPV,
        [SW_STORED_PV_COSTS] = d->measures + SW_MEASURE_COSTS,
        [SW_STORED_ROI] = d->measures + SW_MEASURE_ROI,
        [SW_STORED_BCR] = d->measures + SW_MEASURE_BCR,
        [SW_STORED_PAYBACK] = d->measures + SW_MEASURE_PAYBACK,
    };
    return sw_on(sw_sheet_title_of(SW_SHEET_CASH_FLOW), row[k], SW_CF_PV);
}

static void put_live(sw_sheet *s, int k)
{
    const sw_book *b = s->book;
    lxw_row_t row = b->stored_row + (lxw_row_t)k;
    double value = stored_value(&b->base, k);
    g_autofree char *pick = sw_scenarios_pick(b, (sw_stored_figure)k);
    const char *note = b->e->money->commitment.payback_note;
    if (k == SW_STORED_VERDICT) {
        g_autofree char *formula = g_strdup_printf("=%s", pick);
        sw_put_formula_or(s, row, SW_SCENARIOS_LIVE, NAN,
                          sw_text_verdict_word(b->base.verdict), SW_LOOK_LIVE,
                          SW_NUM_COUNT, formula);
    } else if (k >= SW_STORED_PROBABILITY)
        sw_put_formula(s, row, SW_SCENARIOS_LIVE, value, SW_LOOK_LIVE,
                       FIGURE[k].number, "=%s", pick);
    else if (k == SW_STORED_PAYBACK && b->e->economics->has_benefit) {
        g_autofree char *formula = g_strdup_printf("=%s", live_cell(b, k).text);
        sw_put_formula_or(s, row, SW_SCENARIOS_LIVE, value,
                          note != NULL ? note : "n/a", SW_LOOK_LIVE,
                          FIGURE[k].number, formula);
    } else {
        sw_put_formula(s, row, SW_SCENARIOS_LIVE, value, SW_LOOK_LIVE,
                       FIGURE[k].number, "=%s", live_cell(b, k).text);
    }
}

/* Columns after the stored ones: scenarios that only an evaluation can give. */
static size_t n_columns(const sw_book *b)
{
    return b->e->n_scenarios + 1;
}

static size_t longest_name(const sw_book *b)
{
    enum { SUFFIX = 17 }; /* " (evaluate again)" */
    size_t longest = strlen("Live: ") + strlen(b->stored[0].name);
    for (size_t k = 0; k < b->n_stored; k++)
        longest = MAX(longest, strlen(b->stored[k].name));
    for (size_t i = 0; i < b->e->n_scenarios; i++)
        if (!b->is_stored[i])
            longest = MAX(longest, strlen(b->e->scenarios[i].name) + SUFFIX);
    return longest;
}

static void put_names(sw_sheet *s)
{
    const sw_book *b = s->book;
    lxw_row_t row = b->stored_row - 1;
    lxw_col_t c = SW_SCENARIOS_BASE;
    sw_put_text(s, row, SW_SCENARIOS_LABEL, "Renewing all, against leaving",
                SW_LOOK_HEAD);
    const sw_language *l = sw_sheet_language(s);
    g_autofree char *live = sw_say(l, "Live: %s", b->stored[0].name);
    sw_put_formula_data(s, row, SW_SCENARIOS_LIVE, live, SW_LOOK_HEAD_RIGHT,
                        "=\"Live: \"&scenario_chosen");
    for (size_t k = 0; k < b->n_stored; k++)
        sw_put_data(s, row, c++, b->stored[k].name, SW_LOOK_HEAD_RIGHT);
    for (size_t i = 0; i < b->e->n_scenarios; i++) {
        if (b->is_stored[i])
            continue;
        g_autofree char *name =
            sw_say(l, "%s (evaluate again)", b->e->scenarios[i].name);
        sw_put_data(s, row, c++, name, SW_LOOK_HEAD_RIGHT);
    }
    sw_sheet_height(s, row, 15 + 12 * (double)MIN(longest_name(b) / 16, 3));
}

static void put_figures(sw_sheet *s)
{
    const sw_book *b = s->book;
    for (int k = 0; k < SW_STORED_N; k++) {
        lxw_row_t row = b->stored_row + (lxw_row_t)k;
        lxw_col_t c = SW_SCENARIOS_BASE;
        sw_put_text(s, row, SW_SCENARIOS_LABEL, FIGURE[k].label, SW_LOOK_CELL);
        put_live(s, k);
        for (size_t j = 0; j < b->n_stored; j++)
            put_stored(s, c++, b->stored[j].result, k);
        for (size_t i = 0; i < b->e->n_scenarios; i++)
            if (!b->is_stored[i])
                put_stored(s, c++, &b->e->scenarios[i], k);
    }
}

static bool any_sets(const sw_book *b, size_t input)
{
    for (size_t k = 1; k < b->n_stored; k++)
        if (sw_stored_sets(b, k, input))
            return true;
    return false;
}

/* The inputs in which the columns differ, from the Inputs sheet. */
static void put_differences(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_inputs *in = &b->e->economics->inputs;
    sw_put_section(s, "What the scenarios change",
                   (lxw_col_t)(SW_SCENARIOS_BASE + n_columns(b)));
    for (size_t i = 0; i < sw_inputs_length(in); i++) {
        if (b->live_name[i] == NULL || !any_sets(b, i))
            continue;
        const char *sheet = sw_sheet_title_of(SW_SHEET_INPUTS);
        lxw_row_t from = b->input_row[i], row = s->row++;
        const sw_input *x = sw_inputs_at(in, i);
        sw_number number = sw_input_format(b, i);
        sw_put_message(s, row, SW_SCENARIOS_LABEL, x->label, SW_LOOK_CELL);
        sw_put_formula(s, row, SW_SCENARIOS_LIVE, x->value, SW_LOOK_LIVE,
                       number, "=%s", sw_on(sheet, from, SW_INPUTS_LIVE).text);
        for (size_t k = 0; k < b->n_stored; k++)
            sw_put_formula(
                s, row, (lxw_col_t)(SW_SCENARIOS_BASE + k),
                sw_stored_input(b, k, i),
                sw_stored_sets(b, k, i) ? SW_LOOK_SET : SW_LOOK_LOCKED, number,
                "=%s",
                sw_on(sheet, from, (lxw_col_t)(SW_INPUTS_BASE + k)).text);
    }
    if (b->n_stored == 1)
        sw_put_text(s, s->row++, SW_SCENARIOS_LABEL,
                    "No scenario is given in pilot.json.", SW_LOOK_PLAIN);
}

static void put_reasons(sw_sheet *s)
{
    const sw_evaluation *e = s->book->e;
    for (size_t i = 0; i < e->n_scenarios; i++) {
        const sw_scenario_result *r = &e->scenarios[i];
        if (s->book->is_stored[i])
            continue;
        g_autofree char *says = g_strdup_printf(
            "%s: %s", r->name,
            r->why_not != NULL
                ? r->why_not
                : sw_words(s->book,
                           "changes what formulas cannot follow; its figures "
                           "are as evaluated, and the dropdown does not offer "
                           "it."));
        sw_put_data(s, s->row++, SW_SCENARIOS_LABEL, says, SW_LOOK_PLAIN);
    }
}

/* Net present values side by side, or costs where there is no benefit. */
static void put_chart(sw_sheet *s)
{
    const sw_book *b = s->book;
    bool priced = b->e->economics->has_benefit;
    int figure_ = priced ? SW_STORED_NPV : SW_STORED_PV_COSTS;
    lxw_row_t names = b->stored_row - 1;
    lxw_row_t row = b->stored_row + (lxw_row_t)figure_;
    lxw_col_t last = (lxw_col_t)(SW_SCENARIOS_BASE + n_columns(b) - 1);
    if (n_columns(b) < 2)
        return;
    size_t pay = 0;
    for (size_t k = 0; k < b->n_stored; k++)
        pay += b->stored[k].result->npv > 0;
    for (size_t i = 0; i < b->e->n_scenarios; i++)
        pay += !b->is_stored[i] && b->e->scenarios[i].npv > 0;
    g_autofree char *title =
        priced
            ? sw_say(
                  sw_sheet_language(s),
                  "Renewing all pays in %zu of %zu cases (net present value)",
                  pay, n_columns(b))
            : sw_say(sw_sheet_language(s),
                     "Present value of the costs of renewing all");
    sw_chart_spec spec = {.title = title,
                          .says = title,
                          .type = LXW_CHART_COLUMN,
                          .axis = SW_NUM_MONEY_SHORT,
                          .width = 700,
                          .height = 225};
    sw_chart_bars(s, &spec, s->name,
                  (sw_area){names, SW_SCENARIOS_BASE, names, last},
                  (sw_area){row, SW_SCENARIOS_BASE, row, last});
}

void sw_write_scenarios(sw_book *book)
{
    sw_sheet s;
    size_t columns = MAX(n_columns(book), 2 * book->n_stored);
    sw_sheet_open(&s, book, SW_SHEET_SCENARIOS);
    sw_sheet_columns(&s, 0, 0, LABEL_WIDTH);
    sw_sheet_columns(&s, 1, (lxw_col_t)(columns + 1), COLUMN_WIDTH);
    sw_sheet_title(&s, "Scenarios",
                   "Each scenario as evaluated, beside what is live now: the "
                   "column that is picked on Inputs, with whatever was typed "
                   "over.");
    put_names(&s);
    put_figures(&s);
    s.row = book->stored_row + SW_STORED_N + 1;
    put_differences(&s);
    put_reasons(&s);
    s.row++;
    put_chart(&s);
    sw_scenarios_put_curves(&s);
    worksheet_freeze_panes(s.ws, book->stored_row, 1);
    sw_sheet_print(&s, book->stored_row - 1, book->stored_row - 1);
    lxw_col_t last = (lxw_col_t)(SW_SCENARIOS_BASE + n_columns(book) - 1);
    if (book->n_ceac > 0) /* the curves' figures are for the charts */
        s.row = book->ceac_row - 2;
    sw_sheet_pages(&s, MAX(last, 6), SW_PAPER_A4);
    sw_sheet_protect(&s);
}
