/*
 * seats.c - seats from bought to used.
 */
#include <math.h>

#include "evidence/habit.h"

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
        *end = MAX(*end, usage->day[i] + usage->period_days);
    }
}

/* Weeks of the last twelve in which the period that starts here falls, as bits;
 * the last week is bit 0. */
static unsigned weeks_touched(sw_day start, int days, sw_day end, int weeks)
{
    unsigned bits = 0;
    for (int w = 0; w < weeks; w++) {
        sw_day from = end - (w + 1) * SW_WEEK;
        if (start < from + SW_WEEK && start + days > from)
            bits |= 1U << w;
    }
    return bits;
}

int sw_count_bits(unsigned bits)
{
    int n = 0;
    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

/* Usage that was summed while it was read: what each person adds up to. */
static void add_summaries(sw_habit *habits, const sw_pilot *pilot, sw_day end,
                          int weeks)
{
    const sw_usage *usage = &pilot->usage;
    for (size_t i = 0; i < usage->n_summary; i++) {
        const sw_usage_summary *s = &usage->summary[i];
        if (s->person == SW_NOBODY || s->active_rows == 0 ||
            !pilot->roster.people[s->person].eligible)
            continue;
        if (!habits[s->person].ever ||
            s->first_active < habits[s->person].first_use)
            habits[s->person].first_use = s->first_active;
        habits[s->person].ever = true;
        habits[s->person].active |=
            s->last_active + usage->period_days > end - SW_ACTIVE_DAYS;
        habits[s->person].weeks |=
            (unsigned)(s->weeks & ((UINT64_C(1) << weeks) - 1));
    }
}

sw_habit *sw_habits_of(const sw_pilot *pilot, sw_day end, int weeks)
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
        habits[who].active |=
            usage->day[i] + usage->period_days > end - SW_ACTIVE_DAYS;
        if (usage->day[i] >= end - SW_HABIT_WEEKS * SW_WEEK)
            habits[who].days += usage->active_days[i];
        habits[who].weeks |=
            weeks_touched(usage->day[i], usage->period_days, end, weeks);
    }
    add_summaries(habits, pilot, end, weeks);
    return habits;
}

bool *sw_active_people(const sw_pilot *pilot)
{
    if (pilot->usage.n + pilot->usage.n_summary == 0 ||
        pilot->roster.count_only)
        return NULL;
    sw_day first, end;
    sw_usage_span(&pilot->usage, &first, &end);
    if (end == SW_DAY_NONE)
        return NULL;
    g_autofree sw_habit *habits = sw_habits_of(pilot, end, 0);
    bool *active = g_new0(bool, pilot->roster.n + 1);
    for (size_t i = 0; i < pilot->roster.n; i++)
        active[i] = habits[i].active;
    return active;
}

int sw_habit_weeks(sw_day first, sw_day end)
{
    return MIN((end - first) / SW_WEEK, SW_HABIT_WEEKS);
}

int sw_habit_needed(int weeks)
{
    return (weeks * SW_HABIT_MIN + SW_HABIT_WEEKS - 1) / SW_HABIT_WEEKS;
}

static void count_habits(sw_evidence *e, const sw_pilot *pilot)
{
    sw_day first, end;
    sw_usage_span(&pilot->usage, &first, &end);
    if (end == SW_DAY_NONE)
        return;
    int weeks = sw_habit_weeks(first, end);
    bool weekly = pilot->usage.period_days <= SW_WEEK && weeks > 0;
    int needed = sw_habit_needed(weeks);
    g_autofree sw_habit *habits = sw_habits_of(pilot, end, weeks);
    sw_seat_counts *seats = &e->seats;
    seats->ever_active = seats->active = 0;
    seats->habitual = weekly ? 0 : NAN;
    for (size_t p = 0; p < pilot->roster.n; p++) {
        seats->ever_active += habits[p].ever;
        seats->active += habits[p].active;
        seats->habitual += weekly && sw_count_bits(habits[p].weeks) >= needed;
    }
    if (!weekly)
        sw_warn(e, "Usage is not by week: who uses the copilot habitually "
                   "cannot be told.");
    else if (weeks < SW_HABIT_WEEKS)
        sw_warn(e,
                "Usage covers %d whole weeks: a habit is use in %d of them, "
                "in place of 9 of 12.",
                weeks, needed);
}

void sw_count_seats(sw_evidence *e, const sw_pilot *pilot)
{
    sw_seat_counts *seats = &e->seats;
    seats->purchased = sw_inputs_value(&pilot->inputs, SW_IN_SEATS_PURCHASED);
    seats->assigned = (double)pilot->roster.assigned;
    seats->ever_active = seats->active = seats->habitual = NAN;
    if (pilot->usage.n + pilot->usage.n_summary > 0 &&
        !pilot->roster.count_only && !pilot->usage.concealed)
        count_habits(e, pilot);
    double floor = sw_inputs_value(&pilot->inputs, SW_IN_MIN_SEATS);
    seats->reclaimable = seats->assigned - seats->active;
    seats->reducible_at_renewal = NAN;
    if (!isnan(seats->active))
        seats->reducible_at_renewal =
            fmax(0, seats->purchased - fmax(floor, seats->active));
    if (isnan(seats->purchased))
        seats->reducible_at_renewal = NAN;
}
