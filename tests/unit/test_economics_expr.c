/* Expressions on columns of draws: each operator, and what is one number. */
#include "economics/expr.h"
#include "sw_test.h"

static const double X[] = {1, 2, 4}, Y[] = {3, 3, 3}, MINUTES[] = {10, 20, 30};
static const double *const COLUMN[] = {X, Y};
static const bool VARIES[] = {true, false};
static const double PARAM[SW_PARAMS] = {5, 7};
static const sw_expr_values VALUES = {3, COLUMN, VARIES, PARAM, MINUTES};

static const struct {
    sw_expr_kind kind;
    double want[3]; /* of x and 3 */
} OPERATORS[] = {
    {SW_X_ADD, {4, 5, 7}},
    {SW_X_SUB, {-2, -1, 1}},
    {SW_X_MUL, {3, 6, 12}},
    {SW_X_DIV, {1 / 3.0, 2 / 3.0, 4 / 3.0}},
    {SW_X_POW, {1, 8, 64}},
    {SW_X_MIN, {1, 2, 3}},
    {SW_X_LN, {0, 0.69314718055994531, 1.3862943611198906}},
    {SW_X_EXP, {2.7182818284590451, 7.3890560989306504, 54.598150033144236}},
};

static void operators_work_on_each_draw(void **state)
{
    (void)state;
    sw_exprs e;
    double out[3];
    sw_exprs_init(&e);
    for (size_t i = 0; i < COUNT(OPERATORS); i++) {
        bool unary =
            OPERATORS[i].kind == SW_X_LN || OPERATORS[i].kind == SW_X_EXP;
        const sw_expr *x = sw_x_op(&e, OPERATORS[i].kind, sw_x_input(&e, 0),
                                   unary ? NULL : sw_x_input(&e, 1));
        assert_false(sw_expr_eval(out, x, &VALUES));
        for (size_t k = 0; k < 3; k++)
            assert_close(out[k], OPERATORS[i].want[k], 1e-15, 0, "operator");
    }
    sw_exprs_clear(&e);
}

/* What is one number on all draws says so, and is read at its only place. */
static void what_does_not_vary_is_one_number(void **state)
{
    (void)state;
    sw_exprs e;
    double out[3];
    sw_exprs_init(&e);
    const sw_expr *y = sw_x_input(&e, 1), *five = sw_x_param(&e, 0);
    const sw_expr *sum = sw_x_op(&e, SW_X_ADD, y, five);
    assert_true(sw_expr_eval(out, sum, &VALUES));
    assert_close(out[0], 8, 0, 0, "3 + 5");
    assert_false(sw_expr_varies(sum, VARIES));
    const sw_expr *both = sw_x_op(&e, SW_X_SUB, sum, sw_x_input(&e, 0));
    assert_false(sw_expr_eval(out, both, &VALUES));
    assert_close(out[2], 4, 0, 0, "8 - 4: the number is read at its place");
    assert_true(sw_expr_varies(both, VARIES));
    assert_true(sw_expr_varies(sw_x_minutes(&e), VARIES));
    assert_false(sw_expr_eval(out, sw_x_minutes(&e), &VALUES));
    assert_close(out[1], 20, 0, 0, "minutes");
    assert_true(sw_expr_eval(out, NULL, &VALUES));
    assert_close(out[0], 1, 0, 0, "nothing is 1");
    sw_exprs_clear(&e);
}

static void neutral_operands_fall_away(void **state)
{
    (void)state;
    sw_exprs e;
    sw_exprs_init(&e);
    const sw_expr *x = sw_x_input(&e, 0);
    const sw_expr_kind kinds[] = {SW_X_ADD, SW_X_MUL, SW_X_MIN};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        assert_ptr_equal(sw_x_op(&e, kinds[i], x, NULL), x);
        assert_ptr_equal(sw_x_op(&e, kinds[i], NULL, x), x);
    }
    const sw_expr *product = sw_x_op(&e, SW_X_MUL, x, sw_x_minutes(&e));
    assert_true(sw_expr_reads(product, SW_X_INPUT, 0));
    assert_false(sw_expr_reads(product, SW_X_INPUT, 1));
    assert_true(sw_expr_reads(product, SW_X_MINUTES, 0));
    assert_false(sw_expr_reads(NULL, SW_X_INPUT, 0));
    sw_exprs_clear(&e);
}

/* Without variation the excess is max(0, mean - threshold). */
static void an_excess_is_what_lies_beyond(void **state)
{
    (void)state;
    sw_exprs e;
    double out[3];
    sw_exprs_init(&e);
    const sw_expr *cv = sw_x_number(&e, 0, NULL, NULL);
    const sw_expr *x =
        sw_x_excess(&e, sw_x_input(&e, 0), cv, sw_x_input(&e, 1));
    assert_false(sw_expr_eval(out, x, &VALUES));
    for (size_t k = 0; k < 3; k++)
        assert_close(out[k], fmax(0, X[k] - 3), 1e-15, 0, "beyond 3");
    sw_exprs_clear(&e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_work_on_each_draw),
        cmocka_unit_test(what_does_not_vary_is_one_number),
        cmocka_unit_test(neutral_operands_fall_away),
        cmocka_unit_test(an_excess_is_what_lies_beyond),
    };
    return cmocka_run_group_tests_name("economics/expr", tests, NULL, NULL);
}
