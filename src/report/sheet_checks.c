/*
 * sheet_checks.c - what must hold, as formulas; their total is on every sheet.
 *
 * A check of a stored figure holds at the base only: where inputs differ from
 * it, the check rests.
 */
#include <math.h>

#include "report/cash_flow.h"

enum {
    COL_NAME,
    COL_HAS,
    COL_SHOULD,
    COL_DIFFERENCE,
    COL_ALLOWED,
    COL_FAILS,
    COL_NOTE,
    COLUMNS
};

enum { TOTAL_ROW = 3, FIRST_CHECK = 6 };

static const double MONEY_TOLERANCE = 1e-6; /* where differences cancel */
static const double RELATIVE_TOLERANCE = 1e-9;

void sw_checks_layout(sw_book *book)
{
    book->checks_total = (sw_cell_place){TOTAL_ROW, COL_FAILS};
}

/* One check: what the workbook has against what it should be. */
typedef struct check {
    const char *name, *note;
    double has;          /* cached value of the formula */
    const char *formula; /* without the leading '=' */
    double should;
    const char *should_formula; /* NULL: a stored figure, at the base only */
    double allowed;             /* NaN: by magnitude */
    bool informs;               /* shown, not counted */
} check;

static double allowed_of(const check *c)
{
    if (isfinite(c->allowed))
        return c->allowed;
    return MONEY_TOLERANCE + RELATIVE_TOLERANCE * fabs(c->should);
}

static void put_check(sw_sheet *s, const check *c)
{
    lxw_row_t r = s->row++;
    double allowed = allowed_of(c), gap = c->has - c->should;
    sw_ref at[COLUMNS];
    for (lxw_col_t k = 0; k < COLUMNS; k++)
        at[k] = sw_at(r, k, SW_FIX_NONE);
    sw_put_text(s, r, COL_NAME, c->name, SW_LOOK_CELL);
    sw_put_formula(s, r, COL_HAS, c->has, SW_LOOK_CELL, SW_NUM_DECIMAL_2, "=%s",
                   c->formula);
    if (c->should_formula != NULL)
        sw_put_formula(s, r, COL_SHOULD, c->should, SW_LOOK_CELL,
                       SW_NUM_DECIMAL_2, "=%s", c->should_formula);
    else
        sw_put_number(s, r, COL_SHOULD, c->should, SW_LOOK_CELL,
                      SW_NUM_DECIMAL_2);
    sw_put_formula(s, r, COL_DIFFERENCE, gap, SW_LOOK_CELL, SW_NUM_RESIDUAL,
                   "=%s-%s", at[COL_HAS].text, at[COL_SHOULD].text);
    sw_put_number(s, r, COL_ALLOWED, allowed, SW_LOOK_CELL, SW_NUM_RESIDUAL);
    sw_put_text(s, r, COL_NOTE, c->note, SW_LOOK_PLAIN);
    if (c->informs) {
        sw_put_text(s, r, COL_FAILS, "not counted", SW_LOOK_CELL);
        return;
    }
    sw_put_formula(s, r, COL_FAILS, fabs(gap) <= allowed ? 0 : 1, SW_LOOK_TOTAL,
                   SW_NUM_COUNT, "=IF(%sABS(%s)<=%s%s,0,1)",
                   c->should_formula == NULL ? "OR(differing_inputs>0," : "",
                   at[COL_DIFFERENCE].text, at[COL_ALLOWED].text,
                   c->should_formula == NULL ? ")" : "");
}

static char *cash(lxw_row_t row, lxw_col_t column)
{
    return g_strdup(
        sw_on(sw_sheet_title_of(SW_SHEET_CASH_FLOW), row, column).text);
}

static char *cash_span(lxw_row_t row, lxw_col_t c, lxw_row_t last_row,
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
    g_autofree char *by_month = cash(d->measures + SW_MEASURE_NPV, SW_CF_PV);
    g_autofree char *by_line = cash(basis, SW_CF_PV);
    g_autofree char *name =
        g_strdup_printf("NPV by months and by lines, %s", VIEW[view]);
    g_autofree char *engine =
        g_strdup_printf("NPV of the workbook and the engine, %s", VIEW[view]);
    put_check(s, &(check){name, "Both add the same monthly amounts.", npv,
                          by_month, npv, by_line, NAN, false});
    put_check(s, &(check){engine,
                          "The engine's figure is stored; rests when inputs "
                          "differ.",
                          npv, by_month, npv, NULL, NAN, false});
}

