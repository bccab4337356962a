/*
 * language_print.c - a translated format with the values of its English one.
 *
 * Values stand in the order of the English format; the translated one prints
 * each where it wants.
 */
#include "base/language_print.h"

#include <string.h>

#include "base/language_one.h"

/* Where the k-th conversion of the format begins. */
static size_t place_of(const char *english, size_t k)
{
    const char *c = english;
    while ((c = strchr(c, '%')) != NULL) {
        sw_conversion found = sw_conversion_at(c + 1);
        if (found.length > 0 && k-- == 0)
            return (size_t)(c - english);
        c = found.length > 0 ? found.what + found.length
                             : c + (c[1] == '%' ? 2 : 1);
    }
    return 0;
}

char *sw_value_say(const sw_language *l, const char *english, size_t k,
                   const sw_value *v, const sw_concealing *how)
{
    switch (v->kind) {
    case SW_VALUE_WORD:
        return g_strdup(sw_language_text(l, v->text));
    case SW_VALUE_MESSAGE:
        return how == NULL ? sw_message_say(v->is.message, l)
                           : sw_message_say_concealed(v->is.message, l,
                                                      how->conceal, how->data);
    case SW_VALUE_NUMBER:
        return sw_say_number(l, v->is.number, v->decimals);
    case SW_VALUE_MONEY:
        return sw_say_money(l, v->text, v->is.number, v->decimals);
    case SW_VALUE_PRICE:
        return sw_say_price(l, v->text, v->is.number);
    case SW_VALUE_PERCENT:
        return sw_say_percent(l, v->is.number, v->decimals);
    case SW_VALUE_PROBABILITY:
        return sw_say_probability(l, v->is.number);
    case SW_VALUE_MINUTES:
        return sw_say_minutes(l, v->is.number);
    case SW_VALUE_DATE:
        return sw_say_date(l, (sw_day)v->is.whole);
    default:
        return how == NULL
                   ? g_strdup(v->text)
                   : how->conceal(v->text, english,
                                  english != NULL ? place_of(english, k) : 0, l,
                                  how->data);
    }
}

bool sw_conversion_prints(const sw_conversion *c, sw_value_kind kind)
{
    if (c->length == 0)
        return false;
    switch (c->what[c->length - 1]) {
    case 's':
        return kind < SW_VALUE_REAL;
    case 'c':
        return kind == SW_VALUE_LETTER;
    case 'd':
    case 'i':
        return kind == SW_VALUE_WHOLE;
    case 'o':
    case 'u':
    case 'x':
    case 'X':
        return kind == SW_VALUE_NATURAL;
    default:
        return kind == SW_VALUE_REAL;
    }
}

/* A number with the point of the language; GLib's is never the locale's. */
static void append_real(GString *out, const char *format, double x,
                        const char *point)
{
    char plain[400];
    g_ascii_formatd(plain, sizeof plain, format, x);
    for (const char *c = plain; *c != '\0'; c++)
        if (*c == '.')
            g_string_append(out, point);
        else
            g_string_append_c(out, *c);
}

typedef struct printing {
    const sw_language *l;
    const char *english;
    const sw_concealing *how;
} printing;

/* Flags and width of a conversion with the widest modifier for whole numbers.
 */
static void append_value(GString *out, const sw_conversion *c,
                         const sw_value *v, size_t k, const printing *p)
{
    size_t flags = strcspn(c->what, "hljztLdiouxXeEfFgGcs");
    bool whole = v->kind == SW_VALUE_WHOLE || v->kind == SW_VALUE_NATURAL;
    char format[32];
    g_snprintf(format, sizeof format, "%%%.*s%s%c",
               (int)MIN(flags, sizeof format - 8), c->what, whole ? "j" : "",
               c->what[c->length - 1]);
    if (v->kind == SW_VALUE_REAL)
        append_real(out, format, v->is.number,
                    sw_language_numbers(p->l)->decimal);
    else if (v->kind == SW_VALUE_WHOLE)
        g_string_append_printf(out, format, v->is.whole);
    else if (v->kind == SW_VALUE_NATURAL)
        g_string_append_printf(out, format, v->is.natural);
    else if (v->kind == SW_VALUE_LETTER)
        g_string_append_printf(out, format, (int)v->is.whole);
    else {
        g_autofree char *text = sw_value_say(p->l, p->english, k, v, p->how);
        g_string_append_printf(out, format, text != NULL ? text : "");
    }
}

/* What the k-th value prints in English is "1". */
static bool is_one(const char *english, const sw_value *v, size_t k)
{
    static const sw_conversion any = {.what = "s", .length = 1};
    const char *c = english + place_of(english, k);
    sw_conversion found = *c == '%' ? sw_conversion_at(c + 1) : any;
    const printing plain = {.english = NULL};
    g_autoptr(GString) text = g_string_new(NULL);
    if (!sw_conversion_prints(&found, v->kind))
        return false;
    append_value(text, &found, v, k, &plain);
    return strcmp(text->str, "1") == 0;
}

/* The English format for as many as there are. */
static const char *counted(const char *english, const sw_value *values,
                           size_t n)
{
    size_t k = 0;
    const char *one = sw_format_one(&k, english);
    return one != NULL && k < n && is_one(english, &values[k], k) ? one
                                                                  : english;
}

char *sw_format_print(const sw_language *l, const char *english,
                      const sw_value *values, size_t n,
                      const sw_concealing *how)
{
    const char *format = counted(english, values, n);
    const printing p = {l, english, how};
    size_t next = 0;
    GString *out = g_string_new(NULL);
    for (const char *c = sw_language_text(l, format); *c != '\0';) {
        sw_conversion found =
            *c == '%' ? sw_conversion_at(c + 1) : (sw_conversion){0};
        size_t k = found.place > 0 ? found.place - 1 : next;
        if (found.length > 0 && k < n &&
            sw_conversion_prints(&found, values[k].kind)) {
            append_value(out, &found, &values[k], k, &p);
            next += found.place == 0;
            c = found.what + found.length;
        } else {
            g_string_append_c(out, *c);
            c += *c == '%' && c[1] == '%' ? 2 : 1;
        }
    }
    return g_string_free(out, FALSE);
}
