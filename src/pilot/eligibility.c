/* eligibility.c - which seats count, how many are paid for, and their cost */
#include "pilot/load.h"

#include <math.h>
#include <string.h>

#include "base/sum.h"

/* A seat is held by somebody of the pilot arm, at work or on leave, from whom
 * it was not taken back before the pilot's end. */
static bool holds_seat(const sw_pilot *p, const sw_person *person)
{
    sw_day last = MIN(p->end, p->as_of);
    return person->arm == SW_ARM_PILOT &&
           (person->status == SW_PERSON_ACTIVE ||
            person->status == SW_PERSON_ON_LEAVE) &&
           person->licence != SW_LICENCE_NONE &&
           (person->seat_to == SW_DAY_NONE || person->seat_to >= last);
}

/* Whoever got the seat within the grace days had no time to use it. */
static bool is_newcomer(const sw_pilot *p, const sw_person *person)
{
    return person->seat_from != SW_DAY_NONE &&
           p->as_of - person->seat_from < p->grace_days;
}

static void count_person(const sw_pilot *p, sw_roster *roster,
                         sw_person *person)
{
    bool on_leave = person->status == SW_PERSON_ON_LEAVE;
    person->holds_seat = holds_seat(p, person);
    person->eligible =
        person->holds_seat && !on_leave && !is_newcomer(p, person);
    roster->assigned += person->eligible;
    roster->held += person->holds_seat;
    roster->on_leave += person->holds_seat && on_leave;
    roster->newcomers += person->holds_seat && !on_leave && !person->eligible;
}

/* Everybody of the control group may be away or gone. */
static void check_control(const sw_load *load)
{
    const sw_roster *roster = &load->pilot->roster;
    size_t n = 0, at_work = 0;
    for (size_t i = 0; i < roster->n; i++) {
        const sw_person *p = &roster->people[i];
        n += p->arm == SW_ARM_CONTROL && p->status != SW_PERSON_OUTSIDE;
        at_work += p->arm == SW_ARM_CONTROL && p->status == SW_PERSON_ACTIVE;
    }
    if (n > 0 && at_work == 0)
        sw_load_problem(load, SW_WARNING, "control-away",
                        sw_json_member(load->root, "roster"),
                        "check arm and status",
                        "none of the %zu people of the control group is at "
                        "work: there is nobody to compare with",
                        n);
}

static void count_eligible(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    sw_roster *roster = &p->roster;
    if (roster->count_only)
        return;
    for (size_t i = 0; i < roster->n; i++)
        count_person(p, roster, &roster->people[i]);
    check_control(load);
    if (roster->n > 0 && roster->assigned == 0)
        sw_load_problem(load, SW_ERROR, "nobody-eligible",
                        sw_json_member(load->root, "roster"),
                        "check arm, status, seat_from and seat_to",
                        "none of the %zu people of the roster holds a seat "
                        "that counts",
                        roster->n);
}

/* Who holds which product, by the roster's sku column; where no row names one,
 * all who hold a seat hold each. */
static void count_holders(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    size_t n = sw_contracts_written(load), named = 0;
    p->seats_held = g_new0(double, n);
    p->seats_eligible = g_new0(double, n);
    for (size_t i = 0; i < p->roster.n; i++) {
        const sw_person *person = &p->roster.people[i];
        unsigned held = 0;
        for (size_t k = 0; person->holds_seat && k < n; k++) {
            bool holds = (person->products >> k & 1u) != 0;
            p->seats_held[k] += holds;
            p->seats_eligible[k] += holds && person->eligible;
            held += holds && person->eligible;
        }
        named += held > 0;
        p->hold_several += held > 1;
    }
    p->products_named = named > 0;
    for (size_t k = 0; named == 0 && k < n; k++) {
        p->seats_held[k] = (double)p->roster.held;
        p->seats_eligible[k] = (double)p->roster.assigned;
    }
    if (p->hold_several > 0)
        sw_load_problem(load, SW_WARNING, "two-products",
                        sw_json_member(load->root, "contracts"), NULL,
                        "%zu people hold more than one product: their time is "
                        "counted once, each of their seats is paid for",
                        p->hold_several);
}

/* Which column would tell who holds a seat. */
static const char *holders_remedy(const sw_pilot *p)
{
    if (p->roster.count_only)
        return "check seats.count, or seats_purchased";
    if (p->n_contracts > 1)
        return "give the roster a column sku: which of the contracts a seat "
               "is of";
    return "say who holds a seat: a column licensed (yes, no), arm (pilot, "
           "control), seat_from and seat_to, or status in the roster; or "
           "check seats_purchased";
}

/* Nobody can hold a seat that was not bought: the roster lists others too. With
 * several contracts that no row names, each is only taken to be held by all; a
 * number that was set for this run asks what fewer seats would mean. */
static void check_purchased(const sw_load *load, const sw_input *purchased,
                            double eligible, double held)
{
    const sw_pilot *p = load->pilot;
    const sw_json *given = sw_json_at(load->root, purchased->key);
    bool is_set = given != NULL && given->origin == SW_JSON_SET;
    bool sure = !is_set && (p->n_contracts == 1 || p->products_named);
    if (purchased->value < eligible)
        sw_load_problem(load, sure ? SW_ERROR : SW_WARNING,
                        "more-assigned-than-purchased", given,
                        holders_remedy(p),
                        "%.15g seats are purchased, %.15g people hold one that "
                        "counts",
                        purchased->value, eligible);
    else if (purchased->value < held && sure)
        sw_load_problem(load, SW_WARNING, "more-held-than-purchased", given,
                        holders_remedy(p),
                        "%.15g seats are purchased, %.15g people hold one, "
                        "newcomers and people on leave among them",
                        purchased->value, held);
}

