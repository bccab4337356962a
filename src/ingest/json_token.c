#include "ingest/json_token.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

/* Longer numbers are a mistake. */
enum { MAX_NUMBER = 63, MAX_FOUND = 24 };

int sw_json_peek(const sw_json_parser *s)
{
    return s->pos < s->n ? (unsigned char)s->text[s->pos] : -1;
}

bool sw_json_fail(sw_json_parser *s, const char *remedy, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    g_vsnprintf(s->fault->message, sizeof s->fault->message, fmt, args);
    va_end(args);
    s->fault->line = s->line;
    s->fault->column = s->pos - s->line_start + 1;
    s->fault->remedy = remedy;
    return false;
}

/* Whether the file can be JSON of ours at all: of any other file nothing is
 * told, for it may be anybody's secret. */
static bool begins_as_json(const sw_json_parser *s)
{
    size_t at = 0;
    while (at < s->n && strchr(" \t\r\n\xef\xbb\xbf", s->text[at]) != NULL)
        at++;
    return at < s->n && strchr("{[/", s->text[at]) != NULL;
}

/* What stands at pos, in words. */
static const char *found(const sw_json_parser *s, char buf[MAX_FOUND + 8])
{
    int c = sw_json_peek(s);
    if (c >= 0 && !begins_as_json(s))
        return "another text: the file is no JSON";
    if (c < 0)
        return "the end of the file";
    if (c < 0x20 || c == 0x7f) {
        g_snprintf(buf, MAX_FOUND, "a control character (0x%02x)", c);
        return buf;
    }
    size_t k = 1;
    if (g_ascii_isalnum(c))
        while (k < MAX_FOUND && s->pos + k < s->n &&
               g_ascii_isalnum(s->text[s->pos + k]))
            k++;
    else if (c >= 0x80)
        k = (size_t)g_utf8_skip[c];
    g_snprintf(buf, MAX_FOUND + 8, "'%.*s'", (int)k, s->text + s->pos);
    return buf;
}

bool sw_json_expected(sw_json_parser *s, const char *remedy, const char *what)
{
    char buf[MAX_FOUND + 8];
    return sw_json_fail(s, remedy, "expected %s, found %s", what,
                        found(s, buf));
}

void sw_json_skip_space(sw_json_parser *s)
{
    for (;; s->pos++) {
        int c = sw_json_peek(s);
        bool alone =
            c == '\r' && !(s->pos + 1 < s->n && s->text[s->pos + 1] == '\n');
        if (c == '\n' || alone) {
            s->line++;
            s->line_start = s->pos + 1;
        } else if (c != ' ' && c != '\t' && c != '\r') {
            return;
        }
    }
}

