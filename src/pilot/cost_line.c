/* cost_line.c - a cost of pilot.json */
#include "pilot/lines.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* Kinds of cost with a name, and what they usually are. */
typedef struct cost_kind {
    const char *name;
    bool recurring, by_amount; /* by_amount: what is given decides */
} cost_kind;

static const cost_kind KINDS[] = {
    {"one-off", false, false},
    {"recurring", true, false},
    {"per-seat", true, false},
    {"exit", false, false},
    {"implementation", false, true},
    {"data-cleanup", false, true},
    {"review", false, true},
    {"training-delivery", false, true},
    {"training-attendance", false, true},
    {"learning-dip", false, true},
    {"change-management", false, true},
    {"pilot-evaluation", false, true},
    {"contingency", false, true},
    {"administration", true, true},
    {"support", true, true},
    {"verification", true, true},
    {"rework", true, true},
    {"quality-loss", true, true},
    {"step-up-licences", true, true},
};

static void bind_one_off(const sw_load *load, const sw_json *v, sw_line *line)
{
    const char *applies = sw_member_text(v, "applies_to");
    line->kind = SW_LINE_ONE_OFF;
    line->amount =
        sw_bind_line(load, v, "amount", "one-off cost", SW_UNIT_MONEY);
    line->per_seat = sw_bind_line(load, v, "amount_per_seat",
                                  "one-off cost a seat", SW_UNIT_MONEY);
    line->committed = sw_member_flag(v, "committed", false);
    line->at_exit = g_strcmp0(line->kind_text, "exit") == 0;
    line->new_seats_only =
        !line->at_exit && (applies == NULL || strcmp(applies, "all") != 0);
}

static void bind_recurring(const sw_load *load, const sw_json *v, sw_line *line)
{
    const char *applies = sw_member_text(v, "applies_to");
    line->kind = SW_LINE_RECURRING;
    line->amount = sw_bind_line(load, v, "amount_per_year", "cost a year",
                                SW_UNIT_MONEY_YEAR);
    line->per_seat = sw_bind_line(load, v, "amount_per_seat",
                                  "cost a seat-year", SW_UNIT_MONEY_YEAR);
    line->fte =
        sw_bind_line(load, v, "fte", "staff (full-time)", SW_UNIT_FACTOR);
    line->cost_per_fte =
        sw_bind_line(load, v, "annual_cost_per_fte",
                     "cost of a full-time post a year", SW_UNIT_MONEY_YEAR);
    sw_bind_hires(load, v, line);
    line->new_seats_only = applies != NULL && strcmp(applies, "new-seats") == 0;
}

/* An amount under the other kind's name would be dropped in silence. */
static void check_kind(const sw_load *load, const sw_json *v,
                       const sw_line *line)
{
    static const char *const OF_ONE_OFF[] = {"amount", "date", "committed"};
    static const char *const OF_RECURRING[] = {"amount_per_year",
                                               "fte",
                                               "annual_cost_per_fte",
                                               "hires_per_year",
                                               "amount_per_hire",
                                               "hours_per_hire",
                                               "ramp_months",
                                               "from",
                                               "to"};
    bool once = line->kind == SW_LINE_ONE_OFF;
    const char *const *foreign = once ? OF_RECURRING : OF_ONE_OFF;
    size_t n = once ? G_N_ELEMENTS(OF_RECURRING) : G_N_ELEMENTS(OF_ONE_OFF);
    for (size_t i = 0; i < n; i++)
        if (sw_json_member(v, foreign[i]) != NULL)
            sw_load_problem(
                load, SW_ERROR, "wrong-kind", sw_json_member(v, foreign[i]),
                NULL, "'%s' is a %s cost, '%s' belongs to a %s one", line->id,
                line->kind_text, foreign[i], once ? "recurring" : "one-off");
}

