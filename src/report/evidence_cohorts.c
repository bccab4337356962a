/*
 * evidence_cohorts.c - seats given at different dates: every group-time
 * difference, each cohort's mean of them, and the whole, as formulas.
 */
#include <math.h>

#include "report/evidence_blocks.h"

enum {
    COHORT,
    PERIOD,
    PEOPLE,
    OTHERS,
    CHANGE,
    CHANGE_OTHERS,
    EFFECT,
    CELLS_MOST = 500
};

static sw_ref cell(lxw_row_t row, lxw_col_t column)
{
    return sw_at(row, column, SW_FIX_NONE);
}

/* Whether no cohort is smaller than may be shown. */
static bool may_be_shown(const sw_staggered *x, const sw_pilot *pilot)
{
    size_t least = (size_t)MAX(pilot->min_group, 1);
    for (size_t i = 0; i < x->n_cells; i++)
        if (x->cells[i].n < least || x->cells[i].n_others < least)
            return false;
    return x->n_cells > 0 && x->n_cells <= CELLS_MOST;
}

static void put_cell(sw_sheet *s, const sw_staggered *x, const sw_group_time *c)
{
    lxw_row_t r = s->row++;
    sw_put_date(s, r, COHORT, x->cohorts[c->cohort].day, SW_LOOK_CELL);
    sw_put_date(s, r, PERIOD, c->day, SW_LOOK_CELL);
    sw_put_number(s, r, PEOPLE, (double)c->n, SW_LOOK_CELL, SW_NUM_COUNT);
    sw_put_number(s, r, OTHERS, (double)c->n_others, SW_LOOK_CELL,
                  SW_NUM_COUNT);
    sw_put_number(s, r, CHANGE, c->change, SW_LOOK_CELL, SW_NUM_DECIMAL_4);
    sw_put_number(s, r, CHANGE_OTHERS, c->change_others, SW_LOOK_CELL,
                  SW_NUM_DECIMAL_4);
    sw_put_formula(s, r, EFFECT, c->change - c->change_others, SW_LOOK_CELL,
                   SW_NUM_DECIMAL_4, "=%s-%s", cell(r, CHANGE).text,
                   cell(r, CHANGE_OTHERS).text);
}

/* The group-time differences; returns the first row of them. */
static lxw_row_t put_cells(sw_sheet *s, const sw_staggered *x)
{
    static const char *const HEADS[] = {
        "Cohort: seats from", "Period from", ">People",
        ">Without a seat",    ">Change",     ">Theirs",
        ">Difference",        NULL};
    sw_put_heads(s, HEADS);
    lxw_row_t first = s->row;
    for (size_t i = 0; i < x->n_cells; i++)
        put_cell(s, x, &x->cells[i]);
    return first;
}

/* The cohort's mean over its cells, which stand together. */
static void put_cohort(sw_sheet *s, const sw_staggered *x, size_t k,
                       lxw_row_t cells)
{
    lxw_row_t r = s->row++;
    size_t first = 0, n = 0;
    for (size_t i = 0; i < x->n_cells; i++) {
        if (x->cells[i].cohort != k)
            continue;
        first = n++ ? first : i;
    }
    const sw_cohort *c = &x->cohorts[k];
    sw_put_date(s, r, COHORT, c->day, SW_LOOK_CELL);
    sw_put_text(s, r, PERIOD, "mean of its differences", SW_LOOK_CELL);
    sw_put_number(s, r, OTHERS, (double)c->people, SW_LOOK_CELL, SW_NUM_COUNT);
    sw_put_number(s, r, CHANGE, c->before, SW_LOOK_CELL, SW_NUM_DECIMAL_4);
    sw_put_number(s, r, CHANGE_OTHERS, c->se, SW_LOOK_CELL, SW_NUM_DECIMAL_4);
    if (cells == 0)
        sw_put_number(s, r, EFFECT, c->estimate, SW_LOOK_CELL,
                      SW_NUM_DECIMAL_4);
    else
        sw_put_formula(s, r, EFFECT, c->estimate, SW_LOOK_CELL,
                       SW_NUM_DECIMAL_4, "=AVERAGE(%s)",
                       sw_span(cells + (lxw_row_t)first, EFFECT,
                               cells + (lxw_row_t)(first + n - 1), EFFECT,
                               SW_FIX_NONE)
                           .text);
}

