/* portfolio_workbook.c - a portfolio as a workbook: the calendar first. */
#include <math.h>
#include <string.h>

#include "report/chart.h"
#include "report/portfolio_report.h"
#include "report/side_book.h"

static void put_text_or(sw_sheet *s, lxw_col_t column, const char *text)
{
    if (text != NULL)
        sw_put_data(s, s->row, column, text, SW_LOOK_CELL);
    else
        sw_put_text(s, s->row, column, "not said", SW_LOOK_CELL);
}

static void put_money(sw_sheet *s, lxw_col_t column, double x)
{
    sw_put_number(s, s->row, column, x, SW_LOOK_CELL, SW_NUM_MONEY);
}

static void put_count(sw_sheet *s, lxw_col_t column, double x)
{
    sw_put_number(s, s->row, column, x, SW_LOOK_CELL, SW_NUM_COUNT);
}

static double cost_of(const sw_portfolio_option *o)
{
    return o != NULL ? o->cost : (double)NAN;
}

static double value_of(const sw_portfolio_option *o)
{
    return o != NULL ? o->value : (double)NAN;
}

static size_t listed(const sw_portfolio *p)
{
    return p->n - p->n_failed;
}

/* ---- the calendar ---- */

static void put_due(sw_sheet *s, const sw_holding *h)
{
    const sw_portfolio_option *o = sw_holding_option(h, h->decided);
    if (h->act_by != SW_DAY_NONE)
        sw_put_date(s, s->row, 0, h->act_by, SW_LOOK_CELL);
    else
        sw_put_text(s, s->row, 0, "no day", SW_LOOK_CELL);
    put_text_or(s, 1, h->name);
    put_text_or(s, 2, h->owner);
    sw_put_text(s, s->row, 3, h->verdict, SW_LOOK_CELL);
    put_count(s, 4, h->seats_now);
    put_count(s, 5, h->seats);
    put_money(s, 6, cost_of(o));
    put_money(s, 7, value_of(o));
    put_money(s, 8, h->missing);
}

static void put_facts(sw_sheet *s, const sw_portfolio *p)
{
    const struct {
        const char *label;
        double x;
        sw_number number;
    } FACTS[] = {
        {"Budget of twelve months", p->budget, SW_NUM_MONEY},
        {"If every verdict is signed: twelve months", p->decided_cost,
         SW_NUM_MONEY},
        {"If every verdict is signed: net benefit", p->decided_value,
         SW_NUM_MONEY},
        {"Best allocation: twelve months",
         p->fit.feasible ? p->fit.cost + p->set_aside : (double)NAN,
         SW_NUM_MONEY},
        {"Best allocation: net benefit",
         p->fit.feasible ? p->fit.value : (double)NAN, SW_NUM_MONEY},
        {"No allocation is worth more than",
         p->fit.feasible ? p->fit.bound : (double)NAN, SW_NUM_MONEY},
        {"People who hold a seat", p->people, SW_NUM_COUNT},
        {"People who hold several assistants", p->several, SW_NUM_COUNT},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(FACTS); i++, s->row++) {
        sw_put_across(s, s->row, 0, s->row, 1, FACTS[i].label, SW_LOOK_CELL);
        sw_put_number(s, s->row, 2, FACTS[i].x, SW_LOOK_CELL, FACTS[i].number);
    }
    s->row++;
}

static void write_calendar(sw_side_book *b, const sw_portfolio *p)
{
    static const double widths[] = {14, 40, 22, 16, 12, 12, 18, 18, 18, 0};
    static const char *const heads[] = {"Act by",
                                        "Pilot",
                                        "Owner",
                                        "Verdict",
                                        ">Seats now",
                                        ">Seats after",
                                        ">Cash, 12 months",
                                        ">Net benefit",
                                        ">If missed",
                                        NULL};
    sw_sheet s;
    sw_side_sheet(&s, b, "Calendar",
                  "What is to be decided, the next first, and what it is "
                  "worth.");
    sw_sheet_widths(&s, widths);
    put_facts(&s, p);
    sw_put_heads(&s, heads);
    for (size_t i = 0; i < listed(p); i++, s.row++)
        put_due(&s, &p->holdings[p->calendar[i]]);
    sw_side_sheet_end(&s);
}

