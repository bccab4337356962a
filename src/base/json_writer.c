#include "base/json_writer.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clean_text.h"

void sw_json_writer_init(sw_json_writer *w)
{
    *w = (sw_json_writer){.out = g_string_new(NULL)};
}

char *sw_json_writer_take(sw_json_writer *w, size_t *length)
{
    assert(w->depth == 0);
    g_string_append_c(w->out, '\n');
    if (length != NULL)
        *length = w->out->len;
    char *text = g_string_free(w->out, FALSE);
    w->out = NULL;
    return text;
}

static void line_break(sw_json_writer *w)
{
    g_string_append_c(w->out, '\n');
    for (int i = 0; i < w->depth; i++)
        g_string_append(w->out, "  ");
}

/* What comes before an element: nothing after a key, else comma and break. */
static void before_element(sw_json_writer *w)
{
    if (w->after_key) {
        w->after_key = false;
        return;
    }
    if (w->depth == 0)
        return;
    if (w->filled[w->depth])
        g_string_append_c(w->out, ',');
    w->filled[w->depth] = true;
    line_break(w);
}

static void begin(sw_json_writer *w, char bracket)
{
    before_element(w);
    g_string_append_c(w->out, bracket);
    w->depth++;
    assert(w->depth < SW_JSON_DEPTH);
    w->filled[w->depth] = false;
}

static void end(sw_json_writer *w, char bracket)
{
    assert(w->depth > 0);
    bool filled = w->filled[w->depth];
    w->depth--;
    if (filled)
        line_break(w);
    g_string_append_c(w->out, bracket);
}

void sw_json_begin_object(sw_json_writer *w)
{
    begin(w, '{');
}

void sw_json_end_object(sw_json_writer *w)
{
    end(w, '}');
}

void sw_json_begin_array(sw_json_writer *w)
{
    begin(w, '[');
}

void sw_json_end_array(sw_json_writer *w)
{
    end(w, ']');
}

/* What a terminal would obey is written by its number, in UTF-16. */
static void append_character(GString *out, const char *p)
{
    gunichar c = g_utf8_get_char(p);
    if (!sw_is_unprintable(c))
        g_string_append_len(out, p, g_utf8_skip[(unsigned char)*p]);
    else if (c < 0x10000)
        g_string_append_printf(out, "\\u%04x", c);
    else
        g_string_append_printf(out, "\\u%04x\\u%04x", 0xD7C0 + (c >> 10),
                               0xDC00 + (c & 0x3FF));
}

static void append_quoted(GString *out, const char *s)
{
    g_string_append_c(out, '"');
    for (const unsigned char *p = (const unsigned char *)s; *p != '\0'; p++) {
        switch (*p) {
        case '"':
            g_string_append(out, "\\\"");
            break;
        case '\\':
            g_string_append(out, "\\\\");
            break;
        case '\n':
            g_string_append(out, "\\n");
            break;
        case '\t':
            g_string_append(out, "\\t");
            break;
        case '\r':
            g_string_append(out, "\\r");
            break;
        default:
            append_character(out, (const char *)p);
            p += g_utf8_skip[*p] - 1;
        }
    }
    g_string_append_c(out, '"');
}

void sw_json_key(sw_json_writer *w, const char *key)
{
    before_element(w);
    g_autofree char *valid = g_utf8_make_valid(key, -1);
    append_quoted(w->out, valid);
    g_string_append(w->out, ": ");
    w->after_key = true;
}

const char *sw_number_text(double x, char buf[SW_NUMBER_TEXT])
{
    static const char *const formats[] = {"%.15g", "%.16g", "%.17g"};
    for (int i = 0; i < 3; i++) {
        g_ascii_formatd(buf, SW_NUMBER_TEXT, formats[i], x);
        double back = g_ascii_strtod(buf, NULL);
        if (memcmp(&back, &x, sizeof x) == 0)
            break;
    }
    return buf;
}

void sw_json_number(sw_json_writer *w, double x)
{
    char buf[SW_NUMBER_TEXT];
    before_element(w);
    g_string_append(w->out, isfinite(x) ? sw_number_text(x, buf) : "null");
}

void sw_json_integer(sw_json_writer *w, long long x)
{
    before_element(w);
    g_string_append_printf(w->out, "%lld", x);
}

void sw_json_string(sw_json_writer *w, const char *s)
{
    if (s == NULL) {
        sw_json_null(w);
        return;
    }
    before_element(w);
    g_autofree char *valid = g_utf8_make_valid(s, -1);
    append_quoted(w->out, valid);
}

void sw_json_boolean(sw_json_writer *w, bool b)
{
    before_element(w);
    g_string_append(w->out, b ? "true" : "false");
}

void sw_json_null(sw_json_writer *w)
{
    before_element(w);
    g_string_append(w->out, "null");
}

void sw_json_put_number(sw_json_writer *w, const char *key, double x)
{
    sw_json_key(w, key);
    sw_json_number(w, x);
}

void sw_json_put_integer(sw_json_writer *w, const char *key, long long x)
{
    sw_json_key(w, key);
    sw_json_integer(w, x);
}

void sw_json_put_string(sw_json_writer *w, const char *key, const char *s)
{
    sw_json_key(w, key);
    sw_json_string(w, s);
}

void sw_json_put_day(sw_json_writer *w, const char *key, sw_day day)
{
    char text[SW_DATE_TEXT];
    sw_json_put_string(w, key,
                       day == SW_DAY_NONE ? NULL : sw_date_format(day, text));
}

void sw_json_put_boolean(sw_json_writer *w, const char *key, bool b)
{
    sw_json_key(w, key);
    sw_json_boolean(w, b);
}

void sw_json_put_null(sw_json_writer *w, const char *key)
{
    sw_json_key(w, key);
    sw_json_null(w);
}
