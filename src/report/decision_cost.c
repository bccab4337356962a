/*
 * decision_cost.c - page one where no benefit is priced: what each option
 * spends, and what the metered bill has been.
 */
#include <math.h>

#include "report/as_evaluated.h"
#include "report/chart.h"
#include "report/decision.h"
#include "report/text.h"

enum {
    LAST = SW_PAGE_COLUMNS - 1,
    BOUND = 3,
    SEATS,
    CASH,      /* two columns wide */
    LESS = 7,  /* two columns wide */
    KNOWN = 9, /* the rest */
    KNOWN_CHARACTERS = 27
};

static void put_heads(sw_sheet *s)
{
    sw_put_across(s, s->row, 0, s->row, BOUND - 1,
                  sw_text_on_cost(s->book->e)
                      ? "Options (compared on cost alone)"
                      : "Options (their cost; nothing is compared)",
                  SW_LOOK_SMALL_HEAD);
    sw_put_text(s, s->row, BOUND, "Binds to", SW_LOOK_SMALL_HEAD_RIGHT);
    sw_put_text(s, s->row, SEATS,
                sw_text_counts_seats(s->book->e) ? "Seats" : "",
                SW_LOOK_SMALL_HEAD_RIGHT);
    sw_put_across(s, s->row, CASH, s->row, CASH + 1, "Cash out, 12 months",
                  SW_LOOK_SMALL_HEAD_RIGHT);
    sw_put_across(s, s->row, LESS, s->row, LESS + 1, "Less than renewing all",
                  SW_LOOK_SMALL_HEAD_RIGHT);
    sw_put_across(s, s->row, KNOWN, s->row, LAST, "What stands against it",
                  SW_LOOK_SMALL_HEAD);
    sw_sheet_height(s, s->row++, 15);
}

/* Where seats are bought. */
static void put_seats(sw_sheet *s, const sw_option *o, sw_look look)
{
    sw_live_figure f = {.value = o->seats, .number = SW_NUM_COUNT};
    if (!sw_text_counts_seats(s->book->e)) {
        sw_put_text(s, s->row, SEATS, "", look);
        return;
    }
    if (o->kind == SW_OPTION_RENEW && o->offer == NULL)
        f = sw_live_seats(s->book, o->seats);
    sw_put_live(s, s->row, SEATS, SEATS, &f, look);
    if (f.formula == NULL)
        sw_grey_when_changed(s, s->row, SEATS, s->row, SEATS);
    g_free(f.formula);
}

/* `renew` is the row of renewing all, the first. */
static void put_figures(sw_sheet *s, const sw_option *o, lxw_row_t renew,
                        double renewing, sw_look look)
{
    lxw_row_t r = s->row;
    sw_live_figure cash = sw_page_option_cash(s->book, o);
    g_autofree char *until = sw_text_bound(o, sw_sheet_language(s));
    sw_ref all = sw_at(renew, CASH, SW_FIX_BOTH), own = sw_at(r, CASH, 0);
    sw_put_data(s, r, BOUND, until, look);
    put_seats(s, o, look);
    sw_put_live(s, r, CASH, CASH + 1, &cash, look);
    if (cash.formula == NULL)
        sw_grey_when_changed(s, r, CASH, r, LESS + 1);
    g_autofree char *less = g_strdup_printf(
        "=IF(AND(ISNUMBER(%s),ISNUMBER(%s)),%s-%s,\"evaluate again\")",
        all.text, own.text, all.text, own.text);
    sw_put_formula_across(s, r, LESS, LESS + 1, renewing - o->cash_12_months,
                          look, SW_NUM_MONEY_SHORT, less);
    g_free(cash.formula);
}

static void put_option(sw_sheet *s, const sw_option *o, lxw_row_t renew,
                       double renewing)
{
    bool chosen = o->kind == s->book->e->decision->verdict.option;
    sw_look look = chosen ? SW_LOOK_SMALL_FIGURE : SW_LOOK_SMALL_CELL;
    g_autofree char *why = sw_message_say(o->why_not, sw_sheet_language(s));
    const char *against = why != NULL ? why : "";
    lxw_col_t from = o->evaluated ? KNOWN : BOUND;
    sw_page_option_name(s, o, chosen, BOUND - 1);
    if (o->evaluated)
        put_figures(s, o, renew, renewing, look);
    else if (why == NULL)
        against = sw_words(s->book, "not evaluated");
    sw_put_evaluated(s, s->row, from, LAST, against, NULL,
                     chosen && *against == '\0' ? look : SW_LOOK_SMALL_WRAP);
    sw_grey_when_changed(s, s->row, from, s->row, LAST);
    if (chosen)
        sw_unmark_when_changed(s, s->row, 0, s->row, LAST);
    if (o->evaluated && g_utf8_strlen(against, -1) > KNOWN_CHARACTERS)
        sw_sheet_height(s, s->row, 23);
    s->row++;
}

