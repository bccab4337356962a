/*
 * portfolio_report.h - a portfolio as JSON (seatworth/portfolio/1), as tables
 * and as a workbook.
 */
#ifndef SW_REPORT_PORTFOLIO_REPORT_H
#define SW_REPORT_PORTFOLIO_REPORT_H

#include "evaluation/portfolio.h"

/* Each returns a string that the caller frees with g_free. */
char *sw_portfolio_json(const sw_portfolio *p);
char *sw_portfolio_text(const sw_portfolio *p);
/* Theme, language and templates are those of `opts`. */
SW_NODISCARD sw_status sw_portfolio_workbook(const char *path,
                                             const sw_portfolio *p,
                                             const sw_pilot_opts *opts,
                                             sw_error *err);

/* Pilots of a vendor, of an owner or of a currency together. */
typedef struct sw_rolled_up {
    const char *name; /* NULL: not said */
    size_t pilots;
    double seats_now, seats, cost, value; /* of the verdicts; portfolio's */
} sw_rolled_up;

typedef enum sw_roll_up {
    SW_BY_VENDOR,
    SW_BY_OWNER,
    SW_BY_CURRENCY
} sw_roll_up;
/* Of sw_rolled_up, by name; freed by the caller. */
GArray *sw_portfolio_roll_up(const sw_portfolio *p, sw_roll_up by);

/* The option of a pilot's verdict, or of the allocation; NULL. */
const sw_portfolio_option *sw_holding_option(const sw_holding *h, int place);

#endif
