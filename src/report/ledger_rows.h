/*
 * ledger_rows.h - which entries the Ledger sheet lists, in their order, and
 * which columns they need.
 */
#ifndef SW_REPORT_LEDGER_ROWS_H
#define SW_REPORT_LEDGER_ROWS_H

#include "report/book.h"
#include "report/formula.h"

/* An entry of a contract's flow. */
typedef struct sw_ledger_row {
    int block; /* of the Cash flow sheet; SW_FLOW_BLOCKS: due before as_of, in
                  every option */
    const sw_entry *entry;
    size_t flow;
    double amount; /* in the pilot's money; as paid where that is known */
    bool paid;
} sw_ledger_row;

/* By day, option and line; of sw_ledger_row. */
GArray *sw_ledger_rows(const sw_book *book);

/* What a column beside the fixed ones holds: a parameter of the growth, or a
 * part of a metered bill. */
typedef enum sw_ledger_fact {
    SW_FACT_RISES,
    SW_FACT_CAP,
    SW_FACT_OFFER_RISES,
    SW_FACT_OFFER_CAP,
    SW_FACT_EXTENDED,
    SW_FACT_SURCHARGED,
    SW_FACT_PERIODS,
    SW_FACT_INCLUDED,
    SW_FACT_PREPAID,
    SW_FACT_UNIT_PRICE, /* of a schedule */
    SW_FACT_UNITS,      /* expected */
    SW_FACT_FREE,       /* units that nothing more is billed for */
    SW_FACT_PRICE,      /* of a unit */
    SW_FACT_WITHIN,     /* share of the invoice in the window */
    SW_FACTS = SW_LEDGER_FACTS
} sw_ledger_fact;

/* The fact that parameter k of a flow's entries is. */
sw_ledger_fact sw_ledger_fact_of(const sw_flow *flow, size_t k);
/* Whether the amount of a part reads parameter k. */
bool sw_part_reads(const sw_part *part, size_t k);
/* The bill within a part's growth: price * excess; NULL of what is no usage. */
const sw_expr *sw_usage_price(const sw_part *part);
const sw_expr *sw_usage_excess(const sw_part *part);

/* Number by which formulas find the entries of a line in a block; what was due
 * before as_of has the programme's. */
int sw_ledger_key(int block, size_t flow);
/* The currency that a contract's flow is billed in; borrowed. */
const char *sw_flow_currency(const sw_pilot *pilot, const sw_flow *flow);
/* The option of a block, in words: "Leaving". */
const char *sw_ledger_option(int block);
/* All rows of a column of the Ledger sheet. */
sw_ref sw_ledger_column(const sw_book *book, lxw_col_t column);

#endif
