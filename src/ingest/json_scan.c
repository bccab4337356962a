#include "ingest/json_scan.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "ingest/json.h"

/* cJSON decodes a number through a buffer of 64 bytes. */
enum { MAX_NUMBER = 63, MAX_FOUND = 24 };

typedef struct scanner {
    const char *text;
    size_t n, pos;
    size_t line, line_start; /* of pos */
    int depth;
    GArray *places;
    sw_json_fault *fault;
} scanner;

static int peek(const scanner *s)
{
    return s->pos < s->n ? (unsigned char)s->text[s->pos] : -1;
}

static bool fail(scanner *s, const char *remedy, const char *fmt, ...)
    G_GNUC_PRINTF(3, 4);

static bool fail(scanner *s, const char *remedy, const char *fmt, ...)
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
static bool begins_as_json(const scanner *s)
{
    size_t at = 0;
    while (at < s->n && strchr(" \t\r\n\xef\xbb\xbf", s->text[at]) != NULL)
        at++;
    return at < s->n && strchr("{[/", s->text[at]) != NULL;
}

/* What stands at pos, in words. */
static const char *found(const scanner *s, char buf[MAX_FOUND + 8])
{
    int c = peek(s);
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

static bool expected(scanner *s, const char *remedy, const char *what)
{
    char buf[MAX_FOUND + 8];
    return fail(s, remedy, "expected %s, found %s", what, found(s, buf));
}

static void skip_space(scanner *s)
{
    for (;; s->pos++) {
        int c = peek(s);
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

static int hex4(const scanner *s, size_t at)
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

/* At the u of an escape; a pair of surrogates is taken at once. */
static bool unicode_escape(scanner *s)
{
    int code = hex4(s, s->pos + 1);
    if (code < 0)
        return fail(s, NULL, "\\u needs four hexadecimal digits");
    if (code == 0)
        return fail(s, "remove it", "\\u0000 has no place in a text");
    if (code >= 0xDC00 && code <= 0xDFFF)
        return fail(s, NULL, "half of a surrogate pair");
    s->pos += 5;
    if (code < 0xD800 || code > 0xDBFF)
        return true;
    if (peek(s) != '\\' || s->pos + 1 >= s->n || s->text[s->pos + 1] != 'u')
        return fail(s, NULL, "half of a surrogate pair");
    int low = hex4(s, s->pos + 2);
    if (low < 0xDC00 || low > 0xDFFF)
        return fail(s, NULL, "half of a surrogate pair");
    s->pos += 6;
    return true;
}

static bool escape(scanner *s)
{
    s->pos++;
    int c = peek(s);
    if (c == 'u')
        return unicode_escape(s);
    if (c < 0 || strchr("\"\\/bfnrt", c) == NULL)
        return expected(s, "write \\\\ for one backslash",
                        "an escape such as \\n or \\\\");
    s->pos++;
    return true;
}

static bool string(scanner *s)
{
    size_t opened = s->pos - s->line_start + 1;
    for (s->pos++;;) {
        int c = peek(s);
        if (c == '"') {
            s->pos++;
            return true;
        }
        if (c < 0 || c == '\n' || c == '\r')
            return fail(s, "close it with \"",
                        "the string that opens at column %zu is not closed",
                        opened);
        if (c < 0x20)
            return fail(s, "write it as an escape, \\t for a tab",
                        "a raw control character (0x%02x) in a string", c);
        if (c != '\\')
            s->pos++;
        else if (!escape(s))
            return false;
    }
}

static bool digits(scanner *s, const char *where)
{
    if (!g_ascii_isdigit(peek(s)))
        return expected(s, NULL, where);
    while (g_ascii_isdigit(peek(s)))
        s->pos++;
    return true;
}

/* Neither infinite nor, while written with a digit other than 0, zero. */
static bool in_range(scanner *s, size_t start)
{
    char buf[MAX_NUMBER + 1];
    size_t length = s->pos - start, end = s->pos;
    s->pos = start;
    if (length > MAX_NUMBER)
        return fail(s, "17 significant digits are all that count",
                    "a number of %zu characters, at most %d", length,
                    MAX_NUMBER);
    memcpy(buf, s->text + start, length);
    buf[length] = '\0';
    double x = g_ascii_strtod(buf, NULL);
    size_t mantissa = strcspn(buf, "eE");
    bool is_zero = strcspn(buf, "123456789") >= mantissa;
    if (!isfinite(x))
        return fail(s, NULL, "%s is larger than any number can be", buf);
    if (fpclassify(x) == FP_ZERO && !is_zero)
        return fail(s, "write 0", "%s is too small for a number", buf);
    s->pos = end;
    return true;
}

static bool number(scanner *s)
{
    size_t start = s->pos;
    if (peek(s) == '-')
        s->pos++;
    if (peek(s) == '0' && s->pos + 1 < s->n &&
        g_ascii_isdigit(s->text[s->pos + 1]))
        return fail(s, "remove the leading zero",
                    "a number does not begin with 0 and a digit");
    if (!digits(s, "a digit"))
        return false;
    if (peek(s) == '.') {
        s->pos++;
        if (!digits(s, "a digit after the decimal point"))
            return false;
    }
    if (peek(s) == 'e' || peek(s) == 'E') {
        s->pos++;
        if (peek(s) == '+' || peek(s) == '-')
            s->pos++;
        if (!digits(s, "a digit in the exponent"))
            return false;
    }
    return in_range(s, start);
}

static bool literal(scanner *s)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        size_t k = strlen(words[i]);
        if (s->n - s->pos >= k && memcmp(s->text + s->pos, words[i], k) == 0 &&
            !(s->pos + k < s->n && g_ascii_isalnum(s->text[s->pos + k]))) {
            s->pos += k;
            return true;
        }
    }
    return expected(s,
                    "texts stand in \"double quotes\"; the words are "
                    "true, false and null",
                    "a value");
}

static bool value(scanner *s, sw_json_place place);

/* After an element: 1 there is another, 0 the closing bracket, -1 neither. */
static int next_element(scanner *s, char close, size_t opened)
{
    skip_space(s);
    int c = peek(s);
    if (c != ',' && c != close) {
        char what[64];
        g_snprintf(what, sizeof what, "',' or '%c' (opened in line %zu)", close,
                   opened);
        expected(s, c == '"' ? "a comma is missing before it" : NULL, what);
        return -1;
    }
    s->pos++;
    if (c == close)
        return 0;
    skip_space(s);
    if (peek(s) != close)
        return 1;
    fail(s, "remove the comma", "a comma before '%c'", close);
    return -1;
}

static bool member(scanner *s)
{
    sw_json_place place = {.key_line = s->line,
                           .key_column = s->pos - s->line_start + 1};
    if (peek(s) != '"')
        return expected(s, "keys stand in \"double quotes\"",
                        "a key in double quotes");
    if (!string(s))
        return false;
    skip_space(s);
    if (peek(s) != ':')
        return expected(s, NULL, "':' after the key");
    s->pos++;
    return value(s, place);
}

static bool container(scanner *s, char close)
{
    size_t opened = s->line;
    if (++s->depth > SW_JSON_MAX_DEPTH)
        return fail(s, NULL, "nested more than %d deep", SW_JSON_MAX_DEPTH);
    s->pos++;
    skip_space(s);
    int more = peek(s) == close ? 0 : 1;
    if (more == 0)
        s->pos++;
    while (more > 0) {
        bool good = close == '}' ? member(s) : value(s, (sw_json_place){0});
        if (!good)
            return false;
        more = next_element(s, close, opened);
    }
    s->depth--;
    return more == 0;
}

static bool value(scanner *s, sw_json_place place)
{
    skip_space(s);
    place.line = s->line;
    place.column = s->pos - s->line_start + 1;
    g_array_append_val(s->places, place);
    int c = peek(s);
    if (c == '{')
        return container(s, '}');
    if (c == '[')
        return container(s, ']');
    if (c == '"')
        return string(s);
    if (c == '-' || g_ascii_isdigit(c))
        return number(s);
    if (c == '.' || c == '+')
        return expected(s, "write 0.5, not .5 or +0.5", "a value");
    if (c == '/')
        return expected(s, "comments are not allowed here", "a value");
    return literal(s);
}

/* Column of a BOM's end is the first: editors do not show it. */
static void skip_bom(scanner *s)
{
    if (s->n >= 3 && memcmp(s->text, "\xEF\xBB\xBF", 3) == 0)
        s->pos = s->line_start = 3;
}

static bool valid_utf8(scanner *s)
{
    const char *bad;
    if (g_utf8_validate_len(s->text, s->n, &bad))
        return true;
    size_t at = (size_t)(bad - s->text);
    for (; s->pos < at; s->pos++)
        if (s->text[s->pos] == '\n') {
            s->line++;
            s->line_start = s->pos + 1;
        }
    if (*bad == '\0')
        return fail(s, "save the file as UTF-8", "a NUL byte");
    return fail(s, "save the file as UTF-8", "byte 0x%02x is not valid UTF-8",
                (unsigned char)*bad);
}

bool sw_json_scan(const char *text, size_t length, GArray *places,
                  sw_json_fault *fault)
{
    scanner s = {
        .text = text, .n = length, .line = 1, .places = places, .fault = fault};
    skip_bom(&s);
    if (!valid_utf8(&s))
        return false;
    if (!value(&s, (sw_json_place){0}))
        return false;
    skip_space(&s);
    if (s.pos < s.n)
        return expected(&s, "a file holds one value", "the end of the file");
    return true;
}
