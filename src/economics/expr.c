#include "economics/expr.h"

#include <math.h>

#include "base/same.h"
#include "economics/economics.h"
#include "stats/lognormal_excess.h"

void sw_exprs_init(sw_exprs *x)
{
    x->node = g_ptr_array_new_with_free_func(g_free);
}

void sw_exprs_clear(sw_exprs *x)
{
    g_clear_pointer(&x->node, g_ptr_array_unref);
}

const char *sw_x_text(sw_exprs *x, const char *text)
{
    char *kept = g_strdup(text);
    g_ptr_array_add(x->node, kept);
    return kept;
}

static const sw_expr *keep(sw_exprs *x, sw_expr node)
{
    sw_expr *kept = g_memdup2(&node, sizeof node);
    g_ptr_array_add(x->node, kept);
    return kept;
}

const sw_expr *sw_x_number(sw_exprs *x, double number, const char *name,
                           const char *of)
{
    return keep(
        x, (sw_expr){
               .kind = SW_X_NUMBER, .number = number, .name = name, .of = of});
}

const sw_expr *sw_x_input(sw_exprs *x, size_t id)
{
    return keep(x, (sw_expr){.kind = SW_X_INPUT, .id = id});
}

const sw_expr *sw_x_param(sw_exprs *x, size_t k)
{
    return keep(x, (sw_expr){.kind = SW_X_PARAM, .id = k});
}

const sw_expr *sw_x_minutes(sw_exprs *x)
{
    return keep(x, (sw_expr){.kind = SW_X_MINUTES});
}

const sw_expr *sw_x_op(sw_exprs *x, sw_expr_kind kind, const sw_expr *a,
                       const sw_expr *b)
{
    bool neutral = kind == SW_X_ADD || kind == SW_X_MUL || kind == SW_X_MIN;
    if (neutral && (a == NULL || b == NULL))
        return a != NULL ? a : b;
    return keep(x, (sw_expr){.kind = kind, .a = a, .b = b});
}

const sw_expr *sw_x_excess(sw_exprs *x, const sw_expr *mean, const sw_expr *cv,
                           const sw_expr *threshold)
{
    return keep(
        x, (sw_expr){.kind = SW_X_EXCESS, .a = mean, .b = cv, .c = threshold});
}

enum { LARGEST_WHOLE = 4 }; /* powers that are cheaper as products */

/* Of one exponent; those of yearly growth are mostly whole and small. */
static void to_power(double *a, double exponent, size_t n)
{
    int whole = (int)CLAMP(exponent, -1.0, LARGEST_WHOLE + 1.0);
    if (whole < 0 || whole > LARGEST_WHOLE || !sw_is_same(whole, exponent)) {
        for (size_t i = 0; i < n; i++)
            a[i] = pow(a[i], exponent);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        double product = 1.0;
        for (int k = 0; k < whole; k++)
            product *= a[i];
        a[i] = product;
    }
}

/* a becomes `a kind b`, element by element. */
static void combine(double *a, sw_expr_kind kind, const double *b,
                    const double *c, size_t n)
{
    switch (kind) {
    case SW_X_ADD:
        for (size_t i = 0; i < n; i++)
            a[i] += b[i];
        break;
    case SW_X_SUB:
        for (size_t i = 0; i < n; i++)
            a[i] -= b[i];
        break;
    case SW_X_MUL:
        for (size_t i = 0; i < n; i++)
            a[i] *= b[i];
        break;
    case SW_X_DIV:
        for (size_t i = 0; i < n; i++)
            a[i] /= b[i];
        break;
    case SW_X_POW:
        for (size_t i = 0; i < n; i++)
            to_power(&a[i], b[i], 1);
        break;
    case SW_X_MIN:
        for (size_t i = 0; i < n; i++)
            a[i] = a[i] < b[i] ? a[i] : b[i];
        break;
    case SW_X_LN:
        for (size_t i = 0; i < n; i++)
            a[i] = log(a[i]);
        break;
    case SW_X_EXP:
        for (size_t i = 0; i < n; i++)
            a[i] = exp(a[i]);
        break;
    case SW_X_EXCESS:
        for (size_t i = 0; i < n; i++)
            a[i] = sw_lognormal_excess(a[i], b[i], c[i]);
        break;
    default:
        a[0] = NAN;
    }
}

/* An operand's values; one number is repeated where others are columns. */
static void repeat(double *column, bool one, size_t n)
{
    for (size_t i = 1; one && i < n; i++)
        column[i] = column[0];
}

/* Operands that are one number are read at their only place. */
static bool eval_node(double *out, const sw_expr *x, const sw_expr_values *v)
{
    double b[SW_BLOCK], c[SW_BLOCK];
    bool one_a = sw_expr_eval(out, x->a, v);
    bool one_b = x->b == NULL || sw_expr_eval(b, x->b, v);
    bool one_c = x->c == NULL || sw_expr_eval(c, x->c, v);
    bool one = one_a && one_b && one_c;
    size_t n = one ? 1 : v->n;
    repeat(out, one_a, n);
    if (x->kind == SW_X_POW && one_b) {
        to_power(out, b[0], n);
        return one;
    }
    repeat(b, one_b && x->b != NULL, n);
    repeat(c, one_c && x->c != NULL, n);
    combine(out, x->kind, b, c, n);
    return one;
}

static bool copy(double *out, const double *column, bool one, size_t n)
{
    for (size_t i = 0; i < (one ? 1 : n); i++)
        out[i] = column[i];
    return one;
}

bool sw_expr_eval(double *out, const sw_expr *x, const sw_expr_values *v)
{
    if (x == NULL) {
        out[0] = 1.0;
        return true;
    }
    switch (x->kind) {
    case SW_X_NUMBER:
        out[0] = x->number;
        return true;
    case SW_X_PARAM:
        out[0] = v->param[x->id];
        return true;
    case SW_X_INPUT:
        return copy(out, v->input[x->id], v->n == 1 || !v->varies[x->id], v->n);
    case SW_X_MINUTES:
        return copy(out, v->minutes, v->n == 1, v->n);
    default:
        return eval_node(out, x, v);
    }
}

bool sw_expr_varies(const sw_expr *x, const bool *varies)
{
    if (x == NULL)
        return false;
    if (x->kind == SW_X_INPUT)
        return varies[x->id];
    return x->kind == SW_X_MINUTES || sw_expr_varies(x->a, varies) ||
           sw_expr_varies(x->b, varies) || sw_expr_varies(x->c, varies);
}

bool sw_expr_reads(const sw_expr *x, sw_expr_kind kind, size_t id)
{
    if (x == NULL)
        return false;
    return (x->kind == kind && x->id == id) || sw_expr_reads(x->a, kind, id) ||
           sw_expr_reads(x->b, kind, id) || sw_expr_reads(x->c, kind, id);
}
