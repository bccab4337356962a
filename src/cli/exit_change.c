#include "cli/exit_change.h"

#include <glib.h>

#include "base/date.h"
#include "cli/print.h"
#include "evaluation/compare.h"

static bool is_other_verdict(const sw_json *before, const sw_json *now)
{
    const char *was = sw_result_text(before, "verdict.option");
    const char *is = sw_result_text(now, "verdict.option");
    if (g_strcmp0(was, is) == 0)
        return false;
    sw_note("the verdict was %s and is %s", was != NULL ? was : "unknown",
            is != NULL ? is : "unknown");
    return true;
}

/* Counted from the day of the decision: no clock is asked. A day that has
 * passed is due too. */
static bool is_due(const sw_json *now, long days)
{
    const char *act_by = sw_result_text(now, "verdict.act_by");
    const char *as_of = sw_result_text(now, "provenance.as_of");
    sw_day last, today;
    if (act_by == NULL || as_of == NULL || !sw_date_parse(&last, act_by) ||
        !sw_date_parse(&today, as_of) || last - today > days)
        return false;
    sw_note("act by %s: %ld days from %s", act_by, (long)(last - today), as_of);
    return true;
}

static bool is_stale(const sw_json *now)
{
    double n = sw_result_number(now, "provenance.assumptions.expired");
    if (!(n > 0))
        return false;
    sw_note("%g input%s past the day on which it expires", n,
            n > 1 ? "s are" : " is");
    return true;
}

int sw_exit_change(const sw_json *before, const sw_json *now, long due_days)
{
    int code = SW_EXIT_UNCHANGED;
    if (is_other_verdict(before, now))
        code = SW_EXIT_VERDICT_CHANGED;
    if (is_due(now, due_days))
        code = SW_EXIT_DUE;
    if (is_stale(now))
        code = SW_EXIT_STALE;
    return code;
}
