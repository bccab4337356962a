/* text.c - English: language.h with the language NULL. */
#include "base/text.h"

#include <string.h>

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

char *sw_text_money(const char *currency, double x, int decimals)
{
    return sw_say_money(NULL, currency, x, decimals);
}

char *sw_text_price(const char *currency, double x)
{
    return sw_say_price(NULL, currency, x);
}

char *sw_text_number(double x, int decimals)
{
    return sw_say_number(NULL, x, decimals);
}

char *sw_text_percent(double fraction, int decimals)
{
    return sw_say_percent(NULL, fraction, decimals);
}
