/*
 * sensitivity.c - what it would take for the lead to be wrong: a hidden cause,
 * or one influential team.
 */
#include <math.h>

#include "evidence/scrutiny_steps.h"
#include "seatworth/stats_design.h"

static const double level = 0.95;
enum { TEAMS_MIN = 3, TEAMS_MOST = 2000 };

static int by_label(const void *a, const void *b)
{
    const size_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Team of each row; SW_NO_GROUP unknown. */
static size_t *teams_of(const sw_rows *rows, const sw_roster *roster)
{
    size_t *team = g_new(size_t, rows->n + 1);
    for (size_t i = 0; i < rows->n; i++) {
        int who = rows->person[i];
        bool known = who >= 0 && roster->people[who].team >= 0;
        team[i] = known ? (size_t)roster->people[who].team : SW_NO_GROUP;
    }
    return team;
}

/* How strong an unmeasured cause would have to be. */
static void hidden_cause(sw_sensitivity *s, const sw_effect *lead, double sd)
{
    sw_hidden_bias e;
    if (sw_stats_evalue(&e, lead->estimate, lead->se, sd, level, NULL) ==
        SW_OK) {
        s->e_value = e.point;
        s->e_value_limit = e.limit;
    }
    sw_hidden_bias robust;
    if (sw_stats_robustness(&robust, lead->estimate / lead->se, lead->df, level,
                            NULL) == SW_OK)
        s->robustness_limit = robust.limit;
}

/* The different teams of the rows, in order. */
static size_t *distinct(const size_t *team, size_t n_rows, size_t *n)
{
    size_t *labels = g_memdup2(team, (n_rows + 1) * sizeof *labels);
    qsort(labels, n_rows, sizeof *labels, by_label);
    *n = 0;
    for (size_t i = 0; i < n_rows; i++)
        if (labels[i] != SW_NO_GROUP &&
            (*n == 0 || labels[i] != labels[*n - 1]))
            labels[(*n)++] = labels[i];
    return labels;
}

/* A team may be named where it has enough people. */
static char *name_of(const sw_pilot *pilot, size_t label, size_t people)
{
    const sw_roster *roster = &pilot->roster;
    if (people >= (size_t)MAX(pilot->min_group, 2) && roster->teams)
        return g_strdup(roster->teams[label]);
    return NULL;
}

static sw_left_out without(const sw_effect *lead, const sw_rows *rows,
                           const size_t *team, size_t label)
{
    g_autofree bool *keep = g_new(bool, rows->n + 1);
    g_autoptr(GHashTable) people = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; i < rows->n; i++) {
        keep[i] = team[i] != label;
        if (!keep[i])
            g_hash_table_add(people, GINT_TO_POINTER(rows->person[i] + 1));
    }
    sw_rows plain = *rows; /* only the estimate is asked for */
    plain.clustered = false;
    sw_minutes rest = sw_minutes_of_rows(lead, &plain, keep);
    return (sw_left_out){.label = (int)label,
                         .people = g_hash_table_size(people),
                         .minutes = rest.minutes};
}

static void leave_one_out(sw_sensitivity *s, const sw_pilot *pilot,
                          const sw_effect *lead, const sw_rows *rows)
{
    size_t n;
    g_autofree size_t *team = teams_of(rows, &pilot->roster);
    g_autofree size_t *labels = distinct(team, rows->n, &n);
    s->sign_holds = true;
    s->lowest.minutes = s->highest.minutes = NAN;
    if (n < TEAMS_MIN || n > TEAMS_MOST)
        return;
    for (size_t k = 0; k < n; k++) {
        sw_left_out x = without(lead, rows, team, labels[k]);
        if (isnan(x.minutes))
            continue;
        s->n_left_out++;
        s->sign_holds = s->sign_holds && x.minutes * lead->minutes > 0;
        x.team = name_of(pilot, labels[k], x.people);
        if (!(x.minutes >= s->lowest.minutes)) {
            g_free(s->lowest.team);
            s->lowest = x;
            s->lowest.team = g_strdup(x.team);
        }
        if (!(x.minutes <= s->highest.minutes)) {
            g_free(s->highest.team);
            s->highest = x;
            s->highest.team = g_strdup(x.team);
        }
        g_free(x.team);
    }
}

static sw_message *describe(const sw_sensitivity *s)
{
    if (s->n_left_out &&
        (isnan(s->lowest.minutes) || isnan(s->highest.minutes)))
        return sw_message_word(
            "What it is without a team is withheld: the team has too few "
            "people.");
    if (!s->n_left_out)
        return sw_message_word(
            "Teams are not known, or too few or too many to leave "
            "each out.");
    return sw_message_of(
        "Without any one of %zu teams it is %.1f to %.1f minutes%s.",
        sw_as_count(s->n_left_out), sw_as_real(s->lowest.minutes),
        sw_as_real(s->highest.minutes),
        sw_as_word(s->sign_holds ? ""
                                 : ", so that one of them decides the sign"));
}

void sw_describe_sensitivity(sw_sensitivity *s)
{
    sw_message_free(s->note);
    s->note = describe(s);
}

void sw_test_sensitivity(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_effect *lead = sw_evidence_lead(e);
    if (!lead)
        return;
    g_autoptr(sw_rows) rows = sw_rows_of(lead, pilot);
    if (!rows)
        return;
    sw_sensitivity *s = e->sensitivity = g_new0(sw_sensitivity, 1);
    s->e_value = s->e_value_limit = NAN;
    s->robustness = e->robustness_value;
    s->robustness_limit = NAN;
    if (!lead->self_report)
        hidden_cause(s, lead,
                     sw_rows_ranges(rows) ? NAN : sw_rows_spread(rows, NULL));
    leave_one_out(s, pilot, lead, rows);
    if (s->n_left_out && !s->sign_holds)
        sw_warn(e, "Without one of the teams the effect changes its sign.");
}
