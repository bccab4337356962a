/* plan.c - the sizes for each goal, the recommendation and the curves. */
#include "evaluation/plan.h"

#include <math.h>

#include "evaluation/plan_size.h"

/* 8 weeks: below that novelty is not told from use (src/evidence). */
const sw_plan_field SW_PLAN_FIELDS[SW_PLAN_KEYS] = {
    [SW_PLAN_SD] = {"sd", "sd of one person's outcome, unit of the effect", NAN,
                    0, 1e12, true},
    [SW_PLAN_EFFECT] = {"effect", "difference of the arms worth finding", NAN,
                        -1e12, 1e12, false},
    [SW_PLAN_ALPHA] = {"alpha", "two-sided error, also of the interval", 0.05,
                       0, 0.5, true},
    [SW_PLAN_POWER] = {"target-power", "chance of finding the effect", 0.8, 0,
                       0.9999, true},
    [SW_PLAN_WIDTH] = {"width", "width of the interval to reach", NAN, 0, 1e12,
                       true},
    [SW_PLAN_ICC] = {"icc", "intracluster correlation of teams", 0.05, 0, 0.99,
                     false},
    [SW_PLAN_TEAM_SIZE] = {"team-size", "persons in a team; 1: no teams", 1, 1,
                           1e6, false},
    [SW_PLAN_TEAM_CV] = {"team-cv", "sd of the team sizes over their mean", 0,
                         0, 10, false},
    [SW_PLAN_RESPONSE_RATE] = {"response-rate", "share of people who answer",
                               0.6, 0, 1, true},
    [SW_PLAN_POPULATION] = {"population", "people who can take part", NAN, 4,
                            1e8, false},
    [SW_PLAN_WEEK_CORRELATION] = {"week-correlation",
                                  "correlation of a person's weeks", 1, 0, 1,
                                  false},
    [SW_PLAN_MIN_WEEKS] = {"min-weeks", "shortest study, in weeks", 8, 1, 520,
                           false},
    [SW_PLAN_MAX_WEEKS] = {"max-weeks", "longest study, in weeks", 26, 1, 520,
                           false},
    [SW_PLAN_PRIOR_MEAN] = {"prior-mean", "effect expected beforehand", NAN,
                            -1e12, 1e12, false},
    [SW_PLAN_PRIOR_SD] = {"prior-sd", "uncertainty beforehand, an sd", NAN, 0,
                          1e12, true},
    [SW_PLAN_BIAS_SD] = {"bias-sd", "sd of the bias that no sample size lowers",
                         0, 0, 1e12, false},
    [SW_PLAN_VALUE] = {"value", "worth of a unit of effect over the term", NAN,
                       0, 1e15, true},
    [SW_PLAN_COST] = {"cost", "cost of all seats over the term", NAN, 0, 1e15,
                      false},
    [SW_PLAN_TERM_WEEKS] = {"term-weeks", "weeks of the term decided on", 52, 1,
                            2600, false},
    [SW_PLAN_RESPONSE_COST] = {"response-cost", "cost of a response", 0, 0, 1e9,
                               false},
    [SW_PLAN_SEAT_COST] = {"seat-cost", "cost of a seat and week of the study",
                           0, 0, 1e9, false},
    [SW_PLAN_FIXED_COST] = {"fixed-cost", "cost of the study besides", 0, 0,
                            1e12, false},
};

void sw_plan_inputs_init(sw_plan_inputs *in)
{
    for (int k = 0; k < SW_PLAN_KEYS; k++) {
        in->value[k] = SW_PLAN_FIELDS[k].standard;
        in->source[k] = isnan(in->value[k]) ? SW_PLAN_UNKNOWN : SW_PLAN_DEFAULT;
    }
}

char *sw_plan_inputs_set(sw_plan_inputs *in, sw_plan_key key, double value,
                         sw_plan_source source)
{
    const sw_plan_field *f = &SW_PLAN_FIELDS[key];
    bool low = f->above_low ? value > f->low : value >= f->low;
    if (!(low && value <= f->high))
        return g_strdup_printf("%s must be %s %g and at most %g", f->name,
                               f->above_low ? "above" : "at least", f->low,
                               f->high);
    in->value[key] = value;
    in->source[key] = source;
    return NULL;
}

