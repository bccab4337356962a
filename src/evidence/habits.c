/*
 * habits.c - use turned into people: who began, who stayed, and where the
 * active share is heading. Everyone with a seat stays below the line.
 */
#include <math.h>

#include "evidence/habit.h"
#include "evidence/scrutiny_steps.h"
#include "seatworth/stats_curves.h"
#include "stats/distribution.h"
#include "stats/wilson.h"

static const double level = 0.95;
/* Habitual and on average on this many days a week. */
static const double power_days = 3;
/* Fewer points than this do not show where a curve bends. */
enum { CURVE_POINTS = 8, RETENTION_WEEKS = 26, RETENTION_PEOPLE = 10 };

typedef struct context {
    const sw_pilot *pilot;
    sw_habit *habits; /* [roster.n] */
    sw_day first, end;
    int weeks; /* that are known of the file */
    sw_habits *out;
} context;

static void count_people(context *c)
{
    sw_habits *out = c->out;
    int weeks = sw_habit_weeks(c->first, c->end);
    bool weekly = sw_usage_is_weekly(&c->pilot->usage);
    out->habitual = out->power = weekly ? 0 : NAN;
    for (size_t i = 0; i < c->pilot->roster.n; i++) {
        const sw_habit *h = &c->habits[i];
        if (!c->pilot->roster.people[i].eligible)
            continue;
        bool habitual = weekly && sw_is_habitual(h, weeks);
        out->seats++;
        out->ever += h->ever;
        out->active += h->active;
        out->habitual += habitual;
        out->power +=
            isnan(h->days) ? NAN : habitual && h->days >= power_days * weeks;
        out->lapsed += h->ever && !h->active;
        out->never += !h->ever;
    }
}

/* When a person could first have used it, as far as the file tells. */
static sw_day could_begin(const context *c, const sw_person *person)
{
    sw_day from = c->first;
    if (c->pilot->start != SW_DAY_NONE)
        from = MAX(from, c->pilot->start);
    if (person->seat_from != SW_DAY_NONE)
        from = MAX(from, person->seat_from);
    return from;
}

static double in_weeks(sw_day days)
{
    return (double)days / SW_DAYS_PER_WEEK;
}

/* Weeks from the seat to the first use; those who never used it are censored
 * at the end of the file. */
static void time_to_first_use(context *c)
{
    const sw_roster *roster = &c->pilot->roster;
    g_autofree double *time = g_new(double, roster->n + 1);
    g_autofree bool *event = g_new(bool, roster->n + 1);
    g_autofree sw_survival_step *step = g_new(sw_survival_step, roster->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < roster->n; i++) {
        if (!roster->people[i].eligible)
            continue;
        sw_day from = could_begin(c, &roster->people[i]);
        event[n] = c->habits[i].ever;
        sw_day until = event[n] ? c->habits[i].first_use : c->end;
        time[n++] = fmax(0, in_weeks(until - from));
    }
    sw_survival fit;
    if (sw_stats_survival(&fit, step, time, event, n, level, NULL) != SW_OK)
        return;
    sw_habits *out = c->out;
    out->first_use_median = fit.median;
    out->first_use = g_new0(sw_habit_point, fit.n_steps + 1);
    for (size_t k = 0; k < fit.n_steps; k++)
        if (step[k].n_event > 0)
            out->first_use[out->n_first_use++] =
                (sw_habit_point){step[k].time, 1 - step[k].survival,
                                 1 - step[k].ci.upper, 1 - step[k].ci.lower};
    out->first_use_share =
        fit.n_steps ? 1 - step[fit.n_steps - 1].survival : NAN;
}

/* Whether a person used it in the w-th week from the end. */
static bool uses_in(const sw_habit *h, int w)
{
    return h->weeks >> w & 1;
}

/* Of those seen k weeks after their first use, how many use it in that week. */
static void retention(context *c)
{
    sw_habits *out = c->out;
    double z = sw_quantile_normal(0.5 + level / 2);
    out->retention = g_new0(sw_habit_point, RETENTION_WEEKS + 1);
    for (int k = 1; k <= RETENTION_WEEKS; k++) {
        size_t seen = 0, active = 0;
        for (size_t i = 0; i < c->pilot->roster.n; i++) {
            const sw_habit *h = &c->habits[i];
            if (!c->pilot->roster.people[i].eligible || !h->ever)
                continue;
            int began = (c->end - 1 - h->first_use) / SW_DAYS_PER_WEEK;
            if (began >= c->weeks || began < k)
                continue;
            seen++;
            active += uses_in(h, began - k);
        }
        if (seen < RETENTION_PEOPLE)
            break;
        sw_interval w = sw_wilson((sw_count){active, seen}, z);
        out->retention[out->n_retention++] = (sw_habit_point){
            k, (double)active / (double)seen, w.lower, w.upper};
    }
}

