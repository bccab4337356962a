/*
 * decision_sentences.c - page one's sentences whose figures follow the inputs:
 * what happens if nobody acts, next year's cash, and what renewing returns.
 */
#include <math.h>

#include "decision/option.h"
#include "report/as_evaluated.h"
#include "report/cash_flow.h"
#include "report/cell_sentence.h"
#include "report/decision.h"
#include "report/text.h"

enum { LAST = SW_PAGE_COLUMNS - 1, LEAD_COLUMNS = 2 };

static const sw_language *language(const sw_sheet *s)
{
    return sw_sheet_language(s);
}

static void put_row(sw_sheet *s, const char *heading, const sw_cell_sentence *x,
                    size_t n)
{
    sw_put_across(s, s->row, 0, s->row, LEAD_COLUMNS - 1, heading,
                  SW_LOOK_LEAD);
    sw_put_cell_sentences(s, LEAD_COLUMNS, LAST, SW_PAGE_PIXELS, x, n);
}

/* ---- if nobody acts ---- */

static char *renewal_text(const sw_sheet *s, const sw_option *idle)
{
    const sw_evaluation *e = s->book->e;
    const sw_language *l = language(s);
    g_autofree char *to = sw_say_date(l, e->economics->idle.to);
    g_autofree char *end =
        sw_say_date(l, sw_first_clock(e->economics)->leaves_on);
    if (idle->idle == SW_END_LAPSE)
        return sw_say(l, "Service lapses on %s; nothing renews.", end);
    if (!sw_text_counts_seats(e))
        return sw_say(l,
                      "The contract renews to %s; what is used is billed as "
                      "metered.",
                      to);
    if (idle->idle == SW_END_EXTENDED)
        return sw_say(l,
                      "%s seats stay in extended service until somebody ends "
                      "it, %s to %s.",
                      SW_MARK("0"), SW_MARK("1"), to);
    if (e->money->if_nobody_acts > 0)
        return sw_say(l, "%s seats renew to %s for %s.", SW_MARK("0"), to,
                      SW_MARK("1"));
    return sw_say(l,
                  "%s seats renew to %s; what they use is billed as metered.",
                  SW_MARK("0"), to);
}

void sw_page_nobody_acts(sw_sheet *s)
{
    const sw_evaluation *e = s->book->e;
    const sw_option *idle = sw_options_find(e->decision, SW_OPTION_DO_NOTHING);
    double missing = e->decision->verdict.cost_of_missing_act_by;
    double seats =
        idle->idle == SW_END_EXTENDED ? idle->seats : e->money->seats_renewed;
    sw_live_figure figure[] = {sw_live_seats(s->book, seats),
                               sw_live_cash_renewing(s->book),
                               {.value = missing, .number = SW_NUM_MONEY}};
    g_autofree char *renewal = renewal_text(s, idle);
    g_autofree char *loss = sw_say(
        language(s), "Against the best option that is an expected loss of %s.",
        SW_MARK("2"));
    bool loses = isfinite(missing) && missing > 0;
    const sw_cell_sentence sentence[] = {
        {.text = renewal, .figure = figure},
        {.text = loses ? loss : NULL, .figure = figure}};
    put_row(s, "If nobody acts", sentence, G_N_ELEMENTS(sentence));
    for (size_t i = 0; i < G_N_ELEMENTS(figure); i++)
        g_free(figure[i].formula);
}

/* ---- the next fiscal year ---- */

enum { SPEND, COMMITTED, AVOIDABLE, BUDGET, GAP, CASH_FIGURES };

/* The budget's number stands beside the page: none is typed into a formula. */
static void set_budget(sw_live_figure *out, sw_sheet *s, double spend,
                       double budget)
{
    sw_ref kept = sw_at(s->row, SW_EVALUATED_TEXTS, SW_FIX_BOTH);
    sw_put_number(s, s->row, SW_EVALUATED_TEXTS, budget, SW_LOOK_SMALL_CELL,
                  SW_NUM_MONEY);
    out[BUDGET] = (sw_live_figure){.value = budget,
                                   .formula = g_strdup(kept.text),
                                   .number = SW_NUM_MONEY};
    out[GAP] =
        (sw_live_figure){.value = fabs(spend - budget), .number = SW_NUM_MONEY};
    if (out[SPEND].formula != NULL)
        out[GAP].formula =
            g_strdup_printf("ABS(%s-%s)", out[SPEND].formula, kept.text);
}

static void set_cash(sw_live_figure *out, sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_fiscal_year *y = &b->e->money->fiscal_year;
    out[SPEND] = sw_live_cash_within(b, SW_BLOCK_PROGRAMME, y->from, y->to,
                                     false, y->spend);
    out[COMMITTED] = sw_live_cash_within(b, SW_BLOCK_LEAVE, y->from, y->to,
                                         true, y->committed);
    out[AVOIDABLE] =
        (sw_live_figure){.value = y->avoidable, .number = SW_NUM_MONEY};
    if (out[SPEND].formula != NULL && out[COMMITTED].formula != NULL)
        out[AVOIDABLE].formula = g_strdup_printf("%s-%s", out[SPEND].formula,
                                                 out[COMMITTED].formula);
    if (isfinite(y->budget))
        set_budget(out, s, y->spend, y->budget);
}

