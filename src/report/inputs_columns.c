#include "report/inputs_columns.h"

#include "report/live_input.h"
#include "report/stored_scenario.h"

lxw_col_t sw_inputs_own(const sw_book *b)
{
    return (lxw_col_t)(SW_INPUTS_BASE + b->n_stored);
}

lxw_col_t sw_inputs_after(const sw_book *b, int which)
{
    return (lxw_col_t)(sw_inputs_own(b) + which);
}

static lxw_col_t stored_column(size_t k)
{
    return (lxw_col_t)(SW_INPUTS_BASE + k);
}

static lxw_col_t evaluated_column(const sw_book *b, size_t k)
{
    return (lxw_col_t)(sw_inputs_after(b, SW_INPUTS_EVALUATED) + k);
}

void sw_inputs_define(sw_sheet *s, const char *name, lxw_row_t row,
                      lxw_col_t column)
{
    g_autofree char *place = g_strdup_printf(
        "=%s", sw_on(sw_sheet_title_of(SW_SHEET_INPUTS), row, column).text);
    g_autofree char *own = sw_own_formula(s->book, place);
    sw_sheet_keep(s, workbook_define_name(s->book->workbook, name, own));
}

/* What may be typed: the smallest and largest value and a sentence. */
typedef struct bounds {
    double low, high;
    char *says; /* libxlsxwriter takes it without const */
} bounds;

static bool is_probability(const sw_book *b, size_t id)
{
    const sw_economics *e = b->e->economics;
    for (size_t r = 0; r < e->pilot->n_risks; r++)
        if (e->risk_input[r] == id)
            return true;
    return false;
}

static bounds bounds_of(const sw_book *b, const sw_input *x, size_t id)
{
    static const double MOST = 1e15;
    if (id == SW_IN_R_MISS || id == SW_IN_R_MISS_CONTROL)
        return (bounds){-1, 1, "A correlation from -1 to 1."};
    if (id == SW_IN_BIAS || id == SW_IN_EFFECT)
        return (bounds){-MOST, MOST,
                        "Minutes per seat and week; negative where work takes "
                        "longer."};
    if (is_probability(b, id))
        return (bounds){0, 0.99, "A probability from 0 to 0.99 a year."};
    bool share = x->unit == SW_UNIT_FRACTION || id == SW_IN_TRANSPORT;
    if (share)
        return (bounds){x->value < 0 ? -0.99 : 0, x->value > 1 ? 10 : 1,
                        "A share from 0 to 1, for example 25%."};
    return (bounds){x->value < 0 ? -MOST : 0, MOST,
                    "A number in the unit shown, not below zero."};
}

static void validate(sw_sheet *s, size_t id, lxw_row_t row, lxw_col_t column)
{
    const sw_input *x = sw_inputs_at(&s->book->e->economics->inputs, id);
    bounds b = bounds_of(s->book, x, id);
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_DECIMAL,
        .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
        .minimum_number = b.low,
        .maximum_number = b.high,
        .ignore_blank = LXW_VALIDATION_OFF,
        .input_title = "Change this input",
        .input_message = b.says,
        .error_title = "Not a possible value",
        .error_message = b.says,
    };
    sw_sheet_keep(s, worksheet_data_validation_cell(s->ws, row, column, &v));
}

/* A scenario's cell: its own number, or what the base has. */
static void put_stored(sw_sheet *s, size_t k, size_t id, sw_number number)
{
    const sw_book *b = s->book;
    lxw_row_t row = b->input_row[id];
    double value = sw_stored_input(b, k, id);
    if (sw_stored_sets(b, k, id))
        sw_put_number(s, row, stored_column(k), value, SW_LOOK_SET, number);
    else
        sw_put_formula(s, row, stored_column(k), value, SW_LOOK_LOCKED, number,
                       "=%s", sw_at(row, SW_INPUTS_BASE, SW_FIX_COLUMN).text);
}

void sw_inputs_put_values(sw_sheet *s, size_t id, sw_number number)
{
    const sw_book *b = s->book;
    const sw_input *x = sw_inputs_at(&b->e->economics->inputs, id);
    lxw_row_t row = b->input_row[id];
    bool live = sw_input_is_live(b->e, id);
    bool own = live || sw_input_is_open(b->e, id);
    lxw_col_t last = sw_inputs_own(b);
    sw_put_formula(s, row, SW_INPUTS_LIVE, x->value, SW_LOOK_LIVE, number,
                   "=INDEX(%s,1,scenario_column)",
                   sw_span(row, SW_INPUTS_BASE, row, last, SW_FIX_COLUMN).text);
    sw_put_number(s, row, SW_INPUTS_BASE, x->value,
                  live ? SW_LOOK_INPUT : SW_LOOK_LOCKED, number);
    for (size_t k = 1; k < b->n_stored; k++)
        put_stored(s, k, id, number);
    sw_put_number(s, row, last, x->value, own ? SW_LOOK_INPUT : SW_LOOK_LOCKED,
                  number);
    for (size_t k = 0; k < b->n_stored; k++)
        sw_put_number(s, row, evaluated_column(b, k), sw_stored_input(b, k, id),
                      SW_LOOK_LOCKED, number);
    if (live)
        validate(s, id, row, SW_INPUTS_BASE);
    if (own)
        validate(s, id, row, last);
}

