/* compare_workbook.c - a quarter's review as a workbook: what a CIO reads on
 * page one, the trend, and every figure. */
#include <math.h>
#include <string.h>

#include "report/chart.h"
#include "report/compare_report.h"
#include "report/side_book.h"

/* Rows that a chart of 260 pixels covers. */
enum { CHART_ROWS = 15 };

enum { COL_WHAT, COL_NPV, COL_EXPECTED, COL_CHANCE, COL_NOTE };

static const char *known(const char *text)
{
    return text != NULL ? text : "unknown";
}

static void put_verdict(sw_sheet *s, const sw_comparison *c)
{
    const sw_json *was = c->result[SW_OLD], *is = c->result[SW_NEW];
    const char *before = sw_result_text(was, "verdict.option");
    const char *now = sw_result_text(is, "verdict.option");
    const char *from = sw_result_text(was, "provenance.as_of");
    const char *to = sw_result_text(is, "provenance.as_of");
    sw_value then = sw_as_text(from != NULL ? from : "");
    sw_value today = sw_as_text(to != NULL ? to : "");
    bool same = g_strcmp0(before, now) == 0;
    sw_message *m =
        same ? sw_message_of("The verdict of %s is that of %s: %s.", today,
                             then, sw_as_word(known(now)))
             : sw_message_of("The verdict was %s on %s and is %s on %s.",
                             sw_as_word(known(before)), then,
                             sw_as_word(known(now)), today);
    sw_put_message_across(s, s->row, 0, s->row, COL_NOTE, m,
                          same ? SW_LOOK_UNKNOWN : SW_LOOK_CHANGE);
    sw_sheet_height(s, s->row, 24);
    sw_message_free(m);
    s->row += 2;
}

static void put_change(sw_sheet *s, lxw_row_t row, const sw_bridge *b,
                       const int figures[3], int part, sw_look look)
{
    for (lxw_col_t i = 0; i < 3; i++)
        sw_put_number(s, row, COL_NPV + i, b->part[figures[i]][part], look,
                      figures[i] == SW_BRIDGE_CHANCE ? SW_NUM_PERCENT_1
                                                     : SW_NUM_MONEY);
}

/* The sum is a formula: whoever doubts it sees that nothing is left over. */
static void put_total(sw_sheet *s, lxw_row_t first, const sw_bridge *b,
                      const int figures[3])
{
    sw_put_text(s, s->row, COL_WHAT, "Whole change", SW_LOOK_TOTAL);
    for (lxw_col_t i = 0; i < 3; i++) {
        char column = (char)('A' + COL_NPV + i);
        sw_put_formula(
            s, s->row, COL_NPV + i, b->change[figures[i]], SW_LOOK_TOTAL,
            figures[i] == SW_BRIDGE_CHANCE ? SW_NUM_PERCENT_1 : SW_NUM_MONEY,
            "=SUM(%c%u:%c%u)", column, (unsigned)first + 1, column,
            (unsigned)s->row);
    }
    s->row += 2;
}

static void put_bridge_chart(sw_sheet *s, lxw_row_t first)
{
    const sw_chart_spec spec = {
        .title = "What moved the result",
        .says = "A column for each part of the model that changed: above zero "
                "it is worth more than before, below it less.",
        .type = LXW_CHART_COLUMN,
        .axis = SW_NUM_MONEY_SHORT,
        .width = 760,
        .height = 260,
        .labelled = true};
    sw_chart_bars(
        s, &spec, s->name,
        (sw_area){first, COL_WHAT, first + SW_BRIDGE_PARTS - 1, COL_WHAT},
        (sw_area){first, COL_NPV, first + SW_BRIDGE_PARTS - 1, COL_NPV});
    s->row++;
}

