/* xlsx_strings.c - the texts that the cells of a workbook share */
#include <string.h>

#include "ingest/xlsx.h"
#include "ingest/xlsx_xml.h"

/* An Excel cell holds 32,767 characters; all texts together are capped by what
 * the archive may unpack to. */
enum { ESCAPE = 7 };

/* The code unit of an escape such as _x000D_ at p, or -1. */
static int escaped(const char *p, size_t length)
{
    if (length < ESCAPE || p[0] != '_' || p[1] != 'x' || p[ESCAPE - 1] != '_')
        return -1;
    int unit = 0;
    for (int i = 2; i < ESCAPE - 1; i++) {
        int digit = g_ascii_xdigit_value(p[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    bool surrogate = unit >= 0xD800 && unit < 0xE000;
    return unit == 0 || surrogate ? -1 : unit;
}

void sw_xlsx_put_text(GString *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        int unit = text[i] == '_' ? escaped(text + i, length - i) : -1;
        if (unit < 0) {
            g_string_append_c(out, text[i++]);
            continue;
        }
        g_string_append_unichar(out, (gunichar)unit);
        i += ESCAPE;
    }
}

typedef struct string_walk {
    sw_xlsx_book *book;
    GString *item; /* of the text in progress, escapes and all */
    int phonetic;  /* within so many <rPh>: how to say it, not what it says */
    bool in_text;
    sw_zip *zip;
} string_walk;

static void on_start(void *data, const char *name, const char **attributes)
{
    string_walk *w = data;
    (void)attributes;
    if (strcmp(name, "si") == 0)
        g_string_truncate(w->item, 0);
    else if (strcmp(name, "rPh") == 0)
        w->phonetic++;
    else if (strcmp(name, "t") == 0)
        w->in_text = w->phonetic == 0;
}

static void on_end(void *data, const char *name)
{
    string_walk *w = data;
    if (strcmp(name, "t") == 0)
        w->in_text = false;
    else if (strcmp(name, "rPh") == 0)
        w->phonetic--;
    if (strcmp(name, "si") != 0)
        return;
    if (w->book->strings->len >= SW_XLSX_MAX_STRINGS) {
        sw_zip_fail(w->zip, "file-too-large", "split it into smaller files",
                    "the workbook has more than %d texts", SW_XLSX_MAX_STRINGS);
        return;
    }
    size_t at = w->book->text->len;
    g_array_append_val(w->book->strings, at);
    sw_xlsx_put_text(w->book->text, w->item->str, w->item->len);
    g_string_append_c(w->book->text, '\0');
}

static void on_text(void *data, const char *text, size_t length)
{
    string_walk *w = data;
    if (w->in_text)
        g_string_append_len(w->item, text, (gssize)length);
}

bool sw_xlsx_read_strings(sw_xlsx_book *book, sw_zip *zip)
{
    if (book->strings_part == NULL)
        return true;
    string_walk w = {.book = book, .zip = zip, .item = g_string_new(NULL)};
    const sw_xml_handler handler = {
        .start = on_start, .end = on_end, .text = on_text, .data = &w};
    bool good = sw_xml_walk(zip, book->strings_part, &handler);
    g_string_free(w.item, TRUE);
    return good;
}