/* Renewing less leaving, block by block. */
static void check_blocks(sw_sheet *s, const sw_ledger *l, int view)
{
    const sw_book *b = s->book;
    const sw_economics *e = b->e->economics;
    int renew =
        view == SW_VIEW_COMMITMENT ? SW_BLOCK_COMMITMENT : SW_BLOCK_PROGRAMME;
    double blocks = 0.0, difference = 0.0;
    for (size_t f = 0; f < e->n_flows; f++) {
        double sign = e->flows[f].is_benefit ? 1.0 : -1.0;
        blocks +=
            sign * (l->block[renew].pv[f] - l->block[SW_BLOCK_LEAVE].pv[f]);
        difference += sign * l->difference[view].pv[f];
    }
    g_autofree char *stay = cash(b->cash.block[renew].net, SW_CF_PV);
    g_autofree char *leave = cash(b->cash.block[SW_BLOCK_LEAVE].net, SW_CF_PV);
    g_autofree char *blocks_formula = g_strdup_printf("%s-%s", stay, leave);
    lxw_row_t classes = b->cash.difference[view].by_class;
    g_autofree char *in = cash_span(classes, SW_CF_PV, classes + 2, SW_CF_PV);
    g_autofree char *out =
        cash_span(classes + 3, SW_CF_PV, classes + 5, SW_CF_PV);
    g_autofree char *sums = g_strdup_printf("SUM(%s)-SUM(%s)", in, out);
    g_autofree char *name = g_strdup_printf(
        "Streams less leaving give the difference, %s", VIEW[view]);
    put_check(s, &(check){name, "Present values of all classes.", blocks,
                          blocks_formula, difference, sums, NAN, false});
}

static bool is_spending(const sw_flow *f)
{
    return !f->is_benefit && f->class_ == SW_CLASS_CASHABLE &&
           f->kind != SW_FLOW_RISK_COST;
}

/* Totals of the spending lines of a block. */
static double spending(const sw_book *b, const sw_ledger *l, int block,
                       GString *formula)
{
    const sw_economics *e = b->e->economics;
    double total = 0.0;
    g_string_assign(formula, "0");
    for (size_t f = 0; f < e->n_flows; f++) {
        if (!is_spending(&e->flows[f]))
            continue;
        g_autofree char *cell =
            cash(b->cash.block[block].amount + (lxw_row_t)f, SW_CF_TOTAL);
        g_string_append_printf(formula, "+%s", cell);
        total += l->block[block].total[f];
    }
    return total;
}

static void check_spending(sw_sheet *s, const sw_ledger *l)
{
    const sw_book *b = s->book;
    const sw_economics_result *m = b->e->money;
    GString *formula = g_string_new(NULL);
    double total = spending(b, l, SW_BLOCK_COMMITMENT, formula);
    put_check(s, &(check){"Spending is committed plus avoidable",
                          "Cash lines of renewing all, the term being signed; "
                          "what is sunk was due before.",
                          total, formula->str, m->committed + m->avoidable,
                          NULL, NAN, false});
    total = spending(b, l, SW_BLOCK_LEAVE, formula);
    put_check(s, &(check){"Leaving spends what is committed",
                          "Sunk and committed are the same in every option.",
                          total, formula->str, m->committed, NULL, NAN, false});
    g_string_free(formula, TRUE);
}

