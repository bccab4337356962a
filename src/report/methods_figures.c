/*
 * methods_figures.c - the trail of each figure of page one, back to the rows of
 * Inputs.
 */
#include "report/methods.h"
#include "report/words.h"

enum {
    METHOD_CHARACTERS = 83,
    FORMULA_CHARACTERS = 56,
    SOURCE_CHARACTERS = 40,
    INPUT_CHARACTERS = 56,
    MOST_INPUTS = 12
};

typedef struct method {
    const char *figure, *method, *formula, *source;
    size_t input[MOST_INPUTS]; /* fixed ids */
    size_t n_inputs;
    bool all; /* every row of Inputs */
} method;

#define FROM(...)                                                              \
    .input = {__VA_ARGS__},                                                    \
    .n_inputs = sizeof((const size_t[]){__VA_ARGS__}) / sizeof(size_t)

static const method METHOD[] = {
    {"Order, verdict",
     "The decision rule below, step by step: the first step that settles it "
     "names the option, its seats, its price limit and its day.",
     "", "This sheet, decision rule", .all = true},
    {"Net present value",
     "The monthly difference between renewing all and leaving at the cheapest "
     "permitted date, discounted to the day of the decision. Invoices and "
     "one-offs are dated at the start of their month, everything else at its "
     "end; on a real basis both are deflated too.",
     "sum of S_m (1+r)^-t(m-1) + E_m (1+r)^-t(m)",
     "Cash flow sheet, difference block", .all = true},
    {"Cash only, with capacity, all",
     "A benefit counts as cash only when a budget line with an owner and a "
     "date shrinks. Time saved is capacity unless such a line exists; soft "
     "benefits count in the last figure alone.",
     "benefits less costs by class, added up", "Cash flow sheet, class rows",
     .all = true},
    {"Bound until; a year of net benefit",
     "The last day to which what is signed binds. Options that bind for "
     "different times are compared by the net benefit of a year of each, as "
     "if it were repeated.",
     "NPV / A, A = sum of share_m (1+r)^-(m/12) / 12",
     "Alternatives sheet; Brealey, Myers and Allen, equivalent annual cash "
     "flow",
     FROM(SW_IN_DISCOUNT_RATE)},
    {"Chance that it pays",
     "Every uncertain input is drawn from its distribution and the model is "
     "run on every draw, all options on the same draws. The chance is the "
     "share of draws in which the option beats leaving.",
     "share of draws with net benefit > 0",
     "Simulation sheet; quasi-random draws with random shifts, seed below",
     .all = true},
    {"90% interval; mean of the worst tenth",
     "The 5th and 95th percentile of the net benefit over the draws. The mean "
     "of the worst tenth says how bad a bad outcome is.",
     "P5, P95; mean of draws below P10", "Rockafellar and Uryasev (2000)",
     .all = true},
    {"Minutes per seat and week",
     "The lead estimate, corrected link by link: those who are not in the "
     "data, self-report factor or design bias, verification and rework, "
     "transport to the seats decided on, persistence, adoption. It is per "
     "eligible seat, used or not.",
     "(effect of all x unit x factor + bias) x (1 - rework) x transport x "
     "persistence x adoption ratio",
     "Evidence sheet, chain",
     FROM(SW_IN_EFFECT, SW_IN_KAPPA, SW_IN_R_MISS, SW_IN_R_MISS_CONTROL,
          SW_IN_UNIT_MINUTES, SW_IN_SELF_REPORT, SW_IN_BIAS, SW_IN_REWORK,
          SW_IN_TRANSPORT, SW_IN_PERSISTENCE, SW_IN_ADOPTION_PILOT,
          SW_IN_ADOPTION)},
    {"Value of time",
     "Minutes become money at the loaded hourly cost, times the share of saved "
     "time that turns into value.",
     "seats x minutes x weeks / 12 / 60 x hourly cost x realisation",
     "Cash flow sheet, rate of time saved",
     FROM(SW_IN_SEATS_ASSIGNED, SW_IN_WORKING_WEEKS, SW_IN_HOURLY_COST,
          SW_IN_REALISATION, SW_IN_WAGE_GROWTH, SW_IN_DECAY)},
    {"Cash out, next fiscal year, committed",
     "Invoices and other spending by the day they fall due. Committed is what "
     "contracts bill until the cheapest permitted exit whatever is decided, "
     "avoidable is the rest, sunk was due before the decision.",
     "seats x months invoiced x price x (1+uplift)^rises",
     "Ledger and Budget sheets",
     FROM(SW_IN_PRICE, SW_IN_BASELINE_PRICE, SW_IN_SEATS_PURCHASED,
          SW_IN_MIN_SEATS, SW_IN_SURCHARGE, SW_IN_UPLIFT, SW_IN_VAT,
          SW_IN_METERED_PRICE, SW_IN_METERED_INCLUDED, SW_IN_METERED_COMMIT,
          SW_IN_METERED_UNITS)},
    {"Act by; if nobody acts",
     "The contract's calendar: the last day of notice before each exit, the "
     "term that follows when it is missed, and what that term costs against "
     "the best option.",
     "", "Risks sheet, contract's clock",
     FROM(SW_IN_PRICE, SW_IN_SEATS_PURCHASED, SW_IN_UPLIFT)},
    {"Break-evens (what you must believe)",
     "What one input must be for renewing all to break even, all others as "
     "they are. Exact, since present values scale with it.",
     "current x (1 - NPV / the part of it that is proportional to the input)",
     "Cash flow sheet, break-evens",
     FROM(SW_IN_PRICE, SW_IN_EFFECT, SW_IN_REALISATION, SW_IN_ADOPTION,
          SW_IN_HOURLY_COST)},
    {"What would change it",
     "One input is held at other values until the verdict, or the sign of the "
     "net present value, turns: every assumption of the chain among them. The "
     "nearest three, in shares of the present value, are on page one, all on "
     "Break-even.",
     "verdict(x) <> verdict(now)", "Root finding on the model's draws",
     FROM(SW_IN_PRICE, SW_IN_EFFECT, SW_IN_REALISATION, SW_IN_ADOPTION,
          SW_IN_HOURLY_COST)},
    {"Evidence grade",
     "A to D from the design of the lead estimate, its size, response and "
     "sample ratio. The design's level is the Maryland scale, 1 to 5.",
     "", "Sherman et al. (1997), Maryland Scientific Methods Scale",
     FROM(SW_IN_EFFECT, SW_IN_BIAS)},
    {"Confidence and stability",
     "Confidence is the share of draws in which the chosen option loses at "
     "most 2% of a year's spend against the best. Stability is the share of "
     "the analyses listed here under which the whole rule gives the same "
     "verdict: robust from 90%, sensitive from 60%, else fragile. It is no "
     "probability.",
     "P(NB_max - NB_chosen <= 2% of a year's spend)",
     "Claxton (1999) on deciding without significance tests", .all = true},
    {"Variance on assumptions",
     "The share of the result's variance that comes from inputs nobody has "
     "measured in this pilot.",
     "first-order shares of inputs marked assumption or benchmark",
     "Sobol (1993)", .all = true},
    {"Payback",
     "The last month in which the cumulative net flow is below zero, and the "
     "part of the next one: permanent payback, not the first crossing.",
     "t - C_t / (C_(t+1) - C_t), t the last with C_t < 0",
     "Cash flow sheet, cumulative rows", .all = true},
    {"Return on investment",
     "Net present value over the present value of costs, both against "
     "leaving.",
     "(PV benefits - PV costs) / PV costs", "Cash flow sheet, measures",
     .all = true},
    {"Event risks",
     "Events arrive at a constant yearly rate; the live model carries their "
     "mean cost, the simulation draws their number and size.",
     "-LN(1 - probability) / 12 x (cost + months lost x benefit)",
     "Risks sheet; Poisson process"},
};

