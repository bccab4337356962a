/*
 * language_format.c - prints a translated format with the arguments of its
 * English one, and the decimals as the language writes them.
 *
 * The arguments are read in the order of the English format, which the compiler
 * has checked against them; the translated one prints each where it wants.
 */
#include <glib.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "base/language.h"
#include "base/language_format.h"

enum { MOST = SW_FORMAT_MOST };

typedef struct argument {
    char kind; /* of its conversion: 's', 'f', 'd', 'c' or 'u' */
    union {
        const char *text;
        double number;
        intmax_t whole;
        uintmax_t natural;
        int letter;
    } is;
} argument;

sw_conversion sw_conversion_at(const char *c)
{
    sw_conversion found = {0};
    size_t digits = strspn(c, "0123456789");
    if (digits > 0 && c[digits] == '$') {
        found.place = (size_t)g_ascii_strtoull(c, NULL, 10);
        c += digits + 1;
    }
    size_t n = strspn(c, "-+0#123456789.");
    n += strspn(c + n, "hljztL");
    if (c[n] != '\0' && strchr("diouxXeEfFgGcs", c[n]) != NULL) {
        found.what = c;
        found.length = n + 1;
    }
    return found;
}

static bool has_modifier(const sw_conversion *c, char modifier)
{
    return c->length > 1 && c->what[c->length - 2] == modifier;
}

static bool is_long_long(const sw_conversion *c)
{
    return has_modifier(c, 'j') || (c->length > 2 && has_modifier(c, 'l') &&
                                    c->what[c->length - 3] == 'l');
}

static argument signed_argument(const sw_conversion *c, va_list *args)
{
    argument a = {.kind = 'd'};
    if (has_modifier(c, 'z') || has_modifier(c, 't'))
        a.is.whole = va_arg(*args, ptrdiff_t);
    else if (is_long_long(c))
        a.is.whole = va_arg(*args, long long);
    else if (has_modifier(c, 'l'))
        a.is.whole = va_arg(*args, long);
    else
        a.is.whole = va_arg(*args, int);
    return a;
}

static argument unsigned_argument(const sw_conversion *c, va_list *args)
{
    argument a = {.kind = 'u'};
    if (has_modifier(c, 'z') || has_modifier(c, 't'))
        a.is.natural = va_arg(*args, size_t);
    else if (is_long_long(c))
        a.is.natural = va_arg(*args, unsigned long long);
    else if (has_modifier(c, 'l'))
        a.is.natural = va_arg(*args, unsigned long);
    else
        a.is.natural = va_arg(*args, unsigned);
    return a;
}

static argument read_argument(const sw_conversion *c, va_list *args)
{
    switch (c->what[c->length - 1]) {
    case 's':
        return (argument){.kind = 's', .is.text = va_arg(*args, const char *)};
    case 'c':
        return (argument){.kind = 'c', .is.letter = va_arg(*args, int)};
    case 'd':
    case 'i':
        return signed_argument(c, args);
    case 'o':
    case 'u':
    case 'x':
    case 'X':
        return unsigned_argument(c, args);
    default:
        return (argument){.kind = 'f', .is.number = va_arg(*args, double)};
    }
}

static size_t read_arguments(argument *out, const char *english, va_list *args)
{
    size_t n = 0;
    for (const char *c = strchr(english, '%'); c != NULL && n < MOST;
         c = strchr(c, '%')) {
        sw_conversion found = sw_conversion_at(++c);
        if (found.length > 0) {
            out[n++] = read_argument(&found, args);
            c = found.what + found.length;
        } else {
            c += *c == '%';
        }
    }
    return n;
}

/* A number with the point of the language; GLib's is never the locale's. */
static void append_number(GString *out, const char *format, double x,
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

/* Flags and width of a conversion with the widest modifier for whole numbers.
 */
static void append_argument(GString *out, const sw_conversion *c,
                            const argument *a, const char *point)
{
    size_t flags = strcspn(c->what, "hljztLdiouxXeEfFgGcs");
    char format[32];
    g_snprintf(format, sizeof format, "%%%.*s%s%c",
               (int)MIN(flags, sizeof format - 8), c->what,
               a->kind == 'd' || a->kind == 'u' ? "j" : "",
               c->what[c->length - 1]);
    if (a->kind == 'f')
        append_number(out, format, a->is.number, point);
    else if (a->kind == 'd')
        g_string_append_printf(out, format, a->is.whole);
    else if (a->kind == 'u')
        g_string_append_printf(out, format, a->is.natural);
    else if (a->kind == 'c')
        g_string_append_printf(out, format, a->is.letter);
    else
        g_string_append_printf(out, format, a->is.text);
}

char *sw_say_args(const sw_language *l, const char *fmt, va_list args)
{
    const char *point = sw_language_numbers(l)->decimal;
    argument all[MOST];
    va_list copy;
    va_copy(copy, args);
    size_t n = read_arguments(all, fmt, &copy), next = 0;
    va_end(copy);
    GString *out = g_string_new(NULL);
    for (const char *c = sw_language_format(l, fmt); *c != '\0';) {
        sw_conversion found =
            *c == '%' ? sw_conversion_at(c + 1) : (sw_conversion){0};
        size_t k = found.place > 0 ? found.place - 1 : next;
        if (found.length > 0 && k < n) {
            append_argument(out, &found, &all[k], point);
            next += found.place == 0;
            c = found.what + found.length;
        } else {
            g_string_append_c(out, *c);
            c += *c == '%' && c[1] == '%' ? 2 : 1;
        }
    }
    return g_string_free(out, FALSE);
}

char *sw_say(const sw_language *l, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char *text = sw_say_args(l, fmt, args);
    va_end(args);
    return text;
}
