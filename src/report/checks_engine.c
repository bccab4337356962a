/*
 * checks_engine.c - the workbook against the simulation, and against the
 * spreadsheet's own NPV function.
 */
#include <math.h>

#include "report/checks.h"

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

static sw_ref flow_at(lxw_row_t row)
{
    return sw_at(row, SW_CHECK_HAS, SW_FIX_NONE);
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
    g_autofree char *years = sw_check_span(cal, SW_CF_MONTH, cal, last);
    g_autofree char *start =
        sw_check_span(d->timing, SW_CF_MONTH, d->timing, last);
    g_autofree char *end =
        sw_check_span(d->timing + 1, SW_CF_MONTH, d->timing + 1, last);
    g_autofree char *annual =
        sw_check_span(d->timing + 2, SW_CF_MONTH, d->timing + 2, last);
    g_autofree char *now = sw_check_cell(d->timing, SW_CF_MONTH);
    sw_ref year = sw_at(s->row, SW_CHECK_NAME, SW_FIX_COLUMN);
    sw_put_number(s, s->row, SW_CHECK_NAME, (double)y, SW_LOOK_CELL,
                  SW_NUM_COUNT);
    sw_put_formula(s, s->row++, SW_CHECK_HAS, year_end_flow(b, l, y),
                   SW_LOOK_CELL, SW_NUM_MONEY,
                   "=SUMIFS(%s,%s,%s)+SUMIFS(%s,%s,%s)+SUMIFS(%s,%s,%s+1)"
                   "+IF(%s=0,%s,0)-IF(%s=1,%s,0)",
                   start, years, year.text, end, years, year.text, annual,
                   years, year.text, year.text, now, year.text, now);
}

void sw_check_year_end(sw_sheet *s, const sw_ledger *l)
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
    g_autofree char *engine =
        sw_check_cell(d->measures + SW_MEASURE_NPV, SW_CF_PV);
    sw_ref rest = sw_span(flows + 1, SW_CHECK_HAS, flows + (lxw_row_t)years,
                          SW_CHECK_HAS, SW_FIX_NONE);
    g_autofree char *formula =
        g_strdup_printf("%s+NPV(%s,%s)", flow_at(flows).text, rate, rest.text);
    sw_put_check(s, &(sw_check){"NPV by the spreadsheet's own function",
                                "On the year-end flows below.", npv, formula,
                                npv, engine, NAN, false});
    s->row = flows - 2;
    sw_put_section(s, "Year-end flows, the term being signed",
                   SW_CHECK_COLUMNS);
    sw_put_text(s, s->row, SW_CHECK_NAME, "Year", SW_LOOK_HEAD);
    sw_put_text(s, s->row++, SW_CHECK_HAS, "Net flow", SW_LOOK_HEAD);
    for (size_t y = 0; y <= years; y++)
        put_year_end_flow(s, &l->difference[SW_VIEW_COMMITMENT], y);
}
