/*
 * nonresponse.c - the silent: response by segment, weights to the roster's
 * margins, and bounds that assume nothing of them.
 */
#include <math.h>

#include "evidence/habit.h"
#include "evidence/scrutiny_steps.h"
#include "evidence/segment.h"
#include "seatworth/stats_weight.h"

static const double level = 0.95;
enum { USE_LEVELS = 2, MARGINS = 2 };

/* Everyone of the two arms, and whether the rows have them. */
typedef struct people {
    size_t n;
    int *who;
    bool *pilot;
    double *y; /* value less the covariate's part; NaN silent */
} people;

static void clear_people(people *p)
{
    g_free(p->who);
    g_free(p->pilot);
    g_free(p->y);
}

/* Slope of the covariate where there is one (ANCOVA), else 0. */
static double slope_of(const sw_rows *rows)
{
    if (rows->k != 1 || rows->n < 4)
        return 0;
    g_autofree double *x = g_new(double, 2 * rows->n);
    for (size_t i = 0; i < rows->n; i++) {
        x[2 * i] = rows->cell[i] == 0;
        x[2 * i + 1] = rows->x[i];
    }
    sw_estimate b[3];
    sw_regression model = {.y = rows->y,
                           .x = x,
                           .n = rows->n,
                           .k = 2,
                           .vcov = SW_VCOV_HC2,
                           .level = level};
    return sw_stats_ols(b, &model, NULL) == SW_OK ? b[2].estimate : 0;
}

/* The people of the arms that the rows compare. */
static people everyone(const sw_pilot *pilot, const sw_rows *rows)
{
    const sw_roster *roster = &pilot->roster;
    people p = {.who = g_new(int, roster->n + 1),
                .pilot = g_new(bool, roster->n + 1),
                .y = g_new(double, roster->n + 1)};
    g_autofree double *value = g_new(double, roster->n + 1);
    double slope = slope_of(rows);
    for (size_t i = 0; i < roster->n; i++)
        value[i] = NAN;
    for (size_t i = 0; i < rows->n; i++)
        value[rows->person[i]] =
            rows->y[i] - (rows->k ? slope * rows->x[i] : 0);
    for (size_t i = 0; i < roster->n; i++) {
        const sw_person *person = &roster->people[i];
        bool is_pilot = person->arm == SW_ARM_PILOT;
        if (!sw_person_counts(person) || (!is_pilot && rows->n_cells < 2))
            continue;
        p.who[p.n] = (int)i;
        p.pilot[p.n] = is_pilot;
        p.y[p.n++] = value[i];
    }
    return p;
}

/* One row a person: what weights and bounds are made for. */
static bool is_by_person(const sw_rows *rows)
{
    if (rows->model == SW_MODEL_TASKS ||
        rows->model == SW_MODEL_INTERVAL_DIFFERENCE)
        return false;
    for (size_t i = 0; i < rows->n; i++)
        if (rows->person[i] < 0)
            return false;
    return rows->n > 0;
}

/* Departments as labels, and how many. */
static int *labels_of(const sw_roster *roster)
{
    int *label = g_new(int, roster->n + 1);
    for (size_t i = 0; i < roster->n; i++)
        label[i] = roster->people[i].department;
    return label;
}

static sw_division *divide(const sw_pilot *pilot)
{
    const sw_roster *roster = &pilot->roster;
    g_autofree int *label = labels_of(roster);
    return sw_division_new(roster, label, roster->departments,
                           roster->n_departments,
                           (size_t)MAX(pilot->min_group, 1), NULL);
}

static void count_segments(sw_nonresponse *out, const people *p,
                           const sw_division *d)
{
    out->n_segments = d->n;
    out->segments = g_new0(sw_segment_response, d->n + 1);
    for (size_t g = 0; g < d->n; g++)
        out->segments[g] = (sw_segment_response){
            .segment = g_strdup(d->name[g]), .is_word = g == d->other};
    for (size_t i = 0; i < p->n; i++) {
        size_t g = d->of[p->who[i]];
        if (!p->pilot[i] || g == SW_NO_GROUP)
            continue;
        out->segments[g].invited++;
        out->segments[g].answered += isnan(p->y[i]) ? 0 : 1;
    }
}

