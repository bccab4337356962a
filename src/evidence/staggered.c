/*
 * staggered.c - seats that were given at different dates: the effect on each
 * cohort in each period against those without a seat yet, never two-way fixed
 * effects, which take the already treated for a control group.
 *
 *   ATT(g, t) = mean over cohort g of (y_t - y_(g-1)) - the same over people
 *   without a seat at t; a cohort's effect is the mean over t >= g, the whole
 *   the mean weighted by people. A comparison needs two teams on either side
 *   (people, where teams are not known).
 *   Standard error by the jackknife over the G teams that enter,
 *   root of (G - 1) / G sum (estimate without the team - estimate)^2, all
 *   cohorts estimated anew; G - 1 degrees of freedom.
 *
 * Source: Callaway & Sant'Anna (2021), J. Econometrics 225, 200-230, with the
 * not yet treated as controls and no covariates; cluster jackknife: arXiv
 * 2602.12043, as MacKinnon, Nielsen & Webb (2023), J. Applied Econometrics 38,
 * 671-694 (CV3, centred at the estimate).
 */
#include <math.h>
#include <string.h>

#include "evidence/cohort_grid.h"
#include "evidence/outcome.h"
#include "evidence/scrutiny_steps.h"

enum { TEAMS_MIN = 2, COHORTS_MIN = 2, SIDES = 2 };

/* A cohort's change to period t against that of the others: sums and numbers of
 * the others [0] and of the cohort [1]. */
typedef struct comparison {
    size_t k; /* cohort, by number */
    int cohort, t, base;
    double sum[SIDES], n[SIDES];
} comparison;

/* What the estimates are made of. */
typedef struct cells {
    const sw_cohort_grid *g;
    const size_t *order; /* [g->n] people, team by team */
    comparison *cell;    /* [n] in order of cohort and period */
    size_t n, n_cohorts;
    int *period;    /* [n_cohorts] of the first seats */
    double *people; /* [n_cohorts] */
} cells;

/* The side of a comparison that person i is on, with the change; -1 neither. */
static int side_of(double *change, const sw_cohort_grid *g, size_t i,
                   const comparison *c)
{
    const double *y = g->y + i * g->periods;
    bool in = g->cohort[i] == c->cohort;
    *change = y[c->t] - y[c->base];
    if ((!in && g->cohort[i] <= MAX(c->t, c->base)) || isnan(*change))
        return -1;
    return in;
}

/* Adds a person to sums and weights, or with a sign of -1 takes one away. */
static void add_person(cells *x, size_t i, double sign)
{
    for (size_t c = 0; c < x->n; c++) {
        double change;
        int side = side_of(&change, x->g, i, &x->cell[c]);
        if (side < 0)
            continue;
        x->cell[c].sum[side] += sign * change;
        x->cell[c].n[side] += sign;
    }
    for (size_t k = 0; k < x->n_cohorts; k++)
        if (x->g->cohort[i] == x->period[k])
            x->people[k] += sign;
}

/* Effect of cohort k, the mean of its comparisons; NaN without any. */
static double cohort_effect(const cells *x, size_t k)
{
    double sum = 0, n = 0;
    for (size_t i = 0; i < x->n; i++) {
        const comparison *c = &x->cell[i];
        if (c->k != k || !(c->n[0] > 0) || !(c->n[1] > 0))
            continue;
        sum += c->sum[1] / c->n[1] - c->sum[0] / c->n[0];
        n++;
    }
    return n > 0 ? sum / n : NAN;
}

/* The mean over cohorts, weighted by people. */
static double overall(const cells *x)
{
    double sum = 0, people = 0;
    for (size_t k = 0; k < x->n_cohorts; k++) {
        double effect = cohort_effect(x, k);
        if (isnan(effect))
            continue;
        sum += x->people[k] * effect;
        people += x->people[k];
    }
    return people > 0 ? sum / people : NAN;
}

static double value(const cells *x, size_t k)
{
    return k < x->n_cohorts ? cohort_effect(x, k) : overall(x);
}

/* Whether the team's people are in a comparison of k; all: n_cohorts. */
static bool enters(const cells *x, size_t from, size_t to, size_t k)
{
    double change;
    for (size_t c = 0; c < x->n; c++)
        for (size_t r = from;
             (k == x->n_cohorts || x->cell[c].k == k) && r < to; r++)
            if (side_of(&change, x->g, x->order[r], &x->cell[c]) >= 0)
                return true;
    return false;
}

/* End of the team that begins at place `from` of the order. */
static size_t team_end(const cells *x, size_t from)
{
    size_t to = from + 1;
    while (to < x->g->n &&
           x->g->team[x->order[to]] == x->g->team[x->order[from]])
        to++;
    return to;
}

static sw_estimate of_squares(double estimate, double squares, double teams)
{
    double se = sqrt(squares * (teams - 1) / teams);
    if (se > 0)
        return sw_inference(estimate, se, teams - 1);
    return (sw_estimate){.estimate = estimate, .se = NAN, .df = NAN, .p = NAN};
}

