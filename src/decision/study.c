#include "decision/study.h"

#include <math.h>
#include <string.h>

#include "decision/decision.h"
#include "decision/learning.h"
#include "decision/option.h"

static const double DAYS_PER_YEAR = 365.25, DAYS_PER_WEEK = 7.0,
                    MINUTES_PER_HOUR = 60.0;

/* Below it the error of the estimate is itself not known (README.md). */
static const double LEAST_DF = 4.0;

/* Draws behind a study's value: an eighth of the simulation's. */
enum { MOST_POINTS = 256, LEAST_POINTS = 16, SHARE_OF_DRAWS = 8 };

static double annuity(double rho, double from, double to)
{
    if (!(fabs(rho) > 0.0))
        return to - from;
    return exp(-rho * from) * -expm1(-rho * (to - from)) / rho;
}

double sw_study_net(const sw_study_terms *t, double best, double informed)
{
    double delay = fmin(t->delay_years, t->committed_years);
    double whole = annuity(t->rho, 0.0, t->committed_years);
    return (t->meanwhile * annuity(t->rho, 0.0, delay) +
            informed * annuity(t->rho, delay, t->committed_years) -
            best * whole) /
               whole -
           t->cost;
}

/* ---- what a study costs and how long it holds the decision up ---- */

static double or_else(double x, double otherwise)
{
    return isnan(x) ? otherwise : x;
}

static double cost_of(const sw_pilot *p, const sw_planned_study *plan,
                      double responses)
{
    const sw_extension *x = &p->extension;
    double wage = sw_inputs_value(&p->inputs, SW_IN_HOURLY_COST);
    double own_time = x->minutes_per_response / MINUTES_PER_HOUR * wage;
    double each = or_else(plan->cost_per_response,
                          or_else(x->cost_per_response, own_time));
    double fixed = or_else(plan->cost, or_else(x->fixed_cost, 0.0));
    return fixed + (responses > 0.0 ? responses * each : 0.0);
}

/* As many as are behind the estimate, unless the study says otherwise. */
static double responses_of(const sw_pilot *p, const sw_planned_study *plan,
                           const sw_effect *lead)
{
    sw_answers behind = {NAN, NAN};
    if (lead != NULL)
        behind = sw_answers_behind(lead);
    double n = or_else(plan->responses, behind.pilot + behind.control);
    return fmin(n, or_else(p->extension.max_responses, INFINITY));
}

static double weeks_of(const sw_pilot *p, const sw_planned_study *plan)
{
    return fmin(plan->weeks, or_else(p->extension.max_weeks, INFINITY));
}

/* The decision waits from the last day on which it can be made until the study
 * has ended. */
static double delay_years(const sw_economics *e, double weeks)
{
    const sw_clock *clock = &e->clock[0];
    sw_day last =
        clock->act_by != SW_DAY_NONE ? clock->act_by : clock->signed_from;
    double slack = (double)(last - e->as_of);
    return fmax(0.0, weeks * DAYS_PER_WEEK - slack) / DAYS_PER_YEAR;
}

/* ---- the interim term ---- */

/* Of those that can still be taken. */
static const sw_offer *shortest_offer(const sw_economics *e)
{
    const sw_contract *c = &e->pilot->contracts[0];
    const sw_offer *shortest = NULL;
    for (size_t i = 0; i < c->n_offers; i++)
        if (sw_offer_why_not(e, 0, &c->offers[i]) == NULL &&
            (shortest == NULL ||
             c->offers[i].term_months < shortest->term_months))
            shortest = &c->offers[i];
    return shortest;
}

sw_interim sw_interim_term(const sw_economics *e)
{
    const sw_contract *c = &e->pilot->contracts[0];
    sw_interim term = {.offer = shortest_offer(e)};
    term.extended = c->at_end == SW_END_EXTENDED && e->clock[0].runs;
    term.can_be_bought = term.offer != NULL || term.extended;
    return term;
}

/* Present value at the inputs' means, as the policy's headline counts. */
static double worth_of(const sw_economics *e, const sw_ledger *l)
{
    sw_columns one = {1, e->mean_column, e->none_varies, NULL};
    double net = 0.0, work[7];
    sw_present_value v = {{&work[0], &work[1], &work[2]},
                          {&work[3], &work[4], &work[5]},
                          &work[6]};
    sw_ledger_value(&v, e, l, &one);
    for (int k = 0; k <= (int)e->pilot->policy.headline; k++)
        net += *v.benefit[k] - *v.cost[k];
    return net;
}

/* Net benefit of an interim term over renewing's window, all inputs at their
 * means; what the delay is worth, spread evenly over it. */
static double worth_meanwhile(const sw_economics *e, const sw_offer *offer)
{
    sw_option_terms terms = sw_terms_as_now(e);
    terms.offer = offer;
    terms.idles = offer == NULL; /* extended service is what happens then */
    terms.window = e->renew[SW_VIEW_COMMITMENT].to;
    sw_ledger interim;
    sw_ledger_init(&interim, e, &terms, SW_VIEW_COMMITMENT);
    double net = worth_of(e, &interim) - worth_of(e, &e->leave);
    sw_ledger_clear(&interim);
    return net;
}

/* Of two ways to bridge the time the better one. */
static double interim_worth(const sw_economics *e, const sw_interim *interim)
{
    double offered =
        interim->offer == NULL ? -INFINITY : worth_meanwhile(e, interim->offer);
    double extended = interim->extended ? worth_meanwhile(e, NULL) : -INFINITY;
    return fmax(offered, extended);
}

/* ---- one study ---- */

typedef struct desk {
    const sw_decision *d;
    const sw_economics *e;
    const sw_information *information;
    sw_interim interim;
    double meanwhile; /* of the interim term */
    bool *known;      /* [n_inputs] */
} desk;

