#include "report/html_decision.h"

#include "report/html_sheet.h"
#include "report/sheet.h"
#include "report/text.h"

/* The first cell of a row's printed columns with this look; or NULL text. */
static sw_shown find_in_row(const sw_grid *g, lxw_row_t row, sw_look look,
                            lxw_col_t *column)
{
    for (lxw_col_t c = *column; c < g->columns; c++) {
        sw_shown x = sw_grid_at(g, row, c);
        if (x.look == look) {
            *column = c;
            return x;
        }
    }
    return (sw_shown){.look = SW_LOOK_N, .text = ""};
}

/* The first row with this look, or g->rows. */
static lxw_row_t find_row(const sw_grid *g, sw_look look)
{
    for (lxw_row_t r = 0; r < g->rows; r++) {
        lxw_col_t c = 0;
        if (find_in_row(g, r, look, &c).look == look)
            return r;
    }
    return g->rows;
}

static const char *text_of(const sw_grid *g, sw_look look)
{
    return sw_grid_first(g, find_row(g, look)).text;
}

/* ---- the band ---- */

static void put_logo(sw_html *h, const sw_pilot *p)
{
    const char *path = sw_member_text(p->theme, "logo");
    g_autofree char *bytes = NULL;
    gsize n = 0;
    if (path == NULL || !g_file_get_contents(path, &bytes, &n, NULL))
        return;
    g_autofree char *text = g_base64_encode((const guchar *)bytes, n);
    bool png = n > 0 && bytes[0] == '\x89';
    sw_html_putf(h, "<img src=\"data:image/%s;base64,", png ? "png" : "jpeg");
    sw_html_put(h, text);
    sw_html_put(h, "\"");
    sw_html_attribute(h, "alt", sw_html_word(h, "Logo"));
    sw_html_put(h, ">\n");
}

void sw_html_band(sw_html *h, const sw_grid *g)
{
    const sw_pilot *p = g->book->e->pilot;
    sw_html_put(h, "<header>\n<div>\n");
    sw_html_element(h, "h1", NULL, p->name);
    if (g->ws != NULL)
        sw_html_element(h, "p", NULL, text_of(g, SW_LOOK_BAND_SMALL));
    sw_html_put(h, "</div>\n");
    put_logo(h, p);
    sw_html_put(h, "</header>\n");
}

/* ---- the verdict ---- */

static void put_banner(sw_html *h, const GPtrArray *list)
{
    const sw_statement *says = sw_text_find(list, SW_SAYS_BANNER);
    if (says == NULL)
        return;
    g_autofree char *text =
        sw_say(h->language, "ASSUMPTIONS ONLY. %s", says->text);
    sw_html_element(h, "p", "banner", text);
}

static const char *verdict_class(const sw_grid *g)
{
    static const struct {
        sw_look look;
        const char *name;
    } CLASS[] = {{SW_LOOK_GO, "word go"},
                 {SW_LOOK_CHANGE, "word change"},
                 {SW_LOOK_STOP, "word stop"},
                 {SW_LOOK_UNKNOWN, "word unknown"}};
    for (size_t i = 0; i < G_N_ELEMENTS(CLASS); i++)
        if (find_row(g, CLASS[i].look) < g->rows)
            return CLASS[i].name;
    return "word unknown";
}

static void put_text_of(sw_html *h, const GPtrArray *list, sw_statement_id id,
                        const char *class_)
{
    const sw_statement *says = sw_text_find(list, id);
    if (says != NULL)
        sw_html_element(h, "p", class_, says->text);
}

static void put_verdict(sw_html *h, const sw_grid *g, const GPtrArray *list)
{
    const sw_verdict *v = &g->book->e->decision->verdict;
    sw_html_put(h, "<div class=\"verdict\">\n");
    sw_html_element(h, "p", verdict_class(g),
                    sw_html_word(h, sw_text_verdict_word(v->option)));
    sw_html_put(h, "<div>\n");
    put_text_of(h, list, SW_SAYS_ORDER, "order");
    put_text_of(h, list, SW_SAYS_HEADLINE, "headline");
    sw_html_put(h, "</div>\n</div>\n");
}

/* ---- tiles, statements ---- */

