/*
 * cash_parts.c - lines that no contract bills, by their parts: a rate, for how
 * many seats or people it counts, how much of each month it is in service, and
 * how it grows.
 */
#include <math.h>
#include <string.h>

#include "economics/flow_parts.h"
#include "economics/value.h"
#include "report/cash_flow.h"
#include "report/expr_formula.h"
#include "report/ledger_rows.h"
#include "report/live_seats.h"

static const char *input_name(const void *of, size_t id)
{
    return sw_book_live(of, id);
}

static lxw_row_t rate_row(const sw_book *b, size_t part)
{
    return b->cash.rates + sw_cash_part(b->e->economics, part);
}

static sw_ref rate_cell(const sw_book *b, size_t part)
{
    return sw_at(rate_row(b, part), SW_CF_RATE, SW_FIX_BOTH);
}

/* ---- rates ---- */

static bool reads(const sw_expr *x, size_t input)
{
    return x != NULL && input != SIZE_MAX &&
           sw_expr_reads(x, SW_X_INPUT, input);
}

/* What a part of a line is, where it has several. */
static const char *kind_of(const sw_line *line, const sw_part *part)
{
    const struct {
        size_t input;
        const char *name;
    } KIND[] = {{line->hours_per_seat, "hours"},
                {line->per_seat, "per seat"},
                {line->fte, "posts"},
                {line->hours_per_hire, "hours per hire"},
                {line->per_hire, "per hire"},
                {line->amount, "amount"}};
    for (size_t i = 0; i < G_N_ELEMENTS(KIND); i++)
        if (reads(part->rate, KIND[i].input))
            return KIND[i].name;
    return "amount";
}

/* In the language of the book. */
static char *part_label(const sw_book *b, size_t part)
{
    const sw_economics *e = b->e->economics;
    const sw_language *l = b->e->pilot->language;
    const sw_part *p = &e->parts[part];
    const sw_flow *f = &e->flows[p->flow];
    const sw_line *line = sw_flow_whole(e, f)->line;
    g_autofree char *label = sw_message_say(f->label, l);
    if (f->n_parts < 2 || line == NULL)
        return g_steal_pointer(&label);
    const char *kind = sw_language_text(l, kind_of(line, p));
    return p->planned ? sw_say(l, "%s: %s, seats to be added", label, kind)
                      : g_strdup_printf("%s: %s", label, kind);
}

/* The rate of a share is the rate it is a share of, times the share. */
static char *rate_formula(const sw_book *b, size_t part)
{
    const sw_economics *e = b->e->economics;
    const sw_part *p = &e->parts[part];
    sw_ref minutes = sw_at(b->cash.priced_minutes, SW_CF_RATE, SW_FIX_BOTH);
    sw_ref source = {""};
    sw_expr_cell known = {NULL, source.text};
    sw_expr_cells at = {
        .input = input_name, .of = b, .minutes = minutes.text, .known = &known};
    if (p->source != SIZE_MAX && e->parts[p->source].rate != NULL) {
        source = rate_cell(b, p->source);
        known.expr = e->parts[p->source].rate;
        at.n_known = 1;
    }
    GString *f = g_string_new("=");
    sw_expr_print(f, p->rate, &at);
    return g_string_free(f, FALSE);
}

static const char *per_name(sw_per per)
{
    static const char *const NAME[] = {[SW_PER_ONE] = "in all",
                                       [SW_PER_SEAT] = "seat",
                                       [SW_PER_PERSON] = "person"};
    return NAME[per];
}

