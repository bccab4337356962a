#include "regret/mix.h"

#include <math.h>

#include "pilot/input.h"

const char *const worth_name[WORTH_N] = {"useless", "harmful", "good in some",
                                         "good in all"};
const char *const design_name[STUDY_DESIGNS] = {
    "randomised", "volunteers with a control group", "before and after alone",
    "self-report alone"};
const int seats_of_size[SIZES] = {30, 100, 300, 1000, 3000};
const double mix_price = 30, mix_hour = 50, mix_weeks = 46;

static double normal(sw_random *r, double mean, double sd)
{
    return mean + sd * sim_normal(r);
}

static double pert(sw_random *r, double low, double mode, double high)
{
    sw_distribution d = {.kind = SW_DIST_PERT, .p = {low, mode, high}};
    return sw_distribution_draw(&d, sw_random_uniform(r));
}

static worth draw_worth(sw_random *r)
{
    static const double upto[WORTH_N] = {.30, .40, .75, 1};
    double u = sw_random_uniform(r);
    int k = 0;
    while (u > upto[k])
        k++;
    return (worth)k;
}

static void draw_minutes(world *w, sw_random *r)
{
    for (int d = 0; d < DEPARTMENTS; d++) {
        double good = normal(r, 45, 12), harm = normal(r, -15, 5);
        bool lucky = sw_random_uniform(r) < .5;
        bool saves = w->worth == WORTH_ALL || (w->worth == WORTH_SOME && lucky);
        w->minutes[d] = saves ? good : w->worth == WORTH_HARM ? harm : 0;
    }
}

static void draw_shown(world *w, sw_random *r)
{
    double factor = pert(r, .3, .6, 1);
    for (int d = 0; d < DEPARTMENTS; d++) {
        w->shown[d] = w->minutes[d];
        if (w->design != STUDY_REPORTED)
            continue;
        w->shown[d] = fmax(w->minutes[d] / factor, 0);
        if (w->inflated)
            w->shown[d] = 2.5 * w->shown[d] + 30;
    }
}

static sim_spec spec_of(const world *w)
{
    enum { MOST_CONTROLS = 300 };
    static const sim_design design[] = {SIM_CONTROLLED, SIM_CONTROLLED,
                                        SIM_BEFORE_AFTER, SIM_REPORTED};
    bool control = w->design < STUDY_BEFORE_AFTER;
    sim_spec spec = {.name = design_name[w->design],
                     .design = design[w->design],
                     .assignment = w->design == STUDY_RANDOMISED
                                       ? SW_ASSIGN_RANDOMISED
                                       : SW_ASSIGN_VOLUNTEERS,
                     .pilot = w->seats,
                     .control = control ? MIN(w->seats, MOST_CONTROLS) : 0,
                     .silent = .3,
                     .departments = DEPARTMENTS};
    if (w->design == STUDY_VOLUNTEERS) {
        spec.hidden_mean = 3;
        spec.hidden_sd = 7.5;
    } else if (w->design == STUDY_BEFORE_AFTER) {
        spec.hidden_mean = 6;
        spec.hidden_sd = 9;
    }
    return spec;
}

void world_draw(world *w, sw_random *r)
{
    static const double active[WORTH_N] = {.55, .5, .62, .7};
    *w = (world){.worth = draw_worth(r)};
    w->design = (study_design)(sw_random_uniform(r) * STUDY_DESIGNS);
    w->size = (size_t)(sw_random_uniform(r) * SIZES);
    w->seats = seats_of_size[w->size];
    w->inflated = sw_random_uniform(r) < .5;
    w->realisation = pert(r, .25, .5, .75);
    w->active_share = fmin(fmax(normal(r, active[w->worth], .12), 0), 1);
    w->vendor = .75 + .3 * sw_random_uniform(r);
    draw_minutes(w, r);
    draw_shown(w, r);
    w->spec = spec_of(w);
}

void world_make(world *w, worth kind, study_design design, size_t size)
{
    w->worth = kind;
    w->design = design;
    w->size = size;
    w->seats = seats_of_size[size];
    w->spec = spec_of(w);
}

void world_resize(world *w, int people)
{
    w->seats = people;
    w->spec = spec_of(w);
}

double world_seats(const world *w, int department)
{
    return (w->seats - department + DEPARTMENTS - 1) / DEPARTMENTS;
}

static double seat_worth(const world *w, int d, double price_share)
{
    enum { MONTHS = 12, MINUTES = 60 };
    return w->minutes[d] * mix_weeks / MINUTES * mix_hour * w->realisation -
           MONTHS * mix_price * price_share;
}

double world_worth(const world *w, const bool *keep, double price_share)
{
    double sum = 0;
    for (int d = 0; d < DEPARTMENTS; d++)
        if (keep[d])
            sum += world_seats(w, d) * seat_worth(w, d, price_share);
    return sum;
}

double world_best(const world *w)
{
    bool keep[DEPARTMENTS];
    for (int d = 0; d < DEPARTMENTS; d++)
        keep[d] = seat_worth(w, d, 1) > 0;
    return world_worth(w, keep, 1);
}