static int hex4(const sw_json_parser *s, size_t at)
{
    int value = 0;
    for (size_t i = 0; i < 4; i++) {
        int digit = at + i < s->n ? g_ascii_xdigit_value(s->text[at + i]) : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

static bool half_of_pair(sw_json_parser *s)
{
    return sw_json_fail(s, NULL, "half of a surrogate pair");
}

/* At the u of an escape; a pair of surrogates is one character. */
static bool unicode_escape(sw_json_parser *s, GString *out)
{
    enum { HIGH = 0xD800, LOW = 0xDC00, END = 0xE000, ABOVE = 0x10000 };
    int code = hex4(s, s->pos + 1);
    if (code < 0)
        return sw_json_fail(s, NULL, "\\u needs four hexadecimal digits");
    if (code == 0)
        return sw_json_fail(s, "remove it", "\\u0000 has no place in a text");
    if (code >= LOW && code < END)
        return half_of_pair(s);
    s->pos += 5;
    if (code < HIGH || code >= END) {
        g_string_append_unichar(out, (gunichar)code);
        return true;
    }
    if (sw_json_peek(s) != '\\' || s->pos + 1 >= s->n ||
        s->text[s->pos + 1] != 'u')
        return half_of_pair(s);
    int low = hex4(s, s->pos + 2);
    if (low < LOW || low >= END)
        return half_of_pair(s);
    g_string_append_unichar(
        out, (gunichar)(ABOVE + ((code - HIGH) << 10) + (low - LOW)));
    s->pos += 6;
    return true;
}

static bool escape(sw_json_parser *s, GString *out)
{
    static const char letters[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
    s->pos++;
    int c = sw_json_peek(s);
    if (c == 'u')
        return unicode_escape(s, out);
    const char *at = c > 0 ? strchr(letters, c) : NULL;
    if (at == NULL)
        return sw_json_expected(s, "write \\\\ for one backslash",
                                "an escape such as \\n or \\\\");
    g_string_append_c(out, means[at - letters]);
    s->pos++;
    return true;
}

/* Up to the next quote, backslash or control character. */
static void plain_part(sw_json_parser *s, GString *out)
{
    size_t from = s->pos;
    while (s->pos < s->n && (guchar)s->text[s->pos] >= 0x20 &&
           s->text[s->pos] != '"' && s->text[s->pos] != '\\')
        s->pos++;
    g_string_append_len(out, s->text + from, (gssize)(s->pos - from));
}

/* @return the text, or NULL: the fault is set */
char *sw_json_string_token(sw_json_parser *s)
{
    size_t opened = s->pos - s->line_start + 1;
    g_autoptr(GString) out = g_string_new(NULL);
    for (s->pos++;;) {
        plain_part(s, out);
        int c = sw_json_peek(s);
        if (c == '"') {
            s->pos++;
            return g_string_free(g_steal_pointer(&out), FALSE);
        }
        if (c < 0 || c == '\n' || c == '\r') {
            sw_json_fail(s, "close it with \"",
                         "the string that opens at column %zu is not closed",
                         opened);
            return NULL;
        }
        if (c < 0x20) {
            sw_json_fail(s, "write it as an escape, \\t for a tab",
                         "a raw control character (0x%02x) in a string", c);
            return NULL;
        }
        if (!escape(s, out))
            return NULL;
    }
}

static bool digits(sw_json_parser *s, const char *where)
{
    if (!g_ascii_isdigit(sw_json_peek(s)))
        return sw_json_expected(s, NULL, where);
    while (g_ascii_isdigit(sw_json_peek(s)))
        s->pos++;
    return true;
}

/* Neither infinite nor, while written with a digit other than 0, zero. */
static bool in_range(sw_json_parser *s, size_t start, double *out)
{
    char buf[MAX_NUMBER + 1];
    size_t length = s->pos - start, end = s->pos;
    s->pos = start;
    if (length > MAX_NUMBER)
        return sw_json_fail(s, "17 significant digits are all that count",
                            "a number of %zu characters, at most %d", length,
                            MAX_NUMBER);
    memcpy(buf, s->text + start, length);
    buf[length] = '\0';
    double x = g_ascii_strtod(buf, NULL);
    size_t mantissa = strcspn(buf, "eE");
    bool is_zero = strcspn(buf, "123456789") >= mantissa;
    if (!isfinite(x))
        return sw_json_fail(s, NULL, "%s is larger than any number can be",
                            buf);
    if (fpclassify(x) == FP_ZERO && !is_zero)
        return sw_json_fail(s, "write 0", "%s is too small for a number", buf);
    s->pos = end;
    *out = x;
    return true;
}

bool sw_json_number_token(sw_json_parser *s, double *out)
{
    size_t start = s->pos;
    if (sw_json_peek(s) == '-')
        s->pos++;
    if (sw_json_peek(s) == '0' && s->pos + 1 < s->n &&
        g_ascii_isdigit(s->text[s->pos + 1]))
        return sw_json_fail(s, "remove the leading zero",
                            "a number does not begin with 0 and a digit");
    if (!digits(s, "a digit"))
        return false;
    if (sw_json_peek(s) == '.') {
        s->pos++;
        if (!digits(s, "a digit after the decimal point"))
            return false;
    }
    if (sw_json_peek(s) == 'e' || sw_json_peek(s) == 'E') {
        s->pos++;
        if (sw_json_peek(s) == '+' || sw_json_peek(s) == '-')
            s->pos++;
        if (!digits(s, "a digit in the exponent"))
            return false;
    }
    return in_range(s, start, out);
}
