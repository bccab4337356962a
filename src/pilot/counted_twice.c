/* counted_twice.c - lines that count the same money twice */
#include "pilot/load.h"

#include <string.h>

typedef struct overlap {
    const char *one, *other; /* kinds */
    bool other_is_cost;
    const char *why;
} overlap;

static const overlap OVERLAPS[] = {
    {"time-saved", "throughput", false,
     "more work done in the same hours is the time saved, seen again"},
    {"time-saved", "meetings", false,
     "minutes saved in meetings are part of the time saved"},
    {"time-saved", "onboarding", false,
     "new people's hours are part of the time saved of all seats"},
    {"throughput", "revenue", false,
     "the margin on more output is the value of the throughput"},
    {"meetings", "throughput", false,
     "work done in hours that meetings freed is those hours, seen again"},
    {"onboarding", "attrition", false,
     "a leaver who stays saves the onboarding of a successor"},
    {"quality", "quality-loss", true,
     "quality is counted as a gain and as a loss"},
    {"quality", "rework", true,
     "less rework is already a benefit, and the rework is a cost"},
};

static const sw_line *find_kind(const sw_pilot *p, const char *kind, bool cost)
{
    for (size_t i = 0; i < p->n_lines; i++)
        if (p->lines[i].is_benefit != cost &&
            g_strcmp0(p->lines[i].kind_text, kind) == 0)
            return &p->lines[i];
    return NULL;
}

static void warn(const sw_load *load, const char *one, const char *other,
                 const char *why)
{
    sw_load_problem_say(
        load, SW_WARNING, "counted-twice", NULL,
        "keep one of the two, or make them cover different work",
        sw_message_of("'%s' and '%s' may count the same money twice: %s",
                      sw_as_text(one), sw_as_text(other), sw_as_word(why)));
}

/* Hours that are assumed are hours of the same people. */
static void check_hours(const sw_load *load)
{
    const sw_pilot *p = load->pilot;
    const sw_line *measured = NULL, *assumed = NULL;
    for (size_t i = 0; i < p->n_lines; i++) {
        const sw_line *line = &p->lines[i];
        if (!line->is_benefit || g_strcmp0(line->kind_text, "time-saved") != 0)
            continue;
        if (line->kind == SW_LINE_TIME_SAVED)
            measured = line;
        else
            assumed = line;
    }
    if (measured != NULL && assumed != NULL)
        warn(load, measured->id, assumed->id,
             "hours that are assumed are part of the time that is measured");
}

/* Checking and rework are netted from the saving by rework_share. */
static void check_rework(const sw_load *load)
{
    static const char *const KINDS[] = {"verification", "rework"};
    double share = sw_inputs_value(&load->pilot->inputs, SW_IN_REWORK);
    for (size_t i = 0; share > 0 && i < G_N_ELEMENTS(KINDS); i++) {
        const sw_line *line = find_kind(load->pilot, KINDS[i], true);
        if (line != NULL)
            warn(load, "assumptions.rework_share", line->id,
                 "it is netted from the saving and is a cost line too");
    }
}

/* A budget can shrink only once. */
static void check_budgets(const sw_load *load)
{
    const sw_pilot *p = load->pilot;
    for (size_t i = 0; i < p->n_lines; i++)
        for (size_t k = i + 1; k < p->n_lines; k++) {
            const sw_line *a = &p->lines[i], *b = &p->lines[k];
            if (a->budget_line != NULL && b->budget_line != NULL &&
                strcmp(a->budget_line, b->budget_line) == 0)
                warn(load, a->id, b->id, "both shrink the same budget line");
        }
}

void sw_check_counted_twice(const sw_load *load)
{
    for (size_t i = 0; i < G_N_ELEMENTS(OVERLAPS); i++) {
        const overlap *o = &OVERLAPS[i];
        const sw_line *one = find_kind(load->pilot, o->one, false);
        const sw_line *other =
            find_kind(load->pilot, o->other, o->other_is_cost);
        if (one != NULL && other != NULL)
            warn(load, one->id, other->id, o->why);
    }
    const sw_line *step = find_kind(load->pilot, "step-up-licences", true);
    if (step != NULL && load->pilot->contracts[0].bundle)
        warn(load, "contract.price_basis", step->id,
             "the bundle's price holds the step up already");
    check_hours(load);
    check_rework(load);
    check_budgets(load);
}
