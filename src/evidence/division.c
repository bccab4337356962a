/*
 * division.c - people divided into groups that may be shown.
 */
#include <string.h>

#include "evidence/segment.h"

static size_t *count_seats(const sw_roster *roster, const int *label,
                           size_t n_labels)
{
    size_t *seats = g_new0(size_t, n_labels + 1);
    for (size_t i = 0; i < roster->n; i++)
        if (roster->people[i].eligible)
            seats[label[i] >= 0 ? (size_t)label[i] : n_labels]++;
    return seats;
}

/* Those of the labels' eligible people who answered. */
static size_t *count_answers(const sw_roster *roster, const int *label,
                             size_t n_labels, const bool *answered)
{
    size_t *answers = g_new0(size_t, n_labels + 1);
    for (size_t i = 0; answered != NULL && i < roster->n; i++)
        if (roster->people[i].eligible && answered[i])
            answers[label[i] >= 0 ? (size_t)label[i] : n_labels]++;
    return answers;
}

/* The smallest group that is still shown; n_labels without. */
static size_t smallest(const bool *shown, const size_t *seats, size_t n_labels)
{
    size_t at = n_labels;
    for (size_t g = 0; g < n_labels; g++)
        if (shown[g] && (at == n_labels || seats[g] < seats[at]))
            at = g;
    return at;
}

static bool is_few(size_t n, size_t min_group)
{
    return n > 0 && n < min_group;
}

/* Merges until neither a group nor "other" has too few seats or answers. */
static bool *choose(const size_t *seats, const size_t *answers, size_t n_labels,
                    size_t min_group, size_t *other)
{
    bool *shown = g_new0(bool, n_labels + 1);
    size_t heard = answers[n_labels];
    *other = seats[n_labels];
    for (size_t g = 0; g < n_labels; g++) {
        shown[g] = seats[g] > 0 && seats[g] >= min_group &&
                   !is_few(answers[g], min_group);
        *other += shown[g] ? 0 : seats[g];
        heard += shown[g] ? 0 : answers[g];
    }
    while (is_few(*other, min_group) || is_few(heard, min_group)) {
        size_t g = smallest(shown, seats, n_labels);
        if (g == n_labels)
            break;
        shown[g] = false;
        *other += seats[g];
        heard += answers[g];
    }
    return shown;
}

bool *sw_who_answered(const sw_rows *rows, const sw_pilot *pilot)
{
    bool *answered = g_new0(bool, pilot->roster.n + 1);
    for (size_t i = 0; rows && i < rows->n; i++)
        if (rows->person[i] >= 0)
            answered[rows->person[i]] = true;
    return answered;
}

sw_division *sw_division_new(const sw_roster *roster, const int *label,
                             char *const *names, size_t n_labels,
                             size_t min_group, const bool *answered)
{
    sw_division *d = g_new0(sw_division, 1);
    g_autofree size_t *seats = count_seats(roster, label, n_labels);
    size_t other;
    g_autofree size_t *answers =
        count_answers(roster, label, n_labels, answered);
    g_autofree bool *shown =
        choose(seats, answers, n_labels, min_group, &other);
    g_autofree size_t *number = g_new(size_t, n_labels + 1);
    d->name = g_new0(char *, n_labels + 2);
    d->seats = g_new0(size_t, n_labels + 2);
    d->of = g_new(size_t, roster->n + 1);
    for (size_t g = 0; g < n_labels; g++) {
        number[g] = SW_NO_GROUP;
        if (!shown[g])
            continue;
        number[g] = d->n;
        d->name[d->n] = g_strdup(names[g]);
        d->seats[d->n++] = seats[g];
    }
    size_t last = d->n;
    d->other = other > 0 ? d->n : SW_NO_GROUP;
    if (other > 0) {
        d->name[d->n] = g_strdup("other");
        d->seats[d->n++] = other;
    }
    for (size_t g = 0; g < n_labels; g++)
        if (!shown[g] && seats[g] > 0) {
            number[g] = last;
            d->n_merged++;
        }
    number[n_labels] = seats[n_labels] ? last : SW_NO_GROUP;
    for (size_t i = 0; i < roster->n; i++)
        d->of[i] = number[label[i] >= 0 ? (size_t)label[i] : n_labels];
    return d;
}

void sw_division_free(sw_division *d)
{
    if (!d)
        return;
    for (size_t g = 0; g < d->n; g++)
        g_free(d->name[g]);
    g_free(d->name);
    g_free(d->seats);
    g_free(d->of);
    g_free(d);
}