/* Jackknife over teams of every cohort's effect [k] and of the whole
 * [n_cohorts]. */
static void jackknife(sw_estimate *out, cells *x)
{
    size_t values = x->n_cohorts + 1;
    g_autofree double *squares = g_new0(double, values);
    g_autofree double *teams = g_new0(double, values);
    g_autofree comparison *cell = g_memdup2(x->cell, x->n * sizeof *cell);
    g_autofree double *people = g_memdup2(x->people, values * sizeof *people);
    for (size_t k = 0; k < values; k++)
        out[k].estimate = value(x, k);
    for (size_t from = 0, to; x->n > 0 && from < x->g->n; from = to) {
        to = team_end(x, from);
        for (size_t r = from; r < to; r++)
            add_person(x, x->order[r], -1);
        for (size_t k = 0; k < values; k++) {
            double off = value(x, k) - out[k].estimate;
            bool in = enters(x, from, to, k);
            squares[k] += in ? off * off : 0;
            teams[k] += in;
        }
        memcpy(x->cell, cell, x->n * sizeof *cell);
        memcpy(x->people, people, values * sizeof *people);
    }
    for (size_t k = 0; k < values; k++)
        out[k] = of_squares(out[k].estimate, squares[k], teams[k]);
}

static void clear_cells(cells *x)
{
    g_free(x->cell);
    g_free(x->period);
    g_free(x->people);
}

static cells new_cells(const sw_cohort_grid *g, const size_t *order)
{
    size_t p = g->periods;
    return (cells){.g = g,
                   .order = order,
                   .cell = g_new0(comparison, p * (p + 1) / 2 + 1),
                   .period = g_new0(int, p + 1),
                   .people = g_new0(double, p + 1)};
}

/* Different teams, or people, on the smaller side of a comparison. */
static size_t fewer(const sw_cohort_grid *g, const size_t *order,
                    const comparison *c, bool people)
{
    size_t n[SIDES] = {0, 0};
    size_t last[SIDES] = {SIZE_MAX, SIZE_MAX};
    for (size_t r = 0; r < g->n; r++) {
        double change;
        size_t i = order[r];
        int side = side_of(&change, g, i, c);
        if (side < 0 || (!people && last[side] == g->team[i]))
            continue;
        last[side] = g->team[i];
        n[side]++;
    }
    return MIN(n[0], n[1]);
}

/* Appends a comparison of the cohort that comes next, if it has enough teams.
 */
static bool add_cell(cells *x, int cohort, int t, int base)
{
    comparison c = {.k = x->n_cohorts, .cohort = cohort, .t = t, .base = base};
    if (fewer(x->g, x->order, &c, false) < TEAMS_MIN)
        return false;
    x->cell[x->n++] = c;
    return true;
}

static void add_everyone(cells *x)
{
    for (size_t i = 0; i < x->g->n; i++)
        add_person(x, i, 1);
}

/* All comparisons after the seats, and the number of cohorts whose people would
 * do, whether their teams do or not. */
static cells cells_after(const sw_cohort_grid *g, const size_t *order,
                         size_t *dated)
{
    cells x = new_cells(g, order);
    *dated = 0;
    for (int p = 1; p < (int)g->periods; p++) {
        bool any = false, people = false;
        for (int t = p; t < (int)g->periods; t++) {
            comparison c = {.cohort = p, .t = t, .base = p - 1};
            people = people || fewer(g, order, &c, true) >= TEAMS_MIN;
            any = add_cell(&x, p, t, p - 1) || any;
        }
        *dated += people;
        if (any)
            x.period[x.n_cohorts++] = p;
    }
    add_everyone(&x);
    return x;
}

/* The period before the seats of the same cohorts: a placebo. */
static cells cells_before(const cells *after)
{
    cells x = new_cells(after->g, after->order);
    for (size_t k = 0; k < after->n_cohorts; k++) {
        int p = after->period[k];
        if (p > 1)
            (void)add_cell(&x, p, p - 1, p - 2);
        x.period[x.n_cohorts++] = p;
    }
    add_everyone(&x);
    return x;
}

/* People team by team. */
static size_t *by_team(const sw_cohort_grid *g)
{
    size_t *order = g_new(size_t, g->n + 1);
    g_autoptr(GHashTable) head = g_hash_table_new(NULL, NULL);
    g_autofree size_t *next = g_new(size_t, g->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++) { /* a list of each team's people */
        gpointer key = GSIZE_TO_POINTER(g->team[i] + 1);
        next[i] = GPOINTER_TO_SIZE(g_hash_table_lookup(head, key));
        g_hash_table_insert(head, key, GSIZE_TO_POINTER(i + 1));
    }
    for (size_t i = 0; i < g->n; i++) {
        gpointer key = GSIZE_TO_POINTER(g->team[i] + 1);
        size_t at = GPOINTER_TO_SIZE(g_hash_table_lookup(head, key));
        g_hash_table_insert(head, key, NULL);
        for (; at; at = next[at - 1])
            order[n++] = at - 1;
    }
    return order;
}