static void count_rates(sw_nonresponse *out, const people *p)
{
    double heard[2] = {0, 0}, all[2] = {0, 0};
    for (size_t i = 0; i < p->n; i++) {
        all[p->pilot[i]]++;
        heard[p->pilot[i]] += !isnan(p->y[i]);
    }
    out->rate_pilot = heard[1] / all[1];
    out->rate_control = heard[0] / all[0];
    out->silent_share = 1 - out->rate_pilot;
}

/* The answers of one arm with a margin's level each. */
typedef struct arm_rows {
    size_t n;
    double *y;
    size_t *level[MARGINS];
    double *total[MARGINS];
    size_t levels[MARGINS], margins;
} arm_rows;

static void clear_arm(arm_rows *a)
{
    g_free(a->y);
    for (size_t m = 0; m < MARGINS; m++) {
        g_free(a->level[m]);
        g_free(a->total[m]);
    }
}

/* Levels that nobody answered from are given to the rest in proportion. */
static void collapse(arm_rows *a, size_t m, size_t n)
{
    g_autofree size_t *seen = g_new0(size_t, a->levels[m] + 1);
    double kept = 0, all = 0;
    for (size_t i = 0; i < n; i++)
        seen[a->level[m][i]]++;
    for (size_t l = 0; l < a->levels[m]; l++) {
        all += a->total[m][l];
        kept += seen[l] ? a->total[m][l] : 0;
    }
    for (size_t l = 0; l < a->levels[m]; l++)
        a->total[m][l] = seen[l] ? a->total[m][l] * all / kept : 0;
}

static arm_rows arm_of(const people *p, bool pilot, const sw_division *d,
                       const bool *active)
{
    arm_rows a = {.y = g_new(double, p->n + 1),
                  .margins = active && pilot ? MARGINS : 1,
                  .levels = {d->n + 1, USE_LEVELS}};
    for (size_t m = 0; m < MARGINS; m++) {
        a.level[m] = g_new(size_t, p->n + 1);
        a.total[m] = g_new0(double, a.levels[m]);
    }
    for (size_t i = 0; i < p->n; i++) {
        if (p->pilot[i] != pilot)
            continue;
        size_t group = d->of[p->who[i]];
        size_t level0 = group == SW_NO_GROUP ? d->n : group;
        size_t level1 = active ? active[p->who[i]] : 0;
        a.total[0][level0]++;
        a.total[1][level1]++;
        if (isnan(p->y[i]))
            continue;
        a.level[0][a.n] = level0;
        a.level[1][a.n] = level1;
        a.y[a.n++] = p->y[i];
    }
    for (size_t m = 0; m < MARGINS; m++)
        collapse(&a, m, a.n);
    return a;
}

static bool rake_arm(sw_rake_fit *fit, const people *p, bool pilot,
                     const sw_division *d, const bool *active, char **why)
{
    arm_rows a = arm_of(p, pilot, d, active);
    sw_rake_variable variable[MARGINS];
    for (size_t m = 0; m < MARGINS; m++)
        variable[m] = (sw_rake_variable){a.level[m], a.levels[m], a.total[m]};
    sw_rake_data data = {.y = a.y,
                         .n = a.n,
                         .variable = variable,
                         .variables = a.margins,
                         .cap = INFINITY,
                         .level = level};
    g_autofree double *weight = g_new(double, a.n + 1);
    sw_error err = {0};
    bool ok = sw_stats_rake(fit, weight, &data, &err) == SW_OK;
    if (!ok && !*why)
        *why = g_strdup(err.message);
    clear_arm(&a);
    return ok;
}

/* Both arms weighted to what they should be made of. */
static void rake(sw_nonresponse *out, const sw_effect *lead, const people *p,
                 const sw_division *d, const bool *active, bool control,
                 char **why)
{
    sw_rake_fit pilot = {0}, other = {0};
    out->margins =
        active ? "department, use in the last 28 days" : "department";
    if (!rake_arm(&pilot, p, true, d, active, why) ||
        (control && !rake_arm(&other, p, false, d, active, why)))
        return;
    double se = hypot(pilot.mean.se, other.mean.se);
    double df = control ? fmin(pilot.mean.df, other.mean.df) : pilot.mean.df;
    out->raked =
        sw_minutes_of(lead, pilot.mean.estimate - other.mean.estimate, se, df);
    out->deff = pilot.deff;
    out->ess = pilot.ess;
    out->max_weight = pilot.max_weight;
}

