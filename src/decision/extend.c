#include "decision/extend.h"

#include <math.h>

#include "base/units.h"
#include "decision/option.h"
#include "decision/previous.h"
#include "economics/invoice.h"

static const double ERRORS = 2.0;

static const sw_study *best_study(const sw_decision *d)
{
    for (size_t i = 0; i < d->n_studies; i++)
        if (d->studies[i].possible)
            return &d->studies[i];
    return NULL;
}

sw_day sw_study_end(const sw_study *study, const sw_economics *e)
{
    return e->as_of + (sw_day)ceil(study->weeks * SW_DAYS_PER_WEEK);
}

/* Why the pilot cannot be extended, or NULL. */
static sw_message *why_closed(const sw_decision *d, const sw_economics *e)
{
    const sw_study *study = best_study(d);
    int used = sw_previous_extensions(e);
    if (d->n_studies == 0)
        return sw_message_word("no study could be valued");
    if (study == NULL)
        return d->studies[0].why_not != NULL
                   ? sw_message_share(d->studies[0].why_not)
                   : sw_message_word("no study is possible");
    if (!sw_study_is_in_time(study) && !sw_interim_term(e).can_be_bought)
        return sw_message_word(
            "no interim term can be bought: there is neither an offer that "
            "can still be taken nor extended service");
    if (sw_study_end(study, e) > e->renew[SW_VIEW_COMMITMENT].to)
        return sw_message_word(
            "the study would end after the term being signed");
    if (used >= e->pilot->policy.max_extensions)
        return sw_message_word("the pilot was extended as often as "
                               "policy.max_extensions allows");
    return NULL;
}

sw_option sw_extend_option(const sw_decision *d, const sw_economics *e)
{
    const sw_study *study = best_study(d);
    double seats = sw_seats_now(e);
    sw_option o = {.kind = SW_OPTION_EXTEND,
                   .bound_until = SW_DAY_NONE,
                   .seats = seats,
                   .seats_from = seats,
                   .direction = "same",
                   .from = e->clock[0].signed_from,
                   .price = NAN,
                   .draws = sw_draws_unknown(),
                   .cash_12_months = NAN,
                   .year_spend = NAN,
                   .cost = NAN,
                   .simulated = SW_NO_OPTION};
    sw_option_bind(&o, e, SW_DAY_NONE, e->renew[SW_VIEW_COMMITMENT].to);
    o.why_not = why_closed(d, e);
    o.feasible = o.why_not == NULL;
    if (study == NULL)
        return o;
    o.alternative = study->name;
    o.is_word = study->is_word;
    double best = 0.0, live = 0.0;
    for (size_t i = 0; !d->withholds && i < d->n_options; i++)
        if (d->options[i].in_set && d->options[i].draws.mean > best) {
            best = d->options[i].draws.mean;
            live = d->options[i].draws.npv;
        }
    o.evaluated = o.feasible;
    o.draws.mean = best + study->net;
    o.draws.npv = live + study->net;
    double *by_class[] = {&o.draws.npv_cashable, &o.draws.npv_with_capacity,
                          &o.draws.npv_all};
    *by_class[e->pilot->policy.headline] = o.draws.npv;
    o.draws.mc_se = study->mc_se;
    return o;
}

bool sw_extend_step(sw_trace *t, const sw_decision *d, const sw_economics *e,
                    const sw_economics_result *money)
{
    const sw_policy *policy = &e->pilot->policy;
    const sw_study *study = best_study(d);
    g_autoptr(sw_message) closed = why_closed(d, e);
    if (study == NULL) {
        sw_trace_add(t, sw_trace_step(NAN, NAN, false),
                     "3. Extend with a study", sw_message_share(closed));
        return false;
    }
    double net = study->net - ERRORS * study->mc_se;
    double least = policy->min_study_value_share * money->years_spend;
    bool worth = net >= least;
    sw_trace_add(t, sw_trace_money(net, least, worth), "3. Extend with a study",
                 sw_message_of("net benefit of \"%s\" less two Monte-Carlo "
                               "errors, against a share of a year's spend",
                               sw_as_name(study->name, study->is_word)));
    bool changes = study->changes_action >= policy->study_changes_action;
    sw_trace_add(t,
                 sw_trace_step(study->changes_action,
                               policy->study_changes_action, changes),
                 "3. The study can change the action",
                 sw_message_of("P(the study changes the best option)%s",
                               sw_as_word(changes ? "" : " is too small")));
    bool open = closed == NULL;
    sw_trace_add(t, sw_trace_step(NAN, NAN, open), "3. An extension is open",
                 open ? sw_message_word(
                            sw_study_is_in_time(study)
                                ? "its result is in before anybody has to act"
                                : "an interim term can be bought, and no "
                                  "deadline or limit stands against it")
                      : sw_message_share(closed));
    return worth && changes && open;
}
