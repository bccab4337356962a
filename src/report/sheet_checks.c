/*
 * sheet_checks.c - what must hold, as formulas; their total is on every sheet.
 *
 * A check of a stored figure holds at the base only: where inputs differ from
 * it, the check rests.
 */
#include <math.h>

#include "report/checks.h"
#include "report/inputs_columns.h"
#include "report/print.h"
#include "report/scenario_figures.h"

enum { TOTAL_ROW = 3, FIRST_CHECK = 6 };

static const double MONEY_TOLERANCE = 1e-6; /* where differences cancel */
static const double RELATIVE_TOLERANCE = 1e-9;

void sw_checks_layout(sw_book *book)
{
    book->checks_total = (sw_cell_place){TOTAL_ROW, SW_CHECK_FAILS};
}

double sw_check_tolerance(double should)
{
    return MONEY_TOLERANCE + RELATIVE_TOLERANCE * fabs(should);
}

void sw_put_check(sw_sheet *s, const sw_check *c)
{
    lxw_row_t r = s->row++;
    double gap = c->has - c->should;
    double allowed =
        isfinite(c->allowed) ? c->allowed : sw_check_tolerance(c->should);
    sw_ref at[SW_CHECK_COLUMNS];
    for (lxw_col_t k = 0; k < SW_CHECK_COLUMNS; k++)
        at[k] = sw_at(r, k, SW_FIX_NONE);
    sw_put_text(s, r, SW_CHECK_NAME, c->name, SW_LOOK_CELL);
    sw_put_formula(s, r, SW_CHECK_HAS, c->has, SW_LOOK_CELL, SW_NUM_DECIMAL_2,
                   "=%s", c->formula);
    if (c->should_formula != NULL)
        sw_put_formula(s, r, SW_CHECK_SHOULD, c->should, SW_LOOK_CELL,
                       SW_NUM_DECIMAL_2, "=%s", c->should_formula);
    else
        sw_put_number(s, r, SW_CHECK_SHOULD, c->should, SW_LOOK_CELL,
                      SW_NUM_DECIMAL_2);
    sw_put_formula(s, r, SW_CHECK_DIFFERENCE, gap, SW_LOOK_CELL,
                   SW_NUM_RESIDUAL, "=%s-%s", at[SW_CHECK_HAS].text,
                   at[SW_CHECK_SHOULD].text);
    sw_put_number(s, r, SW_CHECK_ALLOWED, allowed, SW_LOOK_CELL,
                  SW_NUM_RESIDUAL);
    sw_put_text(s, r, SW_CHECK_NOTE, c->note, SW_LOOK_PLAIN);
    if (c->informs) {
        sw_put_text(s, r, SW_CHECK_FAILS, "not counted", SW_LOOK_CELL);
        return;
    }
    bool fails = !(fabs(gap) <= allowed);
    const char *rests = c->should_formula == NULL
                            ? "OR(differing_inputs>0,verdict_column>1,"
                        : c->is_stored ? "OR(differing_inputs>0,"
                                       : "";
    s->book->failed_checks += fails;
    sw_put_formula(s, r, SW_CHECK_FAILS, fails, SW_LOOK_LIVE, SW_NUM_FAILS,
                   "=IF(%sABS(%s)<=%s%s,0,1)", rests,
                   at[SW_CHECK_DIFFERENCE].text, at[SW_CHECK_ALLOWED].text,
                   *rests != '\0' ? ")" : "");
}

char *sw_check_cell(lxw_row_t row, lxw_col_t column)
{
    return g_strdup(
        sw_on(sw_sheet_title_of(SW_SHEET_CASH_FLOW), row, column).text);
}

char *sw_check_span(lxw_row_t row, lxw_col_t c, lxw_row_t last_row,
                    lxw_col_t last)
{
    return g_strdup_printf("'%s'!%s", sw_sheet_title_of(SW_SHEET_CASH_FLOW),
                           sw_span(row, c, last_row, last, SW_FIX_BOTH).text);
}

static const char *const VIEW[] = {"the term being signed", "the programme"};

static const sw_measures *measures_of(const sw_book *b, int view)
{
    return view == SW_VIEW_COMMITMENT ? &b->e->money->commitment
                                      : &b->e->money->programme;
}

