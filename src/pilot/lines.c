/* lines.c - costs and benefits */
#include "pilot/load.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "ingest/schema.h"

static const char *const CLASS[] = {"cashable", "capacity", "soft"};

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

/* A number of the line, as an input of its own. */
size_t sw_bind_line(const sw_load *load, const sw_json *v, const char *key,
                    const char *what, sw_unit unit)
{
    const sw_json *value = sw_json_member(v, key);
    const char *id = sw_member_text(v, "id");
    return sw_bind_named_input(
        load, value, sw_message_of("%s: %s", sw_as_text(id), sw_as_word(what)),
        unit);
}

static sw_line new_line(const sw_load *load, const sw_json *v)
{
    return (sw_line){
        .id = sw_keep(load, sw_member_text(v, "id")),
        .kind_text = sw_keep(load, sw_member_text(v, "kind")),
        .amount = SIZE_MAX,
        .per_seat = SIZE_MAX,
        .hours_per_seat = SIZE_MAX,
        .fte = SIZE_MAX,
        .cost_per_fte = SIZE_MAX,
        .share = SIZE_MAX,
        .hires = SIZE_MAX,
        .per_hire = SIZE_MAX,
        .hours_per_hire = SIZE_MAX,
        .ramp_months = fmax(0.0, sw_member_number(v, "ramp_months")),
        .date = sw_member_date(load, v, "date"),
        .from = sw_member_date(load, v, "from"),
        .to = sw_member_date(load, v, "to"),
        .budget_line = sw_keep(load, sw_member_text(v, "budget_line")),
        .owner = sw_keep(load, sw_member_text(v, "owner")),
        .margin = sw_member_mean(load, v, "margin"),
        .risk_adjustment = sw_member_number(v, "risk_adjustment"),
    };
}

static void check_span(const sw_load *load, const sw_json *v,
                       const sw_line *line)
{
    char from[SW_DATE_TEXT], to[SW_DATE_TEXT];
    if (line->from == SW_DAY_NONE || line->to == SW_DAY_NONE ||
        line->to >= line->from)
        return;
    sw_load_problem(load, SW_ERROR, "line-dates", sw_json_member(v, "to"),
                    "exchange the two dates, or correct one",
                    "'%s' ends on %s, before it begins on %s", line->id,
                    sw_date_format(line->to, to),
                    sw_date_format(line->from, from));
}

/* People hired into seats: an amount and hours for each. */
static void bind_hires(const sw_load *load, const sw_json *v, sw_line *line)
{
    line->hires = sw_bind_line(load, v, "hires_per_year", "people hired a year",
                               SW_UNIT_COUNT);
    line->per_hire = sw_bind_line(load, v, "amount_per_hire", "amount a hire",
                                  SW_UNIT_MONEY);
    line->hours_per_hire = sw_bind_line(load, v, "hours_per_hire",
                                        "staff hours a hire", SW_UNIT_HOURS);
    bool each = line->per_hire != SIZE_MAX || line->hours_per_hire != SIZE_MAX;
    if ((line->hires != SIZE_MAX) != each)
        sw_load_problem(load, SW_ERROR, "half-a-hire", v,
                        "give hires_per_year with amount_per_hire or "
                        "hours_per_hire",
                        "'%s' gives only one of the number of hires and what "
                        "each is worth",
                        line->id);
}

static void bind_one_off(const sw_load *load, const sw_json *v, sw_line *line)
{
    const char *applies = sw_member_text(v, "applies_to");
    line->kind = SW_LINE_ONE_OFF;
    line->amount =
        sw_bind_line(load, v, "amount", "one-off cost", SW_UNIT_MONEY);
    line->per_seat = sw_bind_line(load, v, "amount_per_seat",
                                  "one-off cost a seat", SW_UNIT_MONEY);
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
    bind_hires(load, v, line);
    line->new_seats_only = applies != NULL && strcmp(applies, "new-seats") == 0;
}

/* An amount under the other kind's name would be dropped in silence. */
static void check_kind(const sw_load *load, const sw_json *v,
                       const sw_line *line)
{
    static const char *const OF_ONE_OFF[] = {"amount", "date"};
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
    *line = new_line(load, v);
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
    line->class_ = (sw_class)sw_member_choice(v, "class", CLASS,
                                              G_N_ELEMENTS(CLASS), (int)usual);
    check_kind(load, v, line);
    check_cost(load, v, line);
    check_span(load, v, line);
}

/* ECONOMICS 3: cash needs a budget line, an owner and a date. */
static sw_class class_of_benefit(const sw_load *load, const sw_json *v,
                                 const sw_line *line)
{
    bool complete = line->budget_line != NULL && line->owner != NULL &&
                    line->from != SW_DAY_NONE;
    bool money = line->kind == SW_LINE_OTHER_BENEFIT;
    sw_class usual = money && complete ? SW_CLASS_CASHABLE : SW_CLASS_CAPACITY;
    sw_class given = (sw_class)sw_member_choice(
        v, "class", CLASS, G_N_ELEMENTS(CLASS), (int)usual);
    if (given != SW_CLASS_CASHABLE || complete)
        return given;
    sw_load_problem(load, SW_WARNING, "not-cashable", v,
                    "give budget_line, owner and from",
                    "'%s' counts as capacity: a cashable benefit needs "
                    "budget_line, owner and from",
                    line->id);
    return SW_CLASS_CAPACITY;
}

