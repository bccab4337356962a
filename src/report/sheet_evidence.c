/*
 * sheet_evidence.c - every estimate, the chain from answer to priced minutes,
 * and the caveats.
 */
#include "report/evidence_blocks.h"
#include "report/evidence_charts.h"
#include "report/print.h"
#include "report/table.h"
#include "report/text.h"

enum { EFFECT_COLUMNS = 10 };

/* The design's threat, then the notes. */
static sw_message *caveats_of(const sw_effect *x)
{
    guint n = x->notes->len;
    g_autofree sw_message **part = g_new0(sw_message *, n + 1);
    part[0] = sw_message_word(x->threat);
    for (guint i = 0; i < n; i++)
        part[i + 1] = sw_message_share(g_ptr_array_index(x->notes, i));
    return sw_message_join("; ", part, n + 1);
}

static const char *role_of(const sw_effect *x, bool leads)
{
    return leads ? "leads" : x->is_primary ? "beside" : "second method";
}

typedef struct figure {
    double value;
    sw_number number;
} figure;

static void put_figures(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                        const figure *f, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sw_put_number(s, row, (lxw_col_t)(column + i), f[i].value,
                      SW_LOOK_CELL_WRAP, f[i].number);
}

/* What was found, and how. */
static void put_effect(sw_sheet *s, const sw_effect *x, bool leads)
{
    lxw_row_t r = s->row++;
    const sw_language *l = sw_sheet_language(s);
    g_autofree char *method = sw_message_say(x->method, l);
    const char *design = sw_language_text(l, x->design_text);
    sw_put_data(s, r, 0, x->label, SW_LOOK_CELL_WRAP);
    sw_put_text(s, r, 1, role_of(x, leads), SW_LOOK_CELL_WRAP);
    sw_put_data(s, r, 2, design, SW_LOOK_CELL_WRAP);
    sw_put_data(s, r, 3, method, SW_LOOK_CELL_WRAP);
    const figure f[] = {{x->grade, SW_NUM_COUNT},
                        {(double)x->n_pilot, SW_NUM_COUNT},
                        {(double)x->n_control, SW_NUM_COUNT},
                        {x->estimate, SW_NUM_DECIMAL_2},
                        {x->lower, SW_NUM_DECIMAL_2},
                        {x->upper, SW_NUM_DECIMAL_2}};
    put_figures(s, r, 4, f, G_N_ELEMENTS(f));
    const sw_wrapped cell[] = {{x->label, 36}, {design, 20}, {method, 25}};
    sw_sheet_fit_all(s, r, cell, G_N_ELEMENTS(cell));
}

/* How precisely, in which unit, and from what. */
static void put_precision(sw_sheet *s, const sw_effect *x, bool leads)
{
    lxw_row_t r = s->row++;
    sw_put_data(s, r, 0, x->label, SW_LOOK_CELL_WRAP);
    sw_put_text(s, r, 1, role_of(x, leads), SW_LOOK_CELL_WRAP);
    sw_put_text(s, r, 2, x->unit, SW_LOOK_CELL_WRAP);
    sw_put_text(s, r, 3, sw_provenance_name(x->provenance), SW_LOOK_CELL_WRAP);
    const figure f[] = {
        {x->minutes, SW_NUM_DECIMAL_1},  {x->se, SW_NUM_DECIMAL_2},
        {x->df, SW_NUM_DECIMAL_1},       {x->p, SW_NUM_P_VALUE},
        {x->p_adjusted, SW_NUM_P_VALUE}, {x->effect_size, SW_NUM_DECIMAL_2}};
    put_figures(s, r, 4, f, G_N_ELEMENTS(f));
    const sw_wrapped cell[] = {{x->label, 36}};
    sw_sheet_fit_all(s, r, cell, G_N_ELEMENTS(cell));
}

/* What may be wrong with it, in all the width of the page. */
static void put_caveats(sw_sheet *s, const sw_effect *x, bool leads)
{
    enum { CHARACTERS = 200 };
    lxw_row_t r = s->row;
    g_autoptr(sw_message) all = caveats_of(x);
    sw_put_note_across(s, r, 2, SW_EVIDENCE_COLUMNS - 1, all, CHARACTERS);
    g_autofree char *caveats = sw_message_say(all, sw_sheet_language(s));
    sw_put_data(s, r, 0, x->label, SW_LOOK_CELL_WRAP);
    sw_put_text(s, r, 1, role_of(x, leads), SW_LOOK_CELL_WRAP);
    const sw_wrapped cell[] = {{x->label, 36}, {caveats, CHARACTERS}};
    sw_sheet_fit_all(s, r, cell, G_N_ELEMENTS(cell));
    s->row++;
}

