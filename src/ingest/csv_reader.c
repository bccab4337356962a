#include "ingest/csv_reader.h"

#include <csv.h>
#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "ingest/dialect.h"
#include "ingest/file_bytes.h"
#include "ingest/text.h"

enum { SHOWN_REJECTS = 20 };

/* One pass over a text. libcsv says neither lines nor which quote was open, so
 * it is fed line by line, and the lines are counted here. */
typedef struct reader {
    const sw_read_request *request;
    sw_diagnostics *d;
    sw_table *table;
    struct csv_parser parser;
    char delimiter;
    GString *text;   /* cells of the row in progress, a NUL behind each */
    GArray *offsets; /* of size_t: where in text each begins */
    bool row_open;   /* a row began and has not ended */
    size_t row_line, row_start; /* its first line and offset */
    size_t empty_rows, first_empty_line;
    bool has_header, failed;
} reader;

/* libcsv grows a field block by block, without a limit of its own. */
static void *capped_realloc(void *p, size_t size)
{
    return size > SW_CSV_MAX_FIELD ? NULL : realloc(p, size);
}

static void fail(reader *r, const char *code, size_t line, const char *remedy,
                 const char *message)
{
    sw_place place = {.file = r->request->name, .line = line};
    sw_diagnose(r->d, SW_ERROR, code, place, remedy, "%s", message);
    r->failed = true;
}

static void start_parser(reader *r)
{
    csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
    csv_set_delim(&r->parser, (unsigned char)r->delimiter);
    csv_set_realloc_func(&r->parser, capped_realloc);
}

static void forget_row(reader *r)
{
    g_string_truncate(r->text, 0);
    g_array_set_size(r->offsets, 0);
    r->row_open = false;
}

static void on_field(void *field, size_t length, void *data)
{
    reader *r = data;
    size_t offset = r->text->len;
    if (r->offsets->len > SW_CSV_MAX_COLUMNS)
        return; /* enough to know that there are too many */
    g_array_append_val(r->offsets, offset);
    g_string_append_len(r->text, field, (gssize)length);
    g_string_append_c(r->text, '\0');
}

static const char *cell(const reader *r, size_t i)
{
    return r->text->str + g_array_index(r->offsets, size_t, i);
}

static void warn_duplicate(reader *r, const char *header, const char *name,
                           size_t column)
{
    sw_place place = {
        .file = r->request->name, .line = r->row_line, .column = column};
    sw_diagnose(r->d, SW_WARNING, "duplicate-header", place,
                "give each column its own header",
                "column \"%s\" is there more than once; this one is \"%s\"",
                header, name);
}

static void take_header(reader *r)
{
    for (size_t i = 0; i < r->offsets->len; i++) {
        g_autofree char *header = g_strstrip(g_strdup(cell(r, i)));
        bool again =
            header[0] != '\0' && sw_table_find(r->table, header) != SIZE_MAX;
        sw_table_add_column(r->table, header);
        if (again)
            warn_duplicate(r, header, sw_table_header(r->table, i), i + 1);
    }
    r->has_header = true;
}

static bool is_empty_row(const reader *r)
{
    for (size_t i = 0; i < r->offsets->len; i++)
        for (const char *p = cell(r, i); *p != '\0'; p++)
            if (!g_ascii_isspace(*p))
                return false;
    return true;
}

static void take_row(reader *r)
{
    size_t n = r->offsets->len, columns = sw_table_columns(r->table);
    if (is_empty_row(r)) {
        if (r->empty_rows++ == 0)
            r->first_empty_line = r->row_line;
        return;
    }
    if (n != columns) {
        sw_table_reject(r->table, r->row_line, 0, "ragged-row",
                        "the row has %zu cells, the header %zu", n, columns);
        return;
    }
    g_autofree const char **cells = g_new(const char *, n);
    for (size_t i = 0; i < n; i++)
        cells[i] = cell(r, i);
    sw_table_add_row(r->table, r->row_line, cells);
}

static void on_row(int terminator, void *data)
{
    reader *r = data;
    (void)terminator;
    if (r->failed)
        return;
    if (r->offsets->len > SW_CSV_MAX_COLUMNS)
        fail(r, "too-many-columns", r->row_line, NULL,
             "the row has more than 16,384 cells");
    else if (r->has_header)
        take_row(r);
    else if (!is_empty_row(r))
        take_header(r);
    forget_row(r);
}

static bool is_blank(const char *line, size_t length, char delimiter)
{
    for (size_t i = 0; i < length; i++)
        if (line[i] == delimiter || strchr(" \t\r\n", line[i]) == NULL)
            return false;
    return true;
}

static void report_open_quote(reader *r, const char *text, size_t length)
{
    size_t line = sw_open_quote_line(text + r->row_start, length - r->row_start,
                                     r->delimiter, r->row_line);
    fail(r, "open-quote", line > 0 ? line : r->row_line,
         "close it, or double a quote that is part of the text",
         "a quote opens here and never closes");
}

/* After a fault: what the row swallowed may be whole rows, so reading goes on
 * at its second line. Returns where. */