static void take_cells(sw_staggered *out, const cells *x)
{
    out->cells = g_new0(sw_group_time, x->n + 1);
    for (size_t i = 0; i < x->n; i++) {
        const comparison *c = &x->cell[i];
        out->cells[out->n_cells++] =
            (sw_group_time){.cohort = c->k,
                            .day = x->g->day[c->t],
                            .n = (size_t)c->n[1],
                            .n_others = (size_t)c->n[0],
                            .change = c->sum[1] / c->n[1],
                            .change_others = c->sum[0] / c->n[0]};
    }
}

static void estimate(sw_staggered *out, cells *after, cells *before)
{
    size_t n = after->n_cohorts;
    g_autofree sw_estimate *effect = g_new0(sw_estimate, n + 1);
    g_autofree sw_estimate *placebo = g_new0(sw_estimate, n + 1);
    jackknife(effect, after);
    jackknife(placebo, before);
    out->cohorts = g_new0(sw_cohort, n + 1);
    out->n_cohorts = n;
    for (size_t k = 0; k < n; k++)
        out->cohorts[k] = (sw_cohort){.day = after->g->day[after->period[k]],
                                      .people = (size_t)after->people[k],
                                      .estimate = effect[k].estimate,
                                      .se = effect[k].se,
                                      .before = placebo[k].estimate,
                                      .before_se = placebo[k].se};
    out->estimate = effect[n].estimate;
    out->se = effect[n].se;
    out->df = effect[n].df;
    out->p = effect[n].p;
    out->placebo_p = placebo[n].p;
}

static const char *say_path(const sw_staggered *s)
{
    static const double significant = 0.05;
    if (isnan(s->placebo_p))
        return "Whether they were on the same path before cannot be tested.";
    return s->placebo_p < significant
               ? "They were not on the same path before."
               : "Before their seats they moved like the others, as far as "
                 "the data can tell.";
}

static sw_message *describe(const sw_staggered *s, size_t dated)
{
    const char *unit = s->by_team ? "teams" : "people";
    if (s->n_cohorts == 0)
        return sw_message_of(
            "%zu cohorts got their seats at different dates, but none of them "
            "has two %s on either side of a comparison: not estimable.",
            sw_as_count(dated), sw_as_word(unit));
    sw_message *left_out =
        s->n_cohorts < dated
            ? sw_message_of("%zu are left out, with fewer than two %s in the "
                            "cohort or among those without a seat. ",
                            sw_as_count(dated - s->n_cohorts), sw_as_word(unit))
            : NULL;
    return sw_message_of(
        "%zu cohorts got their seats at different dates; each is compared with "
        "those who had none yet. %s%s",
        sw_as_count(dated), sw_as_message(left_out), sw_as_word(say_path(s)));
}

sw_staggered *sw_cohorts_of(const sw_pilot *pilot, const sw_outcome *o)
{
    if (o->by_task || sw_outcome_is_nameless(o) || pilot->roster.count_only)
        return NULL;
    sw_cohort_grid g = sw_cohort_grid_of(pilot, o);
    g_autofree size_t *order = by_team(&g);
    size_t dated;
    cells after = cells_after(&g, order, &dated);
    sw_staggered *out = NULL;
    if (dated >= COHORTS_MIN) {
        cells before = cells_before(&after);
        out = g_new0(sw_staggered, 1);
        estimate(out, &after, &before);
        take_cells(out, &after);
        clear_cells(&before);
        for (size_t i = 0; i < g.n; i++)
            out->never += g.cohort[i] == SW_NEVER;
        out->effect = SW_MINUTES_UNKNOWN;
        out->by_team = sw_teams_known(&pilot->roster, g.person, g.n);
        out->metric = g_strdup(o->metric);
        out->note = describe(out, dated);
    }
    clear_cells(&after);
    sw_cohort_grid_clear(&g);
    return out;
}

const sw_effect *sw_cohorts_effect(const sw_evidence *e)
{
    for (size_t i = 0; i < e->n_effects; i++)
        if (e->effects[i].model == SW_MODEL_STAGGERED)
            return &e->effects[i];
    return NULL;
}

void sw_compare_cohorts(sw_evidence *e, const sw_pilot *pilot)
{
    (void)pilot;
    sw_staggered *s = e->staggered;
    if (!s)
        return;
    const sw_effect *effect = sw_cohorts_effect(e);
    if (effect && effect->is_time)
        s->effect = sw_minutes_of(effect, s->estimate, s->se, s->df);
    sw_warn(e,
            effect && effect == sw_evidence_lead(e)
                ? "Seats were given at different dates: each cohort is "
                  "compared with those who had none yet."
                : "Seats were given at different dates: the effect by cohort "
                  "stands beside the priced one.");
}