static void check_years(sw_sheet *s, const sw_ledger *l)
{
    const sw_book *b = s->book;
    const sw_economics *e = b->e->economics;
    const sw_economics_result *m = b->e->money;
    lxw_row_t flows = (lxw_row_t)e->n_flows;
    lxw_row_t net = b->cash.years + 2 + flows + 2;
    double years = 0.0, total = 0.0;
    for (size_t y = 0; y < m->n_years; y++)
        years += m->years[y].net;
    for (size_t f = 0; f < e->n_flows; f++)
        total += sw_cash_weight(b, &e->flows[f]) *
                 l->block[SW_BLOCK_PROGRAMME].total[f];
    const sw_block_rows *rows = &b->cash.block[SW_BLOCK_PROGRAMME];
    const sw_difference_rows *d = &b->cash.difference[SW_VIEW_PROGRAMME];
    g_autofree char *row = cash_span(net, SW_CF_MONTH, net,
                                     (lxw_col_t)(SW_CF_MONTH + m->n_years - 1));
    g_autofree char *weights =
        cash_span(d->amount, SW_CF_RATE, d->amount + flows - 1, SW_CF_RATE);
    g_autofree char *totals = cash_span(rows->amount, SW_CF_TOTAL,
                                        rows->amount + flows - 1, SW_CF_TOTAL);
    g_autofree char *has = g_strdup_printf("SUM(%s)", row);
    g_autofree char *should =
        g_strdup_printf("SUMPRODUCT(%s,%s)", weights, totals);
    put_check(s, &(check){"Years add up to the months",
                          "Renewing all, the programme, headline basis.", years,
                          has, total, should, NAN, false});
}

static void check_minutes(sw_sheet *s)
{
    const sw_book *b = s->book;
    if (!b->e->economics->has_time_saved)
        return;
    g_autofree char *cell = cash(b->cash.priced_minutes, SW_CF_RATE);
    put_check(s, &(check){"Priced minutes of the workbook and the engine",
                          "The chain of the Cash flow sheet; rests when "
                          "inputs differ.",
                          b->e->money->minutes, cell, b->e->money->minutes,
                          NULL, RELATIVE_TOLERANCE, false});
}

/* Presence and discount factors cannot be negative: the smallest, when below
 * zero, is the difference. */
static void check_signs(sw_sheet *s)
{
    const sw_book *b = s->book;
    lxw_row_t flows = (lxw_row_t)b->e->economics->n_flows;
    lxw_col_t last = (lxw_col_t)(SW_CF_MONTH + b->cash.months - 1);
    GString *f = g_string_new("MIN(0");
    for (int k = 0; k < SW_FLOW_BLOCKS; k++) {
        lxw_row_t top = b->cash.block[k].presence;
        g_autofree char *span =
            cash_span(top, SW_CF_MONTH, top + flows - 1, last);
        g_string_append_printf(f, ",%s", span);
    }
    lxw_row_t top = b->cash.calendar + SW_CAL_START;
    g_autofree char *factors = cash_span(top, SW_CF_MONTH, top + 2, last);
    g_string_append_printf(f, ",%s)", factors);
    put_check(s, &(check){"No presence and no discount factor is negative",
                          "The smallest of them, where it is below zero.", 0,
                          f->str, 0, "0", 0, false});
    g_string_free(f, TRUE);
}

static void check_inputs(sw_sheet *s)
{
    const sw_book *b = s->book;
    const char *inputs = sw_sheet_title_of(SW_SHEET_INPUTS);
    sw_ref span = sw_span(b->first_input, b->differing.column, b->last_input,
                          b->differing.column, SW_FIX_BOTH);
    g_autofree char *has = g_strdup_printf("COUNT('%s'!%s)", inputs, span.text);
    g_autofree char *should =
        g_strdup_printf("ROWS('%s'!%s)", inputs, span.text);
    double n = (double)(b->last_input - b->first_input + 1);
    put_check(s, &(check){"Every live input is a number",
                          "Counted on the Inputs sheet.", n, has, n, should, 0,
                          false});
}

/* What makes the mean of the simulation differ from the figure at the means:
 * the sentence, or NULL where the model is linear in what varies. */
