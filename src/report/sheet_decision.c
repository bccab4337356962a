/*
 * sheet_decision.c - the page a CIO prints: what to order, until when, what it
 * is worth, what must be believed, and how sure that is.
 */
#include "report/decision.h"

#include <math.h>
#include <string.h>

#include "report/link.h"
#include "report/logo.h"
#include "report/print.h"
#include "report/scenario_figures.h"
#include "report/text.h"
#include "report/text_width.h"

enum { BAND_PIXELS = 57 }; /* of the two rows of the heading */
enum { LAST = SW_PAGE_COLUMNS - 1, LEAD_COLUMNS = 2, TEXT_CHARACTERS = 97 };

sw_ref sw_page_cash(lxw_row_t row, lxw_col_t column)
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

static void put_band(sw_sheet *s)
{
    const sw_pilot *p = s->book->e->pilot;
    const sw_language *l = p->language;
    g_autofree char *as_of = sw_say_date(l, p->as_of);
    g_autofree char *seats =
        sw_say_number(l, sw_inputs_value(&p->inputs, SW_IN_SEATS_PURCHASED), 0);
    g_autofree char *under = sw_say(
        l, "%s   |   %s seats   |   as of %s",
        p->product != NULL ? p->product : sw_words(s->book, "AI copilot"),
        seats, as_of);
    sw_put_data_across(s, 0, 0, 0, LAST, p->name, SW_LOOK_BAND);
    sw_put_data_across(s, 1, 0, 1, LAST, under, SW_LOOK_BAND_SMALL);
    sw_sheet_height(s, 0, 27);
    sw_sheet_height(s, 1, 16);
    sw_sheet_height(s, 2, 5);
    s->row = 3;
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

/* A statement of page one as a row: heading left, sentences right. */
static void put_statement(sw_sheet *s, const sw_statement *says)
{
    lxw_row_t r = s->row++;
    sw_put_data_across(s, r, 0, r, LEAD_COLUMNS - 1, says->heading,
                       SW_LOOK_LEAD);
    sw_put_data_across(s, r, LEAD_COLUMNS, r, LAST, says->text, SW_LOOK_SAYS);
    sw_sheet_fit(s, r, says->text, TEXT_CHARACTERS);
}

static void put_statements(sw_sheet *s, sw_statement_id id, size_t most)
{
    const GPtrArray *list = s->book->statements;
    for (guint i = 0; i < list->len && most > 0; i++) {
        const sw_statement *says = g_ptr_array_index(list, i);
        if (says->id != id)
            continue;
        put_statement(s, says);
        most--;
    }
}

/* The word follows the scenario, and its colour the word. */
static void colour_verdict(sw_sheet *s, lxw_row_t row)
{
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

/* The base's sentence, or whose verdict is shown instead. */
static void put_sentence(sw_sheet *s, lxw_row_t row, const char *text,
                         const char *otherwise, sw_look look)
{
    g_autofree char *name = sw_scenarios_pick_name(s->book);
    sw_ref base = sw_at(row, SW_PAGE_DATA - 1, SW_FIX_NONE);
    sw_put_data(s, row, SW_PAGE_DATA - 1, text, SW_LOOK_SMALL_CELL);
    sw_put_across(s, row, 3, row, LAST, "", look);
    sw_put_formula_data(s, row, 3, text, look,
                        "=IF(verdict_column=1,%s,\"%s\"&%s&\".\")", base.text,
                        otherwise, name);
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
    sw_put_formula_text(s, r, 0, word, look, "=%s", pick);
    colour_verdict(s, r);
    const sw_language *l = sw_sheet_language(s);
    g_autofree char *order = sw_message_say(v->order, l);
    g_autofree char *headline = sw_message_say(v->headline, l);
    put_sentence(s, r, order, "The verdict in the scenario ", SW_LOOK_ORDER);
    put_sentence(s, r + 1, headline,
                 "Tiles and break-evens follow it; options, dates, charts and "
                 "reasons below are the base's. Shown: ",
                 SW_LOOK_HEADLINE);
    sentence_height(s, r, order, (sw_type_face){11.5, true});
    sentence_height(s, r + 1, headline, (sw_type_face){9.5, false});
    sw_sheet_height(s, r + 2, 5);
    s->row += 3;
}

/* Whose verdict this is, once inputs were changed. */
static void put_base_line(sw_sheet *s)
{
    static const char AGREE[] = "All inputs are as evaluated: the verdict, the "
                                "probabilities and the model agree.";
    g_autofree char *name = sw_scenarios_pick_name(s->book);
    sw_sheet_height(s, s->row, 11.5);
    sw_put_across(s, s->row, 0, s->row, LAST, "", SW_LOOK_SMALL_PRINT);
    sw_put_formula_text(
        s, s->row++, 0, AGREE, SW_LOOK_SMALL_PRINT,
        "=IF(differing_inputs=0,\"%s\",\"INPUTS CHANGED (\"&differing_inputs"
        "&\"): the figures in the tiles follow them; verdict and "
        "probabilities belong to \"&%s&\".\")",
        AGREE, name);
}

static void put_sign_off(sw_sheet *s)
{
    static const struct {
        lxw_col_t from, to;
        const char *text;
    } LINE[] = {{0, 3, "Decided by"}, {5, 8, "Finance"}, {10, 11, "Date"}};
    lxw_row_t r = s->row;
    sw_sheet_height(s, r, 21);
    for (size_t i = 0; i < G_N_ELEMENTS(LINE); i++)
        sw_put_across(s, r, LINE[i].from, r, LINE[i].to, LINE[i].text,
                      SW_LOOK_SIGN);
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
    put_banner(&s);
    put_verdict(&s);
    sw_page_tiles(&s);
    put_statements(&s, SW_SAYS_ACT_BY, 1);
    put_statements(&s, SW_SAYS_NOBODY_ACTS, 1);
    put_statements(&s, SW_SAYS_CASH, 1);
    put_statements(&s, SW_SAYS_CLAUSES, 1);
    put_statements(&s, SW_SAYS_BELIEVE, 1);
    put_statements(&s, SW_SAYS_LEANS, 1);
    sw_page_break_even(&s);
    if (book->e->economics->has_benefit)
        sw_page_options(&s);
    else
        sw_page_cost_options(&s);
    put_statements(&s, SW_SAYS_EVIDENCE, 1);
    put_statements(&s, SW_SAYS_REASON, SW_REASONS_STATED);
    put_statements(&s, SW_SAYS_FLIPS, 1);
    sw_page_charts(&s);
    if (!book->e->economics->has_benefit)
        sw_page_bill(&s);
    put_sign_off(&s);
    put_base_line(&s);
    put_small(&s, SW_SAYS_SMALL_PRINT);
    put_small(&s, SW_SAYS_PROVENANCE);
    sw_put_contents(&s, SW_PAGE_COLUMNS);
    print_setup(&s);
    sw_sheet_protect(&s);
    worksheet_activate(s.ws);
}
