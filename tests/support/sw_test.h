/* sw_test.h - cmocka and the one assertion it lacks. Replaces cmocka.h. */
#ifndef SW_TEST_H
#define SW_TEST_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* cmocka 1.1.5 casts both sides to float, so 1.0000000001 "equals" 1. */
#undef assert_float_equal
#undef assert_float_not_equal

/* |got - want| <= abs_tol + rel_tol * |want|. NaN matches NaN, Inf itself. */
static inline int sw_is_close(double got, double want, double rel_tol,
                              double abs_tol)
{
    if (isnan(want))
        return isnan(got);
    if (isinf(want))
        return isinf(got) && (got > 0) == (want > 0);
    return fabs(got - want) <= abs_tol + rel_tol * fabs(want);
}

/* Fails the test and names the table row, the expression and both values. */
#define assert_close(got, want, rel_tol, abs_tol, row)                         \
    do {                                                                       \
        double got_ = (got), want_ = (want);                                   \
        if (!sw_is_close(got_, want_, (rel_tol), (abs_tol))) {                 \
            print_error("%s: %s = %.17g, want %.17g\n", (row), #got, got_,     \
                        want_);                                                \
            fail();                                                            \
        }                                                                      \
    } while (0)

#endif
