#include "simulate.h"

#include <math.h>

#include "evidence/assess.h"
#include "stats/distribution.h"

enum { PERIODS = 2, WEEKS_12 = 84 };
/* Minutes a week: people differ more than a person does from week to week. */
static const double person_sd = 45, error_sd = 35, level_mean = 300;

double sim_normal(sw_random *r)
{
    return sw_quantile_normal(sw_random_uniform(r));
}

/* Mean 0 and sd 1. */
static double error_of(const sim_spec *spec, sw_random *r)
{
    return spec->skewed ? -log(sw_random_uniform(r)) - 1 : sim_normal(r);
}

static double in_steps(const sim_spec *spec, double y)
{
    return spec->ties ? 15 * round(y / 15) : y;
}

static void define(sw_pilot *pilot, size_t id, double value)
{
    sw_input_define(sw_inputs_at(&pilot->inputs, id), sw_constant(value),
                    SW_ASSUMPTION);
}

static void set_policy(sw_pilot *pilot)
{
    pilot->policy.effect_scale = 30;
    pilot->policy.same_person_correlation = 0.5;
    pilot->policy.contamination = 0.05;
    pilot->policy.bias_b_sd = 0.25;
    pilot->policy.bias_c_mean = -0.3;
    pilot->policy.bias_c_sd = 0.4;
    define(pilot, SW_IN_DAYS_PER_WEEK, 5);
    define(pilot, SW_IN_HOURS_PER_WEEK, 40);
    define(pilot, SW_IN_REWORK, 0);
    define(pilot, SW_IN_TRANSPORT, 1);
    define(pilot, SW_IN_PERSISTENCE, 1);
    define(pilot, SW_IN_REALISATION, 1);
    /* The default: a loss, nothing, or part of what is reported. */
    sw_distribution factor = {.kind = SW_DIST_MIXTURE,
                              .n = 3,
                              .weight = calloc(3, sizeof(double)),
                              .part = calloc(3, sizeof(sw_distribution))};
    factor.weight[0] = 0.05;
    factor.weight[1] = 0.10;
    factor.weight[2] = 0.85;
    factor.part[0] = (sw_distribution){.kind = SW_DIST_UNIFORM, .p = {-1, 0}};
    factor.part[1] = sw_constant(0);
    factor.part[2] =
        (sw_distribution){.kind = SW_DIST_PERT, .p = {0.3, 0.6, 1}};
    sw_input_define(sw_inputs_at(&pilot->inputs, SW_IN_SELF_REPORT), factor,
                    SW_ASSUMPTION);
    sw_input_define(sw_inputs_at(&pilot->inputs, SW_IN_KAPPA),
                    (sw_distribution){.kind = SW_DIST_PERT, .p = {0, 0.6, 1.2}},
                    SW_ASSUMPTION);
    sw_input_define(sw_inputs_at(&pilot->inputs, SW_IN_R_MISS),
                    (sw_distribution){.kind = SW_DIST_NORMAL, .p = {0.1, 0.1}},
                    SW_ASSUMPTION);
    sw_input_define(sw_inputs_at(&pilot->inputs, SW_IN_R_MISS_CONTROL),
                    (sw_distribution){.kind = SW_DIST_NORMAL, .p = {0, 0.1}},
                    SW_ASSUMPTION);
}

/* Teams of one arm follow each other, or are shared by both arms. */
static int team_of(const sim_spec *spec, int i)
{
    if (!spec->team)
        return -1;
    if (spec->team_arms)
        return i < spec->pilot ? i / spec->team
                               : spec->pilot / spec->team + 1 +
                                     (i - spec->pilot) / spec->team;
    return i % ((spec->pilot + spec->control) / spec->team);
}

static void add_people(sw_pilot *pilot, const sim_spec *spec)
{
    sw_roster *roster = &pilot->roster;
    int departments = MAX(spec->departments, 1);
    roster->n = (size_t)(spec->pilot + spec->control);
    roster->has_arm = true;
    roster->people = g_new0(sw_person, roster->n);
    roster->departments = g_new0(char *, (gsize)departments + 1);
    for (int d = 0; d < departments; d++)
        roster->departments[d] = g_strdup_printf("department %d", d);
    roster->n_departments = (size_t)departments;
    roster->n_teams = spec->team ? roster->n + 2 : 0;
    roster->assigned = roster->held = (size_t)spec->pilot;
    for (int i = 0; i < (int)roster->n; i++) {
        bool treated = i < spec->pilot;
        int k = treated ? i : i - spec->pilot;
        roster->people[i] =
            (sw_person){.arm = treated ? SW_ARM_PILOT : SW_ARM_CONTROL,
                        .department = k % departments,
                        .team = team_of(spec, i),
                        .hourly_cost = 50 + (k * 7) % 11,
                        .seat_from = SW_DAY_NONE,
                        .seat_to = SW_DAY_NONE,
                        .status = SW_PERSON_ACTIVE,
                        .fte = 1,
                        .holds_seat = treated,
                        .eligible = treated};
    }
}

