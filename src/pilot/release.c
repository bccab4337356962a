/* release.c - the dates on which a cashable benefit frees money */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "pilot/lines.h"

static int by_day(const void *a, const void *b)
{
    const sw_release *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

/* Money a year, or posts that are not filled again. */
static sw_release release_of(const sw_load *load, const sw_json *v,
                             const sw_line *line)
{
    sw_release r = {.from = sw_member_date(load, v, "from")};
    double fte = sw_member_number(v, "fte");
    double amount = sw_member_number(v, "amount");
    if (isnan(fte) == isnan(amount)) {
        sw_load_problem(load, SW_ERROR, "half-a-release", v,
                        "give one of the two",
                        "a release is either fte or an amount a year");
        return r;
    }
    r.posts = isnan(amount);
    r.size = r.posts ? fte : amount;
    if (r.posts && line->cost_per_fte == SIZE_MAX)
        sw_load_problem(load, SW_ERROR, "half-a-release", v,
                        "give annual_cost_per_fte beside the release",
                        "posts are released and nothing says what one costs");
    return r;
}

static void check_amount(const sw_load *load, const sw_json *v,
                         const sw_line *line)
{
    const sw_json *amount = sw_json_member(v, "amount_per_year");
    if (amount != NULL)
        sw_load_problem(load, SW_WARNING, "release-and-amount", amount,
                        "take amount_per_year out",
                        "'%s' says by its release what is freed: its "
                        "amount_per_year is not counted",
                        line->id);
}

void sw_load_release(const sw_load *load, const sw_json *v, sw_line *line)
{
    const sw_json *list = sw_json_member(v, "release");
    line->n_release = sw_json_length(list);
    if (line->n_release == 0)
        return;
    line->cost_per_fte =
        sw_bind_line(load, v, "annual_cost_per_fte",
                     "cost of a full-time post a year", SW_UNIT_MONEY_YEAR);
    line->release = g_new0(sw_release, line->n_release);
    for (size_t i = 0; i < line->n_release; i++)
        line->release[i] = release_of(load, list->items[i], line);
    qsort(line->release, line->n_release, sizeof *line->release, by_day);
    if (line->from == SW_DAY_NONE)
        line->from = line->release[0].from;
    check_amount(load, v, line);
}

void sw_check_release(const sw_load *load, const sw_json *v,
                      const sw_line *line)
{
    if (line->n_release > 0 && line->class_ != SW_CLASS_CASHABLE)
        sw_load_problem(load, SW_ERROR, "release-not-cashable",
                        sw_json_member(v, "release"),
                        "let class be cashable, with budget_line and owner",
                        "'%s' frees no cash: only a cashable benefit is "
                        "released",
                        line->id);
}
