/* From records to a table that knows its format and its columns. */
#include <glib.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "ingest/cell.h"
#include "ingest/decide.h"
#include "ingest/header_name.h"
#include "ingest/html_entity.h"
#include "ingest/layout.h"
#include "ingest/repeats.h"
#include "ingest/schema.h"
#include "ingest/source.h"

/* One file on its way. */
typedef struct builder {
    const sw_records *records;
    const sw_read_request *request;
    const sw_formats *formats;
    sw_table_origin origin;
    sw_layout layout;
    GArray *tail; /* of sw_tail_row */
    const sw_format *format;
    bool by_shape;
    sw_diagnostics *d;
} builder;

static sw_place at_line(const builder *b, size_t line)
{
    return (sw_place){.file = b->request->name, .line = line};
}

/* The format that the user named. */
static bool take_asked(builder *b)
{
    const char *name = b->request->format;
    size_t n = sw_formats_count(b->formats);
    if (name == NULL)
        return true;
    b->format = sw_formats_find(b->formats, name);
    if (b->format != NULL)
        return true;
    g_autofree const char **names = g_new(const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        names[i] = sw_formats_at(b->formats, i)->name;
    const char *near = sw_nearest_name(name, names, n);
    sw_diagnose(b->d, SW_ERROR, "unknown-format", at_line(b, 0),
                "name one of templates/formats, or leave \"format\" out",
                "there is no format '%s'%s%s%s", name,
                near != NULL ? "; did you mean '" : "",
                near != NULL ? near : "", near != NULL ? "'?" : "");
    return false;
}

static bool find_layout(builder *b)
{
    b->layout =
        (sw_layout){.header_rows = 1, .end = sw_records_count(b->records)};
    if (strcmp(b->origin.source, "json") == 0)
        return true; /* names are names there */
    if (!sw_layout_find(&b->layout, b->records, b->formats, b->request->name,
                        b->origin.source, b->d))
        return false;
    b->tail = sw_layout_trim(&b->layout, b->records);
    return true;
}

static bool recognise(builder *b)
{
    size_t row = b->layout.header;
    size_t n = sw_records_width(b->records, row);
    g_autofree const char **headers = g_new(const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        headers[i] = sw_records_text(b->records, row, i);
    if (b->format != NULL)
        return true;
    sw_match m = sw_formats_recognise(
        b->formats, &(sw_sight){.headers = headers,
                                .n = n,
                                .source = b->origin.source,
                                .table = b->request->table,
                                .records = b->records,
                                .from = row + b->layout.header_rows,
                                .end = b->layout.end});
    b->format = m.format;
    b->by_shape = m.by_shape;
    if (m.rival == NULL)
        return true;
    sw_diagnose(b->d, SW_ERROR, "ambiguous-format",
                at_line(b, sw_records_line(b->records, row)),
                "say which with --as, or \"format\" in pilot.json",
                "the headers fit '%s' as well as '%s'", m.format->name,
                m.rival->name);
    return false;
}

static void note_tail(const builder *b)
{
    if (b->tail == NULL || b->tail->len == 0)
        return;
    const sw_tail_row *first =
        &g_array_index(b->tail, sw_tail_row, b->tail->len - 1);
    sw_diagnose(b->d, SW_NOTE, "total-rows",
                at_line(b, sw_records_line(b->records, first->record)), NULL,
                "%u rows below the data were left out: totals or footnotes",
                b->tail->len);
}

static bool applies(const sw_row_rule *rule, const char *cell)
{
    g_autofree char *folded = sw_header_fold(cell);
    return g_ptr_array_find_with_equal_func(rule->values, folded, g_str_equal,
                                            NULL);
}

static void apply_rule(const builder *b, sw_table *t, const sw_row_rule *rule)
{
    size_t column = sw_table_find(t, rule->column), n = 0, line = 0;
    if (column == SIZE_MAX)
        return;
    g_autofree char *drop = g_malloc0(sw_table_rows(t) + 1);
    for (size_t i = 0; i < sw_table_rows(t); i++) {
        if (!applies(rule, sw_table_cell(t, i, column)))
            continue;
        line = n++ == 0 ? sw_table_line(t, i) : line;
        drop[i] = 1;
    }
    if (n == 0)
        return;
    if (rule->drop)
        sw_table_drop_rows(t, drop);
    const char *code = rule->drop ? "dropped-rows" : "flagged-rows";
    sw_diagnose(b->d, rule->warns ? SW_WARNING : SW_NOTE,
                rule->code != NULL ? rule->code : code, at_line(b, line), NULL,
                "%zu rows %s: the row %s", n,
                rule->drop ? "were left out" : "were kept and counted",
                rule->why);
}

static void apply_rules(const builder *b, sw_table *t)
{
    if (b->format != NULL && b->format->repeats != NULL)
        sw_repeats_merge(t, b->format->repeats, b->d);
    for (guint i = 0; b->format != NULL && i < b->format->rules->len; i++)
        apply_rule(b, t, b->format->rules->pdata[i]);
}

static double column_sum(const sw_table *t, size_t column)
{
    double sum = 0.0;
    for (size_t i = 0; i < sw_table_rows(t); i++) {
        double x;
        if (sw_cell_number(&x, sw_table_cell(t, i, column), '.') == SW_CELL_OK)
            sum += x;
    }
    return sum;
}

/* Half of the last digit that the total shows. */
static double rounding(const char *plain)
{
    const char *point = strchr(plain, '.');
    size_t decimals = point == NULL ? 0 : strlen(point + 1);
    return 0.5000001 * pow(10.0, -(double)decimals);
}

static void check_total(const builder *b, const sw_table *t,
                        const sw_columns *c, size_t record, size_t column)
{
    char plain[SW_NUMBER_PLAIN];
    bool percent;
    const char *text = sw_records_text(b->records, record, column);
    if (sw_cell_number_plain(plain, &percent, text,
                             c->column[column].decimal_of_file) != SW_CELL_OK)
        return;
    double said = g_ascii_strtod(plain, NULL), sum = column_sum(t, column);
    if (fabs(said - sum) <= rounding(plain) + 1e-12 * fabs(sum))
        return;
    sw_place place = at_line(b, sw_records_line(b->records, record));
    place.column = column + 1;
    sw_diagnose(c->doubts, SW_WARNING, "total-mismatch", place,
                "look for rows that are missing or were rejected",
                "the total of column \"%s\" says %s, its cells add up to %.15g",
                sw_table_header(t, column), text, sum);
}

static void check_totals(const builder *b, const sw_table *t,
                         const sw_columns *c)
{
    for (guint i = 0; b->tail != NULL && i < b->tail->len; i++) {
        const sw_tail_row *row = &g_array_index(b->tail, sw_tail_row, i);
        for (size_t k = 0; row->is_total && k < c->n; k++) {
            sw_kind kind = c->column[k].kind;
            if ((kind == SW_KIND_NUMBER || kind == SW_KIND_MONEY) &&
                !c->column[k].unread)
                check_total(b, t, c, row->record, k);
        }
    }
}

/* An employee number beside answers is no list of staff, unless the file was
 * given as one. */
static void doubt_roster(builder *b, sw_table *t)
{
    if (b->format == NULL || !b->format->is_weak || b->request->table != NULL ||
        b->request->format != NULL || strcmp(b->format->table, "roster") != 0 ||
        !sw_columns_ask(t, b->format, b->request))
        return;
    b->format = NULL;
    b->origin.format = "";
    sw_table_set_source(t, &b->origin);
}

static sw_table *build(builder *b)
{
    if (!take_asked(b) || !find_layout(b) || !recognise(b))
        return NULL;
    note_tail(b);
    b->origin.format = b->format != NULL ? b->format->name : "";
    sw_table *t = sw_table_build(b->records, &b->layout, &b->origin,
                                 b->request->name, b->d);
    doubt_roster(b, t);
    if (b->format != NULL && sw_format_has_quirk(b->format, "html-entities"))
        sw_html_decode_table(t);
    apply_rules(b, t);
    bool typed = strcmp(b->origin.source, "text") != 0;
    sw_columns *c =
        sw_columns_decide(t, b->format, b->by_shape, b->request, typed);
    check_totals(b, t, c);
    sw_table_set_decisions(t, c);
    if (sw_table_has_rows(t, b->d) || b->request->keep_empty)
        return t;
    sw_table_free(t);
    return NULL;
}

sw_table *sw_source_from_records(const sw_records *records,
                                 const sw_table_origin *origin,
                                 const sw_read_request *request,
                                 sw_diagnostics *d)
{
    builder b = {.records = records,
                 .request = request,
                 .origin = *origin,
                 .formats = request->formats,
                 .d = d};
    sw_formats *own = NULL;
    if (b.formats == NULL)
        b.formats = own =
            sw_formats_load_with(request->templates, request->format, d);
    sw_table *t = build(&b);
    if (b.tail != NULL)
        g_array_unref(b.tail);
    sw_formats_free(own);
    return t;
}
