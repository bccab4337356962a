/*
 * language_format.c - the conversions of a format, and the arguments that a
 * call passes for them: in the order of the English format, which the compiler
 * has checked against them.
 */
#include "base/language_format.h"

#include <glib.h>
#include <stdarg.h>
#include <string.h>

#include "base/language_print.h"

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

static sw_value signed_value(const sw_conversion *c, va_list *args)
{
    sw_value v = {.kind = SW_VALUE_WHOLE};
    if (has_modifier(c, 'z') || has_modifier(c, 't'))
        v.is.whole = va_arg(*args, ptrdiff_t);
    else if (is_long_long(c))
        v.is.whole = va_arg(*args, long long);
    else if (has_modifier(c, 'l'))
        v.is.whole = va_arg(*args, long);
    else
        v.is.whole = va_arg(*args, int);
    return v;
}

static sw_value unsigned_value(const sw_conversion *c, va_list *args)
{
    sw_value v = {.kind = SW_VALUE_NATURAL};
    if (has_modifier(c, 'z') || has_modifier(c, 't'))
        v.is.natural = va_arg(*args, size_t);
    else if (is_long_long(c))
        v.is.natural = va_arg(*args, unsigned long long);
    else if (has_modifier(c, 'l'))
        v.is.natural = va_arg(*args, unsigned long);
    else
        v.is.natural = va_arg(*args, unsigned);
    return v;
}

static sw_value read_value(const sw_conversion *c, va_list *args)
{
    switch (c->what[c->length - 1]) {
    case 's':
        return sw_as_text(va_arg(*args, const char *));
    case 'c':
        return sw_as_letter((char)va_arg(*args, int));
    case 'd':
    case 'i':
        return signed_value(c, args);
    case 'o':
    case 'u':
    case 'x':
    case 'X':
        return unsigned_value(c, args);
    default:
        return sw_as_real(va_arg(*args, double));
    }
}

size_t sw_values_read(sw_value *out, const char *english, va_list *args)
{
    size_t n = 0;
    for (const char *c = strchr(english, '%'); c != NULL && n < SW_FORMAT_MOST;
         c = strchr(c, '%')) {
        sw_conversion found = sw_conversion_at(++c);
        if (found.length > 0) {
            out[n++] = read_value(&found, args);
            c = found.what + found.length;
        } else {
            c += *c == '%';
        }
    }
    return n;
}

static char *say_args(const sw_language *l, const char *fmt, va_list args)
{
    sw_value values[SW_FORMAT_MOST];
    va_list copy;
    va_copy(copy, args);
    size_t n = sw_values_read(values, fmt, &copy);
    va_end(copy);
    return sw_format_print(l, fmt, values, n, NULL);
}

char *sw_say(const sw_language *l, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char *text = say_args(l, fmt, args);
    va_end(args);
    return text;
}
