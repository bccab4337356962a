/*
 * staggered.c - seats that were given at different dates: the effect on each
 * cohort in each period against those without a seat yet, never two-way fixed
 * effects, which take the already treated for a control group.
 *
 *   ATT(g, t) = mean over cohort g of (y_t - y_(g-1)) - the same over people
 *   without a seat at t; a cohort's effect is the mean over t >= g, the whole
 *   the mean weighted by people. Standard errors from each person's influence,
 *   summed by team.
 * Source: Callaway & Sant'Anna (2021), J. Econometrics 225, 200-230, with the
 * not yet treated as controls and no covariates.
 */
#include <math.h>
#include <stdlib.h>

#include "evidence/outcome.h"
#include "evidence/scrutiny_steps.h"

enum { NEVER = INT32_MAX, PEOPLE_MIN = 2, COHORTS_MIN = 2 };

/* A person's value in each period, and the first one with a seat. */
typedef struct grid {
    size_t n, periods;
    sw_day *day;       /* [periods] */
    int *person;       /* [n] */
    int *cohort;       /* [n] period, NEVER without a seat */
    double *y;         /* [n * periods] NaN missing */
    size_t *team;      /* [n] cluster labels */
    double *influence; /* [n] of the figure being made */
} grid;

static void clear_grid(grid *g)
{
    g_free(g->day);
    g_free(g->person);
    g_free(g->cohort);
    g_free(g->y);
    g_free(g->team);
    g_free(g->influence);
}

