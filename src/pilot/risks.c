/* risks.c - events that may happen */
#include "pilot/load.h"

static sw_risk read_risk(const sw_load *load, const sw_json *v)
{
    return (sw_risk){
        .id = sw_keep(load, sw_member_text(v, "id")),
        .probability_per_year = sw_member_number(v, "probability_per_year"),
        .benefit_months_lost =
            sw_bind_line(load, v, "benefit_months_lost",
                         "months of benefit lost", SW_UNIT_MONTHS),
        .cost =
            sw_bind_line(load, v, "cost", "cost of one event", SW_UNIT_MONEY),
    };
}

void sw_load_risks(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    const sw_json *list = sw_json_member(load->root, "risks");
    p->n_risks = sw_json_length(list);
    sw_check_distinct(load, list, "id");
    p->risks = g_new0(sw_risk, p->n_risks);
    for (size_t i = 0; i < p->n_risks; i++)
        p->risks[i] = read_risk(load, list->items[i]);
}
