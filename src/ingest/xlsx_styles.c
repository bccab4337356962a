/* xlsx_styles.c - which cells of a workbook are dates (FORMATS 7) */
#include <stdlib.h>
#include <string.h>

#include "ingest/xlsx.h"
#include "ingest/xlsx_xml.h"

sw_xlsx_style sw_xlsx_style_of_number(long number)
{
    if (number == 9 || number == 10)
        return SW_XLSX_PERCENT;
    if ((number >= 14 && number <= 17) || number == 22)
        return SW_XLSX_DATE;
    if ((number >= 18 && number <= 21) || (number >= 45 && number <= 47))
        return SW_XLSX_TIME;
    /* Dates of the East Asian editions; 32-35, 55 and 56 among them show the
     * time or part of the date, the number is a date all the same. */
    if ((number >= 27 && number <= 36) || (number >= 50 && number <= 58))
        return SW_XLSX_DATE;
    return SW_XLSX_PLAIN;
}

/* Behind a [..] at p. Only [h], [mm] and the like say something: a time that
 * goes beyond a day. */
static const char *behind_bracket(const char *p, bool *time)
{
    const char *close = strchr(p, ']');
    if (close == NULL)
        return p + strlen(p);
    size_t n = (size_t)(close - p) - 1;
    if (n > 0 && strspn(p + 1, "hHmMsS") == n)
        *time = true;
    return close + 1;
}

/* Behind what is shown as it stands, or p itself. */
static const char *behind_literal(const char *p)
{
    if (*p == '"') {
        const char *close = strchr(p + 1, '"');
        return close != NULL ? close + 1 : p + strlen(p);
    }
    if ((*p == '\\' || *p == '_' || *p == '*') && p[1] != '\0')
        return p + 2;
    return p;
}

sw_xlsx_style sw_xlsx_style_of_code(const char *code)
{
    bool day = false, month = false, time = false, percent = false;
    if (g_ascii_strncasecmp(code, "general", strlen("general")) == 0)
        return SW_XLSX_PLAIN;
    for (const char *p = code; *p != '\0' && *p != ';';) {
        const char *next =
            *p == '[' ? behind_bracket(p, &time) : behind_literal(p);
        if (next != p) {
            p = next;
            continue;
        }
        char c = g_ascii_tolower(*p++);
        day |= c == 'd' || c == 'y';
        month |= c == 'm';
        time |= c == 'h' || c == 's';
        percent |= c == '%';
    }
    if (day || (month && !time))
        return SW_XLSX_DATE;
    if (time)
        return SW_XLSX_TIME;
    return percent ? SW_XLSX_PERCENT : SW_XLSX_PLAIN;
}

typedef struct style_walk {
    GArray *styles;
    GHashTable *codes; /* number of a custom format -> style + 1 */
    bool in_cell_formats;
    sw_zip *zip;
} style_walk;

static bool has_room(const style_walk *w, size_t taken)
{
    if (taken < SW_XLSX_MAX_STYLES)
        return true;
    return sw_zip_fail(
        w->zip, "too-many-styles", "save the sheet that is meant as CSV",
        "the workbook has more than %d formats of cells", SW_XLSX_MAX_STYLES);
}

static void on_format(style_walk *w, const char **attributes)
{
    const char *id = sw_xml_attribute(attributes, "numFmtId");
    const char *code = sw_xml_attribute(attributes, "formatCode");
    if (id == NULL || code == NULL || !has_room(w, g_hash_table_size(w->codes)))
        return;
    int style = (int)sw_xlsx_style_of_code(code);
    g_hash_table_insert(w->codes, GINT_TO_POINTER((int)strtol(id, NULL, 10)),
                        GINT_TO_POINTER(style + 1));
}

/* A custom code wins: writers redefine the numbers of built-in ones. */
static void on_cell_format(style_walk *w, const char **attributes)
{
    const char *id = sw_xml_attribute(attributes, "numFmtId");
    long number = id != NULL ? strtol(id, NULL, 10) : 0;
    int custom = GPOINTER_TO_INT(
        g_hash_table_lookup(w->codes, GINT_TO_POINTER((int)number)));
    sw_xlsx_style style = custom > 0 ? (sw_xlsx_style)(custom - 1)
                                     : sw_xlsx_style_of_number(number);
    if (has_room(w, w->styles->len))
        g_array_append_val(w->styles, style);
}

static void on_start(void *data, const char *name, const char **attributes)
{
    style_walk *w = data;
    if (strcmp(name, "numFmt") == 0)
        on_format(w, attributes);
    else if (strcmp(name, "cellXfs") == 0)
        w->in_cell_formats = true;
    else if (strcmp(name, "xf") == 0 && w->in_cell_formats)
        on_cell_format(w, attributes);
}

static void on_end(void *data, const char *name)
{
    style_walk *w = data;
    if (strcmp(name, "cellXfs") == 0)
        w->in_cell_formats = false;
}

bool sw_xlsx_read_styles(sw_xlsx_book *book, sw_zip *zip)
{
    if (book->styles_part == NULL)
        return true;
    g_autoptr(GHashTable) codes = g_hash_table_new(NULL, NULL);
    style_walk w = {.styles = book->styles, .codes = codes, .zip = zip};
    const sw_xml_handler handler = {
        .start = on_start, .end = on_end, .data = &w};
    return sw_xml_walk(zip, book->styles_part, &handler);
}
