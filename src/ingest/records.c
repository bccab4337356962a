#include "ingest/records.h"

#include <glib.h>
#include <string.h>

struct sw_records {
    GString *text;   /* the cells, a NUL behind each */
    GArray *cells;   /* of size_t: where in text each begins */
    GArray *ends;    /* of size_t: cells before the end of each row */
    GArray *lines;   /* of size_t, a row */
    size_t row_text; /* where the row in progress begins in text */
    sw_diagnostics *faults;
};

sw_records *sw_records_new(void)
{
    sw_records *r = g_new0(sw_records, 1);
    r->text = g_string_new(NULL);
    r->cells = g_array_new(FALSE, FALSE, sizeof(size_t));
    r->ends = g_array_new(FALSE, FALSE, sizeof(size_t));
    r->lines = g_array_new(FALSE, FALSE, sizeof(size_t));
    r->faults = sw_diagnostics_new();
    return r;
}

void sw_records_free(sw_records *r)
{
    if (r == NULL)
        return;
    g_string_free(r->text, TRUE);
    g_array_free(r->cells, TRUE);
    g_array_free(r->ends, TRUE);
    g_array_free(r->lines, TRUE);
    sw_diagnostics_free(r->faults);
    g_free(r);
}

void sw_records_add(sw_records *r, const char *text, size_t length)
{
    size_t at = r->text->len;
    g_array_append_val(r->cells, at);
    g_string_set_size(r->text, at + length + 1);
    if (length > 0)
        memcpy(r->text->str + at, text, length);
    r->text->str[at + length] = '\0';
}

/* Cells before the first of row `row`. */
static size_t first_cell(const sw_records *r, size_t row)
{
    return row == 0 ? 0 : g_array_index(r->ends, size_t, row - 1);
}

void sw_records_end(sw_records *r, size_t line)
{
    size_t end = r->cells->len;
    g_array_append_val(r->ends, end);
    g_array_append_val(r->lines, line);
    r->row_text = r->text->len;
}

void sw_records_drop(sw_records *r)
{
    g_array_set_size(r->cells, (guint)first_cell(r, r->ends->len));
    g_string_truncate(r->text, r->row_text);
}

size_t sw_records_pending(const sw_records *r)
{
    return r->cells->len - first_cell(r, r->ends->len);
}

bool sw_records_overflow(const sw_records *r)
{
    return r->cells->len > SW_RECORDS_MAX_CELLS;
}

void sw_records_fault(sw_records *r, size_t line, const char *code,
                      const char *message)
{
    sw_diagnose(r->faults, SW_WARNING, code, (sw_place){.line = line}, NULL,
                "%s", message);
}

const sw_diagnostics *sw_records_faults(const sw_records *r)
{
    return r->faults;
}

size_t sw_records_count(const sw_records *r)
{
    return r->ends->len;
}

size_t sw_records_width(const sw_records *r, size_t row)
{
    return g_array_index(r->ends, size_t, row) - first_cell(r, row);
}

size_t sw_records_line(const sw_records *r, size_t row)
{
    return g_array_index(r->lines, size_t, row);
}

const char *sw_records_text(const sw_records *r, size_t row, size_t column)
{
    if (column >= sw_records_width(r, row))
        return "";
    size_t cell = first_cell(r, row) + column;
    return r->text->str + g_array_index(r->cells, size_t, cell);
}

static bool is_blank(const char *text)
{
    for (; *text != '\0'; text = g_utf8_next_char(text))
        if (!g_unichar_isspace(g_utf8_get_char(text)))
            return false;
    return true;
}

size_t sw_records_filled(const sw_records *r, size_t row)
{
    size_t filled = 0;
    for (size_t i = 0; i < sw_records_width(r, row); i++)
        filled += !is_blank(sw_records_text(r, row, i));
    return filled;
}

bool sw_records_is_empty(const sw_records *r, size_t row)
{
    for (size_t i = 0; i < sw_records_width(r, row); i++)
        if (!is_blank(sw_records_text(r, row, i)))
            return false;
    return true;
}
