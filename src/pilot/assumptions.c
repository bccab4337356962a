/* assumptions.c - working time, the chain's factors, money's time value */
#include "pilot/load.h"

#include <math.h>
#include <string.h>

static const char *const DISCOUNTING[] = {"monthly", "mid-year", "year-end"};

static const sw_input_id PLAIN[] = {
    SW_IN_WORKING_WEEKS, SW_IN_HOURS_PER_WEEK, SW_IN_DAYS_PER_WEEK,
    SW_IN_REALISATION,   SW_IN_SELF_REPORT,    SW_IN_REWORK,
    SW_IN_TRANSPORT,     SW_IN_DECAY,          SW_IN_WAGE_GROWTH,
    SW_IN_INFLATION,     SW_IN_DISCOUNT_RATE,
};

/* Where decay is given, the effect is not to be lost a second time. */
static void load_persistence(const sw_load *load, const sw_json *assumptions)
{
    sw_pilot *p = load->pilot;
    const sw_json *v = sw_json_member(assumptions, "persistence");
    p->decay_given = sw_is_given(sw_json_member(assumptions, "decay_per_year"));
    p->persistence_given = sw_is_given(v);
    if (!p->decay_given) {
        sw_bind_input(load, SW_IN_PERSISTENCE, v, SW_ASSUMPTION);
        return;
    }
    if (p->persistence_given)
        sw_load_problem(load, SW_WARNING, "persistence-and-decay", v,
                        "give one of the two",
                        "persistence is taken as 1, because decay_per_year is "
                        "given");
    sw_input *input = sw_inputs_at(&p->inputs, SW_IN_PERSISTENCE);
    sw_input_define(input, sw_constant(1.0), SW_ASSUMPTION);
    sw_input_from(input, sw_message_word("decay_per_year is given"));
    input->live = false;
}

/* A number, or {"from": "usage", "ceiling": ...}; without a ceiling evidence
 * may give the later share of active seats; else it is that of the pilot. */
static void load_adoption(const sw_load *load, const sw_json *assumptions)
{
    const sw_json *v = sw_json_member(assumptions, "adoption");
    load->pilot->adoption_from_usage = sw_member_text(v, "from") != NULL;
    if (load->pilot->adoption_from_usage)
        v = sw_json_member(v, "ceiling");
    sw_bind_input(load, SW_IN_ADOPTION, v, SW_ASSUMPTION);
}

/* "MM-DD", or a month number; 1 January where absent. */
static void load_fiscal_year(const sw_load *load, const sw_json *assumptions)
{
    sw_pilot *p = load->pilot;
    const char *text = sw_member_text(assumptions, "fiscal_year_start");
    int month = 0, day = 1;
    p->fiscal_year_given =
        sw_is_given(sw_json_member(assumptions, "fiscal_year_start"));
    if (text == NULL)
        month = sw_member_int(assumptions, "fiscal_year_start", 1);
    else if (strlen(text) == strlen("MM-DD")) {
        month = (int)g_ascii_strtoll(text, NULL, 10);
        day = (int)g_ascii_strtoll(text + 3, NULL, 10);
    }
    p->fiscal_year_month = month >= 1 && month <= 12 ? month : 1;
    p->fiscal_year_day = day >= 1 && day <= 31 ? day : 1;
}

void sw_load_assumptions(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    const sw_json *v = sw_json_member(load->root, "assumptions");
    for (size_t i = 0; i < G_N_ELEMENTS(PLAIN); i++) {
        const char *key = sw_inputs_at(&p->inputs, PLAIN[i])->key;
        sw_bind_input(load, PLAIN[i], sw_json_at(load->root, key),
                      SW_ASSUMPTION);
    }
    load_persistence(load, v);
    load_adoption(load, v);
    const char *basis = sw_member_text(v, "basis");
    p->real_basis = basis != NULL && strcmp(basis, "real") == 0;
    p->transport_given = sw_is_given(sw_json_member(v, "transport"));
    p->benefit_delay_months = sw_member_int(v, "benefit_delay_months", 0);
    p->benefit_ramp_months = sw_member_int(v, "benefit_ramp_months", 0);
    p->horizon_years = sw_member_number(v, "horizon_years");
    load_fiscal_year(load, v);
    p->discounting = (sw_discounting)sw_member_choice(
        v, "discounting", DISCOUNTING, G_N_ELEMENTS(DISCOUNTING),
        SW_DISCOUNT_MONTHLY);
}
