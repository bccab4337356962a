/*
 * sheet_decision.c - the page a CIO prints: what to order, until when, what it
 * is worth, what must be believed, and how sure that is.
 */
#include "report/decision.h"

#include <math.h>
#include <string.h>

#include "decision/option.h"
#include "report/as_evaluated.h"
#include "report/link.h"
#include "report/live_figure.h"
#include "report/logo.h"
#include "report/print.h"
#include "report/scenario_figures.h"
#include "report/text.h"
#include "report/text_width.h"

enum { BAND_PIXELS = 57 }; /* of the two rows of the heading */
enum { LAST = SW_PAGE_COLUMNS - 1, LEAD_COLUMNS = 2, TEXT_CHARACTERS = 97 };

sw_ref sw_page_cell(lxw_row_t row, lxw_col_t column)
{
    return sw_on(sw_sheet_title_of(SW_SHEET_CASH_FLOW), row, column);
}

static sw_look verdict_look(sw_option_kind kind)
{
    switch (kind) {
    case SW_OPTION_RENEW:
        return SW_LOOK_GO;
    case SW_OPTION_CANCEL:
        return SW_LOOK_STOP;
    case SW_OPTION_UNDETERMINED:
    case SW_OPTION_DO_NOTHING:
        return SW_LOOK_UNKNOWN;
    default:
        return SW_LOOK_CHANGE;
    }
}

/* Product and day at the left; seats at the right, which follow their input. */
static void put_band(sw_sheet *s)
{
    enum { SEATS = LAST - 1 };
    const sw_evaluation *e = s->book->e;
    const sw_pilot *p = e->pilot;
    g_autofree char *as_of = sw_say_date(p->language, p->as_of);
    g_autofree char *under = sw_say(
        p->language, "%s   |   as of %s",
        p->product != NULL ? p->product : sw_words(s->book, "AI copilot"),
        as_of);
    sw_live_figure seats = sw_live_seats(
        s->book, sw_options_find(e->decision, SW_OPTION_RENEW)->seats);
    seats.number = SW_NUM_SEATS;
    sw_put_data_across(s, 0, 0, 0, LAST, p->name, SW_LOOK_BAND);
    sw_put_data_across(s, 1, 0, 1, SEATS - 1, under, SW_LOOK_BAND_SMALL);
    if (sw_text_counts_seats(e))
        sw_put_live(s, 1, SEATS, LAST, &seats, SW_LOOK_BAND_FIGURE);
    else
        sw_put_across(s, 1, SEATS, 1, LAST, "", SW_LOOK_BAND_FIGURE);
    g_free(seats.formula);
    sw_sheet_height(s, 0, 27);
    sw_sheet_height(s, 1, 16);
    sw_sheet_height(s, 2, 5);
    s->row = 3;
}

/* Whether what the page says is of the inputs as they are now. */
static void put_changed(sw_sheet *s)
{
    static const char AGREE[] = "All inputs are as evaluated: the verdict, the "
                                "probabilities and the model agree.";
    lxw_row_t r = s->row++;
    g_autofree char *name = sw_scenarios_pick_name(s->book);
    sw_put_across(s, r, 0, r, LAST, "", SW_LOOK_SMALL_PRINT);
    sw_put_formula_text(
        s, r, 0, AGREE, SW_LOOK_SMALL_PRINT,
        "=IF(inputs_changed=0,\"%s\",IF(differing_inputs=0,\"SCENARIO SHOWN: "
        "\"&%s&\". \",\"\")&\"INPUTS DIFFER FROM THE BASE (\"&inputs_changed"
        "&\"): figures follow them; what is grey is known to the engine "
        "alone: evaluate again.\")",
        AGREE, name);
    lxw_conditional_format changed = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA,
        .value_string = "=inputs_changed>0",
        .format =
            sw_style_format(&s->book->style, SW_LOOK_BANNER, SW_NUM_GENERAL)};
    sw_sheet_keep(
        s, worksheet_conditional_format_range(s->ws, r, 0, r, LAST, &changed));
    sw_sheet_height(s, r, 13);
}

static void put_banner(sw_sheet *s)
{
    const sw_statement *says =
        sw_text_find(s->book->statements, SW_SAYS_BANNER);
    if (says == NULL)
        return;
    g_autofree char *text =
        sw_say(sw_sheet_language(s), "ASSUMPTIONS ONLY. %s", says->text);
    sw_put_data_across(s, s->row, 0, s->row, LAST, text, SW_LOOK_BANNER);
    sw_sheet_fit(s, s->row++, text, TEXT_CHARACTERS);
}

