/*
 * text.c - numbers, money and dates as a reader expects them.
 */
#include "report/text.h"

#include "decision/option.h"
#include "decision/words.h"

#include <math.h>
#include <string.h>

char *sw_text_payback(const sw_language *l, double months, const char *note)
{
    if (!isfinite(months))
        return g_strdup(sw_language_text(l, note != NULL ? note : "n/a"));
    g_autofree char *number = sw_say_number(l, months, 1);
    return sw_say(l, "%s months", number);
}

const char *sw_text_verdict_word(sw_option_kind kind)
{
    switch (kind) {
    case SW_OPTION_RENEW:
        return "RENEW";
    case SW_OPTION_RIGHTSIZE:
        return "RIGHTSIZE";
    case SW_OPTION_RENEGOTIATE:
        return "RENEGOTIATE";
    case SW_OPTION_EXTEND:
        return "EXTEND";
    case SW_OPTION_SWITCH:
        return "SWITCH";
    case SW_OPTION_CANCEL:
        return "CANCEL";
    case SW_OPTION_UNDETERMINED:
        return "UNDETERMINED";
    case SW_OPTION_DO_NOTHING:
        return "DO NOTHING";
    }
    return "UNDETERMINED";
}

bool sw_text_on_cost(const sw_evaluation *e)
{
    return !e->economics->has_benefit && e->decision->verdict.why == NULL;
}

const char *sw_text_basis(const char *benefit_basis)
{
    static const char *const WORDS[][2] = {
        {"cashable", "cash only"},
        {"with-capacity", "cash and capacity"},
        {"all", "all benefits"},
        {"cost", "cost alone"},
    };
    for (size_t i = 0; benefit_basis != NULL && i < G_N_ELEMENTS(WORDS); i++)
        if (strcmp(WORDS[i][0], benefit_basis) == 0)
            return WORDS[i][1];
    return "cash and capacity";
}

bool sw_text_counts_seats(const sw_evaluation *e)
{
    for (size_t f = 0; f < e->economics->n_flows; f++)
        if (sw_flow_is_licence(&e->economics->flows[f]))
            return true;
    return false;
}

char *sw_text_offer(const sw_language *l, const sw_offer *offer)
{
    g_autofree char *usual =
        g_strdup_printf("%d-month offer", offer->term_months);
    return strcmp(usual, offer->name) == 0
               ? sw_say(l, "%d-month offer", offer->term_months)
               : g_strdup(offer->name);
}

static char *renew_option(const sw_language *l, const sw_option *o)
{
    if (!isfinite(o->seats) || (o->offer == NULL && !(o->price > 0.0)))
        return g_strdup(sw_language_text(l, "Renew"));
    g_autofree char *seats = sw_say_number(l, o->seats, 0);
    if (o->offer != NULL) {
        g_autoptr(sw_message) name =
            sw_message_of("Renew %s seats on the %s", sw_as_seats(o->seats),
                          sw_as_offer(o->offer));
        return sw_message_say(name, l);
    }
    return sw_say(l, "Renew %s seats", seats);
}

static char *renegotiate_option(const sw_language *l, const sw_option *o)
{
    if (!isfinite(o->price) || !isfinite(o->seats))
        return g_strdup(sw_language_text(l, "Renegotiate the price"));
    g_autofree char *seats = sw_say_number(l, o->seats, 0);
    return sw_say(l, "Renegotiate %s seats", seats);
}

static char *rightsize_option(const sw_language *l, const sw_option *o)
{
    if (!isfinite(o->seats))
        return g_strdup(sw_language_text(l, "Rightsize"));
    g_autofree char *to = sw_say_number(l, o->seats, 0);
    g_autofree char *from = sw_say_number(l, o->seats_from, 0);
    if (o->is_comparator)
        return sw_say(l, "Reduce %s to %s seats", from, to);
    return sw_say(l, "Rightsize %s to %s seats", from, to);
}

static const char *idle_option(sw_at_end at_end)
{
    switch (at_end) {
    case SW_END_RENEW:
        return "Do nothing: it renews";
    case SW_END_EXTENDED:
        return "Do nothing: extended service";
    case SW_END_LAPSE:
        break;
    }
    return "Do nothing: it lapses";
}

char *sw_text_bound(const sw_option *o, const sw_language *l)
{
    bool extended =
        o->kind == SW_OPTION_DO_NOTHING && o->idle == SW_END_EXTENDED;
    char day[SW_DATE_TEXT];
    if (o->bound_until == SW_DAY_NONE)
        return g_strdup(extended ? sw_language_text(l, "until ended") : "");
    return g_strdup(sw_date_format(o->bound_until, day));
}

double sw_text_per_year(const sw_option *o)
{
    return o->annuity > 0.0 ? sw_option_own_draws(o).npv / o->annuity : NAN;
}

char *sw_text_option(const sw_language *l, const sw_option *o)
{
    switch (o->kind) {
    case SW_OPTION_RENEW:
        return renew_option(l, o);
    case SW_OPTION_RIGHTSIZE:
        return rightsize_option(l, o);
    case SW_OPTION_RENEGOTIATE:
        return renegotiate_option(l, o);
    case SW_OPTION_EXTEND:
        return g_strdup(sw_language_text(l, "Extend and study"));
    case SW_OPTION_SWITCH:
        return o->alternative != NULL
                   ? sw_say(l, "Switch to %s", o->alternative)
                   : g_strdup(sw_language_text(l, "Switch to the alternative"));
    case SW_OPTION_CANCEL:
        return g_strdup(sw_language_text(l, "Cancel"));
    case SW_OPTION_DO_NOTHING:
        return g_strdup(sw_language_text(l, idle_option(o->idle)));
    case SW_OPTION_UNDETERMINED:
        break;
    }
    return g_strdup(sw_language_text(l, "Undetermined"));
}

void sw_text_append(GString *text, char *sentence)
{
    if (sentence != NULL && *sentence != '\0') {
        if (text->len > 0)
            g_string_append_c(text, ' ');
        g_string_append(text, sentence);
    }
    g_free(sentence);
}

void sw_text_append_wrapped(GString *s, const char *text)
{
    enum { WIDTH = 78, INDENT = 2 };
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    glong column = 0;
    for (char **word = words; *word != NULL; word++) {
        glong width = g_utf8_strlen(*word, -1);
        if (column > 0 && column + 1 + width > WIDTH) {
            g_string_append_c(s, '\n');
            column = 0;
        }
        if (column == 0) {
            g_string_append_printf(s, "%*s", INDENT, "");
            column = INDENT;
        } else {
            g_string_append_c(s, ' ');
            column++;
        }
        g_string_append(s, *word);
        column += width;
    }
    g_string_append_c(s, '\n');
}
