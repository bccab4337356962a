/*
 * plan_pilot.c - what a pilot tells of the study to plan.
 *
 * The planned study measures the effect itself, with a control group chosen at
 * random; what lies between that and the priced minutes (rework, transport,
 * persistence, adoption) scales the worth of a minute. What is believed before
 * it is what the pilot shows so far, its self-report factor and bias included.
 */
#include <math.h>

#include "economics/economics.h"
#include "base/units.h"
#include "evaluation/plan.h"
#include "evaluation/plan_size.h"

static const double WEEKS_PER_YEAR = 52.0;

/* What the command line gave stands; what is impossible is left out. */
static void offer(sw_plan_inputs *in, sw_plan_key key, double value,
                  sw_plan_source source)
{
    if (in->source[key] == SW_PLAN_GIVEN || !isfinite(value))
        return;
    g_free(sw_plan_inputs_set(in, key, value, source));
}

static void read_teams(sw_plan_inputs *in, const sw_roster *roster)
{
    if (roster->n_teams < 2)
        return;
    g_autofree double *size = g_new0(double, roster->n_teams);
    for (size_t i = 0; i < roster->n; i++)
        if (roster->people[i].team >= 0 &&
            roster->people[i].status == SW_PERSON_ACTIVE)
            size[roster->people[i].team] += 1.0;
    double n = 0.0, sum = 0.0, squares = 0.0;
    for (size_t t = 0; t < roster->n_teams; t++) {
        n += size[t] > 0.0;
        sum += size[t];
        squares += size[t] * size[t];
    }
    if (n < 2.0)
        return;
    double mean = sum / n;
    double variance = fmax(squares - n * mean * mean, 0.0) / (n - 1.0);
    offer(in, SW_PLAN_TEAM_SIZE, mean, SW_PLAN_FROM_PILOT);
    offer(in, SW_PLAN_TEAM_CV, sqrt(variance) / mean, SW_PLAN_FROM_PILOT);
}

static void read_people(sw_plan_inputs *in, const sw_pilot *pilot,
                        const sw_evidence *evidence)
{
    read_teams(in, &pilot->roster);
    offer(in, SW_PLAN_RESPONSE_RATE, evidence->response_rate,
          SW_PLAN_FROM_PILOT);
    offer(in, SW_PLAN_POPULATION,
          isfinite(pilot->eligible_population) ? pilot->eligible_population
          : pilot->roster.n > 0                ? (double)pilot->roster.n
                                               : NAN,
          SW_PLAN_FROM_PILOT);
}

/* The sd of a person behind the lead's standard error: without the design
 * effect that its teams had, were the correlation the assumed one. */
static void read_spread(sw_plan_inputs *in, const sw_evidence *evidence)
{
    if (evidence->lead == SIZE_MAX)
        return;
    const sw_effect *lead = &evidence->effects[evidence->lead];
    bool named = lead->people_pilot > 0; /* else rows are people */
    double pilot = (double)(named ? lead->people_pilot : lead->n_pilot);
    double control = (double)(named ? lead->people_control : lead->n_control);
    double parts = 1.0 / pilot + (control > 0.0 ? 1.0 / control : 0.0);
    double sd = lead->minutes_se / sqrt(parts);
    size_t teams = lead->clusters_pilot + lead->clusters_control;
    if (teams > 0) {
        double m = fmax((pilot + control) / (double)teams, 1.0);
        sd /= sqrt(1.0 + (m - 1.0) * in->value[SW_PLAN_ICC]);
    }
    offer(in, SW_PLAN_SD, sd, SW_PLAN_FROM_PILOT);
}

static double mean_of(const sw_economics *e, size_t id)
{
    return sw_inputs_value(&e->inputs, id);
}

static double sd_of(const sw_economics *e, size_t id)
{
    const sw_input *input = sw_inputs_at(&e->inputs, id);
    return input->known ? sw_distribution_sd(&input->distribution) : NAN;
}

