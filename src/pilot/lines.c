/* lines.c - costs and benefits */
#include "pilot/lines.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

sw_class sw_class_of(const sw_json *v, sw_class usual)
{
    static const char *const CLASS[] = {"cashable", "capacity", "soft"};
    return (sw_class)sw_member_choice(v, "class", CLASS, G_N_ELEMENTS(CLASS),
                                      (int)usual);
}

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

sw_line sw_new_line(const sw_load *load, const sw_json *v)
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

void sw_check_line_span(const sw_load *load, const sw_json *v,
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
void sw_bind_hires(const sw_load *load, const sw_json *v, sw_line *line)
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
    sw_line line = sw_new_line(load, NULL);
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
    sw_line line = sw_new_line(load, NULL);
    line.id = sw_keep(load, id);
    line.kind_text = sw_keep(load, at_exit ? "exit" : "one-off");
    line.kind = SW_LINE_ONE_OFF;
    line.class_ = SW_CLASS_CASHABLE;
    line.at_exit = at_exit;
    line.amount = sw_bind_new_input(load, amount, label, SW_UNIT_MONEY);
    return line;
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
        sw_read_benefit(load, benefits->items[i], &p->lines[p->n_lines++]);
    if (!load->without_files)
        p->measures_time = has_time_evidence(p);
    if (!sw_is_given(benefits) && p->measures_time)
        p->lines[p->n_lines++] = implicit_time(load);
    sw_check_counted_twice(load);
    sw_load_risks(load);
}
