/*
 * cash_layout.c - which row of the Cash flow sheet holds what; set before any
 * sheet is written, since Decision and Checks refer to it.
 */
#include "economics/measures.h"
#include "report/cash_flow.h"

enum { FIRST_ROW = 4, CHAIN_ROWS = 8, CLASS_ROWS = 6, NET_ROWS = 3 };

int sw_cash_dating(const sw_flow *flow)
{
    if (flow->annual_invoice)
        return SW_CAL_ANNUAL;
    return flow->start_dated ? SW_CAL_START : SW_CAL_END;
}

const char *sw_cash_dating_name(int dating)
{
    switch (dating) {
    case SW_CAL_ANNUAL:
        return "year start";
    case SW_CAL_START:
        return "start";
    default:
        return "end";
    }
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

static lxw_row_t place_block(sw_block_rows *b, lxw_row_t row, lxw_row_t flows,
                             size_t n_contracts)
{
    b->title = row++;
    b->seats = row++;
    b->benefit_seats = row++;
    b->new_seats = row++;
    b->price_factor = row++;
    b->renewals = row++;
    b->multiple = row++;
    b->others = row;
    row += (lxw_row_t)(SW_OTHER_ROWS * (n_contracts - 1));
    b->presence = row + 1; /* below a line that says what follows */
    b->amount = b->presence + flows + 1;
    b->benefits = b->amount + flows;
    b->costs = b->benefits + 1;
    b->net = b->costs + 1;
    return b->net + 2;
}

static lxw_row_t other_row(const sw_block_rows *b, size_t contract, size_t i)
{
    return b->others + (lxw_row_t)(SW_OTHER_ROWS * (contract - 1) + i);
}

lxw_row_t sw_cash_seats(const sw_block_rows *b, size_t contract)
{
    return contract == 0 ? b->seats : other_row(b, contract, 0);
}

lxw_row_t sw_cash_renewals(const sw_block_rows *b, size_t contract)
{
    return contract == 0 ? b->renewals : other_row(b, contract, 1);
}

lxw_row_t sw_cash_multiple(const sw_block_rows *b, size_t contract)
{
    return contract == 0 ? b->multiple : other_row(b, contract, 2);
}

static lxw_row_t place_difference(sw_difference_rows *d, lxw_row_t row,
                                  lxw_row_t flows)
{
    d->title = row;
    d->amount = row + 2; /* title and column heads */
    d->by_class = d->amount + flows;
    d->net = d->by_class + CLASS_ROWS;
    d->timing = d->net + NET_ROWS;
    d->discounted_start = d->timing + SW_DATINGS;
    d->discounted_end = d->discounted_start + 1;
    d->time = d->discounted_end + 1;
    d->cumulative = d->time + 1;
    d->discounted = d->cumulative + 1;
    d->measures = d->discounted + 1;
    return d->measures + SW_MEASURE_ROWS + 1;
}

void sw_cash_layout(sw_book *book)
{
    sw_cash_rows *c = &book->cash;
    const sw_economics *e = book->e->economics;
    lxw_row_t flows = (lxw_row_t)e->n_flows;
    c->months = (size_t)e->clock.months_programme;
    c->calendar = FIRST_ROW;
    c->minutes = c->calendar + SW_CAL_ROWS + 1;
    c->priced_minutes = c->minutes + CHAIN_ROWS - 1;
    lxw_row_t row = c->minutes + (e->has_time_saved ? CHAIN_ROWS + 2 : 0);
    for (int b = 0; b < SW_FLOW_BLOCKS; b++)
        row = place_block(&c->block[b], row, flows, e->n_contracts);
    for (int v = 0; v < SW_DIFFERENCES; v++)
        row = place_difference(&c->difference[v], row, flows);
    c->years = row;
    c->spending = c->years + flows + 6;
    c->break_even = c->spending + SW_SPENDING_ROWS + 2;
}
