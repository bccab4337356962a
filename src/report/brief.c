/*
 * brief.c - the brief in Markdown: page one's statements and its table.
 */
#include <string.h>

#include "base/clean_text.h"
#include "base/output_file.h"
#include "decision/option.h"
#include "pilot/run_id.h"
#include "report/text.h"
#include "seatworth/report.h"

static void append_option(GString *s, const sw_evaluation *e,
                          const sw_option *o)
{
    const char *currency = e->pilot->currency;
    const sw_language *l = e->pilot->language;
    g_autofree char *words = sw_text_option(l, o);
    g_autofree char *name = sw_clean_markdown(words);
    if (!o->evaluated) {
        g_autofree char *says = sw_message_say(o->why_not, l);
        g_autofree char *why = sw_clean_markdown(
            says != NULL ? says : sw_language_text(l, "not evaluated"));
        g_string_append_printf(s, "| %s | %s | | | | | | |\n", name, why);
        return;
    }
    const sw_option_draws own = sw_option_own_draws(o), *d = &own;
    g_autofree char *net = sw_say_money(l, currency, d->npv, 0);
    g_autofree char *year = sw_say_money(l, currency, sw_text_per_year(o), 0);
    g_autofree char *until = sw_text_bound(o, l);
    g_autofree char *low = sw_say_money(l, currency, d->p05, 0);
    g_autofree char *high = sw_say_money(l, currency, d->p95, 0);
    g_autofree char *chance =
        sw_option_is_leaving(o)
            ? g_strdup("")
            : sw_say_probability(l, d->probability_positive);
    g_autofree char *worst = sw_say_money(l, currency, d->cvar10, 0);
    g_autofree char *cash = sw_say_money(l, currency, o->cash_12_months, 0);
    bool open = o->feasible || o->kind == SW_OPTION_DO_NOTHING;
    g_autofree char *label =
        open ? g_strdup(name) : sw_say(l, "%s (not feasible)", name);
    g_autofree char *range = sw_say(l, "%s to %s", low, high);
    g_string_append_printf(s, "| %s | %s | %s | %s | %s | %s | %s | %s |\n",
                           label, until, net, year, range, chance, worst, cash);
}

static void append_options(GString *s, const sw_evaluation *e)
{
    static const char *const HEADS[] = {"option",
                                        "binds to",
                                        "net benefit",
                                        "a year",
                                        "90 % interval",
                                        "chance that it pays",
                                        "mean of the worst tenth",
                                        "cash in twelve months"};
    const sw_language *l = e->pilot->language;
    g_string_append_printf(s, "\n## %s\n\n|", sw_language_text(l, "Options"));
    for (size_t i = 0; i < G_N_ELEMENTS(HEADS); i++)
        g_string_append_printf(s, " %s |", sw_language_text(l, HEADS[i]));
    g_string_append(s, "\n| --- | ---: | ---: | ---: | ---: | ---: | ---: "
                       "| ---: |\n");
    for (size_t i = 0; i < e->decision->n_options; i++)
        append_option(s, e, &e->decision->options[i]);
    if (sw_windows_differ(e->decision))
        g_string_append_printf(s, "\n%s\n",
                               sw_language_text(l, SW_TEXT_REPEATS));
}

/* Reasons are a list; the other statements stand under their headings. */
static void append_statements(GString *s, const GPtrArray *statements,
                              const sw_language *l)
{
    bool in_reasons = false;
    for (guint i = 0; i < statements->len; i++) {
        const sw_statement *statement = g_ptr_array_index(statements, i);
        if (statement->text == NULL)
            continue;
        g_autofree char *text = sw_clean_markdown(statement->text);
        if (statement->id != SW_SAYS_REASON) {
            g_string_append_printf(s, "\n**%s.** %s\n", statement->heading,
                                   text);
        } else {
            if (!in_reasons)
                g_string_append_printf(s, "\n**%s.**\n\n",
                                       sw_language_text(l, "Why"));
            g_string_append_printf(s, "- %s\n", text);
            in_reasons = true;
        }
    }
}

sw_status sw_report_brief(const char *path, const sw_evaluation *e,
                          const sw_report_opts *opts, sw_error *err)
{
    (void)opts;
    g_autoptr(GPtrArray) statements = sw_text_statements(e);
    g_autoptr(GString) s = g_string_new(NULL);
    const char *word = sw_text_verdict_word(e->decision->verdict.option);
    g_autofree char *name = sw_clean_markdown(e->pilot->name);
    g_string_append_printf(s, "# %s: %s\n", name,
                           sw_language_text(e->pilot->language, word));
    append_statements(s, statements, e->pilot->language);
    append_options(s, e);
    char id[SW_RUN_ID];
    sw_run_id(id, e->pilot);
    g_string_append_printf(s, "\nseatworth %s, %s\n", sw_version(), id);
    return sw_output_write(path, s->str, s->len, err);
}
