/*
 * evidence_segments.c - what divides the seats, raw and pooled side by side,
 * with p corrected for how many groups are looked at.
 */
#include <math.h>

#include "economics/measures.h"
#include "evidence/disclosure.h"
#include "report/evidence_blocks.h"

enum { RAW = 4, SE = 5, JOINT_T = 12, JOINT_LOW, JOINT_HIGH, NOTE };
enum { NOTE_CHARACTERS = 28 };

/* An end of the interval that holds for all groups together. */
static void put_joint(sw_sheet *s, lxw_row_t r, lxw_col_t column, char sign,
                      double value)
{
    if (!isfinite(value)) {
        sw_put_number(s, r, column, NAN, SW_LOOK_CELL, SW_NUM_DECIMAL_1);
        return;
    }
    sw_put_formula(s, r, column, value, SW_LOOK_CELL, SW_NUM_DECIMAL_1,
                   "=%s%c%s*%s", sw_at(r, RAW, SW_FIX_NONE).text, sign,
                   sw_at(r, JOINT_T, SW_FIX_NONE).text,
                   sw_at(r, SE, SW_FIX_NONE).text);
}

static void put_segment(sw_sheet *s, const sw_segment *segment)
{
    const sw_segment shown = sw_segment_shown(segment), *x = &shown;
    lxw_row_t r = s->row++;
    const struct {
        double value;
        sw_number number;
    } cell[] = {{x->seats, SW_NUM_COUNT},
                {(double)x->responses, SW_NUM_COUNT},
                {x->active_share, SW_NUM_PERCENT_1},
                {x->minutes, SW_NUM_DECIMAL_1},
                {x->se, SW_NUM_DECIMAL_1},
                {x->pooled, SW_NUM_DECIMAL_1},
                {x->lower, SW_NUM_DECIMAL_1},
                {x->upper, SW_NUM_DECIMAL_1},
                {x->p, SW_NUM_P_VALUE},
                {x->p_holm, SW_NUM_P_VALUE},
                {x->p_bh, SW_NUM_P_VALUE}};
    sw_put_name(s, r, 0, x->name, x->is_word, SW_LOOK_CELL);
    for (size_t c = 0; c < G_N_ELEMENTS(cell); c++)
        sw_put_number(s, r, (lxw_col_t)(1 + c), cell[c].value, SW_LOOK_CELL,
                      cell[c].number);
    sw_put_number(s, r, JOINT_T, x->joint_t, SW_LOOK_CELL, SW_NUM_DECIMAL_2);
    put_joint(s, r, JOINT_LOW, '-', x->minutes - x->joint_t * x->se);
    put_joint(s, r, JOINT_HIGH, '+', x->minutes + x->joint_t * x->se);
    if (x->note != NULL)
        sw_put_note(s, r, NOTE, x->note, NOTE_CHARACTERS);
}

/* How many groups stand out once their number is paid for. */
static size_t standing_out(const sw_segment *x, size_t n)
{
    size_t out = 0;
    for (size_t i = 0; i < n; i++)
        out += !x[i].withheld && x[i].p_holm < 0.05;
    return out;
}

static void put_division(sw_sheet *s, const char *by_word, const sw_segment *x,
                         size_t n, bool leads)
{
    static const char *const HEADS[] = {"Group",
                                        ">Seats",
                                        ">People behind",
                                        ">Active share",
                                        ">Raw",
                                        ">Std. error",
                                        ">Pooled",
                                        ">95% low",
                                        ">95% high",
                                        ">p",
                                        ">p, Holm",
                                        ">p, false disc.",
                                        ">|t| for all at once",
                                        ">All: 95% low",
                                        ">All: 95% high",
                                        NULL};
    const sw_language *l = sw_sheet_language(s);
    const char *by = sw_language_text(l, by_word);
    g_autofree char *says =
        leads ? sw_say(l,
                       "By %s, which is decided on: %zu of %zu groups stand "
                       "out once their number is paid for",
                       by, standing_out(x, n), n)
              : sw_say(l,
                       "By %s, beside: %zu of %zu groups stand out once their "
                       "number is paid for",
                       by, standing_out(x, n), n);
    sw_put_data_section(s, says, SW_EVIDENCE_COLUMNS);
    sw_put_heads(s, HEADS);
    sw_sheet_height(s, s->row - 1, 27);
    for (size_t i = 0; i < n; i++)
        put_segment(s, &x[i]);
    s->row++;
}

static bool withholds(const sw_segment *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (x[i].withheld)
            return true;
    return false;
}

