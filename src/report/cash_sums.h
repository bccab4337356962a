/*
 * cash_sums.h - the sums that the Cash flow sheet shows beside the engine's own
 * figures: cached values of its subtotals, nothing that decides.
 */
#ifndef SW_REPORT_CASH_SUMS_H
#define SW_REPORT_CASH_SUMS_H

#include "report/book.h"

enum { SW_CLASS_SIDES = 6 };

/* Rows of discount factors: of what is dated at the start, or the end, of a
 * month. */
enum { SW_FACTOR_START, SW_FACTOR_END, SW_FACTORS };

/* One option over all months of the sheet; zero after its own last. */
typedef struct sw_block_sums {
    double *amount; /* [flows * months] */
    double *coef;   /* [parts * months] per plain count: live_seats.h */
    double *total;  /* [flows] */
    double *pv;     /* [flows] */
    double *part_pv;          /* [parts] */
    double *benefits, *costs; /* [months] of all classes */
} sw_block_sums;

typedef struct sw_difference_sums {
    double *amount;   /* [flows * months] renewing less leaving */
    double *total;    /* [flows] */
    const double *pv; /* [flows] the engine's */
    double *by_class; /* [SW_CLASS_SIDES * months] benefits, then costs */
    double *net[SW_FACTORS]; /* [months] start- and end-dated, headline basis */
    double *start, *end;     /* [months] the same, discounted */
    double *cumulative, *discounted; /* [months + 1] at time t */
} sw_difference_sums;

typedef struct sw_cash_sums {
    size_t flows, months;
    double *years_discounted[SW_FACTORS], *years_deflated[SW_FACTORS];
    double *deflator[SW_FACTORS];
    double *factor[SW_FACTORS]; /* [months] discounted and deflated */
    sw_block_sums block[SW_FLOW_BLOCKS];
    sw_difference_sums difference[SW_DIFFERENCES];
} sw_cash_sums;

void sw_cash_sums_init(sw_cash_sums *l, const sw_book *book);
void sw_cash_sums_clear(sw_cash_sums *l);
double sw_total(const double *v, size_t n);

/* The cash flow of a block. */
const sw_cash_flow *sw_block_cash_flow(const sw_book *book, int block);
/* Which row of factors a flow has. */
int sw_factor_of(const sw_flow *flow);

#endif