static void put_effects(sw_sheet *s, const sw_evidence *ev)
{
    static const char *const HEADS[EFFECT_COLUMNS + 1] = {
        "Effect",       "Role",      "Design",     "Method",
        ">Level (1-5)", ">n pilot",  ">n control", ">Estimate",
        ">95% low",     ">95% high", NULL};
    static const char *const PRECISION[EFFECT_COLUMNS + 1] = {
        "Effect",
        "Role",
        "Unit",
        "Provenance",
        ">Minutes per seat-week",
        ">Std. error",
        ">Degrees of freedom",
        ">p",
        ">p adjusted",
        ">Effect size",
        NULL};
    static const char *const CAVEATS[EFFECT_COLUMNS + 1] = {
        "Effect", "Role", "Caveats", "", "", "", "", "", "", "", NULL};
    sw_put_section(s, "Estimates", SW_EVIDENCE_COLUMNS);
    if (ev->n_effects == 0) {
        sw_put_text(s, s->row++, 0, "The data allow no estimate of an effect.",
                    SW_LOOK_PLAIN);
        return;
    }
    sw_put_table(s, "effects", HEADS, (lxw_row_t)ev->n_effects);
    for (size_t i = 0; i < ev->n_effects; i++)
        put_effect(s, &ev->effects[i], i == ev->lead);
    s->row++;
    sw_sheet_block(s);
    sw_put_heads(s, PRECISION);
    for (size_t i = 0; i < ev->n_effects; i++)
        put_precision(s, &ev->effects[i], i == ev->lead);
    s->row++;
    sw_sheet_block(s);
    sw_put_heads(s, CAVEATS);
    for (size_t i = 0; i < ev->n_effects; i++)
        put_caveats(s, &ev->effects[i], i == ev->lead);
}

static void put_note(sw_sheet *s, const sw_message *m)
{
    enum { CHARACTERS = 240 };
    sw_put_note_across(s, s->row, 0, SW_EVIDENCE_COLUMNS - 1, m, CHARACTERS);
    s->row++;
}

static void put_notes(sw_sheet *s, const sw_evaluation *e)
{
    const sw_evidence *ev = e->evidence;
    sw_put_section(s, "What the reader must know", SW_EVIDENCE_COLUMNS);
    const sw_statement *says =
        sw_text_find(s->book->statements, SW_SAYS_EVIDENCE);
    if (says != NULL) {
        g_autoptr(sw_message) text = sw_message_text_of(says->text);
        put_note(s, text);
    }
    for (guint i = 0; i < ev->warnings->len; i++)
        put_note(s, g_ptr_array_index(ev->warnings, i));
    for (guint i = 0; i < e->economics->warnings->len; i++)
        put_note(s, g_ptr_array_index(e->economics->warnings, i));
}

void sw_write_evidence(sw_book *book)
{
    static const double WIDTH[] = {32, 12, 18, 22, 9, 9, 9,  9, 9,
                                   9,  8,  8,  9,  9, 9, 24, 0};
    sw_sheet s;
    sw_sheet_open(&s, book, SW_SHEET_EVIDENCE);
    sw_sheet_widths(&s, WIDTH);
    sw_sheet_title(&s, "Evidence",
                   "Every estimate the data allow. The one with the best "
                   "design leads; the others stand beside it.");
    put_effects(&s, book->e->evidence);
    s.row++;
    sw_put_derivations(&s, book->e, true);
    sw_put_cohorts(&s, book->e);
    sw_put_chain(&s, book->e);
    s.row++;
    sw_put_derivations(&s, book->e, false);
    sw_put_published(&s, book->e);
    sw_put_sources(&s, book->e);
    sw_put_divisions(&s, book->e);
    sw_put_sensitivity(&s, book->e);
    sw_put_balance(&s, book->e);
    sw_put_silence(&s, book->e);
    sw_put_measurement(&s, book->e);
    sw_put_looks(&s, book->e);
    sw_put_habits(&s, book->e);
    put_notes(&s, book->e);
    sw_evidence_charts(&s);
    worksheet_freeze_panes(s.ws, 4, 1);
    sw_sheet_print(&s, 0, 2);
    sw_sheet_pages(&s, SW_EVIDENCE_COLUMNS - 1, SW_PAPER_A4);
    sw_sheet_protect(&s);
}