static void default_purchased(const sw_load *load, sw_contract *c)
{
    sw_pilot *p = load->pilot;
    double held = p->seats_held[c->index];
    sw_input *purchased = sw_inputs_at(&p->inputs, c->seats_purchased);
    if (purchased->known) {
        check_purchased(load, purchased, p->seats_eligible[c->index], held);
        return;
    }
    c->purchased_is_default = true;
    sw_input_define(purchased, sw_constant(held), SW_ASSUMPTION);
    purchased->is_default = true;
    sw_input_from(purchased, sw_message_word("taken from the assigned seats"));
    g_autofree char *remedy = g_strdup_printf("give %s", purchased->key);
    sw_load_problem(
        load, SW_WARNING, "purchased-default", sw_contract_json(load, c->index),
        remedy, "the seats purchased are taken to be the %.15g assigned", held);
}

void sw_load_seats(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    count_eligible(load);
    count_holders(load);
    sw_input *assigned = sw_inputs_at(&p->inputs, SW_IN_SEATS_ASSIGNED);
    if (p->roster.assigned == 0)
        return;
    sw_input_define(assigned, sw_constant((double)p->roster.assigned),
                    SW_MEASURED);
    sw_input_from(assigned,
                  sw_message_word(p->roster.count_only ? "seats" : "roster"));
}

void sw_load_purchased(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    for (size_t k = 0; p->roster.assigned > 0 && k < p->n_contracts; k++)
        default_purchased(load, &p->contracts[k]);
}

/* Wage bands stand beside the roster or among the assumptions. */
static const sw_json *cost_bands(const sw_load *load)
{
    const sw_json *bands = sw_json_at(load->root, "roster.cost_bands");
    if (sw_json_length(bands) == 0)
        bands = sw_json_at(load->root, "assumptions.cost_bands");
    return bands;
}

static double band_of(const sw_load *load, const sw_json *bands,
                      const char *role)
{
    for (size_t i = 0; role != NULL && i < sw_json_length(bands); i++) {
        const char *name = sw_member_text(bands->items[i], "role");
        if (name != NULL && g_ascii_strcasecmp(name, role) == 0)
            return sw_member_mean(load, bands->items[i], "hourly_cost");
    }
    return NAN;
}

double sw_mean_cost(const sw_roster *roster, const size_t *of, size_t group)
{
    sw_sum sum = {0};
    size_t n = 0;
    for (size_t i = 0; i < roster->n; i++) {
        const sw_person *p = &roster->people[i];
        if (!p->eligible || isnan(p->hourly_cost) ||
            (of != NULL && of[i] != group))
            continue;
        sw_sum_add(&sum, p->hourly_cost);
        n++;
    }
    return n > 0 ? sw_sum_value(&sum) / (double)n : NAN;
}

static void define_cost(const sw_load *load, double cost,
                        sw_provenance provenance, const char *source)
{
    sw_input *in = sw_inputs_at(&load->pilot->inputs, SW_IN_HOURLY_COST);
    sw_input_define(in, sw_constant(cost), provenance);
    sw_input_from(in, sw_message_word(source));
    in->live = true; /* a reader may try another wage, as --set would */
}

/* The roster's wages, else bands by role; true if there are any. */
static bool cost_of_people(const sw_load *load)
{
    sw_roster *roster = &load->pilot->roster;
    const sw_json *bands = cost_bands(load);
    double cost = sw_mean_cost(roster, NULL, 0);
    if (!isnan(cost)) {
        define_cost(load, cost, SW_MEASURED, "roster");
        return true;
    }
    for (size_t i = 0; i < roster->n; i++)
        roster->people[i].hourly_cost =
            band_of(load, bands, roster->people[i].role);
    cost = sw_mean_cost(roster, NULL, 0);
    if (!isnan(cost))
        define_cost(load, cost, SW_ASSUMPTION, "cost bands by role");
    return !isnan(cost);
}

static void forget_wages(sw_roster *roster)
{
    for (size_t i = 0; i < roster->n; i++)
        roster->people[i].hourly_cost = NAN;
}

/* More an hour than this is rather a salary a year. */
static const double PLAUSIBLE_HOURLY = 1000;

static void check_cost(const sw_load *load, const sw_json *given)
{
    const sw_inputs *in = &load->pilot->inputs;
    double cost = sw_inputs_value(in, SW_IN_HOURLY_COST);
    double weeks = sw_inputs_value(in, SW_IN_WORKING_WEEKS);
    double hours = sw_inputs_value(in, SW_IN_HOURS_PER_WEEK);
    if (!(cost > PLAUSIBLE_HOURLY))
        return;
    sw_load_problem(load, SW_WARNING, "yearly-salary", given,
                    "give the cost of an hour",
                    "an hourly cost of %.15g looks like a yearly salary: it is "
                    "taken as %.15g an hour; as a salary a year it would be "
                    "%.15g / (%.15g * %.15g) = %.1f an hour",
                    cost, cost, cost, weeks, hours, cost / (weeks * hours));
}

/* Roster and bands win over the file's one figure; a figure set for this run
 * wins over both, or setting it would silently do nothing. */
void sw_load_hourly_cost(const sw_load *load)
{
    const sw_json *v = sw_json_at(load->root, "assumptions.hourly_cost");
    bool set = v != NULL && v->origin == SW_JSON_SET;
    if (set)
        forget_wages(&load->pilot->roster);
    if (set || !cost_of_people(load))
        sw_bind_input(load, SW_IN_HOURLY_COST, v, SW_ASSUMPTION);
    check_cost(load, v);
}
