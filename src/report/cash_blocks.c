/*
 * cash_blocks.c - one stream: its terms, when each line falls due, and its
 * amounts.
 */
#include "report/cash_flow.h"

static const char *const TITLE[SW_FLOW_BLOCKS] = {
    [SW_BLOCK_COMMITMENT] = "Renewing all: the term being signed",
    [SW_BLOCK_LEAVE] = "Leaving at the first permitted date",
    [SW_BLOCK_PROGRAMME] = "Renewing all: the programme",
};

static const sw_stream *stream_of(const sw_book *b, int block)
{
    const sw_economics *e = b->e->economics;
    switch (block) {
    case SW_BLOCK_LEAVE:
        return &e->leave;
    case SW_BLOCK_PROGRAMME:
        return &e->renew[SW_VIEW_PROGRAMME];
    default:
        return &e->renew[SW_VIEW_COMMITMENT];
    }
}

static const sw_cash_flow *cash_flow_of(const sw_book *b, int block)
{
    const sw_economics_result *m = b->e->money;
    switch (block) {
    case SW_BLOCK_LEAVE:
        return &m->leave;
    case SW_BLOCK_PROGRAMME:
        return &m->renew[SW_VIEW_PROGRAMME];
    default:
        return &m->renew[SW_VIEW_COMMITMENT];
    }
}

static void put_terms(sw_sheet *s, const sw_block_rows *rows,
                      const sw_option_terms *t)
{
    const sw_book *b = s->book;
    const char *purchased = sw_book_live(b, SW_IN_SEATS_PURCHASED);
    const char *minimum = sw_book_live(b, SW_IN_MIN_SEATS);
    const char *assigned = sw_book_live(b, SW_IN_SEATS_ASSIGNED);
    sw_put_text(s, rows->seats, SW_CF_LINE, "Seats paid for", SW_LOOK_CELL);
    sw_put_formula(s, rows->seats, SW_CF_RATE, t->seats, SW_LOOK_CELL,
                   SW_NUM_COUNT, "=MAX(%s,%s)", minimum != NULL ? minimum : "0",
                   purchased != NULL ? purchased : "0");
    sw_put_text(s, rows->benefit_seats, SW_CF_LINE,
                "Seats with a person (benefits)", SW_LOOK_CELL);
    sw_put_formula(s, rows->benefit_seats, SW_CF_RATE, t->benefit_seats,
                   SW_LOOK_CELL, SW_NUM_COUNT, "=%s",
                   assigned != NULL ? assigned : "0");
    sw_put_text(s, rows->new_seats, SW_CF_LINE, "Seats added", SW_LOOK_CELL);
    sw_put_number(s, rows->new_seats, SW_CF_RATE, t->new_seats, SW_LOOK_CELL,
                  SW_NUM_COUNT);
    sw_put_text(s, rows->price_factor, SW_CF_LINE,
                "Price against the contract's", SW_LOOK_CELL);
    sw_put_number(s, rows->price_factor, SW_CF_RATE, t->price_factor,
                  SW_LOOK_CELL, SW_NUM_DECIMAL_4);
}

/* Calendar figures of a stream, 0 (or `beyond`) after its last month; the label
 * is said already. */
static void put_calendar(sw_sheet *s, lxw_row_t row, const char *label,
                         const double *value, size_t n, double beyond)
{
    sw_put_data(s, row, SW_CF_LINE, label, SW_LOOK_CELL);
    for (size_t m = 0; m < s->book->cash.months; m++)
        sw_put_number(s, row, (lxw_col_t)(SW_CF_MONTH + m),
                      m < n ? value[m] : beyond, SW_LOOK_CELL,
                      SW_NUM_DECIMAL_4);
}