static void put_rate(sw_sheet *s, size_t part)
{
    const sw_book *b = s->book;
    const sw_economics *e = b->e->economics;
    const sw_part *p = &e->parts[part];
    lxw_row_t row = rate_row(b, part);
    g_autofree char *label = part_label(b, part);
    g_autofree char *count = sw_count_formula(b, p->per);
    g_autofree char *rate = rate_formula(b, part);
    sw_put_data(s, row, SW_CF_LINE, label, SW_LOOK_CELL);
    sw_put_text(s, row, SW_CF_PER, per_name(p->per), SW_LOOK_CELL);
    sw_put_text(s, row, SW_CF_SIDE, "", SW_LOOK_CELL);
    sw_put_formula(s, row, SW_CF_COUNT, sw_count_plain(e, p->per), SW_LOOK_CELL,
                   SW_NUM_COUNT, "=%s", count);
    sw_put_formula(s, row, SW_CF_RATE,
                   sw_part_rate(e, part, b->e->money->minutes), SW_LOOK_CELL,
                   SW_NUM_PRICE, "%s", rate);
}

void sw_cash_rates(sw_sheet *s)
{
    static const char *const HEADS[] = {"Part",   "Counts per", "",
                                        ">Seats", ">Rate",      NULL};
    const sw_economics *e = s->book->e->economics;
    if (sw_cash_parts(e) == 0)
        return;
    s->row = s->book->cash.rates - 2;
    sw_put_section(s,
                   "Lines that no contract bills, by their parts: for how many "
                   "seats or people a rate counts",
                   SW_CF_MONTH);
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < e->n_parts; i++)
        if (!sw_flow_is_billed(&e->flows[e->parts[i].flow]))
            put_rate(s, i);
}

/* ---- how much of each month ---- */

static lxw_row_t coef_row(const sw_book *b, const sw_block_rows *rows,
                          size_t part)
{
    return rows->coef + sw_cash_part(b->e->economics, part);
}

/* "*(1+w)^H8", of a month's years or of all months'. */
static void append_growth(GString *f, const sw_book *b, const sw_part *part,
                          sw_ref years, sw_ref age)
{
    const char *param[SW_PARAMS] = {
        [SW_P_YEARS] = years.text, [SW_P_AGE] = age.text};
    sw_expr_cells at = {.input = input_name, .of = b, .param = param};
    if (part->growth == NULL)
        return;
    g_string_append_c(f, '*');
    sw_expr_print_factor(f, part->growth, &at);
}

/* Present value of a part in an option: all months at once. */
static char *part_pv_formula(const sw_book *b, const sw_block_rows *rows,
                             size_t part)
{
    const sw_economics *e = b->e->economics;
    const sw_part *p = &e->parts[part];
    int factor = SW_CAL_FACTOR + sw_factor_of(&e->flows[p->flow]);
    GString *f = g_string_new("=");
    if (p->per != SW_PER_ONE)
        g_string_append_printf(
            f, "%s*", sw_at(rate_row(b, part), SW_CF_COUNT, SW_FIX_BOTH).text);
    g_string_append_printf(
        f, "%s*SUMPRODUCT(%s", rate_cell(b, part).text,
        sw_cash_months(b, coef_row(b, rows, part), SW_FIX_NONE).text);
    append_growth(
        f, b, p,
        sw_cash_months(b, sw_cash_calendar(b, SW_CAL_WHOLE_YEARS), SW_FIX_ROW),
        sw_cash_months(b, sw_cash_calendar(b, SW_CAL_AGE), SW_FIX_ROW));
    g_string_append_printf(
        f, "*%s)",
        sw_cash_months(b, sw_cash_calendar(b, factor), SW_FIX_ROW).text);
    return g_string_free(f, FALSE);
}

