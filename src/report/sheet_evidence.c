/*
 * sheet_evidence.c - every estimate, the chain from answer to priced minutes,
 * and the caveats.
 */
#include "report/evidence_blocks.h"
#include "report/evidence_charts.h"
#include "report/print.h"
#include "report/table.h"
#include "report/text.h"

enum { EFFECT_COLUMNS = SW_EVIDENCE_COLUMNS };

static char *joined(const GPtrArray *texts)
{
    GString *s = g_string_new(NULL);
    for (guint i = 0; texts != NULL && i < texts->len; i++)
        g_string_append_printf(s, "%s%s", i > 0 ? "; " : "",
                               (const char *)g_ptr_array_index(texts, i));
    return g_string_free(s, FALSE);
}

static void put_effect(sw_sheet *s, const sw_effect *x, bool leads)
{
    lxw_row_t r = s->row++;
    g_autofree char *notes = joined(x->notes);
    g_autofree char *caveats =
        g_strconcat(x->threat != NULL ? x->threat : "",
                    *notes != '\0' ? "; " : "", notes, NULL);
    const char *role = leads           ? "leads"
                       : x->is_primary ? "beside"
                                       : "second method";
    sw_put_data(s, r, 0, x->label, SW_LOOK_CELL_WRAP);
    sw_put_text(s, r, 1, role, SW_LOOK_CELL_WRAP);
    sw_put_text(s, r, 2, x->design_text, SW_LOOK_CELL_WRAP);
    sw_put_text(s, r, 3, x->method, SW_LOOK_CELL_WRAP);
    const struct {
        double value;
        sw_number number;
    } figure[] = {
        {x->grade, SW_NUM_COUNT},
        {(double)x->n_pilot, SW_NUM_COUNT},
        {(double)x->n_control, SW_NUM_COUNT},
        {x->estimate, SW_NUM_DECIMAL_2},
        {x->lower, SW_NUM_DECIMAL_2},
        {x->upper, SW_NUM_DECIMAL_2},
        {x->se, SW_NUM_DECIMAL_2},
        {x->df, SW_NUM_DECIMAL_1},
        {x->p, SW_NUM_P_VALUE},
        {x->p_adjusted, SW_NUM_P_VALUE},
        {x->effect_size, SW_NUM_DECIMAL_2},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(figure); i++)
        sw_put_number(s, r, (lxw_col_t)(4 + i), figure[i].value,
                      SW_LOOK_CELL_WRAP, figure[i].number);
    sw_put_text(s, r, 15, x->unit, SW_LOOK_CELL_WRAP);
    sw_put_number(s, r, 16, x->minutes, SW_LOOK_CELL_WRAP, SW_NUM_DECIMAL_1);
    sw_put_text(s, r, 17, sw_provenance_name(x->provenance), SW_LOOK_CELL_WRAP);
    sw_put_text(s, r, 18, caveats, SW_LOOK_CELL_WRAP);
    const sw_wrapped cell[] = {
        {x->label, 38}, {x->design_text, 22}, {x->method, 27}, {caveats, 72}};
    sw_sheet_fit_all(s, r, cell, G_N_ELEMENTS(cell));
}

static void put_effects(sw_sheet *s, const sw_evidence *ev)
{
    static const char *const HEADS[EFFECT_COLUMNS + 1] = {
        "Effect",
        "Role",
        "Design",
        "Method",
        ">Level (1-5)",
        ">n pilot",
        ">n control",
        ">Estimate",
        ">95% low",
        ">95% high",
        ">Std. error",
        ">Degrees of freedom",
        ">p",
        ">p adjusted",
        ">Effect size",
        "Unit",
        ">Minutes per seat-week",
        "Provenance",
        "Caveats",
        NULL};
    sw_put_section(s, "Estimates", EFFECT_COLUMNS);
    if (ev->n_effects == 0) {
        sw_put_text(s, s->row++, 0, "The data allow no estimate of an effect.",
                    SW_LOOK_PLAIN);
        return;
    }
    sw_put_table(s, "effects", HEADS, (lxw_row_t)ev->n_effects);
    for (size_t i = 0; i < ev->n_effects; i++)
        put_effect(s, &ev->effects[i], i == ev->lead);
}

static void put_notes(sw_sheet *s, const sw_evaluation *e)
{
    const sw_evidence *ev = e->evidence;
    GPtrArray *const list[] = {ev->warnings, e->economics->warnings};
    sw_put_section(s, "What the reader must know", EFFECT_COLUMNS);
    const sw_statement *says =
        sw_text_find(s->book->statements, SW_SAYS_EVIDENCE);
    if (says != NULL)
        sw_put_text(s, s->row++, 0, says->text, SW_LOOK_PLAIN);
    for (size_t k = 0; k < G_N_ELEMENTS(list); k++)
        for (guint i = 0; list[k] != NULL && i < list[k]->len; i++)
            sw_put_text(s, s->row++, 0, g_ptr_array_index(list[k], i),
                        SW_LOOK_PLAIN);
}

void sw_write_evidence(sw_book *book)
{
    static const double WIDTH[] = {34, 14, 20, 24, 10, 9,  9,  10, 10, 10,
                                   10, 10, 9,  9,  9,  18, 12, 12, 60, 0};
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
    sw_sheet_pages(&s, EFFECT_COLUMNS - 1, SW_PAPER_A3);
    sw_sheet_protect(&s);
}