static sw_status check(const sw_plan_inputs *in, sw_error *err)
{
    if (!isfinite(in->value[SW_PLAN_SD]))
        return sw_fail(err, SW_EDOMAIN,
                       "the spread of the outcome is unknown: give --sd");
    if (in->value[SW_PLAN_MAX_WEEKS] < in->value[SW_PLAN_MIN_WEEKS])
        return sw_fail(err, SW_EDOMAIN, "max-weeks is below min-weeks");
    if (!isfinite(in->value[SW_PLAN_EFFECT]) &&
        !isfinite(in->value[SW_PLAN_WIDTH]) && !sw_plan_has_worth(in))
        return sw_fail(err, SW_EDOMAIN,
                       "nothing to plan for: give --effect, --width, or "
                       "--value, --cost, --prior-mean and --prior-sd");
    return SW_OK;
}

static void G_GNUC_PRINTF(2, 3) note(sw_plan *p, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    g_ptr_array_add(p->notes, g_strdup_vprintf(fmt, args));
    va_end(args);
}

static double whole_weeks(const sw_plan_inputs *in, sw_plan_key key)
{
    return floor(in->value[key]);
}

/* The best n of every length, and the best of these; fewer weeks on a tie. */
static void find_gain(sw_plan *p)
{
    const sw_plan_inputs *in = &p->in;
    double last = whole_weeks(in, SW_PLAN_MAX_WEEKS);
    sw_plan_size best = {.net = 0.0};
    for (double w = whole_weeks(in, SW_PLAN_MIN_WEEKS); w <= last; w += 1.0) {
        double n = sw_plan_n_for_gain(in, w);
        if (!(n > 0.0))
            continue;
        sw_plan_size s = sw_plan_size_of(in, n, w);
        g_array_append_val(p->by_weeks, s);
        if (s.net > best.net)
            best = s;
    }
    p->gain = best;
    p->has_gain = best.responses > 0.0;
}

/* What more weeks save where only the power is asked for. */
static void list_weeks_for_power(sw_plan *p)
{
    double last = whole_weeks(&p->in, SW_PLAN_MAX_WEEKS);
    for (double w = whole_weeks(&p->in, SW_PLAN_MIN_WEEKS); w <= last;
         w += 1.0) {
        sw_plan_size s =
            sw_plan_size_of(&p->in, sw_plan_n_for_power(&p->in, w), w);
        g_array_append_val(p->by_weeks, s);
    }
}

static void find_targets(sw_plan *p)
{
    double weeks = whole_weeks(&p->in, SW_PLAN_MIN_WEEKS);
    double n = sw_plan_n_for_width(&p->in, weeks);
    p->has_width = isfinite(n);
    if (p->has_width)
        p->width = sw_plan_size_of(&p->in, n, weeks);
    else if (isfinite(p->in.value[SW_PLAN_WIDTH]))
        note(p, "no number of responses gives an interval so narrow");
    n = sw_plan_n_for_power(&p->in, weeks);
    p->has_power = isfinite(n);
    if (p->has_power)
        p->power = sw_plan_size_of(&p->in, n, weeks);
    else if (isfinite(p->in.value[SW_PLAN_EFFECT]))
        note(p, "the power is unreachable: no number of responses finds the "
                "effect with that chance");
}

static void recommend(sw_plan *p)
{
    double weeks = whole_weeks(&p->in, SW_PLAN_MIN_WEEKS);
    if (sw_plan_has_worth(&p->in)) {
        p->goal = p->has_gain ? "net-gain" : "no-study";
        p->recommended = p->has_gain ? p->gain : (sw_plan_size){0};
    } else if (p->has_power) {
        p->goal = "power";
        p->recommended = p->power;
    } else if (p->has_width) {
        p->goal = "width";
        p->recommended = p->width;
    } else {
        p->recommended = (sw_plan_size){.responses = NAN, .weeks = weeks};
    }
}

static double curve_end(const sw_plan *p)
{
    double end = 0.0;
    if (p->has_width)
        end = fmax(end, p->width.responses);
    if (p->has_power)
        end = fmax(end, p->power.responses);
    if (p->has_gain)
        end = fmax(end, p->gain.responses);
    return fmin(fmax(2.0 * end, 100.0), SW_PLAN_MOST);
}

/* Sizes in equal steps of the logarithm, and the recommended one. */
static void draw_curve(sw_plan *p)
{
    enum { POINTS = 24 };
    double weeks = p->recommended.weeks > 0.0
                       ? p->recommended.weeks
                       : whole_weeks(&p->in, SW_PLAN_MIN_WEEKS);
    double low = ceil(3.0 * p->responding_team), high = curve_end(p);
    double before = 0.0, chosen = p->recommended.responses;
    high = fmax(high, 4.0 * low);
    for (int i = 0; i < POINTS; i++) {
        double n = round(low * pow(high / low, (double)i / (POINTS - 1)));
        if (chosen > before && chosen < n) {
            sw_plan_size s = sw_plan_size_of(&p->in, chosen, weeks);
            g_array_append_val(p->curve, s);
        }
        if (n > before) {
            sw_plan_size s = sw_plan_size_of(&p->in, n, weeks);
            g_array_append_val(p->curve, s);
        }
        before = n;
    }
}