/* ---- ranking ---- */

static void write_ranking(sw_side_book *b, const sw_portfolio *p)
{
    static const double widths[] = {8, 40, 28, 16, 18, 14, 10, 0};
    static const char *const heads[] = {
        ">Rank",        "Pilot",          "Vendor", "Verdict",
        ">Net benefit", ">Chance to pay", "Grade",  NULL};
    sw_sheet s;
    sw_side_sheet(&s, b, "Ranking",
                  "What the verdicts are worth, the most "
                  "first.");
    sw_sheet_widths(&s, widths);
    sw_put_heads(&s, heads);
    lxw_row_t first = s.row;
    for (size_t i = 0; i < listed(p); i++, s.row++) {
        const sw_holding *h = &p->holdings[p->ranking[i]];
        const sw_portfolio_option *o = sw_holding_option(h, h->decided);
        put_count(&s, 0, (double)(i + 1));
        put_text_or(&s, 1, h->name);
        put_text_or(&s, 2, h->vendor);
        sw_put_text(&s, s.row, 3, h->verdict, SW_LOOK_CELL);
        put_money(&s, 4, value_of(o));
        sw_put_number(&s, s.row, 5, o != NULL ? o->chance : (double)NAN,
                      SW_LOOK_CELL, SW_NUM_CHANCE);
        sw_put_data(&s, s.row, 6, h->grade, SW_LOOK_CELL);
    }
    lxw_row_t last = MIN(s.row, first + 25) - 1;
    s.row++;
    const sw_chart_spec spec = {
        .title = "Net benefit of each verdict",
        .says = "A bar for each pilot, the most valuable first.",
        .type = LXW_CHART_COLUMN,
        .axis = SW_NUM_MONEY_SHORT,
        .width = 860,
        .height = 280};
    if (listed(p) > 0)
        sw_chart_bars(&s, &spec, s.name, (sw_area){first, 1, last, 1},
                      (sw_area){first, 4, last, 4});
    sw_side_sheet_end(&s);
}

/* ---- allocation ---- */

static void put_choice(sw_sheet *s, const sw_holding *h)
{
    const sw_portfolio_option *o = sw_holding_option(h, h->chosen);
    if (o == NULL)
        o = sw_holding_option(h, h->decided);
    put_text_or(s, 0, h->name);
    sw_put_text(s, s->row, 1, o != NULL ? o->option : "undetermined",
                SW_LOOK_CELL);
    sw_put_data(s, s->row, 2,
                o != NULL && o->alternative != NULL ? o->alternative : "",
                SW_LOOK_CELL);
    put_count(s, 3, o != NULL ? o->seats : (double)NAN);
    put_money(s, 4, cost_of(o));
    put_money(s, 5, value_of(o));
    sw_put_text(s, s->row, 6, h->verdict, SW_LOOK_CELL);
}

static void write_allocation(sw_side_book *b, const sw_portfolio *p)
{
    static const double widths[] = {40, 16, 24, 12, 18, 18, 16, 0};
    static const char *const heads[] = {
        "Pilot",        "Take",    "Alternative", ">Seats", ">Cash, 12 months",
        ">Net benefit", "Verdict", NULL};
    sw_sheet s;
    sw_side_sheet(&s, b, "Allocation",
                  "One option of each pilot, so that together they are worth "
                  "the most under the budget.");
    sw_sheet_widths(&s, widths);
    if (!p->fit.feasible) {
        sw_put_text(&s, s.row, 0,
                    "No choice is within the budget: even the cheapest option "
                    "of every pilot is not.",
                    SW_LOOK_SAYS);
        sw_side_sheet_end(&s);
        return;
    }
    sw_put_heads(&s, heads);
    lxw_row_t first = s.row;
    double value = 0.0;
    for (size_t i = 0; i < listed(p); i++, s.row++) {
        const sw_holding *h = &p->holdings[p->calendar[i]];
        put_choice(&s, h);
        value += isfinite(value_of(sw_holding_option(h, h->chosen)))
                     ? value_of(sw_holding_option(h, h->chosen))
                     : 0.0;
    }
    sw_put_text(&s, s.row, 0, "All", SW_LOOK_TOTAL);
    sw_put_formula(&s, s.row, 4, p->fit.cost + p->set_aside, SW_LOOK_TOTAL,
                   SW_NUM_MONEY, "=SUM(E%u:E%u)", (unsigned)first + 1,
                   (unsigned)s.row);
    sw_put_formula(&s, s.row, 5, value, SW_LOOK_TOTAL, SW_NUM_MONEY,
                   "=SUM(F%u:F%u)", (unsigned)first + 1, (unsigned)s.row);
    s.row++;
    sw_side_sheet_end(&s);
}