/* The NPV from monthly nets, from lines' present values, and the engine's. */
static void check_npv(sw_sheet *s, int view)
{
    const sw_book *b = s->book;
    const sw_difference_rows *d = &b->cash.difference[view];
    double npv = measures_of(b, view)->npv;
    if (!isfinite(npv))
        return;
    lxw_row_t basis = d->net + (lxw_row_t)b->e->pilot->policy.headline;
    g_autofree char *by_month =
        sw_check_cell(d->measures + SW_MEASURE_NPV, SW_CF_PV);
    g_autofree char *by_line = sw_check_cell(basis, SW_CF_PV);
    g_autofree char *name =
        sw_say(sw_sheet_language(s), "NPV by months and by lines, %s",
               sw_words(b, VIEW[view]));
    g_autofree char *engine =
        sw_say(sw_sheet_language(s), "NPV of the workbook and the engine, %s",
               sw_words(b, VIEW[view]));
    sw_put_check(s, &(sw_check){name, "Both add the same monthly amounts.", npv,
                                by_month, npv, by_line, NAN, false});
    g_autofree char *stored = sw_scenarios_pick(
        b,
        view == SW_VIEW_COMMITMENT ? SW_STORED_NPV : SW_STORED_NPV_PROGRAMME);
    sw_put_check(s, &(sw_check){engine,
                                "The engine's figure is stored for every "
                                "scenario; rests when inputs differ.",
                                npv, by_month, npv, stored, NAN,
                                .is_stored = true});
}

/* The costs alone, which a pilot without any benefit has too. */
static void check_costs(sw_sheet *s)
{
    const sw_book *b = s->book;
    double costs = b->e->money->commitment.pv_costs;
    const sw_difference_rows *d = &b->cash.difference[SW_VIEW_COMMITMENT];
    g_autofree char *cell =
        sw_check_cell(d->measures + SW_MEASURE_COSTS, SW_CF_PV);
    g_autofree char *stored = sw_scenarios_pick(b, SW_STORED_PV_COSTS);
    sw_put_check(s, &(sw_check){"Costs of the workbook and the engine, the "
                                "term being signed",
                                "The engine's figure is stored for every "
                                "scenario; rests when inputs differ.",
                                costs, cell, costs, stored, NAN,
                                .is_stored = true});
}

/* Renewing less leaving, block by block. */
static void check_blocks(sw_sheet *s, const sw_cash_sums *l, int view)
{
    const sw_book *b = s->book;
    const sw_economics *e = b->e->economics;
    int renew =
        view == SW_VIEW_COMMITMENT ? SW_BLOCK_COMMITMENT : SW_BLOCK_PROGRAMME;
    int leaving = sw_leaving_block(b, view);
    double blocks = 0.0, difference = 0.0;
    for (size_t f = 0; f < e->n_flows; f++) {
        double sign = e->flows[f].is_benefit ? 1.0 : -1.0;
        blocks +=
            sign * (l->block[renew].total[f] - l->block[leaving].total[f]);
        difference += sign * l->difference[view].total[f];
    }
    g_autofree char *stay =
        sw_check_cell(b->cash.block[renew].net, SW_CF_TOTAL);
    g_autofree char *leave =
        sw_check_cell(b->cash.block[leaving].net, SW_CF_TOTAL);
    g_autofree char *blocks_formula = g_strdup_printf("%s-%s", stay, leave);
    lxw_row_t classes = b->cash.difference[view].by_class;
    g_autofree char *in =
        sw_check_span(classes, SW_CF_TOTAL, classes + 2, SW_CF_TOTAL);
    g_autofree char *out =
        sw_check_span(classes + 3, SW_CF_TOTAL, classes + 5, SW_CF_TOTAL);
    g_autofree char *sums = g_strdup_printf("SUM(%s)-SUM(%s)", in, out);
    g_autofree char *name = sw_say(
        sw_sheet_language(s), "Options less leaving give the difference, %s",
        sw_words(b, VIEW[view]));
    sw_put_check(s, &(sw_check){name, "Amounts of all classes.", blocks,
                                blocks_formula, difference, sums, NAN, false});
}

/* Totals of what contracts bill in a block. */
static double billed(const sw_book *b, const sw_cash_sums *l, int block,
                     GString *formula)
{
    const sw_economics *e = b->e->economics;
    double total = 0.0;
    g_string_assign(formula, "0");
    for (size_t f = 0; f < e->n_flows; f++) {
        if (!sw_flow_is_billed(&e->flows[f]))
            continue;
        g_autofree char *cell = sw_check_cell(
            b->cash.block[block].amount + (lxw_row_t)f, SW_CF_TOTAL);
        g_string_append_printf(formula, "+%s", cell);
        total += l->block[block].total[f];
    }
    return total;
}

