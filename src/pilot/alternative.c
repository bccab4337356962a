/* alternative.c - what could be switched to */
#include "pilot/load.h"

#include <math.h>
#include <stdint.h>

/* A renegotiation's numbers are inputs of their own. */
static void load_renegotiation(const sw_load *load)
{
    const sw_json *v = sw_json_member(load->root, "renegotiation");
    const sw_json *accepted = sw_json_member(v, "acceptance");
    const sw_json *cost = sw_json_member(v, "cost");
    if (accepted != NULL)
        sw_bind_new_input(load, accepted,
                          "Probability that a lower price is accepted",
                          SW_UNIT_FRACTION);
    if (cost != NULL)
        sw_bind_new_input(load, cost, "Cost of asking for a lower price",
                          SW_UNIT_MONEY);
}

static void load_one(const sw_load *load, sw_alternative *a, const sw_json *v,
                     size_t i)
{
    g_autofree char *prefix = g_strdup_printf("alternatives[%zu].contract", i);
    const sw_json *costs = sw_json_member(v, "costs");
    const sw_json *switching = sw_json_member(v, "switch_cost");
    const sw_json *factor = sw_json_member(v, "benefit_factor");
    *a = (sw_alternative){
        .name = sw_keep(load, sw_member_text(v, "name")),
        .available_from = sw_member_date(load, v, "available_from"),
        .measured_by = sw_keep(load, sw_member_text(v, "measured_by")),
        .overlap_months = fmax(0.0, sw_member_number(v, "overlap_months")),
        .benefit_factor = SIZE_MAX};
    sw_load_offered_contract(load, &a->contract, sw_json_member(v, "contract"),
                             prefix);
    a->meters = sw_load_offered_meters(load, &a->contract,
                                       sw_json_member(v, "contract"),
                                       a->available_from, &a->n_meters);
    a->lines = g_new0(sw_line, sw_json_length(costs) + 1);
    a->n_lines = sw_load_costs(load, costs, a->lines);
    if (sw_is_given(switching))
        a->lines[a->n_lines++] = sw_one_off_line(load, switching, "switch",
                                                 "Cost of switching", false);
    if (factor != NULL)
        a->benefit_factor = sw_bind_new_input(
            load, factor, "Benefit as a share of the copilot's",
            SW_UNIT_FRACTION);
}

void sw_load_alternatives(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    const sw_json *list = sw_json_member(load->root, "alternatives");
    size_t n = sw_json_length(list);
    p->alternatives = g_new0(sw_alternative, n);
    sw_check_distinct(load, list, "name");
    for (size_t i = 0; i < n; i++)
        load_one(load, &p->alternatives[p->n_alternatives++], list->items[i],
                 i);
    load_renegotiation(load);
}
