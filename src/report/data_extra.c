/* data_extra.c - rows that the tables have and result.json does not. */
#include <math.h>

#include "economics/calendar.h"
#include "report/data_tables.h"
#include "report/result_json_parts.h"
#include "report/risks.h"

static void put_month(sw_json_writer *w, const sw_evaluation *e, size_t m)
{
    enum { FIRST = 1 };
    sw_day as_of = e->economics->as_of;
    sw_json_put_integer(w, "month", (long long)m + FIRST);
    sw_json_put_day(w, "first_day", sw_month_first(as_of, (int)m + FIRST));
    sw_json_put_day(w, "last_day", sw_month_last(as_of, (int)m + FIRST));
}

static void put_flow(sw_json_writer *w, const sw_evaluation *e,
                     const sw_cash_flow *cf, const char *option,
                     const char *view)
{
    const sw_economics *m = e->economics;
    for (size_t month = 0; month < cf->n_months; month++)
        for (size_t f = 0; f < m->n_flows; f++) {
            sw_json_begin_object(w);
            sw_json_put_string(w, "option", option);
            sw_json_put_string(w, "view", view);
            put_month(w, e, month);
            sw_json_put_string(w, "line", m->flows[f].id);
            sw_json_put_number(w, "amount",
                               cf->amount[f * cf->n_months + month]);
            sw_json_end_object(w);
        }
}

static void put_flows(sw_json_writer *w, const sw_evaluation *e)
{
    static const char COMMITMENT[] = "commitment", PROGRAMME[] = "programme";
    const sw_economics_result *m = e->money;
    sw_json_key(w, "cash_flows");
    sw_json_begin_array(w);
    put_flow(w, e, &m->renew[SW_VIEW_COMMITMENT], "renew", COMMITMENT);
    put_flow(w, e, &m->renew[SW_VIEW_PROGRAMME], "renew", PROGRAMME);
    put_flow(w, e, &m->leave, "leave", COMMITMENT);
    put_flow(w, e, &m->leave_programme, "leave", PROGRAMME);
    put_flow(w, e, &m->idle, "do-nothing", COMMITMENT);
    sw_json_end_array(w);
}

static double input_of(const sw_evaluation *e, size_t id)
{
    return id == SIZE_MAX ? NAN : sw_inputs_value(&e->economics->inputs, id);
}

static void put_risks(sw_json_writer *w, const sw_evaluation *e)
{
    sw_json_key(w, "risks");
    sw_json_begin_array(w);
    for (size_t r = 0; r < e->pilot->n_risks; r++) {
        const sw_risk *risk = &e->pilot->risks[r];
        sw_json_begin_object(w);
        sw_json_put_string(w, "risk", risk->id);
        sw_json_put_number(w, "probability_per_year",
                           input_of(e, e->economics->risk_input[r]));
        sw_json_put_number(w, "cost", input_of(e, risk->cost));
        sw_json_put_number(w, "benefit_months_lost",
                           input_of(e, risk->benefit_months_lost));
        sw_json_put_number(w, "expected_cost_per_year",
                           sw_risk_expected_loss(e, r));
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

char *sw_data_extra(size_t *length, const sw_evaluation *e)
{
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_begin_object(&w);
    put_flows(&w, e);
    put_risks(&w, e);
    sw_json_end_object(&w);
    return sw_json_writer_take(&w, length);
}