/* Smallest and largest value seen: the range that Manski's bounds take. */
static void find_range(sw_nonresponse *out, const people *p)
{
    out->manski_low = INFINITY;
    out->manski_high = -INFINITY;
    for (size_t i = 0; i < p->n; i++)
        if (!isnan(p->y[i])) {
            out->manski_low = fmin(out->manski_low, p->y[i]);
            out->manski_high = fmax(out->manski_high, p->y[i]);
        }
}

static void in_order(double *a, double *b)
{
    double low = fmin(*a, *b);
    *b = fmax(*a, *b);
    *a = low;
}

/* One arm: the silent all at one end of the range, or all at the other. */
static void manski_of_one(sw_nonresponse *out, const sw_effect *lead,
                          const people *p)
{
    double sum = 0, heard = 0;
    for (size_t i = 0; i < p->n; i++)
        if (!isnan(p->y[i])) {
            sum += p->y[i];
            heard++;
        }
    double silent = out->silent_share, mean = (1 - silent) * sum / heard;
    out->manski_lower =
        sw_effect_to_minutes(lead, mean + silent * out->manski_low);
    out->manski_upper =
        sw_effect_to_minutes(lead, mean + silent * out->manski_high);
    in_order(&out->manski_lower, &out->manski_upper);
}

/* The same of answers in ranges: each at its own end, none above the cap. */
static void manski_of_ranges(sw_nonresponse *out, const sw_effect *lead,
                             const sw_rows *rows)
{
    double low = 0, high = 0, n = (double)rows->n, silent = out->silent_share;
    out->manski_low = INFINITY;
    out->manski_high = -INFINITY;
    for (size_t i = 0; i < rows->n; i++) {
        double least = fmin(rows->y[i], rows->cap);
        double most = fmin(rows->upper[i], rows->cap);
        low += least / n;
        high += most / n;
        out->manski_low = fmin(out->manski_low, least);
        out->manski_high = fmax(out->manski_high, most);
    }
    out->manski_lower = sw_effect_to_minutes(
        lead, (1 - silent) * low + silent * out->manski_low);
    out->manski_upper = sw_effect_to_minutes(
        lead, (1 - silent) * high + silent * out->manski_high);
    in_order(&out->manski_lower, &out->manski_upper);
}

static void bound(sw_nonresponse *out, const sw_pilot *pilot,
                  const sw_effect *lead, const sw_rows *rows, const people *p)
{
    find_range(out, p);
    if (rows->n_cells < 2) {
        manski_of_one(out, lead, p);
        return;
    }
    g_autofree size_t *cluster = g_new(size_t, p->n + 1);
    for (size_t i = 0; i < p->n; i++)
        cluster[i] = sw_cluster_of(&pilot->roster, p->who[i]);
    sw_bounds_data data = SW_BOUNDS_DATA_INIT;
    data.y = p->y;
    data.treated = p->pilot;
    data.cluster = rows->clustered ? cluster : NULL;
    data.n = p->n;
    data.seed = pilot->seed;
    data.low = out->manski_low;
    data.high = out->manski_high;
    sw_bounds lee, manski;
    data.kind = SW_BOUNDS_LEE;
    if (sw_stats_bounds(&lee, &data, NULL) == SW_OK) {
        out->lee_lower = sw_effect_to_minutes(lead, lee.lower);
        out->lee_upper = sw_effect_to_minutes(lead, lee.upper);
        out->lee.lower = sw_effect_to_minutes(lead, lee.ci.lower);
        out->lee.upper = sw_effect_to_minutes(lead, lee.ci.upper);
        in_order(&out->lee_lower, &out->lee_upper);
        in_order(&out->lee.lower, &out->lee.upper);
    }
    data.kind = SW_BOUNDS_MANSKI;
    data.resamples = 99; /* its interval is not shown */
    if (sw_stats_bounds(&manski, &data, NULL) != SW_OK)
        return;
    out->manski_lower = sw_effect_to_minutes(lead, manski.lower);
    out->manski_upper = sw_effect_to_minutes(lead, manski.upper);
    in_order(&out->manski_lower, &out->manski_upper);
}

