#include "report/as_evaluated.h"

#include <math.h>
#include <string.h>

static const char AGAIN[] = "evaluate again";

static void merge(sw_sheet *s, lxw_row_t row, lxw_col_t column, lxw_col_t last,
                  sw_look look)
{
    if (last > column)
        sw_put_data_across(s, row, column, row, last, "", look);
}

static void put_changed(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                        lxw_row_t last_row, lxw_col_t last_column, sw_look look)
{
    lxw_conditional_format changed = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA,
        .value_string = "=inputs_changed>0",
        .format = sw_style_format(&s->book->style, look, SW_NUM_KEEP)};
    sw_sheet_keep(s, worksheet_conditional_format_range(
                         s->ws, row, column, last_row, last_column, &changed));
}

void sw_grey_when_changed(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                          lxw_row_t last_row, lxw_col_t last_column)
{
    put_changed(s, row, column, last_row, last_column, SW_LOOK_STALE);
}

void sw_unmark_when_changed(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                            lxw_row_t last_row, lxw_col_t last_column)
{
    put_changed(s, row, column, last_row, last_column, SW_LOOK_UNMARKED);
}

sw_ref sw_keep_text(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                    const char *text)
{
    lxw_col_t c = (lxw_col_t)(SW_EVALUATED_TEXTS + column);
    sw_put_data(s, row, c, text, SW_LOOK_SMALL_CELL);
    return sw_at(row, c, SW_FIX_NONE);
}

void sw_put_evaluated(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                      lxw_col_t last, const char *text, const char *otherwise,
                      sw_look look)
{
    enum { OTHERWISE = 12 }; /* columns right of the texts */
    merge(s, row, column, last, look);
    if (text == NULL || *text == '\0' ||
        (otherwise != NULL && strcmp(text, otherwise) == 0)) {
        sw_put_data(s, row, column, text != NULL ? text : "", look);
        return;
    }
    sw_ref own = sw_keep_text(s, row, column, text), other = {""};
    if (otherwise != NULL)
        other =
            sw_keep_text(s, row, (lxw_col_t)(column + OTHERWISE), otherwise);
    sw_put_formula_data(s, row, column, text, look,
                        otherwise != NULL ? "=IF(inputs_changed=0,%s,%s)"
                                          : "=IF(inputs_changed=0,%s,\"%s\")",
                        own.text, otherwise != NULL ? other.text : AGAIN);
}

void sw_put_evaluated_number(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                             lxw_col_t last, double value, sw_look look,
                             sw_number number)
{
    lxw_col_t kept = (lxw_col_t)(SW_EVALUATED_TEXTS + column);
    merge(s, row, column, last, look);
    sw_put_number(s, row, kept, value, SW_LOOK_SMALL_CELL, number);
    g_autofree char *formula =
        g_strdup_printf("=IF(inputs_changed=0,%s,\"%s\")",
                        sw_at(row, kept, SW_FIX_NONE).text, AGAIN);
    sw_put_formula_or(s, row, column, value, "n/a", look, number, formula);
}

void sw_hide_evaluated_texts(sw_sheet *s)
{
    enum { COLUMNS = 24 };
    lxw_row_col_options hidden = {.hidden = 1};
    sw_sheet_keep(s, worksheet_set_column_opt(s->ws, SW_EVALUATED_TEXTS,
                                              SW_EVALUATED_TEXTS + COLUMNS - 1,
                                              9, NULL, &hidden));
}
