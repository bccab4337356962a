/*
 * cash_rates.c - the rate and the growth of each kind of flow as formulas. The
 * engine has the same in economics/flow_value.c; a recalculation of the
 * workbook must give the engine's figures.
 */
#include <math.h>

#include "report/cash_flow.h"

static const char MONTHS[] = "months_per_year";
static const char MINUTES[] = "minutes_per_hour";

/* Appends " op name" unless the input is unknown, which counts as nothing. */
static void append(GString *f, const sw_book *book, const char *fmt, size_t id)
{
    const char *name = id == SIZE_MAX ? NULL : sw_book_live(book, id);
    if (name == NULL)
        return;
    char **parts = g_strsplit(fmt, "@", 2);
    g_string_append_printf(f, "%s%s%s", parts[0], name, parts[1]);
    g_strfreev(parts);
}

static const char *name_or(const sw_book *book, size_t id, const char *other)
{
    const char *name = id == SIZE_MAX ? NULL : sw_book_live(book, id);
    return name != NULL ? name : other;
}

static sw_ref term(lxw_row_t row)
{
    return sw_at(row, SW_CF_RATE, SW_FIX_BOTH);
}

static void licence(GString *f, const sw_book *b, const sw_block_rows *rows,
                    const sw_flow *flow)
{
    const sw_contract *c =
        sw_economics_contract(b->e->economics, flow->contract);
    if (flow->kind == SW_FLOW_ADDED_SEATS)
        g_string_append(f, name_or(b, c->seat_growth, "0"));
    else
        g_string_append(f, term(sw_cash_seats(rows, flow->contract)).text);
    if (flow->contract == 0)
        g_string_append_printf(f, "*%s", term(rows->price_factor).text);
    g_string_append_printf(f, "*(%s", name_or(b, c->price, "0"));
    if (c->bundle)
        append(f, b, "-@", c->baseline_price);
    g_string_append(f, ")");
    if (c->per_year)
        g_string_append_printf(f, "/%s", MONTHS);
    if (c->billing == SW_BILL_ANNUAL_MONTHLY)
        append(f, b, "*(1+@)", c->surcharge);
    append(f, b, "*(1+@)", c->vat);
}

/* commit + price * ((units - k) * Phi(z) + sd * phi(z)), k = pool + commit /
 * price: a month's mean bill where its spread is known. Units that cost nothing
 * leave the commitment. */
static void expected_bill(GString *f, const char *commit, const char *price,
                          const char *units, const char *pool, const char *sd)
{
    g_autofree char *gap =
        g_strdup_printf("(%s-%s-%s/(%s))", units, pool, commit, price);
    g_string_append_printf(f,
                           "IF(%s>0,%s+%s*(%s*NORMSDIST(%s/%s)+%s*"
                           "EXP(0-(%s/%s)^2/2)/SQRT(2*PI())),%s)",
                           price, commit, price, gap, gap, sd, sd, gap, sd,
                           commit);
}

static void metered(GString *f, const sw_book *b, const sw_block_rows *rows)
{
    const sw_pilot *p = b->e->pilot;
    const char *commit = name_or(b, SW_IN_METERED_COMMIT, "0");
    const char *units = name_or(b, SW_IN_METERED_UNITS, "0");
    g_autofree char *pool =
        g_strdup_printf("%s*%s", name_or(b, SW_IN_METERED_INCLUDED, "0"),
                        term(rows->seats).text);
    double multiple = p->contract.unit_multiple;
    g_autofree char *price =
        fabs(multiple - 1.0) > 0.0
            ? g_strdup_printf("%s*unit_price_tier",
                              name_or(b, SW_IN_METERED_PRICE, "0"))
            : g_strdup(name_or(b, SW_IN_METERED_PRICE, "0"));
    if (p->metered_over != SIZE_MAX)
        g_string_append_printf(f, "MAX(%s,%s*%s)", commit,
                               name_or(b, p->metered_over, "0"), price);
    else if (p->metered_sd != SIZE_MAX)
        expected_bill(f, commit, price, units, pool,
                      name_or(b, p->metered_sd, "0"));
    else
        g_string_append_printf(f, "MAX(%s,MAX(0,%s-%s)*%s)", commit, units,
                               pool, price);
    append(f, b, "*(1+@)", SW_IN_VAT);
}

/* "+hours*hourly cost", times the realisation where hours are freed. */
static void hours_worth(GString *f, const sw_book *b, size_t hours,
                        bool realised)
{
    if (hours == SIZE_MAX)
        return;
    g_string_append_printf(f, "+%s*%s", name_or(b, hours, "0"),
                           name_or(b, SW_IN_HOURLY_COST, "0"));
    if (realised)
        g_string_append_printf(f, "*%s", name_or(b, SW_IN_REALISATION, "0"));
}

/* amount + (per seat + hours * wage) * seats + fte * its cost + hires * (per
 * hire + hours * wage) */
static void line_amount(GString *f, const sw_book *b, const sw_line *line,
                        sw_ref seats)
{
    bool realised = line->is_benefit;
    g_string_append_printf(f, "(%s", name_or(b, line->amount, "0"));
    if (line->per_seat != SIZE_MAX || line->hours_per_seat != SIZE_MAX) {
        g_string_append_printf(f, "+(%s", name_or(b, line->per_seat, "0"));
        hours_worth(f, b, line->hours_per_seat, realised);
        g_string_append_printf(f, ")*%s", seats.text);
    }
    if (line->fte != SIZE_MAX)
        g_string_append_printf(f, "+%s*%s", name_or(b, line->fte, "0"),
                               name_or(b, line->cost_per_fte, "0"));
    if (line->hires != SIZE_MAX) {
        g_string_append_printf(f, "+%s*(%s", name_or(b, line->hires, "0"),
                               name_or(b, line->per_hire, "0"));
        hours_worth(f, b, line->hours_per_hire, realised);
        g_string_append(f, ")");
    }
    g_string_append(f, ")");
}

