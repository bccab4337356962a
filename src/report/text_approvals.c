/* text_approvals.c - who approved this result, and who another one */
#include <string.h>

#include "base/date.h"
#include "pilot/run_id.h"
#include "report/text_parts.h"

static char *approval_text(const sw_evaluation *e, const sw_json *one,
                           const char *run)
{
    const sw_language *l = e->pilot->language;
    sw_day day = SW_DAY_NONE;
    sw_date_parse(&day, sw_member_text(one, "date"));
    g_autofree char *on = sw_say_date(l, day);
    const char *role = sw_member_text(one, "role");
    const char *name = sw_member_text(one, "name");
    const char *result = sw_member_text(one, "result");
    if (strcmp(result, run) == 0)
        return sw_say(l, "%s: %s, %s.", role, name, on);
    return sw_say(l,
                  "%s: %s, %s, but of another result (%s); this one is %s and "
                  "not approved by that.",
                  role, name, on, result, run);
}

char *sw_text_approvals(const sw_evaluation *e)
{
    const sw_json *all = e->pilot->approvals;
    char run[SW_RUN_ID];
    sw_run_id(run, e->pilot);
    GString *s = g_string_new(NULL);
    for (size_t i = 0; all != NULL && i < all->n_items; i++)
        sw_text_append(s, approval_text(e, all->items[i], run));
    return g_string_free(s, FALSE);
}
