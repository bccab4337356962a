/*
 * grouping.c - departments, roles, regions, seniority and habits as labels.
 */
#include "evidence/grouping.h"

#include <string.h>

#include "base/hash.h"
#include "evidence/habit.h"

const char *sw_grouping_name(sw_segment_by by)
{
    static const char *const NAMES[] = {[SW_BY_DEPARTMENT] = "department",
                                        [SW_BY_ROLE] = "role",
                                        [SW_BY_REGION] = "region",
                                        [SW_BY_SENIORITY] = "seniority",
                                        [SW_BY_USE] = "use"};
    return NAMES[by];
}

void sw_labels_free(sw_labels *labels)
{
    if (!labels)
        return;
    for (size_t k = 0; k < labels->n; k++)
        g_free(labels->names[k]);
    g_free(labels->names);
    g_free(labels->of);
    g_free(labels);
}

static sw_labels *unknown(size_t people)
{
    sw_labels *out = g_new0(sw_labels, 1);
    out->of = g_new(int, people + 1);
    for (size_t i = 0; i < people; i++)
        out->of[i] = -1;
    return out;
}

static sw_labels *departments(const sw_roster *roster)
{
    sw_labels *out = unknown(roster->n);
    out->n = roster->n_departments;
    out->names = g_new0(char *, out->n + 1);
    for (size_t k = 0; k < out->n; k++)
        out->names[k] = g_strdup(roster->departments[k]);
    for (size_t i = 0; i < roster->n; i++)
        out->of[i] = roster->people[i].department;
    return out;
}

static const char *text_of(const sw_person *p, sw_segment_by by)
{
    return by == SW_BY_ROLE     ? p->role
           : by == SW_BY_REGION ? p->region
                                : p->seniority;
}

static int by_bytes(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

/* Texts of the roster, sorted and numbered. */
static sw_labels *texts(const sw_roster *roster, sw_segment_by by)
{
    sw_labels *out = unknown(roster->n);
    g_autoptr(GHashTable) number = g_hash_table_new(sw_hash_text, g_str_equal);
    out->names = g_new0(char *, roster->n + 1);
    for (size_t i = 0; i < roster->n; i++) {
        const char *text = text_of(&roster->people[i], by);
        if (text && *text && !g_hash_table_contains(number, text)) {
            out->names[out->n] = g_strdup(text);
            g_hash_table_add(number, out->names[out->n++]);
        }
    }
    qsort(out->names, out->n, sizeof *out->names, by_bytes);
    for (size_t k = 0; k < out->n; k++)
        g_hash_table_replace(number, out->names[k], GSIZE_TO_POINTER(k));
    for (size_t i = 0; i < roster->n; i++) {
        const char *text = text_of(&roster->people[i], by);
        if (text && *text)
            out->of[i] =
                (int)GPOINTER_TO_SIZE(g_hash_table_lookup(number, text));
    }
    return out;
}

/* Habits of the eligible people; the others have no seat to use. */
static sw_labels *habits(const sw_pilot *pilot)
{
    enum { NEVER, LAPSED, OCCASIONAL, HABITUAL, N };
    static const char *const NAMES[N] = {"never used it", "lapsed",
                                         "active, no habit", "habitual"};
    const sw_roster *roster = &pilot->roster;
    sw_labels *out = unknown(roster->n);
    sw_day first, end = SW_DAY_NONE;
    if (sw_usage_is_weekly(&pilot->usage))
        sw_usage_span(&pilot->usage, &first, &end);
    if (end == SW_DAY_NONE)
        return out;
    out->n = N;
    out->names = g_new0(char *, N + 1);
    for (size_t k = 0; k < N; k++)
        out->names[k] = g_strdup(NAMES[k]);
    int weeks = sw_habit_weeks(first, end);
    g_autofree sw_habit *habit = sw_habits_of(pilot, end);
    for (size_t i = 0; i < roster->n; i++) {
        const sw_habit *h = &habit[i];
        bool habitual = sw_is_habitual(h, weeks);
        if (roster->people[i].eligible)
            out->of[i] = !h->ever     ? NEVER
                         : !h->active ? LAPSED
                         : habitual   ? HABITUAL
                                      : OCCASIONAL;
    }
    return out;
}

sw_labels *sw_labels_by(sw_segment_by by, const sw_pilot *pilot)
{
    if (pilot->roster.count_only)
        return unknown(0);
    if (by == SW_BY_DEPARTMENT)
        return departments(&pilot->roster);
    return by == SW_BY_USE ? habits(pilot) : texts(&pilot->roster, by);
}
