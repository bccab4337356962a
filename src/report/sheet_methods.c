/*
 * sheet_methods.c - how each figure of page one is made, in words a reader can
 * check, and what the run was.
 */
#include <math.h>

#include "pilot/run_id.h"
#include "report/methods.h"
#include "report/print.h"
#include "report/sheet.h"
#include "report/text.h"

enum { COLUMNS = SW_METHOD_COLUMNS, METHOD_CHARACTERS = 83 };

static const char *const FAST_DEPARTURE[] = {
    "Days, months, rises and rates of exchange on the Ledger and Cash flow "
    "sheets are values: the calendar is worked out by the program, not by "
    "formulas.",
    "Probabilities, intervals and the verdict are stored values: a spreadsheet "
    "does not run the simulation. Page one says when inputs have moved away.",
    "Break-even formulas add up the lines concerned by name instead of one "
    "formula across.",
    "The cumulative rows start one column left of month 1, at time 0.",
    "Inputs are on one sheet with their provenance, rather than by timing.",
    "Column rates refer to Inputs by defined name, so that a formula can be "
    "read aloud.",
    "Figures of charts stand right of the printed columns of their sheet, not "
    "on a sheet of their own.",
};

static void put_lines(sw_sheet *s)
{
    static const char *const HEADS[] = {"Line of the model", "In words",
                                        "Class and side", "Provenance", NULL};
    static const char *const BENEFIT[] = {"cashable benefit",
                                          "capacity benefit", "soft benefit"};
    static const char *const COST[] = {"cashable cost", "capacity cost",
                                       "soft cost"};
    const sw_economics *e = s->book->e->economics;
    sw_put_section(s, "Lines of the cash flow", COLUMNS);
    sw_put_heads(s, HEADS);
    for (size_t f = 0; f < e->n_flows; f++) {
        const sw_flow *x = &e->flows[f];
        const char *kind = x->is_benefit ? BENEFIT[x->class_] : COST[x->class_];
        sw_put_message(s, s->row, 0, x->label, SW_LOOK_CELL_WRAP);
        sw_put_text(s, s->row, 1, x->formula, SW_LOOK_CELL_WRAP);
        sw_put_text(s, s->row, 2, kind, SW_LOOK_CELL_WRAP);
        sw_put_text(s, s->row, 3, sw_provenance_name(x->provenance),
                    SW_LOOK_CELL_WRAP);
        sw_sheet_fit(s, s->row++, sw_words(s->book, x->formula),
                     METHOD_CHARACTERS);
    }
}

static char *rule_figure(const sw_sheet *s, const sw_rule *r, double x)
{
    const sw_language *l = sw_sheet_language(s);
    const char *currency = s->book->e->pilot->currency;
    const char *own = s->book->e->pilot->contracts[0].currency;
    if (r->is_price)
        return sw_say_price(l, own != NULL ? own : currency, x);
    return r->is_money ? sw_say_money(l, currency, x, 0)
                       : sw_say_percent(l, x, 1);
}

static void put_rule(sw_sheet *s, const sw_rule *r)
{
    const sw_language *l = sw_sheet_language(s);
    g_autofree char *value = rule_figure(s, r, r->value);
    g_autofree char *bar = rule_figure(s, r, r->threshold);
    g_autofree char *note = sw_message_say(r->note, l);
    g_autofree char *against = !isfinite(r->value) ? g_strdup("")
                               : isfinite(r->threshold)
                                   ? sw_say(l, "%s against %s", value, bar)
                                   : g_strdup(value);
    sw_put_text(s, s->row, 0, r->rule, SW_LOOK_CELL_WRAP);
    sw_put_data(s, s->row, 1, note, SW_LOOK_CELL_WRAP);
    sw_put_data(s, s->row, 2, against, SW_LOOK_CELL_WRAP);
    sw_put_text(s, s->row, 3,
                !r->applies ? "not reached"
                : r->passed ? "passed"
                            : "not passed",
                SW_LOOK_CELL_WRAP);
    sw_sheet_fit(s, s->row++, note, METHOD_CHARACTERS);
}

static void put_rules(sw_sheet *s)
{
    static const char *const HEADS[] = {
        "Step", "What it says", "Value against threshold", "Result", NULL};
    const sw_verdict *v = &s->book->e->decision->verdict;
    sw_put_section(s, "The decision rule, step by step", COLUMNS);
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < v->n_rules; i++)
        put_rule(s, &v->rules[i]);
    g_autofree char *note =
        sw_message_say(v->stability_note, sw_sheet_language(s));
    if (note != NULL) {
        sw_put_text(s, s->row, 0, "Stability", SW_LOOK_CELL_WRAP);
        sw_put_data(s, s->row, 1, note, SW_LOOK_CELL_WRAP);
        /* In words: a share of analyses is no share of certainty. */
        sw_put_text(s, s->row, 2, sw_stability_word(v->stability),
                    SW_LOOK_CELL_WRAP);
        sw_put_text(s, s->row, 3, "", SW_LOOK_CELL_WRAP);
        sw_sheet_fit(s, s->row++, note, METHOD_CHARACTERS);
    }
}

