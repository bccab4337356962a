/*
 * sheet_survey.c - who answered, what they answered, and the guardrails. Cells
 * of fewer people than privacy.min_group are never shown.
 */
#include <math.h>

#include "report/print.h"
#include "report/evidence_blocks.h"
#include "report/sheet.h"
#include "report/survey_charts.h"

enum { COLUMNS = 7 };

static char *wave_name(const sw_language *l, int wave)
{
    if (wave == SW_WAVE_BEFORE)
        return g_strdup(sw_language_text(l, "before"));
    if (wave == SW_WAVE_AFTER)
        return g_strdup(sw_language_text(l, "after"));
    return sw_say(l, "wave %d", wave);
}

static void put_response(sw_sheet *s, const sw_evidence *ev)
{
    static const char *const HEADS[] = {"Wave", ">Invited (eligible)",
                                        ">Answered", ">Response rate", NULL};
    sw_put_section(s, "Response", COLUMNS);
    if (ev->n_waves == 0) {
        sw_put_text(s, s->row++, 0, "There is no survey.", SW_LOOK_PLAIN);
        return;
    }
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < ev->n_waves; i++) {
        const sw_wave_response *w = &ev->waves[i];
        lxw_row_t r = s->row++;
        g_autofree char *name = wave_name(sw_sheet_language(s), w->wave);
        double rate =
            w->invited > 0 ? (double)w->answered / (double)w->invited : NAN;
        sw_put_data(s, r, 0, name, SW_LOOK_CELL);
        sw_put_number(s, r, 1, (double)w->invited, SW_LOOK_CELL, SW_NUM_COUNT);
        sw_put_number(s, r, 2, (double)w->answered, SW_LOOK_CELL, SW_NUM_COUNT);
        sw_put_formula(s, r, 3, rate, SW_LOOK_CELL, SW_NUM_PERCENT, "=%s/%s",
                       sw_at(r, 2, SW_FIX_NONE).text,
                       sw_at(r, 1, SW_FIX_NONE).text);
    }
}

/* Counts of one answer in the three groups. */
typedef struct counts {
    size_t group[3]; /* before, after pilot, after control */
} counts;

static counts counts_of(const sw_answer_count *a)
{
    return (counts){{a->before, a->after_pilot, a->after_control}};
}

static bool is_small(const counts *c, size_t least)
{
    for (int g = 0; g < 3; g++)
        if (c->group[g] > 0 && c->group[g] < least)
            return true;
    return false;
}

static void add(counts *to, const counts *c)
{
    for (int g = 0; g < 3; g++)
        to->group[g] += c->group[g];
}

static void put_counts(sw_sheet *s, const char *answer, const counts *c,
                       const counts *total)
{
    lxw_row_t r = s->row++;
    sw_put_data(s, r, 0, answer, SW_LOOK_CELL);
    for (lxw_col_t g = 0; g < 3; g++) {
        double share = total->group[g] > 0
                           ? (double)c->group[g] / (double)total->group[g]
                           : NAN;
        if (total->group[g] == 0) {
            sw_put_text(s, r, (lxw_col_t)(1 + 2 * g), "", SW_LOOK_CELL);
            sw_put_text(s, r, (lxw_col_t)(2 + 2 * g), "", SW_LOOK_CELL);
            continue;
        }
        sw_put_number(s, r, (lxw_col_t)(1 + 2 * g), (double)c->group[g],
                      SW_LOOK_CELL, SW_NUM_COUNT);
        sw_put_number(s, r, (lxw_col_t)(2 + 2 * g), share, SW_LOOK_CELL,
                      SW_NUM_PERCENT);
    }
}

/* A merged row that is itself small, or that hides a single answer (which the
 * total would give away), takes the next smallest with it. */
void sw_survey_hide(bool *hidden, const sw_item_summary *x, size_t least)
{
    counts merged = {{0}};
    size_t n_hidden = 0;
    for (size_t i = 0; i < x->n_answers; i++) {
        counts c = counts_of(&x->answers[i]);
        hidden[i] = is_small(&c, least);
        n_hidden += hidden[i];
        if (hidden[i])
            add(&merged, &c);
    }
    while (n_hidden > 0 && n_hidden < x->n_answers &&
           (n_hidden == 1 || is_small(&merged, least))) {
        size_t pick = SIZE_MAX, smallest = SIZE_MAX;
        for (size_t i = 0; i < x->n_answers; i++) {
            counts c = counts_of(&x->answers[i]);
            size_t n = c.group[0] + c.group[1] + c.group[2];
            if (!hidden[i] && n < smallest) {
                smallest = n;
                pick = i;
            }
        }
        counts c = counts_of(&x->answers[pick]);
        hidden[pick] = true;
        add(&merged, &c);
        n_hidden++;
    }
}

