/*
 * segment.c - the effect by department, or by what the policy says, and beside
 * it by all else that divides the seats.
 */
#include "evidence/segment.h"

#include <math.h>

#include "evidence/grouping.h"
#include "evidence/habit.h"
#include "evidence/silent.h"
#include "stats/distribution.h"
#include "stats/quantile_table.h"

/* A division that only stands beside is not worth more groups than this. */
enum { GROUPS_MOST = 30 };

/* The group of each row, by a label of its person. */
static size_t *group_rows(const sw_rows *rows, const size_t *of)
{
    size_t *group = g_new(size_t, rows->n + 1);
    for (size_t i = 0; i < rows->n; i++)
        group[i] = rows->person[i] >= 0 ? of[rows->person[i]] : SW_NO_GROUP;
    return group;
}

/* People of the pilot group behind a segment's estimate. */
static size_t people_behind(const sw_rows *rows, const size_t *group, size_t g)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; rows && i < rows->n; i++)
        if (group[i] == g && rows->cell[i] == 0)
            g_hash_table_add(seen, GINT_TO_POINTER(rows->person[i] + 1));
    return g_hash_table_size(seen);
}

static sw_segment describe(const sw_pilot *pilot, const sw_division *d,
                           size_t g, const sw_activity *activity)
{
    sw_segment s = {.name = g_strdup(d->name[g]),
                    .seats = (double)d->seats[g],
                    .active_share = NAN,
                    .active_seats = activity ? 0 : NAN,
                    .hourly_cost = sw_mean_cost(&pilot->roster, d->of, g),
                    .minutes = NAN,
                    .se = NAN,
                    .df = NAN,
                    .pooled = NAN,
                    .pooled_sd = NAN,
                    .lower = NAN,
                    .upper = NAN,
                    .p = NAN,
                    .p_holm = NAN,
                    .p_bh = NAN,
                    .joint_t = NAN};
    for (size_t i = 0; i < pilot->roster.n; i++) {
        const sw_person *p = &pilot->roster.people[i];
        if (d->of[i] != g)
            continue;
        sw_use use = activity ? activity->use[i] : SW_USE_IDLE;
        s.active_seats += p->eligible && use == SW_USE_ACTIVE;
        s.known_seats += activity && p->eligible && use != SW_USE_UNKNOWN;
        s.waiting += p->holds_seat && (!p->eligible || use == SW_USE_UNKNOWN);
    }
    s.active_share = s.active_seats / s.seats;
    return s;
}

bool sw_segment_use(sw_distribution *out, const sw_segment *segment)
{
    double n = segment->known_seats, x = segment->active_seats;
    if (!(n > 0))
        return false;
    *out = (sw_distribution){.kind = SW_DIST_BETA,
                             .p = {0.5 + x, 0.5 + n - x, 0},
                             .knots = segment->use_knots};
    return true;
}

void sw_tabulate_use(sw_segment *segments, size_t n)
{
    for (size_t g = 0; g < n; g++) {
        sw_distribution d;
        if (segments[g].use_knots || !sw_segment_use(&d, &segments[g]))
            continue;
        double *knots = g_new(double, SW_DISTRIBUTION_KNOTS);
        for (size_t i = 0; i < SW_DISTRIBUTION_KNOTS; i++)
            knots[i] = sw_distribution_quantile(&d, sw_knots_probability(i));
        segments[g].use_knots = knots;
    }
}

/* Minutes of the estimates, and their covariance by the delta method. */
static double *convert(sw_segment *segments, const sw_group_effects *effects,
                       const sw_effect *lead)
{
    size_t n = effects->n;
    double *covariance = g_new(double, n *n + 1);
    for (size_t i = 0; i < n; i++) {
        sw_segment *s = &segments[i];
        double slope = sw_effect_minutes_slope(lead, effects->estimate[i]);
        s->minutes = sw_effect_to_minutes(lead, effects->estimate[i]);
        s->df = effects->df[i];
        s->se = fabs(slope) * sqrt(effects->covariance[i * n + i]);
        s->note = sw_message_share(effects->note[i]);
        if (s->se > 0 && s->df > 0)
            s->p = sw_inference(s->minutes, s->se, s->df).p;
        for (size_t j = 0; j < n; j++)
            covariance[i * n + j] =
                slope * effects->covariance[i * n + j] *
                sw_effect_minutes_slope(lead, effects->estimate[j]);
    }
    return covariance;
}

