#include "ingest/loose_quotes.h"

#include <glib.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Whether a quote at p[-1] stands at the end of its cell. */
static bool ends_cell(const char *p, const char *end, char delimiter)
{
    while (p < end && is_blank(*p) && *p != delimiter)
        p++;
    return p == end || *p == delimiter;
}

/* The text within quotes; *p is behind the opening one, then behind the cell.
 * @return false if nothing closes it */
static bool quoted(GString *cell, const char **p, const char *end,
                   char delimiter)
{
    for (; *p < end; (*p)++) {
        const char *next = *p + 1;
        bool doubled = **p == '"' && next < end && *next == '"';
        bool escaped = **p == '\\' && next < end && *next == '"' &&
                       !ends_cell(next + 1, end, delimiter);
        if (doubled || escaped) {
            g_string_append_c(cell, '"');
            (*p)++;
        } else if (**p == '"' && ends_cell(next, end, delimiter)) {
            for (*p = next; *p < end && **p != delimiter;)
                (*p)++;
            return true;
        } else {
            g_string_append_c(cell, **p);
        }
    }
    return false;
}

static bool take_cell(GString *cell, const char **p, const char *end,
                      char delimiter)
{
    const char *start = *p;
    while (start < end && is_blank(*start) && *start != delimiter)
        start++;
    if (start < end && *start == '"') {
        *p = start + 1;
        return quoted(cell, p, end, delimiter);
    }
    while (*p < end && **p != delimiter)
        g_string_append_c(cell, *(*p)++);
    return true;
}

size_t sw_loose_line(sw_records *records, const char *line, size_t length,
                     char delimiter)
{
    const char *p = line, *end = line + length;
    size_t n = 0;
    sw_records_drop(records);
    for (;;) {
        g_autoptr(GString) cell = g_string_new(NULL);
        if (!take_cell(cell, &p, end, delimiter)) {
            sw_records_drop(records);
            return 0;
        }
        sw_records_add(records, cell->str, cell->len);
        n++;
        if (p == end)
            return n;
        p++;
    }
}