static size_t recover(reader *r, const char *text, size_t length, size_t *line)
{
    int error = csv_error(&r->parser);
    size_t rest = MIN(length - r->row_start, (size_t)SW_CSV_MAX_FIELD);
    size_t opened = sw_open_quote_line(text + r->row_start, rest, r->delimiter,
                                       r->row_line);
    csv_free(&r->parser);
    start_parser(r);
    if (error == CSV_EPARSE && r->has_header)
        sw_table_reject(r->table, r->row_line, 0, "stray-quote",
                        "a quote stands within a cell that it does not open "
                        "and close");
    else if (error == CSV_EPARSE)
        fail(r, "stray-quote", r->row_line, "double it",
             "a quote stands within a header");
    else
        fail(r, "cell-too-large", opened > 0 ? opened : r->row_line,
             "look for a quote that is not closed",
             "a cell of more than 1 MiB begins here");
    size_t next = sw_line_end(text, length, r->row_start);
    *line = r->row_line + 1;
    forget_row(r);
    return next;
}

static void feed(reader *r, const char *text, size_t length, sw_dialect from)
{
    size_t line = from.line, at = from.start;
    while (at < length && !r->failed) {
        size_t end = sw_line_end(text, length, at);
        bool blank =
            !r->row_open && is_blank(text + at, end - at, r->delimiter);
        if (!r->row_open && !blank) {
            r->row_open = true;
            r->row_line = line;
            r->row_start = at;
        }
        size_t taken = blank ? end - at
                             : csv_parse(&r->parser, text + at, end - at,
                                         on_field, on_row, r);
        if (taken == end - at) {
            at = end;
            line++;
        } else {
            at = recover(r, text, length, &line);
        }
    }
    if (!r->failed && csv_fini(&r->parser, on_field, on_row, r) != 0)
        report_open_quote(r, text, length);
}

/* Every row was rejected: their reasons are what is wrong with the file. */
static void report_rejects(reader *r)
{
    const sw_diagnostics *rejects = sw_table_rejects(r->table);
    size_t n = sw_diagnostics_length(rejects);
    for (size_t i = 0; i < n && i < SHOWN_REJECTS; i++) {
        const sw_diagnostic *x = sw_diagnostics_at(rejects, i);
        fail(r, x->code, x->line, x->remedy, x->message);
    }
    fail(r, "no-rows", 0, NULL, "not one row of the file could be read");
}

static void check_contents(reader *r)
{
    if (r->failed)
        return;
    bool has_rows = sw_table_rows(r->table) > 0;
    if (!r->has_header)
        fail(r, "empty-file", 0, NULL, "the file holds no text");
    else if (!has_rows && sw_table_n_rejected(r->table) > 0)
        report_rejects(r);
    else if (!has_rows)
        fail(r, "no-rows", 0, NULL, "the file has a header but no rows");
    if (r->empty_rows > 0)
        sw_diagnose(
            r->d, SW_NOTE, "empty-rows",
            (sw_place){.file = r->request->name, .line = r->first_empty_line},
            NULL, "%zu rows without any value were left out", r->empty_rows);
}

static void set_origin(reader *r, const char *bytes, size_t length,
                       const sw_text *text, size_t header_row)
{
    sw_table_origin origin = {.format = r->request->format,
                              .encoding = text->encoding,
                              .delimiter = r->delimiter,
                              .header_row = header_row,
                              .header_rows = 1};
    g_autofree char *sum = g_compute_checksum_for_data(
        G_CHECKSUM_SHA256, (const guchar *)bytes, length);
    g_strlcpy(origin.sha256, sum, sizeof origin.sha256);
    sw_table_set_source(r->table, &origin);
}

/* Line of the first record: the header's, for blank lines may precede it. */
static size_t header_line(const sw_text *text, sw_dialect from)
{
    size_t line = from.line;
    for (size_t at = from.start; at < text->length; line++) {
        size_t end = sw_line_end(text->bytes, text->length, at);
        if (!is_blank(text->bytes + at, end - at, from.delimiter))
            break;
        at = end;
    }
    return line;
}

static sw_table *parse(const char *bytes, size_t length, const sw_text *text,
                       const sw_read_request *request, sw_diagnostics *d)
{
    sw_dialect from = sw_dialect_find(text->bytes, text->length,
                                      request->delimiter, request->skip_rows);
    reader r = {.request = request,
                .d = d,
                .table = sw_table_new(request->name),
                .delimiter = from.delimiter,
                .text = g_string_new(NULL),
                .offsets = g_array_new(FALSE, FALSE, sizeof(size_t))};
    start_parser(&r);
    feed(&r, text->bytes, text->length, from);
    csv_free(&r.parser);
    check_contents(&r);
    set_origin(&r, bytes, length, text, header_line(text, from));
    g_string_free(r.text, TRUE);
    g_array_free(r.offsets, TRUE);
    if (!r.failed)
        return r.table;
    sw_table_free(r.table);
    return NULL;
}

sw_table *sw_csv_parse(const char *bytes, size_t length,
                       const sw_read_request *request, sw_diagnostics *d)
{
    sw_text text;
    if (!sw_text_decode(&text, bytes, length, request, d))
        return NULL;
    sw_table *t = parse(bytes, length, &text, request, d);
    g_free(text.bytes);
    return t;
}

sw_table *sw_csv_read(const sw_read_request *request, sw_diagnostics *d)
{
    sw_read_request named = *request;
    if (named.name == NULL)
        named.name = named.path;
    char *bytes;
    size_t length;
    if (!sw_file_bytes(&bytes, &length, named.path, named.name,
                       SW_CSV_MAX_BYTES, d))
        return NULL;
    sw_table *t = sw_csv_parse(bytes, length, &named, d);
    g_free(bytes);
    return t;
}
