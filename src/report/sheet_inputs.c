/*
 * sheet_inputs.c - every number the model reads, its live cell and its base.
 */
#include <math.h>
#include <string.h>

#include "report/live_input.h"
#include "report/sheet.h"
#include "report/text.h"

enum {
    COL_NAME,
    COL_UNIT,
    COL_LIVE,
    COL_BASE,
    COL_LOW,
    COL_HIGH,
    COL_PROVENANCE,
    COL_CHANGE,
    COL_SOURCE,
    COL_OWNER,
    COL_KEY,
    COL_ENGINE, /* hidden: the base as evaluated */
    COLUMNS
};

enum { FIRST_INPUT = 6, DIFFERING_ROW = 3 };

static sw_number number_of(sw_unit unit)
{
    switch (unit) {
    case SW_UNIT_MONEY:
    case SW_UNIT_MONEY_YEAR:
    case SW_UNIT_MONEY_MONTH:
        return SW_NUM_MONEY;
    case SW_UNIT_MONEY_SEAT_MONTH:
    case SW_UNIT_MONEY_HOUR:
        return SW_NUM_PRICE;
    case SW_UNIT_MONEY_UNIT:
        return SW_NUM_UNIT_PRICE;
    case SW_UNIT_FRACTION:
        return SW_NUM_PERCENT_1;
    case SW_UNIT_FACTOR:
        return SW_NUM_DECIMAL_2;
    case SW_UNIT_SEATS:
    case SW_UNIT_COUNT:
        return SW_NUM_COUNT;
    default:
        return SW_NUM_DECIMAL_1;
    }
}

const char *sw_book_live(const sw_book *book, size_t input)
{
    return book->live_name[input];
}

/* Two keys that differ in punctuation alone get different names. */
static char *unused_name(GHashTable *used, const char *prefix, const char *key)
{
    char *name = sw_defined_name(prefix, key);
    while (g_hash_table_contains(used, name)) {
        char *longer = g_strconcat(name, "_", NULL);
        g_free(name);
        name = longer;
    }
    g_hash_table_add(used, g_strdup(name));
    return name;
}

void sw_inputs_layout(sw_book *book)
{
    const sw_inputs *in = &book->e->pilot->inputs;
    size_t n = sw_inputs_length(in);
    g_autoptr(GHashTable) used =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    book->live_name = g_new0(char *, n + 1);
    book->base_name = g_new0(char *, n + 1);
    book->input_row = g_new0(lxw_row_t, n);
    lxw_row_t row = FIRST_INPUT;
    for (size_t i = 0; i < n; i++) {
        const sw_input *x = sw_inputs_at(in, i);
        if (!x->known || !isfinite(x->value))
            continue;
        book->live_name[i] = unused_name(used, "live", x->key);
        book->base_name[i] = unused_name(used, "in", x->key);
        book->input_row[i] = row++;
    }
    book->first_input = FIRST_INPUT;
    book->last_input = row > FIRST_INPUT ? row - 1 : FIRST_INPUT;
    book->differing = (sw_cell_place){DIFFERING_ROW, COL_LIVE};
}

static void define(sw_sheet *s, const char *name, lxw_row_t row,
                   lxw_col_t column)
{
    g_autofree char *place = g_strdup_printf(
        "=%s", sw_on(sw_sheet_title_of(SW_SHEET_INPUTS), row, column).text);
    sw_sheet_keep(s, workbook_define_name(s->book->workbook, name, place));
}

static const char *unit_text(const sw_book *b, sw_unit unit, char text[64])
{
    static const char *const PER[SW_UNIT_N] = {
        [SW_UNIT_MONEY] = "",
        [SW_UNIT_MONEY_SEAT_MONTH] = " per seat and month",
        [SW_UNIT_MONEY_HOUR] = " per hour",
        [SW_UNIT_MONEY_YEAR] = " per year",
        [SW_UNIT_MONEY_MONTH] = " per month",
        [SW_UNIT_MONEY_UNIT] = " per unit",
    };
    if (PER[unit] == NULL)
        return sw_unit_name(unit);
    bool year =
        unit == SW_UNIT_MONEY_SEAT_MONTH && b->e->pilot->contract.per_year;
    g_snprintf(text, 64, "%.20s%s", b->e->pilot->currency,
               year ? " per seat and year" : PER[unit]);
    return text;
}