/* A variance below this share of the square of an estimate is rounding. */
static const double NO_SPREAD = 1e-18;

/* Half the width, in standard errors, of intervals that hold together at 95 %
 * whatever their correlation. Source: Sidak (1967), JASA 62, 626-633. */
static double joint_t(double df, size_t intervals)
{
    double outside = -expm1(log(0.95) / (double)intervals);
    return isfinite(df) ? -sw_quantile_t(outside / 2, df)
                        : -sw_quantile_normal(outside / 2);
}

static void adjust(sw_segment *segments, size_t n)
{
    g_autofree double *p = g_new(double, n + 1);
    g_autofree double *holm = g_new(double, n + 1);
    g_autofree double *bh = g_new(double, n + 1);
    for (size_t i = 0; i < n; i++)
        p[i] = segments[i].p;
    sw_holm(holm, p, n);
    sw_benjamini_hochberg(bh, p, n);
    size_t tests = 0;
    for (size_t i = 0; i < n; i++)
        tests += isfinite(p[i]) ? 1 : 0;
    for (size_t i = 0; i < n; i++) {
        segments[i].p_holm = holm[i];
        segments[i].p_bh = bh[i];
        if (isfinite(p[i]))
            segments[i].joint_t = joint_t(segments[i].df, tests);
    }
}

/* People of a segment by cell, as one over each, summed, and what is left of
 * them once their means are taken. */
static void count_cells(double *parts, double *left, const sw_rows *rows,
                        const size_t *group, size_t g)
{
    size_t n[SW_CELLS_MOST] = {0};
    *parts = *left = 0;
    for (size_t i = 0; i < rows->n; i++)
        n[rows->cell[i]] += group[i] == g;
    for (size_t c = 0; c < rows->n_cells; c++) {
        *parts += 1 / (double)n[c];
        *left += (double)n[c] - 1;
    }
}

/* People of one segment who all say the same have a spread that is not known,
 * and are heard all the same. */
static bool spread_known(const sw_segment *s, double own)
{
    return own > NO_SPREAD * s->minutes * s->minutes;
}

/* The variance of one person that segments have together, without those that
 * say nothing of it where `known` alone count; in *all its degrees of freedom,
 * in parts [n] by what it is multiplied in each. */
static double common_variance(double *all, double *parts,
                              const double *covariance,
                              const sw_segment *segments, size_t n,
                              const sw_rows *rows, const size_t *group,
                              bool known)
{
    double squares = 0, left;
    *all = 0;
    for (size_t g = 0; g < n; g++) {
        double own = covariance[g * n + g];
        bool is_known = spread_known(&segments[g], own);
        count_cells(&parts[g], &left, rows, group, g);
        if (!isfinite(segments[g].minutes) || (known && !is_known))
            continue;
        squares += is_known ? left * own / parts[g] : 0;
        *all += left;
    }
    return squares / *all;
}

/* Fewest degrees of freedom that a segment's own error has. */
static double least_df(const sw_segment *segments, size_t n)
{
    double df = INFINITY;
    for (size_t g = 0; g < n; g++)
        if (isfinite(segments[g].df))
            df = fmin(df, segments[g].df);
    return df;
}

/* Sets the variance of a segment, and keeps the correlations of its error. */
static void set_variance(double *covariance, size_t n, size_t g, double v,
                         bool known)
{
    double scale = known ? sqrt(v / covariance[g * n + g]) : 0;
    for (size_t h = 0; h < n; h++) {
        covariance[g * n + h] = known ? covariance[g * n + h] * scale : 0;
        covariance[h * n + g] = covariance[g * n + h];
    }
    covariance[g * n + g] = v;
}

/* A few people's own spread is hardly known: where people are their own
 * clusters, every segment has the spread of all of them together, by its own
 * number. Correlations of the errors stay. Where teams are, only those whose
 * own is not known have it. */