/* The Ledger's sums against the months, and against the engine. */
static void check_spending(sw_sheet *s, const sw_cash_sums *l)
{
    const sw_book *b = s->book;
    const sw_economics_result *m = b->e->money;
    GString *formula = g_string_new(NULL);
    lxw_row_t row = b->cash.spending;
    g_autofree char *sunk = sw_check_cell(row, SW_CF_PV);
    g_autofree char *committed =
        sw_check_cell(row + SW_SPENDING_COMMITTED, SW_CF_PV);
    g_autofree char *avoidable =
        sw_check_cell(row + SW_SPENDING_AVOIDABLE, SW_CF_PV);
    g_autofree char *sum = g_strdup_printf("%s+%s", committed, avoidable);
    double total = billed(b, l, SW_BLOCK_COMMITMENT, formula);
    sw_put_check(s, &(sw_check){"Committed and avoidable add up to what "
                                "renewing all is billed",
                                "The Ledger's rows against the months.", total,
                                formula->str, m->committed + m->avoidable, sum,
                                NAN, false});
    total = billed(b, l, SW_BLOCK_LEAVE, formula);
    sw_put_check(s, &(sw_check){"Leaving is billed what is committed",
                                "Sunk and committed are the same in every "
                                "option.",
                                total, formula->str, m->committed, committed,
                                NAN, false});
    sw_put_check(s, &(sw_check){"Sunk spending of the workbook and the engine",
                                "Due before the decision; rests when inputs "
                                "differ.",
                                m->sunk, sunk, m->sunk, NULL, NAN, false});
    sw_put_check(s, &(sw_check){"Committed spending of the workbook and the "
                                "engine",
                                "What leaving is billed; rests when inputs "
                                "differ.",
                                m->committed, committed, m->committed, NULL,
                                NAN, false});
    g_string_free(formula, TRUE);
}

static void check_years(sw_sheet *s, const sw_cash_sums *l)
{
    const sw_book *b = s->book;
    const sw_economics *e = b->e->economics;
    const sw_economics_result *m = b->e->money;
    lxw_row_t flows = (lxw_row_t)e->n_flows;
    lxw_row_t net = sw_cash_year_benefits(b) + 2;
    double years = 0.0, total = 0.0;
    for (size_t y = 0; y < m->n_years; y++)
        years += m->years[y].net;
    for (size_t f = 0; f < e->n_flows; f++)
        total += sw_cash_weight(b, &e->flows[f]) *
                 l->block[SW_BLOCK_PROGRAMME].total[f];
    const sw_block_rows *rows = &b->cash.block[SW_BLOCK_PROGRAMME];
    const sw_difference_rows *d = &b->cash.difference[SW_VIEW_PROGRAMME];
    g_autofree char *row = sw_check_span(
        net, SW_CF_YEAR, net, (lxw_col_t)(SW_CF_YEAR + m->n_years - 1));
    g_autofree char *weights =
        sw_check_span(d->amount, SW_CF_RATE, d->amount + flows - 1, SW_CF_RATE);
    g_autofree char *totals = sw_check_span(
        rows->amount, SW_CF_TOTAL, rows->amount + flows - 1, SW_CF_TOTAL);
    g_autofree char *has = g_strdup_printf("SUM(%s)", row);
    g_autofree char *should =
        g_strdup_printf("SUMPRODUCT(%s,%s)", weights, totals);
    sw_put_check(s, &(sw_check){"Years add up to the months",
                                "Renewing all, the programme, headline basis.",
                                years, has, total, should, NAN, false});
}

static void check_minutes(sw_sheet *s)
{
    const sw_book *b = s->book;
    if (!b->e->economics->has_time_saved)
        return;
    g_autofree char *cell = sw_check_cell(b->cash.priced_minutes, SW_CF_RATE);
    sw_put_check(s,
                 &(sw_check){"Priced minutes of the workbook and the engine",
                             "The chain of the Cash flow sheet; rests when "
                             "inputs differ.",
                             b->e->money->minutes, cell, b->e->money->minutes,
                             NULL, RELATIVE_TOLERANCE, false});
}

