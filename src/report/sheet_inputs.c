/*
 * sheet_inputs.c - every number the model reads, its live cell and its base.
 */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "report/expr_formula.h"
#include "report/input_unit.h"
#include "report/inputs_columns.h"
#include "report/live_input.h"
#include "report/print.h"
#include "report/text.h"

enum {
    NAME_WIDTH = 42,
    UNIT_WIDTH = 20,
    FIGURE_WIDTH = 12,
    PROVENANCE_WIDTH = 18,
    CHANGE_WIDTH = 36,
    SOURCE_WIDTH = 22,
    OWNER_WIDTH = 12,
    KEY_WIDTH = 38
};

sw_number sw_input_number(sw_unit unit)
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
    const sw_inputs *in = &book->e->economics->inputs;
    size_t n = sw_inputs_length(in);
    g_autoptr(GHashTable) used =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    book->live_name = g_new0(char *, n + 1);
    book->base_name = g_new0(char *, n + 1);
    book->input_row = g_new0(lxw_row_t, n);
    lxw_row_t row = SW_INPUTS_FIRST;
    for (size_t i = 0; i < n; i++) {
        const sw_input *x = sw_inputs_at(in, i);
        if (!x->known || !isfinite(x->value))
            continue;
        book->live_name[i] = unused_name(used, "live", x->key);
        book->base_name[i] = unused_name(used, "in", x->key);
        book->input_row[i] = row++;
    }
    book->first_input = SW_INPUTS_FIRST;
    book->last_input = row > SW_INPUTS_FIRST ? row - 1 : SW_INPUTS_FIRST;
}

/* What the reader can do about an input. */
static const char *change_text(const sw_book *b, size_t id)
{
    if (sw_input_is_live(b->e, id))
        return "type over the base cell";
    if (sw_input_is_open(b->e, id))
        return "from the data: \"Your own\" or evaluate again";
    if (sw_input_follows(b->e, id))
        return "in no formula here: evaluate again";
    return "from the data: evaluate again";
}

static void put_input(sw_sheet *s, size_t id)
{
    const sw_book *b = s->book;
    const sw_input *x = sw_inputs_at(&b->e->economics->inputs, id);
    lxw_row_t row = b->input_row[id];
    sw_number number = sw_input_format(b, id);
    const sw_language *l = sw_sheet_language(s);
    const char *provenance = sw_words(b, sw_provenance_name(x->provenance));
    g_autofree char *given = x->is_default
                                 ? sw_say(l, "%s (default)", provenance)
                                 : g_strdup(provenance);
    g_autofree char *label = sw_message_say(x->label, l);
    g_autofree char *source = sw_message_say(x->source, l);
    g_autofree char *unit = sw_input_unit(b, id);
    const struct {
        lxw_col_t column;
        const char *text;
        sw_look look;
    } TEXT[] = {
        {SW_INPUTS_NAME, label, SW_LOOK_CELL_WRAP},
        {SW_INPUTS_UNIT, unit, SW_LOOK_CELL_WRAP},
        {sw_inputs_after(b, SW_INPUTS_PROVENANCE), given, SW_LOOK_CELL},
        {sw_inputs_after(b, SW_INPUTS_CHANGE), sw_words(b, change_text(b, id)),
         SW_LOOK_CELL},
        {sw_inputs_after(b, SW_INPUTS_SOURCE), source, SW_LOOK_CELL_WRAP},
        {sw_inputs_after(b, SW_INPUTS_OWNER), x->owner, SW_LOOK_CELL_WRAP},
        {sw_inputs_after(b, SW_INPUTS_KEY), x->key, SW_LOOK_LOCKED}};
    sw_inputs_put_values(s, id, number);
    sw_put_number(s, row, sw_inputs_after(b, SW_INPUTS_LOW), x->low,
                  SW_LOOK_CELL, number);
    sw_put_number(s, row, sw_inputs_after(b, SW_INPUTS_HIGH), x->high,
                  SW_LOOK_CELL, number);
    for (size_t i = 0; i < G_N_ELEMENTS(TEXT); i++)
        sw_put_data(s, row, TEXT[i].column, TEXT[i].text, TEXT[i].look);
    const sw_wrapped cells[] = {{label, NAME_WIDTH + 10},
                                {unit, UNIT_WIDTH + 7},
                                {source, SOURCE_WIDTH},
                                {x->owner, OWNER_WIDTH}};
    sw_sheet_fit_all(s, row, cells, G_N_ELEMENTS(cells));
    sw_inputs_define(s, b->live_name[id], row, SW_INPUTS_LIVE);
    sw_inputs_define(s, b->base_name[id], row, SW_INPUTS_BASE);
}