/* ---- roll-ups ---- */

static void put_rolled(sw_sheet *s, const sw_portfolio *p, sw_roll_up by,
                       const char *what)
{
    const char *const heads[] = {what,
                                 ">Pilots",
                                 ">Seats now",
                                 ">Seats after",
                                 ">Cash, 12 months",
                                 ">Net benefit",
                                 NULL};
    g_autoptr(GArray) rows = sw_portfolio_roll_up(p, by);
    sw_put_heads(s, heads);
    for (guint i = 0; i < rows->len; i++, s->row++) {
        const sw_rolled_up *r = &g_array_index(rows, sw_rolled_up, i);
        put_text_or(s, 0, r->name);
        put_count(s, 1, (double)r->pilots);
        put_count(s, 2, r->seats_now);
        put_count(s, 3, r->seats);
        put_money(s, 4, r->cost);
        put_money(s, 5, r->value);
    }
    s->row++;
}

static void write_roll_ups(sw_side_book *b, const sw_portfolio *p)
{
    static const double widths[] = {40, 12, 14, 14, 18, 18, 0};
    sw_sheet s;
    sw_side_sheet(&s, b, "Roll-up",
                  "The verdicts by vendor, by owner and by "
                  "currency.");
    sw_sheet_widths(&s, widths);
    put_rolled(&s, p, SW_BY_VENDOR, "Vendor");
    put_rolled(&s, p, SW_BY_OWNER, "Owner");
    put_rolled(&s, p, SW_BY_CURRENCY, "Currency");
    sw_side_sheet_end(&s);
}

static void write_failed(sw_side_book *b, const sw_portfolio *p)
{
    static const double widths[] = {50, 90, 0};
    static const char *const heads[] = {"Pilot", "Why it is left out", NULL};
    sw_sheet s;
    if (p->n_failed == 0)
        return;
    sw_side_sheet(&s, b, "Left out", "Pilots that could not be evaluated.");
    sw_sheet_widths(&s, widths);
    sw_put_heads(&s, heads);
    for (size_t i = 0; i < p->n; i++) {
        if (p->holdings[i].error == NULL)
            continue;
        sw_put_data(&s, s.row, 0, p->holdings[i].path, SW_LOOK_CELL);
        sw_put_data(&s, s.row++, 1, p->holdings[i].error, SW_LOOK_CELL_WRAP);
    }
    sw_side_sheet_end(&s);
}

static double largest(const sw_portfolio *p)
{
    double most = 0.0;
    for (size_t i = 0; i < p->n; i++)
        for (size_t o = 0; o < p->holdings[i].n_options; o++)
            most = fmax(most, fabs(p->holdings[i].options[o].value));
    return most;
}

sw_status sw_portfolio_workbook(const char *path, const sw_portfolio *p,
                                const sw_pilot_opts *opts, sw_error *err)
{
    sw_side_book b;
    sw_status st = sw_side_book_begin(&b, path, "Portfolio", p->currency, opts,
                                      largest(p), err);
    if (st != SW_OK)
        return st;
    write_calendar(&b, p);
    write_ranking(&b, p);
    write_allocation(&b, p);
    write_roll_ups(&b, p);
    write_failed(&b, p);
    return sw_side_book_end(&b, err);
}
