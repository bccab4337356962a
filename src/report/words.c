#include "report/words.h"

#include <glib.h>
#include <string.h>

#include "report/sheet.h"

const char *sw_words(const sw_book *b, const char *english)
{
    return sw_language_text(b->e->pilot->language, english);
}

const char *sw_book_title(const sw_book *b, sw_sheet_id id)
{
    return b->title[id] != NULL ? b->title[id] : sw_sheet_title_of(id);
}

char *sw_excel_title(const char *text)
{
    enum { LONGEST = 30 }; /* bytes; Excel takes 31 characters */
    char *title = sw_clean_text(text);
    g_strdelimit(title, "[]:*?/\\'", ' ');
    if (strlen(title) > LONGEST)
        *g_utf8_find_prev_char(title, title + LONGEST) = '\0';
    return g_strstrip(title);
}

/* Where the quoted text that starts at `c` ends: behind its last mark. */
static const char *end_of_quoted(const char *c)
{
    const char mark = *c++;
    while (*c != '\0' && (*c != mark || c[1] == mark))
        c += *c == mark ? 2 : 1;
    return *c == '\0' ? c : c + 1;
}

static void append_sheet(GString *out, const sw_book *b, const char *name)
{
    for (int id = 0; id < SW_SHEET_N; id++)
        if (strcmp(sw_sheet_title_of((sw_sheet_id)id), name) == 0)
            name = sw_book_title(b, (sw_sheet_id)id);
    g_string_append_printf(out, "'%s'", name);
}

/* A quoted text; its marks are doubled in a formula. */
static void append_text(GString *out, const sw_book *b, const char *quoted)
{
    g_auto(GStrv) parts = g_strsplit(quoted, "\"\"", -1);
    g_autofree char *english = g_strjoinv("\"", parts);
    const char *own = sw_words(b, english);
    g_string_append_c(out, '"');
    for (const char *c = own; *c != '\0'; c++) {
        if (*c == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *c);
    }
    g_string_append_c(out, '"');
}

char *sw_own_formula(const sw_book *b, const char *formula)
{
    GString *out = g_string_new(NULL);
    for (const char *c = formula; *c != '\0';) {
        if (*c != '"' && *c != '\'') {
            g_string_append_c(out, *c++);
            continue;
        }
        const char *end = end_of_quoted(c);
        size_t inside = (size_t)(end - c) < 2 ? 0 : (size_t)(end - c) - 2;
        g_autofree char *text = g_strndup(c + 1, inside);
        if (*c == '"')
            append_text(out, b, text);
        else
            append_sheet(out, b, text);
        c = end;
    }
    return g_string_free(out, FALSE);
}
