/* language_numbers.c - figures as the readers of a language write them. */
#include <math.h>
#include <string.h>

#include "base/text.h"

static char *not_available(const sw_language *l)
{
    return g_strdup(sw_language_text(l, "n/a"));
}

/* A half is rounded up, as spreadsheets do, also where its nearest double lies
 * a hair below: 0.125 is 0.13, and 1.005 is 1.01. They show 15 digits. */
static double half_up(double magnitude)
{
    static const double HAIR = 8.9e-16; /* of the size: the 16th digit */
    return magnitude * (1.0 + HAIR);
}

/* Digits with thousands separators, without a sign. */
static char *grouped(const sw_number_words *n, double magnitude, int decimals)
{
    char format[8], plain[400];
    g_snprintf(format, sizeof format, "%%.%df", decimals);
    g_ascii_formatd(plain, sizeof plain, format, half_up(magnitude));
    size_t whole = strcspn(plain, ".");
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            g_string_append(text, n->thousands);
        g_string_append_c(text, plain[i]);
    }
    if (plain[whole] != '\0') {
        g_string_append(text, n->decimal);
        g_string_append(text, plain + whole + 1);
    }
    return g_string_free(text, FALSE);
}

/* A value that is shown as nothing but zeros has no sign. */
static const char *minus_of(double x, const char *digits)
{
    return x < 0 && strpbrk(digits, "123456789") != NULL ? "-" : "";
}

static char *with_sign(const sw_language *l, double x, int decimals,
                       const char *before, const char *after)
{
    if (!isfinite(x))
        return not_available(l);
    g_autofree char *digits =
        grouped(sw_language_numbers(l), fabs(x), decimals);
    return g_strconcat(minus_of(x, digits), before, digits, after, NULL);
}

/* The sign of a currency behind its amount, which no line break parts. */
static char *sign_after(const char *sign)
{
    g_autofree char *bare = g_strchomp(g_strdup(sign));
    return *bare == '\0' ? g_strdup("") : g_strconcat("\u00a0", bare, NULL);
}

char *sw_say_money(const sw_language *l, const char *currency, double x,
                   int decimals)
{
    g_autofree char *sign = sw_text_currency_sign(currency);
    if (!sw_language_numbers(l)->money_after)
        return with_sign(l, x, decimals, sign, "");
    g_autofree char *after = sign_after(sign);
    return with_sign(l, x, decimals, "", after);
}

char *sw_say_price(const sw_language *l, const char *currency, double x)
{
    static const double CENTS_UP_TO = 1000; /* above, cents only distract */
    bool whole = fabs(x - rint(x)) < 0.005;
    return sw_say_money(l, currency, x,
                        whole || fabs(x) >= CENTS_UP_TO ? 0 : 2);
}

char *sw_say_number(const sw_language *l, double x, int decimals)
{
    return with_sign(l, x, decimals, "", "");
}

char *sw_say_percent(const sw_language *l, double fraction, int decimals)
{
    return with_sign(l, 100 * fraction, decimals, "",
                     sw_language_numbers(l)->percent);
}

char *sw_say_probability(const sw_language *l, double p)
{
    static const double SHOWN = 0.005; /* what rounds to a whole percent */
    const char *percent = sw_language_numbers(l)->percent;
    if (p < SHOWN)
        return g_strconcat("<1", percent, NULL);
    if (p >= 1 - SHOWN)
        return g_strconcat(">99", percent, NULL);
    return sw_say_percent(l, p, 0);
}

char *sw_say_minutes(const sw_language *l, double x)
{
    if (!isfinite(x))
        return not_available(l);
    g_autofree char *number = sw_say_number(l, x, 1);
    return sw_say(l, "%s minutes", number);
}

char *sw_say_date(const sw_language *l, sw_day day)
{
    static const char *const MONTH[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    if (day == SW_DAY_NONE)
        return g_strdup(sw_language_text(l, "unknown"));
    sw_ymd d = sw_date_to_ymd(day);
    const char *month = sw_language_text(l, MONTH[d.month - 1]);
    if (d.day == 1) /* has a name of its own in French */
        return sw_say(l, "1 %s %d", month, d.year);
    return sw_say(l, "%d %s %d", d.day, month, d.year);
}