/* The correlation is seldom known: what others would ask for. */
static void try_icc(sw_plan *p)
{
    static const double others[] = {0.01, 0.05, 0.1, 0.2};
    if (!(p->responding_team > 1.0) || p->goal == NULL)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        sw_plan_inputs in = p->in;
        in.value[SW_PLAN_ICC] = others[i];
        double weeks = p->recommended.weeks, n = NAN;
        if (g_str_equal(p->goal, "net-gain"))
            n = sw_plan_n_for_gain(&in, weeks);
        else if (g_str_equal(p->goal, "power"))
            n = sw_plan_n_for_power(&in, weeks);
        else if (g_str_equal(p->goal, "width"))
            n = sw_plan_n_for_width(&in, weeks);
        sw_plan_icc row = {others[i], {.responses = n}};
        if (n > 0.0) {
            row.size = sw_plan_size_of(&in, n, weeks);
            g_array_append_val(p->by_icc, row);
        }
    }
}

static void add_notes(sw_plan *p)
{
    const sw_plan_inputs *in = &p->in;
    double people = in->value[SW_PLAN_POPULATION];
    if (p->recommended.seats + p->recommended.control > people)
        note(p,
             "the recommended study needs %.0f people, and only %.0f can take "
             "part",
             p->recommended.seats + p->recommended.control, people);
    if (p->goal != NULL && g_str_equal(p->goal, "no-study"))
        note(p, "no study pays for itself and the wait: decide now, on what "
                "is known");
    if (p->goal != NULL && g_str_equal(p->goal, "net-gain") && p->has_power &&
        p->gain.responses < p->power.responses)
        note(p,
             "the study that pays most is smaller than the one that finds the "
             "effect with a chance of %g",
             in->value[SW_PLAN_POWER]);
    if (sw_plan_has_worth(in) &&
        in->value[SW_PLAN_MIN_WEEKS] >= in->value[SW_PLAN_TERM_WEEKS])
        note(p, "the shortest study lasts as long as the term decided on: give "
                "--min-weeks, or --term-weeks of all terms it is for");
    if (!sw_plan_has_worth(in))
        note(p, "what a study is worth is unknown without --value, --cost, "
                "--prior-mean and --prior-sd");
    if (in->source[SW_PLAN_ICC] == SW_PLAN_DEFAULT && p->responding_team > 1.0)
        note(p, "the intracluster correlation is an assumption: by_icc has "
                "what others would ask for");
    if (p->responding_team > 1.0)
        note(p, "whole teams get a seat or none, at random; seats and control "
                "are whole teams");
}

sw_status sw_plan_new(sw_plan **out, const sw_plan_inputs *in, sw_error *err)
{
    sw_status st = check(in, err);
    if (st != SW_OK)
        return st;
    sw_plan *p = g_new0(sw_plan, 1);
    p->in = *in;
    p->curve = g_array_new(FALSE, TRUE, sizeof(sw_plan_size));
    p->by_weeks = g_array_new(FALSE, TRUE, sizeof(sw_plan_size));
    p->by_icc = g_array_new(FALSE, TRUE, sizeof(sw_plan_icc));
    p->notes = g_ptr_array_new_with_free_func(g_free);
    p->responding_team = sw_plan_responding_team(in);
    p->design_effect = sw_plan_design_effect(in);
    p->evpi = p->break_even = NAN;
    find_targets(p);
    if (sw_plan_has_worth(in)) {
        p->break_even = in->value[SW_PLAN_COST] / in->value[SW_PLAN_VALUE];
        p->evpi = sw_plan_evsi(in, 0.0);
        find_gain(p);
    } else if (p->has_power) {
        list_weeks_for_power(p);
    }
    recommend(p);
    draw_curve(p);
    try_icc(p);
    add_notes(p);
    *out = p;
    return SW_OK;
}

void sw_plan_free(sw_plan *p)
{
    if (p == NULL)
        return;
    g_array_free(p->curve, TRUE);
    g_array_free(p->by_weeks, TRUE);
    g_array_free(p->by_icc, TRUE);
    g_ptr_array_unref(p->notes);
    g_free(p);
}
