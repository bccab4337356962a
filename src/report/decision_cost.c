/*
 * decision_cost.c - page one where no benefit is priced: what each option
 * spends, and what the metered bill has been.
 */
#include <math.h>

#include "report/chart.h"
#include "report/decision.h"
#include "report/text.h"

enum {
    LAST = SW_PAGE_COLUMNS - 1,
    SEATS = 4,
    CASH,      /* two columns wide */
    LESS = 7,  /* two columns wide */
    KNOWN = 9, /* the rest */
    KNOWN_CHARACTERS = 27
};

static void put_heads(sw_sheet *s)
{
    sw_put_across(s, s->row, 0, s->row, SEATS - 1,
                  sw_text_on_cost(s->book->e)
                      ? "Options (compared on cost alone)"
                      : "Options (their cost; nothing is compared)",
                  SW_LOOK_SMALL_HEAD);
    sw_put_text(s, s->row, SEATS, "Seats", SW_LOOK_SMALL_HEAD_RIGHT);
    sw_put_across(s, s->row, CASH, s->row, CASH + 1, "Cash out, 12 months",
                  SW_LOOK_SMALL_HEAD_RIGHT);
    sw_put_across(s, s->row, LESS, s->row, LESS + 1, "Less than renewing all",
                  SW_LOOK_SMALL_HEAD_RIGHT);
    sw_put_across(s, s->row, KNOWN, s->row, LAST, "What stands against it",
                  SW_LOOK_SMALL_HEAD);
    sw_sheet_height(s, s->row++, 15);
}

/* `renew` is the row of renewing all, the first. */
static void put_figures(sw_sheet *s, const sw_option *o, lxw_row_t renew,
                        double renewing, sw_look look)
{
    lxw_row_t r = s->row;
    sw_put_number(s, r, SEATS, o->seats, look, SW_NUM_COUNT);
    sw_put_across(s, r, CASH, r, CASH + 1, "", look);
    sw_put_number(s, r, CASH, o->cash_12_months, look, SW_NUM_MONEY_SHORT);
    g_autofree char *less =
        g_strdup_printf("=%s-%s", sw_at(renew, CASH, SW_FIX_BOTH).text,
                        sw_at(r, CASH, SW_FIX_NONE).text);
    sw_put_formula_across(s, r, LESS, LESS + 1, renewing - o->cash_12_months,
                          look, SW_NUM_MONEY_SHORT, less);
}

static void put_option(sw_sheet *s, const sw_option *o, lxw_row_t renew,
                       double renewing)
{
    bool chosen = o->kind == s->book->e->decision->verdict.option;
    sw_look look = chosen ? SW_LOOK_SMALL_CHOSEN : SW_LOOK_SMALL_CELL;
    g_autofree char *name = sw_text_option(s->book->e->pilot->language, o);
    g_autofree char *label =
        chosen ? g_strdup_printf("> %s", name) : g_strdup(name);
    g_autofree char *why = sw_message_say(o->why_not, sw_sheet_language(s));
    const char *against = why != NULL ? why : "";
    sw_put_data_across(s, s->row, 0, s->row, SEATS - 1, label, look);
    if (o->evaluated) {
        put_figures(s, o, renew, renewing, look);
        sw_put_data_across(s, s->row, KNOWN, s->row, LAST, against,
                           chosen && *against == '\0' ? look
                                                      : SW_LOOK_SMALL_WRAP);
    } else {
        sw_put_data_across(
            s, s->row, SEATS, s->row, LAST,
            why != NULL ? why : sw_words(s->book, "not evaluated"), look);
    }
    sw_sheet_height(
        s, s->row++,
        o->evaluated && g_utf8_strlen(against, -1) > KNOWN_CHARACTERS ? 23
                                                                      : 13);
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