/* A statement of page one as a row: heading left, sentences right; after a
 * change `otherwise`, or else that it has to be evaluated again. */
static void put_statement(sw_sheet *s, const sw_statement *says,
                          const char *otherwise)
{
    lxw_row_t r = s->row++;
    sw_put_data_across(s, r, 0, r, LEAD_COLUMNS - 1, says->heading,
                       SW_LOOK_LEAD);
    sw_put_evaluated(s, r, LEAD_COLUMNS, LAST, says->text, otherwise,
                     SW_LOOK_SAYS);
    if (otherwise == NULL)
        sw_grey_when_changed(s, r, LEAD_COLUMNS, r, LAST);
    sw_sheet_fit(s, r, says->text, TEXT_CHARACTERS);
}

static void put_statements(sw_sheet *s, sw_statement_id id, size_t most)
{
    const GPtrArray *list = s->book->statements;
    for (guint i = 0; i < list->len && most > 0; i++) {
        const sw_statement *says = g_ptr_array_index(list, i);
        if (says->id != id)
            continue;
        put_statement(s, says, NULL);
        most--;
    }
}

/* A statement of which a part stands whatever the inputs are. */
static void put_lasting(sw_sheet *s, sw_statement_id id,
                        char *lasting(const sw_evaluation *))
{
    const sw_statement *says = sw_text_find(s->book->statements, id);
    g_autofree char *stands = lasting(s->book->e);
    if (says != NULL)
        put_statement(s, says, stands);
}

/* What must be believed: a table where there is something to need. */
static void put_believe(sw_sheet *s)
{
    const sw_statement *says =
        sw_text_find(s->book->statements, SW_SAYS_BELIEVE);
    if (sw_page_break_even(s))
        return;
    if (says != NULL)
        put_statement(s, says,
                      s->book->e->economics->has_benefit ? NULL : says->text);
}

/* The word follows the scenario, and its colour the word. */
static void colour_verdict(sw_sheet *s, lxw_row_t row)
{
    lxw_conditional_format unknown = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA,
        .value_string = "=differing_inputs>0",
        .format =
            sw_style_format(&s->book->style, SW_LOOK_UNKNOWN, SW_NUM_GENERAL)};
    sw_sheet_keep(s, worksheet_conditional_format_range(s->ws, row, 0, row + 1,
                                                        2, &unknown));
    for (int k = SW_OPTION_RENEW; k <= SW_OPTION_UNDETERMINED; k++) {
        g_autofree char *word =
            g_strdup_printf("\"%s\"", sw_text_verdict_word((sw_option_kind)k));
        lxw_conditional_format is = {
            .type = LXW_CONDITIONAL_TYPE_CELL,
            .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
            .value_string = word,
            .format = sw_style_format(&s->book->style,
                                      verdict_look((sw_option_kind)k),
                                      SW_NUM_GENERAL)};
        sw_sheet_keep(s, worksheet_conditional_format_range(s->ws, row, 0,
                                                            row + 1, 2, &is));
    }
}

/* The base's sentence; only the engine can write another. */
static void put_sentence(sw_sheet *s, lxw_row_t row, const char *text,
                         sw_look look)
{
    sw_put_evaluated(s, row, 3, LAST, text, NULL, look);
    sw_grey_when_changed(s, row, 3, row, LAST);
}

/* Height of a sentence right of the verdict's word. */
static void sentence_height(sw_sheet *s, lxw_row_t row, const char *text,
                            sw_type_face face)
{
    enum { WIDTH = (SW_PAGE_COLUMNS - 3) * SW_PAGE_PIXELS - 20 };
    static const double LEADING = 1.32, AROUND = 4.5;
    size_t lines = sw_text_lines(text, WIDTH, face);
    sw_sheet_height(s, row, LEADING * face.points * (double)lines + AROUND);
}

static void put_verdict(sw_sheet *s)
{
    const sw_verdict *v = &s->book->e->decision->verdict;
    const char *word = sw_text_verdict_word(v->option);
    g_autofree char *pick = sw_scenarios_pick(s->book, SW_STORED_VERDICT);
    lxw_row_t r = s->row;
    sw_look look = verdict_look(v->option);
    sw_put_across(s, r, 0, r + 1, 2, "", look);
    sw_put_formula_text(s, r, 0, word, look,
                        "=IF(differing_inputs=0,%s,\"EVALUATE AGAIN\")", pick);
    colour_verdict(s, r);
    const sw_language *l = sw_sheet_language(s);
    g_autofree char *order = sw_message_say(v->order, l);
    g_autofree char *headline = sw_message_say(v->headline, l);
    put_sentence(s, r, order, SW_LOOK_ORDER);
    put_sentence(s, r + 1, headline, SW_LOOK_HEADLINE);
    sentence_height(s, r, order, (sw_type_face){11.5, true});
    sentence_height(s, r + 1, headline, (sw_type_face){9.5, false});
    sw_sheet_height(s, r + 2, 5);
    s->row += 3;
}