/* The label is said already. */
static void put_constant(sw_sheet *s, const char *label, const char *name,
                         const char *unit, double value, sw_number number)
{
    lxw_row_t row = s->row++;
    sw_put_data(s, row, SW_INPUTS_NAME, label, SW_LOOK_CELL);
    sw_put_text(s, row, SW_INPUTS_UNIT, unit, SW_LOOK_CELL);
    sw_put_number(s, row, SW_INPUTS_LIVE, value, SW_LOOK_LOCKED, number);
    sw_inputs_define(s, name, row, SW_INPUTS_LIVE);
}

/* What the bill of a meter reads that is no input. */
static void put_meter(sw_sheet *s, size_t meter)
{
    const sw_language *l = sw_sheet_language(s);
    const sw_meter *m = &s->book->e->pilot->meters[meter];
    double cap = sw_meter_cap_of(m, SW_CAP_ALL);
    double passed = s->book->e->economics->meter[meter].limits.passed;
    g_autofree char *key = g_strdup_printf("%zu", meter + 1);
    g_autofree char *tier = sw_constant_name("unit_price_tier", key);
    g_autofree char *stop = sw_constant_name("stop_cap", key);
    g_autofree char *limit = sw_constant_name("limit_passes", key);
    g_autofree char *tier_label = sw_say(
        l, "Unit price at the commitment's tier over the first's, %s", m->name);
    g_autofree char *stop_label =
        sw_say(l, "Bill of a month at which use stops, %s", m->name);
    g_autofree char *limit_label =
        sw_say(l, "Share of units that limits of users and groups let pass, %s",
               m->name);
    put_constant(s, tier_label, tier, "factor", m->unit_multiple,
                 SW_NUM_DECIMAL_4);
    if (isfinite(cap))
        put_constant(s, stop_label, stop, "money", cap, SW_NUM_MONEY);
    if (passed < 1.0)
        put_constant(s, limit_label, limit, "factor", passed, SW_NUM_DECIMAL_4);
}

static void put_constants(sw_sheet *s)
{
    const sw_pilot *p = s->book->e->pilot;
    sw_put_section(s, "Constants", (lxw_col_t)(sw_inputs_own(s->book) + 1));
    put_constant(s, sw_words(s->book, "Months in a year"), "months_per_year",
                 "months", 12, SW_NUM_COUNT);
    put_constant(s, sw_words(s->book, "Minutes in an hour"), "minutes_per_hour",
                 "minutes", 60, SW_NUM_COUNT);
    for (size_t i = 0; i < p->n_meters; i++)
        put_meter(s, i);
    for (size_t i = 0; i < p->n_lines; i++) {
        if (isnan(p->lines[i].margin))
            continue;
        g_autofree char *name = sw_defined_name("margin", p->lines[i].id);
        g_autofree char *label =
            sw_say(p->language, "Margin on revenue, %s", p->lines[i].id);
        put_constant(s, label, name, "fraction", p->lines[i].margin,
                     SW_NUM_PERCENT_1);
    }
}

static void put_unknown(sw_sheet *s)
{
    const sw_inputs *in = &s->book->e->economics->inputs;
    sw_put_section(s, "Unknown: nothing rests on these",
                   (lxw_col_t)(sw_inputs_own(s->book) + 1));
    for (size_t i = 0; i < sw_inputs_length(in); i++) {
        const sw_input *x = sw_inputs_at(in, i);
        if (s->book->live_name[i] != NULL)
            continue;
        g_autofree char *label = sw_message_say(x->label, sw_sheet_language(s));
        sw_put_data(s, s->row, SW_INPUTS_NAME, label, SW_LOOK_CELL_WRAP);
        sw_put_text(s, s->row, SW_INPUTS_UNIT, "unknown", SW_LOOK_CELL);
        sw_sheet_fit(s, s->row, label, NAME_WIDTH + 10);
        sw_put_data(s, s->row++, sw_inputs_after(s->book, SW_INPUTS_KEY),
                    x->key, SW_LOOK_LOCKED);
    }
}

static void protect(sw_sheet *s)
{
    lxw_protection options = {.format_columns = 1, .format_rows = 1};
    worksheet_protect(s->ws, NULL, &options);
}

