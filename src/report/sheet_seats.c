/*
 * sheet_seats.c - the seats from purchased to used, and what they are worth by
 * segment.
 */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "evidence/disclosure.h"
#include "report/print.h"
#include "report/seats_charts.h"
#include "report/table.h"
#include "report/text.h"

enum {
    FUNNEL_FIRST = 6,
    SEGMENT_COLUMNS = 15,
    WORTH = 11,
    CHANCE,
    KEEP,
    EARNS
};
enum { NAME_WIDTH = 34, NAME_CHARACTERS = 39 };

typedef struct step {
    const char *label, *says;
    double seats;
    int days; /* in says; 0: none */
} step;

static void put_step(sw_sheet *s, const step *x, double purchased)
{
    g_autofree char *says =
        x->days > 0 ? sw_say(sw_sheet_language(s), x->says, x->days) : NULL;
    sw_put_text(s, s->row, 0, x->label, SW_LOOK_CELL);
    sw_put_number(s, s->row, 1, x->seats, SW_LOOK_CELL, SW_NUM_COUNT);
    if (purchased > 0)
        sw_put_formula(s, s->row, 2, x->seats / purchased, SW_LOOK_CELL,
                       SW_NUM_PERCENT, "=%s/%s",
                       sw_at(s->row, 1, SW_FIX_NONE).text,
                       sw_at(FUNNEL_FIRST, 1, SW_FIX_BOTH).text);
    else
        sw_put_text(s, s->row, 2, "n/a", SW_LOOK_CELL);
    if (says != NULL)
        sw_put_data(s, s->row++, 3, says, SW_LOOK_CELL_AFTER);
    else
        sw_put_text(s, s->row++, 3, x->says, SW_LOOK_CELL_AFTER);
}

static size_t put_funnel(sw_sheet *s)
{
    static const char *const HEADS[] = {"Seats", ">Number", ">Of purchased",
                                        "What it counts", NULL};
    const sw_seat_counts *n = &s->book->e->evidence->seats;
    const step STEP[] = {
        {"Purchased", "seats paid for", n->purchased, 0},
        {"Assigned", "to a person, at work or on leave", n->assigned, 0},
        {"Newcomers", "given too lately to count as used or idle",
         n->newcomers > 0 ? n->newcomers : NAN, 0},
        {"On leave", "held by people who are away",
         n->on_leave > 0 ? n->on_leave : NAN, 0},
        {"Ever active", "at least once since the pilot began", n->ever_active,
         0},
        {"Active", "in the last %d days that are known", n->active,
         n->active_days},
        {"In several", "active by more than one of the usage files",
         n->in_several > 0 ? n->in_several : NAN, 0},
        {"Use unknown", "kept: nobody can tell whether they are idle",
         n->use_unknown > 0 ? n->use_unknown : NAN, 0},
        {"Habitual", "in three of four weeks of the last twelve", n->habitual,
         0},
        {"Unassigned", "paid for, and nobody has them: idle for certain",
         n->unassigned > 0 ? n->unassigned : NAN, 0},
        {"Reducible", "at the renewal, down to those not known to be idle",
         n->reducible_at_renewal, 0},
    };
    size_t known = 0;
    s->row = FUNNEL_FIRST - 1;
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < G_N_ELEMENTS(STEP); i++) {
        if (!isfinite(STEP[i].seats))
            continue;
        known++;
        put_step(s, &STEP[i], n->purchased);
    }
    return known;
}

static void put_row(sw_sheet *s, const char *label, double n, sw_number number,
                    const char *says)
{
    sw_put_text(s, s->row, 0, label, SW_LOOK_CELL);
    sw_put_number(s, s->row, 1, n, SW_LOOK_CELL, number);
    sw_put_text(s, s->row, 2, "", SW_LOOK_CELL);
    sw_put_text(s, s->row++, 3, says, SW_LOOK_CELL_AFTER);
}

/* Who could have an idle seat today. */
static void put_free(sw_sheet *s)
{
    double n = s->book->e->evidence->seats.free_users;
    if (!(n > 0))
        return;
    g_autofree char *says =
        sw_say(sw_sheet_language(s),
               "%.0f people hold no seat and use the assistant that needs "
               "none: they would use one that is reassigned.",
               n);
    sw_put_data(s, s->row++, 0, says, SW_LOOK_SUBTITLE);
}

