/* text_provenance.c - the small print of page one: returns, and what made it.
 */
#include <math.h>

#include "report/text_parts.h"

static char *return_text(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const sw_measures *c = &e->money->commitment;
    if (!e->economics->has_benefit)
        return NULL;
    g_autofree char *roi = sw_say_percent(l, c->roi, 0);
    g_autofree char *payback =
        sw_text_payback(l, c->payback_months, c->payback_note);
    return sw_say(l, "Renewing all: return on investment %s, payback %s.", roi,
                  payback);
}

static char *programme_text(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const sw_measures *c = &e->money->commitment, *p = &e->money->programme;
    int months = e->economics->renew[SW_VIEW_PROGRAMME].n_months;
    g_autofree char *npv = sw_say_money(l, e->pilot->currency, p->npv, 0);
    if (!isfinite(p->npv))
        return sw_say(l, "Net present value and return are unknown, since no "
                         "benefit is priced.");
    if (c->npv < 0 && p->npv > 0)
        return sw_say(l,
                      "Over the programme of %d months the net present value "
                      "is %s: it pays only if renewed again.",
                      months, npv);
    return sw_say(
        l, "Over the programme of %d months the net present value is %s.",
        months, npv);
}

char *sw_text_small_print(const sw_evaluation *e)
{
    GString *s = g_string_new(NULL);
    sw_text_append(s, return_text(e));
    sw_text_append(s, programme_text(e));
    return g_string_free(s, FALSE);
}

/* A list of facts apart by semicolons: each is a part of its own. */
static void append_fact(GString *s, char *fact)
{
    g_string_append_printf(s, "%s%s", s->len > 0 ? "; " : "", fact);
    g_free(fact);
}

static void append_files(GString *s, const sw_pilot *p)
{
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < p->n_files; i++)
        g_string_append_printf(names, "%s%s %.8s", i == 0 ? "" : ", ",
                               p->files[i].file, p->files[i].sha256);
    if (p->n_files > 0)
        append_fact(s, sw_say(p->language, "files %s", names->str));
    g_string_free(names, TRUE);
}

char *sw_text_provenance(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const size_t *n = e->provenance_count;
    g_autofree char *as_of = sw_say_date(l, e->pilot->as_of);
    g_autofree char *seed =
        g_strdup_printf("%" G_GUINT64_FORMAT, (guint64)e->pilot->seed);
    GString *s = g_string_new(NULL);
    append_fact(s, sw_say(l, "seatworth %s", sw_version()));
    append_fact(s, sw_say(l, "as of %s", as_of));
    append_fact(s, sw_say(l, "seed %s", seed));
    append_fact(s, sw_say(l,
                          "inputs: %zu measured, %zu from the survey, %zu "
                          "assumed, %zu from benchmarks",
                          n[SW_MEASURED], n[SW_SURVEY], n[SW_ASSUMPTION],
                          n[SW_BENCHMARK]));
    if (e->expired_inputs > 0)
        append_fact(s, sw_say(l, "%zu expired", e->expired_inputs));
    if (e->ownerless_inputs > 0)
        append_fact(s, sw_say(l, "%zu without an owner", e->ownerless_inputs));
    append_files(s, e->pilot);
    g_string_append_c(s, '.');
    return g_string_free(s, FALSE);
}
