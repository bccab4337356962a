/* UTF-8 that was taken for Windows-1252 and saved as UTF-8 again. */
#include "ingest/text.h"

#include <glib.h>
#include <string.h>

/* What Windows-1252 has at 0x80 to 0x9F; 0 where it has nothing. */
static const guint16 upper_half[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/* The byte that a character was read from, -1 if it was none. */
static int byte_of(gunichar c)
{
    if (c < 0x100)
        return (int)c;
    for (int i = 0; i < 32; i++)
        if (upper_half[i] == c)
            return 0x80 + i;
    return -1;
}

/* The line as it was before, or NULL if it is no twice-encoded text. */
static char *undo(const char *line, size_t length)
{
    GString *out = g_string_sized_new(length);
    bool changed = false, good = true;
    for (const char *p = line; good && p < line + length;
         p = g_utf8_next_char(p)) {
        int byte = byte_of(g_utf8_get_char(p));
        good = byte >= 0;
        changed = changed || byte >= 0x80;
        g_string_append_c(out, (char)byte);
    }
    if (good && changed && g_utf8_validate(out->str, (gssize)out->len, NULL))
        return g_string_free(out, FALSE);
    g_string_free(out, TRUE);
    return NULL;
}

static size_t end_of_line(const sw_text *text, size_t at)
{
    const char *end = memchr(text->bytes + at, '\n', text->length - at);
    return end == NULL ? text->length : (size_t)(end - text->bytes) + 1;
}

/* The text with every such line undone; *first is the first one's number. */
static GString *undone(const sw_text *text, size_t *first)
{
    GString *out = g_string_sized_new(text->length);
    size_t line = 1;
    *first = 0;
    for (size_t at = 0; at < text->length; line++) {
        size_t end = end_of_line(text, at);
        g_autofree char *plain = undo(text->bytes + at, end - at);
        if (plain != NULL && *first == 0)
            *first = line;
        if (plain != NULL)
            g_string_append(out, plain);
        else
            g_string_append_len(out, text->bytes + at, (gssize)(end - at));
        at = end;
    }
    return out;
}

static bool may_be_twice(const sw_text *text)
{
    /* The first byte of two and of three, as Windows-1252 shows them. */
    static const char *const marks[] = {"Ã", "Â", "â€"};
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (strstr(text->bytes, marks[i]) != NULL)
            return true;
    return false;
}

void sw_text_check_twice(sw_text *text, const sw_read_request *request,
                         sw_diagnostics *d)
{
    bool asked = request->encoding != NULL &&
                 g_ascii_strcasecmp(request->encoding, SW_ENCODING_TWICE) == 0;
    if (!may_be_twice(text))
        return;
    size_t line;
    GString *plain = undone(text, &line);
    if (asked) {
        g_free(text->bytes);
        text->length = plain->len;
        text->bytes = g_string_free(plain, FALSE);
        text->encoding = SW_ENCODING_TWICE;
        return;
    }
    g_string_free(plain, TRUE);
    if (line == 0)
        return;
    sw_diagnose(d, SW_WARNING, "double-encoded",
                (sw_place){.file = request->name, .line = line},
                "give \"encoding\": \"" SW_ENCODING_TWICE "\" to undo it",
                "the text was encoded as UTF-8 twice: it shows Ã¼ for ü");
}
