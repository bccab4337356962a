/* activity.c - who used the copilot of late, from every file that tells */
#include "pilot/activity.h"

enum { A_MONTH = 31 };

bool sw_usage_is_use(const sw_usage *usage, size_t i)
{
    return usage->active_days[i] > 0 || usage->actions[i] > 0 ||
           usage->minutes[i] > 0;
}

void sw_usage_span(const sw_usage *usage, sw_day *first, sw_day *end)
{
    *first = INT32_MAX;
    *end = SW_DAY_NONE;
    if (usage->n_summary > 0) {
        *first = usage->first_day;
        *end = usage->last_day + usage->period_days;
    }
    for (size_t i = 0; i < usage->n; i++) {
        if (usage->day[i] == SW_DAY_NONE)
            continue;
        *first = MIN(*first, usage->day[i]);
        *end = MAX(*end, usage->day[i] + sw_usage_days(usage, i));
    }
}

int sw_activity_days(const sw_pilot *pilot)
{
    const sw_usage *usage = &pilot->usage;
    bool any = usage->n + usage->n_summary > 0;
    return any && usage->period_days > A_MONTH
               ? MAX(usage->period_days, pilot->policy.idle_days)
               : pilot->policy.idle_days;
}

static void use_on(sw_day *last, sw_day day)
{
    if (*last == SW_DAY_NONE || day > *last)
        *last = day;
}

/* The last day of the last period with use, by person. */
static sw_day *last_days(const sw_pilot *pilot)
{
    const sw_usage *usage = &pilot->usage;
    sw_day *last = g_new(sw_day, pilot->roster.n + 1);
    for (size_t i = 0; i < pilot->roster.n; i++)
        last[i] = SW_DAY_NONE;
    for (size_t i = 0; i < usage->n; i++)
        if (usage->person[i] != SW_NOBODY && usage->day[i] != SW_DAY_NONE &&
            sw_usage_is_use(usage, i))
            use_on(&last[usage->person[i]],
                   usage->day[i] + sw_usage_days(usage, i) - 1);
    for (size_t i = 0; i < usage->n_summary; i++) {
        const sw_usage_summary *s = &usage->summary[i];
        if (s->person != SW_NOBODY && s->last_active != SW_DAY_NONE)
            use_on(&last[s->person], s->last_active + usage->period_days - 1);
    }
    return last;
}

/* Up to which day the files tell of a person, or SW_DAY_NONE. */
static sw_day known_until(const sw_roster *roster, const sw_person *p,
                          sw_day end)
{
    if (p->activity == SW_ACTIVITY_UNKNOWN)
        return end;
    return MAX(end, roster->activity_day + 1);
}

/* Who is not active by what can be read may be so under another name. */
static sw_use use_of(const sw_pilot *pilot, const sw_person *p, sw_day last,
                     sw_day from)
{
    if (last != SW_DAY_NONE && last >= from)
        return SW_USE_ACTIVE;
    return p->use_doubtful || pilot->usage.partly_concealed ? SW_USE_UNKNOWN
                                                            : SW_USE_IDLE;
}

/* Metered use is use; without it nothing is said, as a seat's own share need
 * not be metered. */
static bool is_metered(const sw_roster *roster, const sw_person *p,
                       sw_day until, int days)
{
    return roster->has_metered && p->metered != SW_DAY_NONE &&
           p->metered >= MAX(until, roster->metered_day + 1) - days;
}

sw_activity *sw_activity_of(const sw_pilot *pilot)
{
    const sw_roster *roster = &pilot->roster;
    sw_day first, end = SW_DAY_NONE;
    if (roster->count_only)
        return NULL;
    if (!pilot->usage.concealed)
        sw_usage_span(&pilot->usage, &first, &end);
    if (end == SW_DAY_NONE && !roster->has_activity && !roster->has_metered)
        return NULL;
    sw_activity *out = g_new0(sw_activity, 1);
    out->use = g_new0(sw_use, roster->n + 1);
    out->days = sw_activity_days(pilot);
    g_autofree sw_day *last = last_days(pilot);
    for (size_t i = 0; i < roster->n; i++) {
        const sw_person *p = &roster->people[i];
        sw_day until = known_until(roster, p, end);
        if (p->activity == SW_ACTIVITY_DATED)
            use_on(&last[i], p->last_activity);
        if (until != SW_DAY_NONE)
            out->use[i] = use_of(pilot, p, last[i], until - out->days);
        if (is_metered(roster, p, until, out->days))
            out->use[i] = SW_USE_ACTIVE;
    }
    return out;
}

void sw_activity_free(sw_activity *activity)
{
    if (activity == NULL)
        return;
    g_free(activity->use);
    g_free(activity);
}
