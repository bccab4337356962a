/*
 * text_statements.c - the sentences of page one, in the order of README.md:
 * what to order, until when, what happens otherwise, what must be believed.
 */
#include "report/text_parts.h"

static void free_statement(void *p)
{
    sw_statement *s = p;
    g_free(s->heading);
    g_free(s->text);
    g_free(s);
}

/* Takes over `text`; an empty one states nothing. */
static void state(GPtrArray *list, const sw_language *l, sw_statement_id id,
                  const char *heading, char *text)
{
    if (text == NULL || *text == '\0') {
        g_free(text);
        return;
    }
    sw_statement *s = g_new(sw_statement, 1);
    *s = (sw_statement){id, g_strdup(sw_language_text(l, heading)), text};
    g_ptr_array_add(list, s);
}

GPtrArray *sw_text_statements(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const sw_verdict *v = &e->decision->verdict;
    GPtrArray *list = g_ptr_array_new_with_free_func(free_statement);
    state(list, l, SW_SAYS_ORDER, "Order", sw_message_say(v->order, l));
    state(list, l, SW_SAYS_HEADLINE, "Verdict", sw_message_say(v->headline, l));
    if (v->assumption_only)
        state(list, l, SW_SAYS_BANNER, "Assumptions only",
              sw_say(l, "Nothing was measured: every benefit here is assumed. "
                        "Do not quote these figures as findings."));
    state(list, l, SW_SAYS_ACT_BY, "Act by", sw_text_act_by(e));
    state(list, l, SW_SAYS_NOBODY_ACTS, "If nobody acts",
          sw_text_nobody_acts(e));
    state(list, l, SW_SAYS_CASH, "Next fiscal year", sw_text_cash(e));
    state(list, l, SW_SAYS_CLAUSES, "Negotiate", sw_text_clauses(e));
    state(list, l, SW_SAYS_BELIEVE, "What you must believe",
          sw_text_believe(e));
    state(list, l, SW_SAYS_LEANS, "It leans on", sw_text_leans(e));
    state(list, l, SW_SAYS_EVIDENCE, "Evidence", sw_text_evidence(e));
    for (guint i = 0; i < v->reasons->len && i < SW_REASONS_STATED; i++)
        state(list, l, SW_SAYS_REASON, i == 0 ? "Why" : "",
              sw_message_say(g_ptr_array_index(v->reasons, i), l));
    state(list, l, SW_SAYS_FLIPS, "What would change it", sw_text_flips(e));
    state(list, l, SW_SAYS_APPROVALS, "Approved", sw_text_approvals(e));
    state(list, l, SW_SAYS_SMALL_PRINT, "Return", sw_text_small_print(e));
    state(list, l, SW_SAYS_PROVENANCE, "Provenance", sw_text_provenance(e));
    return list;
}

const sw_statement *sw_text_find(const GPtrArray *statements,
                                 sw_statement_id id)
{
    for (guint i = 0; i < statements->len; i++) {
        const sw_statement *s = g_ptr_array_index(statements, i);
        if (s->id == id)
            return s;
    }
    return NULL;
}
