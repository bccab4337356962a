#include "cli/identify.h"

#include <string.h>

#include "base/clean_text.h"
#include "ingest/header_name.h"

static const char *format_name(const sw_identified *f)
{
    const char *name =
        f->table == NULL ? "" : sw_table_source(f->table)->format;
    return name[0] != '\0' ? name : "unknown";
}

static void put_place(sw_json_writer *w, const char *key, size_t n)
{
    if (n > 0)
        sw_json_put_integer(w, key, (long long)n);
    else
        sw_json_put_null(w, key);
}

static void put_doubts(sw_json_writer *w, const sw_diagnostics *d)
{
    sw_json_key(w, "doubts");
    sw_json_begin_array(w);
    for (size_t i = 0; i < sw_diagnostics_length(d); i++) {
        const sw_diagnostic *x = sw_diagnostics_at(d, i);
        g_autofree char *message =
            x->remedy == NULL ? g_strdup(x->message)
                              : g_strconcat(x->message, "; ", x->remedy, NULL);
        sw_json_begin_object(w);
        sw_json_put_string(w, "code", x->code);
        put_place(w, "line", x->line);
        put_place(w, "column", x->column);
        sw_json_put_string(w, "message", message);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_columns(sw_json_writer *w, const sw_table *t)
{
    const sw_columns *c = sw_table_decisions(t);
    for (size_t i = 0; i < c->n; i++) {
        sw_json_begin_object(w);
        sw_json_put_string(w, "name", sw_table_header(t, i));
        sw_json_put_string(w, "maps_to", c->column[i].maps_to);
        sw_json_put_string(w, "kind", sw_kind_name(c->column[i].kind));
        sw_json_put_string(w, "reading", c->column[i].reading);
        sw_json_end_object(w);
    }
}

void sw_identified_json(sw_json_writer *w, const sw_identified *f)
{
    sw_json_begin_object(w);
    sw_json_put_string(w, "file", f->file);
    sw_json_put_string(w, "format", format_name(f));
    if (f->table != NULL) {
        const sw_table_origin *o = sw_table_source(f->table);
        char delimiter[2] = {o->delimiter, '\0'};
        sw_json_put_string(w, "encoding", o->encoding);
        sw_json_put_string(w, "delimiter", o->delimiter ? delimiter : NULL);
        sw_json_put_integer(w, "header_row", (long long)o->header_row);
        sw_json_put_integer(w, "header_rows", (long long)o->header_rows);
        sw_json_put_integer(w, "rows", (long long)sw_table_rows(f->table));
    } else {
        sw_json_put_null(w, "encoding");
        sw_json_put_null(w, "delimiter");
        sw_json_put_null(w, "header_row");
        sw_json_put_null(w, "header_rows");
        sw_json_put_null(w, "rows");
    }
    sw_json_key(w, "columns");
    sw_json_begin_array(w);
    if (f->table != NULL)
        put_columns(w, f->table);
    sw_json_end_array(w);
    put_doubts(w, f->d);
    sw_json_end_object(w);
}

/* A header without line ends and runs of blanks. */
static char *one_line(const char *header)
{
    GString *s = g_string_new(NULL);
    for (const char *p = header; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool blank = g_unichar_isspace(c);
        if (!blank)
            g_string_append_unichar(s, c);
        else if (s->len > 0 && s->str[s->len - 1] != ' ')
            g_string_append_c(s, ' ');
    }
    return g_strchomp(g_string_free(s, FALSE));
}

static void append_columns(GString *s, const sw_table *t)
{
    const sw_columns *c = sw_table_decisions(t);
    for (size_t i = 0; i < c->n; i++) {
        g_autofree char *name = one_line(sw_table_header(t, i));
        const char *to = c->column[i].maps_to;
        g_string_append_printf(
            s, "  %-32s %-12s %s%s%s\n", name, sw_kind_name(c->column[i].kind),
            to != NULL ? to : "", to != NULL ? ": " : "", c->column[i].reading);
    }
}

static void append_source(GString *s, const sw_identified *f)
{
    const sw_table_origin *o = sw_table_source(f->table);
    g_string_append_printf(s, "  %s", o->encoding);
    if (o->delimiter == '\t')
        g_string_append(s, ", cut by tabs");
    else if (o->delimiter != 0)
        g_string_append_printf(s, ", cut by '%c'", o->delimiter);
    if (o->header_rows > 0)
        g_string_append_printf(s, ", %zu header row%s up to line %zu",
                               o->header_rows, o->header_rows == 1 ? "" : "s",
                               o->header_row);
    g_string_append_printf(s, ", %zu rows\n", sw_table_rows(f->table));
}

void sw_identified_text(GString *s, const sw_identified *f)
{
    g_string_append_printf(s, "%s: %s", f->file, format_name(f));
    if (f->format != NULL)
        g_string_append_printf(s, " (%s)", f->format->title);
    else if (f->table != NULL)
        g_string_append(s, " (what its columns are is a proposal)");
    g_string_append_c(s, '\n');
    if (f->table != NULL) {
        append_source(s, f);
        append_columns(s, f->table);
    }
    for (size_t i = 0; i < sw_diagnostics_length(f->d); i++) {
        g_autofree char *line = sw_diagnostic_line(sw_diagnostics_at(f->d, i));
        g_string_append_printf(s, "  %s\n", line);
    }
}

static void append_cell(GString *s, const char *text, bool first)
{
    if (!first)
        g_string_append_c(s, ',');
    sw_clean_csv(s, text);
}

/* CRLF within a cell is the file's way of ending lines, not the text's. */
static char *unix_lines(char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
    g_free(text);
    return g_strjoinv("\n", lines);
}

void sw_identified_csv(GString *s, const sw_identified *f)
{
    const sw_table *t = f->table;
    const sw_columns *c = sw_table_decisions(t);
    for (size_t i = 0; i < c->n; i++) {
        g_autofree char *name = f->format != NULL
                                    ? one_line(sw_table_header(t, i))
                                    : sw_header_snake(sw_table_header(t, i));
        append_cell(s, name, i == 0);
    }
    g_string_append_c(s, '\n');
    for (size_t row = 0; row < sw_table_rows(t); row++) {
        for (size_t i = 0; i < c->n; i++) {
            g_autofree char *text = unix_lines(
                sw_column_text(&c->column[i], sw_table_cell(t, row, i)));
            append_cell(s, text, i == 0);
        }
        g_string_append_c(s, '\n');
    }
}

static bool maps(const sw_columns *c, const char *to)
{
    for (size_t i = 0; i < c->n; i++)
        if (g_strcmp0(c->column[i].maps_to, to) == 0)
            return true;
    return false;
}

static const char *likely_table(const sw_table *t)
{
    const sw_columns *c = sw_table_decisions(t);
    for (size_t i = 0; i < c->n; i++)
        if (c->column[i].kind == SW_KIND_LIKERT ||
            c->column[i].kind == SW_KIND_DURATION ||
            (c->column[i].maps_to == NULL &&
             sw_header_asks(sw_table_header(t, i))))
            return "survey";
    bool used = maps(c, "actions") || maps(c, "active_days");
    if (maps(c, "period") && maps(c, "person") && used)
        return "usage";
    if (maps(c, "period") && maps(c, "value"))
        return "outcomes";
    if (maps(c, "period") && (maps(c, "units") || maps(c, "amount")))
        return "metered";
    return maps(c, "period") && maps(c, "person") ? "usage" : "roster";
}

const char *sw_identified_table(const sw_identified *f)
{
    return f->format != NULL ? f->format->table : likely_table(f->table);
}

static void put_mapping_column(sw_json_writer *w, const char *header,
                               const sw_column *c)
{
    sw_json_begin_object(w);
    if (c->maps_to != NULL)
        sw_json_put_string(w, "to", c->maps_to);
    sw_json_key(w, "names");
    sw_json_begin_array(w);
    sw_json_string(w, header);
    sw_json_end_array(w);
    sw_json_put_string(w, "kind", sw_kind_name(c->kind));
    sw_json_end_object(w);
}

static void put_signature(sw_json_writer *w, const sw_table *t)
{
    sw_json_key(w, "signatures");
    sw_json_begin_array(w);
    sw_json_begin_object(w);
    sw_json_key(w, "all_of");
    sw_json_begin_array(w);
    for (size_t i = 0; i < sw_table_columns(t); i++)
        sw_json_string(w, sw_table_header(t, i));
    sw_json_end_array(w);
    sw_json_end_object(w);
    sw_json_end_array(w);
}

/* A name that the schema of formats allows. */
static char *mapping_name(const char *file)
{
    g_autofree char *base = g_path_get_basename(file);
    base[strcspn(base, ".")] = '\0';
    GString *s = g_string_new("my_");
    for (const char *p = base; *p != '\0'; p++)
        g_string_append_c(s, g_ascii_isalnum(*p) ? g_ascii_tolower(*p) : '_');
    return g_string_free(s, FALSE);
}

char *sw_identified_mapping(const sw_identified *f)
{
    const sw_columns *c = sw_table_decisions(f->table);
    g_autofree char *name = mapping_name(f->file);
    g_autofree char *title = g_path_get_basename(f->file);
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_begin_object(&w);
    sw_json_put_string(&w, "format", name);
    sw_json_put_string(&w, "title", title);
    sw_json_put_string(&w, "table", sw_identified_table(f));
    put_signature(&w, f->table);
    sw_json_key(&w, "columns");
    sw_json_begin_array(&w);
    for (size_t i = 0; i < c->n; i++)
        put_mapping_column(&w, sw_table_header(f->table, i), &c->column[i]);
    sw_json_end_array(&w);
    sw_json_end_object(&w);
    return sw_json_writer_take(&w, NULL);
}