static void put_spend(sw_sheet *s)
{
    static const char *const HEADS[] = {"Idle spend", ">A year", "",
                                        "What it counts", NULL};
    sw_idle_spend spend = sw_idle_spend_of(s->book->e->economics);
    if (!(spend.exposed > 0) && !(spend.reassignable > 0))
        return;
    s->row++;
    sw_put_heads(s, HEADS);
    put_row(s, "Exposed", spend.exposed, SW_NUM_MONEY,
            "every seat that is not known to be used");
    put_row(s, "Reassignable", spend.reassignable, SW_NUM_MONEY,
            "seats without a holder and idle ones: others could have them "
            "today");
    put_row(s, "Reducible at the renewal", spend.reducible, SW_NUM_MONEY,
            "what the renewal can drop");
    put_free(s);
}

/* The rows add up to both rosters. */
static void put_cohorts(sw_sheet *s)
{
    static const char *const HEADS[] = {"Since the earlier roster", ">Seats",
                                        "", "What it counts", NULL};
    const sw_cohorts *c = &s->book->e->pilot->cohorts;
    if (c->from == SW_DAY_NONE)
        return;
    const step STEP[] = {
        {"Held then", "retained to reclaimed", (double)c->held_then, 0},
        {"Retained", "used then and now", (double)c->retained, 0},
        {"Reactivated", "idle then, used now", (double)c->reactivated, 0},
        {"Lapsed", "used then, idle now", (double)c->lapsed, 0},
        {"Still idle", "idle then and now", (double)c->still_idle, 0},
        {"Use not known", "at one of the two dates: newcomers, leave",
         (double)c->not_known, 0},
        {"Reclaimed", "held then, not now", (double)c->reclaimed, 0},
        {"Newly assigned", "held now, not then", (double)c->newly_assigned, 0},
        {"Held now", "all but the reclaimed", (double)c->held_now, 0}};
    s->row++;
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < G_N_ELEMENTS(STEP); i++)
        put_row(s, STEP[i].label, STEP[i].seats, SW_NUM_COUNT, STEP[i].says);
}

static const char *const SEGMENT_HEADS[SEGMENT_COLUMNS + 1] = {
    "Segment",          ">Seats",
    ">Active share",    ">People behind it",
    ">Minutes, raw",    ">SE",
    ">Minutes, pooled", ">95% from",
    ">95% to",          ">p (Holm)",
    ">Hourly cost",     ">Worth a seat-year",
    ">Chance it pays",  ">Seats to keep",
    "Pays on average",  NULL};

/* At the means: how sure that is, the chance beside it says. */
static const char *earns_of(const sw_economics *e, size_t segment)
{
    if (sw_segment_shown(&e->evidence->segments[segment]).withheld)
        return "withheld";
    double worth = sw_segment_net_per_seat_year(e, segment);
    if (!isfinite(worth))
        return "unknown";
    return worth > 0 ? "yes" : "no";
}

/* A bar in each cell of worth, to the left where it is below zero. */
static void colour_worth(sw_sheet *s, lxw_row_t first)
{
    lxw_conditional_format bar = {.type = LXW_CONDITIONAL_DATA_BAR,
                                  .data_bar_2010 = LXW_TRUE,
                                  .bar_solid = LXW_TRUE,
                                  .bar_color = SW_BAR,
                                  .bar_negative_color = SW_LOSS,
                                  .bar_axis_color = SW_GREY,
                                  .bar_border_color = SW_BAR,
                                  .bar_negative_border_color = SW_LOSS};
    sw_sheet_keep(s, worksheet_conditional_format_range(
                         s->ws, first, WORTH, s->row - 1, WORTH, &bar));
}

/* What the decision makes of it: on the draws, against its share of the bill.
 */
static void put_advice(sw_sheet *s, size_t segment)
{
    const sw_evaluation *e = s->book->e;
    const sw_segment_worth *worth = e->decision->rightsizing->worth;
    bool simulated = worth != NULL && worth->probability != NULL &&
                     !e->evidence->segments[segment].withheld;
    sw_put_number(s, s->row, CHANCE,
                  simulated ? worth->probability[segment] : NAN, SW_LOOK_CELL,
                  SW_NUM_PERCENT);
    sw_put_number(s, s->row, KEEP,
                  sw_decision_segment_seats(e->decision, e->economics, segment),
                  SW_LOOK_CELL, SW_NUM_COUNT);
}

