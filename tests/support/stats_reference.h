/* stats_reference.h - rows of tables made by R, and their comparison. */
#ifndef SW_TEST_STATS_REFERENCE_H
#define SW_TEST_STATS_REFERENCE_H

#include "seatworth/stats.h"
#include "sw_test.h"

typedef struct reference {
    const char *name;
    double estimate, se, df, p, lower, upper, effect_size;
} reference;

/* A p-value of t_df carries the error of df and of t^2. */
static inline void assert_estimate(const sw_estimate *e, const reference *want,
                                   double tolerance, double df_tolerance)
{
    double wider = tolerance > df_tolerance ? tolerance : df_tolerance;
    assert_close(e->estimate, want->estimate, tolerance, 0, want->name);
    assert_close(e->se, want->se, tolerance, 0, want->name);
    assert_close(e->df, want->df, df_tolerance, 0, want->name);
    assert_close(e->p, want->p, 10 * wider, 0, want->name);
    assert_close(e->ci.lower, want->lower, 10 * wider, 0, want->name);
    assert_close(e->ci.upper, want->upper, 10 * wider, 0, want->name);
    assert_close(e->effect_size, want->effect_size, tolerance, 0, want->name);
}

#endif