static void put_bridge(sw_sheet *s, const sw_bridge *b)
{
    bool priced = isfinite(b->change[SW_BRIDGE_NPV]);
    const int figures[3] = {priced ? SW_BRIDGE_NPV : SW_BRIDGE_COSTS,
                            SW_BRIDGE_EXPECTED, SW_BRIDGE_CHANCE};
    const char *const heads[] = {
        "What moved", priced ? ">Net present value" : ">Present costs",
        ">Expected net benefit", ">Chance to pay", NULL};
    sw_put_section(s, "What moved the result, of renewing all", COL_NOTE + 1);
    if (!b->known) {
        sw_message *m = sw_message_of("The change cannot be split: %s.",
                                      sw_as_text(b->why_not));
        sw_put_message_across(s, s->row, 0, s->row, COL_NOTE, m, SW_LOOK_NOTE);
        sw_message_free(m);
        s->row += 2;
        return;
    }
    sw_put_heads(s, heads);
    lxw_row_t first = s->row;
    for (int part = 0; part < SW_BRIDGE_PARTS; part++, s->row++) {
        sw_put_text(s, s->row, COL_WHAT, sw_bridge_part_label(part),
                    SW_LOOK_CELL);
        put_change(s, s->row, b, figures, part, SW_LOOK_CELL);
        if (b->with_next[part])
            sw_put_text(s, s->row, COL_NOTE, "told with the next part",
                        SW_LOOK_NOTE);
    }
    put_total(s, first, b, figures);
    put_bridge_chart(s, first);
}

static void put_turns(sw_sheet *s, const sw_bridge *b)
{
    for (size_t i = 0; i < b->n_turns; i++, s->row++) {
        const sw_turn *t = &b->turns[i];
        sw_message *m = sw_message_of(
            "%s turned the verdict from %s to %s, at step \"%s\".",
            sw_as_word(known(sw_bridge_part_label(t->part))),
            sw_as_word(known(t->from)), sw_as_word(known(t->to)),
            sw_as_word(known(t->rule)));
        sw_put_message_across(s, s->row, 0, s->row, COL_NOTE, m, SW_LOOK_SAYS);
        sw_message_free(m);
    }
    s->row += b->n_turns > 0;
}

static void put_breaks(sw_sheet *s, const sw_review *r)
{
    static const char *const heads[] = {"Definition", "Name", "Before", "Now",
                                        NULL};
    if (r->breaks->len == 0)
        return;
    sw_put_section(s, "Definitions that changed: figures do not compare",
                   COL_NOTE + 1);
    sw_put_heads(s, heads);
    for (guint i = 0; i < r->breaks->len; i++, s->row++) {
        const sw_break *b = &g_array_index(r->breaks, sw_break, i);
        const char *none = sw_words(s->book, "not there");
        sw_put_data(s, s->row, 0, b->what, SW_LOOK_CELL);
        sw_put_data(s, s->row, 1, b->name != NULL ? b->name : "", SW_LOOK_CELL);
        sw_put_data(s, s->row, 2, b->was != NULL ? b->was : none, SW_LOOK_CELL);
        sw_put_data(s, s->row, 3, b->is != NULL ? b->is : none, SW_LOOK_CELL);
    }
    s->row++;
}

static sw_number number_of(const char *unit)
{
    return strcmp(unit, "money") == 0     ? SW_NUM_MONEY
           : strcmp(unit, "price") == 0   ? SW_NUM_PRICE
           : strcmp(unit, "share") == 0   ? SW_NUM_PERCENT
           : strcmp(unit, "minutes") == 0 ? SW_NUM_DECIMAL_1
                                          : SW_NUM_COUNT;
}

static const char *forecast_label(const char *what)
{
    return strcmp(what, "spend") == 0      ? "Spend of the fiscal year"
           : strcmp(what, "adoption") == 0 ? "Seats in use"
                                           : "Minutes per seat and week";
}

