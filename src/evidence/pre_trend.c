/*
 * pre_trend.c - whether the groups were on the same path before: the last
 * period before the start against the mean of the earlier ones, pilot against
 * control, wherever an outcome has two such periods.
 *
 * Source: Roth (2022), American Economic Review: Insights 4, 305-322: a test
 * that finds nothing says little without what it would have found.
 */
#include <math.h>

#include "evidence/assess.h"
#include "evidence/effect_rows.h"
#include "evidence/outcome.h"
#include "stats/distribution.h"

static const double level = 0.95, power = 0.8;

/* The last day before the start that has values, if an earlier one has too. */
static sw_day last_day_before(const sw_outcome *o)
{
    sw_day first = SW_DAY_NONE, last = SW_DAY_NONE;
    for (size_t i = 0; i < o->n; i++) {
        if (o->after[i] || o->day[i] == SW_DAY_NONE)
            continue;
        first = first == SW_DAY_NONE ? o->day[i] : MIN(first, o->day[i]);
        last = last == SW_DAY_NONE ? o->day[i] : MAX(last, o->day[i]);
    }
    return first < last ? last : SW_DAY_NONE;
}

/* The outcome with its periods before the start alone, the last as "after". */
static sw_panel *panel_before(const sw_pilot *pilot, const sw_outcome *o,
                              sw_day last)
{
    sw_outcome earlier = *o; /* rows and arms are the outcome's own */
    g_autofree bool *is_last = g_new(bool, o->n + 1);
    g_autofree double *value = g_new(double, o->n + 1);
    for (size_t i = 0; i < o->n; i++) {
        is_last[i] = o->day[i] >= last;
        value[i] = o->after[i] || o->day[i] == SW_DAY_NONE ? NAN : o->value[i];
    }
    earlier.after = is_last;
    earlier.value = value;
    g_autoptr(sw_panel) all = sw_outcome_panel(pilot, &earlier);
    return sw_panel_select(all, true, true, true, true);
}

static void say(sw_effect *x, const sw_estimate *t)
{
    double seen =
        (sw_quantile_t(0.5 + level / 2, t->df) + sw_quantile_t(power, t->df)) *
        t->se;
    sw_effect_say(
        x, sw_message_of("before the start the groups %s (p = %.2f; a change "
                         "of %.4g in the last period would have been seen in "
                         "80 of 100 such pilots)",
                         sw_as_word(t->p < 1 - level
                                        ? "were not on the same path"
                                        : "moved alike, as far as the data "
                                          "can tell"),
                         sw_as_real(t->p), sw_as_real(seen)));
}

/* False where there are not two periods of both arms. */
static bool test(sw_effect *x, const sw_pilot *pilot, const sw_outcome *o)
{
    sw_day last = o && !o->by_task ? last_day_before(o) : SW_DAY_NONE;
    if (last == SW_DAY_NONE)
        return false;
    g_autoptr(sw_panel) rows = panel_before(pilot, o, last);
    bool by_team = rows->clustered && sw_panel_clusters(rows, true) >= 2 &&
                   sw_panel_clusters(rows, false) >= 2;
    sw_estimate t;
    if (rows->n == 0 ||
        sw_stats_did(&t, rows->before, rows->after, rows->treated,
                     by_team ? rows->cluster : NULL, rows->n, level,
                     NULL) != SW_OK ||
        !(t.se > 0))
        return false;
    x->trend_p = t.p;
    say(x, &t);
    return true;
}

void sw_test_pre_trend(sw_effect *x, const sw_pilot *pilot)
{
    if (x->model != SW_MODEL_ANCOVA && x->model != SW_MODEL_DID)
        return;
    if (!test(x, pilot, sw_outcome_named(pilot, x)) && x->is_primary)
        sw_effect_note(x, "one wave before: whether the groups were on the "
                          "same path cannot be tested");
}
