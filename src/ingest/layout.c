#include "ingest/layout.h"

#include <string.h>

#include "base/hash.h"
#include "ingest/cell.h"
#include "ingest/date_text.h"
#include "ingest/header_name.h"

enum { LOOKED_AT = 15, SURE_WORDS = 2 };

/* Digits as 9, letters as a, the rest as it is: what the cells below a header
 * share and the header does not. */
static void shape(GString *out, const char *text)
{
    g_string_truncate(out, 0);
    for (; *text != '\0'; text++)
        g_string_append_c(out, g_ascii_isdigit(*text)   ? '9'
                               : g_ascii_isalpha(*text) ? 'a'
                                                        : *text);
}

static bool same_shape(const char *a, const char *b)
{
    g_autoptr(GString) x = g_string_new(NULL);
    g_autoptr(GString) y = g_string_new(NULL);
    shape(x, a);
    shape(y, b);
    return strpbrk(a, "0123456789") != NULL && strcmp(a, b) != 0 &&
           g_string_equal(x, y);
}

static bool is_value(const char *text)
{
    double x;
    sw_date_text date;
    return sw_cell_number(&x, text, '.') == SW_CELL_OK ||
           sw_cell_number(&x, text, ',') == SW_CELL_OK ||
           sw_date_text_read(&date, text) || strchr(text, '@') != NULL;
}

/* What one record has of a header. */
typedef struct look {
    size_t known, unique, values, filled;
} look;

static look look_at(const sw_records *r, size_t row, const sw_formats *formats)
{
    look l = {0};
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < sw_records_width(r, row); i++) {
        const char *text = sw_records_text(r, row, i);
        char *folded = sw_header_fold(text);
        if (folded[0] == '\0') {
            g_free(folded);
            continue;
        }
        l.filled++;
        l.known += sw_formats_know(formats, folded);
        bool below = row + 1 < sw_records_count(r) &&
                     same_shape(text, sw_records_text(r, row + 1, i));
        l.values += is_value(text) || below;
        l.unique += g_hash_table_add(seen, folded) ? 1 : 0;
    }
    return l;
}

static double score(const look *l, size_t width)
{
    return 3.0 * (double)l->known + (double)l->unique -
           3.0 * (double)l->values -
           0.5 * (double)(width - MIN(width, l->filled));
}

/* The most frequent width of the first records; the widest of these. */
static size_t usual_width(const sw_records *r)
{
    enum { SAMPLE = 50 };
    size_t n = MIN(sw_records_count(r), (size_t)SAMPLE), best = 0, most = 0;
    for (size_t i = 0; i < n; i++) {
        size_t width = sw_records_width(r, i), same = 0;
        for (size_t j = 0; j < n; j++)
            same += sw_records_width(r, j) == width;
        if (width > 1 && (same > most || (same == most && width > best))) {
            best = width;
            most = same;
        }
    }
    return MAX(best, (size_t)1);
}

static sw_match recognise(const sw_records *r, size_t row,
                          const sw_formats *formats, const char *source)
{
    size_t n = sw_records_width(r, row);
    g_autofree const char **headers = g_new(const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        headers[i] = sw_records_text(r, row, i);
    return sw_formats_recognise(
        formats, &(sw_sight){.headers = headers, .n = n, .source = source});
}

/* Starts a JSON object that names the column: the third row of Qualtrics. */
static bool has_import_ids(const sw_records *r, size_t row)
{
    if (row >= sw_records_count(r))
        return false;
    for (size_t i = 0; i < sw_records_width(r, row); i++)
        if (g_str_has_prefix(sw_records_text(r, row, i), "{\"ImportId\""))
            return true;
    return false;
}

/* The second row of SurveyMonkey: nothing under the first column, choices or
 * "Response" elsewhere. */
static bool has_choices(const sw_records *r, size_t row)
{
    return row < sw_records_count(r) && sw_records_filled(r, row) > 0 &&
           sw_records_text(r, row, 0)[0] == '\0';
}

static void set_rows(sw_layout *out, const sw_records *r,
                     const sw_format *format)
{
    out->header_rows = 1;
    out->names = out->labels = out->header;
    for (size_t k = 1; k <= 2; k++)
        if (has_import_ids(r, out->header + k)) {
            out->header_rows = k + 1;
            out->labels = out->header + k - 1;
        }
    if (format != NULL && format->header == SW_HEADER_SPANNED &&
        has_choices(r, out->header + 1)) {
        out->header_rows = 2;
        out->labels = out->header + 1;
        out->questions_span = true;
    }
}

/* What is no table may be anybody's secret: its content is not told. */
static bool refuse(const sw_records *r, const char *name, sw_diagnostics *d)
{
    size_t first = 0;
    while (first < sw_records_count(r) && sw_records_is_empty(r, first))
        first++;
    if (first == sw_records_count(r))
        sw_diagnose(d, SW_ERROR, "empty-file", (sw_place){.file = name}, NULL,
                    "the file holds no text");
    else
        sw_diagnose(d, SW_ERROR, "no-header",
                    (sw_place){name, sw_records_line(r, first), 0, NULL},
                    "write a row of column names above the data",
                    "no row names the columns; the first one has %zu cells",
                    sw_records_filled(r, first));
    return false;
}

static void note_titles(const sw_layout *l, const sw_records *r,
                        const char *name, sw_diagnostics *d)
{
    size_t titles = 0, line = 0;
    for (size_t i = 0; i < l->header; i++)
        if (!sw_records_is_empty(r, i))
            line = titles++ == 0 ? sw_records_line(r, i) : line;
    if (titles > 0)
        sw_diagnose(d, SW_NOTE, "title-rows",
                    (sw_place){.file = name, .line = line}, NULL,
                    "%zu rows above the header were left out", titles);
}

bool sw_layout_find(sw_layout *out, const sw_records *records,
                    const sw_formats *formats, const char *name,
                    const char *source, sw_diagnostics *d)
{
    size_t n = MIN(sw_records_count(records), (size_t)LOOKED_AT);
    size_t width = usual_width(records), words = 0;
    const sw_format *format = NULL;
    double best = 0.0;
    bool found = false;
    *out = (sw_layout){.end = sw_records_count(records)};
    for (size_t i = 0; i < n && words < SURE_WORDS; i++) {
        look l = look_at(records, i, formats);
        sw_match m = recognise(records, i, formats, source);
        bool sure = m.words >= SURE_WORDS && l.values <= l.known;
        bool fair = l.filled > 0 && 2 * l.filled >= width &&
                    (l.known > 0 || l.values == 0);
        double points = score(&l, width);
        if (!sure && !(fair && (!found || points > best)))
            continue;
        found = true;
        best = points;
        out->header = i;
        format = m.format;
        words = m.words;
    }
    if (!found)
        return refuse(records, name, d);
    set_rows(out, records, format);
    note_titles(out, records, name, d);
    return true;
}
