/* benefit_line.c - a benefit of pilot.json */
#include "pilot/lines.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "ingest/schema.h"

static const char TIME[] = "time-saved";

/* src/economics/README.md 3: cash needs a budget line, an owner and a date. */
static sw_class class_of_benefit(const sw_load *load, const sw_json *v,
                                 const sw_line *line)
{
    bool complete = line->budget_line != NULL && line->owner != NULL &&
                    line->from != SW_DAY_NONE;
    bool money = g_strcmp0(line->kind_text, TIME) != 0;
    sw_class usual = money && complete ? SW_CLASS_CASHABLE : SW_CLASS_CAPACITY;
    sw_class given = sw_class_of(v, usual);
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

/* Hours that are given are assumed: such a line needs no evidence, and where it
 * has one the same time would count twice. */
static void take_hours(const sw_load *load, const sw_json *v, sw_line *line)
{
    const sw_json *hours = sw_json_member(v, "hours_per_seat");
    line->hours_per_seat = sw_bind_line(
        load, v, "hours_per_seat", "hours saved a seat-year", SW_UNIT_HOURS);
    if (g_strcmp0(line->kind_text, TIME) != 0)
        return;
    if (line->hours_per_seat == SIZE_MAX)
        line->kind = SW_LINE_TIME_SAVED;
    else if (line->evidence != NULL)
        sw_load_problem(load, SW_ERROR, "measured-and-assumed", hours,
                        "keep one of the two",
                        "'%s' has evidence and hours_per_seat: it counts the "
                        "same time as measured and as assumed",
                        line->id);
}

/* src/economics/README.md 3: revenue counts by its margin. */
static void check_margin(const sw_load *load, const sw_json *v,
                         const sw_line *line)
{
    if (g_strcmp0(line->kind_text, "revenue") == 0 && isnan(line->margin))
        sw_load_problem(load, SW_ERROR, "no-margin", v,
                        "give margin, the share of the revenue that is left "
                        "after what it costs",
                        "'%s' is revenue without a margin", line->id);
}

static bool has_amount(const sw_line *line)
{
    return line->amount != SIZE_MAX || line->per_seat != SIZE_MAX ||
           line->hours_per_seat != SIZE_MAX || line->hires != SIZE_MAX ||
           line->n_release > 0;
}

static void bind_amounts(const sw_load *load, const sw_json *v, sw_line *line)
{
    sw_load_release(load, v, line);
    if (line->n_release == 0)
        line->amount = sw_bind_line(load, v, "amount_per_year",
                                    "benefit a year", SW_UNIT_MONEY_YEAR);
    line->per_seat = sw_bind_line(load, v, "amount_per_seat",
                                  "benefit a seat-year", SW_UNIT_MONEY_YEAR);
    take_hours(load, v, line);
    sw_bind_hires(load, v, line);
}

void sw_read_benefit(const sw_load *load, const sw_json *v, sw_line *line)
{
    *line = sw_new_line(load, v);
    line->is_benefit = true;
    line->kind = SW_LINE_OTHER_BENEFIT;
    line->evidence = sw_keep(load, sw_member_text(v, "evidence"));
    if (line->evidence != NULL && !load->without_files)
        check_evidence(load, v, line->evidence);
    bind_amounts(load, v, line);
    line->class_ = class_of_benefit(load, v, line);
    if (line->kind == SW_LINE_OTHER_BENEFIT && !has_amount(line))
        sw_load_problem(load, SW_WARNING, "no-amount", v,
                        "give amount_per_year, amount_per_seat, hours_per_seat "
                        "or hires_per_year",
                        "benefit '%s' has no amount and is left out", line->id);
    check_margin(load, v, line);
    sw_check_release(load, v, line);
    sw_check_line_span(load, v, line);
}
