#include "base/language_figures.h"

#include <string.h>

#include "base/text.h"

/* Digits with English marks that `text` starts with, in the language's; moves
 * *end behind them. NULL where there are none. */
static char *digits(const sw_number_words *w, const char *text,
                    const char **end)
{
    size_t n = strspn(text, "0123456789.,"), points = 0;
    while (n > 0 && !g_ascii_isdigit(text[n - 1]))
        n--;
    for (size_t i = 0; i < n; i++)
        points += text[i] == '.';
    if (n == 0 || !g_ascii_isdigit(*text) || points > 1)
        return NULL;
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < n; i++)
        if (text[i] == '.')
            g_string_append(out, w->decimal);
        else if (text[i] == ',')
            g_string_append(out, w->thousands);
        else
            g_string_append_c(out, text[i]);
    *end = text + n;
    return g_string_free(out, FALSE);
}

/* A currency's sign before an amount: what is no digit, and not much of it. */
static size_t sign_length(const char *text)
{
    enum { LONGEST = 6 };
    size_t n = strcspn(text, "0123456789");
    bool code = n == 4 && text[3] == ' ' && g_ascii_isupper(text[0]) &&
                g_ascii_isupper(text[1]) && g_ascii_isupper(text[2]);
    bool sign = n > 0 && n <= LONGEST && memchr(text, ' ', n) == NULL &&
                strpbrk(text, "$€£¥₹₩₪") != NULL;
    return code || sign ? n : 0;
}

static char *money(const sw_number_words *w, const char *text)
{
    const char *minus = *text == '-' ? "-" : "", *end = NULL;
    const char *sign = text + strlen(minus);
    size_t n = sign_length(sign);
    g_autofree char *amount = n > 0 ? digits(w, sign + n, &end) : NULL;
    if (amount == NULL || *end != '\0')
        return NULL;
    if (!w->money_after)
        return g_strdup_printf("%s%.*s%s", minus, (int)n, sign, amount);
    while (n > 0 && sign[n - 1] == ' ')
        n--;
    return g_strdup_printf("%s%s\u00a0%.*s", minus, amount, (int)n, sign);
}

/* "1,234.5", "-3", "83%", "<1%" */
static char *number(const sw_number_words *w, const char *text)
{
    size_t marks = strspn(text, "-+<>");
    const char *end = NULL;
    g_autofree char *value = marks <= 1 ? digits(w, text + marks, &end) : NULL;
    if (value == NULL)
        return NULL;
    if (strcmp(end, "%") == 0)
        return g_strdup_printf("%.*s%s%s", (int)marks, text, value, w->percent);
    return *end == '\0' ? g_strdup_printf("%.*s%s", (int)marks, text, value)
                        : NULL;
}

/* "31 July 2024" */
static char *date(const sw_language *l, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, " ", 4);
    if (g_strv_length(parts) != 3)
        return NULL;
    int month = 0;
    for (int m = 1; m <= 12; m++) {
        g_autofree char *day = sw_text_date(sw_date_from_ymd(2000, m, 1));
        if (g_str_has_suffix(day, " 2000") &&
            strncmp(day + 2, parts[1], strlen(parts[1])) == 0 &&
            day[2 + strlen(parts[1])] == ' ')
            month = m;
    }
    guint64 day, year;
    if (month == 0 ||
        !g_ascii_string_to_unsigned(parts[0], 10, 1, 31, &day, NULL) ||
        !g_ascii_string_to_unsigned(parts[2], 10, 1, 9999, &year, NULL))
        return NULL;
    return sw_say_date(l, sw_date_from_ymd((int)year, month, (int)day));
}

char *sw_language_figure(const sw_language *l, const char *text)
{
    const sw_number_words *w = sw_language_numbers(l);
    char *own = number(w, text);
    if (own == NULL)
        own = money(w, text);
    return own != NULL ? own : date(l, text);
}
