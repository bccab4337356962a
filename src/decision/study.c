#include "decision/study.h"

#include <math.h>
#include <string.h>

#include "base/units.h"
#include "decision/decision.h"
#include "decision/learning.h"
#include "decision/option.h"

/* Sizes that are tried of a study that names none: halved from the most. */
enum { SIZES = 6 };

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
    double own_time = x->minutes_per_response / SW_MINUTES_PER_HOUR * wage;
    double each = or_else(plan->cost_per_response,
                          or_else(x->cost_per_response, own_time));
    double fixed = or_else(plan->cost, or_else(x->fixed_cost, 0.0));
    return fixed + (responses > 0.0 ? responses * each : 0.0);
}

/* People who could still be asked: those who hold a seat and are not behind the
 * estimate. */
static double people_left(const sw_economics *e, const sw_effect *lead)
{
    double seats = sw_inputs_value(&e->inputs, SW_IN_SEATS_ASSIGNED);
    return fmax(0.0, seats - sw_answers_behind(lead).pilot);
}

/* The most answers that a study of the kind can give: more of the same come
 * from the silent; a control group may be as many people as hold a seat again.
 */
static double most_responses(const sw_economics *e, sw_study_kind kind)
{
    const sw_evidence *ev = e->evidence;
    double limit = or_else(e->pilot->extension.max_responses, INFINITY);
    double seats = sw_inputs_value(&e->inputs, SW_IN_SEATS_ASSIGNED);
    if (kind == SW_STUDY_SURVEY && ev->lead != SIZE_MAX)
        return fmin(limit, people_left(e, &ev->effects[ev->lead]));
    return fmin(limit, kind == SW_STUDY_CONTROL ? 2.0 * seats : seats);
}

static double weeks_of(const sw_pilot *p, const sw_planned_study *plan)
{
    return fmin(plan->weeks, or_else(p->extension.max_weeks, INFINITY));
}

/* The decision waits from the day by which it has to be made until the study
 * has ended. */
static double delay_years(const sw_economics *e, double weeks)
{
    sw_day last = sw_internal_act_by(e);
    if (last == SW_DAY_NONE)
        last = e->clock[0].signed_from;
    double slack = (double)(last - e->as_of);
    return fmax(0.0, weeks * SW_DAYS_PER_WEEK - slack) / SW_DAYS_PER_YEAR;
}

bool sw_study_is_in_time(const sw_study *s)
{
    return !(s->delay_years > 0.0);
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

/* Expected net benefit of what bridges the time, over its own window and scaled
 * to renewing's as every option's is: extended service is what happens if
 * nobody acts. */
static double worth_meanwhile(const sw_decision *d, const sw_offer *offer)
{
    for (size_t i = 0; i < d->n_options; i++) {
        const sw_option *o = &d->options[i];
        if (offer != NULL ? o->offer == offer : o->kind == SW_OPTION_DO_NOTHING)
            return o->draws.mean;
    }
    return NAN;
}

/* Of two ways to bridge the time the better one. */
static double interim_worth(const sw_decision *d, const sw_interim *interim)
{
    double offered =
        interim->offer == NULL ? -INFINITY : worth_meanwhile(d, interim->offer);
    double extended = interim->extended ? worth_meanwhile(d, NULL) : -INFINITY;
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
    if (s->responses < 1.0)
        return sw_message_word("everybody who holds a seat has answered");
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
                                SW_DAYS_PER_YEAR,
                            .delay_years = delay,
                            .meanwhile = delay > 0.0 ? k->meanwhile : 0.0,
                            .cost = cost};
}

/* Answers, and share of the seats, below which answers of one arm alone carry
 * no purchase (METHODS, grade D). */
static const double LEAST_ANSWERS = 20.0, LEAST_SHARE = 0.3, ENOUGH_SHARE = 0.8;

/* Whether after the study something may be bought that is withheld now: answers
 * of one arm need to be enough; a group to compare with mends any design; where
 * the time goes mends none. */
static bool lifts(const desk *k, sw_study_kind kind, double responses)
{
    const sw_evidence *ev = k->e->evidence;
    if (kind != SW_STUDY_SURVEY)
        return kind == SW_STUDY_CONTROL;
    const sw_effect *lead = &ev->effects[ev->lead];
    double seats = sw_inputs_value(&k->e->inputs, SW_IN_SEATS_ASSIGNED);
    double n = sw_answers_behind(lead).pilot + responses, share = n / seats;
    bool enough = n >= LEAST_ANSWERS || share >= ENOUGH_SHARE;
    return ev->grade != 'D' ||
           (lead->n_control == 0 && enough && share >= LEAST_SHARE);
}

