/*
 * cash_ledger.h - the sums that the Cash flow sheet shows beside the engine's
 * own figures: cached values of its subtotals, nothing that decides.
 */
#ifndef SW_REPORT_CASH_LEDGER_H
#define SW_REPORT_CASH_LEDGER_H

#include "report/book.h"

enum { SW_DATINGS = 3, SW_CLASS_SIDES = 6 };

/* One stream over all months of the sheet; zero after its own last. */
typedef struct sw_ledger_block {
    double *amount;           /* [flows * months] */
    double *total;            /* [flows] */
    double *pv;               /* [flows] */
    double *benefits, *costs; /* [months] of all classes */
} sw_ledger_block;

typedef struct sw_ledger_difference {
    double *amount;      /* [flows * months] renewing less leaving */
    double *total;       /* [flows] */
    const double *pv;    /* [flows] the engine's */
    double *by_class;    /* [SW_CLASS_SIDES * months] benefits, then costs */
    double *by_dating;   /* [SW_DATINGS * months] net, headline basis */
    double *start, *end; /* [months] discounted net of start- and end-dated */
    double *cumulative, *discounted; /* [months + 1] at time t */
} sw_ledger_difference;

typedef struct sw_ledger {
    size_t flows, months;
    double *factor[SW_DATINGS]; /* [months] start, end, annual */
    sw_ledger_block block[SW_FLOW_BLOCKS];
    sw_ledger_difference difference[SW_DIFFERENCES];
} sw_ledger;

void sw_ledger_init(sw_ledger *l, const sw_book *book);
void sw_ledger_clear(sw_ledger *l);
double sw_ledger_sum(const double *v, size_t n);

#endif