static void put_forecasts(sw_sheet *s, const sw_review *r)
{
    static const char *const heads[] = {
        "Forecast and actual", ">Forecast", ">Actual",
        ">Difference",         "Year",      NULL};
    sw_put_section(s, "What was forecast, and what came", COL_NOTE + 1);
    sw_put_heads(s, heads);
    for (guint i = 0; i < r->forecasts->len; i++, s->row++) {
        const sw_forecast *f = &g_array_index(r->forecasts, sw_forecast, i);
        sw_number n = number_of(f->unit);
        sw_put_text(s, s->row, 0, forecast_label(f->what), SW_LOOK_CELL);
        sw_put_number(s, s->row, 1, f->forecast, SW_LOOK_CELL, n);
        sw_put_number(s, s->row, 2, f->actual, SW_LOOK_CELL, n);
        sw_put_formula(s, s->row, 3, f->actual - f->forecast, SW_LOOK_CELL, n,
                       "=C%u-B%u", (unsigned)s->row + 1, (unsigned)s->row + 1);
        if (f->year > 0)
            sw_put_number(s, s->row, 4, f->year, SW_LOOK_CELL, SW_NUM_GENERAL);
    }
    s->row++;
}

static void write_change(sw_side_book *b, const sw_review *r)
{
    static const double widths[] = {30, 22, 22, 22, 34, 0};
    const char *order =
        sw_result_text(r->comparison->result[SW_NEW], "verdict.order");
    sw_sheet s;
    sw_side_sheet(&s, b, "Change",
                  "What changed since the last result, and "
                  "why.");
    sw_sheet_widths(&s, widths);
    put_verdict(&s, r->comparison);
    if (order != NULL) {
        sw_put_data_across(&s, s.row, 0, s.row, COL_NOTE, order, SW_LOOK_SAYS);
        s.row += 2;
    }
    put_turns(&s, &r->bridge);
    put_bridge(&s, &r->bridge);
    put_forecasts(&s, r);
    put_breaks(&s, r);
    sw_side_sheet_end(&s);
}

static void put_point(sw_sheet *s, const sw_trend_point *t)
{
    sw_put_data(s, s->row, 0, t->as_of != NULL ? t->as_of : "", SW_LOOK_CELL);
    sw_put_text(s, s->row, 1, t->verdict != NULL ? t->verdict : "unknown",
                SW_LOOK_CELL);
    sw_put_data(s, s->row, 2, t->grade != NULL ? t->grade : "", SW_LOOK_CELL);
    sw_put_number(s, s->row, 3, t->npv, SW_LOOK_CELL, SW_NUM_MONEY);
    sw_put_number(s, s->row, 4, t->chance, SW_LOOK_CELL, SW_NUM_CHANCE);
    sw_put_number(s, s->row, 5, t->minutes, SW_LOOK_CELL, SW_NUM_DECIMAL_1);
    sw_put_number(s, s->row, 6, t->adoption, SW_LOOK_CELL, SW_NUM_PERCENT);
    sw_put_number(s, s->row, 7, t->seats, SW_LOOK_CELL, SW_NUM_COUNT);
    sw_put_number(s, s->row, 8, t->price, SW_LOOK_CELL, SW_NUM_PRICE);
    sw_put_number(s, s->row, 9, t->alpha_spent, SW_LOOK_CELL, SW_NUM_DECIMAL_4);
}

static void write_trend(sw_side_book *b, const sw_review *r)
{
    static const double widths[] = {14, 16, 10, 20, 14, 16, 14, 12, 14, 14, 0};
    static const char *const heads[] = {"As of",
                                        "Verdict",
                                        "Grade",
                                        ">Net present value",
                                        ">Chance to pay",
                                        ">Minutes per seat and week",
                                        ">Seats in use",
                                        ">Seats",
                                        ">Price",
                                        ">Alpha spent",
                                        NULL};
    sw_sheet s;
    sw_side_sheet(&s, b, "Trend", "Every result, in the order given.");
    sw_sheet_widths(&s, widths);
    sw_put_heads(&s, heads);
    lxw_row_t first = s.row;
    for (guint i = 0; i < r->trend->len; i++, s.row++)
        put_point(&s, &g_array_index(r->trend, sw_trend_point, i));
    lxw_row_t last = s.row - 1;
    s.row++;
    const sw_chart_spec spec = {
        .title = "Net present value from result to result",
        .says = "A column for each result: the net present value of renewing "
                "all seats.",
        .type = LXW_CHART_COLUMN,
        .axis = SW_NUM_MONEY_SHORT,
        .width = 760,
        .height = 260,
        .labelled = true};
    sw_chart_bars(&s, &spec, s.name, (sw_area){first, 0, last, 0},
                  (sw_area){first, 3, last, 3});
    sw_side_sheet_end(&s);
}