static void put_input_heads(sw_sheet *s)
{
    const sw_book *b = s->book;
    static const char *const AFTER[] = {
        [SW_INPUTS_LOW] = "Low (P10)",
        [SW_INPUTS_HIGH] = "High (P90)",
        [SW_INPUTS_PROVENANCE] = "Provenance",
        [SW_INPUTS_CHANGE] = "To change it",
        [SW_INPUTS_SOURCE] = "Source",
        [SW_INPUTS_OWNER] = "Owner",
        [SW_INPUTS_KEY] = "Key",
    };
    lxw_row_t row = SW_INPUTS_HEADS;
    sw_put_text(s, row, SW_INPUTS_NAME, "Input", SW_LOOK_HEAD);
    sw_put_text(s, row, SW_INPUTS_UNIT, "Unit", SW_LOOK_HEAD);
    sw_put_text(s, row, SW_INPUTS_LIVE, "Live", SW_LOOK_HEAD_RIGHT);
    size_t longest = 0;
    for (size_t k = 0; k < b->n_stored; k++) {
        longest = MAX(longest, strlen(b->stored[k].name));
        sw_put_data(s, row, (lxw_col_t)(SW_INPUTS_BASE + k), b->stored[k].name,
                    SW_LOOK_HEAD_RIGHT);
        g_autofree char *evaluated =
            sw_say(sw_sheet_language(s), "%s, as evaluated", b->stored[k].name);
        sw_put_data(
            s, row,
            (lxw_col_t)(sw_inputs_after(b, SW_INPUTS_EVALUATED) + (int)k),
            evaluated, SW_LOOK_HEAD_RIGHT);
    }
    sw_put_data(s, row, sw_inputs_own(b), b->own_name, SW_LOOK_HEAD_RIGHT);
    for (int i = SW_INPUTS_LOW; i < (int)G_N_ELEMENTS(AFTER); i++)
        sw_put_text(s, row, sw_inputs_after(b, i), AFTER[i],
                    i <= SW_INPUTS_HIGH ? SW_LOOK_HEAD_RIGHT : SW_LOOK_HEAD);
    sw_sheet_height(s, row, 14 + 12 * (double)MIN(longest / 13, 4));
}

static void set_widths(sw_sheet *s)
{
    static const double AFTER[] = {FIGURE_WIDTH, FIGURE_WIDTH, PROVENANCE_WIDTH,
                                   CHANGE_WIDTH, SOURCE_WIDTH, OWNER_WIDTH,
                                   KEY_WIDTH};
    const sw_book *b = s->book;
    lxw_col_t own = sw_inputs_own(b);
    const double left[] = {NAME_WIDTH, UNIT_WIDTH, 15, 0};
    sw_sheet_widths(s, left);
    sw_sheet_columns(s, SW_INPUTS_BASE, own, FIGURE_WIDTH);
    for (size_t i = 0; i < G_N_ELEMENTS(AFTER); i++) {
        lxw_col_t c = (lxw_col_t)(own + 1 + i);
        sw_sheet_columns(s, c, c, AFTER[i]);
    }
    lxw_col_t hidden_from = sw_inputs_after(b, SW_INPUTS_EVALUATED);
    lxw_row_col_options hidden = {.hidden = 1};
    sw_sheet_keep(
        s, worksheet_set_column_opt(s->ws, hidden_from,
                                    (lxw_col_t)(hidden_from + b->n_stored - 1),
                                    FIGURE_WIDTH, NULL, &hidden));
}

void sw_write_inputs(sw_book *book)
{
    sw_sheet s;
    sw_sheet_open(&s, book, SW_SHEET_INPUTS);
    set_widths(&s);
    sw_sheet_title(&s, "Inputs",
                   "Every number the model reads. Pick a scenario, type over a "
                   "tinted base cell, or fill in \"Your own\" and pick that: "
                   "the workbook recalculates.");
    sw_inputs_put_choice(&s);
    put_input_heads(&s);
    for (size_t i = 0; i < sw_inputs_length(&book->e->economics->inputs); i++)
        if (book->live_name[i] != NULL)
            put_input(&s, i);
    s.row = book->last_input + 2;
    put_constants(&s);
    s.row++;
    put_unknown(&s);
    worksheet_freeze_panes(s.ws, SW_INPUTS_FIRST, 1);
    sw_sheet_print(&s, SW_INPUTS_HEADS, SW_INPUTS_HEADS);
    sw_sheet_pages(&s, sw_inputs_after(book, SW_INPUTS_KEY), SW_PAPER_A3);
    protect(&s);
}
