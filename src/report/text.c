/*
 * text.c - numbers, money and dates as a reader expects them.
 */
#include "report/text.h"

#include <math.h>
#include <string.h>

static char *months_text(double months)
{
    g_autofree char *number = sw_text_number(months, 1);
    return g_strconcat(number, " months", NULL);
}

char *sw_text_payback(double months, const char *note)
{
    if (isfinite(months))
        return months_text(months);
    return g_strdup(note != NULL ? note : "n/a");
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

static char *seats_option(const char *verb, const sw_option *o)
{
    g_autofree char *seats = sw_text_number(o->seats, 0);
    if (!isfinite(o->seats))
        return g_strdup(verb);
    return g_strdup_printf("%s %s seats", verb, seats);
}

char *sw_text_option(const sw_option *o)
{
    g_autofree char *to = sw_text_number(o->seats, 0);
    g_autofree char *from = sw_text_number(o->seats_from, 0);
    switch (o->kind) {
    case SW_OPTION_RENEW:
        return seats_option("Renew", o);
    case SW_OPTION_RIGHTSIZE:
        if (!isfinite(o->seats))
            return g_strdup("Rightsize");
        return g_strdup_printf("Rightsize %s to %s seats", from, to);
    case SW_OPTION_RENEGOTIATE: {
        if (!isfinite(o->price))
            return g_strdup("Renegotiate the price");
        return seats_option("Renegotiate", o);
    }
    case SW_OPTION_EXTEND:
        return g_strdup("Extend and study");
    case SW_OPTION_SWITCH:
        return g_strdup_printf("Switch to %s", o->alternative != NULL
                                                   ? o->alternative
                                                   : "the alternative");
    case SW_OPTION_CANCEL:
        return g_strdup("Cancel");
    case SW_OPTION_DO_NOTHING:
        return g_strdup("Do nothing");
    case SW_OPTION_UNDETERMINED:
        break;
    }
    return g_strdup("Undetermined");
}
