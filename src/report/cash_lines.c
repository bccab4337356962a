/*
 * cash_lines.c - each line of the model in words: how it is reckoned, when it
 * runs, how it counts, where it comes from.
 */
#include "report/cash_flow.h"

enum { COL_FROM = SW_CF_RATE, COL_TO, COL_PROVENANCE, COL_FORMULA };

/* A line without dates of its own runs with the service. */
static void put_day(sw_sheet *s, lxw_col_t column, sw_day day)
{
    if (day == SW_DAY_NONE)
        sw_put_text(s, s->row, column, "with service", SW_LOOK_CELL);
    else
        sw_put_date(s, s->row, column, day, SW_LOOK_CELL);
}

static void put_dates(sw_sheet *s, const sw_flow *flow)
{
    const sw_line *line = sw_flow_whole(s->book->e->economics, flow)->line;
    bool dated = line != NULL && line->date != SW_DAY_NONE;
    sw_day from = line == NULL ? SW_DAY_NONE : dated ? line->date : line->from;
    sw_day to = line == NULL ? SW_DAY_NONE : dated ? line->date : line->to;
    put_day(s, COL_FROM, from);
    put_day(s, COL_TO, to);
}

void sw_cash_lines(sw_sheet *s)
{
    static const char *const HEADS[] = {
        "Line",  "Class", "Side",       "Dated",
        ">From", ">To",   "Provenance", "How it is reckoned",
        NULL};
    const sw_economics *e = s->book->e->economics;
    s->row = s->book->cash.lines;
    sw_put_section(s, "What the lines are", SW_CF_MONTH);
    sw_put_heads(s, HEADS);
    for (size_t f = 0; f < e->n_flows; f++) {
        const sw_flow *flow = &e->flows[f];
        sw_cash_line(s, s->row, flow);
        put_dates(s, flow);
        sw_put_text(s, s->row, COL_PROVENANCE,
                    sw_provenance_name(flow->provenance), SW_LOOK_CELL);
        sw_put_text(s, s->row, COL_FORMULA, flow->formula, SW_LOOK_CELL);
        s->row++;
    }
}