/* Share of the eligible seats in use, week by week. */
static void adoption(context *c)
{
    sw_habits *out = c->out;
    double z = sw_quantile_normal(0.5 + level / 2);
    out->adoption = g_new0(sw_habit_point, (size_t)c->weeks + 1);
    for (int w = 0; w < c->weeks; w++) {
        size_t active = 0;
        for (size_t i = 0; i < c->pilot->roster.n; i++)
            active += c->pilot->roster.people[i].eligible &&
                      uses_in(&c->habits[i], c->weeks - 1 - w);
        sw_interval x = sw_wilson((sw_count){active, out->seats}, z);
        out->adoption[out->n_adoption++] = (sw_habit_point){
            w, (double)active / (double)out->seats, x.lower, x.upper, NAN};
    }
}

static double inside(double share)
{
    return fmin(1, fmax(0, share));
}

/* The curve's value at a time (stats_curves.h). */
static double curve_at(sw_curve curve, const sw_growth *fit, double t)
{
    double a = fit->coefficient[0].estimate, b = fit->coefficient[1].estimate;
    double c = fit->coefficient[2].estimate;
    if (curve == SW_CURVE_LOGISTIC)
        return a / (1.0 + exp(b - c * t));
    double e = exp(-(b + c) * t); /* Bass: m, p, q */
    return a * (1.0 - e) / (1.0 + c / b * e);
}

/* The curve that fits the active share better, with its ceiling. */
static void fit_curve(sw_habits *out)
{
    static const sw_curve curves[] = {SW_CURVE_LOGISTIC, SW_CURVE_BASS};
    static const char *const names[] = {"logistic", "Bass"};
    g_autofree double *time = g_new(double, out->n_adoption + 1);
    g_autofree double *share = g_new(double, out->n_adoption + 1);
    double best = INFINITY;
    for (size_t i = 0; i < out->n_adoption; i++) {
        time[i] = out->adoption[i].week + 1; /* at the end of the week */
        share[i] = out->adoption[i].share;
    }
    for (size_t k = 0;
         out->n_adoption >= CURVE_POINTS && k < G_N_ELEMENTS(curves); k++) {
        sw_growth fit;
        if (sw_stats_growth(&fit, curves[k], time, share, out->n_adoption,
                            level, NULL) != SW_OK)
            continue;
        const sw_estimate *top = &fit.coefficient[0];
        bool sound = top->estimate > 0 && top->estimate <= 1 &&
                     isfinite(top->ci.lower) && isfinite(top->ci.upper);
        if (!sound || !(fit.rss < best))
            continue;
        best = fit.rss;
        out->curve = names[k];
        out->ceiling = top->estimate;
        out->ceiling_se = top->se;
        out->ceiling_lower = inside(top->ci.lower);
        out->ceiling_upper = inside(top->ci.upper);
        for (size_t i = 0; i < out->n_adoption; i++)
            out->adoption[i].fitted = curve_at(curves[k], &fit, time[i]);
    }
}

static sw_message *describe(const context *c, bool weekly)
{
    if (!weekly)
        return sw_message_word(
            "Use is not given by week: there are no curves.");
    if (!c->out->curve)
        return sw_message_word(
            "No curve of growth fits: where the active share ends "
            "is not known.");
    return sw_message_of("The active share heads for %.0f %% (%s curve; weeks "
                         "resemble each other, so the interval is rather too "
                         "narrow).",
                         sw_as_real(100 * c->out->ceiling),
                         sw_as_word(c->out->curve));
}

void sw_describe_habits(sw_evidence *e, const sw_pilot *pilot)
{
    context c = {.pilot = pilot};
    if (pilot->roster.count_only)
        return;
    sw_usage_span(&pilot->usage, &c.first, &c.end);
    if (c.end == SW_DAY_NONE)
        return;
    c.weeks = sw_weeks_known(c.first, c.end);
    g_autofree sw_habit *habits = sw_habits_of(pilot, c.end);
    sw_habits *out = e->habits = g_new0(sw_habits, 1);
    c.habits = habits;
    c.out = out;
    out->power_days = power_days;
    out->active_days = sw_activity_days(pilot);
    out->first_use_median = out->first_use_share = NAN;
    out->ceiling = out->ceiling_lower = out->ceiling_upper = NAN;
    out->ceiling_se = NAN;
    count_people(&c);
    bool weekly = sw_usage_is_weekly(&pilot->usage);
    if (out->seats && weekly) {
        time_to_first_use(&c);
        retention(&c);
        adoption(&c);
        fit_curve(out);
    }
    out->note = describe(&c, weekly);
}
