#include "report/link.h"

#include "report/selection.h"

/* A sheet that the reader does not see is named without a link. */
void sw_put_link(sw_sheet *s, lxw_row_t row, lxw_col_t column, sw_sheet_id to,
                 const char *text, sw_look look)
{
    const char *name = sw_book_title(s->book, to);
    const char *says = text != NULL ? sw_words(s->book, text) : name;
    if (!sw_book_shows(s->book, to)) {
        if (text == NULL)
            sw_put_data(s, row, column, says, look);
        return;
    }
    g_autofree char *url = g_strdup_printf("internal:'%s'!A1", name);
    lxw_format *f = sw_style_format(&s->book->style, look, SW_NUM_GENERAL);
    sw_sheet_keep(s, f == NULL ? LXW_ERROR_MEMORY_MALLOC_FAILED
                               : worksheet_write_url_opt(s->ws, row, column,
                                                         url, f, says, NULL));
}

void sw_put_contents(sw_sheet *s, lxw_col_t across)
{
    lxw_col_t c = 0;
    for (size_t i = 0; i < s->book->n_order; i++) {
        sw_sheet_id id = s->book->order[i];
        if (s->book->ws[id] == NULL || s->book->ws[id] == s->ws)
            continue;
        if (c == across) {
            c = 0;
            s->row++;
        }
        sw_put_link(s, s->row, c++, id, NULL, SW_LOOK_LINK);
    }
    s->row++;
}
