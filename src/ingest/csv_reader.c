#include "ingest/csv_reader.h"

#include <csv.h>
#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "ingest/dialect.h"
#include "ingest/file_bytes.h"
#include "ingest/loose_quotes.h"
#include "ingest/table_build.h"
#include "ingest/text.h"

/* One pass over a text. libcsv says neither lines nor which quote was open, so
 * it is fed line by line, and the lines are counted here. */
typedef struct reader {
    const sw_read_request *request;
    sw_diagnostics *d;
    sw_records *records;
    struct csv_parser parser;
    char delimiter;
    bool row_open;              /* a row began and has not ended */
    size_t row_line, row_start; /* its first line and offset */
    size_t loose, loose_line;   /* rows with quotes that are text, the first */
    bool failed;
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

static void on_field(void *field, size_t length, void *data)
{
    reader *r = data;
    if (sw_records_pending(r->records) > SW_CSV_MAX_COLUMNS)
        return; /* enough to know that there are too many */
    sw_records_add(r->records, field, length);
}

static void on_row(int terminator, void *data)
{
    reader *r = data;
    (void)terminator;
    if (r->failed)
        return;
    r->row_open = false;
    if (sw_records_pending(r->records) > SW_CSV_MAX_COLUMNS)
        fail(r, "too-many-columns", r->row_line, NULL,
             "the row has more than 16,384 cells");
    else if (sw_records_overflow(r->records))
        fail(r, "file-too-large", r->row_line, "split it",
             "the file has more than 33,554,432 cells, up to here");
    else
        sw_records_end(r->records, r->row_line);
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
    fail(r, "unterminated-quote", line > 0 ? line : r->row_line,
         "close it, or double a quote that is part of the text",
         "a quote opens here and never closes");
}

/* Whether the row, taken as one line, has as many cells as the one above: then
 * its quotes are text. */
static bool take_loosely(reader *r, const char *text, size_t length)
{
    size_t above = sw_records_count(r->records);
    size_t end = sw_line_end(text, length, r->row_start);
    if (above == 0)
        return false;
    while (end > r->row_start && strchr("\r\n", text[end - 1]) != NULL)
        end--;
    size_t cells = sw_loose_line(r->records, text + r->row_start,
                                 end - r->row_start, r->delimiter);
    if (cells < 2 || cells != sw_records_width(r->records, above - 1))
        return false;
    sw_records_end(r->records, r->row_line);
    r->loose_line = r->loose++ == 0 ? r->row_line : r->loose_line;
    return true;
}

static void report_long_cell(reader *r, const char *text, size_t length)
{
    size_t rest = MIN(length - r->row_start, (size_t)SW_CSV_MAX_FIELD);
    size_t opened = sw_open_quote_line(text + r->row_start, rest, r->delimiter,
                                       r->row_line);
    fail(r, "cell-too-large", opened > 0 ? opened : r->row_line,
         "look for a quote that is not closed",
         "a cell of more than 1 MiB begins here");
}

/* After a fault: what the row swallowed may be whole rows, so reading goes on
 * at its second line. Returns where. */
static size_t recover(reader *r, const char *text, size_t length, size_t *line)
{
    int error = csv_error(&r->parser);
    csv_free(&r->parser);
    start_parser(r);
    if (error == CSV_EPARSE && take_loosely(r, text, length))
        ;
    else if (error == CSV_EPARSE && sw_records_count(r->records) > 0)
        sw_records_fault(r->records, r->row_line, "stray-quote",
                         "a quote stands within a cell that it does not open "
                         "and close: the row is left out");
    else if (error == CSV_EPARSE)
        fail(r, "stray-quote", r->row_line, "double it",
             "a quote stands within a header");
    else
        report_long_cell(r, text, length);
    size_t next = sw_line_end(text, length, r->row_start);
    *line = r->row_line + 1;
    sw_records_drop(r->records);
    r->row_open = false;
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
    if (r->loose > 0)
        sw_diagnose(r->d, SW_NOTE, "loose-quotes",
                    (sw_place){.file = r->request->name, .line = r->loose_line},
                    "double quotes that are part of a text",
                    "%zu rows have quotes that open and close no cell; they "
                    "are taken as text",
                    r->loose);
}

static bool read_records(sw_records *records, const sw_text *text,
                         sw_dialect from, const sw_read_request *request,
                         sw_diagnostics *d)
{
    reader r = {.request = request,
                .d = d,
                .records = records,
                .delimiter = from.delimiter};
    start_parser(&r);
    feed(&r, text->bytes, text->length, from);
    csv_free(&r.parser);
    return !r.failed;
}

static void add_field(void *field, size_t length, void *data)
{
    const reader *r = data;
    if (sw_records_pending(r->records) <= SW_CSV_MAX_COLUMNS)
        sw_records_add(r->records, field, length);
}

static void end_record(int terminator, void *data)
{
    reader *r = data;
    (void)terminator;
    r->row_open = false;
    sw_records_end(r->records, 1);
}

sw_csv_outcome sw_csv_record(sw_records *records, size_t *taken,
                             const char *text, size_t length, char delimiter)
{
    reader r = {.records = records, .delimiter = delimiter, .row_open = true};
    sw_csv_outcome outcome = SW_CSV_ROW;
    size_t at = 0, first = sw_line_end(text, length, 0);
    *taken = first;
    start_parser(&r);
    while (r.row_open && outcome == SW_CSV_ROW) {
        size_t end = sw_line_end(text, length, at);
        if (end == at || (text[end - 1] != '\r' && text[end - 1] != '\n'))
            outcome = SW_CSV_MORE;
        else if (at == 0 && is_blank(text, end, delimiter))
            break;
        else if (csv_parse(&r.parser, text + at, end - at, add_field,
                           end_record, &r) != end - at)
            outcome = SW_CSV_FAULT;
        else
            *taken = at = end;
    }
    csv_free(&r.parser);
    if (outcome == SW_CSV_ROW)
        return outcome;
    sw_records_drop(records);
    *taken = outcome == SW_CSV_FAULT ? first : 0;
    return outcome;
}

static void set_origin(sw_table_origin *origin, const char *bytes,
                       size_t length, const sw_text *text, char delimiter)
{
    *origin = (sw_table_origin){
        .encoding = text->encoding, .delimiter = delimiter, .header_rows = 1};
    g_autofree char *sum = g_compute_checksum_for_data(
        G_CHECKSUM_SHA256, (const guchar *)bytes, length);
    g_strlcpy(origin->sha256, sum, sizeof origin->sha256);
}

static void note_unwrapped(const sw_read_request *r, sw_diagnostics *d)
{
    sw_diagnose(d, SW_NOTE, "wrapped-lines", (sw_place){.file = r->name}, NULL,
                "every line is one quoted cell that holds a whole row; it was "
                "unwrapped once");
}

/* Two delimiters that cut the text equally well are for the user to choose. */
static bool is_settled(const sw_dialect *from, const sw_read_request *r,
                       sw_diagnostics *d)
{
    if (from->rival == 0)
        return true;
    sw_diagnose(d, SW_ERROR, "ambiguous-delimiter",
                (sw_place){.file = r->name, .line = from->line},
                "give \"delimiter\"", "'%c' and '%c' cut the rows equally well",
                from->delimiter, from->rival);
    return false;
}

sw_records *sw_csv_records(const char *bytes, size_t length,
                           sw_table_origin *origin,
                           const sw_read_request *request, sw_diagnostics *d)
{
    sw_text text;
    if (!sw_text_decode(&text, bytes, length, request, d))
        return NULL;
    if (sw_dialect_unwrap(&text.bytes, &text.length))
        note_unwrapped(request, d);
    sw_dialect from = sw_dialect_find(text.bytes, text.length,
                                      request->delimiter, request->skip_rows);
    sw_records *records = sw_records_new();
    bool good = is_settled(&from, request, d) &&
                read_records(records, &text, from, request, d);
    set_origin(origin, bytes, length, &text, from.delimiter);
    if (strcmp(text.encoding, "utf-8") != 0)
        origin->encoding = g_intern_string(text.encoding);
    g_free(text.bytes);
    if (good)
        return records;
    sw_records_free(records);
    return NULL;
}

/* The first record that holds anything is the header. */
static sw_table *plain_table(const sw_records *records, sw_table_origin *origin,
                             const sw_read_request *request, sw_diagnostics *d)
{
    size_t first = 0, n = sw_records_count(records);
    while (first < n && sw_records_is_empty(records, first))
        first++;
    if (first == n) {
        sw_diagnose(d, SW_ERROR, "empty-file",
                    (sw_place){.file = request->name}, NULL,
                    "the file holds no text");
        return NULL;
    }
    origin->format = request->format;
    const sw_layout layout = {.header = first, .header_rows = 1, .end = n};
    sw_table *t = sw_table_build(records, &layout, origin, request->name, d);
    if (sw_table_has_rows(t, d))
        return t;
    sw_table_free(t);
    return NULL;
}

sw_table *sw_csv_parse(const char *bytes, size_t length,
                       const sw_read_request *request, sw_diagnostics *d)
{
    sw_table_origin origin;
    sw_records *records = sw_csv_records(bytes, length, &origin, request, d);
    if (records == NULL)
        return NULL;
    sw_table *t = plain_table(records, &origin, request, d);
    sw_records_free(records);
    return t;
}

sw_table *sw_table_from_file(const sw_read_request *request,
                             sw_table_parser *parse, sw_diagnostics *d)
{
    sw_read_request named = *request;
    if (named.name == NULL)
        named.name = named.path;
    char *bytes;
    size_t length;
    if (!sw_file_bytes(&bytes, &length, named.path, named.name,
                       SW_CSV_MAX_BYTES, d))
        return NULL;
    sw_table *t = parse(bytes, length, &named, d);
    g_free(bytes);
    /* A table copies what it needs of its request. */
    /* cppcheck-suppress returnDanglingLifetime */
    return t;
}

sw_table *sw_csv_read(const sw_read_request *request, sw_diagnostics *d)
{
    return sw_table_from_file(request, sw_csv_parse, d);
}
