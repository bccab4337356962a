/* Expressions of the economics as cell formulas: names, precedence, and the
 * closed form of a lognormal's excess. */
#include "report/expr_formula.h"

#include <math.h>

#include "sw_test.h"

static const char *input(const void *of, size_t id)
{
    (void)of;
    static const char *const NAME[] = {"live_a", "live_b", "live_c", NULL};
    return NAME[id];
}

static const char *const PARAM[SW_PARAMS] = {"$K6", "$L6", "$M6"};

static void prints(const sw_expr *e, const char *want)
{

    sw_expr_cells at = {
        .input = input, .param = PARAM, .minutes = "$E$26", .known = NULL};
    GString *out = g_string_new(NULL);
    sw_expr_print(out, e, &at);
    assert_string_equal(out->str, want);
    g_string_free(out, TRUE);
}

static void names_what_it_reads(void **state)
{
    sw_exprs x;
    (void)state;
    sw_exprs_init(&x);
    prints(NULL, "1");
    prints(sw_x_input(&x, 1), "live_b");
    prints(sw_x_input(&x, 3), "0"); /* unknown */
    prints(sw_x_param(&x, 2), "$M6");
    prints(sw_x_minutes(&x), "$E$26");
    prints(sw_x_number(&x, 1.0, NULL, NULL), "1");
    prints(sw_x_number(&x, 12.0, "months_per_year", NULL), "months_per_year");
    prints(sw_x_number(&x, 0.4, "margin", "sales, EU"), "margin_sales__EU");
    sw_exprs_clear(&x);
}

static void sets_parentheses_where_needed(void **state)
{
    sw_exprs x;
    (void)state;
    sw_exprs_init(&x);
    const sw_expr *a = sw_x_input(&x, 0), *b = sw_x_input(&x, 1);
    const sw_expr *c = sw_x_input(&x, 2), *p = sw_x_param(&x, 0);
    const sw_expr *year = sw_x_number(&x, 12.0, "months_per_year", NULL);
    const sw_expr *one = sw_x_number(&x, 1.0, NULL, NULL);
    const sw_expr *sum = sw_x_op(&x, SW_X_ADD, a, b);
    const sw_expr *less = sw_x_op(&x, SW_X_SUB, a, b);
    const struct {
        const sw_expr *expr;
        const char *want;
    } row[] = {
        {sw_x_op(&x, SW_X_ADD, sum, c), "live_a+live_b+live_c"},
        {sw_x_op(&x, SW_X_ADD, c, less), "live_c+live_a-live_b"},
        {sw_x_op(&x, SW_X_SUB, c, sum), "live_c-(live_a+live_b)"},
        {sw_x_op(&x, SW_X_SUB, c, less), "live_c-(live_a-live_b)"},
        {sw_x_op(&x, SW_X_MUL, sum, c), "(live_a+live_b)*live_c"},
        {sw_x_op(&x, SW_X_MUL, c, sw_x_op(&x, SW_X_MUL, a, b)),
         "live_c*live_a*live_b"},
        {sw_x_op(&x, SW_X_DIV, sum, year), "(live_a+live_b)/months_per_year"},
        {sw_x_op(&x, SW_X_MUL, a, sw_x_op(&x, SW_X_DIV, b, year)),
         "live_a*live_b/months_per_year"},
        {sw_x_op(&x, SW_X_POW, sw_x_op(&x, SW_X_ADD, one, a), p),
         "(1+live_a)^$K6"},
        {sw_x_op(&x, SW_X_POW, a, sum), "live_a^(live_a+live_b)"},
        {sw_x_op(&x, SW_X_POW, sw_x_op(&x, SW_X_POW, a, b), c),
         "(live_a^live_b)^live_c"},
        {sw_x_op(&x, SW_X_MIN, a, p), "MIN(live_a,$K6)"},
        {sw_x_op(&x, SW_X_LN, less, NULL), "LN(live_a-live_b)"},
        {sw_x_op(&x, SW_X_EXP, sw_x_op(&x, SW_X_MUL, a, p), NULL),
         "EXP(live_a*$K6)"},
    };
    for (size_t i = 0; i < COUNT(row); i++)
        prints(row[i].expr, row[i].want);
    sw_exprs_clear(&x);
}

/* An input may be typed over with 0. */
static void divides_by_no_input_that_is_zero(void **state)
{
    sw_exprs x;
    (void)state;
    sw_exprs_init(&x);
    const sw_expr *a = sw_x_input(&x, 0), *b = sw_x_input(&x, 1);
    const sw_expr *q = sw_x_op(&x, SW_X_DIV, a, b);
    prints(q, "IF(live_b=0,0,live_a/live_b)");
    prints(sw_x_op(&x, SW_X_SUB, a, q), "live_a-IF(live_b=0,0,live_a/live_b)");
    sw_exprs_clear(&x);
}

static void refers_to_cells_that_have_a_part(void **state)
{
    sw_exprs x;
    (void)state;
    sw_exprs_init(&x);
    const sw_expr *sum =
        sw_x_op(&x, SW_X_ADD, sw_x_input(&x, 0), sw_x_input(&x, 1));
    const sw_expr *all = sw_x_op(&x, SW_X_MUL, sum, sw_x_input(&x, 2));
    const sw_expr_cell known = {sum, "$E$31"};
    sw_expr_cells at = {.input = input, .known = &known, .n_known = 1};
    GString *out = g_string_new("=");
    sw_expr_print(out, all, &at);
    assert_string_equal(out->str, "=$E$31*live_c");
    g_string_free(out, TRUE);
    sw_exprs_clear(&x);
}

static void prints_the_excess_in_closed_form(void **state)
{
    sw_exprs x;
    (void)state;
    sw_exprs_init(&x);
    const sw_expr *m = sw_x_input(&x, 0), *cv = sw_x_input(&x, 1);
    const sw_expr *k = sw_x_param(&x, 0);
    prints(sw_x_excess(&x, m, cv, k),
           "IF(OR($K6<=0,live_a<=0,live_b<=0),MAX(0,live_a-$K6),"
           "MAX(0,live_a-$K6,live_a*NORMSDIST((LN(live_a/$K6)+"
           "SQRT(LN(1+live_b^2))^2/2)/SQRT(LN(1+live_b^2)))-"
           "$K6*NORMSDIST((LN(live_a/$K6)-SQRT(LN(1+live_b^2))^2/2)/"
           "SQRT(LN(1+live_b^2)))))");
    prints(sw_x_excess(&x, m, sw_x_number(&x, 0.0, NULL, NULL), k),
           "MAX(0,live_a-$K6)");
    sw_exprs_clear(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_what_it_reads),
        cmocka_unit_test(sets_parentheses_where_needed),
        cmocka_unit_test(divides_by_no_input_that_is_zero),
        cmocka_unit_test(refers_to_cells_that_have_a_part),
        cmocka_unit_test(prints_the_excess_in_closed_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