static sw_outcome *add_outcome(sw_pilot *pilot, size_t periods)
{
    size_t n = periods * pilot->roster.n;
    sw_outcome *o = pilot->outcomes = g_new0(sw_outcome, 1);
    pilot->n_outcomes = 1;
    *o = (sw_outcome){.metric = g_strdup("minutes of output"),
                      .minutes_per_unit = 1,
                      .work_minutes_per_seat_week = NAN,
                      .margin = NAN,
                      .person = g_new0(int, n),
                      .day = g_new0(sw_day, n),
                      .after = g_new0(bool, n),
                      .arm = g_new0(sw_arm, n),
                      .value = g_new0(double, n),
                      .covariate = g_new0(double, 1)};
    return o;
}

static void add_row(sw_outcome *o, int person, sw_arm arm, sw_day day,
                    bool after, double y)
{
    size_t i = o->n++;
    o->person[i] = person;
    o->day[i] = day;
    o->after[i] = after;
    o->arm[i] = arm;
    o->value[i] = y;
}

/* Whether there is no value of a person whose gain is so far above the mean. */
static bool is_silent(const sim_spec *spec, int department, double gain,
                      sw_random *r)
{
    double share = spec->silent + spec->silent_step * department;
    if (spec->follows > 0)
        share = 1 / (1 + (1 - share) / share * exp(spec->follows * gain));
    return sw_random_uniform(r) < share;
}

/* What a seat brings a person: its mean, and what is the person's own. */
static double effect_on(const sim_spec *spec, const sw_person *p,
                        const double *theta, sw_random *r)
{
    double effect = theta[p->department];
    if (spec->person_effect_sd > 0)
        effect += spec->person_effect_sd * sim_normal(r);
    bool uses = p->arm == SW_ARM_PILOT ||
                (spec->diluted > 0 && sw_random_uniform(r) < spec->diluted);
    return uses ? effect : 0;
}

static void measure(sw_pilot *pilot, const sim_spec *spec, const double *theta,
                    sw_random *r)
{
    sw_outcome *o = add_outcome(pilot, PERIODS);
    sw_roster *roster = &pilot->roster;
    g_autofree double *shock = g_new(double, roster->n_teams + 1);
    for (size_t t = 0; t < roster->n_teams; t++)
        shock[t] = spec->team_sd * sim_normal(r);
    double hidden = spec->hidden_mean + spec->hidden_sd * sim_normal(r);
    for (int i = 0; i < (int)roster->n; i++) {
        const sw_person *p = &roster->people[i];
        bool treated = p->arm == SW_ARM_PILOT;
        double own = level_mean + person_sd * error_of(spec, r);
        double before = own + error_sd * error_of(spec, r);
        double after = own + error_sd * error_of(spec, r) +
                       (p->team >= 0 ? shock[p->team] : 0) +
                       effect_on(spec, p, theta, r) + (treated ? hidden : 0);
        double gain = treated ? after - before - theta[p->department] : 0;
        bool silent = is_silent(spec, p->department, gain, r);
        if (spec->design == SIM_BEFORE_AFTER && !treated)
            continue;
        if (spec->design != SIM_CROSS)
            add_row(o, i, p->arm, SW_DAY_NONE, false, in_steps(spec, before));
        if (!silent)
            add_row(o, i, p->arm, SW_DAY_NONE, true, in_steps(spec, after));
    }
}

/* Shocks of teams, month by month; a series of its own for each team. */
static double *draw_shocks(const sim_spec *spec, size_t teams, size_t months,
                           sw_random *r)
{
    double *shock = g_new(double, teams *months);
    double rho = spec->shock_rho, fresh = sqrt(1 - rho * rho);
    for (size_t i = 0; i < teams * months; i++) {
        double z = sim_normal(r);
        shock[i] = i % months > 0
                       ? rho * shock[i - 1] + spec->team_sd * fresh * z
                       : spec->team_sd * z;
    }
    return shock;
}

/* Month by month: a wave of teams gets its seats at the start of each, the
 * control group never; shocks are of a team and month. */
static void measure_months(sw_pilot *pilot, const sim_spec *spec,
                           const double *theta, sw_random *r)
{
    enum { MONTH = 28, MIDDLE = 14 };
    size_t months = (size_t)spec->waves + 2;
    sw_outcome *o = add_outcome(pilot, months);
    sw_roster *roster = &pilot->roster;
    int teams = spec->pilot / spec->team / spec->waves;
    g_autofree double *shock = draw_shocks(spec, roster->n_teams, months, r);
    for (int i = 0; i < (int)roster->n; i++) {
        sw_person *p = &roster->people[i];
        bool treated = p->arm == SW_ARM_PILOT;
        double own = level_mean + person_sd * error_of(spec, r);
        if (treated)
            p->seat_from = pilot->start + MONTH * (p->team / teams);
        for (int k = 0; k < (int)months; k++) {
            sw_day day = pilot->start + MONTH * (k - 1) + MIDDLE;
            bool has = treated && day >= p->seat_from;
            double y = own + error_sd * error_of(spec, r) +
                       shock[(size_t)p->team * months + (size_t)k] +
                       (has ? theta[p->department] : 0);
            add_row(o, i, p->arm, day, day >= pilot->start, in_steps(spec, y));
        }
    }
}

