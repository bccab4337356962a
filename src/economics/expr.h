/*
 * expr.h - an amount of money as an expression of the inputs.
 *
 * Each kind of flow is spelled once, as an expression. It is evaluated on
 * columns of draws here, and the report prints it as a cell formula.
 */
#ifndef SW_ECONOMICS_EXPR_H
#define SW_ECONOMICS_EXPR_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum sw_expr_kind {
    SW_X_NUMBER,  /* a constant; `name` where a sheet has it in a cell */
    SW_X_INPUT,   /* an input of the pilot */
    SW_X_PARAM,   /* a number of the entry: see sw_entry.param */
    SW_X_MINUTES, /* minutes per seat and week that are priced */
    SW_X_ADD,
    SW_X_SUB,
    SW_X_MUL,
    SW_X_DIV,
    SW_X_POW,
    SW_X_MIN,
    SW_X_LN,
    SW_X_EXP,
    SW_X_EXCESS /* mean of a lognormal use beyond a threshold: a, b, c are its
                   mean, its coefficient of variation and the threshold */
} sw_expr_kind;

typedef struct sw_expr {
    sw_expr_kind kind;
    double number;
    const char *name, *of; /* NUMBER: "margin" of line `of`; borrowed */
    size_t id;             /* INPUT, PARAM */
    const struct sw_expr *a, *b, *c;
} sw_expr;

enum { SW_PARAMS = 8 };

/* What an expression is evaluated on. Columns of n draws. */
typedef struct sw_expr_values {
    size_t n;
    const double *const *input;
    const bool *varies;    /* by input */
    const double *param;   /* [SW_PARAMS], or NULL where none is read */
    const double *minutes; /* [n], or NULL where none are read */
} sw_expr_values;

/* Owns expressions; freed as a whole. */
typedef struct sw_exprs {
    GPtrArray *node;
} sw_exprs;

void sw_exprs_init(sw_exprs *x);
void sw_exprs_clear(sw_exprs *x);

/* A copy of a text that lives as long as the expressions. */
const char *sw_x_text(sw_exprs *x, const char *text);

/* Constructors. NULL operands stand for a neutral element: of a product the
 * other factor is returned, of a sum the other summand. */
const sw_expr *sw_x_number(sw_exprs *x, double number, const char *name,
                           const char *of);
const sw_expr *sw_x_input(sw_exprs *x, size_t id);
const sw_expr *sw_x_param(sw_exprs *x, size_t k);
const sw_expr *sw_x_minutes(sw_exprs *x);
const sw_expr *sw_x_op(sw_exprs *x, sw_expr_kind kind, const sw_expr *a,
                       const sw_expr *b);
const sw_expr *sw_x_excess(sw_exprs *x, const sw_expr *mean, const sw_expr *cv,
                           const sw_expr *threshold);

/**
 * out[0..n) of the expression; NULL is 1.
 *
 * @return true where it is one number for all draws: only out[0] is set
 */
bool sw_expr_eval(double *out, const sw_expr *x, const sw_expr_values *v);

/* Whether it differs from draw to draw at fixed parameters. */
bool sw_expr_varies(const sw_expr *x, const bool *varies);
bool sw_expr_reads(const sw_expr *x, sw_expr_kind kind, size_t id);

#endif