/* What may be typed: the smallest and largest value and a sentence. */
typedef struct bounds {
    double low, high;
    char *says; /* libxlsxwriter takes it without const */
} bounds;

static bounds bounds_of(const sw_input *x, size_t id)
{
    static const double MOST = 1e15;
    if (id == SW_IN_BIAS || id == SW_IN_EFFECT)
        return (bounds){-MOST, MOST,
                        "Minutes per seat and week; negative where work takes "
                        "longer."};
    bool share = x->unit == SW_UNIT_FRACTION || id == SW_IN_TRANSPORT;
    if (share)
        return (bounds){x->value < 0 ? -0.99 : 0, x->value > 1 ? 10 : 1,
                        "A share from 0 to 1, for example 25%."};
    return (bounds){x->value < 0 ? -MOST : 0, MOST,
                    "A number in the unit shown, not below zero."};
}

static void validate(sw_sheet *s, lxw_row_t row, const sw_input *x, size_t id)
{
    bounds b = bounds_of(x, id);
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
    sw_sheet_keep(s, worksheet_data_validation_cell(s->ws, row, COL_BASE, &v));
}

static void put_input(sw_sheet *s, size_t id)
{
    sw_book *b = s->book;
    const sw_input *x = sw_inputs_at(&b->e->pilot->inputs, id);
    lxw_row_t row = b->input_row[id];
    sw_number number = number_of(x->unit);
    bool live = sw_input_is_live(b->e, id);
    char unit[64];
    sw_put_text(s, row, COL_NAME, x->label, SW_LOOK_CELL);
    sw_put_text(s, row, COL_UNIT, unit_text(b, x->unit, unit), SW_LOOK_CELL);
    sw_put_formula(s, row, COL_LIVE, x->value, SW_LOOK_LIVE, number, "=%s",
                   sw_at(row, COL_BASE, SW_FIX_NONE).text);
    sw_put_number(s, row, COL_BASE, x->value,
                  live ? SW_LOOK_INPUT : SW_LOOK_LOCKED, number);
    sw_put_number(s, row, COL_LOW, x->low, SW_LOOK_CELL, number);
    sw_put_number(s, row, COL_HIGH, x->high, SW_LOOK_CELL, number);
    g_autofree char *provenance =
        g_strconcat(sw_provenance_name(x->provenance),
                    x->is_default ? " (default)" : "", NULL);
    sw_put_text(s, row, COL_PROVENANCE, provenance, SW_LOOK_CELL);
    sw_put_text(s, row, COL_CHANGE,
                live ? "type over the base cell"
                     : "from the data: evaluate again",
                SW_LOOK_CELL);
    sw_put_text(s, row, COL_SOURCE, x->source, SW_LOOK_CELL);
    sw_put_text(s, row, COL_OWNER, x->owner, SW_LOOK_CELL);
    sw_put_text(s, row, COL_KEY, x->key, SW_LOOK_LOCKED);
    sw_put_number(s, row, COL_ENGINE, x->value, SW_LOOK_LOCKED, number);
    if (live)
        validate(s, row, x, id);
    define(s, b->live_name[id], row, COL_LIVE);
    define(s, b->base_name[id], row, COL_BASE);
}

static void put_differing(sw_sheet *s)
{
    const sw_book *b = s->book;
    sw_ref live = sw_span(b->first_input, COL_LIVE, b->last_input, COL_LIVE, 0);
    sw_ref base =
        sw_span(b->first_input, COL_ENGINE, b->last_input, COL_ENGINE, 0);
    sw_put_text(s, DIFFERING_ROW, COL_NAME,
                "Inputs that differ from the base as evaluated", SW_LOOK_TOTAL);
    sw_put_text(s, DIFFERING_ROW, COL_UNIT, "", SW_LOOK_TOTAL);
    sw_put_formula(s, DIFFERING_ROW, COL_LIVE, 0, SW_LOOK_TOTAL, SW_NUM_COUNT,
                   "=SUMPRODUCT((%s<>%s)*1)", live.text, base.text);
    define(s, "differing_inputs", DIFFERING_ROW, COL_LIVE);
}

