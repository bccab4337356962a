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

/* The smallest group that is still shown; n_labels without. */
static size_t smallest(const bool *shown, const size_t *seats, size_t n_labels)
{
    size_t at = n_labels;
    for (size_t g = 0; g < n_labels; g++)
        if (shown[g] && (at == n_labels || seats[g] < seats[at]))
            at = g;
    return at;
}

/* Merges until neither a group nor "other" is too small. */
static bool *choose(const size_t *seats, size_t n_labels, size_t min_group,
                    size_t *other)
{
    bool *shown = g_new0(bool, n_labels + 1);
    *other = seats[n_labels];
    for (size_t g = 0; g < n_labels; g++) {
        shown[g] = seats[g] > 0 && seats[g] >= min_group;
        *other += shown[g] ? 0 : seats[g];
    }
    while (*other > 0 && *other < min_group) {
        size_t g = smallest(shown, seats, n_labels);
        if (g == n_labels)
            break;
        shown[g] = false;
        *other += seats[g];
    }
    return shown;
}

sw_division *sw_division_new(const sw_roster *roster, const int *label,
                             char *const *names, size_t n_labels,
                             size_t min_group)
{
    sw_division *d = g_new0(sw_division, 1);
    g_autofree size_t *seats = count_seats(roster, label, n_labels);
    size_t other;
    g_autofree bool *shown = choose(seats, n_labels, min_group, &other);
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
