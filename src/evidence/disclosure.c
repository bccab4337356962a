#include "evidence/disclosure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "evidence/assess.h"
#include "evidence/habit.h"
#include "evidence/rows.h"
#include "evidence/scrutiny_steps.h"
#include "evidence/segment.h"
#include "evidence/subtraction.h"

/* Beginning with those of too few, the smallest are withheld until together
 * they are enough: their sum is had from the total. */
static void withhold_cells(sw_segment *s, size_t n, size_t least)
{
    size_t hidden = 0;
    for (size_t g = 0; g < n; g++)
        if (s[g].responses > 0 && s[g].responses < least) {
            s[g].withheld = true;
            hidden += s[g].responses;
        }
    while (hidden > 0 && hidden < least) {
        sw_segment *next = NULL;
        for (size_t g = 0; g < n; g++)
            if (!s[g].withheld && s[g].responses > 0 &&
                (next == NULL || s[g].responses < next->responses))
                next = &s[g];
        if (next == NULL)
            return;
        next->withheld = true;
        hidden += next->responses;
    }
}

static void drop_divisions(sw_evidence *e, sw_cuts *p, double least)
{
    size_t kept = 0;
    if (e->n_segments > 1)
        (void)sw_cuts_add(p,
                          (sw_cut){.of = e->segment_of,
                                   .groups = e->n_segments,
                                   .segments = e->segments},
                          0); /* what is decided on is always printed */
    for (size_t k = 0; k < e->n_groupings; k++) {
        sw_grouping g = e->groupings[k];
        if (sw_cuts_add(p, (sw_cut){g.of, g.n, g.segments, false, false},
                        least)) {
            e->groupings[kept++] = g;
            continue;
        }
        sw_grouping_clear(&g);
        e->n_dropped++;
    }
    e->n_groupings = kept;
}

/* Publishes a figure of all who answered but those marked; `of` is kept. */
static bool publishes_without(sw_cuts *p, GPtrArray *kept, const bool *marked,
                              double least)
{
    size_t *of = g_new(size_t, p->roster->n + 1);
    for (size_t i = 0; i < p->roster->n; i++)
        of[i] = p->answered[i] && !marked[i] ? 0 : SW_NO_GROUP;
    g_ptr_array_add(kept, of);
    return sw_cuts_add(p, (sw_cut){of, 1, NULL, true, false}, least);
}

/* The lead without those whom a check of the answers found. */
static void withhold_checks(sw_evidence *e, sw_cuts *p, GPtrArray *kept,
                            double least)
{
    for (size_t i = 0; i < e->n_checks; i++) {
        sw_quality_check *x = &e->checks[i];
        if (x->marked != NULL && isfinite(x->without.minutes) &&
            !publishes_without(p, kept, x->marked, least))
            x->without = SW_MINUTES_UNKNOWN;
    }
}

/* The lead without one team. */
static void withhold_team(sw_left_out *x, sw_cuts *p, GPtrArray *kept,
                          double least)
{
    if (isnan(x->minutes))
        return;
    g_autofree bool *marked = g_new(bool, p->roster->n + 1);
    for (size_t i = 0; i < p->roster->n; i++)
        marked[i] = p->roster->people[i].team == x->label;
    if (publishes_without(p, kept, marked, least))
        return;
    x->minutes = NAN;
    g_clear_pointer(&x->team, g_free);
}

/* Answers at the lowest and at the highest value seen, the fewer of the two;
 * with covariates every end is one person's. */
static size_t at_ends(const sw_rows *rows)
{
    double low = INFINITY, high = -INFINITY;
    size_t lowest = 0, highest = 0;
    for (size_t i = 0; i < rows->n; i++) {
        low = fmin(low, rows->y[i]);
        high = fmax(high, rows->upper[i]);
    }
    for (size_t i = 0; i < rows->n; i++) {
        lowest += !(rows->y[i] > low);
        highest += !(rows->upper[i] < high);
    }
    return rows->k > 0 ? 0 : MIN(lowest, highest);
}

/* Answers that Lee's bounds take away from the group that answers more. */
static double trimmed(const sw_nonresponse *x, const sw_rows *rows)
{
    double n[2] = {0, 0};
    for (size_t i = 0; i < rows->n; i++)
        n[rows->cell[i] == 0]++;
    double most = fmax(x->rate_pilot, x->rate_control);
    return n[x->rate_pilot > x->rate_control] *
           fabs(x->rate_pilot - x->rate_control) / most;
}

static void withhold_bounds(sw_nonresponse *x, const sw_rows *rows,
                            size_t least)
{
    if (least > 1 && at_ends(rows) < least)
        x->manski_lower = x->manski_upper = x->manski_low = x->manski_high =
            NAN;
    double away = trimmed(x, rows);
    if (!(away >= (double)least) && away > 0) {
        x->lee_lower = x->lee_upper = NAN;
        x->lee = SW_MINUTES_UNKNOWN;
    }
}

