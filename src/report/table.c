#include "report/table.h"

#include <stdint.h>

void sw_put_table(sw_sheet *s, const char *name, const char *const *heads,
                  lxw_row_t rows)
{
    lxw_table_column column[SW_TABLE_COLUMNS] = {0};
    lxw_table_column *columns[SW_TABLE_COLUMNS + 1] = {0};
    lxw_row_t top = s->row;
    lxw_col_t n = 0;
    sw_put_heads(s, heads); /* sets the height too */
    for (; heads[n] != NULL; n++) {
        bool right = heads[n][0] == '>';
        column[n].header =
            (char *)(uintptr_t)sw_words(s->book, heads[n] + right);
        column[n].header_format = sw_style_format(
            &s->book->style, right ? SW_LOOK_HEAD_RIGHT : SW_LOOK_HEAD,
            SW_NUM_GENERAL);
        columns[n] = &column[n];
    }
    lxw_table_options options = {.name = (char *)(uintptr_t)name,
                                 .columns = columns,
                                 .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                                 .style_type_number = 1,
                                 .no_banded_rows = LXW_TRUE};
    sw_sheet_keep(s, worksheet_add_table(s->ws, top, 0, top + rows,
                                         (lxw_col_t)(n - 1), &options));
}
