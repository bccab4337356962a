#include "base/clean_text.h"

#include <string.h>

static const char REPLACEMENT[] = "\xef\xbf\xbd"; /* U+FFFD */

/* Noncharacters: the last two of every plane, and U+FDD0 to U+FDEF. */
static bool is_no_character(gunichar c)
{
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/* Overrides and isolates show a text in another order than it is read. */
static bool turns_direction(gunichar c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool sw_is_unprintable(gunichar c)
{
    bool control = (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F ||
                   (c >= 0x80 && c <= 0x9F);
    bool mark = c == 0x061C || c == 0x200E || c == 0x200F || c == 0x2028 ||
                c == 0x2029 || c == 0xFEFF;
    return control || mark || turns_direction(c) || is_no_character(c);
}

static bool is_never(gunichar c)
{
    (void)c;
    return false;
}

static bool is_break(gunichar c)
{
    return c == '\n' || c == '\t';
}

/* Valid UTF-8, with `bad` characters replaced and `blank` ones made blanks. */
static char *filtered(const char *text, bool (*bad)(gunichar),
                      bool (*blank)(gunichar))
{
    g_autofree char *valid = g_utf8_make_valid(text != NULL ? text : "", -1);
    GString *out = g_string_sized_new(strlen(valid));
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (blank(c))
            g_string_append_c(out, ' ');
        else if (bad(c))
            g_string_append(out, REPLACEMENT);
        else
            g_string_append_len(out, p, g_utf8_next_char(p) - p);
    }
    return g_string_free(out, FALSE);
}

char *sw_clean_terminal(const char *text)
{
    return filtered(text, sw_is_unprintable, is_never);
}

char *sw_clean_line(const char *text)
{
    return filtered(text, sw_is_unprintable, is_break);
}

char *sw_clean_xml(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text != NULL ? text : "", -1);
    GString *out = g_string_sized_new(strlen(valid));
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool control = (c < 0x20 && c != '\n') || (c >= 0x7F && c <= 0x9F);
        if (!control && !turns_direction(c) && !is_no_character(c))
            g_string_append_len(out, p, g_utf8_next_char(p) - p);
    }
    return g_string_free(out, FALSE);
}

static const char *reference_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void sw_clean_html(GString *out, const char *text)
{
    g_autofree char *shown = sw_clean_terminal(text);
    for (const char *c = shown; *c != '\0'; c++) {
        const char *reference = reference_of(*c);
        if (reference != NULL)
            g_string_append(out, reference);
        else
            g_string_append_c(out, *c);
    }
}

static bool is_number(const char *cell)
{
    char *end;
    (void)g_ascii_strtod(cell, &end);
    return end > cell && *end == '\0' &&
           strspn(cell, "+-.0123456789eE") == strlen(cell);
}

/* Blanks in front do not keep a spreadsheet from taking a formula; it knows
 * the wide forms of East Asia, too. */
static bool is_formula(const char *cell)
{
    static const gunichar FIRST[] = {'=',    '+',    '-',    '@',   0xFF1D,
                                     0xFF0B, 0xFF0D, 0xFF20, 0x2212};
    const char *p = cell;
    while (*p != '\0' && g_unichar_isspace(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    gunichar c = g_utf8_get_char(p);
    for (size_t i = 0; i < G_N_ELEMENTS(FIRST); i++)
        if (c == FIRST[i])
            return !is_number(cell);
    return *cell == '\t' || *cell == '\r';
}

void sw_clean_csv(GString *out, const char *cell)
{
    g_autofree char *shown = sw_clean_terminal(cell);
    bool formula = is_formula(shown);
    bool quotes = strpbrk(shown, ",;\t\"\r\n") != NULL;
    g_string_append(out, quotes ? "\"" : "");
    g_string_append(out, formula ? "'" : "");
    for (const char *c = shown; *c != '\0'; c++) {
        if (*c == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *c);
    }
    g_string_append(out, quotes ? "\"" : "");
}

/* Underscores within a word, as in keys, mean nothing; headings and quotes
 * begin a line. */
static bool is_mark(const char *text, const char *c)
{
    bool inside = c > text && g_ascii_isalnum(c[-1]) && g_ascii_isalnum(c[1]);
    if (*c == '_')
        return !inside;
    if (*c == '#' || *c == '>')
        return c == text;
    return strchr("\\`*[]<|~", *c) != NULL;
}

char *sw_clean_markdown(const char *text)
{
    g_autofree char *line = sw_clean_line(text);
    GString *out = g_string_sized_new(strlen(line));
    for (const char *c = line; *c != '\0'; c++) {
        if (is_mark(line, c))
            g_string_append_c(out, '\\');
        g_string_append_c(out, *c);
    }
    return g_string_free(out, FALSE);
}
