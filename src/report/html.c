#include "report/html.h"

#include <stdarg.h>

#include "base/clean_text.h"

void sw_html_init(sw_html *h, const sw_language *language)
{
    enum { USUAL = 256 * 1024 };
    *h = (sw_html){.out = g_string_sized_new(USUAL), .language = language};
}

char *sw_html_take(sw_html *h, size_t *length)
{
    *length = h->out->len;
    return g_string_free(g_steal_pointer(&h->out), FALSE);
}

void sw_html_put(sw_html *h, const char *markup)
{
    g_string_append(h->out, markup);
}

void sw_html_putf(sw_html *h, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    g_string_append_vprintf(h->out, fmt, args);
    va_end(args);
}

void sw_html_text(sw_html *h, const char *text)
{
    sw_clean_html(h->out, text);
}

void sw_html_attribute(sw_html *h, const char *name, const char *text)
{
    sw_html_putf(h, " %s=\"", name);
    sw_html_text(h, text);
    sw_html_put(h, "\"");
}

void sw_html_open(sw_html *h, const char *tag, const char *class_)
{
    sw_html_putf(h, "<%s", tag);
    if (class_ != NULL)
        sw_html_attribute(h, "class", class_);
    sw_html_put(h, ">");
}

void sw_html_close(sw_html *h, const char *tag)
{
    sw_html_putf(h, "</%s>\n", tag);
}

void sw_html_element(sw_html *h, const char *tag, const char *class_,
                     const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    sw_html_open(h, tag, class_);
    sw_html_text(h, text);
    sw_html_close(h, tag);
}

const char *sw_html_word(const sw_html *h, const char *english)
{
    return sw_language_text(h->language, english);
}