static void line_cost(GString *f, const sw_book *b, const sw_block_rows *rows,
                      const sw_line *line)
{
    line_amount(f, b, line,
                term(line->new_seats_only ? rows->new_seats : rows->seats));
    if (line->kind == SW_LINE_RECURRING)
        g_string_append_printf(f, "/%s", MONTHS);
}

/* -LN(1 - p) / 12: events a month */
static void events(GString *f, const sw_book *b, size_t risk)
{
    g_string_append_printf(f, "-LN(1-%s)/%s",
                           name_or(b, b->e->economics->risk_input[risk], "0"),
                           MONTHS);
}

static void time_saved(GString *f, const sw_book *b, const char *seats)
{
    sw_ref minutes = term(b->cash.priced_minutes);
    g_string_append_printf(f, "%s*%s*(%s/%s)/%s*%s*%s", minutes.text, seats,
                           name_or(b, SW_IN_WORKING_WEEKS, "0"), MONTHS,
                           MINUTES, name_or(b, SW_IN_HOURLY_COST, "0"),
                           name_or(b, SW_IN_REALISATION, "0"));
}

/* Revenue counts by its margin, a constant of its own on Inputs. */
static void other_benefit(GString *f, const sw_book *b,
                          const sw_block_rows *rows, const sw_line *line)
{
    line_amount(f, b, line, term(rows->benefit_seats));
    if (!isnan(line->margin)) {
        g_autofree char *margin = sw_defined_name("margin", line->id);
        g_string_append_printf(f, "*%s", margin);
    }
    g_string_append_printf(f, "/%s", MONTHS);
}

static void benefit_lost(GString *f, const sw_book *b,
                         const sw_block_rows *rows, size_t flow)
{
    const sw_economics *e = b->e->economics;
    lxw_row_t benefit = rows->amount + (lxw_row_t)e->flows[flow].of_flow;
    g_string_append_printf(f, "-%s*(0", term(benefit).text);
    for (size_t r = 0; r < e->pilot->n_risks; r++) {
        size_t lost = e->pilot->risks[r].benefit_months_lost;
        if (lost == SIZE_MAX)
            continue;
        g_string_append(f, "+(");
        events(f, b, r);
        g_string_append_printf(f, ")*%s", name_or(b, lost, "0"));
    }
    g_string_append(f, ")");
}

char *sw_rate_formula(const sw_book *b, const sw_block_rows *rows, size_t flow)
{
    const sw_flow *x = &b->e->economics->flows[flow];
    GString *f = g_string_new("=");
    switch (x->kind) {
    case SW_FLOW_LICENCE:
    case SW_FLOW_ADDED_SEATS:
        licence(f, b, rows, x);
        break;
    case SW_FLOW_METERED:
        metered(f, b, rows);
        break;
    case SW_FLOW_ONE_OFF:
    case SW_FLOW_RECURRING:
        line_cost(f, b, rows, x->line);
        break;
    case SW_FLOW_CONTINGENCY:
        g_string_append_printf(f, "%s*%s",
                               term(rows->amount + (lxw_row_t)x->of_flow).text,
                               name_or(b, x->line->share, "0"));
        break;
    case SW_FLOW_RISK_COST:
        events(f, b, x->risk);
        append(f, b, "*@", b->e->pilot->risks[x->risk].cost);
        break;
    case SW_FLOW_TIME_SAVED:
        time_saved(f, b, term(rows->benefit_seats).text);
        break;
    case SW_FLOW_ADDED_TIME:
        time_saved(f, b, name_or(b, b->e->pilot->contract.seat_growth, "0"));
        break;
    case SW_FLOW_OTHER_BENEFIT:
        other_benefit(f, b, rows, x->line);
        break;
    case SW_FLOW_BENEFIT_LOST:
        benefit_lost(f, b, rows, flow);
        break;
    }
    return g_string_free(f, FALSE);
}

static sw_ref calendar(const sw_book *b, int row, lxw_col_t column)
{
    return sw_at(b->cash.calendar + (lxw_row_t)row, column, SW_FIX_ROW);
}

char *sw_growth_formula(const sw_book *b, const sw_block_rows *rows,
                        size_t flow, lxw_col_t column)
{
    const sw_economics *e = b->e->economics;
    const sw_flow *x = sw_flow_whole(e, &e->flows[flow]);
    GString *f = g_string_new(NULL);
    bool licensed =
        x->kind == SW_FLOW_LICENCE || x->kind == SW_FLOW_ADDED_SEATS;
    if (licensed) {
        append(f, b, "*(1+@)^", sw_economics_contract(e, x->contract)->uplift);
        if (f->len > 0)
            g_string_append(f, sw_at(sw_cash_renewals(rows, x->contract),
                                     column, SW_FIX_NONE)
                                   .text);
        g_string_append_printf(
            f, "*%s",
            sw_at(sw_cash_multiple(rows, x->contract), column, SW_FIX_NONE)
                .text);
    }
    if (licensed || x->kind == SW_FLOW_METERED) {
        if (e->pilot->real_basis)
            g_string_append_printf(f, "*%s",
                                   calendar(b, SW_CAL_DEFLATOR, column).text);
    } else if (sw_flow_is_time(e, x)) {
        g_string_append_printf(f, "*%s*%s",
                               calendar(b, SW_CAL_WAGES, column).text,
                               calendar(b, SW_CAL_DECAY, column).text);
    } else if (x->wage_linked) {
        g_string_append_printf(f, "*%s",
                               calendar(b, SW_CAL_WAGES, column).text);
    }
    return g_string_free(f, FALSE);
}