static void check_cost(const sw_load *load, const sw_json *v,
                       const sw_line *line)
{
    if ((line->fte == SIZE_MAX) != (line->cost_per_fte == SIZE_MAX))
        sw_load_problem(load, SW_ERROR, "half-a-cost", v,
                        "give both fte and annual_cost_per_fte",
                        "'%s' gives only one of fte and annual_cost_per_fte",
                        line->id);
    else if (line->amount == SIZE_MAX && line->per_seat == SIZE_MAX &&
             line->hours_per_seat == SIZE_MAX && line->fte == SIZE_MAX &&
             line->hires == SIZE_MAX)
        sw_load_problem(load, SW_ERROR, "no-amount", v,
                        line->kind == SW_LINE_ONE_OFF
                            ? "give amount, amount_per_seat or hours_per_seat"
                            : "give amount_per_year, amount_per_seat, "
                              "hours_per_seat, or fte with annual_cost_per_fte",
                        "'%s' has no amount", line->id);
}

/* A named kind that gives an amount a year is recurring, one that gives an
 * amount or a day is not; else it is what it usually is. */
static bool is_recurring(const sw_json *v, const char *kind)
{
    static const char *const YEARLY[] = {"amount_per_year", "fte",
                                         "hires_per_year", "from"};
    for (size_t i = 0; kind != NULL && i < G_N_ELEMENTS(KINDS); i++) {
        if (strcmp(kind, KINDS[i].name) != 0)
            continue;
        if (!KINDS[i].by_amount)
            return KINDS[i].recurring;
        for (size_t k = 0; k < G_N_ELEMENTS(YEARLY); k++)
            if (sw_json_member(v, YEARLY[k]) != NULL)
                return true;
        return KINDS[i].recurring && sw_json_member(v, "amount") == NULL &&
               sw_json_member(v, "date") == NULL;
    }
    return true;
}

/* A contingency given as a share follows the lines that it is a share of: in
 * time, in class and in what it depends on. */
static void read_contingency(const sw_load *load, const sw_json *v,
                             sw_line *line)
{
    static const char *const KNOWN[] = {"id", "kind", "share",
                                        "risk_adjustment", NULL};
    line->kind = SW_LINE_CONTINGENCY;
    line->share = sw_bind_line(load, v, "share", "share of the other costs",
                               SW_UNIT_FRACTION);
    bool named = g_strcmp0(line->kind_text, "contingency") == 0;
    for (size_t i = 0; i < v->n_items; i++)
        if (!named || !g_strv_contains(KNOWN, v->items[i]->key))
            sw_load_problem(load, SW_ERROR, "share-and-amount", v,
                            "give either a share or an amount",
                            "'%s' has a share: it is a contingency and has "
                            "nothing else",
                            line->id);
}

/* Staff time is capacity; money is cash. */
static void read_cost(const sw_load *load, const sw_json *v, sw_line *line)
{
    *line = sw_new_line(load, v);
    if (sw_json_member(v, "share") != NULL) {
        read_contingency(load, v, line);
        return;
    }
    if (is_recurring(v, line->kind_text))
        bind_recurring(load, v, line);
    else
        bind_one_off(load, v, line);
    line->hours_per_seat = sw_bind_line(load, v, "hours_per_seat",
                                        "staff hours a seat", SW_UNIT_HOURS);
    bool staff =
        line->hours_per_seat != SIZE_MAX || line->hours_per_hire != SIZE_MAX;
    sw_class usual = staff ? SW_CLASS_CAPACITY : SW_CLASS_CASHABLE;
    line->class_ = sw_class_of(v, usual);
    check_kind(load, v, line);
    check_cost(load, v, line);
    sw_check_line_span(load, v, line);
}

size_t sw_load_costs(const sw_load *load, const sw_json *list, sw_line *lines)
{
    size_t n = sw_json_length(list);
    sw_check_distinct(load, list, "id");
    for (size_t i = 0; i < n; i++)
        read_cost(load, list->items[i], &lines[i]);
    return n;
}
