/* html_table.c - a range of cells as a table. */
#include "report/html_sheet.h"

#include <string.h>

/* From here on a table may be wider than a telephone. */
enum { WIDE = 4 };

static bool is_number_head(sw_look look)
{
    return look == SW_LOOK_HEAD_RIGHT || look == SW_LOOK_SMALL_HEAD_RIGHT;
}

/* Whether the column is shown: some row has something in it. */
static bool is_used(const sw_grid *g, const sw_html_rows *t, lxw_col_t column)
{
    enum { BITS = 32 };
    if (column < BITS && (t->without >> column & 1U) != 0)
        return false;
    for (lxw_row_t r = t->first; r <= t->last; r++)
        if (*sw_grid_at(g, r, column).text != '\0')
            return true;
    return false;
}

/* Columns that are used, of the first t->limit; their number. */
static size_t used_columns(const sw_grid *g, const sw_html_rows *t,
                           GArray *used)
{
    size_t n = 0;
    for (lxw_col_t c = 0; c < MIN(g->columns, t->limit); c++) {
        bool is = is_used(g, t, c);
        g_array_append_val(used, is);
        n += is;
    }
    return n;
}

/* Of the columns that a merged cell covers, those that are shown. */
static unsigned span_of(const GArray *used, lxw_col_t column, lxw_col_t across)
{
    unsigned n = 0;
    for (guint c = column; c < (guint)column + across && c < used->len; c++)
        n += g_array_index(used, bool, c);
    return n > 0 ? n : 1;
}

static void open_cell(sw_html *h, const char *tag, const char *scope,
                      const char *class_, unsigned span)
{
    sw_html_putf(h, "<%s", tag);
    if (scope != NULL)
        sw_html_attribute(h, "scope", scope);
    if (class_ != NULL)
        sw_html_attribute(h, "class", class_);
    if (span > 1)
        sw_html_putf(h, " colspan=\"%u\"", span);
    sw_html_put(h, ">");
}

static void put_head(sw_html *h, const sw_shown *x, bool empty, unsigned span)
{
    const char *tag = empty ? "td" : "th";
    open_cell(h, tag, empty ? NULL : "col",
              is_number_head(x->look) ? "n" : NULL, span);
    sw_html_text(h, empty ? "" : x->text);
    sw_html_putf(h, "</%s>", tag);
}

/* A word or a day stays on its line; a sentence has room. */
static const char *class_of_cell(const sw_shown *x)
{
    enum { SHORT = 12, LONG = 30, LONGER = 90 };
    size_t n = strlen(x->text);
    if (x->is_figure || (x->is_right && n < LONG))
        return "n";
    if (n > LONG)
        return n > LONGER ? "t tt" : "t";
    return n > 0 && n <= SHORT && strchr(x->text, ' ') == NULL ? "w" : NULL;
}

/* The first text of a row says what the row is of. */
static void put_cell(sw_html *h, const sw_shown *x, bool first, unsigned span)
{
    bool names = first && !x->is_figure && *x->text != '\0';
    const char *tag = names ? "th" : "td";
    open_cell(h, tag, names ? "row" : NULL, names ? NULL : class_of_cell(x),
              span);
    sw_html_text(h, x->text);
    sw_html_putf(h, "</%s>", tag);
}

static const char *class_of_row(const sw_grid *g, lxw_row_t row)
{
    for (lxw_col_t c = 0; c < g->columns; c++) {
        sw_look look = sw_grid_at(g, row, c).look;
        if (look == SW_LOOK_TOTAL)
            return "total";
        if (look == SW_LOOK_SMALL_CHOSEN && c == 0)
            return "chosen";
    }
    return NULL;
}

/* The only text of a row that is a note: it goes across. */
static bool put_note(sw_html *h, const sw_grid *g, lxw_row_t row, unsigned n)
{
    sw_shown x = sw_grid_first(g, row);
    bool note = x.look == SW_LOOK_PLAIN || x.look == SW_LOOK_NOTE ||
                x.look == SW_LOOK_SUBTITLE || x.look == SW_LOOK_SMALL_PRINT;
    size_t filled = 0;
    for (lxw_col_t c = 0; c < g->columns; c++)
        filled += *sw_grid_at(g, row, c).text != '\0';
    if (!note || filled != 1)
        return false;
    sw_html_put(h, "<tr>");
    open_cell(h, "td", NULL, "across", n);
    sw_html_text(h, x.text);
    sw_html_put(h, "</td></tr>\n");
    return true;
}

static void put_row(sw_html *h, const sw_grid *g, const GArray *used,
                    const sw_html_rows *t, lxw_row_t row)
{
    bool heads = row == t->heads;
    sw_html_open(h, "tr", heads ? NULL : class_of_row(g, row));
    for (lxw_col_t c = 0; c < used->len;) {
        sw_shown x = sw_grid_at(g, row, c);
        if (g_array_index(used, bool, c)) {
            unsigned span = span_of(used, c, x.across);
            if (heads)
                put_head(h, &x, *x.text == '\0' || (c == 0 && t->inherited),
                         span);
            else
                put_cell(h, &x, c == 0, span);
        }
        c = (lxw_col_t)(c + x.across);
    }
    sw_html_close(h, "tr");
}

static void put_rows(sw_html *h, const sw_grid *g, const sw_html_rows *t,
                     const GArray *used, unsigned n)
{
    sw_html_open(h, "table", NULL);
    sw_html_element(h, "caption", "heard", t->caption);
    if (t->heads != SW_NO_HEADS) {
        sw_html_put(h, "<thead>");
        put_row(h, g, used, t, t->heads);
        sw_html_close(h, "thead");
    }
    sw_html_put(h, "<tbody>\n");
    for (lxw_row_t r = t->first; r <= t->last; r++)
        if (sw_grid_first(g, r).look != SW_LOOK_N && !put_note(h, g, r, n))
            put_row(h, g, used, t, r);
    sw_html_put(h, "</tbody></table>");
}

void sw_html_table(sw_html *h, const sw_grid *g, const sw_html_rows *t)
{
    g_autoptr(GArray) used = g_array_new(FALSE, FALSE, sizeof(bool));
    size_t n = used_columns(g, t, used);
    bool cut = t->limit < g->columns;
    if (n == 0 || (n == 1 && cut)) /* names of what is beyond it */
        return;
    if (n < WIDE) {
        put_rows(h, g, t, used, (unsigned)n);
        return;
    }
    sw_html_put(h, "<div class=\"scroll\" role=\"group\" tabindex=\"0\"");
    sw_html_attribute(h, "aria-label", t->caption);
    sw_html_put(h, ">");
    put_rows(h, g, t, used, (unsigned)n);
    sw_html_close(h, "div");
}
