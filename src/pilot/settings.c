/* settings.c - what the pilot is called, when it ran, how it is evaluated */
#include "pilot/load.h"

#include <math.h>
#include <string.h>

static const char *const ASSIGNMENT[] = {"volunteers", "matched", "randomised"};
static const char *const METHOD[] = {"sobol", "lhs", "random"};

static void check_dates(const sw_load *load)
{
    const sw_pilot *p = load->pilot;
    const sw_json *period = sw_json_member(load->root, "pilot");
    char start[SW_DATE_TEXT], end[SW_DATE_TEXT], as_of[SW_DATE_TEXT];
    sw_date_format(p->start, start);
    sw_date_format(p->end, end);
    sw_date_format(p->as_of, as_of);
    if (p->start != SW_DAY_NONE && p->end != SW_DAY_NONE && p->end < p->start)
        sw_load_problem(
            load, SW_ERROR, "pilot-dates", sw_json_member(period, "end"),
            "exchange the two dates, or correct one",
            "the pilot ends on %s, before it starts on %s", end, start);
    else if (p->start != SW_DAY_NONE && p->as_of != SW_DAY_NONE &&
             p->as_of < p->start)
        sw_load_problem(load, SW_ERROR, "as-of-before-start",
                        sw_json_member(load->root, "as_of"),
                        "decide on a day after the pilot has started",
                        "as_of %s is before the pilot starts on %s", as_of,
                        start);
}

static void load_dates(const sw_load *load, const sw_json *period)
{
    sw_pilot *p = load->pilot;
    p->start = sw_member_date(load, period, "start");
    p->end = sw_member_date(load, period, "end");
    p->as_of = sw_member_date(load, load->root, "as_of");
    if (sw_member_text(load->root, "as_of") == NULL) {
        char end[SW_DATE_TEXT];
        p->as_of = p->end;
        p->as_of_is_default = true;
        sw_load_problem(load, SW_WARNING, "as-of-default", NULL,
                        "give as_of, or --as-of",
                        "the day of decision is taken to be the end of the "
                        "pilot, %s",
                        sw_date_format(p->end, end));
    }
    check_dates(load);
}

static void load_period(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    const sw_json *period = sw_json_member(load->root, "pilot");
    const sw_json *split = sw_json_member(period, "expected_split");
    load_dates(load, period);
    p->assignment = (sw_assignment)sw_member_choice(
        period, "assignment", ASSIGNMENT, G_N_ELEMENTS(ASSIGNMENT),
        SW_ASSIGN_VOLUNTEERS);
    p->eligible_population = sw_member_number(period, "eligible_population");
    p->expected_split_pilot = sw_member_number(split, "pilot");
    p->expected_split_control = sw_member_number(split, "control");
    p->grace_days = sw_member_int(period, "grace_days", 0);
}

static void load_simulation(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    const sw_json *simulation = sw_json_member(load->root, "simulation");
    enum { MOST_DRAWS = 1 << 22 };
    double draws = sw_member_number(simulation, "draws");
    double seed = sw_member_number(simulation, "seed");
    if (draws > MOST_DRAWS) {
        sw_load_problem(load, SW_WARNING, "fewer-draws",
                        sw_json_member(simulation, "draws"),
                        "ask for 4194304 at most",
                        "%.0f draws would not fit in memory: 4194304 are run, "
                        "and simulation.convergence says how far off they can "
                        "be",
                        draws);
        draws = MOST_DRAWS;
    }
    p->draws = draws >= 1 ? (size_t)draws : 0;
    p->seed = seed >= 0 ? (uint64_t)seed : 0;
    p->method = (sw_draw_method)sw_member_choice(
        simulation, "method", METHOD, G_N_ELEMENTS(METHOD), SW_DRAW_SOBOL);
}

void sw_load_settings(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    const sw_json *privacy = sw_json_member(load->root, "privacy");
    p->name = sw_keep(load, sw_member_text(load->root, "name"));
    p->product = sw_keep(load, sw_member_text(load->root, "product"));
    p->currency = sw_keep(load, sw_member_text(load->root, "currency"));
    load_period(load);
    p->co_terminate = sw_member_date(load, load->root, "co_terminate");
    load_simulation(load);
    p->min_group = sw_member_int(privacy, "min_group", 0);
    p->names = sw_member_flag(privacy, "names", false);
}