static double best_mean(const sw_simulation *s)
{
    double best = 0.0;
    for (size_t o = 0; o < s->n_options; o++)
        if (s->in_set[o])
            best = fmax(best, s->options[o].mean);
    return best;
}

/* Why the study cannot be valued, or NULL. */
static sw_message *why_unknown(const desk *k, const sw_study *s)
{
    const sw_evidence *ev = k->e->evidence;
    bool of_people = s->kind != SW_STUDY_REALISATION;
    if (of_people && ev->lead == SIZE_MAX)
        return sw_message_word(
            "nothing was measured yet, so what one answer tells "
            "is not known");
    if (of_people && ev->effects[ev->lead].minutes_df <= LEAST_DF)
        return sw_message_word(
            "with 4 degrees of freedom or fewer the error of the "
            "estimate is not known well enough to value a study");
    if (isnan(s->responses) || isnan(s->weeks) || isnan(s->cost))
        return sw_message_word("its answers, weeks or cost are not known");
    return NULL;
}

static sw_study_terms terms_of(const desk *k, double delay, double cost)
{
    sw_day to = k->e->renew[SW_VIEW_COMMITMENT].to;
    double rate = sw_inputs_value(&k->e->inputs, SW_IN_DISCOUNT_RATE);
    return (sw_study_terms){.rho = log1p(rate),
                            .committed_years =
                                (double)(to - sw_signed_from(k->e) + 1) /
                                DAYS_PER_YEAR,
                            .delay_years = delay,
                            .meanwhile = delay > 0.0 ? k->meanwhile : 0.0,
                            .cost = cost};
}

static sw_status value_study(sw_study *s, desk *k, sw_error *err)
{
    sw_learnt learnt;
    sw_information_value v = {0.0, 0.0, 0.0};
    size_t n = sw_inputs_length(&k->e->inputs);
    memset(k->known, 0, n * sizeof *k->known);
    sw_status st = SW_OK;
    if (sw_learnt_set(&learnt, k->known, k->e, s->kind, s->responses))
        st = sw_information_worth(&v, k->information, k->known, sw_learn,
                                  &learnt, err);
    if (st != SW_OK)
        return st;
    double delay = delay_years(k->e, s->weeks);
    sw_study_terms terms = terms_of(k, delay, s->cost);
    double best = best_mean(k->d->simulation);
    s->value = fmax(v.value, 0.0);
    s->changes_action = v.changes_action;
    if (delay > 0.0 && !k->interim.can_be_bought) {
        s->possible = false;
        s->why_not =
            sw_message_word("it ends after the last day to act, and no "
                            "interim term can be bought (contract.offers)");
        return SW_OK;
    }
    s->net = sw_study_net(&terms, best, best + s->value);
    double late = fmin(delay, terms.committed_years);
    s->mc_se = v.se * annuity(terms.rho, late, terms.committed_years) /
               annuity(terms.rho, 0.0, terms.committed_years);
    return SW_OK;
}

static sw_status set_study(sw_study *s, desk *k, const sw_planned_study *plan,
                           sw_error *err)
{
    const sw_pilot *p = k->e->pilot;
    const sw_evidence *ev = k->e->evidence;
    const sw_effect *lead =
        ev->lead == SIZE_MAX ? NULL : &ev->effects[ev->lead];
    *s = (sw_study){.name = g_strdup(plan->name),
                    .is_word = plan->is_word,
                    .kind = plan->kind,
                    .responses = responses_of(p, plan, lead),
                    .weeks = weeks_of(p, plan),
                    .value = NAN,
                    .net = NAN,
                    .mc_se = NAN,
                    .changes_action = NAN};
    s->cost = cost_of(p, plan, s->responses);
    s->why_not = why_unknown(k, s);
    s->possible = s->why_not == NULL;
    return s->possible ? value_study(s, k, err) : SW_OK;
}

static int by_net(const void *a, const void *b)
{
    const sw_study *x = a, *y = b;
    double dx = isnan(x->net) ? -INFINITY : x->net;
    double dy = isnan(y->net) ? -INFINITY : y->net;
    if (dx > dy || dx < dy)
        return dx > dy ? -1 : 1;
    return x->kind < y->kind ? -1 : x->kind > y->kind;
}

static size_t points_of(const sw_simulation *s)
{
    size_t n = s->draws / SW_REPLICATES / SHARE_OF_DRAWS;
    return CLAMP(n, LEAST_POINTS, MOST_POINTS);
}

sw_status sw_studies_value(sw_decision *d, const sw_economics *e,
                           const sw_economics_result *money, sw_error *err)
{
    (void)money;
    const sw_extension *x = &e->pilot->extension;
    if (!e->has_benefit || x->n_studies == 0)
        return SW_OK;
    sw_information *information = NULL;
    sw_status st = sw_information_new(&information, d->simulation, e,
                                      points_of(d->simulation), err);
    if (st != SW_OK)
        return st;
    desk k = {.d = d,
              .e = e,
              .information = information,
              .interim = sw_interim_term(e),
              .known = g_new0(bool, sw_inputs_length(&e->inputs))};
    if (k.interim.can_be_bought)
        k.meanwhile = interim_worth(e, &k.interim);
    d->studies = g_new0(sw_study, x->n_studies);
    for (; st == SW_OK && d->n_studies < x->n_studies; d->n_studies++)
        st = set_study(&d->studies[d->n_studies], &k, &x->studies[d->n_studies],
                       err);
    qsort(d->studies, d->n_studies, sizeof *d->studies, by_net);
    g_free(k.known);
    sw_information_free(information);
    return st;
}

void sw_studies_free(sw_study *studies, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_free(studies[i].name);
        sw_message_free(studies[i].why_not);
    }
    g_free(studies);
}