/* "Price a seat (10), Seats purchased (15)": the rows that are there. */
static char *rows_of(const sw_book *b, const method *m)
{
    GString *rows = g_string_new(NULL);
    for (size_t i = 0; i < m->n_inputs; i++) {
        const sw_input *x = sw_inputs_at(&b->e->economics->inputs, m->input[i]);
        if (b->live_name[m->input[i]] == NULL)
            continue;
        g_autofree char *label =
            sw_message_say(x->label, b->e->pilot->language);
        g_string_append_printf(rows, "%s%s (%u)", rows->len > 0 ? ", " : "",
                               label, (unsigned)b->input_row[m->input[i]] + 1);
    }
    return g_string_free(rows, FALSE);
}

static char *all_rows(const sw_book *b)
{
    return sw_say(b->e->pilot->language, "all rows, %u to %u",
                  (unsigned)b->first_input + 1, (unsigned)b->last_input + 1);
}

static char *risk_rows(const sw_book *b)
{
    const sw_economics *e = b->e->economics;
    GString *rows = g_string_new(NULL);
    for (size_t r = 0; r < b->e->pilot->n_risks; r++) {
        size_t id = e->risk_input[r];
        if (b->live_name[id] != NULL)
            g_string_append_printf(rows, "%s%s (%u)", rows->len > 0 ? ", " : "",
                                   b->e->pilot->risks[r].id,
                                   (unsigned)b->input_row[id] + 1);
    }
    return g_string_free(rows, FALSE);
}

static void put_method(sw_sheet *s, const method *m)
{
    const sw_book *b = s->book;
    g_autofree char *rows = m->all            ? all_rows(b)
                            : m->n_inputs > 0 ? rows_of(b, m)
                                              : risk_rows(b);
    const char *given = *rows != '\0' ? rows : sw_words(b, "none is given");
    const char *const text[SW_METHOD_COLUMNS] = {
        sw_words(b, m->figure), sw_words(b, m->method), sw_words(b, m->formula),
        sw_words(b, m->source), given};
    for (lxw_col_t c = 0; c < SW_METHOD_COLUMNS; c++)
        sw_put_data(s, s->row, c, text[c], SW_LOOK_CELL_WRAP);
    const sw_wrapped cell[] = {{text[1], METHOD_CHARACTERS},
                               {text[2], FORMULA_CHARACTERS},
                               {text[3], SOURCE_CHARACTERS},
                               {given, INPUT_CHARACTERS}};
    sw_sheet_fit_all(s, s->row++, cell, G_N_ELEMENTS(cell));
}

void sw_methods_figures(sw_sheet *s)
{
    static const char *const HEADS[] = {
        "Figure",           "How it is made",          "Formula",
        "Where, or source", "From the rows of Inputs", NULL};
    sw_put_section(s, "Figures of the Decision page", SW_METHOD_COLUMNS);
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < G_N_ELEMENTS(METHOD); i++)
        put_method(s, &METHOD[i]);
}