/* Shares of months and discount factors cannot be negative: the smallest, when
 * below zero, is the difference. */
static void check_signs(sw_sheet *s)
{
    const sw_book *b = s->book;
    lxw_row_t parts = (lxw_row_t)sw_cash_parts(b->e->economics);
    lxw_col_t last = (lxw_col_t)(SW_CF_MONTH + b->cash.months - 1);
    GString *f = g_string_new("MIN(0");
    for (int k = 0; parts > 0 && k < b->cash.blocks; k++) {
        lxw_row_t top = b->cash.block[k].coef;
        g_autofree char *span =
            sw_check_span(top, SW_CF_MONTH, top + parts - 1, last);
        g_string_append_printf(f, ",%s", span);
    }
    lxw_row_t top = sw_cash_calendar(b, SW_CAL_FACTOR);
    g_autofree char *factors =
        sw_check_span(top, SW_CF_MONTH, top + SW_FACTORS - 1, last);
    g_string_append_printf(f, ",%s)", factors);
    sw_put_check(s, &(sw_check){"No share of a month and no discount factor is "
                                "negative",
                                "The smallest of them, where it is below zero.",
                                0, f->str, 0, "0", 0, false});
    g_string_free(f, TRUE);
}

static void check_inputs(sw_sheet *s)
{
    const sw_book *b = s->book;
    const char *inputs = sw_sheet_title_of(SW_SHEET_INPUTS);
    sw_ref span = sw_span(b->first_input, SW_INPUTS_LIVE, b->last_input,
                          SW_INPUTS_LIVE, SW_FIX_BOTH);
    g_autofree char *has = g_strdup_printf("COUNT('%s'!%s)", inputs, span.text);
    g_autofree char *should =
        g_strdup_printf("ROWS('%s'!%s)", inputs, span.text);
    double n = (double)(b->last_input - b->first_input + 1);
    sw_put_check(s, &(sw_check){"Every live input is a number",
                                "Counted on the Inputs sheet.", n, has, n,
                                should, 0, false});
}

static void put_total(sw_sheet *s, lxw_row_t last)
{
    sw_put_text(s, TOTAL_ROW, SW_CHECK_NAME, "Checks that fail", SW_LOOK_TOTAL);
    for (lxw_col_t c = 1; c < SW_CHECK_FAILS; c++)
        sw_put_text(s, TOTAL_ROW, c, "", SW_LOOK_TOTAL);
    sw_put_formula(
        s, TOTAL_ROW, SW_CHECK_FAILS, (double)s->book->failed_checks,
        SW_LOOK_TOTAL, SW_NUM_FAILS, "=SUM(%s)",
        sw_span(FIRST_CHECK, SW_CHECK_FAILS, last, SW_CHECK_FAILS, 0).text);
}

void sw_write_checks(sw_book *book)
{
    static const double WIDTH[] = {56, 18, 18, 13, 13, 9, 70, 0};
    static const char *const HEADS[] = {
        "Check",    ">Workbook",  ">Should be",    ">Difference",
        ">Allowed", ">Fails (1)", "What it means", NULL};
    sw_sheet s;
    sw_cash_sums l;
    sw_sheet_open(&s, book, SW_SHEET_CHECKS);
    sw_cash_sums_init(&l, book);
    sw_sheet_widths(&s, WIDTH);
    s.row = FIRST_CHECK - 1;
    sw_put_heads(&s, HEADS);
    for (int view = 0; view < SW_VIEWS; view++) {
        check_npv(&s, view);
        check_blocks(&s, &l, view);
    }
    check_costs(&s);
    check_spending(&s, &l);
    check_years(&s, &l);
    check_minutes(&s);
    check_signs(&s);
    check_inputs(&s);
    sw_check_simulation(&s);
    lxw_row_t before = s.row;
    sw_check_npv_function(&s, &l);
    put_total(&s, s.row > before ? before : before - 1);
    lxw_row_t end = s.row;
    sw_sheet_title(&s, "Checks",
                   "What must hold; 0 everywhere means that it does.");
    worksheet_freeze_panes(s.ws, FIRST_CHECK, 1);
    s.row = end;
    sw_sheet_print(&s, FIRST_CHECK - 1, FIRST_CHECK - 1);
    sw_sheet_pages(&s, 6, SW_PAPER_A4);
    sw_sheet_protect(&s);
    sw_cash_sums_clear(&l);
}
