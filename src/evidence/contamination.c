/*
 * contamination.c - control people who used the copilot all the same.
 */
#include <math.h>

#include "evidence/habit.h"
#include "evidence/scrutiny_steps.h"

static const double level_z = 1.959963984540054; /* of 95 % */

/* People of each arm, and how many of them took it up. */
typedef struct uptake {
    double people[2], users[2];
} uptake;

/* By the usage file, else by who was given a seat. */
static uptake count(const sw_pilot *pilot)
{
    const sw_roster *roster = &pilot->roster;
    const sw_usage *usage = &pilot->usage;
    g_autofree bool *used = g_new0(bool, roster->n + 1);
    uptake out = {0};
    for (size_t i = 0; i < usage->n; i++)
        if (usage->person[i] >= 0 && sw_usage_is_use(usage, i) &&
            (pilot->start == SW_DAY_NONE || usage->day[i] >= pilot->start))
            used[usage->person[i]] = true;
    for (size_t i = 0; i < roster->n; i++) {
        const sw_person *p = &roster->people[i];
        if (!sw_person_counts(p))
            continue;
        bool seat = p->arm == SW_ARM_PILOT || p->seat_from != SW_DAY_NONE;
        out.people[p->arm]++;
        out.users[p->arm] += usage->n ? used[i] : seat;
    }
    return out;
}

static double variance(const uptake *u, sw_arm arm)
{
    double p = u->users[arm] / u->people[arm];
    return p * (1 - p) / u->people[arm];
}

/* Fieller's interval of effect / gap, their errors taken to be independent. */
static sw_minutes scaled(const sw_effect *lead, double gap, double gap_variance)
{
    sw_minutes out = SW_MINUTES_UNKNOWN;
    double v = lead->minutes_se * lead->minutes_se, z2 = level_z * level_z;
    double a = gap * gap - z2 * gap_variance, b = gap * lead->minutes;
    double c = lead->minutes * lead->minutes - z2 * v, root = b * b - a * c;
    if (!(gap > 0))
        return out;
    out.minutes = lead->minutes / gap;
    if (!(a > 0) || !(root >= 0))
        return out;
    out.se = sqrt(v + out.minutes * out.minutes * gap_variance) / gap;
    out.lower = (b - sqrt(root)) / a;
    out.upper = (b + sqrt(root)) / a;
    return out;
}

void sw_look_for_contamination(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_effect *lead = sw_evidence_lead(e);
    if (!lead || !lead->n_control || pilot->roster.count_only)
        return;
    uptake u = count(pilot);
    if (!(u.people[0] > 0) || !(u.people[1] > 0))
        return;
    sw_contamination *out = e->contamination = g_new0(sw_contamination, 1);
    out->uptake_pilot = u.users[SW_ARM_PILOT] / u.people[SW_ARM_PILOT];
    out->uptake_control = u.users[SW_ARM_CONTROL] / u.people[SW_ARM_CONTROL];
    out->diluted = out->uptake_control > pilot->policy.contamination;
    out->scaled =
        scaled(lead, out->uptake_pilot - out->uptake_control,
               variance(&u, SW_ARM_PILOT) + variance(&u, SW_ARM_CONTROL));
    out->note = sw_message_of(
        "%.0f %% of the pilot group and %.0f %% of the control group %s.",
        sw_as_real(100 * out->uptake_pilot),
        sw_as_real(100 * out->uptake_control),
        sw_as_word(pilot->usage.n ? "used the copilot" : "had a seat"));
    if (out->diluted)
        sw_warn(e,
                "The comparison is diluted: %.0f %% of the control group used "
                "the copilot too.",
                100 * out->uptake_control);
}