/* Minutes a day, lognormal with a standard deviation as large as the mean. */
static double reported(double mean, sw_random *r)
{
    double s = sqrt(log(2));
    return exp(log(mean) - s * s / 2 + s * sim_normal(r));
}

static void ask(sw_pilot *pilot, const sim_spec *spec, const double *theta,
                sw_random *r)
{
    static const double edge[] = {0, 15, 30, 60, 120, INFINITY};
    sw_survey *survey = &pilot->survey;
    survey->n = (size_t)spec->pilot;
    survey->person = g_new(int, survey->n);
    survey->wave = g_new(int, survey->n);
    sw_item *item = survey->items = g_new0(sw_item, 1);
    survey->n_items = 1;
    *item = (sw_item){.id = g_strdup("time_saved"),
                      .question = g_strdup("time_saved"),
                      .kind = SW_ITEM_TIME_SAVED,
                      .per = SW_PERIOD_DAY,
                      .unit_minutes = 1,
                      .margin = NAN,
                      .binned = spec->design == SIM_RANGES,
                      .lower = g_new(double, survey->n),
                      .upper = g_new(double, survey->n),
                      .text = g_new0(const char *, survey->n)};
    for (int i = 0; i < spec->pilot; i++) {
        int d = pilot->roster.people[i].department;
        double y = theta[d] > 0 ? reported(theta[d] / 5, r) : 0;
        size_t bin = 0;
        while (bin < G_N_ELEMENTS(edge) - 2 && y >= edge[bin + 1])
            bin++;
        survey->person[i] = i;
        survey->wave[i] = SW_WAVE_AFTER;
        item->text[i] = "";
        item->lower[i] = item->binned ? edge[bin] : in_steps(spec, y);
        item->upper[i] = item->binned ? edge[bin + 1] : in_steps(spec, y);
        double sds = theta[d] > 0 ? y / (theta[d] / 5) - 1 : 0;
        bool silent = is_silent(spec, d, sds, r);
        if (silent || (spec->answers > 0 && i >= spec->answers))
            item->lower[i] = item->upper[i] = NAN;
    }
}

sw_pilot *sim_pilot(const sim_spec *spec, const double *theta, sw_random *r)
{
    sw_pilot *pilot = g_new0(sw_pilot, 1);
    sw_inputs_init(&pilot->inputs);
    pilot->start = sw_date_from_ymd(2024, 1, 1);
    pilot->end = pilot->start + WEEKS_12;
    pilot->assignment = spec->assignment;
    pilot->expected_split_pilot = spec->pilot;
    pilot->expected_split_control = spec->control;
    pilot->min_group = 5;
    set_policy(pilot);
    add_people(pilot, spec);
    if (spec->design == SIM_REPORTED || spec->design == SIM_RANGES)
        ask(pilot, spec, theta, r);
    else if (spec->waves > 0)
        measure_months(pilot, spec, theta, r);
    else
        measure(pilot, spec, theta, r);
    return pilot;
}

static void free_item(sw_item *item)
{
    g_free(item->id);
    g_free(item->question);
    g_free(item->lower);
    g_free(item->upper);
    g_free(item->text);
    g_free(item);
}

void sim_free(sw_pilot *pilot)
{
    if (pilot->survey.items)
        free_item(pilot->survey.items);
    g_free(pilot->survey.person);
    g_free(pilot->survey.wave);
    for (size_t i = 0; i < pilot->n_outcomes; i++) {
        sw_outcome *o = &pilot->outcomes[i];
        g_free(o->metric);
        g_free(o->person);
        g_free(o->day);
        g_free(o->after);
        g_free(o->arm);
        g_free(o->value);
        g_free(o->covariate);
    }
    g_free(pilot->outcomes);
    for (size_t d = 0; d < pilot->roster.n_departments; d++)
        g_free(pilot->roster.departments[d]);
    g_free(pilot->roster.departments);
    g_free(pilot->roster.people);
    sw_inputs_clear(&pilot->inputs);
    g_free(pilot);
}

sw_evidence *sim_price(sw_pilot *pilot)
{
    sw_evidence *e = g_new0(sw_evidence, 1);
    e->warnings = sw_messages_new();
    sw_price_evidence(e, pilot);
    return e;
}