void sw_page_cost_options(sw_sheet *s)
{
    const sw_decision *d = s->book->e->decision;
    put_heads(s);
    lxw_row_t renew = s->row;
    for (size_t i = 0; i < d->n_options; i++)
        put_option(s, &d->options[i], renew, d->options[0].cash_12_months);
    sw_sheet_height(s, s->row++, 5);
}

/* ---- the bill, month by month ---- */

enum { DATA_ROW = 40, DATA = SW_PAGE_DATA, MOST_MONTHS = 36 };

static void put_months(sw_sheet *s, const sw_meter *meter, size_t first,
                       size_t n)
{
    static const char *const HEAD[] = {"Month", "Bill"};
    for (size_t k = 0; k < G_N_ELEMENTS(HEAD); k++)
        sw_put_text(s, DATA_ROW, (lxw_col_t)(DATA + k), HEAD[k],
                    SW_LOOK_SMALL_HEAD);
    for (size_t i = 0; i < n; i++) {
        const sw_metered_month *m = &meter->months[first + i];
        lxw_row_t r = DATA_ROW + 1 + (lxw_row_t)i;
        sw_ymd day = sw_date_to_ymd(m->month);
        g_autofree char *month =
            g_strdup_printf("%04d-%02d", day.year, day.month);
        sw_put_data(s, r, DATA, month, SW_LOOK_SMALL_CELL);
        sw_put_number(s, r, DATA + 1, m->amount, SW_LOOK_SMALL_CELL,
                      SW_NUM_MONEY_SHORT);
    }
}

static char *bill_title(const sw_pilot *p, size_t first, size_t n)
{
    g_autofree char *from = sw_say_money(p->language, p->currency,
                                         p->meters->months[first].amount, 0);
    g_autofree char *to = sw_say_money(
        p->language, p->currency, p->meters->months[first + n - 1].amount, 0);
    return sw_say(p->language,
                  "A month's bill went from %s to %s in %zu months", from, to,
                  n);
}

static void put_bill(sw_sheet *s, size_t first, size_t n)
{
    enum { WIDTH = SW_PAGE_COLUMNS * SW_PAGE_PIXELS, HEIGHT = 170, ROWS = 9 };
    const sw_pilot *p = s->book->e->pilot;
    put_months(s, p->meters, first, n);
    g_autofree char *title = bill_title(p, first, n);
    lxw_row_t last = DATA_ROW + (lxw_row_t)n;
    sw_chart_spec spec = {.title = title,
                          .says = "Columns: the bill of each full month of "
                                  "the metered usage file.",
                          .type = LXW_CHART_COLUMN,
                          .axis = SW_NUM_MONEY_SHORT,
                          .labelled = n <= 14,
                          .width = WIDTH,
                          .height = HEIGHT};
    sw_chart_bars(s, &spec, s->name, (sw_area){DATA_ROW + 1, DATA, last, DATA},
                  (sw_area){DATA_ROW + 1, DATA + 1, last, DATA + 1});
    for (int i = 0; i < ROWS; i++)
        sw_sheet_height(s, s->row++, 15);
}

void sw_page_bill(sw_sheet *s)
{
    enum { LEAST_MONTHS = 3 };
    const sw_pilot *p = s->book->e->pilot;
    const sw_meter *m = p->meters;
    if (p->n_meters == 0 || m->last < m->first + LEAST_MONTHS)
        return;
    size_t first = m->first, n = m->last - m->first;
    if (n > MOST_MONTHS) {
        first += n - MOST_MONTHS;
        n = MOST_MONTHS;
    }
    for (size_t i = 0; i < n; i++)
        if (!isfinite(m->months[first + i].amount))
            return;
    put_bill(s, first, n);
}
