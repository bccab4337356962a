/* embedded_sheet.c - the text of result.json in cells of a hidden sheet */
#include "report/embedded_sheet.h"

#include <string.h>

#include "base/clean_text.h"
#include "ingest/result_file.h"
#include "report/result_json_parts.h"
#include "report/stored_scenario.h"

/* One character of a string: in ASCII alone, and never "_x", which begins an
 * escape of spreadsheets. */
static const char *put_character(GString *out, const char *p)
{
    gunichar c = g_utf8_get_char(p);
    if (c == 'x' && out->len > 0 && out->str[out->len - 1] == '_')
        g_string_append(out, "\\u0078");
    else if (c < 0x80)
        g_string_append_c(out, (char)c);
    else if (c < 0x10000)
        g_string_append_printf(out, "\\u%04x", c);
    else
        g_string_append_printf(out, "\\u%04x\\u%04x",
                               0xD800 + ((c - 0x10000) >> 10),
                               0xDC00 + ((c - 0x10000) & 0x3FF));
    return g_utf8_next_char(p);
}

/* The same document without blanks between its values. */
static GString *compact(const char *json)
{
    GString *out = g_string_new(NULL);
    bool in_string = false;
    for (const char *p = json; *p != '\0';) {
        if (in_string && *p == '\\') {
            g_string_append_len(out, p, 2);
            p += 2;
        } else if (in_string || (*p != ' ' && *p != '\n')) {
            in_string ^= *p == '"';
            p = put_character(out, p);
        } else {
            p++;
        }
    }
    return out;
}

typedef struct cells {
    sw_book *book;
    lxw_worksheet *ws;
} cells;

static void put(cells *c, size_t row, lxw_col_t column, const char *text)
{
    g_autofree char *clean = sw_clean_xml(text);
    if (c->book->failed == LXW_NO_ERROR)
        c->book->failed =
            worksheet_write_string(c->ws, (lxw_row_t)row, column, clean, NULL);
}

static void put_number(cells *c, size_t row, lxw_col_t column, size_t n)
{
    g_autofree char *text = g_strdup_printf("%zu", n);
    put(c, row, column, text);
}

static size_t put_text(cells *c, const GString *text)
{
    size_t row = 0;
    for (gsize at = 0; at < text->len; at += SW_EMBEDDED_PIECE) {
        g_autofree char *piece =
            g_strndup(text->str + at, MIN(text->len - at, SW_EMBEDDED_PIECE));
        put(c, ++row, SW_EMBEDDED_TEXT, piece);
    }
    return row;
}

static void put_head(cells *c, const GString *text, size_t pieces)
{
    g_autofree char *sum = g_compute_checksum_for_data(
        G_CHECKSUM_SHA256, (const guchar *)text->str, text->len);
    put(c, 0, SW_EMBEDDED_TEXT, SW_EMBEDDED_SCHEMA);
    put(c, 0, SW_EMBEDDED_HASH, sum);
    put_number(c, 0, SW_EMBEDDED_PIECES, pieces);
    put_number(c, 0, SW_EMBEDDED_COLUMNS, c->book->n_stored);
    put(c, 0, SW_EMBEDDED_OWN, c->book->own_name);
    put(c, 0, SW_EMBEDDED_BASE, c->book->stored[0].name);
}

static void put_inputs(cells *c)
{
    const sw_inputs *in = &c->book->e->economics->inputs;
    size_t row = 0;
    for (size_t i = 0; i < sw_inputs_length(in); i++) {
        if (c->book->base_name[i] == NULL)
            continue;
        put(c, ++row, SW_EMBEDDED_KEY, sw_inputs_at(in, i)->key);
        put(c, row, SW_EMBEDDED_NAME, c->book->base_name[i]);
    }
}

void sw_write_embedded(sw_book *book)
{
    cells c = {.book = book,
               .ws = workbook_add_worksheet(book->workbook, SW_EMBEDDED_SHEET)};
    if (c.ws == NULL) {
        book->failed = LXW_ERROR_MEMORY_MALLOC_FAILED;
        book->failed_sheet = SW_EMBEDDED_SHEET;
        return;
    }
    worksheet_hide(c.ws); /* workbook_memory.c: out of every menu, too */
    size_t length;
    g_autofree char *json = sw_result_document(&length, book->e, book->opts);
    g_autoptr(GString) text = compact(json);
    put_head(&c, text, put_text(&c, text));
    put_inputs(&c);
}