static void put_whole(sw_sheet *s, const sw_staggered *x, lxw_row_t first)
{
    lxw_row_t r = s->row++, last = first + (lxw_row_t)x->n_cohorts - 1;
    sw_ref people = sw_span(first, OTHERS, last, OTHERS, SW_FIX_NONE);
    sw_ref effects = sw_span(first, EFFECT, last, EFFECT, SW_FIX_NONE);
    sw_put_text(s, r, COHORT, "All", SW_LOOK_TOTAL);
    sw_put_text(s, r, PERIOD, "mean, weighted by people", SW_LOOK_TOTAL);
    for (lxw_col_t c = PEOPLE; c < EFFECT; c++)
        sw_put_text(s, r, c, "", SW_LOOK_TOTAL);
    sw_put_number(s, r, CHANGE_OTHERS, x->se, SW_LOOK_TOTAL, SW_NUM_DECIMAL_4);
    sw_put_formula(s, r, EFFECT, x->estimate, SW_LOOK_TOTAL, SW_NUM_DECIMAL_4,
                   "=SUMPRODUCT(%s,%s)/SUM(%s)", people.text, effects.text,
                   people.text);
}

/* The whole in minutes: its slope, or minutes of work times one less the ratio
 * on the log scale. */
static void put_minutes(sw_sheet *s, const sw_effect *x)
{
    lxw_row_t r = s->row++, whole = r - 1;
    bool is_log = !isnan(x->log_week);
    sw_put_text(s, r, COHORT, "In minutes per seat and week", SW_LOOK_CELL);
    sw_put_text(s, r, PERIOD,
                is_log ? "minutes of work x (1 - ratio)"
                       : "all x minutes of one unit",
                SW_LOOK_CELL);
    sw_put_number(s, r, CHANGE, is_log ? x->log_week : x->slope, SW_LOOK_CELL,
                  SW_NUM_DECIMAL_4);
    sw_put_number(s, r, CHANGE_OTHERS, x->minutes_se, SW_LOOK_CELL,
                  SW_NUM_DECIMAL_4);
    sw_put_formula(s, r, EFFECT, x->minutes, SW_LOOK_CELL, SW_NUM_DECIMAL_4,
                   is_log ? x->log_sign < 0 ? "=%s*(1-EXP(-%s))"
                                            : "=%s*(1-EXP(%s))"
                          : "=%s*%s",
                   cell(r, CHANGE).text, cell(whole, EFFECT).text);
}

void sw_put_cohorts(sw_sheet *s, const sw_evaluation *e)
{
    static const char *const HEADS[] = {
        "Cohort: seats from", "",        "",  ">People", ">Before seats",
        ">Std. error",        ">Effect", NULL};
    const sw_staggered *x = e->evidence->staggered;
    if (x == NULL)
        return;
    g_autofree char *heading =
        isnan(x->estimate)
            ? sw_say(sw_sheet_language(s),
                     "Seats given at different dates: \"%s\" is not estimable",
                     x->metric)
            : sw_say(sw_sheet_language(s),
                     "Seats given at different dates: \"%s\" changes by %.4g",
                     x->metric, x->estimate);
    sw_put_data_section(s, heading, SW_EVIDENCE_COLUMNS);
    sw_put_message(s, s->row++, 0, x->note, SW_LOOK_PLAIN);
    if (x->n_cohorts == 0)
        return;
    lxw_row_t cells = may_be_shown(x, e->pilot) ? put_cells(s, x) : 0;
    sw_put_heads(s, HEADS);
    lxw_row_t first = s->row;
    for (size_t k = 0; k < x->n_cohorts; k++)
        put_cohort(s, x, k, cells);
    put_whole(s, x, first);
    const sw_effect *effect = sw_cohorts_effect(e->evidence);
    if (effect != NULL && isfinite(effect->minutes))
        put_minutes(s, effect);
    sw_put_text(s, s->row++, 0,
                "Standard errors leave each team out in turn and estimate all "
                "cohorts anew; Before seats is the placebo: the change of the "
                "period before the seats, less that of the others.",
                SW_LOOK_PLAIN);
    s->row++;
}
