/* checks.c - rules that join several parts of a pilot */
#include "pilot/approvals.h"
#include "pilot/load.h"

#include <math.h>
#include <string.h>

/* A record that was out of date when it was approved. */
static void check_record(const sw_load *load, const sw_input *input,
                         const sw_json *v)
{
    sw_day from, to;
    if (input->approved_on == NULL || input->expires == NULL ||
        !sw_date_parse(&from, input->approved_on) ||
        !sw_date_parse(&to, input->expires) || to >= from)
        return;
    sw_load_problem(load, SW_ERROR, "record-dates",
                    sw_json_member(v, "expires"),
                    "exchange the two dates, or correct one",
                    "%s expires on %s, before it was approved on %s",
                    input->key, input->expires, input->approved_on);
}

static void check_expiry(const sw_load *load, const sw_input *input)
{
    sw_day day;
    if (input->expires == NULL)
        return;
    const sw_json *v = sw_json_at(load->root, input->key);
    check_record(load, input, v);
    if (!sw_date_parse(&day, input->expires))
        sw_load_problem(load, SW_ERROR, "bad-date", v, "write it YYYY-MM-DD",
                        "'%s' is no date", input->expires);
    else if (day < load->pilot->as_of)
        sw_load_problem(load, SW_WARNING, "expired", v,
                        "have it approved again, with a new date",
                        "%s expired on %s", input->key, input->expires);
}

/* Above this a discount rate already holds a price of risk
 * (src/decision/README.md). */
static const double RISK_FREE_ENOUGH = 0.15;

static void check_discount(const sw_load *load)
{
    const sw_pilot *p = load->pilot;
    double rate = sw_inputs_value(&p->inputs, SW_IN_DISCOUNT_RATE);
    bool adjusted = false;
    for (size_t i = 0; i < p->n_lines; i++)
        adjusted |= !isnan(p->lines[i].risk_adjustment);
    if (rate > RISK_FREE_ENOUGH && (p->n_risks > 0 || adjusted))
        sw_load_problem_say(
            load, SW_WARNING, "risk-twice",
            sw_json_at(load->root, "assumptions.discount_rate"),
            "lower the rate, or leave the risks out",
            sw_message_of(
                "a discount rate of %.15g together with %s counts "
                "risk twice",
                sw_as_real(rate),
                sw_as_word(p->n_risks > 0 ? "risks" : "risk adjustments")));
}

/* A number's range is the schema's affair; of a distribution the mean has to
 * be a share where a share is meant. */
static void check_share(const sw_load *load, size_t id)
{
    const sw_input *input = sw_inputs_at(&load->pilot->inputs, id);
    if (!input->known || (input->value >= 0 && input->value <= 1))
        return;
    sw_load_problem(load, SW_ERROR, "out-of-range",
                    sw_json_at(load->root, input->key), NULL,
                    "the mean of %s is %.15g, it must be from 0 to 1",
                    input->key, input->value);
}

/* What is possible of a distribution, but for one draw in a thousand. */
static void check_reach(const sw_load *load, size_t id, double least,
                        double most)
{
    const double rare = 0.0005;
    const sw_input *input = sw_inputs_at(&load->pilot->inputs, id);
    if (!input->known)
        return;
    double low = sw_distribution_quantile(&input->distribution, rare);
    double high = sw_distribution_quantile(&input->distribution, 1 - rare);
    if (low >= least && high <= most)
        return;
    sw_load_problem(load, SW_ERROR, "out-of-range",
                    sw_json_at(load->root, input->key), NULL,
                    "%s reaches from %.4g to %.4g, it must stay from %g to %g",
                    input->key, low, high, least, most);
}

/* What is decided is a number of seats: of none there is nothing to say. */
static void check_seats(const sw_load *load)
{
    const sw_input *seats =
        sw_inputs_at(&load->pilot->inputs, SW_IN_SEATS_PURCHASED);
    if (seats->known && !(seats->value > 0))
        sw_load_problem(
            load, SW_ERROR, "no-seats", sw_json_at(load->root, seats->key),
            "give the seats that are paid for", "no seats are purchased");
}

void sw_check_pilot(const sw_load *load)
{
    static const sw_input_id SHARES[] = {
        SW_IN_REALISATION, SW_IN_REWORK,   SW_IN_PERSISTENCE,
        SW_IN_DECAY,       SW_IN_ADOPTION, SW_IN_TRANSPORT,
    };
    const sw_inputs *in = &load->pilot->inputs;
    for (size_t i = 0; i < sw_inputs_length(in); i++)
        check_expiry(load, sw_inputs_at(in, i));
    for (size_t i = 0; i < G_N_ELEMENTS(SHARES); i++)
        check_share(load, SHARES[i]);
    check_reach(load, SW_IN_KAPPA, 0, 2);
    check_reach(load, SW_IN_R_MISS, -1, 1);
    check_reach(load, SW_IN_R_MISS_CONTROL, -1, 1);
    check_discount(load);
    check_seats(load);
    sw_check_previous(load);
    sw_load_approvals(load);
    if (!load->pilot->fiscal_year_given)
        sw_load_problem(load, SW_NOTE, "calendar-year", NULL,
                        "give assumptions.fiscal_year_start",
                        "the fiscal year is taken to be the calendar's");
}