static void put_coefs(sw_sheet *s, const sw_block_rows *rows, size_t part,
                      const double *coef, double pv)
{
    const sw_book *b = s->book;
    const sw_economics *e = b->e->economics;
    size_t source = e->parts[part].source, n = b->cash.months;
    lxw_row_t row = coef_row(b, rows, part);
    g_autofree char *label = part_label(b, part);
    sw_put_data(s, row, SW_CF_LINE, label, SW_LOOK_CELL);
    for (size_t m = 0; m < n; m++) {
        lxw_col_t c = (lxw_col_t)(SW_CF_MONTH + m);
        if (source == SIZE_MAX)
            sw_put_number(s, row, c, coef[m], SW_LOOK_CELL, SW_NUM_DECIMAL_4);
        else
            sw_put_formula(
                s, row, c, coef[m], SW_LOOK_CELL, SW_NUM_DECIMAL_4, "=%s",
                sw_at(coef_row(b, rows, source), c, SW_FIX_NONE).text);
    }
    sw_put_formula(s, row, SW_CF_TOTAL, sw_total(coef, n), SW_LOOK_CELL,
                   SW_NUM_DECIMAL_2, "=SUM(%s)",
                   sw_cash_months(b, row, SW_FIX_NONE).text);
    g_autofree char *formula = part_pv_formula(b, rows, part);
    sw_put_formula(s, row, SW_CF_PV, pv, SW_LOOK_CELL, SW_NUM_MONEY, "%s",
                   formula);
}

void sw_cash_coefs(sw_sheet *s, const sw_cash_sums *sums, int block)
{
    const sw_economics *e = s->book->e->economics;
    const sw_block_rows *rows = &s->book->cash.block[block];
    const double *coef = sums->block[block].coef;
    if (sw_cash_parts(e) == 0)
        return;
    sw_put_text(
        s, rows->coef - 1, SW_CF_LINE,
        "How much of a month each part has: its days in service, or how "
        "often it falls due",
        SW_LOOK_SUBTITLE);
    for (size_t i = 0; i < e->n_parts; i++)
        if (!sw_flow_is_billed(&e->flows[e->parts[i].flow]))
            put_coefs(s, rows, i, coef + i * sums->months,
                      sums->block[block].part_pv[i]);
}

/* ---- amounts ---- */

static void append_part(GString *f, const sw_book *b, const sw_block_rows *rows,
                        size_t part, lxw_col_t column)
{
    const sw_part *p = &b->e->economics->parts[part];
    sw_ref coef = sw_at(coef_row(b, rows, part), column, SW_FIX_NONE);
    g_string_append(f, f->len > 1 ? "+" : "");
    if (p->per != SW_PER_ONE)
        g_string_append_printf(
            f, "%s*", sw_at(rate_row(b, part), SW_CF_COUNT, SW_FIX_BOTH).text);
    g_string_append_printf(f, "%s*%s", rate_cell(b, part).text, coef.text);
    append_growth(
        f, b, p,
        sw_at(sw_cash_calendar(b, SW_CAL_WHOLE_YEARS), column, SW_FIX_ROW),
        sw_at(sw_cash_calendar(b, SW_CAL_AGE), column, SW_FIX_ROW));
}

char *sw_cash_amount(const sw_book *b, const sw_block_rows *rows, size_t flow,
                     lxw_col_t column)
{
    const sw_flow *x = &b->e->economics->flows[flow];
    lxw_row_t row = rows->amount + (lxw_row_t)flow;
    if (sw_flow_is_billed(x))
        return g_strdup_printf(
            "=SUMIFS(%s,%s,%s,%s,%s)",
            sw_ledger_column(b, b->ledger.amount).text,
            sw_ledger_column(b, b->ledger.key).text,
            sw_at(row, SW_CF_KEY, SW_FIX_COLUMN).text,
            sw_ledger_column(b, b->ledger.month).text,
            sw_at(sw_cash_calendar(b, SW_CAL_MONTH), column, SW_FIX_ROW).text);
    GString *f = g_string_new("=");
    for (size_t k = 0; k < x->n_parts; k++)
        append_part(f, b, rows, x->first_part + k, column);
    if (x->n_parts == 0)
        g_string_append_c(f, '0');
    return g_string_free(f, FALSE);
}

sw_ref sw_cash_part_pv(const sw_book *b, int block, size_t part)
{
    return sw_at(coef_row(b, &b->cash.block[block], part), SW_CF_PV,
                 SW_FIX_NONE);
}
