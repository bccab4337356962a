/* economics_case.h - a pilot of seats alone, priced; for economics and up. */
#ifndef ECONOMICS_CASE_H
#define ECONOMICS_CASE_H

#include "economics/economics.h"
#include "pilot_folder.h"

typedef struct money_case {
    folder f;
    sw_evidence evidence;
    sw_economics *e;
    sw_economics_result *r;
} money_case;

/* Loads what is in the folder; without data nobody is missing from them. */
static inline void money_load(money_case *c)
{
    static const sw_input_id silent[] = {SW_IN_KAPPA, SW_IN_R_MISS,
                                         SW_IN_R_MISS_CONTROL};
    folder_load(&c->f, NULL);
    if (c->f.pilot == NULL)
        print_findings(&c->f);
    assert_non_null(c->f.pilot);
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        sw_input_forget(sw_inputs_at(&c->f.pilot->inputs, silent[i]));
}

static inline void money_unprice(money_case *c)
{
    sw_economics_result_free(c->r);
    sw_economics_free(c->e);
    c->r = NULL;
    c->e = NULL;
}

/* Prices the pilot that is loaded, anew where it has been priced. */
static inline void money_price(money_case *c)
{
    money_unprice(c);
    c->evidence = (sw_evidence){.lead = SIZE_MAX, .grade = 'B'};
    assert_int_equal(
        SW_OK, sw_economics_new(&c->e, c->f.pilot, &c->evidence, NULL, NULL));
    assert_int_equal(SW_OK, sw_economics_evaluate(&c->r, c->e, NULL));
}

/* Sets the effect in minutes per seat and week; NaN: none. */
static inline void money_set_minutes(money_case *c, double minutes)
{
    sw_inputs *in = &c->f.pilot->inputs;
    if (isnan(minutes))
        return;
    sw_input_define(sw_inputs_at(in, SW_IN_EFFECT), sw_constant(minutes),
                    SW_MEASURED);
    sw_input_define(sw_inputs_at(in, SW_IN_BIAS), sw_constant(0.0),
                    SW_ASSUMPTION);
    sw_input_define(sw_inputs_at(in, SW_IN_SELF_REPORT), sw_constant(1.0),
                    SW_ASSUMPTION);
}

/* Loads the pilot made of the given members, sets the effect, and prices it. */
static inline void money_open(money_case *c, const char *contract,
                              const char *more, double minutes)
{
    *c = (money_case){.f = folder_new()};
    folder_write_pilot(&c->f, contract, more);
    money_load(c);
    money_set_minutes(c, minutes);
    money_price(c);
}

/* The same of another day of decision; no effect. */
static inline void money_open_on(money_case *c, const char *as_of,
                                 const char *contract, const char *more)
{
    *c = (money_case){.f = folder_new()};
    g_autofree char *text = g_strdup_printf(
        "{\"seatworth\": 1, \"name\": \"Test\", \"currency\": \"USD\","
        "\"pilot\": {\"start\": \"2023-06-01\", \"end\": \"2024-01-31\"},"
        "\"as_of\": \"%s\", \"contract\": {%s}, %s}",
        as_of, contract, more);
    folder_write(&c->f, "pilot.json", text);
    money_load(c);
    money_price(c);
}

static inline void money_close(money_case *c)
{
    money_unprice(c);
    folder_free(&c->f);
}

static inline size_t flow_named(const money_case *c, const char *id)
{
    for (size_t f = 0; f < c->e->n_flows; f++)
        if (strcmp(c->e->flows[f].id, id) == 0)
            return f;
    return SIZE_MAX;
}

/* Amount of a flow in month m; NaN where the model has no such flow. */
static inline double flow_in_month(const money_case *c, const sw_cash_flow *cf,
                                   const char *id, int m)
{
    size_t f = flow_named(c, id);
    return f == SIZE_MAX ? NAN : cf->amount[f * cf->n_months + (size_t)m - 1];
}

/* Of a flow's entries that are due from as_of on. */
static inline double flow_total(const money_case *c, const sw_cash_flow *cf,
                                const char *id)
{
    double sum = 0;
    for (int m = 1; m <= (int)cf->n_months; m++)
        sum += flow_in_month(c, cf, id, m);
    return sum;
}

/* "" is no day. */
static inline void assert_day(sw_day got, const char *want, const char *row)
{
    char text[SW_DATE_TEXT];
    if (strcmp(sw_date_format(got, text), want) != 0)
        fail_msg("%s: %s, want %s", row, text, want);
}

/* The contract of the case to keep in mind: 500 seats, term to 2024-07-31. */
#define SAMPLE_CONTRACT                                                        \
    "\"price\": 30, \"baseline_price\": 30, \"seats_purchased\": 500,"         \
    "\"billing\": \"annual-upfront\", \"term_months\": 12,"                    \
    "\"term_start\": \"2023-08-01\", \"term_end\": \"2024-07-31\","            \
    "\"notice_days\": 30, \"auto_renew\": true"

#define SAMPLE_ASSUMPTIONS                                                     \
    "\"seats\": {\"count\": 500}, \"assumptions\": {\"hourly_cost\": 62,"      \
    "\"realisation\": 0.5, \"persistence\": 1, \"discount_rate\": 0.1},"       \
    "\"benefits\": [{\"id\": \"time\", \"kind\": \"time-saved\"}]"

#endif
