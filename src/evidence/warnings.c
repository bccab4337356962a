/*
 * warnings.c - what the first page must say of the evidence.
 */
#include <math.h>

#include "evidence/assess.h"
#include "evidence/silent.h"

static const double response_low = 0.5;
static const double join_low = 0.95;
static const double sample_ratio_min = 0.001;
enum { NOVELTY_DAYS = 56, PEOPLE_FEW = 20 };

void sw_warn(sw_evidence *e, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    sw_warn_say(e, sw_message_args(fmt, args));
    va_end(args);
}

void sw_warn_say(sw_evidence *e, sw_message *warning)
{
    g_ptr_array_add(e->warnings, warning);
}

static void warn_of_data(sw_evidence *e, const sw_pilot *pilot)
{
    if (e->response_rate < response_low)
        sw_warn(e,
                "Only %.0f %% of the eligible people answered the survey; the "
                "others may have gained less.",
                100 * e->response_rate);
    if (e->join_rate < join_low)
        sw_warn(e, "Only %.0f %% of the people in one file are on the roster.",
                100 * e->join_rate);
    if (e->sample_ratio_p <= sample_ratio_min)
        sw_warn(e,
                "The arms are not of the planned sizes (p = %.2g): people "
                "were moved between them or are missing.",
                e->sample_ratio_p);
    if (pilot->assignment == SW_ASSIGN_RANDOMISED && isnan(e->sample_ratio_p))
        sw_warn(e, "The pilot is said to be randomised, but the planned split "
                   "or the arms are not given, so that cannot be checked.");
    if (pilot->assignment == SW_ASSIGN_VOLUNTEERS && e->n_effects)
        sw_warn(e, "The people of the pilot volunteered: others may gain "
                   "less from a seat.");
}

/* Fewer than this share of an arm in the data are said. */
static const double HEARD_ENOUGH = 0.85;

static void warn_of_silent(sw_evidence *e, const sw_pilot *pilot,
                           const sw_effect *lead)
{
    double share = sw_heard_share(lead, &pilot->roster, SW_ARM_PILOT);
    if (lead->n_control)
        share =
            fmin(share, sw_heard_share(lead, &pilot->roster, SW_ARM_CONTROL));
    if (share < HEARD_ENOUGH)
        sw_warn(e,
                "%.0f %% of the people are not behind the priced figure%s: how "
                "they differ is an assumption (policy.nonresponse).",
                100 * (1 - share),
                lead->n_control ? ", in one group or both" : "");
}

static void warn_of_lead(sw_evidence *e, const sw_pilot *pilot,
                         const sw_effect *lead)
{
    if (!lead->n_control)
        sw_warn(e, "There is no control group behind the priced figure: what "
                   "would have happened anyway is in it.");
    if (lead->design == SW_DESIGN_BEFORE_AFTER)
        sw_warn(e, "Before and after alone: people who began with unusually "
                   "much such work would have had less of it anyway "
                   "(regression to the mean).");
    if (lead->self_report)
        sw_warn(e, "The priced figure is what people say they save; it is cut "
                   "by the self-report factor.");
    if (pilot->start != SW_DAY_NONE && pilot->end != SW_DAY_NONE &&
        pilot->end - pilot->start + 1 < NOVELTY_DAYS)
        sw_warn(e, "The pilot lasted less than 8 weeks: some of the effect may "
                   "be novelty.");
    warn_of_silent(e, pilot, lead);
    if (lead->n_pilot < PEOPLE_FEW)
        sw_warn(e,
                "The priced figure rests on %zu answers or tasks of the "
                "pilot group.",
                lead->n_pilot);
    if (lead->unread > 0)
        sw_warn(e,
                "%zu answers behind the priced figure could not be read: taken "
                "as none they make it %.1f in place of %.1f minutes a week.",
                lead->unread, lead->unread_as_none * lead->slope,
                lead->minutes);
}

/* Use that is priced is not yet there. */
static void warn_of_ceiling(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_habits *h = e->habits;
    if (!pilot->adoption_from_usage || !h || !h->curve ||
        sw_set_by_hand(pilot, SW_IN_ADOPTION))
        return;
    if (e->gives[SW_IN_ADOPTION])
        sw_warn(e,
                "Adoption is priced at what it heads for: the weekly active "
                "share at %.0f %% (%.0f to %.0f %%), now %.0f %%. To price it "
                "as it is, leave out assumptions.adoption.",
                100 * h->ceiling, 100 * h->ceiling_lower,
                100 * h->ceiling_upper,
                100 * h->adoption[h->n_adoption - 1].share);
    else
        sw_warn(e,
                "Adoption stays as in the pilot: the weekly active share heads "
                "for %.0f %% (%.0f to %.0f %%), and no share of four weeks "
                "follows from it.",
                100 * h->ceiling, 100 * h->ceiling_lower,
                100 * h->ceiling_upper);
}

/* A target of what is no segment, or merged with others. */
static void warn_of_targets(sw_evidence *e, const sw_pilot *pilot)
{
    for (size_t i = 0; i < pilot->n_targets; i++) {
        const char *name = pilot->targets[i].segment;
        bool found = false;
        for (size_t g = 0; g < e->n_segments; g++)
            found = found || g_strcmp0(e->segments[g].name, name) == 0;
        if (!found)
            sw_warn_say(e, sw_message_of("segments: \"%s\" is none of the "
                                         "segments that are decided on.",
                                         sw_as_text(name)));
    }
}

void sw_warn_of_evidence(sw_evidence *e, const sw_pilot *pilot)
{
    warn_of_targets(e, pilot);
    warn_of_ceiling(e, pilot);
    const sw_effect *lead = sw_evidence_lead(e);
    warn_of_data(e, pilot);
    if (lead)
        warn_of_lead(e, pilot, lead);
    for (size_t i = 0; i < e->n_guardrails; i++) {
        const sw_guardrail *g = &e->guardrails[i];
        if (!g->known || !g->passed)
            sw_warn_say(
                e, sw_message_of("Guardrail \"%s\": %s", sw_as_text(g->id),
                                 sw_as_message(sw_message_share(g->note))));
    }
}