/* The evidence must be an item of the survey or an outcome's metric. */
static void check_evidence(const sw_load *load, const sw_json *v,
                           const char *evidence)
{
    const sw_pilot *p = load->pilot;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (size_t i = 0; i < p->survey.n_items; i++)
        if (p->survey.items[i].id != NULL)
            g_ptr_array_add(names, p->survey.items[i].id);
    for (size_t i = 0; i < p->n_outcomes; i++)
        if (p->outcomes[i].metric != NULL)
            g_ptr_array_add(names, p->outcomes[i].metric);
    for (size_t i = 0; i < names->len; i++)
        if (strcmp(g_ptr_array_index(names, i), evidence) == 0)
            return;
    const char *near = sw_nearest_name(
        evidence, (const char *const *)names->pdata, names->len);
    g_autofree char *remedy =
        near ? g_strdup_printf("did you mean '%s'?", near) : NULL;
    sw_load_problem(load, SW_ERROR, "no-evidence",
                    sw_json_member(v, "evidence"), remedy,
                    "there is no survey item or outcome '%s'", evidence);
}

static void read_benefit(const sw_load *load, const sw_json *v, sw_line *line)
{
    *line = new_line(load, v);
    line->is_benefit = true;
    line->kind = SW_LINE_OTHER_BENEFIT;
    if (line->kind_text != NULL && strcmp(line->kind_text, "time-saved") == 0)
        line->kind = SW_LINE_TIME_SAVED;
    line->evidence = sw_keep(load, sw_member_text(v, "evidence"));
    if (line->evidence != NULL && !load->without_files)
        check_evidence(load, v, line->evidence);
    line->amount = sw_bind_line(load, v, "amount_per_year", "benefit a year",
                                SW_UNIT_MONEY_YEAR);
    line->per_seat = sw_bind_line(load, v, "amount_per_seat",
                                  "benefit a seat-year", SW_UNIT_MONEY_YEAR);
    line->hours_per_seat = sw_bind_line(
        load, v, "hours_per_seat", "hours saved a seat-year", SW_UNIT_HOURS);
    bind_hires(load, v, line);
    line->class_ = class_of_benefit(load, v, line);
    if (line->kind == SW_LINE_OTHER_BENEFIT && line->amount == SIZE_MAX &&
        line->per_seat == SIZE_MAX && line->hours_per_seat == SIZE_MAX &&
        line->hires == SIZE_MAX)
        sw_load_problem(load, SW_WARNING, "no-amount", v,
                        "give amount_per_year, amount_per_seat, hours_per_seat "
                        "or hires_per_year",
                        "benefit '%s' has no amount and is left out", line->id);
    check_span(load, v, line);
}

static bool has_time_evidence(const sw_pilot *p)
{
    for (size_t i = 0; i < p->survey.n_items; i++) {
        sw_item_kind kind = p->survey.items[i].kind;
        if (kind == SW_ITEM_TIME_SAVED || kind == SW_ITEM_TIME_SPENT)
            return true;
    }
    for (size_t i = 0; i < p->n_outcomes; i++)
        if (!isnan(p->outcomes[i].minutes_per_unit) ||
            !isnan(p->outcomes[i].work_minutes_per_seat_week))
            return true;
    return false;
}

/* A pilot that measures time and lists no benefits (no `benefits` key at all;
 * an empty list is a statement) has the one benefit of time saved. */
static sw_line implicit_time(const sw_load *load)
{
    sw_line line = new_line(load, NULL);
    line.id = sw_keep(load, "time");
    line.kind_text = sw_keep(load, "time-saved");
    line.kind = SW_LINE_TIME_SAVED;
    line.is_benefit = true;
    line.class_ = SW_CLASS_CAPACITY;
    return line;
}

sw_line sw_one_off_line(const sw_load *load, const sw_json *amount,
                        const char *id, const char *label, bool at_exit)
{
    sw_line line = new_line(load, NULL);
    line.id = sw_keep(load, id);
    line.kind_text = sw_keep(load, at_exit ? "exit" : "one-off");
    line.kind = SW_LINE_ONE_OFF;
    line.class_ = SW_CLASS_CASHABLE;
    line.at_exit = at_exit;
    line.amount = sw_bind_new_input(load, amount, label, SW_UNIT_MONEY);
    return line;
}

size_t sw_load_costs(const sw_load *load, const sw_json *list, sw_line *lines)
{
    size_t n = sw_json_length(list);
    sw_check_distinct(load, list, "id");
    for (size_t i = 0; i < n; i++)
        read_cost(load, list->items[i], &lines[i]);
    return n;
}

void sw_load_lines(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    const sw_json *costs = sw_json_member(load->root, "costs");
    const sw_json *benefits = sw_json_member(load->root, "benefits");
    const sw_json *exit_cost = sw_json_member(load->root, "exit_cost");
    size_t most = sw_json_length(costs) + sw_json_length(benefits) + 2;
    p->lines = g_new0(sw_line, most);
    sw_check_distinct(load, benefits, "id");
    p->n_lines = sw_load_costs(load, costs, p->lines);
    if (sw_is_given(exit_cost))
        p->lines[p->n_lines++] =
            sw_one_off_line(load, exit_cost, "exit", "Cost of leaving", true);
    for (size_t i = 0; i < sw_json_length(benefits); i++)
        read_benefit(load, benefits->items[i], &p->lines[p->n_lines++]);
    if (!sw_is_given(benefits) && has_time_evidence(p))
        p->lines[p->n_lines++] = implicit_time(load);
    sw_check_counted_twice(load);
    sw_load_risks(load);
}
