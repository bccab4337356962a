/*
 * simulation_information.c - on the Simulation sheet: what it would be worth to
 * know more, which inputs carry the spread, the studies, and how far the
 * figures can be trusted.
 */
#include <math.h>

#include "report/simulation_information.h"
#include "report/text.h"

enum { COLUMNS = 6, NOTE_CHARACTERS = 130 };

static const sw_input *input_of(const sw_sheet *s, size_t id)
{
    return sw_inputs_at(&s->book->e->economics->inputs, id);
}

/* The text is said already. */
static void put_note(sw_sheet *s, const char *text)
{
    sw_put_data_across(s, s->row, 0, s->row, COLUMNS, text, SW_LOOK_NOTE);
    sw_sheet_fit(s, s->row++, text, NOTE_CHARACTERS);
}

static void put_message(sw_sheet *s, const sw_message *m)
{
    g_autofree char *text = sw_message_say(m, sw_sheet_language(s));
    put_note(s, text);
}

static const char *method_text(sw_evppi_method method)
{
    switch (method) {
    case SW_EVPPI_EXACT:
        return "exact expectation";
    case SW_EVPPI_REGRESSION:
        return "regression on draws";
    case SW_EVPPI_AT_MEANS:
        return "others at their means";
    }
    return "";
}

/* Behind its label, which stands in the row. */
static void put_worth(sw_sheet *s, const sw_evppi *v)
{
    sw_put_number(s, s->row, 1, fmax(v->value, 0.0), SW_LOOK_CELL,
                  SW_NUM_MONEY);
    sw_put_number(s, s->row, 2, v->se, SW_LOOK_CELL, SW_NUM_MONEY);
    sw_put_text(s, s->row++, 3, method_text(v->method), SW_LOOK_CELL);
}

void sw_put_information(sw_sheet *s)
{
    static const char *const HEADS[] = {"If this were known for certain",
                                        ">Worth", ">Monte-Carlo error",
                                        "How it was found", NULL};
    static const char *const GROUP[SW_GROUPS] = {
        "All of what the tool does: minutes, bias, how they last",
        "All of what the time is worth", "All prices, costs and risks"};
    const sw_decision *d = s->book->e->decision;
    const sw_influence *x = d->influence;
    if (x == NULL || x->n_inputs == 0)
        return;
    sw_put_section(s, "What it would be worth to know before deciding (base)",
                   COLUMNS);
    sw_put_heads(s, HEADS);
    sw_put_text(s, s->row, 0, "Everything at once", SW_LOOK_CELL);
    sw_put_number(s, s->row, 1, d->simulation->evpi, SW_LOOK_CELL,
                  SW_NUM_MONEY);
    sw_put_text(s, s->row++, 3, "the best option of each draw", SW_LOOK_CELL);
    for (size_t g = 0; g < SW_GROUPS; g++)
        if (x->group[g].n_inputs > 1) {
            sw_put_text(s, s->row, 0, GROUP[g], SW_LOOK_CELL);
            put_worth(s, &x->group[g]);
        }
    for (size_t i = 0; i < x->n_inputs; i++) {
        sw_put_message(s, s->row, 0, input_of(s, x->input[i].input)->label,
                       SW_LOOK_CELL);
        put_worth(s, &x->input[i]);
    }
    s->row++;
}

void sw_put_shares(sw_sheet *s)
{
    static const char *const HEADS[] = {
        "Share of the spread", ">By itself", ">Low (95%)",  ">High (95%)",
        ">With the others",    ">Low (95%)", ">High (95%)", NULL};
    const sw_influence *x = s->book->e->decision->influence;
    if (x == NULL || x->n_sobol == 0)
        return;
    sw_put_section(s,
                   "Which inputs the spread of renewing all comes from (base)",
                   COLUMNS + 1);
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < x->n_sobol; i++) {
        const sw_sobol_index *v = &x->sobol[i];
        const double cell[] = {v->first.value, v->first.lower, v->first.upper,
                               v->total.value, v->total.lower, v->total.upper};
        sw_put_message(s, s->row, 0, input_of(s, v->input)->label,
                       SW_LOOK_CELL);
        for (lxw_col_t k = 0; k < G_N_ELEMENTS(cell); k++)
            sw_put_number(s, s->row, k + 1, fmin(fmax(cell[k], 0.0), 1.0),
                          SW_LOOK_CELL, SW_NUM_PERCENT_1);
        s->row++;
    }
    if (x->correlated)
        put_note(s, sw_words(s->book,
                             "Some inputs are correlated: a share is that of "
                             "what an input adds beyond those named before it "
                             "in correlations."));
    s->row++;
}

void sw_put_studies(sw_sheet *s)
{
    static const char *const HEADS[] = {"Study",
                                        ">Answers",
                                        ">Weeks",
                                        ">Worth of its finding",
                                        ">Its cost",
                                        ">Net worth",
                                        ">Changes the choice",
                                        NULL};
    const sw_decision *d = s->book->e->decision;
    if (d->n_studies == 0)
        return;
    sw_put_section(s, "Studies that could be made before deciding (base)",
                   COLUMNS + 1);
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < d->n_studies; i++) {
        const sw_study *x = &d->studies[i];
        sw_put_name(s, s->row, 0, x->name, x->is_word, SW_LOOK_CELL);
        sw_put_number(s, s->row, 1, x->responses, SW_LOOK_CELL, SW_NUM_COUNT);
        sw_put_number(s, s->row, 2, x->weeks, SW_LOOK_CELL, SW_NUM_DECIMAL_1);
        sw_put_number(s, s->row, 3, x->value, SW_LOOK_CELL, SW_NUM_MONEY);
        sw_put_number(s, s->row, 4, x->cost, SW_LOOK_CELL, SW_NUM_MONEY);
        sw_put_number(s, s->row, 5, x->net, SW_LOOK_CELL, SW_NUM_MONEY);
        sw_put_number(s, s->row++, 6, x->changes_action, SW_LOOK_CELL,
                      SW_NUM_PERCENT_1);
        if (x->why_not != NULL)
            put_message(s, x->why_not);
    }
    put_note(s, sw_words(s->book,
                         "Net worth has the study's cost and its delay in it; "
                         "answers count as independent of each other."));
    s->row++;
}

