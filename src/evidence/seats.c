/*
 * seats.c - seats from bought to used.
 */
#include <math.h>

#include "evidence/habit.h"

static const uint64_t HISTORY = (UINT64_C(1) << SW_USE_WEEKS) - 1;

/* The week before `end` in which a period starts, as a bit; 0: none known. */
static uint64_t week_of(sw_day start, sw_day end)
{
    int w = (end - 1 - start) / SW_DAYS_PER_WEEK;
    return w >= 0 && w < SW_USE_WEEKS ? UINT64_C(1) << w : 0;
}

int sw_weeks_known(sw_day first, sw_day end)
{
    return MIN((end - first) / SW_DAYS_PER_WEEK, SW_USE_WEEKS);
}

int sw_habit_weeks(sw_day first, sw_day end)
{
    return MIN(sw_weeks_known(first, end), SW_RECENT_WEEKS);
}

int sw_habit_needed(int weeks)
{
    return (weeks * SW_HABIT_MIN + SW_RECENT_WEEKS - 1) / SW_RECENT_WEEKS;
}

bool sw_is_habitual(const sw_habit *h, int weeks)
{
    uint64_t used = h->weeks & ((UINT64_C(1) << weeks) - 1);
    return weeks > 0 && __builtin_popcountll(used) >= sw_habit_needed(weeks);
}

/* Usage that was summed while it was read: what each person adds up to. */
static void add_summaries(sw_habit *habits, const sw_pilot *pilot)
{
    const sw_usage *usage = &pilot->usage;
    for (size_t i = 0; i < usage->n_summary; i++) {
        const sw_usage_summary *s = &usage->summary[i];
        if (s->person == SW_NOBODY || s->last_active == SW_DAY_NONE ||
            !pilot->roster.people[s->person].eligible)
            continue;
        if (!habits[s->person].ever ||
            s->first_active < habits[s->person].first_use)
            habits[s->person].first_use = s->first_active;
        habits[s->person].ever = true;
        habits[s->person].days += s->recent_days;
        habits[s->person].weeks |= s->weeks & HISTORY;
    }
}

/* Whoever is active by any file has used it. */
static void add_activity(sw_habit *habits, const sw_pilot *pilot)
{
    g_autoptr(sw_activity) activity = sw_activity_of(pilot);
    for (size_t i = 0; activity != NULL && i < pilot->roster.n; i++) {
        const sw_person *p = &pilot->roster.people[i];
        if (!p->eligible)
            continue;
        habits[i].active = activity->use[i] == SW_USE_ACTIVE;
        habits[i].ever |= habits[i].active || p->activity == SW_ACTIVITY_DATED;
    }
}

sw_habit *sw_habits_of(const sw_pilot *pilot, sw_day end)
{
    const sw_usage *usage = &pilot->usage;
    sw_habit *habits = g_new0(sw_habit, pilot->roster.n + 1);
    for (size_t i = 0; i < usage->n; i++) {
        int who = usage->person[i];
        if (who == SW_NOBODY || usage->day[i] == SW_DAY_NONE ||
            !pilot->roster.people[who].eligible || !sw_usage_is_use(usage, i))
            continue;
        if (!habits[who].ever || usage->day[i] < habits[who].first_use)
            habits[who].first_use = usage->day[i];
        habits[who].ever = true;
        if (usage->day[i] >= end - SW_RECENT_WEEKS * SW_DAYS_PER_WEEK)
            habits[who].days += usage->active_days[i];
        habits[who].weeks |= week_of(usage->day[i], end);
    }
    add_summaries(habits, pilot);
    add_activity(habits, pilot);
    return habits;
}

bool *sw_active_people(const sw_pilot *pilot)
{
    g_autoptr(sw_activity) activity = sw_activity_of(pilot);
    if (activity == NULL)
        return NULL;
    bool *active = g_new0(bool, pilot->roster.n + 1);
    for (size_t i = 0; i < pilot->roster.n; i++)
        active[i] = pilot->roster.people[i].eligible &&
                    activity->use[i] == SW_USE_ACTIVE;
    return active;
}

bool sw_usage_is_weekly(const sw_usage *usage)
{
    sw_day first, end;
    sw_usage_span(usage, &first, &end);
    return end != SW_DAY_NONE && usage->period_days <= SW_DAYS_PER_WEEK &&
           end - first >= SW_DAYS_PER_WEEK;
}

static void warn_of_weeks(sw_evidence *e, const sw_pilot *pilot, int weeks)
{
    if (!sw_usage_is_weekly(&pilot->usage))
        sw_warn(e, "Usage is not by week: who uses the copilot habitually "
                   "cannot be told.");
    else if (weeks < SW_RECENT_WEEKS)
        sw_warn(e,
                "Usage covers %d whole weeks: a habit is use in %d of them, "
                "in place of 9 of 12.",
                weeks, sw_habit_needed(weeks));
}