static int by_day(const void *a, const void *b)
{
    const sw_day *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void find_periods(grid *g, const sw_outcome *o)
{
    g->day = g_new(sw_day, o->n + 1);
    for (size_t i = 0; i < o->n; i++)
        g->day[i] = o->day[i];
    qsort(g->day, o->n, sizeof *g->day, by_day);
    for (size_t i = 0; i < o->n; i++)
        if (g->day[i] != SW_DAY_NONE &&
            (g->periods == 0 || g->day[i] != g->day[g->periods - 1]))
            g->day[g->periods++] = g->day[i];
}

static size_t period_of(const grid *g, sw_day day)
{
    size_t low = 0, high = g->periods;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (g->day[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first period that begins with the seat; those whose seat came after the
 * data are not treated in them. */
static int cohort_of(const grid *g, const sw_pilot *pilot,
                     const sw_person *person)
{
    /* Control people who got a seat after all are a cohort like any other. */
    if (person->arm != SW_ARM_PILOT && person->seat_from == SW_DAY_NONE)
        return NEVER;
    sw_day from =
        person->seat_from != SW_DAY_NONE ? person->seat_from : pilot->start;
    size_t period = period_of(g, from);
    return period < g->periods ? (int)period : NEVER;
}

/* Those who count, and those who wait for a seat until after the data. */
static bool belongs(const grid *g, const sw_person *person)
{
    bool waits = person->status == SW_PERSON_ACTIVE &&
                 person->seat_from != SW_DAY_NONE &&
                 period_of(g, person->seat_from) >= g->periods;
    return waits || sw_person_counts(person);
}

static grid grid_of(const sw_pilot *pilot, const sw_outcome *o)
{
    grid g = {0};
    const sw_roster *roster = &pilot->roster;
    find_periods(&g, o);
    g.person = g_new(int, roster->n + 1);
    g.cohort = g_new(int, roster->n + 1);
    g.team = g_new(size_t, roster->n + 1);
    g.influence = g_new0(double, roster->n + 1);
    g.y = g_new(double, roster->n *g.periods + 1);
    g_autofree size_t *row = g_new(size_t, roster->n + 1);
    for (size_t i = 0; i < roster->n; i++) {
        row[i] = SIZE_MAX;
        if (!belongs(&g, &roster->people[i]))
            continue;
        row[i] = g.n;
        g.person[g.n] = (int)i;
        g.cohort[g.n] = cohort_of(&g, pilot, &roster->people[i]);
        g.team[g.n] = sw_cluster_of(roster, (int)i);
        for (size_t t = 0; t < g.periods; t++)
            g.y[g.n * g.periods + t] = NAN;
        g.n++;
    }
    for (size_t i = 0; i < o->n; i++)
        if (o->person[i] >= 0 && o->day[i] != SW_DAY_NONE &&
            row[o->person[i]] != SIZE_MAX)
            g.y[row[o->person[i]] * g.periods + period_of(&g, o->day[i])] =
                sw_outcome_value(o, i);
    return g;
}

/* What a person's value changed by between two periods. */
static double change(const grid *g, size_t i, int from, int to)
{
    const double *y = g->y + i * g->periods;
    return y[to] - y[from];
}

/* Sums and numbers of the changes: of those without a seat, of the cohort. */
static void sum_changes(double sum[2], double n[2], const grid *g, int cohort,
                        int t, int base)
{
    int last = MAX(t, base);
    for (size_t i = 0; i < g->n; i++) {
        bool in = g->cohort[i] == cohort;
        double d = change(g, i, base, t);
        if ((!in && g->cohort[i] <= last) || isnan(d))
            continue;
        sum[in] += d;
        n[in]++;
    }
}

/* ATT(g, t) against the period `base`; its influences, times `share`, are
 * added up. NaN where a side has fewer than two people. */
static double effect_at(grid *g, int cohort, int t, int base, double share)
{
    double sum[2] = {0, 0}, n[2] = {0, 0};
    int last = MAX(t, base);
    sum_changes(sum, n, g, cohort, t, base);
    if (n[0] < PEOPLE_MIN || n[1] < PEOPLE_MIN)
        return NAN;
    for (size_t i = 0; i < g->n; i++) {
        bool in = g->cohort[i] == cohort;
        double d = change(g, i, base, t);
        if ((!in && g->cohort[i] <= last) || isnan(d))
            continue;
        double own = (d - sum[in] / n[in]) / n[in];
        g->influence[i] += share * (in ? own : -own);
    }
    return sum[1] / n[1] - sum[0] / n[0];
}

/* Root of the summed squares of the teams' influences, G/(G-1). */
static double spread(const grid *g, size_t *teams)
{
    g_autoptr(GHashTable) sums =
        g_hash_table_new_full(NULL, NULL, NULL, g_free);
    for (size_t i = 0; i < g->n; i++) {
        gpointer key = GSIZE_TO_POINTER(g->team[i] + 1);
        double *sum = g_hash_table_lookup(sums, key);
        if (g->influence[i] > 0 || g->influence[i] < 0) {
            if (!sum) {
                sum = g_new0(double, 1);
                g_hash_table_insert(sums, key, sum);
            }
            *sum += g->influence[i];
        }
    }
    double squares = 0, n = (double)g_hash_table_size(sums);
    GHashTableIter iter;
    gpointer value;
    g_hash_table_iter_init(&iter, sums);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        squares += *(double *)value * *(double *)value;
    *teams = (size_t)n;
    return n > 1 ? sqrt(squares * n / (n - 1)) : NAN;
}

static void reset(grid *g)
{
    for (size_t i = 0; i < g->n; i++)
        g->influence[i] = 0;
}

/* Number of the periods in which the cohort can be compared. */
static int comparable_periods(grid *g, int cohort)
{
    int n = 0;
    for (int t = cohort; t < (int)g->periods; t++)
        n += !isnan(effect_at(g, cohort, t, cohort - 1, 0));
    return n;
}

/* A cohort's mean effect; influences times `share` are added up. */
static double cohort_effect(grid *g, int cohort, double share)
{
    int n = comparable_periods(g, cohort);
    double sum = 0;
    for (int t = cohort; n > 0 && t < (int)g->periods; t++) {
        double att = effect_at(g, cohort, t, cohort - 1, share / (double)n);
        sum += isnan(att) ? 0 : att;
    }
    return n > 0 ? sum / n : NAN;
}

/* The cells that a cohort's mean is over. */
static void add_cells(sw_staggered *out, const grid *g, int cohort)
{
    for (int t = cohort; t < (int)g->periods; t++) {
        double sum[2] = {0, 0}, n[2] = {0, 0};
        sum_changes(sum, n, g, cohort, t, cohort - 1);
        if (n[0] >= PEOPLE_MIN && n[1] >= PEOPLE_MIN)
            out->cells[out->n_cells++] =
                (sw_group_time){.cohort = out->n_cohorts,
                                .day = g->day[t],
                                .n = (size_t)n[1],
                                .n_others = (size_t)n[0],
                                .change = sum[1] / n[1],
                                .change_others = sum[0] / n[0]};
    }
}

static size_t people_of(const grid *g, int cohort)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        n += g->cohort[i] == cohort;
    return n;
}

/* The cohorts that can be compared with a period before and with others. */
static void describe_cohorts(sw_staggered *out, grid *g)
{
    size_t teams;
    out->cohorts = g_new0(sw_cohort, g->periods + 1);
    out->cells = g_new0(sw_group_time, g->periods * (g->periods + 1) / 2 + 1);
    for (int p = 1; p < (int)g->periods; p++) {
        sw_cohort c = {.day = g->day[p], .people = people_of(g, p)};
        if (c.people < PEOPLE_MIN)
            continue;
        reset(g);
        c.estimate = cohort_effect(g, p, 1);
        c.se = spread(g, &teams);
        reset(g);
        c.before = p > 1 ? effect_at(g, p, p - 1, p - 2, 1) : NAN;
        c.before_se = isnan(c.before) ? NAN : spread(g, &teams);
        if (isnan(c.estimate))
            continue;
        add_cells(out, g, p);
        out->cohorts[out->n_cohorts++] = c;
    }
    out->never = people_of(g, NEVER);
}

/* Everyone's effect, weighted by people, or the placebo of the periods before
 * the seats. */
static sw_estimate overall(const sw_staggered *out, grid *g, bool placebo)
{
    double people = 0, sum = 0;
    for (size_t k = 0; k < out->n_cohorts; k++)
        if (!placebo || !isnan(out->cohorts[k].before))
            people += (double)out->cohorts[k].people;
    reset(g);
    for (size_t k = 0; k < out->n_cohorts; k++) {
        const sw_cohort *c = &out->cohorts[k];
        double share = (double)c->people / people;
        int period = (int)period_of(g, c->day);
        if (!placebo)
            sum += share * cohort_effect(g, period, share);
        else if (!isnan(c->before))
            sum += share * effect_at(g, period, period - 1, period - 2, share);
    }
    size_t teams;
    double se = spread(g, &teams);
    if (!(people > 0) || !(se > 0))
        return (sw_estimate){
            .estimate = people > 0 ? sum : NAN, .se = NAN, .df = NAN, .p = NAN};
    return sw_inference(sum, se, (double)(teams - 1));
}

sw_staggered *sw_cohorts_of(const sw_pilot *pilot, const sw_outcome *o)
{
    if (o->by_task || sw_outcome_is_nameless(o) || pilot->roster.count_only)
        return NULL;
    grid g = grid_of(pilot, o);
    sw_staggered *out = g_new0(sw_staggered, 1);
    describe_cohorts(out, &g);
    if (out->n_cohorts < COHORTS_MIN) {
        clear_grid(&g);
        sw_staggered_free(out);
        return NULL;
    }
    sw_estimate all = overall(out, &g, false);
    out->estimate = all.estimate;
    out->se = all.se;
    out->df = all.df;
    out->p = all.p;
    out->placebo_p = overall(out, &g, true).p;
    out->effect = SW_MINUTES_UNKNOWN;
    out->by_team = sw_teams_known(&pilot->roster, g.person, g.n);
    out->metric = g_strdup(o->metric);
    out->note = sw_message_of(
        "%zu cohorts got their seats at different dates; each is compared with "
        "those who had none yet. %s",
        sw_as_count(out->n_cohorts),
        sw_as_word(
            isnan(out->placebo_p)
                ? "Whether they were on the same path before cannot be tested."
            : out->placebo_p < 0.05
                ? "They were not on the same path before."
                : "Before their seats they moved like the others, as far as "
                  "the data can tell."));
    clear_grid(&g);
    return out;
}

char *sw_cohort_rows_csv(const sw_pilot *pilot, const sw_outcome *o)
{
    grid g = grid_of(pilot, o);
    GString *csv =
        g_string_new("person,seat_from_period,period,value,cluster\n");
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    for (size_t i = 0; i < g.n; i++)
        for (size_t t = 0; t < g.periods; t++) {
            double y = g.y[i * g.periods + t];
            if (isnan(y))
                continue;
            g_string_append_printf(csv, "%zu,", i + 1);
            if (g.cohort[i] != NEVER)
                g_string_append_printf(csv, "%d", g.cohort[i] + 1);
            g_string_append_printf(
                csv, ",%zu,%s,%zu\n", t + 1,
                g_ascii_formatd(text, sizeof text, "%.17g", y), g.team[i] + 1);
        }
    clear_grid(&g);
    return g_string_free(csv, FALSE);
}

/* The effect that stands for the cohorts. */
static const sw_effect *effect_of(const sw_evidence *e)
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
    const sw_effect *effect = effect_of(e);
    if (effect && effect->is_time)
        s->effect = sw_minutes_of(effect, s->estimate, s->se, s->df);
    sw_warn(e,
            effect && effect == sw_evidence_lead(e)
                ? "Seats were given at different dates: each cohort is "
                  "compared with those who had none yet."
                : "Seats were given at different dates: the effect by cohort "
                  "stands beside the priced one.");
}
