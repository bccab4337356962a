/*
 * seats.c - seats from bought to used.
 */
#include <math.h>

#include "evidence/assess.h"

/* Active: in the last four weeks of the file. Habitual: in 9 of the last 12. */
enum { ACTIVE_DAYS = 28, WEEK = 7, HABIT_WEEKS = 12, HABIT_MIN = 9 };

static bool is_use(const sw_usage *usage, size_t i)
{
    return usage->active_days[i] > 0 || usage->actions[i] > 0 ||
           usage->minutes[i] > 0;
}

/* The file's first day and the day after its last. */
static void span(const sw_usage *usage, sw_day *first, sw_day *end)
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
        sw_day from = end - (w + 1) * WEEK;
        if (start < from + WEEK && start + days > from)
            bits |= 1U << w;
    }
    return bits;
}

static int count_bits(unsigned bits)
{
    int n = 0;
    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

typedef struct habit {
    bool ever, active;
    unsigned weeks;
} habit;

static habit *habits_of(const sw_pilot *pilot, sw_day end, int weeks)
{
    const sw_usage *usage = &pilot->usage;
    habit *habits = g_new0(habit, pilot->roster.n + 1);
    for (size_t i = 0; i < usage->n; i++) {
        int who = usage->person[i];
        if (who == SW_NOBODY || usage->day[i] == SW_DAY_NONE ||
            !pilot->roster.people[who].eligible || !is_use(usage, i))
            continue;
        habits[who].ever = true;
        habits[who].active |=
            usage->day[i] + usage->period_days > end - ACTIVE_DAYS;
        habits[who].weeks |=
            weeks_touched(usage->day[i], usage->period_days, end, weeks);
    }
    for (size_t i = 0; i < usage->n_summary; i++) {
        const sw_usage_summary *s = &usage->summary[i];
        if (s->person == SW_NOBODY || s->active_rows == 0 ||
            !pilot->roster.people[s->person].eligible)
            continue;
        habits[s->person].ever = true;
        habits[s->person].active |=
            s->last_active + usage->period_days > end - ACTIVE_DAYS;
        habits[s->person].weeks |=
            (unsigned)(s->weeks & ((UINT64_C(1) << weeks) - 1));
    }
    return habits;
}

static void count_habits(sw_evidence *e, const sw_pilot *pilot)
{
    sw_day first, end;
    span(&pilot->usage, &first, &end);
    if (end == SW_DAY_NONE)
        return;
    int weeks = MIN((end - first) / WEEK, HABIT_WEEKS);
    bool weekly = pilot->usage.period_days <= WEEK && weeks > 0;
    int needed = (weeks * HABIT_MIN + HABIT_WEEKS - 1) / HABIT_WEEKS;
    g_autofree habit *habits = habits_of(pilot, end, weeks);
    sw_seat_counts *seats = &e->seats;
    seats->ever_active = seats->active = 0;
    seats->habitual = weekly ? 0 : NAN;
    for (size_t p = 0; p < pilot->roster.n; p++) {
        seats->ever_active += habits[p].ever;
        seats->active += habits[p].active;
        seats->habitual += weekly && count_bits(habits[p].weeks) >= needed;
    }
    if (!weekly)
        sw_warn(e, "Usage is not by week: who uses the copilot habitually "
                   "cannot be told.");
    else if (weeks < HABIT_WEEKS)
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