/* Why figures of groups are missing. */
static void put_withheld(sw_sheet *s, const sw_evaluation *e)
{
    const sw_evidence *ev = e->evidence;
    const sw_language *l = sw_sheet_language(s);
    int least = e->pilot->min_group;
    bool any = withholds(ev->segments, ev->n_segments);
    for (size_t k = 0; k < ev->n_groupings; k++)
        any = any || withholds(ev->groupings[k].segments, ev->groupings[k].n);
    g_autofree char *cells = sw_say(
        l,
        "Figures of groups with fewer than %d answers are withheld, and of the "
        "next smallest where they would follow by subtraction.",
        least);
    g_autofree char *divisions = sw_say(
        l,
        "Divisions left out: %zu. Beside the others they would tell of fewer "
        "than %d people.",
        ev->n_dropped, least);
    if (any)
        sw_put_data(s, s->row++, 0, cells, SW_LOOK_SUBTITLE);
    if (ev->n_dropped > 0)
        sw_put_data(s, s->row++, 0, divisions, SW_LOOK_SUBTITLE);
    s->row += any || ev->n_dropped > 0;
}

/* What a seat of the segment is worth, and would be at its target. */
static void put_worth_at(sw_sheet *s, lxw_row_t row, const sw_evaluation *e,
                         const sw_realisation_target *t)
{
    const sw_evidence *ev = e->evidence;
    for (size_t g = 0; g < ev->n_segments; g++) {
        if (g_strcmp0(ev->segments[g].name, t->segment) != 0 ||
            ev->segments[g].withheld)
            continue;
        sw_put_number(s, row, 5, sw_segment_net_per_seat_year(e->economics, g),
                      SW_LOOK_CELL, SW_NUM_MONEY);
        sw_put_number(s, row, 6,
                      sw_segment_net_governed(e->economics, g, t->share),
                      SW_LOOK_CELL, SW_NUM_MONEY);
    }
}

/* Renewing all, as priced and at the targets of those segments that have one.
 */
static void put_all_at_targets(sw_sheet *s, const sw_evaluation *e)
{
    const sw_evidence *ev = e->evidence;
    double npv = sw_npv_at_targets(e->money);
    bool tells = false; /* by subtraction, what is withheld */
    for (size_t g = 0; g < ev->n_segments; g++)
        tells =
            tells ||
            (ev->segments[g].withheld &&
             !isnan(sw_realisation_target_of(e->pilot, ev->segments[g].name)));
    if (isnan(npv) || tells)
        return;
    lxw_row_t r = s->row++;
    sw_put_text(s, r, 0, "Net present value of renewing all", SW_LOOK_CELL);
    sw_put_number(s, r, 5, e->money->commitment.npv, SW_LOOK_CELL,
                  SW_NUM_MONEY);
    sw_put_number(s, r, 6, npv, SW_LOOK_CELL, SW_NUM_MONEY);
}

/* What segments have committed to, beside the share that is priced. */
static void put_targets(sw_sheet *s, const sw_evaluation *e)
{
    static const char *const HEADS[] = {"Group",
                                        ">Realisation: target",
                                        ">Realisation: priced",
                                        "Provenance",
                                        "Source",
                                        ">A seat's net year: priced",
                                        ">A seat's net year: at target",
                                        NULL};
    const sw_inputs *in = &e->economics->inputs;
    const sw_input *share = sw_inputs_at(in, SW_IN_REALISATION);
    if (e->pilot->n_targets == 0)
        return;
    sw_put_section(s, "Realisation that is governed, beside what is priced",
                   SW_EVIDENCE_COLUMNS);
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < e->pilot->n_targets; i++) {
        const sw_realisation_target *t = &e->pilot->targets[i];
        lxw_row_t r = s->row++;
        sw_put_name(s, r, 0, t->segment, false, SW_LOOK_CELL);
        sw_put_number(s, r, 1, t->share, SW_LOOK_CELL, SW_NUM_PERCENT_1);
        sw_put_number(s, r, 2, sw_inputs_value(in, SW_IN_REALISATION),
                      SW_LOOK_CELL, SW_NUM_PERCENT_1);
        sw_put_text(s, r, 3, sw_provenance_name(share->provenance),
                    SW_LOOK_CELL);
        sw_put_message(s, r, 4, share->source, SW_LOOK_PLAIN);
        put_worth_at(s, r, e, t);
    }
    put_all_at_targets(s, e);
    s->row++;
}

void sw_put_divisions(sw_sheet *s, const sw_evaluation *e)
{
    const sw_evidence *ev = e->evidence;
    if (ev->n_segments > 1)
        put_division(s, ev->segment_by, ev->segments, ev->n_segments, true);
    for (size_t k = 0; k < ev->n_groupings; k++)
        put_division(s, ev->groupings[k].by, ev->groupings[k].segments,
                     ev->groupings[k].n, false);
    put_withheld(s, e);
    put_targets(s, e);
}