void sw_put_convergence(sw_sheet *s)
{
    static const char *const HEADS[] = {"How far draws can mislead", ">Figure",
                                        ">Monte-Carlo error", NULL};
    const sw_decision *d = s->book->e->decision;
    const sw_convergence *c = &d->convergence;
    if (!s->book->e->economics->has_benefit)
        return;
    sw_put_section(s, "Convergence (base)", COLUMNS);
    sw_put_heads(s, HEADS);
    sw_put_text(s, s->row, 0, "Mean net benefit of renewing all", SW_LOOK_CELL);
    sw_put_number(s, s->row, 1, d->simulation->options[0].mean, SW_LOOK_CELL,
                  SW_NUM_MONEY);
    sw_put_number(s, s->row++, 2, c->mean_se, SW_LOOK_CELL, SW_NUM_MONEY);
    sw_put_text(s, s->row, 0, "Chance that renewing all pays", SW_LOOK_CELL);
    sw_put_number(s, s->row, 1, d->simulation->options[0].probability_positive,
                  SW_LOOK_CELL, SW_NUM_PERCENT_1);
    sw_put_number(s, s->row++, 2, c->probability_se, SW_LOOK_CELL,
                  SW_NUM_PERCENT_1);
    sw_put_text(s, s->row, 0, "Worth of knowing everything first",
                SW_LOOK_CELL);
    sw_put_number(s, s->row, 1, d->simulation->evpi, SW_LOOK_CELL,
                  SW_NUM_MONEY);
    sw_put_number(s, s->row++, 2, c->evpi_se, SW_LOOK_CELL, SW_NUM_MONEY);
    for (guint i = 0; d->warnings != NULL && i < d->warnings->len; i++)
        put_message(s, g_ptr_array_index(d->warnings, i));
    s->row++;
}

/* Options by their place in the simulation; after the last, leaving. */
static void put_option_name(sw_sheet *s, lxw_col_t column, size_t simulated,
                            size_t n, sw_look look)
{
    const sw_decision *d = s->book->e->decision;
    const sw_option *o = NULL;
    for (size_t i = 0; i < d->n_options && simulated < n; i++)
        if (d->options[i].simulated == (int)simulated)
            o = &d->options[i];
    if (o != NULL && o->offer != NULL) {
        g_autofree char *offer = sw_text_offer(sw_sheet_language(s), o->offer);
        sw_put_data(s, s->row, column, offer, look);
        return;
    }
    const char *name = o != NULL && o->alternative != NULL ? o->alternative
                       : o != NULL ? sw_option_name(o->kind)
                                   : sw_option_name(SW_OPTION_CANCEL);
    sw_put_name(s, s->row, column, name, o == NULL || o->alternative == NULL,
                look);
}

static bool is_shown(const sw_decision *d, const sw_acceptance *a, size_t o)
{
    return o == a->n_options || d->simulation->in_set[o];
}

static void put_acceptance_heads(sw_sheet *s, const sw_acceptance *a)
{
    const sw_decision *d = s->book->e->decision;
    lxw_col_t column = 0;
    sw_put_text(s, s->row, column++, "Share of saved time that becomes value",
                SW_LOOK_HEAD);
    for (size_t o = 0; o <= a->n_options; o++)
        if (is_shown(d, a, o))
            put_option_name(s, column++, o, a->n_options, SW_LOOK_HEAD_RIGHT);
    sw_put_text(s, s->row, column++, "Best on average", SW_LOOK_HEAD_RIGHT);
    sw_put_text(s, s->row++, column, "Its chance", SW_LOOK_HEAD_RIGHT);
}

void sw_put_acceptance(sw_sheet *s)
{
    const sw_decision *d = s->book->e->decision;
    const sw_acceptance *a =
        d->influence == NULL ? NULL : d->influence->acceptance;
    if (a == NULL)
        return;
    sw_put_section(s,
                   "The chance that each option is best, by what a saved hour "
                   "is worth (base)",
                   COLUMNS);
    put_acceptance_heads(s, a);
    for (size_t k = 0; k < SW_ACCEPTANCE_POINTS; k += 2) {
        lxw_col_t column = 0;
        sw_put_number(s, s->row, column++, a->realisation[k], SW_LOOK_CELL,
                      SW_NUM_PERCENT);
        for (size_t o = 0; o <= a->n_options; o++)
            if (is_shown(d, a, o))
                sw_put_number(s, s->row, column++,
                              a->probability[k * (a->n_options + 1) + o],
                              SW_LOOK_CELL, SW_NUM_PERCENT_1);
        put_option_name(s, column++, a->best[k], a->n_options,
                        SW_LOOK_CELL_AFTER);
        sw_put_number(s, s->row++, column, a->frontier[k], SW_LOOK_CELL,
                      SW_NUM_PERCENT_1);
    }
    s->row++;
}