/* What the usage file says beyond who is active: who ever was, and weeks. */
static void count_habits(sw_evidence *e, const sw_pilot *pilot)
{
    sw_day first, end;
    sw_usage_span(&pilot->usage, &first, &end);
    if (end == SW_DAY_NONE || pilot->roster.count_only ||
        pilot->usage.concealed)
        return;
    int weeks = sw_habit_weeks(first, end);
    bool weekly = sw_usage_is_weekly(&pilot->usage);
    g_autofree sw_habit *habits = sw_habits_of(pilot, end);
    sw_seat_counts *seats = &e->seats;
    seats->ever_active = 0;
    seats->habitual = weekly ? 0 : NAN;
    for (size_t p = 0; p < pilot->roster.n; p++) {
        seats->ever_active += habits[p].ever;
        seats->habitual += weekly && sw_is_habitual(&habits[p], weeks);
    }
    warn_of_weeks(e, pilot, weeks);
}

/* Those whose use is known: of the others a seat is kept. */
static bool count_use(sw_seat_counts *seats, const sw_pilot *pilot)
{
    g_autoptr(sw_activity) activity = sw_activity_of(pilot);
    if (activity == NULL)
        return false;
    seats->active = seats->idle = seats->use_unknown = 0;
    for (size_t i = 0; i < pilot->roster.n; i++) {
        if (!pilot->roster.people[i].eligible)
            continue;
        seats->active += activity->use[i] == SW_USE_ACTIVE;
        seats->idle += activity->use[i] == SW_USE_IDLE;
        seats->use_unknown += activity->use[i] == SW_USE_UNKNOWN;
    }
    return true;
}

/* Names that are concealed, or seats that are only counted: how many use it can
 * be said, unless the file has others than those with a seat. */
static void count_names(sw_evidence *e, const sw_pilot *pilot)
{
    sw_seat_counts *seats = &e->seats;
    double named = (double)pilot->usage.named;
    double most = fmax(seats->assigned, seats->purchased);
    if (!(named > 0))
        return;
    if (named > most) {
        sw_warn(e,
                "The usage file has %zu people, more than there are seats: how "
                "many of the seats are idle cannot be told.",
                pilot->usage.named);
        return;
    }
    seats->active = fmin((double)pilot->usage.named_active, seats->eligible);
    seats->idle = seats->eligible - seats->active;
    seats->use_unknown = 0;
    if (pilot->usage.concealed)
        sw_warn(e, "The usage file conceals who is who: how many seats are "
                   "idle is known, whose they are is not.");
}

/* Seats without a holder are idle for certain; those of newcomers, of people on
 * leave and of people whose use is not known are kept. */
static void count_spare(sw_seat_counts *seats, const sw_pilot *pilot)
{
    double floor = sw_inputs_value(&pilot->inputs, SW_IN_MIN_SEATS);
    double idle = isnan(seats->idle) ? 0 : seats->idle;
    seats->unassigned = fmax(0, seats->purchased - seats->assigned);
    seats->reclaimable = seats->idle;
    seats->needed = seats->assigned - idle;
    seats->reducible_at_renewal =
        fmax(0, seats->purchased - fmax(floor, seats->needed));
    if (isnan(seats->purchased) ||
        (isnan(seats->idle) && !(seats->unassigned > 0)))
        seats->reducible_at_renewal = NAN;
}

static void tell_kept(sw_evidence *e)
{
    const sw_seat_counts *s = &e->seats;
    if (s->newcomers > 0)
        sw_warn(e,
                "%.0f seats were given less than the days of grace ago: they "
                "count as held, neither as used nor as idle.",
                s->newcomers);
    if (s->on_leave > 0)
        sw_warn(e,
                "%.0f seats are of people on leave: they count as held, "
                "neither as used nor as idle.",
                s->on_leave);
}

void sw_count_seats(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_roster *roster = &pilot->roster;
    sw_seat_counts *seats = &e->seats;
    *seats = (sw_seat_counts){
        .purchased = sw_pilot_purchased(pilot),
        .assigned = (double)roster->held,
        .eligible = (double)roster->assigned,
        .newcomers = (double)roster->newcomers,
        .on_leave = (double)roster->on_leave,
        .ever_active = NAN,
        .active = NAN,
        .idle = NAN,
        .use_unknown = NAN,
        .habitual = NAN,
        .in_several = pilot->usage.n_sources > 1 && !roster->count_only
                          ? (double)pilot->usage.in_several
                          : NAN,
        .free_users =
            pilot->usage.has_free ? (double)pilot->usage.free_users : NAN,
        .active_days = sw_activity_days(pilot)};
    if (!count_use(seats, pilot))
        count_names(e, pilot);
    count_habits(e, pilot);
    count_spare(seats, pilot);
    tell_kept(e);
}