/* The value is said already. */
static void put_fact(sw_sheet *s, const char *name, const char *value)
{
    sw_put_text(s, s->row, 0, name, SW_LOOK_CELL_WRAP);
    sw_put_data(s, s->row, 1, value, SW_LOOK_CELL_WRAP);
    sw_sheet_fit(s, s->row++, value, METHOD_CHARACTERS);
}

static char *draws_text(const sw_language *l, const sw_simulation *sim)
{
    if (sim == NULL)
        return g_strdup(sw_language_text(l, "none"));
    switch (sim->method) {
    case SW_DRAW_SOBOL:
        return sw_say(l, "%zu, randomly shifted Sobol points", sim->draws);
    case SW_DRAW_LHS:
        return sw_say(l, "%zu, Latin hypercube", sim->draws);
    case SW_DRAW_RANDOM:
        return sw_say(l, "%zu, pseudo-random", sim->draws);
    }
    return sw_say(l, "%zu draws", sim->draws);
}

static const char *discounting_name(sw_discounting d)
{
    switch (d) {
    case SW_DISCOUNT_MONTHLY:
        return "monthly";
    case SW_DISCOUNT_MID_YEAR:
        return "mid-year";
    case SW_DISCOUNT_YEAR_END:
        return "year-end";
    }
    return "unknown";
}

static void put_run(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_pilot *p = b->e->pilot;
    const sw_simulation *sim = b->e->decision->simulation;
    const char *command = b->opts != NULL ? b->opts->command : NULL;
    const sw_language *l = p->language;
    g_autofree char *as_of = sw_say_date(l, p->as_of);
    g_autofree char *build = sw_say(l, "compiler %s", __VERSION__);
    g_autofree char *seed =
        g_strdup_printf("%" G_GUINT64_FORMAT, (guint64)p->seed);
    g_autofree char *draws = draws_text(l, sim);
    char id[SW_RUN_ID];
    sw_run_id(id, p);
    sw_put_section(s, "This run", COLUMNS);
    put_fact(s, "Run", id);
    put_fact(s, "Version", sw_version());
    put_fact(s, "Build", build);
    put_fact(s, "As of", as_of);
    put_fact(s, "Seed", seed);
    put_fact(s, "Draws", draws);
    put_fact(s, "Discounting", sw_words(b, discounting_name(p->discounting)));
    put_fact(s, "Basis",
             sw_words(b, p->real_basis ? "real: contract prices deflated"
                                       : "nominal"));
    put_fact(s, "Options of the command",
             command != NULL && *command != '\0' ? command
                                                 : sw_words(b, "none"));
}

static void put_assumptions(sw_sheet *s)
{
    static const char *const HEADS[] = {"Assumption", "Source", "Key", "Owner",
                                        NULL};
    const sw_inputs *in = &s->book->e->economics->inputs;
    sw_put_section(s, "Assumptions: nobody has measured these", COLUMNS);
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < sw_inputs_length(in); i++) {
        const sw_input *x = sw_inputs_at(in, i);
        if (!x->known || x->provenance != SW_ASSUMPTION)
            continue;
        sw_put_message(s, s->row, 0, x->label, SW_LOOK_CELL_WRAP);
        if (x->source != NULL)
            sw_put_message(s, s->row, 1, x->source, SW_LOOK_CELL_WRAP);
        else
            sw_put_text(s, s->row, 1,
                        x->is_default ? "default of seatworth" : "pilot.json",
                        SW_LOOK_CELL_WRAP);
        sw_put_data(s, s->row, 2, x->key, SW_LOOK_CELL_WRAP);
        sw_put_name(s, s->row++, 3, x->owner != NULL ? x->owner : "no owner",
                    x->owner == NULL, SW_LOOK_CELL_WRAP);
    }
}

static void put_departures(sw_sheet *s)
{
    sw_put_section(s, "Where the workbook departs from the FAST standard",
                   COLUMNS);
    for (size_t i = 0; i < G_N_ELEMENTS(FAST_DEPARTURE); i++)
        sw_put_across(s, s->row + (lxw_row_t)i, 0, s->row + (lxw_row_t)i,
                      COLUMNS - 1, FAST_DEPARTURE[i], SW_LOOK_CELL_WRAP);
    s->row += G_N_ELEMENTS(FAST_DEPARTURE);
}

void sw_write_methods(sw_book *book)
{
    static const double WIDTH[] = {36, 70, 48, 34, 48, 0};
    sw_sheet s;
    sw_sheet_open(&s, book, SW_SHEET_METHODS);
    sw_sheet_widths(&s, WIDTH);
    sw_sheet_title(&s, "Methods",
                   "How each figure is made, what the rule decided, and what "
                   "rests on assumptions.");
    sw_methods_figures(&s);
    s.row++;
    put_rules(&s);
    s.row++;
    put_lines(&s);
    s.row++;
    put_assumptions(&s);
    s.row++;
    put_departures(&s);
    s.row++;
    put_run(&s);
    s.row++;
    sw_methods_files(&s);
    s.row++;
    sw_methods_sheets(&s);
    worksheet_freeze_panes(s.ws, 4, 1);
    sw_sheet_print(&s, 0, 2);
    sw_sheet_pages(&s, COLUMNS - 1, SW_PAPER_A4);
    sw_sheet_protect(&s);
}
