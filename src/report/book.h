/*
 * book.h - a workbook being written: its sheets, styles and where figures are.
 */
#ifndef SW_REPORT_BOOK_H
#define SW_REPORT_BOOK_H

#include <stdbool.h>
#include <xlsxwriter.h>

#include "economics/budget.h"
#include "evaluation/evaluation.h"
#include "report/style.h"
#include "seatworth/report.h"

typedef enum sw_sheet_id {
    SW_SHEET_DECISION,
    SW_SHEET_INPUTS,
    SW_SHEET_SCENARIOS,
    SW_SHEET_CASH_FLOW,
    SW_SHEET_LEDGER,
    SW_SHEET_BUDGET,
    SW_SHEET_BREAK_EVEN,
    SW_SHEET_SEATS,
    SW_SHEET_EVIDENCE,
    SW_SHEET_SURVEY,
    SW_SHEET_SIMULATION,
    SW_SHEET_ALTERNATIVES,
    SW_SHEET_RISKS,
    SW_SHEET_DATA,
    SW_SHEET_CHECKS,
    SW_SHEET_METHODS,
    SW_SHEET_N
} sw_sheet_id;

typedef struct sw_cell_place {
    lxw_row_t row;
    lxw_col_t column;
} sw_cell_place;

enum { SW_FLOW_BLOCKS = 4, SW_DIFFERENCES = 2 };
/* The options of the Cash flow sheet. Leaving is looked at to the programme's
 * end where there is more of it then. */
enum {
    SW_BLOCK_COMMITMENT,
    SW_BLOCK_LEAVE,
    SW_BLOCK_PROGRAMME,
    SW_BLOCK_LEAVE_PROGRAMME
};

/* Rows of one option's block on the Cash flow sheet. */
typedef struct sw_block_rows {
    lxw_row_t title, coef, amount, benefits, costs, net;
} sw_block_rows;

/* Rows of one difference to leaving. */
typedef struct sw_difference_rows {
    lxw_row_t title, amount, by_class, net, timing, discounted_start,
        discounted_end, time, cumulative, discounted, measures;
} sw_difference_rows;

/* Where the Cash flow sheet has what. */
typedef struct sw_cash_rows {
    size_t months;
    int blocks; /* that are shown: all, or without the last */
    lxw_row_t calendar, minutes, priced_minutes, rates;
    sw_block_rows block[SW_FLOW_BLOCKS];
    sw_difference_rows difference[SW_DIFFERENCES]; /* by view */
    lxw_row_t years, spending, break_even, published, lines;
} sw_cash_rows;

enum { SW_LEDGER_FACTS = 14 };

/* Where the Ledger sheet has what. */
typedef struct sw_ledger_place {
    lxw_row_t first, last; /* at least one row */
    lxw_col_t key, option, due, month, rate, growth, amount;
    lxw_col_t own, currency, exchange; /* 0: all are the pilot's */
    lxw_col_t whole;   /* invoices as they are due; 0: none is cut: amount */
    lxw_col_t accrual; /* of the first fiscal year; the others follow it */
    lxw_row_t year_from, year_to;    /* their days, in these columns */
    lxw_col_t fact[SW_LEDGER_FACTS]; /* 0: no entry has it */
} sw_ledger_place;

/* A column of Inputs whose verdict and probabilities are stored: the base, and
 * the pilot's scenarios that formulas can recompute. */
typedef struct sw_stored {
    char *name; /* as the dropdown has it; no two are alike */
    const sw_scenario_result *result; /* the base's stands in the book */
} sw_stored;

typedef struct sw_book {
    const sw_evaluation *e;
    const sw_report_opts *opts;
    lxw_workbook *workbook;
    lxw_worksheet *ws[SW_SHEET_N];
    char *title[SW_SHEET_N];       /* as the reader sees it; NULL: English */
    sw_sheet_id order[SW_SHEET_N]; /* of those that are shown */
    size_t n_order;
    bool all_sheets; /* also those that have nothing to say */
    uint8_t paper;   /* as Excel numbers it: 9 is A4, 1 is US Letter */
    sw_style style;
    GPtrArray *statements;
    char **live_name, **base_name; /* [n_inputs] NULL where unknown */
    lxw_row_t *input_row;          /* [n_inputs] */
    lxw_row_t first_input, last_input;
    sw_stored *stored; /* the base first */
    size_t n_stored;
    sw_scenario_result base;
    char *own_name;  /* head of the reader's column */
    bool *is_stored; /* [e->n_scenarios] whether formulas can recompute it */
    lxw_row_t stored_row; /* Scenarios: the first figure that is stored */
    lxw_row_t ceac_row;   /* Scenarios: first point of the curves */
    size_t n_ceac;        /* their points; 0: no curve */
    sw_budget budget;
    sw_ledger_place ledger;
    sw_cash_rows cash;
    sw_cell_place checks_total; /* Checks: number of failed checks */
    size_t failed_checks; /* counted with the Checks sheet, which is first */
    lxw_error failed;     /* the first failure */
    const char *failed_sheet;
} sw_book;

/* Builds all sheets in memory; nothing is written to `path` yet. Whatever
 * happens, the caller clears the book.
 * @return SW_OK; SW_ENOMEM; SW_EIO; SW_ESCHEMA titles of sheets that are alike
 */
SW_NODISCARD sw_status sw_book_build(sw_book *book, const char *path,
                                     const sw_evaluation *e,
                                     const sw_report_opts *opts, sw_error *err);
void sw_book_clear(sw_book *book);

/* The English name of a sheet, "Cash flow"; formulas have it in quotes, and
 * the book's own title is put there as they are written. */
const char *sw_sheet_title_of(sw_sheet_id id);
/* Defined name of an input's live cell; NULL when the input is unknown. */
const char *sw_book_live(const sw_book *book, size_t input);
/* How an input of a unit is shown. */
sw_number sw_input_number(sw_unit unit);
/* Whether this pilot has something to say on a sheet. */
bool sw_sheet_speaks(const sw_book *book, sw_sheet_id id);

/* One writer per sheet. Layouts are set before any sheet is written. */
void sw_inputs_layout(sw_book *book);
void sw_scenarios_layout(sw_book *book);
void sw_ledger_layout(sw_book *book);
void sw_cash_layout(sw_book *book);
void sw_checks_layout(sw_book *book);
void sw_write_decision(sw_book *book);
void sw_write_inputs(sw_book *book);
void sw_write_scenarios(sw_book *book);
void sw_write_cash_flow(sw_book *book);
void sw_write_ledger(sw_book *book);
void sw_write_budget(sw_book *book);
void sw_write_break_even(sw_book *book);
void sw_write_seats(sw_book *book);
void sw_write_simulation(sw_book *book);
void sw_write_alternatives(sw_book *book);
void sw_write_risks(sw_book *book);
void sw_write_evidence(sw_book *book);
void sw_write_survey(sw_book *book);
void sw_write_data(sw_book *book);
void sw_write_checks(sw_book *book);
void sw_write_methods(sw_book *book);

#endif