static void put_sign_off(sw_sheet *s)
{
    static const struct {
        lxw_col_t from, to;
        const char *text;
        lxw_col_t line; /* to sign on, right of the label */
    } LINE[] = {
        {0, 4, "Decided by", 2}, {5, 8, "Finance", 6}, {9, 11, "Date", 10}};
    lxw_row_t r = s->row;
    sw_sheet_height(s, r, 21);
    for (size_t i = 0; i < G_N_ELEMENTS(LINE); i++) {
        lxw_col_t label = (lxw_col_t)(LINE[i].line - 1);
        if (label > LINE[i].from)
            sw_put_across(s, r, LINE[i].from, r, label, LINE[i].text,
                          SW_LOOK_SIGN_LABEL);
        else
            sw_put_text(s, r, label, LINE[i].text, SW_LOOK_SIGN_LABEL);
        sw_put_across(s, r, LINE[i].line, r, LINE[i].to, "", SW_LOOK_SIGN);
    }
    s->row++;
    sw_sheet_height(s, s->row, 11.5);
    sw_put_across(s, s->row, 0, s->row, LAST, "", SW_LOOK_SMALL_PRINT);
    sw_put_checks(s, s->row++, SW_LOOK_SMALL_PRINT);
}

static void put_small(sw_sheet *s, sw_statement_id id)
{
    static const sw_type_face FACE = {7.5, false};
    const sw_statement *says = sw_text_find(s->book->statements, id);
    if (says == NULL)
        return;
    sw_put_data_across(s, s->row, 0, s->row, LAST, says->text,
                       SW_LOOK_SMALL_PRINT);
    size_t lines =
        sw_text_lines(says->text, SW_PAGE_COLUMNS * SW_PAGE_PIXELS - 8, FACE);
    sw_sheet_height(s, s->row++, 10.8 * (double)lines + 1);
}

static void print_setup(sw_sheet *s)
{
    sw_sheet_print(s, 0, 1);
    worksheet_set_portrait(s->ws);
    worksheet_fit_to_pages(s->ws, 1, 1);
    worksheet_center_horizontally(s->ws);
    sw_sheet_keep(s, worksheet_print_area(s->ws, 0, 0, s->row - 1, LAST));
    worksheet_gridlines(s->ws, LXW_HIDE_ALL_GRIDLINES);
}

void sw_write_decision(sw_book *book)
{
    sw_sheet s;
    sw_sheet_open(&s, book, SW_SHEET_DECISION);
    sw_sheet_keep(
        &s, worksheet_set_column_pixels(s.ws, 0, LAST, SW_PAGE_PIXELS, NULL));
    put_band(&s);
    sw_put_logo(&s, SW_PAGE_PIXELS * SW_PAGE_COLUMNS, BAND_PIXELS);
    put_changed(&s);
    put_banner(&s);
    put_verdict(&s);
    sw_page_tiles(&s);
    put_lasting(&s, SW_SAYS_ACT_BY, sw_text_act_by_dates);
    sw_page_nobody_acts(&s);
    sw_page_cash(&s);
    put_statements(&s, SW_SAYS_CLAUSES, 1);
    put_believe(&s);
    put_statements(&s, SW_SAYS_LEANS, 1);
    if (book->e->economics->has_benefit)
        sw_page_options(&s);
    else
        sw_page_cost_options(&s);
    put_lasting(&s, SW_SAYS_EVIDENCE, sw_text_study);
    put_statements(&s, SW_SAYS_REASON, SW_REASONS_STATED);
    put_statements(&s, SW_SAYS_FLIPS, 1);
    sw_page_charts(&s);
    if (book->e->economics->has_benefit)
        sw_page_return(&s);
    else
        sw_page_bill(&s);
    put_statements(&s, SW_SAYS_APPROVALS, 1);
    put_sign_off(&s);
    if (!book->e->economics->has_benefit)
        put_small(&s, SW_SAYS_SMALL_PRINT);
    put_small(&s, SW_SAYS_PROVENANCE);
    sw_put_contents(&s, SW_PAGE_COLUMNS);
    print_setup(&s);
    sw_hide_evaluated_texts(&s);
    sw_sheet_protect(&s);
    worksheet_activate(s.ws);
}