/* Weights to the roster's margins: one sum more of the same people, with other
 * weights by department and use. What is priced is always told. */
static void withhold_raked(sw_nonresponse *x, const sw_pilot *pilot, sw_cuts *p,
                           GPtrArray *kept, double least)
{
    g_autofree bool *active = sw_active_people(pilot);
    size_t *of = g_new(size_t, p->roster->n + 1);
    for (size_t i = 0; i < p->roster->n; i++)
        of[i] = 2 * (size_t)(p->roster->people[i].department + 1) +
                (active != NULL && active[i]);
    g_ptr_array_add(kept, of);
    for (size_t g = 0; g < x->n_segments; g++)
        if (x->segments[g].answered > 0 &&
            (double)x->segments[g].answered < least)
            x->raked = SW_MINUTES_UNKNOWN;
    bool told = isfinite(x->raked.minutes) && x->silent_share > 0;
    sw_cut cut = {of, 1, NULL, true, true};
    if (told && !sw_cuts_add(p, cut, x->raked_leads ? 0 : least))
        x->raked = SW_MINUTES_UNKNOWN;
}

void sw_limit_disclosure(sw_evidence *e, const sw_pilot *pilot)
{
    size_t least = (size_t)MAX(pilot->min_group, 1);
    const sw_effect *lead = sw_evidence_lead(e);
    g_autoptr(sw_rows) rows = lead ? sw_rows_of(lead, pilot) : NULL;
    g_autofree bool *answered = sw_who_answered(rows, pilot);
    g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func(g_free);
    sw_cuts cuts = sw_cuts_new(&pilot->roster, answered);
    withhold_cells(e->segments, e->n_segments, least);
    for (size_t k = 0; k < e->n_groupings; k++)
        withhold_cells(e->groupings[k].segments, e->groupings[k].n, least);
    sw_withhold_differences(e, pilot);
    sw_nonresponse *silent = rows != NULL ? e->nonresponse : NULL;
    if (silent != NULL)
        withhold_bounds(silent, rows, least);
    if (silent != NULL && silent->raked_leads)
        withhold_raked(silent, pilot, &cuts, kept, (double)least);
    drop_divisions(e, &cuts, (double)least);
    if (silent != NULL && !silent->raked_leads)
        withhold_raked(silent, pilot, &cuts, kept, (double)least);
    withhold_checks(e, &cuts, kept, (double)least);
    if (e->sensitivity != NULL) {
        withhold_team(&e->sensitivity->lowest, &cuts, kept, (double)least);
        withhold_team(&e->sensitivity->highest, &cuts, kept, (double)least);
        sw_describe_sensitivity(e->sensitivity);
    }
    sw_cuts_clear(&cuts);
}

/* The keys of those who are behind the lead; NULL: nobody is known. */
static GHashTable *behind_lead(const sw_evidence *e, const sw_pilot *pilot)
{
    const sw_effect *lead = sw_evidence_lead(e);
    g_autoptr(sw_rows) rows = lead ? sw_rows_of(lead, pilot) : NULL;
    if (rows == NULL)
        return NULL;
    GHashTable *keys = g_hash_table_new(sw_hash_text, g_str_equal);
    for (size_t i = 0; i < rows->n; i++)
        if (rows->person[i] >= 0)
            g_hash_table_add(keys, pilot->roster.people[rows->person[i]].key);
    return keys;
}

static size_t missing_from(GHashTable *other, GHashTable *keys)
{
    GHashTableIter at;
    gpointer key;
    size_t n = 0;
    g_hash_table_iter_init(&at, keys);
    while (g_hash_table_iter_next(&at, &key, NULL))
        n += !g_hash_table_contains(other, key);
    return n;
}

bool sw_leads_tell(const sw_evidence *a, const sw_pilot *of_a,
                   const sw_evidence *b, const sw_pilot *of_b)
{
    const sw_effect *one = sw_evidence_lead(a), *other = sw_evidence_lead(b);
    if (one == NULL || other == NULL || strcmp(one->id, other->id) != 0)
        return false;
    g_autoptr(GHashTable) in_a = behind_lead(a, of_a);
    g_autoptr(GHashTable) in_b = behind_lead(b, of_b);
    if (in_a == NULL || in_b == NULL)
        return false;
    size_t n = missing_from(in_a, in_b) + missing_from(in_b, in_a);
    return n > 0 && n < (size_t)MAX(of_a->min_group, 1);
}

sw_segment sw_segment_shown(const sw_segment *segment)
{
    sw_segment s = *segment;
    if (!s.withheld)
        return s;
    s.minutes = s.se = s.df = s.pooled = s.pooled_sd = NAN;
    s.lower = s.upper = s.p = s.p_holm = s.p_bh = s.joint_t = NAN;
    return s;
}