/* Seats, renewals and price of the contracts beside the decision's own. */
static void put_others(sw_sheet *s, const sw_block_rows *rows,
                       const sw_stream *stream)
{
    const sw_book *b = s->book;
    const sw_economics *e = b->e->economics;
    const sw_language *l = sw_sheet_language(s);
    size_t n = stream->n_months;
    for (size_t k = 1; k < e->n_contracts; k++) {
        const sw_contract *c = sw_economics_contract(e, k);
        const char *purchased = sw_book_live(b, c->seats_purchased);
        const char *minimum = sw_book_live(b, c->min_seats);
        lxw_row_t row = sw_cash_seats(rows, k);
        g_autofree char *seats = sw_say(l, "Seats paid for, %s", c->sku);
        g_autofree char *renewals =
            sw_say(l, "Renewals compounded in an invoice, %s", c->sku);
        g_autofree char *multiple =
            sw_say(l, "Tiers, promotion, multi-year discount, %s", c->sku);
        sw_put_data(s, row, SW_CF_LINE, seats, SW_LOOK_CELL);
        sw_put_formula(s, row, SW_CF_RATE, stream->seats[k], SW_LOOK_CELL,
                       SW_NUM_COUNT, "=MAX(%s,%s)",
                       minimum != NULL ? minimum : "0",
                       purchased != NULL ? purchased : "0");
        put_calendar(s, sw_cash_renewals(rows, k), renewals,
                     stream->renewals + k * n, n, 0);
        put_calendar(s, sw_cash_multiple(rows, k), multiple,
                     stream->price_multiple + k * n, n, 1);
    }
}

static void put_presence(sw_sheet *s, const sw_block_rows *rows,
                         const sw_stream *stream)
{
    const sw_economics *e = s->book->e->economics;
    size_t n = stream->n_months;
    put_calendar(s, rows->renewals,
                 sw_words(s->book, "Renewals compounded in an invoice"),
                 stream->renewals, n, 0);
    put_calendar(s, rows->multiple,
                 sw_words(s->book, "Tiers, promotion, multi-year discount"),
                 stream->price_multiple, n, 1);
    put_others(s, rows, stream);
    sw_put_text(s, rows->presence - 1, SW_CF_LINE,
                "Presence: share of the month in service, or contract months "
                "invoiced",
                SW_LOOK_SUBTITLE);
    for (size_t f = 0; f < e->n_flows; f++) {
        g_autofree char *label =
            sw_message_say(e->flows[f].label, sw_sheet_language(s));
        put_calendar(s, rows->presence + (lxw_row_t)f, label,
                     stream->presence + f * n, n, 0);
    }
}

static void put_amounts(sw_sheet *s, const sw_block_rows *rows,
                        const sw_ledger_block *l, size_t f)
{
    const sw_book *b = s->book;
    lxw_row_t row = rows->amount + (lxw_row_t)f;
    lxw_row_t presence = rows->presence + (lxw_row_t)f;
    sw_ref rate = sw_at(row, SW_CF_RATE, SW_FIX_COLUMN);
    for (size_t m = 0; m < b->cash.months; m++) {
        lxw_col_t c = (lxw_col_t)(SW_CF_MONTH + m);
        g_autofree char *growth = sw_growth_formula(b, rows, f, c);
        sw_put_formula(s, row, c, l->amount[f * b->cash.months + m],
                       SW_LOOK_CELL, SW_NUM_MONEY, "=%s*%s%s", rate.text,
                       sw_at(presence, c, SW_FIX_NONE).text, growth);
    }
}

static sw_ref months_of(const sw_book *b, lxw_row_t row, sw_fix fix)
{
    return sw_span(row, SW_CF_MONTH, row,
                   (lxw_col_t)(SW_CF_MONTH + b->cash.months - 1), fix);
}

static void put_flow(sw_sheet *s, const sw_block_rows *rows,
                     const sw_ledger_block *l, const sw_cash_flow *cf, size_t f)
{
    const sw_book *b = s->book;
    const sw_flow *flow = &b->e->economics->flows[f];
    lxw_row_t row = rows->amount + (lxw_row_t)f;
    lxw_row_t factor = b->cash.calendar + (lxw_row_t)sw_cash_dating(flow);
    g_autofree char *rate = sw_rate_formula(b, rows, f);
    sw_cash_line(s, row, flow);
    sw_put_formula(s, row, SW_CF_RATE, cf->rate[f], SW_LOOK_CELL, SW_NUM_PRICE,
                   "%s", rate);
    sw_put_formula(s, row, SW_CF_TOTAL, l->total[f], SW_LOOK_CELL, SW_NUM_MONEY,
                   "=SUM(%s)", months_of(b, row, SW_FIX_NONE).text);
    sw_put_formula(s, row, SW_CF_PV, l->pv[f], SW_LOOK_CELL, SW_NUM_MONEY,
                   "=SUMPRODUCT(%s,%s)", months_of(b, row, SW_FIX_NONE).text,
                   months_of(b, factor, SW_FIX_ROW).text);
    put_amounts(s, rows, l, f);
}

