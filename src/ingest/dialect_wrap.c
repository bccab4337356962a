/* Rows that were quoted whole. */
#include "ingest/dialect.h"

#include <glib.h>
#include <string.h>

static const char delimiters[] = ",;\t|";

/* Takes one wrapped record at `at`: *inner gets what the quotes hold, plus the
 * line end. Returns where the next begins, or 0 if it is none. */
static size_t unwrap_record(GString *inner, const char *text, size_t length,
                            size_t at)
{
    size_t i = at + 1;
    for (; i < length; i++) {
        if (text[i] == '"' && i + 1 < length && text[i + 1] == '"')
            i++;
        else if (text[i] == '"')
            break;
        g_string_append_c(inner, text[i]);
    }
    if (i >= length)
        return 0;
    /* The empty cells of a sheet that was wider. */
    i++;
    i += strspn(text + i, ";");
    size_t end = sw_line_end(text, length, i);
    if (strspn(text + i, "\r\n") < end - i)
        return 0;
    g_string_append_len(inner, text + i, (gssize)(end - i));
    return end;
}

static bool holds_delimiter(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] != '\0' && strchr(delimiters, text[i]) != NULL)
            return true;
    return false;
}

bool sw_dialect_unwrap(char **text, size_t *length)
{
    enum { LEAST = 2 };
    GString *out = g_string_new(NULL);
    size_t wrapped = 0;
    for (size_t at = 0; at < *length;) {
        size_t before = out->len, end;
        if ((*text)[at] == '"') {
            end = unwrap_record(out, *text, *length, at);
            wrapped++;
            if (end == 0 ||
                !holds_delimiter(out->str + before, out->len - before))
                break;
        } else {
            end = sw_line_end(*text, *length, at);
            if (holds_delimiter(*text + at, end - at))
                break;
            g_string_append_len(out, *text + at, (gssize)(end - at));
        }
        at = end;
        if (at < *length || wrapped < LEAST)
            continue;
        g_free(*text);
        *length = out->len;
        *text = g_string_free(out, FALSE);
        return true;
    }
    g_string_free(out, TRUE);
    return false;
}
