#include "ingest/table_build.h"
#include "base/diagnostic_say.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

enum { SHOWN_REJECTS = 20, SHOWN_SHORT = 20 };

static const char BYTE_ORDER_MARK[] = "\xEF\xBB\xBF";

typedef struct builder {
    const sw_records *records;
    const sw_layout *layout;
    sw_table *table;
    sw_diagnostics *d;
    size_t columns;
    bool is_sparse; /* a workbook leaves empty cells out */
    size_t empty_rows, first_empty_line;
    size_t headers_again, first_header_again;
    size_t marks, first_mark; /* byte order marks within the file */
    size_t short_rows;
} builder;

static sw_place at_line(const builder *b, size_t line)
{
    return (sw_place){.file = sw_table_file(b->table), .line = line};
}

/* A column without a name and without a value is a trailing delimiter. */
static bool is_unused(const sw_records *r, const sw_layout *layout,
                      size_t column)
{
    for (size_t i = layout->header; i < layout->end; i++)
        for (const char *p = sw_records_text(r, i, column); *p != '\0'; p++)
            if (!g_ascii_isspace(*p))
                return false;
    return true;
}

static size_t count_columns(const sw_records *r, const sw_layout *layout)
{
    size_t n = 0;
    for (size_t i = 0; i < layout->header_rows; i++)
        n = MAX(n, sw_records_width(r, layout->header + i));
    while (n > 1 && is_unused(r, layout, n - 1))
        n--;
    return n;
}

static char *stripped(const builder *b, size_t row, size_t column)
{
    return g_strstrip(g_strdup(sw_records_text(b->records, row, column)));
}

/* "Question" over its first column and choices below: "Question - choice". */
static char *spanned_name(const builder *b, size_t column, char **question)
{
    g_autofree char *above = stripped(b, b->layout->names, column);
    g_autofree char *below = stripped(b, b->layout->labels, column);
    if (above[0] != '\0') {
        g_free(*question);
        *question = g_strdup(above);
    }
    bool answer = below[0] == '\0' ||
                  g_ascii_strcasecmp(below, "response") == 0 ||
                  g_ascii_strcasecmp(below, "open-ended response") == 0;
    if (answer || *question == NULL)
        return g_strdup(above[0] != '\0' || *question == NULL ? above
                                                              : *question);
    return g_strdup_printf("%s - %s", *question, below);
}

static void warn_duplicate(const builder *b, const char *header,
                           const char *name, size_t column)
{
    sw_place place = at_line(b, sw_records_line(b->records, b->layout->names));
    place.column = column;
    sw_diagnose(b->d, SW_WARNING, "duplicate-header", place,
                "give each column its own header",
                "column \"%s\" is there more than once; this one is \"%s\"",
                header, name);
}

static void add_columns(builder *b)
{
    g_autofree char *question = NULL;
    const sw_layout *l = b->layout;
    for (size_t i = 0; i < b->columns; i++) {
        g_autofree char *header = l->questions_span
                                      ? spanned_name(b, i, &question)
                                      : stripped(b, l->names, i);
        bool again =
            header[0] != '\0' && sw_table_find(b->table, header) != SIZE_MAX;
        sw_table_add_column(b->table, header);
        if (again)
            warn_duplicate(b, header, sw_table_header(b->table, i), i + 1);
        if (l->labels == l->names || l->questions_span)
            continue;
        g_autofree char *label = stripped(b, l->labels, i);
        sw_table_set_label(b->table, i, label);
    }
}

static bool has_control(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < ' ' && strchr("\t\r\n", *text) == NULL)
            return true;
    return false;
}

static bool is_too_wide(const builder *b, size_t row)
{
    for (size_t i = b->columns; i < sw_records_width(b->records, row); i++)
        for (const char *p = sw_records_text(b->records, row, i); *p; p++)
            if (!g_ascii_isspace(*p))
                return true;
    return false;
}

static bool reject(const builder *b, size_t row)
{
    size_t line = sw_records_line(b->records, row);
    if (is_too_wide(b, row)) {
        sw_table_reject(b->table, line, 0, "ragged-row",
                        "the row has %zu cells, the header %zu",
                        sw_records_width(b->records, row), b->columns);
        return true;
    }
    for (size_t i = 0; i < b->columns; i++)
        if (has_control(sw_records_text(b->records, row, i))) {
            sw_table_reject(b->table, line, i + 1, "control-character",
                            "the cell holds a NUL or another control "
                            "character: a part of it was lost");
            return true;
        }
    return false;
}

static void note_short(builder *b, size_t row)
{
    size_t width = sw_records_width(b->records, row);
    if (b->is_sparse || width >= b->columns || b->short_rows++ >= SHOWN_SHORT)
        return;
    sw_diagnose(b->d, SW_WARNING, "short-row",
                at_line(b, sw_records_line(b->records, row)), NULL,
                "the row has %zu cells, the header %zu; what it lacks is taken "
                "as missing",
                width, b->columns);
}

