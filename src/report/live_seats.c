#include "report/live_seats.h"

#include <math.h>

double sw_input_or_0(const sw_economics *e, size_t id)
{
    double x = id == SIZE_MAX ? NAN : sw_inputs_value(&e->inputs, id);
    return isfinite(x) ? x : 0.0;
}

bool sw_meter_follows(const sw_meter *m)
{
    for (size_t i = 0; i < m->n_caps; i++)
        if (m->caps[i].stop)
            return false;
    return m->n_sources == 0;
}

static bool meters_follow(const sw_economics *e)
{
    for (size_t i = 0; i < e->pilot->n_meters; i++)
        if (!sw_meter_follows(&e->pilot->meters[i]))
            return false;
    return true;
}

bool sw_seats_follow(const sw_economics *e, size_t contract)
{
    const sw_contract *c = &e->pilot->contracts[contract];
    return e->n_contracts == 1 && c->n_tiers == 0 && c->n_seat_steps == 0 &&
           e->clock[contract].leaving != SW_REDUCES && meters_follow(e);
}

double sw_seats_plain(const sw_economics *e, size_t contract)
{
    const sw_contract *c = &e->pilot->contracts[contract];
    return fmax(sw_input_or_0(e, c->min_seats),
                sw_input_or_0(e, c->seats_purchased));
}

const char *sw_live_or_0(const sw_book *b, size_t id)
{
    const char *name = id == SIZE_MAX ? NULL : sw_book_live(b, id);
    return name != NULL ? name : "0";
}

char *sw_seats_formula(const sw_book *b, size_t contract)
{
    const sw_contract *c = &b->e->pilot->contracts[contract];
    return g_strdup_printf("MAX(%s,%s)", sw_live_or_0(b, c->min_seats),
                           sw_live_or_0(b, c->seats_purchased));
}

double sw_count_plain(const sw_economics *e, sw_per per)
{
    double seats = 0.0;
    switch (per) {
    case SW_PER_PERSON:
        return sw_input_or_0(e, SW_IN_SEATS_ASSIGNED);
    case SW_PER_SEAT:
        for (size_t k = 0; k < e->n_contracts; k++)
            seats += sw_seats_plain(e, k);
        return seats;
    case SW_PER_ONE:
        break;
    }
    return 1.0;
}

char *sw_count_formula(const sw_book *b, sw_per per)
{
    if (per == SW_PER_PERSON)
        return g_strdup(sw_live_or_0(b, SW_IN_SEATS_ASSIGNED));
    if (per == SW_PER_ONE)
        return g_strdup("1");
    GString *f = g_string_new(NULL);
    for (size_t k = 0; k < b->e->economics->n_contracts; k++) {
        g_autofree char *one = sw_seats_formula(b, k);
        g_string_append_printf(f, "%s%s", k > 0 ? "+" : "", one);
    }
    return g_string_free(f, FALSE);
}
