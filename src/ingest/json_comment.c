/* Comments are blanked, not cut, so that places stay those of the file. */
#include "ingest/json_parse.h"

#include <string.h>

/* Index behind the string that opens at i; n if it never ends (the parser
 * says so). */
static size_t skip_string(const char *text, size_t i, size_t n)
{
    for (i++; i < n && text[i] != '\n'; i++) {
        if (text[i] == '\\')
            i++;
        else if (text[i] == '"')
            return i + 1;
    }
    return i < n ? i : n;
}

static size_t line_comment_end(const char *text, size_t i, size_t n)
{
    while (i < n && text[i] != '\n' && text[i] != '\r')
        i++;
    return i;
}

/* Index behind the closing mark, or 0 if there is none. */
static size_t block_comment_end(const char *text, size_t i, size_t n)
{
    for (i += 2; i + 1 < n; i++)
        if (text[i] == '*' && text[i + 1] == '/')
            return i + 2;
    return 0;
}

static void blank(char *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (text[i] != '\n' && text[i] != '\r')
            text[i] = ' ';
}

static bool never_ends(const char *text, size_t at, sw_json_fault *fault)
{
    *fault = (sw_json_fault){.line = 1, .column = 1};
    for (size_t i = 0; i < at; i++) {
        fault->column++;
        if (text[i] == '\n') {
            fault->line++;
            fault->column = 1;
        }
    }
    g_strlcpy(fault->message, "this comment never ends", sizeof fault->message);
    fault->remedy = "close it with */";
    return false;
}

bool sw_json_blank_comments(char *text, size_t length, sw_json_fault *fault)
{
    size_t i = 0;
    while (i < length) {
        if (text[i] == '"') {
            i = skip_string(text, i, length);
        } else if (text[i] == '/' && i + 1 < length && text[i + 1] == '/') {
            size_t end = line_comment_end(text, i, length);
            blank(text, i, end);
            i = end;
        } else if (text[i] == '/' && i + 1 < length && text[i + 1] == '*') {
            size_t end = block_comment_end(text, i, length);
            if (end == 0)
                return never_ends(text, i, fault);
            blank(text, i, end);
            i = end;
        } else {
            i++;
        }
    }
    return true;
}