static void put_answers(sw_sheet *s, const sw_item_summary *x, size_t least)
{
    counts total = {{0}}, rest = {{0}};
    g_autofree bool *hidden = g_new0(bool, x->n_answers + 1);
    bool any = false;
    sw_survey_hide(hidden, x, least);
    for (size_t i = 0; i < x->n_answers; i++) {
        counts c = counts_of(&x->answers[i]);
        add(&total, &c);
    }
    for (size_t i = 0; i < x->n_answers; i++) {
        counts c = counts_of(&x->answers[i]);
        any = any || hidden[i];
        if (hidden[i])
            add(&rest, &c);
        else
            put_counts(s, x->answers[i].answer, &c, &total);
    }
    g_autofree char *label =
        sw_say(sw_sheet_language(s),
               "Answers given by fewer than %zu people, together", least);
    if (any && is_small(&rest, least))
        sw_put_data(s, s->row++, 0, label, SW_LOOK_CELL);
    else if (any)
        put_counts(s, label, &rest, &total);
}

static void put_item(sw_sheet *s, const sw_item_summary *x, size_t least)
{
    static const char *const HEADS[] = {
        "Answer",        ">Before",         ">Share before",   ">After, pilot",
        ">Share, pilot", ">After, control", ">Share, control", NULL};
    const char *question =
        x->item->question != NULL && *x->item->question != '\0'
            ? x->item->question
            : x->item->id;
    sw_put_data_section(s, question, COLUMNS);
    sw_put_heads(s, HEADS);
    put_answers(s, x, least);
    sw_put_text(s, s->row, 0, "Mean (minutes, or score)", SW_LOOK_TOTAL);
    for (lxw_col_t c = 1; c < 7; c++)
        sw_put_text(s, s->row, c, "", SW_LOOK_TOTAL);
    sw_put_number(s, s->row, 1,
                  x->answered_before < least ? NAN : x->mean_before,
                  SW_LOOK_TOTAL, SW_NUM_DECIMAL_2);
    sw_put_number(s, s->row++, 3,
                  x->answered_after < least ? NAN : x->mean_after,
                  SW_LOOK_TOTAL, SW_NUM_DECIMAL_2);
    s->row++;
}

static void put_guardrails(sw_sheet *s, const sw_evidence *ev)
{
    static const char *const HEADS[] = {
        "Guardrail", ">Estimate", ">Margin", ">p (worse refuted)",
        "Result",    "Note",      NULL};
    sw_put_section(s, "Guardrails: what must not get worse", COLUMNS);
    if (ev->n_guardrails == 0) {
        sw_put_text(s, s->row++, 0, "No guardrail was declared.",
                    SW_LOOK_PLAIN);
        return;
    }
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < ev->n_guardrails; i++) {
        const sw_guardrail *g = &ev->guardrails[i];
        lxw_row_t r = s->row++;
        sw_put_data(s, r, 0, g->id, SW_LOOK_CELL);
        sw_put_number(s, r, 1, g->estimate, SW_LOOK_CELL, SW_NUM_DECIMAL_2);
        sw_put_number(s, r, 2, g->margin, SW_LOOK_CELL, SW_NUM_DECIMAL_2);
        sw_put_number(s, r, 3, g->p, SW_LOOK_CELL, SW_NUM_P_VALUE);
        sw_put_text(s, r, 4,
                    !g->known   ? "unknown"
                    : g->passed ? "passed"
                                : "FAILED",
                    SW_LOOK_CELL);
        sw_put_note_across(s, r, 5, COLUMNS, g->note, 76);
    }
}

void sw_write_survey(sw_book *book)
{
    static const double WIDTH[] = {54, 13, 13, 13, 13, 14, 14, 44, 0};
    const sw_evidence *ev = book->e->evidence;
    size_t least =
        book->e->pilot->min_group > 0 ? (size_t)book->e->pilot->min_group : 1;
    sw_sheet s;
    sw_sheet_open(&s, book, SW_SHEET_SURVEY);
    sw_sheet_widths(&s, WIDTH);
    sw_sheet_title(&s, "Survey",
                   "Who answered, and what. Groups smaller than the pilot's "
                   "minimum are merged, never shown.");
    put_response(&s, ev);
    s.row++;
    put_guardrails(&s, ev);
    s.row++;
    sw_put_answer_quality(&s, book->e);
    s.row++;
    sw_survey_charts(&s, least);
    for (size_t i = 0; i < ev->n_items; i++)
        put_item(&s, &ev->items[i], least);
    worksheet_freeze_panes(s.ws, 4, 1);
    sw_sheet_print(&s, 0, 2);
    sw_sheet_pages(&s, COLUMNS, SW_PAPER_A4);
    sw_sheet_protect(&s);
}
