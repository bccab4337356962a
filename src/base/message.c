/* message.c - a format and its arguments, kept until they are printed. */
#include "base/message.h"

#include <string.h>

#include "base/language_print.h"

struct sw_message {
    gatomicrefcount holders;
    const char *format; /* borrowed, a literal; NULL: one value, or a list */
    const char *mark;   /* between the values of a list; borrowed */
    size_t n;
    sw_value values[]; /* owns their texts and messages */
};

sw_value sw_as_text(const char *text)
{
    return (sw_value){.kind = SW_VALUE_TEXT, .text = text};
}

sw_value sw_as_word(const char *english)
{
    return (sw_value){.kind = SW_VALUE_WORD, .text = english};
}

sw_value sw_as_name(const char *name, bool is_word)
{
    return is_word ? sw_as_word(name) : sw_as_text(name);
}

sw_value sw_as_message(sw_message *m)
{
    return (sw_value){.kind = SW_VALUE_MESSAGE, .is.message = m};
}

static sw_value figure(sw_value_kind kind, const char *text, double x,
                       int decimals)
{
    return (sw_value){kind, decimals, text, {.number = x}};
}

sw_value sw_as_number(double x, int decimals)
{
    return figure(SW_VALUE_NUMBER, NULL, x, decimals);
}

sw_value sw_as_money(const char *currency, double x, int decimals)
{
    return figure(SW_VALUE_MONEY, currency, x, decimals);
}

sw_value sw_as_price(const char *currency, double x)
{
    return figure(SW_VALUE_PRICE, currency, x, 0);
}

sw_value sw_as_percent(double fraction, int decimals)
{
    return figure(SW_VALUE_PERCENT, NULL, fraction, decimals);
}

sw_value sw_as_probability(double p)
{
    return figure(SW_VALUE_PROBABILITY, NULL, p, 0);
}

sw_value sw_as_minutes(double x)
{
    return figure(SW_VALUE_MINUTES, NULL, x, 0);
}

sw_value sw_as_real(double x)
{
    return figure(SW_VALUE_REAL, NULL, x, 0);
}

static sw_value whole(sw_value_kind kind, intmax_t x)
{
    return (sw_value){.kind = kind, .is.whole = x};
}

sw_value sw_as_date(sw_day day)
{
    return whole(SW_VALUE_DATE, day);
}

sw_value sw_as_whole(int x)
{
    return whole(SW_VALUE_WHOLE, x);
}

sw_value sw_as_letter(char c)
{
    return whole(SW_VALUE_LETTER, c);
}

sw_value sw_as_count(size_t n)
{
    return (sw_value){.kind = SW_VALUE_NATURAL, .is.natural = n};
}

/* Copies the texts; nested messages are taken over. */
static sw_message *hold(const char *format, const char *mark,
                        const sw_value *values, size_t n)
{
    sw_message *m = g_malloc0(sizeof *m + n * sizeof *values);
    g_atomic_ref_count_init(&m->holders);
    m->format = format;
    m->mark = mark;
    m->n = n;
    for (size_t i = 0; i < n; i++) {
        m->values[i] = values[i];
        m->values[i].text = g_strdup(values[i].text);
    }
    return m;
}

sw_message *sw_message_of_values(const char *fmt, const sw_value *values,
                                 size_t n)
{
    return hold(fmt, NULL, values, n);
}

sw_message *sw_message_args(const char *fmt, va_list args)
{
    sw_value values[SW_FORMAT_MOST];
    va_list copy;
    va_copy(copy, args);
    size_t n = sw_values_read(values, fmt, &copy);
    va_end(copy);
    return hold(fmt, NULL, values, n);
}

sw_message *sw_message_new(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    sw_message *m = sw_message_args(fmt, args);
    va_end(args);
    return m;
}

sw_message *sw_message_word(const char *english)
{
    sw_value v = sw_as_word(english);
    return english == NULL ? NULL : hold(NULL, "", &v, 1);
}

sw_message *sw_message_text_of(const char *text)
{
    sw_value v = sw_as_text(text);
    return text == NULL ? NULL : hold(NULL, "", &v, 1);
}

sw_message *sw_message_join(const char *mark, sw_message *const *parts,
                            size_t n)
{
    g_autofree sw_value *values = g_new(sw_value, n + 1);
    size_t used = 0;
    for (size_t i = 0; i < n; i++)
        if (parts[i] != NULL)
            values[used++] = sw_as_message(parts[i]);
    return hold(NULL, mark, values, used);
}

bool sw_message_fits(const sw_message *m)
{
    size_t n = 0;
    for (const char *c = m->format == NULL ? NULL : strchr(m->format, '%');
         c != NULL; c = strchr(c, '%')) {
        sw_conversion found = sw_conversion_at(++c);
        if (found.length == 0) {
            c += *c == '%';
            continue;
        }
        if (n >= m->n || !sw_conversion_prints(&found, m->values[n].kind))
            return false;
        n++;
        c = found.what + found.length;
    }
    for (size_t i = 0; i < m->n; i++)
        if (m->values[i].kind == SW_VALUE_MESSAGE &&
            m->values[i].is.message != NULL &&
            !sw_message_fits(m->values[i].is.message))
            return false;
    return m->format == NULL || n == m->n;
}

sw_message *sw_message_share(const sw_message *m)
{
    sw_message *shared = (sw_message *)m;
    if (shared != NULL)
        g_atomic_ref_count_inc(&shared->holders);
    return shared;
}

void sw_message_free(sw_message *m)
{
    if (m == NULL || !g_atomic_ref_count_dec(&m->holders))
        return;
    for (size_t i = 0; i < m->n; i++) {
        g_free((char *)m->values[i].text);
        if (m->values[i].kind == SW_VALUE_MESSAGE)
            sw_message_free(m->values[i].is.message);
    }
    g_free(m);
}

GPtrArray *sw_messages_new(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)sw_message_free);
}

static char *say(const sw_message *m, const sw_language *l,
                 const sw_concealing *how)
{
    if (m == NULL)
        return NULL;
    if (m->format != NULL)
        return sw_format_print(l, m->format, m->values, m->n, how);
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < m->n; i++) {
        g_autofree char *part = sw_value_say(l, NULL, 0, &m->values[i], how);
        g_string_append_printf(out, "%s%s", i > 0 ? m->mark : "",
                               part != NULL ? part : "");
    }
    return g_string_free(out, FALSE);
}

char *sw_message_say(const sw_message *m, const sw_language *l)
{
    return say(m, l, NULL);
}

char *sw_message_say_concealed(const sw_message *m, const sw_language *l,
                               sw_conceal *conceal, const void *data)
{
    const sw_concealing how = {conceal, data};
    return say(m, l, &how);
}