static void put_segment(sw_sheet *s, size_t segment)
{
    const sw_economics *e = s->book->e->economics;
    const sw_segment shown = sw_segment_shown(&e->evidence->segments[segment]);
    const sw_segment *g = &shown;
    const struct {
        double value;
        sw_number number;
    } CELL[] = {{g->seats, SW_NUM_COUNT},
                {g->active_share, SW_NUM_PERCENT},
                {(double)g->responses, SW_NUM_COUNT},
                {g->minutes, SW_NUM_DECIMAL_1},
                {g->se, SW_NUM_DECIMAL_1},
                {g->pooled, SW_NUM_DECIMAL_1},
                {g->lower, SW_NUM_DECIMAL_1},
                {g->upper, SW_NUM_DECIMAL_1},
                {g->p_holm, SW_NUM_P_VALUE},
                {g->hourly_cost, SW_NUM_PRICE},
                {g->withheld ? NAN : sw_segment_net_per_seat_year(e, segment),
                 SW_NUM_MONEY}};
    const char *name = g->is_word ? sw_words(s->book, g->name) : g->name;
    sw_put_data(s, s->row, 0, name, SW_LOOK_CELL_WRAP);
    sw_sheet_fit(s, s->row, name, NAME_CHARACTERS);
    for (size_t i = 0; i < G_N_ELEMENTS(CELL); i++)
        sw_put_number(s, s->row, (lxw_col_t)(i + 1), CELL[i].value,
                      SW_LOOK_CELL, CELL[i].number);
    put_advice(s, segment);
    sw_put_text(s, s->row++, EARNS, earns_of(e, segment), SW_LOOK_CELL_AFTER);
}

/* Why figures are missing, each reason once. */
static void put_notes(sw_sheet *s, const sw_evidence *e)
{
    g_autoptr(GHashTable) said =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    const sw_language *l = sw_sheet_language(s);
    for (size_t i = 0; i < e->n_segments; i++) {
        const sw_segment *g = &e->segments[i];
        char *note = sw_message_say(g->note, l);
        if (note == NULL || !g_hash_table_add(said, note))
            continue; /* the table has taken it over */
        g_autofree char *says =
            sw_say(l, "n/a in %s: %s",
                   g->is_word ? sw_language_text(l, g->name) : g->name, note);
        sw_put_data(s, s->row++, 0, says, SW_LOOK_SUBTITLE);
    }
}

/* Segments under the smallest group are merged before they get here. */
static void put_segments(sw_sheet *s)
{
    const sw_evidence *e = s->book->e->evidence;
    if (e->n_segments < 2)
        return;
    g_autofree char *title = sw_say(
        sw_sheet_language(s),
        "By %s: minutes per seat and week before the chain of corrections",
        sw_words(s->book, e->segment_by != NULL ? e->segment_by : "segment"));
    s->row++;
    sw_put_data_section(s, title, SEGMENT_COLUMNS);
    sw_put_table(s, "segments", SEGMENT_HEADS, (lxw_row_t)e->n_segments);
    lxw_row_t first = s->row;
    for (size_t i = 0; i < e->n_segments; i++)
        put_segment(s, i);
    colour_worth(s, first);
    put_notes(s, e);
}

void sw_write_seats(sw_book *book)
{
    static const double WIDTH[] = {NAME_WIDTH, 12, 14, 16, 14, 10, 14, 11,
                                   11,         11, 13, 15, 11, 11, 13, 0};
    sw_sheet s;
    sw_sheet_open(&s, book, SW_SHEET_SEATS);
    sw_sheet_widths(&s, WIDTH);
    sw_sheet_title(&s, "Seats",
                   "From the seats that are paid for to those that are used, "
                   "and what is known of each part of the organisation.");
    size_t steps = put_funnel(&s);
    sw_seats_use_charts(&s, FUNNEL_FIRST, FUNNEL_FIRST + (lxw_row_t)steps - 1);
    put_spend(&s);
    put_cohorts(&s);
    sw_seats_worth_chart(&s);
    put_segments(&s);
    sw_sheet_print(&s, 0, 2);
    sw_sheet_pages(&s, SEGMENT_COLUMNS - 1, SW_PAPER_A4);
    sw_sheet_protect(&s);
}
