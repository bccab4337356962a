/* cmd_scenario.c - seatworth scenario PILOT: the same pilot, otherwise. */
#include <glib.h>
#include <string.h>

#include "base/output_file.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/print.h"
#include "cli/tables_out.h"
#include "report/scenario_table.h"

typedef struct scenario_options {
    sw_common common;
    char *json, *csv;
    char **grid, **ready;
    GArray *axes; /* of sw_grid */
} scenario_options;

#define AT(member) offsetof(scenario_options, member)

static const sw_flag OPTIONS[] = {
    {"grid", 0, SW_TAKES_MANY, AT(grid), "KEY=FROM:TO:STEP",
     "every value of a key, both ends included; several make every "
     "combination"},
    {"ready", 0, SW_TAKES_MANY, AT(ready), "NAME",
     "a ready scenario: j-curve (benefits grow over a year), price-rise (a "
     "quarter more) or two-year-delay (benefits begin two years later); may be "
     "repeated",
     .words = "j-curve price-rise two-year-delay"},
    {"json", 0, SW_TAKES_ONE, AT(json), "FILE",
     "write the results as JSON (seatworth/scenario/1); - is standard output",
     .ends = ".json"},
    {"csv", 0, SW_TAKES_ONE, AT(csv), "FILE",
     "write them as CSV, a column for every key that is set; - is standard "
     "output",
     .ends = ".csv"},
    {0}};

static void clear_axes(scenario_options *o)
{
    for (guint i = 0; o->axes != NULL && i < o->axes->len; i++)
        sw_grid_clear(&g_array_index(o->axes, sw_grid, i));
    if (o->axes != NULL)
        g_array_free(o->axes, TRUE);
}

static bool read_axes(scenario_options *o)
{
    o->axes = g_array_new(FALSE, FALSE, sizeof(sw_grid));
    for (char **text = o->grid; text != NULL && *text != NULL; text++) {
        sw_grid g;
        g_autofree char *why = NULL;
        if (!sw_grid_read(&g, *text, &why)) {
            sw_complain("--grid %s %s", *text, why);
            return false;
        }
        g_array_append_val(o->axes, g);
    }
    return true;
}

static sw_status write_out(const scenario_options *o, const sw_evaluation *base,
                           const sw_scenario_list *list, sw_error *err)
{
    sw_status st = SW_OK;
    sw_outputs_together();
    if (o->json != NULL) {
        size_t length;
        g_autofree char *text = sw_scenarios_json(base, list, &length);
        st = sw_output_write(o->json, text, length, err);
    }
    if (st == SW_OK && o->csv != NULL) {
        g_autofree char *text = sw_scenarios_csv(base, list);
        st = sw_output_write(o->csv, text, strlen(text), err);
    }
    if (st == SW_OK && !sw_is_stdout(o->json) && !sw_is_stdout(o->csv)) {
        g_autofree char *text = sw_scenarios_table(base, list);
        st = sw_output_write("-", text, strlen(text), err);
    }
    return sw_outputs_end(st, err);
}

/* A scenario that is rejected is the input's fault, and the others stand. */
static int code_of(const sw_scenario_list *list)
{
    int code = SW_EXIT_DONE;
    for (size_t i = 0; i < list->n; i++) {
        const sw_scenario_result *r = &list->result[i];
        if (r->why_not == NULL)
            continue;
        sw_complain("scenario '%s': %s", r->name, r->why_not);
        code = SW_EXIT_REJECTED;
    }
    return code;
}

static int report(const scenario_options *o, const sw_evaluation *base)
{
    sw_scenario_list *list = NULL;
    sw_error err = {0};
    size_t n_ready = o->ready != NULL ? g_strv_length(o->ready) : 0;
    sw_status st = sw_scenario_list_new(
        &list, base, (const sw_grid *)(const void *)o->axes->data, o->axes->len,
        (const char *const *)o->ready, n_ready, &err);
    if (st == SW_EDOMAIN) {
        sw_complain("%s", err.message);
        return SW_EXIT_USAGE;
    }
    if (st != SW_OK)
        return sw_exit_of(&err);
    int code = code_of(list);
    if (write_out(o, base, list, &err) != SW_OK)
        code = sw_exit_of(&err);
    sw_scenario_list_free(list);
    return code;
}

static int scenario(const scenario_options *o, const char *path)
{
    sw_pilot *pilot = sw_load_pilot(&o->common, path);
    if (pilot == NULL)
        return SW_EXIT_REJECTED;
    sw_evaluation *base = NULL;
    sw_error err = {0};
    if (sw_evaluate(&base, pilot, &err) != SW_OK)
        return sw_exit_of(&err);
    int code = report(o, base);
    sw_evaluation_free(base);
    return code;
}

static int run(void *options, char **rest)
{
    scenario_options *o = options;
    const char *path = NULL;
    int code = SW_EXIT_USAGE;
    if (read_axes(o) && sw_outputs_are_apart(o->json, o->csv) &&
        (path = sw_one_pilot(rest, "scenario")) != NULL)
        code = scenario(o, path);
    clear_axes(o);
    return code;
}

const sw_command SW_SCENARIO = {
    .name = "scenario",
    .purpose = "scenarios and grids of any key, side by side",
    .usage = "[OPTION]... PILOT",
    .about = "Evaluates the base and, beside it, the pilot's own scenarios, "
             "ready ones, or every point of a grid.",
    .example = "scenario examples/research-division-500 \\\n"
               " --grid assumptions.realisation=0.2:0.8:0.2 "
               "--grid contract.price=10:30:10",
    .words = "PILOT",
    .options = OPTIONS,
    .common = SW_COMMON_PILOT,
    .size = sizeof(scenario_options),
    .run = run,
};