static void put_constant(sw_sheet *s, const char *label, const char *name,
                         const char *unit, double value, sw_number number)
{
    lxw_row_t row = s->row++;
    sw_put_text(s, row, COL_NAME, label, SW_LOOK_CELL);
    sw_put_text(s, row, COL_UNIT, unit, SW_LOOK_CELL);
    sw_put_number(s, row, COL_LIVE, value, SW_LOOK_LOCKED, number);
    define(s, name, row, COL_LIVE);
}

static void put_constants(sw_sheet *s)
{
    const sw_pilot *p = s->book->e->pilot;
    sw_put_section(s, "Constants", COL_ENGINE);
    put_constant(s, "Months in a year", "months_per_year", "months", 12,
                 SW_NUM_COUNT);
    put_constant(s, "Minutes in an hour", "minutes_per_hour", "minutes", 60,
                 SW_NUM_COUNT);
    if (p->contract.metered)
        put_constant(s, "Unit price at the commitment's tier over the first's",
                     "unit_price_tier", "factor", p->contract.unit_multiple,
                     SW_NUM_DECIMAL_4);
    for (size_t i = 0; i < p->n_lines; i++) {
        if (isnan(p->lines[i].margin))
            continue;
        g_autofree char *name = sw_defined_name("margin", p->lines[i].id);
        g_autofree char *label =
            g_strdup_printf("Margin on revenue, %s", p->lines[i].id);
        put_constant(s, label, name, "fraction", p->lines[i].margin,
                     SW_NUM_PERCENT_1);
    }
}

static void put_unknown(sw_sheet *s)
{
    const sw_inputs *in = &s->book->e->pilot->inputs;
    sw_put_section(s, "Unknown: nothing rests on these", COL_ENGINE);
    for (size_t i = 0; i < sw_inputs_length(in); i++) {
        const sw_input *x = sw_inputs_at(in, i);
        if (s->book->live_name[i] != NULL)
            continue;
        sw_put_text(s, s->row, COL_NAME, x->label, SW_LOOK_CELL);
        sw_put_text(s, s->row, COL_UNIT, "unknown", SW_LOOK_CELL);
        sw_put_text(s, s->row++, COL_KEY, x->key, SW_LOOK_LOCKED);
    }
}

static void protect(sw_sheet *s)
{
    lxw_protection options = {.format_columns = 1, .format_rows = 1};
    worksheet_protect(s->ws, NULL, &options);
}

void sw_write_inputs(sw_book *book)
{
    static const double WIDTH[] = {42, 22, 14, 14, 12, 12, 18,
                                   25, 26, 16, 40, 12, 0};
    static const char *const HEADS[] = {
        "Input",      "Unit",        ">Live",      ">Base",
        ">Low (P10)", ">High (P90)", "Provenance", "To change it",
        "Source",     "Owner",       "Key",        ">As evaluated",
        NULL};
    sw_sheet s;
    sw_sheet_open(&s, book, SW_SHEET_INPUTS);
    sw_sheet_widths(&s, WIDTH);
    sw_sheet_title(&s, "Inputs",
                   "Every number the model reads. Change a tinted base cell "
                   "and the workbook recalculates; the verdict and the "
                   "probabilities belong to the base.");
    put_differing(&s);
    s.row = FIRST_INPUT - 1;
    sw_put_heads(&s, HEADS);
    for (size_t i = 0; i < sw_inputs_length(&book->e->pilot->inputs); i++)
        if (book->live_name[i] != NULL)
            put_input(&s, i);
    s.row = book->last_input + 2;
    put_constants(&s);
    s.row++;
    put_unknown(&s);
    lxw_row_col_options hidden = {.hidden = 1};
    sw_sheet_keep(&s, worksheet_set_column_opt(s.ws, COL_ENGINE, COL_ENGINE, 12,
                                               NULL, &hidden));
    worksheet_freeze_panes(s.ws, FIRST_INPUT, 1);
    sw_sheet_print(&s, FIRST_INPUT - 1, FIRST_INPUT - 1);
    protect(&s);
}
