#include "decision/cap.h"

#include <math.h>

/* Whether every priced benefit is proportional to the minutes. */
static bool is_time_alone(const sw_economics *e)
{
    for (size_t f = 0; f < e->n_flows; f++)
        if (e->flows[f].is_benefit && !sw_flow_is_time(e, &e->flows[f]))
            return false;
    return e->has_time_saved;
}

double sw_chance_cap(const sw_economics *e)
{
    const sw_input *factor = sw_inputs_at(&e->inputs, SW_IN_SELF_REPORT);
    if (!e->evidence->self_report_lead || !is_time_alone(e) || !factor->known ||
        sw_distribution_is_constant(&factor->distribution))
        return NAN;
    double above = sw_distribution_positive_share(&factor->distribution);
    return above < 1.0 ? above : NAN;
}

double sw_chance_turns_at(double p, double cap, double bar)
{
    double weight = bar * cap / p;
    return p > 0.0 && weight <= 1.0 ? 1.0 - weight : NAN;
}