static void put_tile(sw_html *h, const sw_grid *g, lxw_row_t row,
                     lxw_col_t column)
{
    sw_html_put(h, "<li>");
    sw_html_element(h, "span", NULL, sw_grid_at(g, row, column).text);
    sw_html_element(h, "strong", NULL, sw_grid_at(g, row + 1, column).text);
    sw_html_element(h, "span", NULL, sw_grid_at(g, row + 2, column).text);
    sw_html_put(h, "</li>\n");
}

static void put_tiles(sw_html *h, const sw_grid *g)
{
    lxw_row_t row = find_row(g, SW_LOOK_TILE_LABEL);
    if (row >= g->rows)
        return;
    sw_html_put(h, "<ul class=\"tiles\">\n");
    for (lxw_col_t c = 0; c < g->columns;) {
        sw_shown x = sw_grid_at(g, row, c);
        if (x.look == SW_LOOK_TILE_LABEL && *x.text != '\0')
            put_tile(h, g, row, c);
        c = (lxw_col_t)(c + x.across);
    }
    sw_html_put(h, "</ul>\n");
}

/* Statements from..to of the list under their headings; of those with the same
 * heading the first `most`. */
static void put_statements(sw_html *h, const GPtrArray *list,
                           sw_statement_id from, sw_statement_id to)
{
    const char *heading = NULL;
    size_t n = 0;
    sw_html_put(h, "<dl>\n");
    for (guint i = 0; i < list->len; i++) {
        const sw_statement *says = g_ptr_array_index(list, i);
        if (says->id < from || says->id > to || says->text == NULL)
            continue;
        if (says->id == SW_SAYS_REASON && n++ >= SW_REASONS_STATED)
            continue;
        if (heading == NULL || g_strcmp0(heading, says->heading) != 0)
            sw_html_element(h, "dt", NULL, says->heading);
        heading = says->heading;
        sw_html_element(h, "dd", NULL, says->text);
    }
    sw_html_put(h, "</dl>\n");
}

/* ---- tables ---- */

static bool is_of_table(sw_look look)
{
    return look == SW_LOOK_SMALL_CELL || look == SW_LOOK_SMALL_CHOSEN ||
           look == SW_LOOK_SMALL_WRAP;
}

static bool is_head(const sw_grid *g, lxw_row_t row)
{
    sw_look look = sw_grid_first(g, row).look;
    return look == SW_LOOK_SMALL_HEAD || look == SW_LOOK_SMALL_HEAD_RIGHT;
}

/* Every table of the page: its heads are small, and so are its cells. */
static void put_tables(sw_html *h, const sw_grid *g)
{
    for (lxw_row_t r = 0; r < g->rows; r++) {
        if (!is_head(g, r))
            continue;
        lxw_row_t end = r + 1;
        while (end < g->rows && is_of_table(sw_grid_first(g, end).look))
            end++;
        sw_html_rows t = {.heads = r,
                          .first = r + 1,
                          .last = end - 1,
                          .limit = g->columns,
                          .caption = sw_grid_first(g, r).text};
        if (end > r + 1)
            sw_html_table(h, g, &t);
    }
}

/* ---- its foot ---- */

static void put_sign_off(sw_html *h, const sw_grid *g)
{
    lxw_row_t row = find_row(g, SW_LOOK_SIGN);
    if (row >= g->rows)
        return;
    sw_html_put(h, "<ul class=\"sign\">\n");
    for (lxw_col_t c = 0; c < g->columns;) {
        sw_shown x = sw_grid_at(g, row, c);
        if (x.look == SW_LOOK_SIGN)
            sw_html_element(h, "li", NULL, x.text);
        c = (lxw_col_t)(c + x.across);
    }
    sw_html_put(h, "</ul>\n");
}

void sw_html_decision(sw_html *h, const sw_grid *g)
{
    const GPtrArray *list = g->book->statements;
    put_banner(h, list);
    put_verdict(h, g, list);
    put_tiles(h, g);
    put_statements(h, list, SW_SAYS_ACT_BY, SW_SAYS_LEANS);
    put_tables(h, g);
    put_statements(h, list, SW_SAYS_EVIDENCE, SW_SAYS_FLIPS);
    sw_html_charts(h, g, 0, LXW_ROW_MAX);
    put_sign_off(h, g);
    g_autofree char *checks = sw_checks_say(g->book);
    sw_html_element(h, "p", "small", checks);
    put_text_of(h, list, SW_SAYS_SMALL_PRINT, "small");
    put_text_of(h, list, SW_SAYS_PROVENANCE, "small");
}
