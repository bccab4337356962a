/*
 * answer_bounds.c - the least and the most minutes that answers allow, where
 * they fix no more: all that are above none share one range, or one person
 * answered. Those who are silent save nothing at the least, and at the most
 * KAPPA_MOST of what the others do. An answer that nobody can read may mean
 * none, and the cap as well. No answer counts above the cap, as in the mean.
 *
 * Source: Manski (2003), Partial Identification of Probability Distributions.
 */
#include <math.h>

#include "base/same.h"
#include "evidence/assess.h"
#include "evidence/survey.h"

static const double KAPPA_MOST = 1.2; /* the top of its prior */

/* What was answered, where no more than a range is known. */
typedef struct shared_range {
    double lower, upper; /* of the answers that are not none */
    double cap;          /* no answer counts for more */
    size_t n, n_none, n_unread;
} shared_range;

static bool is_none(const sw_answers *a, size_t i)
{
    return sw_is_same(a->lower[i], 0) && sw_is_same(a->upper[i], 0);
}

bool sw_answers_share_range(const sw_answers *a)
{
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < a->n; i++) {
        if (is_none(a, i))
            continue;
        if (first == SIZE_MAX)
            first = i;
        if (!sw_is_same(a->lower[i], a->lower[first]) ||
            !sw_is_same(a->upper[i], a->upper[first]))
            return false;
    }
    return a->n > 0;
}

static shared_range range_of(const sw_answers *a, size_t unread, double cap)
{
    shared_range r = {.n = a->n, .n_unread = unread, .cap = cap};
    for (size_t i = 0; i < a->n; i++) {
        if (is_none(a, i)) {
            r.n_none++;
            continue;
        }
        r.lower = a->lower[i];
        r.upper = a->upper[i];
    }
    return r;
}

/* "1 to 5", "60 or more", "30"; the unit follows. */
static sw_message *say_range(const shared_range *r)
{
    if (!isfinite(r->upper))
        return sw_message_new("%g or more", r->lower);
    if (sw_is_same(r->lower, r->upper))
        return sw_message_new("%g", r->lower);
    return sw_message_new("%g to %g", r->lower, r->upper);
}

static sw_message *say_read(const shared_range *r, const char *unit)
{
    if (r->n_none == r->n)
        return sw_message_of("All answers, %zu, are none.", sw_as_count(r->n));
    if (r->n_none > 0)
        return sw_message_of(
            "%zu of %zu answers are none, the others all %s %s.",
            sw_as_count(r->n_none), sw_as_count(r->n),
            sw_as_message(say_range(r)), sw_as_word(unit));
    if (r->n == 1)
        return sw_message_of("One person answered: %s %s.",
                             sw_as_message(say_range(r)), sw_as_word(unit));
    return sw_message_of("All answers, %zu, are the same: %s %s.",
                         sw_as_count(r->n), sw_as_message(say_range(r)),
                         sw_as_word(unit));
}

static sw_message *say_answers(const shared_range *r, const char *unit)
{
    sw_message *read = say_read(r, unit);
    if (r->n_unread == 0)
        return read;
    return sw_message_of("%zu answers cannot be read and may mean anything up "
                         "to %g %s. Of those that can: %s",
                         sw_as_count(r->n_unread), sw_as_real(r->cap),
                         sw_as_word(unit), sw_as_message(read));
}

/* Mean of all who answered, at an end of what their answers may mean. */
static double mean_of(const shared_range *r, double end, double unread)
{
    double sum = (double)(r->n - r->n_none) * fmin(end, r->cap) +
                 (double)r->n_unread * unread;
    return sum / (double)(r->n + r->n_unread);
}

/* Share of the seats that answered. */
static double answered_share(const sw_pilot *pilot, size_t n)
{
    const sw_roster *roster = &pilot->roster;
    size_t seats = roster->count_only ? roster->assigned
                                      : sw_people_of_arm(roster, SW_ARM_PILOT);
    return seats > n ? (double)n / (double)seats : 1;
}

/* The silent included: of their ratio to the others the end that is asked for.
 */
static double of_all(double minutes, double answered, bool most)
{
    double kappa = most == (minutes > 0) ? KAPPA_MOST : 0;
    return minutes * (answered + (1 - answered) * kappa);
}

void sw_bound_answers(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_effect *lead = sw_evidence_lead(e);
    const sw_item *item =
        lead && lead->self_report ? sw_item_named(pilot, lead->id) : NULL;
    if (!item)
        return;
    sw_responses responses = sw_responses_of(pilot);
    g_autoptr(sw_answers) answers =
        sw_answers_of(&responses, item, responses.after, SW_ARM_PILOT);
    if (!sw_answers_share_range(answers))
        return;
    shared_range r =
        range_of(answers, lead->unread, sw_minutes_cap(pilot, item->per));
    double answered = answered_share(pilot, r.n + r.n_unread);
    double low = lead->slope * mean_of(&r, r.lower, 0);
    double high = lead->slope * mean_of(&r, r.upper, r.cap);
    e->bounds = (sw_evidence_bounds){
        .any = true,
        .least = of_all(low, answered, false),
        .most = of_all(high, answered, true),
        .answered = say_answers(&r, lead->unit),
    };
}
