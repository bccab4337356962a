/*
 * evidence_chain.c - the chain of DESIGN 3.3 as a table that recalculates: each
 * row takes the minutes of the row before and its own value.
 */
#include "report/evidence_blocks.h"

enum { STEP, ARITHMETIC, VALUE, LOW, HIGH, AFTER, PROVENANCE, NOTE = 8 };

/* The value as the model reads it now, so that scenarios move it too. */
static void put_value(sw_sheet *s, lxw_row_t r, const sw_link *x)
{
    const char *live =
        x->input != SIZE_MAX ? sw_book_live(s->book, x->input) : NULL;
    if (live == NULL)
        sw_put_number(s, r, VALUE, x->value, SW_LOOK_CELL, SW_NUM_DECIMAL_4);
    else
        sw_put_formula(s, r, VALUE, x->value, SW_LOOK_CELL, SW_NUM_DECIMAL_4,
                       x->is_complement ? "=1-%s" : "=%s", live);
}

static void put_after(sw_sheet *s, lxw_row_t r, const sw_link *x, bool first)
{
    sw_ref own = sw_at(r, VALUE, SW_FIX_NONE);
    if (first)
        sw_put_formula(s, r, AFTER, x->minutes_after, SW_LOOK_CELL,
                       SW_NUM_DECIMAL_2, "=%s", own.text);
    else
        sw_put_formula(s, r, AFTER, x->minutes_after, SW_LOOK_CELL,
                       SW_NUM_DECIMAL_2, x->added ? "=%s+%s" : "=%s*%s",
                       sw_at(r - 1, AFTER, SW_FIX_NONE).text, own.text);
}

static void put_link(sw_sheet *s, const sw_link *x, bool first)
{
    lxw_row_t r = s->row++;
    sw_put_text(s, r, STEP, x->step, SW_LOOK_CELL);
    sw_put_text(s, r, ARITHMETIC,
                first      ? "start"
                : x->added ? "previous + value"
                           : "previous x value",
                SW_LOOK_CELL);
    put_value(s, r, x);
    sw_put_number(s, r, LOW, x->lower, SW_LOOK_CELL, SW_NUM_DECIMAL_4);
    sw_put_number(s, r, HIGH, x->upper, SW_LOOK_CELL, SW_NUM_DECIMAL_4);
    put_after(s, r, x, first);
    sw_put_text(s, r, PROVENANCE, sw_provenance_name(x->provenance),
                SW_LOOK_CELL);
    sw_put_text(s, r, PROVENANCE + 1, "", SW_LOOK_CELL);
    sw_put_text(s, r, NOTE, x->note, SW_LOOK_PLAIN);
}

static void put_chart(sw_sheet *s, lxw_row_t first, lxw_row_t last)
{
    lxw_chart *chart = workbook_add_chart(s->book->workbook, LXW_CHART_COLUMN);
    if (chart == NULL) {
        sw_sheet_keep(s, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, s->name, first, STEP, last, STEP);
    chart_series_set_values(series, s->name, first, AFTER, last, AFTER);
    lxw_chart_fill fill = {.color = (lxw_color_t)SW_TEAL};
    chart_series_set_fill(series, &fill);
    chart_series_set_labels(series);
    chart_series_set_labels_num_format(series, "0.0");
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_axis_major_gridlines_set_visible(chart->y_axis, LXW_FALSE);
    chart_series_set_labels_font(
        series, &(lxw_chart_font){.size = 9, .color = (lxw_color_t)SW_NAVY});
    chart_title_set_name(chart, "Minutes per seat and week after each step");
    lxw_chart_font font = {
        .size = 11, .color = (lxw_color_t)SW_NAVY, .bold = LXW_TRUE};
    chart_title_set_name_font(chart, &font);
    lxw_chart_options options = {
        .x_scale = 1.9,
        .description = "Columns: minutes per seat and week after each step "
                       "of the chain from the gross figure to the priced "
                       "one; the table above holds the numbers.",
    };
    sw_sheet_keep(
        s, worksheet_insert_chart_opt(s->ws, s->row + 1, 0, chart, &options));
    s->row += 17;
}

void sw_put_chain(sw_sheet *s, const sw_evaluation *e)
{
    static const char *const HEADS[] = {
        "Step",           "Arithmetic", ">Value", ">95% low", ">95% high",
        ">Minutes after", "Provenance", "",       "Note",     NULL};
    const sw_evidence *ev = e->evidence;
    sw_put_section(s, "From the gross figure to the priced minutes",
                   SW_EVIDENCE_COLUMNS);
    if (ev->n_chain == 0) {
        sw_put_text(s, s->row++, 0,
                    "No effect is priced, so there is no chain.",
                    SW_LOOK_PLAIN);
        return;
    }
    sw_put_heads(s, HEADS);
    sw_sheet_height(s, s->row - 1, 27);
    lxw_row_t first = s->row;
    for (size_t i = 0; i < ev->n_chain; i++)
        put_link(s, &ev->chain[i], i == 0);
    put_chart(s, first, s->row - 1);
}
