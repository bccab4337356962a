/*
 * convergence_warnings.c - says so where more draws could change what the
 * reader takes from the simulation.
 */
#include <math.h>

#include "decision/decision.h"

/* README.md, Draws: 1 % of a year's spend, half a point, 5 % of the EVPI. */
static const double MEAN_SHARE = 0.01, PROBABILITY = 0.005, EVPI_SHARE = 0.05;
static const double ERRORS = 2.0; /* within which a figure may lie elsewhere */

static void warn(sw_decision *d, sw_message *text)
{
    g_ptr_array_add(d->warnings, text);
}

static void warn_errors(sw_decision *d, double spend)
{
    const sw_convergence *c = &d->convergence;
    if (c->mean_se > MEAN_SHARE * spend)
        warn(d, sw_message_new("The mean net benefit still moves by %.1f%% of "
                               "a year's spend from one set of draws to "
                               "another: raise simulation.draws.",
                               100 * c->mean_se / spend));
    if (c->probability_se > PROBABILITY)
        warn(d, sw_message_new("The chance that it pays still moves by %.1f "
                               "points from one set of draws to another: "
                               "raise simulation.draws.",
                               100 * c->probability_se));
    if (d->simulation->evpi > MEAN_SHARE * spend &&
        c->evpi_se > EVPI_SHARE * d->simulation->evpi)
        warn(d, sw_message_new("The worth of knowing everything still moves "
                               "by %.0f%% from one set of draws to another: "
                               "raise simulation.draws.",
                               100 * c->evpi_se / d->simulation->evpi));
}

/* The rule asks for a mean above 0 and a probability above the bar. */
static void warn_verdict(sw_decision *d, const sw_economics *e)
{
    const sw_convergence *c = &d->convergence;
    const sw_option_draws *o = &d->simulation->options[0];
    double bar = e->pilot->policy.required_probability;
    if (c->mean_se > 0.0 && fabs(o->mean) < ERRORS * c->mean_se)
        warn(d, sw_message_word(
                    "Renewing all is worth so little more or less than "
                    "leaving that other draws could turn the verdict: "
                    "raise simulation.draws."));
    if (c->probability_se > 0.0 &&
        fabs(o->probability_positive - bar) < ERRORS * c->probability_se)
        warn(d, sw_message_word(
                    "The chance that it pays is so close to the policy's "
                    "bar that other draws could turn the verdict: raise "
                    "simulation.draws."));
}

void sw_decision_converge(sw_decision *d, const sw_economics *e,
                          const sw_economics_result *money)
{
    d->warnings = sw_messages_new();
    d->convergence = sw_simulation_convergence(d->simulation, 0);
    if (!e->has_benefit)
        return;
    warn_errors(d, money->years_spend);
    warn_verdict(d, e);
}
