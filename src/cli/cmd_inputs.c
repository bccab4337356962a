/* cmd_inputs.c - seatworth inputs report.xlsx: what a reader changed. */
#include <glib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/print.h"
#include "ingest/result_file.h"

typedef struct inputs_options {
    sw_common common;
} inputs_options;

/* Brackets and stars of a key mean something to a shell. */
static void append_line(GString *s, const char *option, const char *value)
{
    bool plain = value[strspn(value, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS
                              "._-+=/:,%")] == '\0';
    g_autofree char *quoted = plain ? g_strdup(value) : g_shell_quote(value);
    g_string_append_printf(s, "--%s %s\n", option, quoted);
}

static int run(void *options, char **rest)
{
    const inputs_options *o = options;
    if (rest[1] == NULL || rest[2] != NULL) {
        sw_complain("inputs takes one workbook; see 'seatworth help inputs'");
        return SW_EXIT_USAGE;
    }
    sw_changes changes;
    sw_diagnostics *d = sw_diagnostics_new();
    bool good = sw_changes_read(&changes, rest[1], d);
    sw_print_diagnostics(d, o->common.quiet ? SW_ERROR : SW_WARNING,
                         o->common.names);
    sw_diagnostics_free(d);
    g_autoptr(GString) s = g_string_new(NULL);
    if (good && changes.scenario != NULL)
        append_line(s, "scenario", changes.scenario);
    for (guint i = 0; good && i < changes.set->len; i++)
        append_line(s, "set", changes.set->pdata[i]);
    sw_changes_clear(&changes);
    if (!good)
        return SW_EXIT_REJECTED;
    return sw_print_result(s->str) ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
}

const sw_command SW_INPUTS = {
    .name = "inputs",
    .purpose = "the cells of a workbook that a reader changed, as options",
    .usage = "REPORT.xlsx",
    .about = "Prints what a reader changed in a workbook of evaluate, one "
             "option of evaluate a line: the base cells that differ from the "
             "result that the workbook carries inside; those of \"Your own\" "
             "where the reader picked that column; and --scenario where a "
             "scenario of the pilot is picked. Nothing is printed where "
             "nothing was changed.",
    .notes = "'evaluate PILOT --inputs-from REPORT.xlsx' applies the same. A "
             "changed cell stands for its input's one value: a distribution "
             "that stood there before is replaced by it.",
    .example = "inputs report.xlsx",
    .words = "FILE",
    .size = sizeof(inputs_options),
    .run = run,
};
