/*
 * cash_layout.c - which row of the Cash flow sheet holds what; set before any
 * sheet is written, since Decision and Checks refer to it.
 */
#include <math.h>

#include "economics/measures.h"
#include "report/cash_flow.h"

enum { FIRST_ROW = 4, CHAIN_ROWS = 12, CLASS_ROWS = 6, NET_ROWS = 3 };
enum { DATINGS = 2, PUBLISHED_SUMS = 4 };

const char *sw_cash_dating_name(const sw_flow *flow)
{
    return flow->start_dated ? "start" : "end";
}

const char *sw_cash_class_name(sw_class class_)
{
    static const char *const NAME[] = {"cashable", "capacity", "soft"};
    return NAME[class_];
}

double sw_cash_weight(const sw_book *book, const sw_flow *flow)
{
    if (!sw_class_counts(flow->class_, book->e->pilot->policy.headline))
        return 0.0;
    return flow->is_benefit ? 1.0 : -1.0;
}

/* Amounts are deflated on a real basis alone. */
static lxw_row_t unused_rows(const sw_book *b, int row)
{
    enum { DEFLATION = SW_CAL_FACTOR - SW_CAL_DEFLATED };
    return row >= SW_CAL_FACTOR && !b->e->pilot->real_basis ? DEFLATION : 0;
}

lxw_row_t sw_cash_calendar(const sw_book *b, int row)
{
    return b->cash.calendar + (lxw_row_t)row - unused_rows(b, row);
}

lxw_row_t sw_cash_year_flow(const sw_book *b, size_t flow)
{
    return b->cash.years + SW_YEARS_FLOWS + (lxw_row_t)flow;
}

lxw_row_t sw_cash_year_benefits(const sw_book *b)
{
    return sw_cash_year_flow(b, b->e->economics->n_flows);
}

size_t sw_cash_parts(const sw_economics *e)
{
    return sw_cash_part(e, e->n_parts);
}

lxw_row_t sw_cash_part(const sw_economics *e, size_t part)
{
    lxw_row_t n = 0;
    for (size_t i = 0; i < part; i++)
        n += !sw_flow_is_billed(&e->flows[e->parts[i].flow]);
    return n;
}

sw_ref sw_cash_months(const sw_book *b, lxw_row_t row, sw_fix fix)
{
    return sw_span(row, SW_CF_MONTH, row,
                   (lxw_col_t)(SW_CF_MONTH + b->cash.months - 1), fix);
}

static lxw_row_t place_block(sw_block_rows *b, lxw_row_t row, lxw_row_t flows,
                             lxw_row_t parts)
{
    b->title = row++;
    b->coef = row + 1; /* below a line that says what follows */
    b->amount = parts > 0 ? b->coef + parts + 1 : row + 1;
    b->benefits = b->amount + flows;
    b->costs = b->benefits + 1;
    b->net = b->costs + 1;
    return b->net + 2;
}

static lxw_row_t place_difference(sw_difference_rows *d, lxw_row_t row,
                                  lxw_row_t flows)
{
    d->title = row;
    d->amount = row + 2; /* title and column heads */
    d->by_class = d->amount + flows;
    d->net = d->by_class + CLASS_ROWS;
    d->timing = d->net + NET_ROWS;
    d->discounted_start = d->timing + DATINGS;
    d->discounted_end = d->discounted_start + 1;
    d->time = d->discounted_end + 1;
    d->cumulative = d->time + 1;
    d->discounted = d->cumulative + 1;
    d->measures = d->discounted + 1;
    return d->measures + SW_MEASURE_ROWS + 1;
}

/* The comparator may go on beyond the term being signed. */
int sw_cash_blocks(const sw_economics_result *m)
{
    bool more = m->leave_programme.ledger->n != m->leave.ledger->n;
    return more ? SW_FLOW_BLOCKS : SW_BLOCK_LEAVE_PROGRAMME;
}

int sw_leaving_block(const sw_book *b, int view)
{
    bool more = b->cash.blocks == SW_FLOW_BLOCKS;
    return more && view == SW_VIEW_PROGRAMME ? SW_BLOCK_LEAVE_PROGRAMME
                                             : SW_BLOCK_LEAVE;
}

static size_t months_shown(const sw_economics_result *m)
{
    size_t n = MAX(m->leave.n_months, m->leave_programme.n_months);
    for (int v = 0; v < SW_VIEWS; v++)
        n = MAX(n, m->renew[v].n_months);
    return n;
}

void sw_cash_layout(sw_book *book)
{
    sw_cash_rows *c = &book->cash;
    const sw_economics *e = book->e->economics;
    lxw_row_t flows = (lxw_row_t)e->n_flows;
    lxw_row_t parts = (lxw_row_t)sw_cash_parts(e);
    c->months = months_shown(book->e->money);
    c->blocks = sw_cash_blocks(book->e->money);
    c->calendar = FIRST_ROW;
    c->minutes = sw_cash_calendar(book, SW_CAL_ROWS) + 1;
    c->priced_minutes = c->minutes + CHAIN_ROWS - 1;
    lxw_row_t row = c->minutes + (e->has_time_saved ? CHAIN_ROWS + 2 : 0);
    c->rates = row + 2; /* title and column heads */
    row = parts > 0 ? c->rates + parts + 1 : row;
    for (int b = 0; b < c->blocks; b++)
        row = place_block(&c->block[b], row, flows, parts);
    for (int v = 0; v < SW_DIFFERENCES; v++)
        row = place_difference(&c->difference[v], row, flows);
    c->years = row;
    c->spending = sw_cash_year_benefits(book) + 5;
    c->break_even = c->spending + SW_SPENDING_ROWS + 2;
    c->published = c->break_even + SW_BREAK_ROWS + 1;
    c->lines = c->published + 2; /* title and column heads */
    for (size_t f = 0; f < e->n_flows; f++)
        c->lines += fabs(sw_cash_weight(book, &e->flows[f])) > 0.0;
    c->lines += PUBLISHED_SUMS + 1;
}
