/*
 * evidence_chain.c - the chain of src/evidence/README.md as a table that
 * recalculates: each row takes the minutes of the row before and its own value.
 */
#include <math.h>

#include "report/evidence_blocks.h"

enum { STEP, ARITHMETIC, VALUE, LOW, HIGH, AFTER, PROVENANCE, NOTE = 8 };

/* A link's value in terms of its input's name; NULL: a plain number. */
static char *formula_of(const sw_book *b, const sw_link *x)
{
    static const size_t OTHER[] = {[SW_LINK_INPUT] = SIZE_MAX,
                                   [SW_LINK_COMPLEMENT] = SIZE_MAX,
                                   [SW_LINK_SILENT] = SW_IN_SILENT_SHARE,
                                   [SW_LINK_MISSING] = SW_IN_MISSING,
                                   [SW_LINK_MISSING_CONTROL] =
                                       SW_IN_MISSING_CONTROL,
                                   [SW_LINK_UNIT] = SW_IN_UNIT_ASSUMED};
    const char *own = x->input != SIZE_MAX ? sw_book_live(b, x->input) : NULL;
    const char *other =
        OTHER[x->form] != SIZE_MAX ? sw_book_live(b, OTHER[x->form]) : NULL;
    if (own == NULL || (other == NULL && OTHER[x->form] != SIZE_MAX))
        return NULL;
    switch (x->form) {
    case SW_LINK_COMPLEMENT:
        return g_strdup_printf("=1-%s", own);
    case SW_LINK_SILENT:
        return g_strdup_printf("=1-%s*(1-%s)", other, own);
    case SW_LINK_MISSING:
        return g_strdup_printf("=-%s*%s", other, own);
    case SW_LINK_MISSING_CONTROL:
        return g_strdup_printf("=%s*%s", other, own);
    case SW_LINK_UNIT:
        return g_strdup_printf("=%s/%s", own, other);
    case SW_LINK_INPUT:
        break;
    }
    return g_strdup_printf("=%s", own);
}

/* The value as the model reads it now, so that scenarios move it too. */
static void put_value(sw_sheet *s, lxw_row_t r, const sw_link *x)
{
    g_autofree char *live = formula_of(s->book, x);
    if (live == NULL)
        sw_put_number(s, r, VALUE, x->value, SW_LOOK_CELL, SW_NUM_DECIMAL_4);
    else
        sw_put_formula(s, r, VALUE, x->value, SW_LOOK_CELL, SW_NUM_DECIMAL_4,
                       "%s", live);
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
    sw_put_message(s, r, NOTE, x->note, SW_LOOK_PLAIN);
}

double sw_later_adoption(const sw_evaluation *e)
{
    const sw_inputs *in = &e->economics->inputs;
    if (!sw_inputs_at(in, SW_IN_ADOPTION)->known)
        return 1;
    return sw_inputs_value(in, SW_IN_ADOPTION) /
           sw_inputs_value(in, SW_IN_ADOPTION_PILOT);
}

/* Where later adoption is given, what is priced: the minutes before `last`,
 * the realisation, by the ratio of the active shares. */
static void put_adoption(sw_sheet *s, const sw_evaluation *e, lxw_row_t last)
{
    const sw_inputs *in = &e->economics->inputs;
    const char *later = sw_book_live(s->book, SW_IN_ADOPTION);
    const char *then = sw_book_live(s->book, SW_IN_ADOPTION_PILOT);
    double ratio = sw_later_adoption(e);
    double before = e->evidence->minutes;
    if (later == NULL || then == NULL || !isfinite(ratio))
        return;
    lxw_row_t r = s->row++;
    sw_put_text(s, r, STEP, "priced at later adoption", SW_LOOK_CELL);
    sw_put_text(s, r, ARITHMETIC, "persistence x value", SW_LOOK_CELL);
    sw_put_formula(s, r, VALUE, ratio, SW_LOOK_CELL, SW_NUM_DECIMAL_4, "=%s/%s",
                   later, then);
    sw_put_text(s, r, LOW, "", SW_LOOK_CELL);
    sw_put_text(s, r, HIGH, "", SW_LOOK_CELL);
    sw_put_formula(s, r, AFTER, before * ratio, SW_LOOK_CELL, SW_NUM_DECIMAL_2,
                   "=%s*%s", sw_at(last - 1, AFTER, SW_FIX_NONE).text,
                   sw_at(r, VALUE, SW_FIX_NONE).text);
    sw_put_text(
        s, r, PROVENANCE,
        sw_provenance_name(sw_inputs_at(in, SW_IN_ADOPTION)->provenance),
        SW_LOOK_CELL);
    sw_put_text(s, r, PROVENANCE + 1, "", SW_LOOK_CELL);
    sw_put_text(s, r, NOTE,
                "The share of seats in use later, over that of the pilot.",
                SW_LOOK_PLAIN);
}

/* The links' own intervals do not add up: that of all of them together, of the
 * minutes before `last`, the realisation. */
static void put_interval(sw_sheet *s, const sw_evidence *ev, lxw_row_t last)
{
    lxw_row_t r = s->row++;
    sw_put_text(s, r, STEP, "all links together", SW_LOOK_CELL);
    sw_put_text(s, r, ARITHMETIC, "minutes, drawn", SW_LOOK_CELL);
    sw_put_formula(s, r, VALUE, ev->minutes, SW_LOOK_CELL, SW_NUM_DECIMAL_4,
                   "=%s", sw_at(last - 1, AFTER, SW_FIX_NONE).text);
    sw_put_number(s, r, LOW, ev->minutes_lower, SW_LOOK_CELL, SW_NUM_DECIMAL_4);
    sw_put_number(s, r, HIGH, ev->minutes_upper, SW_LOOK_CELL,
                  SW_NUM_DECIMAL_4);
    sw_put_text(s, r, AFTER, "", SW_LOOK_CELL);
    sw_put_text(s, r, PROVENANCE, "", SW_LOOK_CELL);
    sw_put_text(s, r, PROVENANCE + 1, "", SW_LOOK_CELL);
    sw_put_text(s, r, NOTE,
                "Before realisation; every link drawn from what is known or "
                "assumed of it.",
                SW_LOOK_PLAIN);
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
    for (size_t i = 0; i < ev->n_chain; i++)
        put_link(s, &ev->chain[i], i == 0);
    lxw_row_t last = s->row - 1;
    put_adoption(s, e, last);
    put_interval(s, ev, last);
}
