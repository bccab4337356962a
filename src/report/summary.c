/*
 * summary.c - the verdict on a terminal, in about twenty lines.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clean_text.h"
#include "decision/option.h"
#include "report/text.h"
#include "seatworth/report.h"

/* Characters of the table's columns. */
enum {
    TABLE_INDENT = 2,
    NAME_LEAST = 24,
    NAME_MOST = 44,
    NET_WIDTH = 12,
    CHANCE_WIDTH = 7,
    CASH_WIDTH = 15,
    UNTIL_WIDTH = 12
};

typedef struct table {
    const sw_evaluation *e;
    glong name;  /* its width */
    bool yearly; /* a column of a year's net benefit */
} table;

static const char BOLD[] = "\033[1m", RED[] = "\033[31m", GREEN[] = "\033[32m",
                  YELLOW[] = "\033[33m", RESET[] = "\033[0m";

static const char *color_of(sw_option_kind kind)
{
    switch (kind) {
    case SW_OPTION_RENEW:
    case SW_OPTION_SWITCH:
        return GREEN;
    case SW_OPTION_CANCEL:
        return RED;
    default:
        return YELLOW;
    }
}

/* Of a spend that met no bar its own chance, not the confidence of the rule
 * that lets it lapse. */
static char *title_says(const sw_evaluation *e)
{
    const sw_verdict *v = &e->decision->verdict;
    const sw_language *l = e->pilot->language;
    const char *stability =
        sw_language_text(l, sw_stability_word(v->stability));
    char grade = e->evidence->grade;
    if (isnan(v->confidence) && isnan(v->stability))
        return sw_say(l, "evidence %c", grade);
    bool lapses = v->option == SW_OPTION_CANCEL && v->best != SW_NO_OPTION;
    if (!lapses && !isnan(v->confidence)) {
        g_autofree char *confidence = sw_say_probability(l, v->confidence);
        return sw_say(l, "confidence %s, %s, evidence %c", confidence,
                      stability, grade);
    }
    if (v->best == SW_NO_OPTION)
        return sw_say(l, "%s, evidence %c", stability, grade);
    g_autofree char *chance = sw_say_probability(
        l, e->decision->options[v->best].draws.probability_positive);
    g_autofree char *bar =
        sw_say_percent(l, e->pilot->policy.required_probability, 0);
    return sw_say(l, "chance that it pays %s, bar %s, %s, evidence %c", chance,
                  bar, stability, grade);
}

static void append_title(GString *s, const sw_evaluation *e, bool color)
{
    const sw_verdict *v = &e->decision->verdict;
    const sw_language *l = e->pilot->language;
    const char *word = sw_language_text(l, sw_text_verdict_word(v->option));
    g_autofree char *name = sw_clean_line(e->pilot->name);
    g_string_append_printf(s, "%s\n%s%s%s%s  ", name, color ? BOLD : "",
                           color ? color_of(v->option) : "", word,
                           color ? RESET : "");
    g_autofree char *says = title_says(e);
    g_string_append_printf(s, "%s\n", says);
}

/* As wide as the longest name of an option with figures. */
static table table_of(const sw_evaluation *e)
{
    table t = {e, NAME_LEAST, sw_windows_differ(e->decision)};
    for (size_t i = 0; i < e->decision->n_options; i++) {
        const sw_option *o = &e->decision->options[i];
        g_autofree char *name = sw_text_option(e->pilot->language, o);
        t.name = MAX(t.name, g_utf8_strlen(name, -1));
    }
    t.name = MIN(t.name, NAME_MOST);
    return t;
}

/* Two blanks, then the name in its column's characters. */
static void append_name(GString *s, const table *t, const char *name)
{
    glong length = g_utf8_strlen(name, -1);
    g_autofree char *shown = g_utf8_substring(name, 0, MIN(length, t->name));
    g_string_append_printf(s, "%*s%s%*s", TABLE_INDENT, "", shown,
                           (int)MAX(t->name - length, 0), "");
}

/* A blank, then the text to the right of so many characters. */
static void append_right(GString *s, const char *text, int width)
{
    int length = (int)g_utf8_strlen(text, -1);
    g_string_append_printf(s, " %*s%s", MAX(width - length, 0), "", text);
}

/* Doing nothing is listed, but nobody has to be told it is no choice. */
static bool is_chosen_from(const sw_option *o)
{
    return o->feasible || o->kind == SW_OPTION_DO_NOTHING;
}

