/*
 * checks_engine.c - the workbook against the simulation, and against the
 * spreadsheet's own NPV function.
 */
#include <math.h>

#include "base/units.h"
#include "report/checks.h"

/* What makes the mean of the simulation differ from the figure at the means:
 * the sentence, or NULL where the model is linear in what varies. */
static const char *what_bends(const sw_book *b)
{
    const sw_economics *e = b->e->economics;
    const sw_inputs *in = &e->inputs;
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
    if (sw_inputs_at(in, SW_IN_ADOPTION)->known && e->evidence->posterior)
        return "a segment's use grows no further than to all of its seats";
    return NULL;
}

void sw_check_simulation(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_simulation *sim = b->e->decision->simulation;
    double npv = b->e->money->commitment.npv;
    if (sim == NULL || sim->n_options == 0 || !isfinite(npv) ||
        !isfinite(sim->options[0].mean))
        return;
    const char *bends = what_bends(b);
    double error = sim->options[0].mc_se;
    double allowed =
        3.0 * (isfinite(error) ? error : 0.0) + sw_check_tolerance(npv);
    const sw_language *l = sw_sheet_language(s);
    g_autofree char *note =
        bends == NULL
            ? sw_say(l, "Within three Monte-Carlo errors.")
            : sw_say(l,
                     "Within three Monte-Carlo errors where nothing bends; "
                     "here %s.",
                     sw_language_text(l, bends));
    lxw_row_t measures = b->cash.difference[SW_VIEW_COMMITMENT].measures;
    g_autofree char *cell = sw_check_cell(measures + SW_MEASURE_NPV, SW_CF_PV);
    sw_put_check(s, &(sw_check){"NPV at the means and mean of the simulation",
                                note, npv, cell, sim->options[0].mean, NULL,
                                allowed, .informs = bends != NULL});
}

/* ---- the spreadsheet's own NPV ---- */

static sw_ref flow_at(lxw_row_t row)
{
    return sw_at(row, SW_CHECK_HAS, SW_FIX_NONE);
}

static char *calendar_span(const sw_book *b, int row)
{
    lxw_row_t r = sw_cash_calendar(b, row);
    return sw_check_span(r, SW_CF_MONTH, r,
                         (lxw_col_t)(SW_CF_MONTH + b->cash.months - 1));
}

/* Net of what is dated at a start or an end, in the term being signed. */
static char *net_span(const sw_book *b, int k)
{
    lxw_row_t r = b->cash.difference[SW_VIEW_COMMITMENT].timing + (lxw_row_t)k;
    return sw_check_span(r, SW_CF_MONTH, r,
                         (lxw_col_t)(SW_CF_MONTH + b->cash.months - 1));
}

/* What is discounted by `year` years, deflated on a real basis. */
static double year_end_flow(const sw_cash_sums *l, double year)
{
    const sw_difference_sums *d = &l->difference[SW_VIEW_COMMITMENT];
    double total = 0.0;
    for (int k = 0; k < SW_FACTORS; k++)
        for (size_t m = 0; m < l->months; m++)
            if (!(fabs(l->years_discounted[k][m] - year) > 0.0))
                total += d->net[k][m] * l->deflator[k][m];
    return total;
}

static void append_year_end(GString *f, const sw_book *b, int k,
                            const char *year)
{
    g_autofree char *years = calendar_span(b, SW_CAL_DISCOUNTED + k);
    g_autofree char *net = net_span(b, k);
    g_string_append_printf(f, "%sSUMPRODUCT((%s=%s)*%s", k > 0 ? "+" : "",
                           years, year, net);
    if (b->e->pilot->real_basis) {
        g_autofree char *deflator = calendar_span(b, SW_CAL_DEFLATOR + k);
        g_string_append_printf(f, "*%s", deflator);
    }
    g_string_append_c(f, ')');
}

static void put_year_end_flow(sw_sheet *s, const sw_cash_sums *l, size_t y)
{
    sw_ref year = sw_at(s->row, SW_CHECK_NAME, SW_FIX_COLUMN);
    GString *f = g_string_new("=");
    for (int k = 0; k < SW_FACTORS; k++)
        append_year_end(f, s->book, k, year.text);
    sw_put_number(s, s->row, SW_CHECK_NAME, (double)y, SW_LOOK_CELL,
                  SW_NUM_COUNT);
    sw_put_formula(s, s->row++, SW_CHECK_HAS, year_end_flow(l, (double)y),
                   SW_LOOK_CELL, SW_NUM_MONEY, "%s", f->str);
    g_string_free(f, TRUE);
}

static void put_npv_check(sw_sheet *s, const char *note, const char *formula)
{
    const sw_book *b = s->book;
    double npv = b->e->money->commitment.npv;
    const sw_difference_rows *d = &b->cash.difference[SW_VIEW_COMMITMENT];
    g_autofree char *engine =
        sw_check_cell(d->measures + SW_MEASURE_NPV, SW_CF_PV);
    sw_put_check(s, &(sw_check){"NPV by the spreadsheet's own function", note,
                                npv, formula, npv, engine, NAN, false});
}

static void check_year_end(sw_sheet *s, const sw_cash_sums *l, const char *rate)
{
    size_t years = (l->months + SW_MONTHS_PER_YEAR - 1) / SW_MONTHS_PER_YEAR;
    lxw_row_t flows = s->row + 4;
    sw_ref rest = sw_span(flows + 1, SW_CHECK_HAS, flows + (lxw_row_t)years,
                          SW_CHECK_HAS, SW_FIX_NONE);
    g_autofree char *formula =
        g_strdup_printf("%s+NPV(%s,%s)", flow_at(flows).text, rate, rest.text);
    put_npv_check(s, "On the year-end flows below.", formula);
    s->row = flows - 2;
    sw_put_section(s, "Year-end flows, the term being signed",
                   SW_CHECK_COLUMNS);
    sw_put_text(s, s->row, SW_CHECK_NAME, "Year", SW_LOOK_HEAD);
    sw_put_text(s, s->row++, SW_CHECK_HAS, "Net flow", SW_LOOK_HEAD);
    for (size_t y = 0; y <= years; y++)
        put_year_end_flow(s, l, y);
}

/* Ends of months are 1, 2, ... periods away, starts one less. */
static void check_monthly(sw_sheet *s, const char *rate)
{
    const sw_book *b = s->book;
    const char *inflation = sw_book_live(b, SW_IN_INFLATION);
    g_autofree char *start = net_span(b, SW_FACTOR_START);
    g_autofree char *end = net_span(b, SW_FACTOR_END);
    g_autofree char *deflated = b->e->pilot->real_basis && inflation != NULL
                                    ? g_strdup_printf("*(1+%s)", inflation)
                                    : g_strdup("");
    g_autofree char *monthly =
        g_strdup_printf("((1+%s)%s)^(1/months_per_year)", rate, deflated);
    g_autofree char *formula = g_strdup_printf(
        "NPV(%s-1,%s)+NPV(%s-1,%s)*%s", monthly, end, monthly, start, monthly);
    put_npv_check(s, "On the monthly nets, at the rate of a month.", formula);
}

void sw_check_npv_function(sw_sheet *s, const sw_cash_sums *l)
{
    const sw_book *b = s->book;
    const char *rate = sw_book_live(b, SW_IN_DISCOUNT_RATE);
    if (!isfinite(b->e->money->commitment.npv) || rate == NULL)
        return;
    if (b->e->pilot->discounting == SW_DISCOUNT_YEAR_END)
        check_year_end(s, l, rate);
    else if (b->e->pilot->discounting == SW_DISCOUNT_MONTHLY)
        check_monthly(s, rate);
}
