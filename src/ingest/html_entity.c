#include "ingest/html_entity.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

typedef struct entity {
    const char *name, *text;
} entity;

static const entity entities[] = {{"&amp;", "&"},  {"&lt;", "<"},
                                  {"&gt;", ">"},   {"&quot;", "\""},
                                  {"&apos;", "'"}, {"&nbsp;", " "}};

/* "&#39;" or "&#x27;" at p; its length, 0 if it is none. */
static size_t numeric(GString *out, const char *p)
{
    char *end;
    if (p[0] != '&' || p[1] != '#')
        return 0;
    bool hex = p[2] == 'x' || p[2] == 'X';
    const char *digits = p + (hex ? 3 : 2);
    guint64 c = g_ascii_strtoull(digits, &end, hex ? 16 : 10);
    if (end == digits || *end != ';' || c < ' ' || c > 0x10FFFF ||
        !g_unichar_validate((gunichar)c))
        return 0;
    g_string_append_unichar(out, (gunichar)c);
    return (size_t)(end + 1 - p);
}

static size_t named(GString *out, const char *p)
{
    for (size_t i = 0; i < G_N_ELEMENTS(entities); i++)
        if (g_str_has_prefix(p, entities[i].name)) {
            g_string_append(out, entities[i].text);
            return strlen(entities[i].name);
        }
    return 0;
}

/* Text with the named entities of XML, &nbsp; and numeric ones decoded; the
 * caller frees it. */
static char *decode(const char *text)
{
    GString *out = g_string_new(NULL);
    while (*text != '\0') {
        size_t n = *text == '&' ? named(out, text) : 0;
        if (n == 0)
            n = numeric(out, text);
        if (n == 0)
            g_string_append_c(out, *text);
        text += n > 0 ? n : 1;
    }
    return g_string_free(out, FALSE);
}

static void decode_header(sw_table *t, size_t column)
{
    const char *header = sw_table_header(t, column);
    if (strchr(header, '&') == NULL)
        return;
    g_autofree char *plain = decode(header);
    if (strcmp(plain, header) != 0)
        sw_table_rename(t, column, plain);
}

void sw_html_decode_table(sw_table *t)
{
    for (size_t i = 0; i < sw_table_columns(t); i++) {
        decode_header(t, i);
        for (size_t row = 0; row < sw_table_rows(t); row++) {
            const char *cell = sw_table_cell(t, row, i);
            if (strchr(cell, '&') == NULL)
                continue;
            g_autofree char *plain = decode(cell);
            sw_table_set_cell(t, row, i, plain);
        }
    }
}
