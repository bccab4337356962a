#include "ingest/dialect.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

enum { SAMPLE_RECORDS = 50, SAMPLE_BYTES = 1024 * 1024 };

size_t sw_line_end(const char *text, size_t length, size_t at)
{
    while (at < length && text[at] != '\n' && text[at] != '\r')
        at++;
    if (at + 1 < length && text[at] == '\r' && text[at + 1] == '\n')
        return at + 2;
    return at < length ? at + 1 : length;
}

/* The walk of RFC 4180: a quote counts where a field begins, and within a
 * quoted field. */
typedef struct quotes {
    bool in_quotes, field_start;
} quotes;

/* Moves over text[i]; returns the characters taken (2 for a doubled quote). */
static size_t walk(quotes *q, const char *text, size_t length, size_t i,
                   char delimiter)
{
    char c = text[i];
    if (q->in_quotes) {
        if (c == '"' && i + 1 < length && text[i + 1] == '"')
            return 2;
        q->in_quotes = c != '"';
        return 1;
    }
    if (c == '"' && q->field_start)
        q->in_quotes = true;
    bool blank = c == ' ' || (c == '\t' && delimiter != '\t');
    q->field_start =
        c == delimiter || c == '\n' || c == '\r' || (q->field_start && blank);
    return 1;
}

size_t sw_open_quote_line(const char *text, size_t length, char delimiter,
                          size_t line)
{
    quotes q = {.field_start = true};
    size_t opened = 0;
    for (size_t i = 0; i < length;) {
        bool before = q.in_quotes;
        size_t step = walk(&q, text, length, i, delimiter);
        if (!before && q.in_quotes)
            opened = line;
        bool alone =
            text[i] == '\r' && !(i + 1 < length && text[i + 1] == '\n');
        line += text[i] == '\n' || alone;
        i += step;
    }
    return q.in_quotes ? opened : 0;
}

/* Fills width[] with the fields a record; blank lines are no records. */
static size_t measure(const char *text, size_t length, char delimiter,
                      size_t width[SAMPLE_RECORDS])
{
    quotes q = {.field_start = true};
    size_t n = 0, fields = 1, used = 0;
    length = MIN(length, SAMPLE_BYTES);
    for (size_t i = 0; i < length && n < SAMPLE_RECORDS;) {
        bool quoted = q.in_quotes;
        size_t step = walk(&q, text, length, i, delimiter);
        char c = text[i];
        i += step;
        if (quoted || (c != '\n' && c != '\r')) {
            used++;
            fields += !quoted && c == delimiter;
            continue;
        }
        if (used > 0)
            width[n++] = fields;
        fields = 1;
        used = 0;
    }
    if (used > 0 && n < SAMPLE_RECORDS)
        width[n++] = fields;
    return n;
}

/* The most frequent width of at least two, and how many records have it. */
static size_t modal_width(const size_t *width, size_t n, size_t *count)
{
    size_t best = 0;
    *count = 0;
    for (size_t i = 0; i < n; i++) {
        size_t same = 0;
        for (size_t j = 0; j < n; j++)
            same += width[j] == width[i];
        bool better = same > *count || (same == *count && width[i] > best);
        if (width[i] >= 2 && better) {
            best = width[i];
            *count = same;
        }
    }
    return best;
}

static void most_even(sw_dialect *out, const char *text, size_t length)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    double most = 0.0;
    size_t widest = 0;
    out->delimiter = ',';
    for (size_t i = 0; i < sizeof candidates; i++) {
        size_t width[SAMPLE_RECORDS], count;
        size_t n = measure(text, length, candidates[i], width);
        size_t modal = modal_width(width, n, &count);
        double share = n == 0 ? 0.0 : (double)count / (double)n;
        /* A hair's margin: shares of the same records are equal or apart. */
        bool even = share > most - 1e-9;
        if (share > most + 1e-9 || (even && modal > widest)) {
            out->delimiter = candidates[i];
            out->rival = 0;
            most = share;
            widest = modal;
        } else if (even && modal > 0 && modal == widest) {
            out->rival = candidates[i];
        }
    }
}

/* The delimiter that a line `sep=;` (also "sep=;") gives, 0 if it is none. */
static char sep_line(const char *line, size_t length)
{
    while (length > 0 && strchr("\r\n", line[length - 1]) != NULL)
        length--;
    if (length == 7 && line[0] == '"' && line[6] == '"') {
        line++;
        length -= 2;
    }
    if (length != 5 || g_ascii_strncasecmp(line, "sep=", 4) != 0)
        return 0;
    return line[4];
}

sw_dialect sw_dialect_find(const char *text, size_t length, char delimiter,
                           size_t skip_rows)
{
    sw_dialect out = {.line = 1};
    size_t end = sw_line_end(text, length, 0);
    char given = sep_line(text, end);
    if (given != 0) {
        out.start = end;
        out.line++;
    }
    for (size_t i = 0; i < skip_rows && out.start < length; i++) {
        out.start = sw_line_end(text, length, out.start);
        out.line++;
    }
    if (delimiter == 0)
        delimiter = given;
    if (delimiter == 0)
        most_even(&out, text + out.start, length - out.start);
    else
        out.delimiter = delimiter;
    return out;
}