/* Moments of effect * factor + bias, all independent. */
static void read_prior(sw_plan_inputs *in, const sw_economics *model)
{
    double e = mean_of(model, SW_IN_EFFECT), se = sd_of(model, SW_IN_EFFECT);
    double f = mean_of(model, SW_IN_SELF_REPORT);
    double sf = sd_of(model, SW_IN_SELF_REPORT);
    double b = mean_of(model, SW_IN_BIAS), sb = sd_of(model, SW_IN_BIAS);
    double product = (e * e + se * se) * (f * f + sf * sf) - e * e * f * f;
    offer(in, SW_PLAN_PRIOR_MEAN, e * f + b, SW_PLAN_FROM_PILOT);
    offer(in, SW_PLAN_PRIOR_SD, sqrt(product + sb * sb), SW_PLAN_FROM_PILOT);
    /* Nothing measured yet: as unsure as the policy's scale of effects. */
    if (in->source[SW_PLAN_PRIOR_SD] == SW_PLAN_UNKNOWN) {
        offer(in, SW_PLAN_PRIOR_MEAN, in->value[SW_PLAN_EFFECT],
              SW_PLAN_DEFAULT);
        offer(in, SW_PLAN_PRIOR_SD, model->pilot->policy.effect_scale,
              SW_PLAN_DEFAULT);
    }
}

/* Priced minutes of a measured one. */
static double scale_of(const sw_economics_result *money)
{
    const sw_economics *e = money->model;
    double adoption = money->minutes / e->evidence->minutes;
    return (1.0 - mean_of(e, SW_IN_REWORK)) * mean_of(e, SW_IN_TRANSPORT) *
           mean_of(e, SW_IN_PERSISTENCE) *
           (isfinite(adoption) ? adoption : 1.0);
}

/* From the model where it has a break-even; else by the seats' hours. */
static void read_worth(sw_plan_inputs *in, const sw_economics_result *money)
{
    const sw_economics *e = money->model;
    double at = money->break_even.minutes_per_seat_week;
    double worth = money->commitment.npv / (money->minutes - at);
    double cost = worth * at;
    if (!(worth > 0.0) || !isfinite(worth) || !(cost > 0.0)) {
        worth = mean_of(e, SW_IN_SEATS_ASSIGNED) *
                mean_of(e, SW_IN_WORKING_WEEKS) / SW_MONTHS_PER_YEAR *
                e->pilot->contracts[0].term_months / SW_MINUTES_PER_HOUR *
                mean_of(e, SW_IN_HOURLY_COST) * mean_of(e, SW_IN_REALISATION);
        cost = money->commitment.pv_costs;
    }
    worth *= scale_of(money);
    offer(in, SW_PLAN_VALUE, worth, SW_PLAN_FROM_PILOT);
    offer(in, SW_PLAN_COST, cost, SW_PLAN_FROM_PILOT);
    /* The least effect worth having is the one that pays. */
    offer(in, SW_PLAN_EFFECT,
          in->value[SW_PLAN_COST] / in->value[SW_PLAN_VALUE],
          SW_PLAN_FROM_PILOT);
}

static void read_term(sw_plan_inputs *in, const sw_pilot *pilot,
                      const sw_economics_result *money)
{
    if (pilot->contracts[0].term_months > 0)
        offer(in, SW_PLAN_TERM_WEEKS,
              WEEKS_PER_YEAR * pilot->contracts[0].term_months /
                  SW_MONTHS_PER_YEAR,
              SW_PLAN_FROM_PILOT);
    double seats = mean_of(money->model, SW_IN_SEATS_PURCHASED);
    if (seats > 0.0)
        offer(in, SW_PLAN_SEAT_COST,
              money->years_spend / seats / WEEKS_PER_YEAR, SW_PLAN_FROM_PILOT);
}

sw_status sw_plan_inputs_read(sw_plan_inputs *in, const sw_pilot *pilot,
                              sw_error *err)
{
    sw_evidence *evidence = NULL;
    sw_economics *economics = NULL;
    sw_economics_result *money = NULL;
    sw_status st = sw_evidence_estimate(&evidence, pilot, err);
    if (st == SW_OK)
        st = sw_economics_new(&economics, pilot, evidence, NULL, err);
    if (st == SW_OK)
        st = sw_economics_evaluate(&money, economics, err);
    if (st == SW_OK) {
        read_people(in, pilot, evidence);
        read_term(in, pilot, money);
        read_spread(in, evidence);
        read_worth(in, money);
        read_prior(in, economics);
    }
    sw_economics_result_free(money);
    sw_economics_free(economics);
    sw_evidence_free(evidence);
    return st;
}
