#include "base/text.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static const char NOT_AVAILABLE[] = "n/a";

typedef struct currency_sign {
    const char *code, *sign;
} currency_sign;

static const currency_sign SIGNS[] = {
    {"USD", "$"},   {"EUR", "€"},  {"GBP", "£"},  {"JPY", "¥"},   {"INR", "₹"},
    {"KRW", "₩"},   {"CAD", "C$"}, {"AUD", "A$"}, {"NZD", "NZ$"}, {"SGD", "S$"},
    {"HKD", "HK$"}, {"BRL", "R$"}, {"ILS", "₪"},  {"CNY", "CN¥"},
};

char *sw_text_currency_sign(const char *currency)
{
    if (currency == NULL || *currency == '\0')
        return g_strdup("");
    for (size_t i = 0; i < G_N_ELEMENTS(SIGNS); i++)
        if (strcmp(SIGNS[i].code, currency) == 0)
            return g_strdup(SIGNS[i].sign);
    return g_strconcat(currency, " ", NULL);
}

/* Digits with thousands separators, without a sign. */
static GString *grouped(double magnitude, int decimals)
{
    char format[8], plain[400];
    g_snprintf(format, sizeof format, "%%.%df", decimals);
    g_ascii_formatd(plain, sizeof plain, format, magnitude);
    size_t whole = strcspn(plain, ".");
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            g_string_append_c(text, ',');
        g_string_append_c(text, plain[i]);
    }
    g_string_append(text, plain + whole);
    return text;
}

/* A value that is shown as nothing but zeros has no sign. */
static bool shows_as_negative(double x, const char *digits)
{
    return x < 0 && strpbrk(digits, "123456789") != NULL;
}

static char *with_sign(double x, int decimals, const char *before,
                       const char *after)
{
    if (!isfinite(x))
        return g_strdup(NOT_AVAILABLE);
    GString *digits = grouped(fabs(x), decimals);
    const char *minus = shows_as_negative(x, digits->str) ? "-" : "";
    char *text = g_strconcat(minus, before, digits->str, after, NULL);
    g_string_free(digits, TRUE);
    return text;
}

char *sw_text_money(const char *currency, double x, int decimals)
{
    g_autofree char *sign = sw_text_currency_sign(currency);
    return with_sign(x, decimals, sign, "");
}

char *sw_text_price(const char *currency, double x)
{
    static const double CENTS_UP_TO = 1000; /* above, cents only distract */
    bool whole = fabs(x - rint(x)) < 0.005;
    return sw_text_money(currency, x, whole || fabs(x) >= CENTS_UP_TO ? 0 : 2);
}

char *sw_text_number(double x, int decimals)
{
    return with_sign(x, decimals, "", "");
}

char *sw_text_percent(double fraction, int decimals)
{
    return with_sign(100 * fraction, decimals, "", "%");
}

char *sw_text_probability(double p)
{
    static const double SHOWN = 0.005; /* what rounds to a whole percent */
    if (p > 0 && p < SHOWN)
        return g_strdup("<1%");
    if (p < 1 && p >= 1 - SHOWN)
        return g_strdup(">99%");
    return sw_text_percent(p, 0);
}

char *sw_text_minutes(double x)
{
    return with_sign(x, 1, "", isfinite(x) ? " minutes" : "");
}

char *sw_text_date(sw_day day)
{
    static const char *const MONTH[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    if (day == SW_DAY_NONE)
        return g_strdup("unknown");
    sw_ymd d = sw_date_to_ymd(day);
    return g_strdup_printf("%d %s %d", d.day, MONTH[d.month - 1], d.year);
}
