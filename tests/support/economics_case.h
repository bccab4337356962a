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

/* Loads the pilot made of the given members, sets the effect (NaN: none) in
 * minutes per seat and week, and prices it. */
static inline void money_open(money_case *c, const char *contract,
                              const char *more, double minutes)
{
    *c = (money_case){.f = folder_new()};
    folder_write_pilot(&c->f, contract, more);
    c->f.pilot = sw_pilot_load(c->f.path, NULL, c->f.d);
    for (size_t i = 0; c->f.pilot == NULL && i < sw_diagnostics_length(c->f.d);
         i++)
        print_error("%s\n", sw_diagnostic_line(sw_diagnostics_at(c->f.d, i)));
    assert_non_null(c->f.pilot);
    sw_inputs *in = &c->f.pilot->inputs;
    if (!isnan(minutes)) {
        sw_input_define(sw_inputs_at(in, SW_IN_EFFECT), sw_constant(minutes),
                        SW_MEASURED);
        sw_input_define(sw_inputs_at(in, SW_IN_BIAS), sw_constant(0.0),
                        SW_ASSUMPTION);
        sw_input_define(sw_inputs_at(in, SW_IN_SELF_REPORT), sw_constant(1.0),
                        SW_ASSUMPTION);
    }
    c->evidence = (sw_evidence){.lead = SIZE_MAX, .grade = 'B'};
    assert_int_equal(SW_OK,
                     sw_economics_new(&c->e, c->f.pilot, &c->evidence, NULL));
    assert_int_equal(SW_OK, sw_economics_evaluate(&c->r, c->e, NULL));
}

static inline void money_close(money_case *c)
{
    sw_economics_result_free(c->r);
    sw_economics_free(c->e);
    folder_free(&c->f);
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
