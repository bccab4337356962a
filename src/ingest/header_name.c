#include "ingest/header_name.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* Dashes, points and brackets part words: R and SQL write `_` or `.` where the
 * export has "(work)". */
static bool is_gap(gunichar c)
{
    return c == '_' || c == '-' || c == '.' || c == '(' || c == ')' ||
           (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFEFF ||
           c == 0x202F || g_unichar_isspace(c);
}

static gunichar plain(gunichar c)
{
    bool apostrophe = c == 0x2018 || c == 0x2019 || c == 0x2BC || c == 0x2032;
    return apostrophe ? '\'' : c;
}

/* Words that are spelt in two ways, in one. */
static void americanise(GString *s)
{
    static const char *const stems[][2] = {{"summaris", "summariz"},
                                           {"organis", "organiz"},
                                           {"licence", "license"}};
    for (size_t i = 0; i < G_N_ELEMENTS(stems); i++)
        g_string_replace(s, stems[i][0], stems[i][1], 0);
}

char *sw_header_fold(const char *header)
{
    g_autofree char *lower = g_utf8_casefold(header, -1);
    GString *out = g_string_new(NULL);
    bool gap = false;
    for (const char *p = lower; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (is_gap(c)) {
            gap = out->len > 0;
            continue;
        }
        if (gap)
            g_string_append_c(out, ' ');
        gap = false;
        g_string_append_unichar(out, plain(c));
    }
    americanise(out);
    return g_string_free(out, FALSE);
}

char *sw_header_snake(const char *header)
{
    return g_strdelimit(sw_header_fold(header), " ", '_');
}

bool sw_header_asks(const char *header)
{
    enum { ARABIC = 0x061F, WIDE = 0xFF1F, SENTENCE = 6 };
    size_t words = 0;
    bool within = false;
    for (const char *p = header; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == '?' || c == ARABIC || c == WIDE)
            return true;
        bool letter = g_unichar_isalnum(c);
        words += letter && !within;
        within = letter || (within && !g_unichar_isspace(c));
    }
    return words >= SENTENCE;
}