static void pool_spreads(double *covariance, sw_segment *segments, size_t n,
                         const sw_rows *rows, const size_t *group)
{
    g_autofree double *parts = g_new(double, n + 1);
    bool teams = rows->clustered;
    double all, v = common_variance(&all, parts, covariance, segments, n, rows,
                                    group, teams);
    double df = teams ? least_df(segments, n) : all;
    for (size_t g = 0; g < n; g++) {
        bool known = spread_known(&segments[g], covariance[g * n + g]);
        if (!isfinite(segments[g].minutes) || (teams && known))
            continue;
        /* Where nobody's is known, there is nothing to pool with: none is 0. */
        set_variance(covariance, n, g, v > 0 ? v * parts[g] : 0, known);
        segments[g].pooling_df = df;
    }
}

/* Raw estimates and what is pooled of them; the joint posterior, or NULL. */
static sw_segment_posterior *estimate(sw_evidence *e, const sw_pilot *pilot,
                                      sw_grouping *g, const sw_rows *rows,
                                      const size_t *group, GPtrArray *warnings)
{
    const sw_effect *lead = sw_evidence_lead(e);
    g_autoptr(sw_group_effects) effects = sw_rows_by_group(rows, group, g->n);
    g_autofree double *covariance = convert(g->segments, effects, lead);
    for (size_t k = 0; k < g->n; k++)
        g->segments[k].responses = people_behind(rows, group, k);
    adjust(g->segments, g->n);
    for (size_t k = 0; k < g->n; k++)
        g->segments[k].pooling_df = g->segments[k].df;
    pool_spreads(covariance, g->segments, g->n, rows, group);
    /* A figure set by hand, or pooled over sources, holds for all of them. */
    if (sw_set_by_hand(pilot, SW_IN_EFFECT) || (e->sources && e->sources->used))
        return NULL;
    return sw_pool_segments(g->segments, g->n, covariance,
                            pilot->policy.effect_scale, warnings);
}

/* Divides the seats; false where they do not fall into two groups. Warnings
 * are told of the division that leads, and of no other. */
static bool divide(sw_grouping *out, sw_segment_posterior **posterior,
                   sw_evidence *e, const sw_pilot *pilot, sw_segment_by by,
                   GPtrArray *warnings)
{
    const sw_effect *lead = sw_evidence_lead(e);
    g_autoptr(sw_labels) labels = sw_labels_by(by, pilot);
    if (labels->n < 2)
        return false;
    g_autoptr(sw_rows) rows = lead ? sw_rows_of(lead, pilot) : NULL;
    g_autofree bool *answered = sw_who_answered(rows, pilot);
    g_autoptr(sw_division) d =
        sw_division_new(&pilot->roster, labels->of, labels->names, labels->n,
                        (size_t)MAX(pilot->min_group, 1), answered);
    bool leads = by == pilot->policy.segment_by;
    if (d->n < 2 || (!leads && d->n > GROUPS_MOST))
        return false;
    g_autoptr(sw_activity) activity = sw_activity_of(pilot);
    out->by = sw_grouping_name(by);
    out->segments = g_new0(sw_segment, d->n);
    out->n = d->n;
    out->of = g_memdup2(d->of, pilot->roster.n * sizeof *d->of);
    for (size_t g = 0; g < d->n; g++) {
        out->segments[g] = describe(pilot, d, g, activity);
        out->segments[g].is_word = by == SW_BY_USE || g == d->other;
    }
    if (!rows)
        return true;
    g_autofree size_t *group = group_rows(rows, d->of);
    sw_silence_segments(out->segments, out->n, d->of, lead, rows, pilot);
    *posterior = estimate(e, pilot, out, rows, group, warnings);
    return true;
}

void sw_report_groupings(sw_evidence *e, const sw_pilot *pilot)
{
    g_autoptr(GPtrArray) unsaid = sw_messages_new();
    e->groupings = g_new0(sw_grouping, SW_BY_N);
    for (size_t by = 0; by < SW_BY_N; by++) {
        sw_segment_posterior *posterior = NULL;
        sw_grouping *g = &e->groupings[e->n_groupings];
        if (by != pilot->policy.segment_by &&
            divide(g, &posterior, e, pilot, (sw_segment_by)by, unsaid))
            e->n_groupings++;
        sw_segment_posterior_free(posterior);
    }
}

void sw_estimate_segments(sw_evidence *e, const sw_pilot *pilot)
{
    sw_grouping lead = {0};
    if (!divide(&lead, &e->posterior, e, pilot, pilot->policy.segment_by,
                e->warnings))
        return;
    e->segments = lead.segments;
    e->n_segments = lead.n;
    e->segment_of = lead.of;
    e->segment_by = lead.by;
}