/* Ranges cannot be weighted row by row: the segments' own means are, by their
 * seats, where each has one. */
static void poststratify(sw_nonresponse *out, const sw_evidence *e)
{
    double minutes = 0, variance = 0, seats = 0;
    for (size_t g = 0; g < e->n_segments; g++) {
        const sw_segment *s = &e->segments[g];
        minutes += s->seats * s->minutes;
        variance += s->seats * s->seats * s->se * s->se;
        seats += s->seats;
    }
    if (!(seats > 0) || isnan(minutes))
        return;
    sw_estimate t =
        sw_inference(minutes / seats, sqrt(variance) / seats, INFINITY);
    out->margins = "department, by the segments' means";
    out->raked = (sw_minutes){t.estimate, t.se, t.ci.lower, t.ci.upper};
}

static sw_nonresponse *unknown(const sw_effect *lead)
{
    sw_nonresponse *out = g_new0(sw_nonresponse, 1);
    out->as_answered = sw_minutes_of(lead, lead->estimate, lead->se, lead->df);
    out->raked = out->lee = SW_MINUTES_UNKNOWN;
    out->deff = out->ess = out->max_weight = NAN;
    out->lee_lower = out->lee_upper = NAN;
    out->manski_lower = out->manski_upper = NAN;
    out->manski_low = out->manski_high = NAN;
    out->rate_pilot = out->rate_control = out->silent_share = NAN;
    return out;
}

static sw_message *describe(const sw_nonresponse *out, const char *why)
{
    if (why)
        return sw_message_new("The answers could not be weighted: %s.", why);
    if (!(out->silent_share > 0))
        return sw_message_word("Nobody of the pilot group is missing.");
    return sw_message_new(
        "%.0f %% of the pilot group are not in the data; the bounds let them "
        "be anything between the lowest and the highest value seen.",
        100 * out->silent_share);
}

void sw_weigh_nonresponse(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_effect *lead = sw_evidence_lead(e);
    if (!lead || pilot->roster.count_only)
        return;
    g_autoptr(sw_rows) rows = sw_rows_of(lead, pilot);
    if (!rows || !is_by_person(rows))
        return;
    sw_nonresponse *out = e->nonresponse = unknown(lead);
    people p = everyone(pilot, rows);
    g_autoptr(sw_division) d = divide(pilot);
    g_autofree bool *active = sw_active_people(pilot);
    g_autofree char *why = NULL;
    count_segments(out, &p, d);
    count_rates(out, &p);
    if (sw_rows_ranges(rows)) {
        poststratify(out, e);
        if (rows->n_cells == 1)
            manski_of_ranges(out, lead, rows);
    } else {
        rake(out, lead, &p, d, active, rows->n_cells > 1, &why);
        bound(out, pilot, lead, rows, &p);
    }
    out->note = describe(out, why);
    clear_people(&p);
}

/* Answers of the pilot group that the weights are of. */
static double answers_of(const sw_nonresponse *n)
{
    double answered = 0;
    for (size_t g = 0; g < n->n_segments; g++)
        answered += (double)n->segments[g].answered;
    return answered;
}

void sw_lead_by_raking(sw_evidence *e, const sw_pilot *pilot)
{
    sw_nonresponse *n = e->nonresponse;
    const sw_input *effect = sw_inputs_at(&e->inputs, SW_IN_EFFECT);
    sw_distribution d = effect->distribution;
    if (!n || e->posterior || sw_set_by_hand(pilot, SW_IN_EFFECT) ||
        (e->sources && e->sources->used) || !isfinite(n->raked.minutes) ||
        !(n->ess >= answers_of(n) / 2) || !(n->deff > 1) ||
        (d.kind != SW_DIST_NORMAL && d.kind != SW_DIST_STUDENT_T))
        return;
    n->raked_leads = true;
    /* Kish's factor on the spread as estimated, which knows the clusters. */
    d.p[0] += n->raked.minutes - n->as_answered.minutes;
    d.p[1] *= sqrt(n->deff);
    d.knots = NULL;
    sw_give_input(e, SW_IN_EFFECT, d, effect->provenance, NULL);
}