/* Whether there is money to spare follows the spending. */
static sw_cell_sentence budget_sentence(const sw_sheet *s, char **spare,
                                        char **little, char **holds,
                                        const sw_live_figure *figure)
{
    const sw_language *l = language(s);
    const sw_fiscal_year *y = &s->book->e->money->fiscal_year;
    bool short_of = y->budget < y->spend;
    *spare =
        sw_say(l, "The budget is %s, %s to spare.", SW_MARK("3"), SW_MARK("4"));
    *little = sw_say(l, "The budget is %s, %s too little.", SW_MARK("3"),
                     SW_MARK("4"));
    *holds = figure[SPEND].formula == NULL
                 ? NULL
                 : g_strdup_printf("%s<=%s", figure[SPEND].formula,
                                   figure[BUDGET].formula);
    if (*holds == NULL)
        return (sw_cell_sentence){.text = short_of ? *little : *spare,
                                  .figure = figure};
    return (sw_cell_sentence){.text = *spare,
                              .otherwise = *little,
                              .holds = *holds,
                              .is_otherwise = short_of,
                              .figure = figure};
}

void sw_page_cash(sw_sheet *s)
{
    const sw_language *l = language(s);
    const sw_fiscal_year *y = &s->book->e->money->fiscal_year;
    sw_live_figure figure[CASH_FIGURES] = {0};
    if (!isfinite(y->spend))
        return;
    set_cash(figure, s);
    g_autofree char *from = sw_say_date(l, y->from);
    g_autofree char *to = sw_say_date(l, y->to);
    g_autofree char *spends =
        sw_say(l,
               "Renewing all spends %s from %s to %s: %s is committed whatever "
               "is decided, %s is avoidable.",
               SW_MARK("0"), from, to, SW_MARK("1"), SW_MARK("2"));
    g_autofree char *spare = NULL, *little = NULL, *holds = NULL;
    sw_cell_sentence sentence[2] = {{.text = spends, .figure = figure}};
    sentence[1].text = sw_words(s->book, "No budget was given.");
    if (isfinite(y->budget))
        sentence[1] = budget_sentence(s, &spare, &little, &holds, figure);
    put_row(s, "Next fiscal year", sentence, 2);
    for (size_t i = 0; i < CASH_FIGURES; i++)
        g_free(figure[i].formula);
}

/* ---- what renewing returns ---- */

static sw_live_figure of_sheet(double value, sw_number number, lxw_row_t row)
{
    return (sw_live_figure){.value = value,
                            .formula =
                                g_strdup(sw_page_cell(row, SW_CF_PV).text),
                            .number = number};
}

void sw_page_return(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_evaluation *e = b->e;
    const sw_language *l = language(s);
    const sw_measures *c = &e->money->commitment, *p = &e->money->programme;
    if (!e->economics->has_benefit)
        return;
    lxw_row_t row = b->cash.difference[SW_VIEW_COMMITMENT].measures;
    lxw_row_t then = b->cash.difference[SW_VIEW_PROGRAMME].measures;
    sw_live_figure figure[] = {
        of_sheet(c->roi, SW_NUM_PERCENT, row + SW_MEASURE_ROI),
        of_sheet(c->payback_months, SW_NUM_DECIMAL_1, row + SW_MEASURE_PAYBACK),
        of_sheet(p->npv, SW_NUM_MONEY, then + SW_MEASURE_NPV)};
    if (sw_payback_is_said(c->payback_note))
        figure[1].otherwise = c->payback_note;
    g_autofree char *returns = sw_say(
        l, "Renewing all: return on investment %s, payback in months: %s.",
        SW_MARK("0"), SW_MARK("1"));
    int months = e->economics->renew[SW_VIEW_PROGRAMME].n_months;
    g_autofree char *once = sw_say(
        l, "Over the programme of %d months the net present value is %s.",
        months, SW_MARK("2"));
    g_autofree char *again =
        sw_say(l,
               "Over the programme of %d months the net present value is %s: "
               "it pays only if renewed again.",
               months, SW_MARK("2"));
    sw_ref now = sw_page_cell(row + SW_MEASURE_NPV, SW_CF_PV);
    g_autofree char *holds =
        g_strdup_printf("NOT(AND(%s<0,%s>0))", now.text, figure[2].formula);
    const sw_cell_sentence sentence[] = {
        {.text = returns, .figure = figure},
        {.text = once,
         .otherwise = again,
         .holds = holds,
         .is_otherwise = c->npv < 0 && p->npv > 0,
         .figure = figure}};
    put_row(s, "Return", sentence, 2);
    for (size_t i = 0; i < G_N_ELEMENTS(figure); i++)
        g_free(figure[i].formula);
}