static const char *what_bends(const sw_book *b)
{
    const sw_economics *e = b->e->economics;
    const sw_inputs *in = &e->pilot->inputs;
    static const struct {
        size_t input;
        const char *why;
    } BENT[] = {
        {SW_IN_DISCOUNT_RATE, "an uncertain discount rate bends the mean"},
        {SW_IN_UPLIFT, "uplifts compound over renewals"},
        {SW_IN_WAGE_GROWTH, "wage growth compounds"},
        {SW_IN_DECAY, "decay compounds"},
        {SW_IN_INFLATION, "inflation compounds"},
        {SW_IN_ADOPTION_PILOT, "the effect is divided by the pilot's adoption"},
    };
    for (size_t f = 0; f < e->n_flows; f++)
        if (e->flows[f].kind == SW_FLOW_METERED)
            return "pools and commitments of metered usage bend the mean";
    for (size_t i = 0; i < G_N_ELEMENTS(BENT); i++) {
        const sw_input *x = sw_inputs_at(in, BENT[i].input);
        if (x->known && !sw_distribution_is_constant(&x->distribution))
            return BENT[i].why;
    }
    return NULL;
}

static void check_simulation(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_simulation *sim = b->e->decision->simulation;
    double npv = b->e->money->commitment.npv;
    if (sim == NULL || sim->n_options == 0 || !isfinite(npv) ||
        !isfinite(sim->options[0].mean))
        return;
    const char *bends = what_bends(b);
    double error = sim->options[0].mc_se;
    double allowed = 3.0 * (isfinite(error) ? error : 0.0) +
                     allowed_of(&(check){.should = npv, .allowed = NAN, false});
    g_autofree char *note =
        g_strdup_printf("Within three Monte-Carlo errors%s%s.",
                        bends != NULL ? " where nothing bends; here " : "",
                        bends != NULL ? bends : "");
    lxw_row_t measures = b->cash.difference[SW_VIEW_COMMITMENT].measures;
    g_autofree char *cell = cash(measures + SW_MEASURE_NPV, SW_CF_PV);
    put_check(s, &(check){"NPV at the means and mean of the simulation", note,
                          npv, cell, sim->options[0].mean, NULL, allowed,
                          .informs = bends != NULL});
}

static sw_ref flow_at(lxw_row_t row)
{
    return sw_at(row, COL_HAS, SW_FIX_NONE);
}

/* Year-end flows: F_0 is what falls at time 0; an annual invoice at the start
 * of year y stands with F_(y-1). */
static double year_end_flow(const sw_book *b, const sw_ledger_difference *d,
                            size_t y)
{
    size_t n = b->cash.months;
    double total = 0.0;
    for (size_t m = 0; m < n; m++) {
        size_t year = m / 12 + 1, start = m == 0 ? 0 : year;
        total += start == y ? d->by_dating[m] : 0.0;
        total += year == y ? d->by_dating[n + m] : 0.0;
        total += year - 1 == y ? d->by_dating[2 * n + m] : 0.0;
    }
    return total;
}

static void put_year_end_flow(sw_sheet *s, const sw_ledger_difference *l,
                              size_t y)
{
    const sw_book *b = s->book;
    const sw_difference_rows *d = &b->cash.difference[SW_VIEW_COMMITMENT];
    lxw_col_t last = (lxw_col_t)(SW_CF_MONTH + b->cash.months - 1);
    lxw_row_t cal = b->cash.calendar + SW_CAL_YEAR;
    g_autofree char *years = cash_span(cal, SW_CF_MONTH, cal, last);
    g_autofree char *start = cash_span(d->timing, SW_CF_MONTH, d->timing, last);
    g_autofree char *end =
        cash_span(d->timing + 1, SW_CF_MONTH, d->timing + 1, last);
    g_autofree char *annual =
        cash_span(d->timing + 2, SW_CF_MONTH, d->timing + 2, last);
    g_autofree char *now = cash(d->timing, SW_CF_MONTH);
    sw_ref year = sw_at(s->row, COL_NAME, SW_FIX_COLUMN);
    sw_put_number(s, s->row, COL_NAME, (double)y, SW_LOOK_CELL, SW_NUM_COUNT);
    sw_put_formula(s, s->row++, COL_HAS, year_end_flow(b, l, y), SW_LOOK_CELL,
                   SW_NUM_MONEY,
                   "=SUMIFS(%s,%s,%s)+SUMIFS(%s,%s,%s)+SUMIFS(%s,%s,%s+1)"
                   "+IF(%s=0,%s,0)-IF(%s=1,%s,0)",
                   start, years, year.text, end, years, year.text, annual,
                   years, year.text, year.text, now, year.text, now);
}