/* Files that were put one behind the other bring their headers along. */
static bool is_header_again(const builder *b, size_t row)
{
    size_t same = 0;
    const char *first = sw_records_text(b->records, row, 0);
    if (b->columns == 0 || /* most rows, at little cost */
        strstr(first, sw_table_header(b->table, 0)) == NULL)
        return false;
    for (size_t i = 0; i < b->columns; i++) {
        g_autofree char *cell = stripped(b, row, i);
        const char *text = cell;
        if (g_str_has_prefix(text, BYTE_ORDER_MARK))
            text += strlen(BYTE_ORDER_MARK);
        if (text[0] != '\0' && strcmp(text, sw_table_header(b->table, i)) != 0)
            return false;
        same += text[0] != '\0';
    }
    return same > 1 && same == b->columns;
}

static void note_mark(builder *b, size_t row, size_t line)
{
    if (g_str_has_prefix(sw_records_text(b->records, row, 0),
                         BYTE_ORDER_MARK) &&
        b->marks++ == 0)
        b->first_mark = line;
}

static void take_row(builder *b, size_t row, const char **cells)
{
    size_t line = sw_records_line(b->records, row);
    note_mark(b, row, line);
    if (is_header_again(b, row)) {
        if (b->headers_again++ == 0)
            b->first_header_again = line;
        return;
    }
    if (sw_records_is_empty(b->records, row)) {
        if (b->empty_rows++ == 0)
            b->first_empty_line = line;
        return;
    }
    if (reject(b, row))
        return;
    note_short(b, row);
    for (size_t i = 0; i < b->columns; i++)
        cells[i] = sw_records_text(b->records, row, i);
    sw_table_add_row(b->table, line, cells);
}

static void take_faults(const builder *b)
{
    const sw_diagnostics *faults = sw_records_faults(b->records);
    for (size_t i = 0; i < sw_diagnostics_length(faults); i++) {
        const sw_diagnostic *x = sw_diagnostics_at(faults, i);
        sw_table_reject_say(b->table, x->line, 0, x->code,
                            sw_diagnostic_said(x));
    }
}

static void report_glue(const builder *b)
{
    static const char REMEDY[] =
        "name the files one by one in \"files\", so that a row in two of them "
        "counts once";
    if (b->headers_again > 0)
        sw_diagnose(b->d, SW_WARNING, "repeated-header",
                    at_line(b, b->first_header_again), REMEDY,
                    "the header stands again within the file, %zu times: files "
                    "were put one behind the other",
                    b->headers_again);
    else if (b->marks > 0)
        sw_diagnose(b->d, SW_WARNING, "byte-order-mark",
                    at_line(b, b->first_mark), REMEDY,
                    "a byte order mark stands within the file, %zu times: "
                    "files were put one behind the other",
                    b->marks);
}

static void report(const builder *b)
{
    report_glue(b);
    if (b->empty_rows > 0)
        sw_diagnose(b->d, SW_NOTE, "empty-rows",
                    at_line(b, b->first_empty_line), NULL,
                    "%zu rows without any value were left out", b->empty_rows);
    if (b->short_rows > SHOWN_SHORT)
        sw_diagnose(b->d, SW_WARNING, "short-row", at_line(b, 0), NULL,
                    "%zu rows have fewer cells than the header", b->short_rows);
}

sw_table *sw_table_build(const sw_records *records, const sw_layout *layout,
                         sw_table_origin *origin, const char *name,
                         sw_diagnostics *d)
{
    builder b = {.records = records,
                 .layout = layout,
                 .table = sw_table_new(name),
                 .d = d,
                 .is_sparse = origin->delimiter == 0,
                 .columns = count_columns(records, layout)};
    size_t last_header = layout->header + layout->header_rows - 1;
    add_columns(&b);
    take_faults(&b);
    g_autofree const char **cells = g_new(const char *, b.columns + 1);
    for (size_t row = last_header + 1; row < layout->end; row++)
        take_row(&b, row, cells);
    report(&b);
    origin->header_row = sw_records_line(records, last_header);
    origin->header_rows = layout->header_rows;
    sw_table_set_source(b.table, origin);
    return b.table;
}

bool sw_table_has_rows(const sw_table *t, sw_diagnostics *d)
{
    sw_place place = {.file = sw_table_file(t)};
    const sw_diagnostics *rejects = sw_table_rejects(t);
    size_t n = sw_diagnostics_length(rejects);
    if (sw_table_rows(t) > 0)
        return true;
    for (size_t i = 0; i < n && i < SHOWN_REJECTS; i++) {
        const sw_diagnostic *x = sw_diagnostics_at(rejects, i);
        place.line = x->line;
        sw_diagnose_say(d, SW_ERROR, x->code, place, x->remedy,
                        sw_diagnostic_said(x));
    }
    place.line = 0;
    sw_diagnose(d, SW_ERROR, "no-rows", place, NULL, "%s",
                n > 0 ? "not one row of the file could be read"
                      : "the file has a header but no rows");
    return false;
}