static sw_ref heads_of(const sw_book *b)
{
    return sw_span(SW_INPUTS_HEADS, SW_INPUTS_BASE, SW_INPUTS_HEADS,
                   sw_inputs_own(b), SW_FIX_BOTH);
}

static void put_dropdown(sw_sheet *s)
{
    g_autofree char *heads = g_strdup_printf("=%s", heads_of(s->book).text);
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
        .value_formula = heads,
        .input_title = "Pick a scenario",
        .input_message = "The whole workbook follows. \"Your own\" is the "
                         "column to type your figures into.",
        .error_title = "No such scenario",
        .error_message = "Pick one of the list.",
    };
    sw_put_text(s, SW_INPUTS_CHOSEN, SW_INPUTS_NAME, "Scenario shown",
                SW_LOOK_TOTAL);
    sw_put_text(s, SW_INPUTS_CHOSEN, SW_INPUTS_UNIT, "pick from the list",
                SW_LOOK_TOTAL);
    sw_put_data_as(s, SW_INPUTS_CHOSEN, SW_INPUTS_LIVE, s->book->stored[0].name,
                   SW_LOOK_CHOICE, SW_NUM_TEXT);
    sw_sheet_keep(s, worksheet_data_validation_cell(s->ws, SW_INPUTS_CHOSEN,
                                                    SW_INPUTS_LIVE, &v));
    sw_inputs_define(s, "scenario_chosen", SW_INPUTS_CHOSEN, SW_INPUTS_LIVE);
}

/* How many live cells differ from what each stored column was evaluated on. */
static void put_counts(sw_sheet *s)
{
    const sw_book *b = s->book;
    sw_ref live = sw_span(b->first_input, SW_INPUTS_LIVE, b->last_input,
                          SW_INPUTS_LIVE, SW_FIX_BOTH);
    for (size_t k = 0; k < b->n_stored; k++) {
        lxw_col_t c = evaluated_column(b, k);
        sw_put_formula(
            s, SW_INPUTS_DIFFERING, c, (double)sw_stored_differing(b, k),
            SW_LOOK_LOCKED, SW_NUM_COUNT, "=SUMPRODUCT((%s<>%s)*1)", live.text,
            sw_span(b->first_input, c, b->last_input, c, SW_FIX_ROW).text);
    }
}

static void put_row(sw_sheet *s, lxw_row_t row, const char *label,
                    const char *unit, const char *name, double value,
                    const char *formula)
{
    sw_put_text(s, row, SW_INPUTS_NAME, label, SW_LOOK_CELL);
    sw_put_text(s, row, SW_INPUTS_UNIT, unit, SW_LOOK_CELL);
    sw_put_formula(s, row, SW_INPUTS_LIVE, value, SW_LOOK_LOCKED, SW_NUM_COUNT,
                   "%s", formula);
    sw_inputs_define(s, name, row, SW_INPUTS_LIVE);
}

void sw_inputs_put_choice(sw_sheet *s)
{
    const sw_book *b = s->book;
    sw_ref counts = sw_span(SW_INPUTS_DIFFERING, evaluated_column(b, 0),
                            SW_INPUTS_DIFFERING,
                            evaluated_column(b, b->n_stored - 1), SW_FIX_BOTH);
    g_autofree char *column = g_strdup_printf(
        "=IF(COUNTIF(%s,scenario_chosen)=0,1,MATCH(scenario_chosen,%s,0))",
        heads_of(b).text, heads_of(b).text);
    /* Where the inputs are of no stored column: the chosen one, else the base
     */
    g_autofree char *belongs = g_strdup_printf(
        "=IF(MIN(%s)=0,MATCH(0,%s,0),IF(scenario_column>COLUMNS(%s),1,"
        "scenario_column))",
        counts.text, counts.text, counts.text);
    g_autofree char *differing =
        b->n_stored == 1
            ? g_strdup_printf("=%s", sw_at(SW_INPUTS_DIFFERING,
                                           evaluated_column(b, 0), SW_FIX_BOTH)
                                         .text)
            : g_strdup_printf("=INDEX(%s,1,verdict_column)", counts.text);
    put_dropdown(s);
    put_counts(s);
    put_row(s, SW_INPUTS_COLUMN, "Column that the live cells read",
            "counted from Base", "scenario_column", 1, column);
    put_row(s, SW_INPUTS_BELONGS,
            "Column that verdict and probabilities are of", "counted from Base",
            "verdict_column", 1, belongs);
    put_row(s, SW_INPUTS_DIFFERING, "Live inputs that differ from that column",
            "as evaluated", "differing_inputs", 0, differing);
    g_autofree char *changed = g_strdup_printf(
        "=%s",
        sw_at(SW_INPUTS_DIFFERING, evaluated_column(b, 0), SW_FIX_BOTH).text);
    put_row(s, SW_INPUTS_CHANGED, "Live inputs that differ from the base",
            "as evaluated", "inputs_changed", 0, changed);
}