/* Excel's own NPV on year-end flows, where discounting is by the year. */
static void check_year_end(sw_sheet *s, const sw_ledger *l)
{
    const sw_book *b = s->book;
    double npv = b->e->money->commitment.npv;
    const char *rate = sw_book_live(b, SW_IN_DISCOUNT_RATE);
    if (b->e->pilot->discounting != SW_DISCOUNT_YEAR_END || !isfinite(npv) ||
        rate == NULL)
        return;
    size_t years = (b->cash.months + 11) / 12;
    lxw_row_t here = s->row, flows = here + 4;
    const sw_difference_rows *d = &b->cash.difference[SW_VIEW_COMMITMENT];
    g_autofree char *engine = cash(d->measures + SW_MEASURE_NPV, SW_CF_PV);
    sw_ref rest = sw_span(flows + 1, COL_HAS, flows + (lxw_row_t)years, COL_HAS,
                          SW_FIX_NONE);
    g_autofree char *formula =
        g_strdup_printf("%s+NPV(%s,%s)", flow_at(flows).text, rate, rest.text);
    put_check(s, &(check){"NPV by the spreadsheet's own function",
                          "On the year-end flows below.", npv, formula, npv,
                          engine, NAN, false});
    s->row = flows - 2;
    sw_put_section(s, "Year-end flows, the term being signed", COLUMNS);
    sw_put_text(s, s->row, COL_NAME, "Year", SW_LOOK_HEAD);
    sw_put_text(s, s->row++, COL_HAS, "Net flow", SW_LOOK_HEAD);
    for (size_t y = 0; y <= years; y++)
        put_year_end_flow(s, &l->difference[SW_VIEW_COMMITMENT], y);
}

static void put_total(sw_sheet *s, lxw_row_t last)
{
    sw_put_text(s, TOTAL_ROW, COL_NAME, "Checks that fail", SW_LOOK_TOTAL);
    for (lxw_col_t c = 1; c < COL_FAILS; c++)
        sw_put_text(s, TOTAL_ROW, c, "", SW_LOOK_TOTAL);
    sw_put_formula(s, TOTAL_ROW, COL_FAILS, 0, SW_LOOK_TOTAL, SW_NUM_COUNT,
                   "=SUM(%s)",
                   sw_span(FIRST_CHECK, COL_FAILS, last, COL_FAILS, 0).text);
}

void sw_write_checks(sw_book *book)
{
    static const double WIDTH[] = {56, 18, 18, 13, 13, 9, 70, 0};
    static const char *const HEADS[] = {
        "Check",   "Workbook",  "Should be",     "Difference",
        "Allowed", "Fails (1)", "What it means", NULL};
    sw_sheet s;
    sw_ledger l;
    sw_sheet_open(&s, book, SW_SHEET_CHECKS);
    sw_ledger_init(&l, book);
    sw_sheet_widths(&s, WIDTH);
    sw_sheet_title(&s, "Checks",
                   "What must hold; 0 everywhere means that it does.");
    s.row = FIRST_CHECK - 1;
    sw_put_heads(&s, HEADS);
    for (int view = 0; view < SW_VIEWS; view++) {
        check_npv(&s, view);
        check_blocks(&s, &l, view);
    }
    check_spending(&s, &l);
    check_years(&s, &l);
    check_minutes(&s);
    check_signs(&s);
    check_inputs(&s);
    check_simulation(&s);
    lxw_row_t before = s.row;
    check_year_end(&s, &l);
    put_total(&s, s.row > before ? before : before - 1);
    worksheet_freeze_panes(s.ws, FIRST_CHECK, 1);
    sw_sheet_print(&s, FIRST_CHECK - 1, FIRST_CHECK - 1);
    sw_ledger_clear(&l);
}
