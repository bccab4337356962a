#include "report/link.h"

#include "report/words.h"

void sw_put_link(sw_sheet *s, lxw_row_t row, lxw_col_t column, sw_sheet_id to,
                 const char *text, sw_look look)
{
    const char *name = sw_sheet_title_of(to);
    const char *says = sw_words(s->book, text != NULL ? text : name);
    g_autofree char *url = g_strdup_printf("internal:'%s'!A1", name);
    lxw_format *f = sw_style_format(&s->book->style, look, SW_NUM_GENERAL);
    sw_sheet_keep(s, f == NULL ? LXW_ERROR_MEMORY_MALLOC_FAILED
                               : worksheet_write_url_opt(s->ws, row, column,
                                                         url, f, says, NULL));
}

void sw_put_contents(sw_sheet *s, lxw_col_t across)
{
    lxw_col_t c = 0;
    for (int i = 0; i < SW_SHEET_N; i++) {
        if (s->book->ws[i] == NULL || s->book->ws[i] == s->ws)
            continue;
        if (c == across) {
            c = 0;
            s->row++;
        }
        sw_put_link(s, s->row, c++, (sw_sheet_id)i, NULL, SW_LOOK_LINK);
    }
    s->row++;
}
