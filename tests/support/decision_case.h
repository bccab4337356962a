/* decision_case.h - cases made for a verdict: 500 seats, and what is known of
 * their effect. */
#ifndef DECISION_CASE_H
#define DECISION_CASE_H

#include "decision/option.h"
#include "decision/rule.h"
#include "economics_case.h"
#include "said.h"

#define COUNT_500 "\"seats\": {\"count\": 500}, "
#define ASSUMED(more)                                                          \
    "\"assumptions\": {\"hourly_cost\": 60, \"realisation\": 0.5,"             \
    "\"persistence\": 1, \"discount_rate\": 0.1" more "}, "
#define TIME "\"benefits\": [{\"id\": \"time\", \"kind\": \"time-saved\"}]"
#define CASE COUNT_500 ASSUMED("") TIME

/* A minute a week is 46 weeks * 0.5 dollars a minute = 23 dollars a year: a
 * seat of 360 dollars breaks even at 15.65 minutes a week. */
#define BREAK_EVEN (360.0 / 23.0)

/* Two segments of 250 seats; one node, so that theta is normal. What they have
 * in common varies by `common`, what each has of its own by `sd`. */
typedef struct two_segments {
    sw_segment segment[2];
    sw_segment_posterior posterior;
    double probability[1], tau[1], mean[2], lean[2], rest[4];
} two_segments;

static inline void split_with(two_segments *t, sw_evidence *ev, double first,
                              double second, double sd, double common)
{
    *t = (two_segments){.probability = {1.0},
                        .tau = {10.0},
                        .mean = {first, second},
                        .lean = {common, common},
                        .rest = {sd, 0.0, 0.0, sd}};
    const double effect[2] = {first, second};
    for (size_t g = 0; g < 2; g++)
        t->segment[g] = (sw_segment){.name = (char *)(g == 0 ? "Law" : "Sales"),
                                     .seats = 250,
                                     .active_seats = NAN,
                                     .hourly_cost = NAN,
                                     .pooled = effect[g],
                                     .pooled_sd = sd};
    t->posterior = (sw_segment_posterior){.n_segments = 2,
                                          .n_nodes = 1,
                                          .probability = t->probability,
                                          .tau = t->tau,
                                          .mean = t->mean,
                                          .lean = t->lean,
                                          .rest = t->rest};
    ev->segments = t->segment;
    ev->n_segments = 2;
    ev->posterior = &t->posterior;
}

static inline void split(two_segments *t, sw_evidence *ev, double first,
                         double second, double sd)
{
    split_with(t, ev, first, second, sd, 0.0);
}

static inline void set_effect(money_case *c, double minutes, double sd)
{
    sw_input_define(
        sw_inputs_at(&c->e->inputs, SW_IN_EFFECT),
        (sw_distribution){.kind = SW_DIST_NORMAL, .p = {minutes, sd, 0}},
        SW_MEASURED);
}

static inline void open_case(money_case *c, const char *contract,
                             const char *more, double minutes, double sd)
{
    money_open(c, contract, more, minutes);
    set_effect(c, minutes, sd);
}

/* So many of the people with a seat use it; the others are idle. */
static inline void use_seats(money_case *c, double active)
{
    double held = sw_inputs_value(&c->e->pilot->inputs, SW_IN_SEATS_ASSIGNED);
    sw_seat_counts *s = &c->evidence.seats;
    s->assigned = s->eligible = held;
    s->active = s->needed = active;
    s->idle = held - active;
}

static inline sw_decision *decide(money_case *c)
{
    sw_decision *d = NULL;
    assert_int_equal(SW_OK, sw_decide(&d, c->e, c->r, NULL));
    return d;
}

static inline const sw_option *chosen(const sw_decision *d)
{
    assert_int_not_equal(SW_NO_OPTION, d->verdict.chosen);
    return &d->options[d->verdict.chosen];
}

static inline void assert_verdict(const sw_decision *d, sw_option_kind want)
{
    if (d->verdict.option != want)
        fail_msg("%s: %s", sw_option_name(d->verdict.option),
                 said(d->verdict.headline));
    assert_int_equal(want, chosen(d)->kind);
}

static inline void assert_says(const sw_message *m, const char *part)
{
    const char *text = said(m);
    if (strstr(text, part) == NULL)
        fail_msg("'%s' is not in: %s", part, text);
}

/* CASE with something to switch to. */
#define OTHER(seats, price, factor, more)                                      \
    CASE ", \"alternatives\": [{\"name\": \"Other\", \"contract\": {"          \
         "\"price\": " price ", \"seats_purchased\": " seats ", "              \
         "\"billing\": \"annual-upfront\"}, \"benefit_factor\": " factor more  \
         "}]"

#endif