/* What the value of information makes of the study; the best without it is
 * leaving where nothing may be bought before a study. `v` is NULL where it
 * teaches nothing. */
static void set_net(sw_study *s, const desk *k, const sw_information_value *v)
{
    bool withheld = k->d->withholds;
    double best = best_mean(k->d->simulation);
    double now = withheld ? 0.0 : best;
    bool counts = v != NULL && (!withheld || lifts(k, s->kind, s->responses));
    double informed = counts ? best + fmax(v->value, 0.0) : now;
    sw_study_terms terms = terms_of(k, s->delay_years, s->cost);
    double late = fmin(s->delay_years, terms.committed_years);
    s->value = informed - now;
    s->changes_action = !counts ? 0.0 : withheld ? v->stays : v->changes_action;
    s->net = sw_study_net(&terms, now, informed);
    s->mc_se = !counts
                   ? 0.0
                   : v->se * annuity(terms.rho, late, terms.committed_years) /
                         annuity(terms.rho, 0.0, terms.committed_years);
}

/* The study of one size. */
static sw_status value_size(sw_study *s, desk *k, sw_learnt *learnt,
                            const sw_planned_study *plan, double responses,
                            sw_error *err)
{
    sw_information_value v = {0};
    sw_status st = SW_OK;
    bool teaches = sw_learnt_size(learnt, responses);
    if (teaches)
        st = sw_information_worth(&v, k->information, k->known, sw_learn,
                                  learnt, err);
    s->responses = responses;
    s->cost = cost_of(k->e->pilot, plan, responses);
    if (st == SW_OK)
        set_net(s, k, teaches ? &v : NULL);
    return st;
}

/* Of a grid of sizes the one of the highest net benefit; one that the pilot
 * names is the only one. */
static sw_status value_sizes(sw_study *s, desk *k, sw_learnt *learnt,
                             const sw_planned_study *plan, sw_error *err)
{
    sw_study best = *s;
    double n = s->responses;
    sw_status st = SW_OK;
    for (int i = 0; st == SW_OK && i < SIZES && n >= 1.0;
         i++, n = floor(n / 2)) {
        sw_study of = *s;
        st = value_size(&of, k, learnt, plan, n, err);
        if (i == 0 || (of.value > 0.0 && of.net > best.net))
            best = of;
        if (!isnan(plan->responses))
            break;
    }
    *s = best;
    return st;
}

static sw_status value_study(sw_study *s, desk *k, const sw_planned_study *plan,
                             sw_error *err)
{
    sw_learnt learnt;
    memset(k->known, 0, sw_inputs_length(&k->e->inputs) * sizeof *k->known);
    sw_status st =
        sw_learnt_init(&learnt, k->known, k->e, k->information, s->kind, err);
    if (st == SW_OK)
        st = value_sizes(s, k, &learnt, plan, err);
    sw_learnt_clear(&learnt);
    if (st == SW_OK && !sw_study_is_in_time(s) && !k->interim.can_be_bought) {
        s->possible = false;
        s->net = s->mc_se = NAN;
        s->why_not =
            sw_message_word("it ends after the last day to act, and no "
                            "interim term can be bought (contract.offers)");
    }
    return st;
}

static sw_status set_study(sw_study *s, desk *k, const sw_planned_study *plan,
                           sw_error *err)
{
    const sw_pilot *p = k->e->pilot;
    *s = (sw_study){.name = g_strdup(plan->name),
                    .is_word = plan->is_word,
                    .kind = plan->kind,
                    .responses = fmin(or_else(plan->responses, INFINITY),
                                      most_responses(k->e, plan->kind)),
                    .weeks = weeks_of(p, plan),
                    .value = NAN,
                    .net = NAN,
                    .mc_se = NAN,
                    .changes_action = NAN};
    s->delay_years = delay_years(k->e, s->weeks);
    s->cost = cost_of(p, plan, s->responses);
    s->why_not = why_unknown(k, s);
    s->possible = s->why_not == NULL;
    return s->possible ? value_study(s, k, plan, err) : SW_OK;
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
        k.meanwhile = interim_worth(d, &k.interim);
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