/* Sum of a side's lines in one column. */
static void put_side(sw_sheet *s, const sw_block_rows *rows, lxw_row_t row,
                     lxw_col_t c, double value)
{
    lxw_row_t last = rows->benefits - 1;
    sw_put_formula(
        s, row, c, value, SW_LOOK_TOTAL, SW_NUM_MONEY, "=SUMIFS(%s,%s,%s)",
        sw_span(rows->amount, c, last, c, SW_FIX_ROW).text,
        sw_span(rows->amount, SW_CF_SIDE, last, SW_CF_SIDE, SW_FIX_BOTH).text,
        sw_at(row, SW_CF_SIDE, SW_FIX_COLUMN).text);
}

static void put_net(sw_sheet *s, const sw_block_rows *rows, lxw_col_t c,
                    double value)
{
    sw_put_formula(s, rows->net, c, value, SW_LOOK_TOTAL, SW_NUM_MONEY,
                   "=%s-%s", sw_at(rows->benefits, c, SW_FIX_NONE).text,
                   sw_at(rows->costs, c, SW_FIX_NONE).text);
}

static double side_sum(const sw_book *b, const double *v, bool benefit)
{
    const sw_economics *e = b->e->economics;
    double total = 0.0;
    for (size_t f = 0; f < e->n_flows; f++)
        if (e->flows[f].is_benefit == benefit)
            total += v[f];
    return total;
}

static void put_totals(sw_sheet *s, const sw_block_rows *rows,
                       const sw_ledger_block *l)
{
    const sw_book *b = s->book;
    static const char *const LABEL[] = {"Benefits, all classes",
                                        "Costs, all classes", "Net"};
    static const char *const SIDE[] = {"benefit", "cost", ""};
    for (lxw_row_t i = 0; i < 3; i++) {
        sw_put_text(s, rows->benefits + i, SW_CF_LINE, LABEL[i], SW_LOOK_TOTAL);
        for (lxw_col_t c = SW_CF_CLASS; c < SW_CF_MONTH; c++)
            sw_put_text(s, rows->benefits + i, c,
                        c == SW_CF_SIDE ? SIDE[i] : "", SW_LOOK_TOTAL);
    }
    const double *column[] = {l->total, l->pv};
    for (lxw_col_t k = 0; k < 2; k++) {
        lxw_col_t c = (lxw_col_t)(SW_CF_TOTAL + k);
        double in = side_sum(b, column[k], true);
        double out = side_sum(b, column[k], false);
        put_side(s, rows, rows->benefits, c, in);
        put_side(s, rows, rows->costs, c, out);
        put_net(s, rows, c, in - out);
    }
    for (size_t m = 0; m < b->cash.months; m++) {
        lxw_col_t c = (lxw_col_t)(SW_CF_MONTH + m);
        put_side(s, rows, rows->benefits, c, l->benefits[m]);
        put_side(s, rows, rows->costs, c, l->costs[m]);
        put_net(s, rows, c, l->benefits[m] - l->costs[m]);
    }
}

void sw_cash_block(sw_sheet *s, const sw_ledger *ledger, int block)
{
    const sw_block_rows *rows = &s->book->cash.block[block];
    const sw_ledger_block *l = &ledger->block[block];
    const sw_stream *stream = stream_of(s->book, block);
    s->row = rows->title;
    sw_put_section(s, TITLE[block], SW_CF_MONTH);
    put_terms(s, rows, &stream->terms);
    put_presence(s, rows, stream);
    sw_put_text(s, rows->amount - 1, SW_CF_LINE,
                "Amounts: rate x presence x growth", SW_LOOK_SUBTITLE);
    for (size_t f = 0; f < ledger->flows; f++)
        put_flow(s, rows, l, cash_flow_of(s->book, block), f);
    put_totals(s, rows, l);
}
