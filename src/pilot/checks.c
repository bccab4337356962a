/* checks.c - rules that join several parts of a pilot */
#include "pilot/load.h"

#include <math.h>
#include <string.h>

typedef struct unevaluated {
    const char *path;
    bool refused; /* the figures would be wrong without it */
} unevaluated;

/* Keys of the design that are read by nothing yet. */
static const unevaluated UNEVALUATED[] = {
    {"contracts", true},
    {"usage.odbc", true},
    {"survey.counts", true},
    {"roster.aliases", false},
    {"roster.mapping", false},
    {"pilot.looks", false},
    {"contract.proration", false},
    {"contract.seat_growth", false},
    {"contract.metered.token_prices", false},
    {"assumptions.currency_rates", false},
    {"exit_cost", false},
    {"correlations", false},
    {"extension", false},
    {"renegotiation", false},
    {"alternatives", false},
    {"previous", false},
    {"actuals", false},
};

/* Written by the user, not merely completed: an object made of defaults alone
 * takes the default's origin, one with a member of the file the file's. */
static bool says_something(const sw_json *v)
{
    if (!sw_is_given(v))
        return false;
    bool list = v->type == SW_JSON_ARRAY || v->type == SW_JSON_OBJECT;
    return !list || v->n_items > 0;
}

void sw_check_unevaluated(const sw_load *load)
{
    for (size_t i = 0; i < G_N_ELEMENTS(UNEVALUATED); i++) {
        const unevaluated *u = &UNEVALUATED[i];
        const sw_json *v = sw_json_at(load->root, u->path);
        if (!says_something(v))
            continue;
        if (u->refused)
            sw_load_problem(load, SW_ERROR, "not-read", v,
                            "take it out of the file",
                            "%s is not read by this version", u->path);
        else
            sw_load_problem(load, SW_WARNING, "not-evaluated", v, NULL,
                            "%s is not evaluated by this version; the figures "
                            "leave it out",
                            u->path);
    }
}

static void check_expiry(const sw_load *load, const sw_input *input)
{
    sw_day day;
    if (input->expires == NULL)
        return;
    const sw_json *v = sw_json_at(load->root, input->key);
    if (!sw_date_parse(&day, input->expires))
        sw_load_problem(load, SW_ERROR, "bad-date", v, "write it YYYY-MM-DD",
                        "'%s' is no date", input->expires);
    else if (day < load->pilot->as_of)
        sw_load_problem(load, SW_WARNING, "expired", v,
                        "have it approved again, with a new date",
                        "%s expired on %s", input->key, input->expires);
}

/* Above this a discount rate already holds a price of risk (ECONOMICS 1). */
static const double RISK_FREE_ENOUGH = 0.15;

static void check_discount(const sw_load *load)
{
    const sw_pilot *p = load->pilot;
    double rate = sw_inputs_value(&p->inputs, SW_IN_DISCOUNT_RATE);
    bool adjusted = false;
    for (size_t i = 0; i < p->n_lines; i++)
        adjusted |= !isnan(p->lines[i].risk_adjustment);
    if (rate > RISK_FREE_ENOUGH && (p->n_risks > 0 || adjusted))
        sw_load_problem(load, SW_WARNING, "risk-twice",
                        sw_json_at(load->root, "assumptions.discount_rate"),
                        "lower the rate, or leave the risks out",
                        "a discount rate of %.15g together with %s counts "
                        "risk twice",
                        rate, p->n_risks > 0 ? "risks" : "risk adjustments");
}

/* An input outside what its unit can be; distributions by their mean. */
static void check_range(const sw_load *load, const sw_input *input)
{
    bool must_be_positive =
        input->unit == SW_UNIT_WEEKS ||
        strcmp(input->key, "assumptions.hours_per_week") == 0 ||
        input->unit == SW_UNIT_DAYS;
    if (!input->known || !must_be_positive || input->value > 0)
        return;
    sw_load_problem(
        load, SW_ERROR, "out-of-range", sw_json_at(load->root, input->key),
        NULL, "%s is %.15g, it must be above 0", input->key, input->value);
}

void sw_check_pilot(const sw_load *load)
{
    const sw_inputs *in = &load->pilot->inputs;
    for (size_t i = 0; i < sw_inputs_length(in); i++) {
        check_expiry(load, sw_inputs_at(in, i));
        check_range(load, sw_inputs_at(in, i));
    }
    check_discount(load);
}
