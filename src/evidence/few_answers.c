/*
 * few_answers.c - minutes saved, of which few people tell or all tell the same:
 * a posterior with priors for mean and spread in place of a fit.
 */
#include <math.h>

#include "evidence/survey.h"
#include "stats/small_sample.h"

/* The restricted mean's posterior in minutes a working day; NULL with a note.
 */
static sw_distribution *posterior_of(sw_effect *effect, const sw_answers *a,
                                     double per_day)
{
    g_autofree double *lower = g_new(double, a->n + 1);
    g_autofree double *upper = g_new(double, a->n + 1);
    g_autofree sw_distribution *d = g_new0(sw_distribution, 1);
    for (size_t i = 0; i < a->n; i++) {
        lower[i] = a->lower[i] / per_day;
        upper[i] = a->upper[i] / per_day;
    }
    sw_error err = {0};
    if (sw_small_sample_mean(d, lower, upper, a->n, SW_CAP_MINUTES_PER_DAY,
                             &err) == SW_OK)
        return g_steal_pointer(&d);
    sw_effect_note(effect, "cannot be estimated: %s", err.message);
    return NULL;
}

static bool time_is_lost(const sw_answers *a)
{
    for (size_t i = 0; i < a->n; i++)
        if (a->lower[i] < 0)
            return true;
    return false;
}

static void say_why(sw_effect *effect, const sw_answers *a)
{
    if (a->n < SW_FEW_ANSWERS)
        sw_effect_note(effect,
                       "%zu answers, fewer than 20: mean and spread have "
                       "priors (assumed: a mean of 0.1 to 148 minutes a "
                       "working day, its logarithm uniform; a standard "
                       "deviation of logarithms round 0.9)",
                       a->n);
    else
        sw_effect_note(effect, "the answers do not fix a spread: it has a "
                               "prior (assumed: a standard deviation of "
                               "logarithms round 0.9)");
}

bool sw_few_answers_effect(sw_effect *effect, const sw_answers *answers,
                           double per_day)
{
    if (answers->n == 0 || time_is_lost(answers))
        return false;
    sw_distribution *d = posterior_of(effect, answers, per_day);
    if (!d)
        return false;
    sw_distribution_scale(d, per_day);
    say_why(effect, answers);
    sw_effect_take_posterior(effect, d,
                             sw_message_word("posterior of the mean, counting "
                                             "no answer above 120 minutes a "
                                             "day"));
    return true;
}
