#include "report/expr_formula.h"

#include "report/formula.h"

/* How tightly an operator binds; what stands alone binds most. */
enum { SUMS = 1, PRODUCTS, POWERS, ALONE };

static int binding(const sw_expr *x)
{
    switch (x->kind) {
    case SW_X_ADD:
    case SW_X_SUB:
        return SUMS;
    case SW_X_MUL:
        return PRODUCTS;
    case SW_X_DIV: /* else it is a call: put_quotient */
        return x->b->kind == SW_X_NUMBER ? PRODUCTS : ALONE;
    case SW_X_POW:
        return POWERS;
    case SW_X_NUMBER:
        return x->name == NULL && x->number < 0.0 ? 0 : ALONE;
    default:
        return ALONE;
    }
}

static const char *known_cell(const sw_expr *x, const sw_expr_cells *at)
{
    for (size_t i = 0; i < at->n_known; i++)
        if (at->known[i].expr == x)
            return at->known[i].cell;
    return NULL;
}

static void put(GString *out, const sw_expr *x, const sw_expr_cells *at,
                int least)
{
    bool open = x != NULL && known_cell(x, at) == NULL && binding(x) < least;
    g_string_append(out, open ? "(" : "");
    sw_expr_print(out, x, at);
    g_string_append(out, open ? ")" : "");
}

char *sw_constant_name(const char *name, const char *of)
{
    return of == NULL ? g_strdup(name) : sw_defined_name(name, of);
}

static void put_number(GString *out, const sw_expr *x)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    if (x->name == NULL) {
        g_string_append(out, g_ascii_dtostr(text, sizeof text, x->number));
        return;
    }
    g_autofree char *name = sw_constant_name(x->name, x->of);
    g_string_append(out, name);
}

/* What is divided by an input that may be 0 counts as nothing, as the engine's
 * bills do: units that cost nothing are not billed. */
static void put_quotient(GString *out, const sw_expr *x,
                         const sw_expr_cells *at)
{
    if (x->b->kind == SW_X_NUMBER) {
        put(out, x->a, at, PRODUCTS);
        g_string_append_c(out, '/');
        put(out, x->b, at, POWERS);
        return;
    }
    g_string_append(out, "IF(");
    sw_expr_print(out, x->b, at);
    g_string_append(out, "=0,0,");
    put(out, x->a, at, PRODUCTS);
    g_string_append_c(out, '/');
    put(out, x->b, at, POWERS);
    g_string_append_c(out, ')');
}

static void put_infix(GString *out, const sw_expr *x, const sw_expr_cells *at,
                      const char *sign, int left, int right)
{
    put(out, x->a, at, left);
    g_string_append(out, sign);
    put(out, x->b, at, right);
}

static void put_call(GString *out, const char *name, const sw_expr *x,
                     const sw_expr_cells *at)
{
    g_string_append_printf(out, "%s(", name);
    sw_expr_print(out, x->a, at);
    if (x->b != NULL) {
        g_string_append_c(out, ',');
        sw_expr_print(out, x->b, at);
    }
    g_string_append_c(out, ')');
}

/* Factors of the closed form, each as often as it needs them. */
typedef struct excess {
    char *mean, *cv, *k; /* plain */
    char *m, *t;         /* mean and threshold as factors */
    char *s;             /* of ln(units) */
} excess;

static char *text_of(const sw_expr *x, const sw_expr_cells *at, int least)
{
    GString *out = g_string_new(NULL);
    put(out, x, at, least);
    return g_string_free(out, FALSE);
}

/* m Phi(d) - K Phi(d - s), d = (ln(m/K) + s^2/2)/s, s^2 = ln(1 + cv^2) */
static void put_excess(GString *out, const sw_expr *x, const sw_expr_cells *at)
{
    excess e = {.mean = text_of(x->a, at, SUMS),
                .k = text_of(x->c, at, SUMS),
                .m = text_of(x->a, at, PRODUCTS),
                .t = text_of(x->c, at, POWERS)};
    e.cv = text_of(x->b, at, ALONE);
    e.s = g_strdup_printf("SQRT(LN(1+%s^2))", e.cv);
    bool spread = !(x->b->kind == SW_X_NUMBER && !(x->b->number > 0.0));
    if (spread)
        g_string_append_printf(
            out,
            "IF(OR(%s<=0,%s<=0,%s<=0),MAX(0,%s-%s),MAX(0,%s-%s,"
            "%s*NORMSDIST((LN(%s/%s)+%s^2/2)/%s)-"
            "%s*NORMSDIST((LN(%s/%s)-%s^2/2)/%s)))",
            e.k, e.mean, e.cv, e.mean, e.t, e.mean, e.t, e.m, e.m, e.t, e.s,
            e.s, e.t, e.m, e.t, e.s, e.s);
    else
        g_string_append_printf(out, "MAX(0,%s-%s)", e.mean, e.t);
    char *all[] = {e.mean, e.cv, e.k, e.m, e.t, e.s};
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        g_free(all[i]);
}

static void put_input(GString *out, size_t id, const sw_expr_cells *at)
{
    const char *name = at->input(at->of, id);
    g_string_append(out, name != NULL ? name : "0");
}

static void put_leaf(GString *out, const sw_expr *x, const sw_expr_cells *at)
{
    switch (x->kind) {
    case SW_X_NUMBER:
        put_number(out, x);
        break;
    case SW_X_INPUT:
        put_input(out, x->id, at);
        break;
    case SW_X_PARAM:
        g_string_append(out, at->param[x->id]);
        break;
    default:
        g_string_append(out, at->minutes);
        break;
    }
}

void sw_expr_print(GString *out, const sw_expr *x, const sw_expr_cells *at)
{
    if (x == NULL) {
        g_string_append_c(out, '1');
        return;
    }
    const char *cell = known_cell(x, at);
    if (cell != NULL) {
        g_string_append(out, cell);
        return;
    }
    switch (x->kind) {
    case SW_X_ADD:
        put_infix(out, x, at, "+", SUMS, SUMS);
        break;
    case SW_X_SUB:
        put_infix(out, x, at, "-", SUMS, PRODUCTS);
        break;
    case SW_X_MUL:
        put_infix(out, x, at, "*", PRODUCTS, PRODUCTS);
        break;
    case SW_X_DIV:
        put_quotient(out, x, at);
        break;
    case SW_X_POW:
        put_infix(out, x, at, "^", ALONE, ALONE);
        break;
    case SW_X_MIN:
        put_call(out, "MIN", x, at);
        break;
    case SW_X_LN:
        put_call(out, "LN", x, at);
        break;
    case SW_X_EXP:
        put_call(out, "EXP", x, at);
        break;
    case SW_X_EXCESS:
        put_excess(out, x, at);
        break;
    default:
        put_leaf(out, x, at);
        break;
    }
}

void sw_expr_print_factor(GString *out, const sw_expr *x,
                          const sw_expr_cells *at)
{
    put(out, x, at, PRODUCTS);
}
