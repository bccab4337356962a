/* cmd_scenario.c - seatworth scenario PILOT: the same pilot, otherwise. */
#include <glib.h>
#include <string.h>

#include "base/output_file.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/print.h"
#include "report/scenario_table.h"

static const char HELP[] =
    "Evaluates the pilot's scenarios, ready ones, or every point of a grid.\n\n"
    "Usage: seatworth scenario [OPTION]... PILOT\n\n"
    "  --grid KEY=FROM:TO:STEP   every value of a key, both ends included;\n"
    "                      several make every combination\n"
    "  --ready NAME        a ready scenario: j-curve, price-rise or\n"
    "                      two-year-delay; may be repeated\n"
    "  --json FILE         write the results as JSON; - is standard output\n"
    "  --csv FILE          write them as CSV; - is standard output\n";

static const char EXAMPLE[] =
    "\nExample:\n"
    "  seatworth scenario examples/research-division-500 \\\n"
    "      --grid assumptions.realisation=0.2:0.8:0.2 "
    "--grid contract.price=10:30:10\n";

typedef struct scenario_options {
    sw_common common;
    char *json, *csv;
    char **grid, **ready;
    GArray *axes; /* of sw_grid */
} scenario_options;

static void clear(scenario_options *o)
{
    for (guint i = 0; o->axes != NULL && i < o->axes->len; i++)
        sw_grid_clear(&g_array_index(o->axes, sw_grid, i));
    if (o->axes != NULL)
        g_array_free(o->axes, TRUE);
    sw_common_clear(&o->common);
    g_free(o->json);
    g_free(o->csv);
    g_strfreev(o->grid);
    g_strfreev(o->ready);
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

static bool outputs_differ(const scenario_options *o)
{
    if (!sw_output_is_same(o->json, o->csv))
        return true;
    sw_complain("two results cannot go to the same place, '%s'", o->json);
    return false;
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

static int run(const scenario_options *o, const sw_evaluation *base)
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
    int code = run(o, base);
    sw_evaluation_free(base);
    return code;
}

int sw_cmd_scenario(int argc, char **argv)
{
    scenario_options o = {0};
    const GOptionEntry own[] = {
        {"grid", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o.grid, NULL, NULL},
        {"ready", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o.ready, NULL, NULL},
        {"json", 0, 0, G_OPTION_ARG_FILENAME, &o.json, NULL, NULL},
        {"csv", 0, 0, G_OPTION_ARG_FILENAME, &o.csv, NULL, NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};
    char **rest = NULL;
    int code = SW_EXIT_USAGE;
    if (sw_options_read(&o.common, own, argc, argv, "scenario", &rest)) {
        const char *path = NULL;
        if (o.common.help)
            code = sw_print_help(HELP, EXAMPLE);
        else if (read_axes(&o) && outputs_differ(&o) &&
                 (path = sw_one_pilot(rest, "scenario")) != NULL)
            code = scenario(&o, path);
    }
    g_strfreev(rest);
    clear(&o);
    return code;
}