/* Of the option's own window, with the day it binds to. */
static void append_figures(GString *s, const table *t, const sw_option *o)
{
    const sw_language *l = t->e->pilot->language;
    const char *currency = t->e->pilot->currency;
    sw_option_draws own = sw_option_own_draws(o);
    g_autofree char *npv = sw_say_money(l, currency, own.npv, 0);
    g_autofree char *year = sw_say_money(l, currency, sw_text_per_year(o), 0);
    /* The others are measured against leaving: it has no chance of its own. */
    g_autofree char *chance =
        sw_option_is_leaving(o)
            ? g_strdup("")
            : sw_say_probability(l, own.probability_positive);
    g_autofree char *cash = sw_say_money(l, currency, o->cash_12_months, 0);
    g_autofree char *until = sw_text_bound(o, l);
    append_right(s, npv, NET_WIDTH);
    if (t->yearly)
        append_right(s, year, NET_WIDTH);
    append_right(s, chance, CHANCE_WIDTH);
    append_right(s, cash, CASH_WIDTH);
    if (*until != '\0')
        append_right(s, until, UNTIL_WIDTH);
}

/* An option without figures says why in their place. */
static void append_option(GString *s, const table *t, const sw_option *o)
{
    const sw_language *l = t->e->pilot->language;
    g_autofree char *name = sw_text_option(l, o);
    if (!o->evaluated) {
        g_autofree char *why = sw_message_say(o->why_not, l);
        append_name(s, t, name);
        g_string_append_printf(
            s, " %s\n",
            why != NULL ? why : sw_language_text(l, "not evaluated"));
        return;
    }
    append_name(s, t, name);
    append_figures(s, t, o);
    if (!is_chosen_from(o))
        g_string_append_printf(s, "  %s", sw_language_text(l, "not feasible"));
    g_string_append_c(s, '\n');
}

static void append_options(GString *s, const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    table t = table_of(e);
    append_name(s, &t, sw_language_text(l, "Option"));
    append_right(s, sw_language_text(l, "net benefit"), NET_WIDTH);
    if (t.yearly)
        append_right(s, sw_language_text(l, "a year"), NET_WIDTH);
    append_right(s, sw_language_text(l, "chance"), CHANCE_WIDTH);
    append_right(s, sw_language_text(l, "cash, 12 months"), CASH_WIDTH);
    append_right(s, sw_language_text(l, "binds to"), UNTIL_WIDTH);
    g_string_append_c(s, '\n');
    for (size_t i = 0; i < e->decision->n_options; i++)
        append_option(s, &t, &e->decision->options[i]);
    if (t.yearly)
        sw_text_append_wrapped(s, sw_language_text(l, SW_TEXT_REPEATS));
}

static void append_statement(GString *s, const GPtrArray *statements,
                             sw_statement_id id)
{
    const sw_statement *statement = sw_text_find(statements, id);
    if (statement != NULL && statement->text != NULL)
        sw_text_append_wrapped(s, statement->text);
}

sw_status sw_report_summary(char **out, const sw_evaluation *e,
                            const sw_report_opts *opts, sw_error *err)
{
    g_autoptr(GString) title = g_string_new(NULL); /* alone has colours */
    g_autoptr(GString) s = g_string_new(NULL);
    g_autoptr(GPtrArray) statements = sw_text_statements(e);
    append_title(title, e, opts->color);
    append_statement(s, statements, SW_SAYS_ORDER);
    append_statement(s, statements, SW_SAYS_HEADLINE);
    append_statement(s, statements, SW_SAYS_BANNER);
    append_statement(s, statements, SW_SAYS_ACT_BY);
    append_statement(s, statements, SW_SAYS_NOBODY_ACTS);
    append_options(s, e);
    append_statement(s, statements, SW_SAYS_BELIEVE);
    append_statement(s, statements, SW_SAYS_LEANS);
    append_statement(s, statements, SW_SAYS_EVIDENCE);
    append_statement(s, statements, SW_SAYS_APPROVALS);
    append_statement(s, statements, SW_SAYS_PROVENANCE);
    g_autofree char *body = sw_clean_terminal(s->str);
    g_string_append(title, body);
    char *text = strdup(title->str);
    if (text == NULL)
        return sw_fail(err, SW_ENOMEM, "the summary");
    *out = text;
    return SW_OK;
}
