/* cmd_privacy.c - seatworth privacy PILOT: what is read of people, what leaves.
 */
#include <glib.h>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/print.h"
#include "pilot/pilot.h"
#include "report/privacy.h"

typedef struct privacy_options {
    sw_common common;
    gboolean json;
} privacy_options;

static const sw_flag OPTIONS[] = {{"json", 0, SW_TAKES_NOTHING,
                                   offsetof(privacy_options, json), NULL,
                                   "the same as JSON (seatworth/privacy/1)"},
                                  {0}};

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

static int run(void *options, char **rest)
{
    const privacy_options *o = options;
    const char *path = sw_one_pilot(rest, "privacy");
    return path != NULL ? privacy(&o->common, o->json, path) : SW_EXIT_USAGE;
}

const sw_command SW_PRIVACY = {
    .name = "privacy",
    .purpose = "what a pilot reads of people, and what leaves",
    .usage = "[OPTION]... PILOT",
    .about = "What a pilot reads of people: which columns of each file, and "
             "what for; by what it is grouped; what is withheld; what never "
             "leaves. For a works council, before anything is evaluated.",
    .example = "privacy examples/research-division-500 --language de",
    .words = "PILOT",
    .options = OPTIONS,
    .common = SW_COMMON_PILOT | SW_COMMON_NAMES,
    .size = sizeof(privacy_options),
    .run = run,
};
