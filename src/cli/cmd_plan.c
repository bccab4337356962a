/* cmd_plan.c - seatworth plan: how large a pilot to run, and how long. */
#include <glib.h>
#include <math.h>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/print.h"
#include "report/plan_report.h"

typedef struct plan_options {
    sw_common common;
    char *text[SW_PLAN_KEYS];
    char *cluster_size; /* as `stat power` calls it */
    gboolean json;
} plan_options;

static bool take_one(sw_plan_inputs *in, sw_plan_key key, const char *text)
{
    char *end;
    double x = g_ascii_strtod(text, &end);
    if (end == text || *end != '\0' || !isfinite(x)) {
        sw_complain("--%s %s is no number", SW_PLAN_FIELDS[key].name, text);
        return false;
    }
    g_autofree char *why = sw_plan_inputs_set(in, key, x, SW_PLAN_GIVEN);
    if (why != NULL)
        sw_complain("--%s %s: %s", SW_PLAN_FIELDS[key].name, text, why);
    return why == NULL;
}

static bool take_options(sw_plan_inputs *in, const plan_options *o)
{
    sw_plan_inputs_init(in);
    if (o->cluster_size != NULL &&
        !take_one(in, SW_PLAN_TEAM_SIZE, o->cluster_size))
        return false;
    for (int k = 0; k < SW_PLAN_KEYS; k++)
        if (o->text[k] != NULL && !take_one(in, (sw_plan_key)k, o->text[k]))
            return false;
    return true;
}

/* What the library refuses here follows from the options: exit code 2; with a
 * pilot, which could have told, 1. */
static int plan_of(const sw_plan_inputs *in, const sw_pilot *pilot, bool json)
{
    sw_plan *plan = NULL;
    sw_error err = {0};
    if (sw_plan_new(&plan, in, &err) != SW_OK) {
        sw_complain("%s", err.message);
        return pilot == NULL ? SW_EXIT_USAGE : SW_EXIT_REJECTED;
    }
    const char *name = pilot == NULL ? NULL : pilot->name;
    const char *currency = pilot == NULL ? NULL : pilot->currency;
    g_autofree char *text = json ? sw_plan_json(plan, name, currency)
                                 : sw_plan_text(plan, currency);
    sw_plan_free(plan);
    return sw_print_result(text) ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
}

static int plan_pilot(const plan_options *o, sw_plan_inputs *in,
                      const char *path)
{
    sw_pilot *pilot = sw_load_pilot(&o->common, path);
    if (pilot == NULL)
        return SW_EXIT_REJECTED;
    sw_error err = {0};
    int code;
    if (sw_plan_inputs_read(in, pilot, &err) == SW_OK)
        code = plan_of(in, pilot, o->json);
    else
        code = sw_exit_of(&err);
    sw_pilot_free(pilot);
    return code;
}

static int plan(const plan_options *o, char **rest)
{
    sw_plan_inputs in;
    if (!take_options(&in, o))
        return SW_EXIT_USAGE;
    if (rest[1] == NULL)
        return plan_of(&in, NULL, o->json);
    const char *path = sw_one_pilot(rest, "plan");
    return path == NULL ? SW_EXIT_USAGE : plan_pilot(o, &in, path);
}

#define AT(member) offsetof(plan_options, member)

static const sw_flag OPTIONS[] = {{"cluster-size", 0, SW_TAKES_ONE,
                                   AT(cluster_size), "X",
                                   "--team-size, as `stat power` calls it"},
                                  {"json", 0, SW_TAKES_NOTHING, AT(json), NULL,
                                   "the plan as JSON (seatworth/plan/1)"},
                                  {0}};

/* One for every field of a plan. */
static void append_fields(GArray *options)
{
    for (size_t k = 0; k < SW_PLAN_KEYS; k++) {
        const sw_plan_field *f = &SW_PLAN_FIELDS[k];
        sw_flag o = {.name = f->name,
                     .takes = SW_TAKES_ONE,
                     .at = AT(text) + k * sizeof(char *),
                     .value = "X",
                     .says = f->meaning,
                     .standard = &f->standard};
        g_array_append_val(options, o);
    }
}

static int run(void *options, char **rest)
{
    return plan(options, rest);
}

const sw_command SW_PLAN = {
    .name = "plan",
    .purpose = "how large a pilot to run, and how long",
    .usage = "[OPTION]... PILOT\n--sd X --effect X [OPTION]...",
    .about = "How many answers, seats, control persons and weeks a pilot "
             "needs: for an interval of a given width, for a chance of finding "
             "an effect, and for the highest net gain of sampling.\n\nWhat the "
             "options leave open is taken from PILOT, else it is assumed and "
             "printed as such.",
    .notes = "Two arms of equal size. Whole teams get a seat or none: the "
             "design effect is 1 + ((cv^2 + 1) m - 1) icc of m persons of a "
             "team who answer, and degrees of freedom are counted in teams. "
             "The net gain is the value of sample information of a normal "
             "prior, less what the study costs and what waiting for it loses.",
    .example = "plan --sd 90 --effect 30 --team-size 10 --icc 0.05 \\\n"
               " --response-rate 0.6\n"
               "plan examples/research-division-500 --response-cost 20",
    .words = "PILOT",
    .options = OPTIONS,
    .more = append_fields,
    .common = SW_COMMON_PILOT,
    .size = sizeof(plan_options),
    .run = run,
};
