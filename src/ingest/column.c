#include "ingest/column.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "ingest/cell.h"
#include "ingest/decide.h"
#include "ingest/header_name.h"

static const char *const kind_names[] = {
    [SW_KIND_TEXT] = "text",         [SW_KIND_ID] = "id",
    [SW_KIND_DATE] = "date",         [SW_KIND_NUMBER] = "number",
    [SW_KIND_MONEY] = "money",       [SW_KIND_PERCENT] = "percent",
    [SW_KIND_BOOLEAN] = "boolean",   [SW_KIND_LIKERT] = "likert",
    [SW_KIND_DURATION] = "duration", [SW_KIND_MULTI] = "multi-select",
    [SW_KIND_COMMENT] = "comment"};

const char *sw_kind_name(sw_kind kind)
{
    return kind_names[kind];
}

bool sw_kind_of(sw_kind *out, const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kind_names); i++)
        if (strcmp(kind_names[i], name) == 0) {
            *out = (sw_kind)i;
            return true;
        }
    return false;
}

void sw_columns_free(sw_columns *c)
{
    if (c == NULL)
        return;
    for (size_t i = 0; i < c->n; i++) {
        g_free(c->column[i].maps_to);
        g_free(c->column[i].also);
        g_free(c->column[i].token);
        g_free(c->column[i].reading);
    }
    g_free(c->column);
    sw_diagnostics_free(c->doubts);
    g_free(c);
}

void sw_columns_take(sw_columns *c, const sw_columns *other, size_t i)
{
    if (c == NULL)
        return;
    c->column = g_renew(sw_column, c->column, c->n + 1);
    sw_column *out = &c->column[c->n++];
    *out = other != NULL ? other->column[i] : (sw_column){0};
    out->maps_to = g_strdup(out->maps_to);
    out->also = g_strdup(out->also);
    out->token = g_strdup(out->token);
    out->reading = g_strdup(out->reading);
}

void sw_doubt(const sw_decision *d, sw_severity severity, const char *code,
              size_t row, size_t column, const char *remedy, const char *fmt,
              ...)
{
    sw_place place = {.file = sw_table_file(d->table), .column = column + 1};
    place.line = row == SIZE_MAX ? sw_table_source(d->table)->header_row
                                 : sw_table_line(d->table, row);
    va_list args;
    va_start(args, fmt);
    g_autofree char *message = g_strdup_vprintf(fmt, args);
    va_end(args);
    sw_diagnose(d->columns->doubts, severity, code, place, remedy, "%s",
                message);
}

void sw_set_reading(sw_column *c, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    g_free(c->reading);
    c->reading = g_strdup_vprintf(fmt, args);
    va_end(args);
}

char *sw_decide_words(const sw_decision *d, size_t column)
{
    g_autofree char *header = sw_header_fold(sw_table_header(d->table, column));
    g_autofree char *label = sw_header_fold(sw_table_label(d->table, column));
    return g_strstrip(g_strconcat(header, " ", label, NULL));
}

static bool is_rewritten(const sw_column *c)
{
    return !c->unread &&
           (c->kind == SW_KIND_NUMBER || c->kind == SW_KIND_MONEY ||
            c->kind == SW_KIND_PERCENT || c->kind == SW_KIND_DATE);
}

/* Cells that are canonical as they stand, told without reading them. */
static bool is_canonical(const sw_column *c, const char *cell)
{
    sw_day day;
    if (c->kind == SW_KIND_DATE)
        return sw_date_parse(&day, cell);
    return cell[0] == '\0' ||
           (sw_cell_is_plain(cell) && !c->is_cents &&
            (c->decimal == '.' || strchr(cell, '.') == NULL));
}

static void rewrite(sw_table *t, const sw_columns *c)
{
    for (size_t i = 0; i < c->n; i++) {
        if (!is_rewritten(&c->column[i]))
            continue;
        for (size_t row = 0; row < sw_table_rows(t); row++) {
            const char *cell = sw_table_cell(t, row, i);
            if (is_canonical(&c->column[i], cell))
                continue;
            g_autofree char *text = sw_column_text(&c->column[i], cell);
            /* Words for "missing" stay: "None" may yet be an answer. */
            if (text[0] != '\0' && strcmp(cell, text) != 0)
                sw_table_set_cell(t, row, i, text);
        }
    }
}

/* After rewriting, what the table holds is canonical. */
static void settle(sw_columns *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (is_rewritten(&c->column[i])) {
            c->column[i].decimal_of_file = c->column[i].decimal;
            c->column[i].decimal = '.';
            c->column[i].is_cents = false;
        }
}

sw_columns *sw_columns_decide(sw_table *t, const sw_format *format,
                              bool by_shape, const sw_read_request *request,
                              bool is_typed)
{
    sw_columns *c = g_new0(sw_columns, 1);
    c->n = sw_table_columns(t);
    c->column = g_new0(sw_column, c->n);
    c->doubts = sw_diagnostics_new();
    sw_decision d = {t,        format, by_shape,         request,
                     is_typed, c,      sw_scale_labels()};
    sw_decide_mapping(&d);
    sw_decide_kinds(&d);
    sw_decide_proposals(&d);
    sw_decide_numbers(&d);
    sw_decide_dates(&d);
    sw_decide_answers(&d);
    sw_decide_ids(&d);
    sw_decide_items(&d);
    rewrite(t, c);
    settle(c);
    g_hash_table_destroy(d.labels);
    return c;
}