static void put_figure(sw_sheet *s, const sw_compared *f)
{
    bool is_text = strcmp(f->unit, "text") == 0 || strcmp(f->unit, "date") == 0;
    sw_put_text(s, s->row, 0, f->label, SW_LOOK_CELL);
    for (int side = 0; side < SW_SIDES; side++) {
        lxw_col_t column = (lxw_col_t)(1 + side);
        if (is_text)
            sw_put_data(s, s->row, column,
                        f->text[side] != NULL ? f->text[side] : "",
                        SW_LOOK_CELL);
        else
            sw_put_number(s, s->row, column, f->value[side], SW_LOOK_CELL,
                          number_of(f->unit));
    }
    if (!is_text)
        sw_put_formula(s, s->row, 3, f->value[SW_NEW] - f->value[SW_OLD],
                       SW_LOOK_CELL, number_of(f->unit), "=C%u-B%u",
                       (unsigned)s->row + 1, (unsigned)s->row + 1);
}

static void write_figures(sw_side_book *b, const sw_comparison *c)
{
    static const double widths[] = {44, 24, 24, 24, 0};
    static const char *const heads[] = {"Figure", ">Before", ">Now", ">Change",
                                        NULL};
    static const char *const inputs[] = {"Input", ">Before", ">Now",
                                         ">Explains", NULL};
    sw_sheet s;
    sw_side_sheet(&s, b, "Figures",
                  "Both results side by side, and the inputs "
                  "that differ.");
    sw_sheet_widths(&s, widths);
    sw_put_heads(&s, heads);
    for (guint i = 0; i < c->figures->len; i++) {
        const sw_compared *f = &g_array_index(c->figures, sw_compared, i);
        if (strcmp(f->key, "verdict.order") == 0)
            continue;
        put_figure(&s, f);
        s.row++;
    }
    s.row++;
    sw_put_heads(&s, inputs);
    for (guint i = 0; i < c->inputs->len; i++, s.row++) {
        const sw_compared_input *in =
            &g_array_index(c->inputs, sw_compared_input, i);
        sw_put_data(&s, s.row, 0, in->key, SW_LOOK_CELL);
        for (int side = 0; side < SW_SIDES; side++)
            sw_put_number(&s, s.row, (lxw_col_t)(1 + side), in->value[side],
                          SW_LOOK_CELL, SW_NUM_GENERAL);
        sw_put_number(&s, s.row, 3, in->explains, SW_LOOK_CELL, SW_NUM_MONEY);
    }
    sw_side_sheet_end(&s);
}

sw_status sw_review_workbook(const char *path, const sw_review *r,
                             const sw_pilot_opts *opts, sw_error *err)
{
    const sw_comparison *c = r->comparison;
    const char *name = sw_result_text(c->result[SW_NEW], "name");
    double largest = fabs(c->npv[SW_NEW]);
    sw_side_book b;
    sw_status st =
        sw_side_book_begin(&b, path, name != NULL ? name : "", c->currency,
                           opts, isfinite(largest) ? largest : 0.0, err);
    if (st != SW_OK)
        return st;
    write_change(&b, r);
    write_trend(&b, r);
    write_figures(&b, c);
    return sw_side_book_end(&b, err);
}
