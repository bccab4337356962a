/*
 * expr_formula.h - an expression of the economics as a cell formula.
 *
 * The engine evaluates the same tree on columns of draws, so that a
 * recalculation of the workbook gives its figures. Only functions that every
 * spreadsheet program has are printed.
 */
#ifndef SW_REPORT_EXPR_FORMULA_H
#define SW_REPORT_EXPR_FORMULA_H

#include "economics/expr.h"

/* A part of an expression that a cell has: printed as a reference to it. */
typedef struct sw_expr_cell {
    const sw_expr *expr; /* by its address */
    const char *cell;
} sw_expr_cell;

/* Where what an expression reads stands. Texts are borrowed. */
typedef struct sw_expr_cells {
    /* Name of an input's live cell; NULL: unknown, printed as 0. */
    const char *(*input)(const void *of, size_t id);
    const void *of;
    const char *const *param; /* [SW_PARAMS]; NULL where none is read */
    const char *minutes;      /* NULL where none are read */
    const sw_expr_cell *known;
    size_t n_known;
} sw_expr_cells;

/* Appends the expression; NULL is 1. */
void sw_expr_print(GString *out, const sw_expr *x, const sw_expr_cells *at);
/* The same as a factor: in parentheses where it is a sum. */
void sw_expr_print_factor(GString *out, const sw_expr *x,
                          const sw_expr_cells *at);

/* Name of a constant's cell: "months_per_year", "margin_sales". The caller
 * frees it. */
char *sw_constant_name(const char *name, const char *of);

#endif
