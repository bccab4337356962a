/* cmd_privacy.c - seatworth privacy PILOT: what is read of people, what leaves.
 */
#include <glib.h>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/print.h"
#include "pilot/pilot.h"
#include "report/privacy.h"

static const char HELP[] =
    "What a pilot reads of people: which columns of each file, and what for;\n"
    "by what it is grouped; what is withheld; what never leaves. For a works\n"
    "council, before anything is evaluated.\n\n"
    "Usage: seatworth privacy [OPTION]... PILOT\n\n"
    "  --json              the same as JSON (seatworth/privacy/1)\n";

static const char EXAMPLE[] =
    "\nExample:\n  seatworth privacy examples/research-division-500 "
    "--language de\n";

static int privacy(const sw_common *common, bool json, const char *path)
{
    sw_pilot *pilot = sw_load_pilot(common, path);
    if (pilot == NULL)
        return SW_EXIT_REJECTED;
    bool names = common->names || pilot->names;
    g_autofree char *text =
        json ? sw_privacy_json(pilot, names) : sw_privacy_text(pilot, names);
    sw_pilot_free(pilot);
    return sw_print_result(text) ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
}

int sw_cmd_privacy(int argc, char **argv)
{
    sw_common common = {0};
    gboolean json = FALSE;
    const GOptionEntry own[] = {
        {"json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};
    char **rest = NULL;
    int code = SW_EXIT_USAGE;
    if (sw_options_read(&common, own, argc, argv, "privacy", &rest)) {
        const char *path = NULL;
        if (common.help)
            code = sw_print_help(HELP, EXAMPLE);
        else if ((path = sw_one_pilot(rest, "privacy")) != NULL)
            code = privacy(&common, json, path);
    }
    g_strfreev(rest);
    sw_common_clear(&common);
    return code;
}
