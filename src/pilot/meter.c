/* meter.c - what a meter holds, by day and by scope */
#include "pilot/meter.h"

#include <glib.h>
#include <math.h>

#include "base/units.h"

static void meter_clear(sw_meter *m)
{
    g_free(m->included);
    g_free(m->price_steps);
    g_free(m->tiers);
    g_free(m->sources);
    g_free(m->caps);
    g_free(m->months);
    g_free(m->people);
    g_free(m->groups);
}

void sw_meters_free(sw_meter *meters, size_t n)
{
    for (size_t i = 0; i < n; i++)
        meter_clear(&meters[i]);
    g_free(meters);
}

double sw_step_at(const sw_step *steps, size_t n, sw_day day)
{
    double value = NAN;
    for (size_t i = 0; i < n && steps[i].from <= day; i++)
        value = steps[i].value;
    return value;
}

double sw_meter_cap_of(const sw_meter *m, sw_cap_scope scope)
{
    for (size_t i = 0; i < m->n_caps; i++)
        if (m->caps[i].scope == scope && m->caps[i].stop)
            return m->caps[i].amount;
    return INFINITY;
}

int sw_meter_horizon(const sw_meter *m, sw_day day)
{
    sw_ymd a = sw_date_to_ymd(m->origin), b = sw_date_to_ymd(day);
    return SW_MONTHS_PER_YEAR * (b.year - a.year) + b.month - a.month;
}
