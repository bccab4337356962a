/* cmd_compare.c - seatworth compare OLD.json NEW.json: quarter over quarter. */
#include <glib.h>
#include <string.h>

#include "base/output_file.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/print.h"
#include "report/compare_report.h"

static const char HELP[] =
    "What changed between two results: the verdict, its figures, the inputs\n"
    "that differ and what each explains of the net present value.\n\n"
    "Usage: seatworth compare OLD.json NEW.json [OPTION]...\n\n"
    "  -o, --output FILE   write the tables to a file (Markdown)\n"
    "  --json FILE         write them as JSON (seatworth/compare/1); - is\n"
    "                      standard output\n"
    "  -q, --quiet         errors only on standard error\n"
    "  -h, --help          this text\n\n"
    "OLD and NEW are what 'seatworth evaluate --json FILE' wrote.\n\n"
    "Example:\n  seatworth compare q1.json q2.json -o change.md\n";

typedef struct compare_options {
    char *output, *json;
} compare_options;

static bool check_outputs(const compare_options *o)
{
    if (o->output != NULL && g_str_has_suffix(o->output, ".xlsx")) {
        sw_complain("-o %s: compare writes Markdown, e.g. -o change.md",
                    o->output);
        return false;
    }
    if (o->output == NULL || !sw_output_is_same(o->output, o->json))
        return true;
    sw_complain("two results cannot go to the same place, '%s'", o->json);
    return false;
}

/* The tables go to standard output unless a file or the JSON takes it. */
static sw_status write_out(const compare_options *o, const sw_comparison *c,
                           sw_error *err)
{
    sw_status st = SW_OK;
    sw_outputs_together();
    if (o->json != NULL) {
        g_autofree char *text = sw_comparison_json(c);
        st = sw_output_write(o->json, text, strlen(text), err);
    }
    if (st == SW_OK && (o->output != NULL || !sw_is_stdout(o->json))) {
        g_autofree char *text = sw_comparison_text(c);
        st = sw_output_write(o->output != NULL ? o->output : "-", text,
                             strlen(text), err);
    }
    return sw_outputs_end(st, err);
}

static int compare(const compare_options *o, const char *old_path,
                   const char *new_path)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *before = sw_json_read(old_path, false, d);
    sw_json *now = sw_json_read(new_path, false, d);
    sw_print_diagnostics(d, SW_WARNING);
    sw_diagnostics_free(d);
    int code = SW_EXIT_REJECTED;
    if (before != NULL && now != NULL) {
        sw_comparison *c = NULL;
        sw_error err = {0};
        sw_status st = sw_compare(&c, before, now, &err);
        if (st == SW_OK)
            st = write_out(o, c, &err);
        code = st == SW_OK ? SW_EXIT_DONE : sw_exit_of(&err);
        sw_comparison_free(c);
    }
    sw_json_free(before);
    sw_json_free(now);
    return code;
}

int sw_cmd_compare(int argc, char **argv)
{
    sw_common common = {0};
    compare_options o = {0};
    const GOptionEntry own[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &o.output, NULL, NULL},
        {"json", 0, 0, G_OPTION_ARG_FILENAME, &o.json, NULL, NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};
    char **rest = NULL;
    int code = SW_EXIT_USAGE;
    if (sw_options_read(&common, own, argc, argv, "compare", &rest)) {
        if (common.help)
            code = sw_print_result(HELP) ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
        else if (g_strv_length(rest) != 3)
            sw_complain("compare takes two results, the old one first; see "
                        "'seatworth compare --help'");
        else if (check_outputs(&o))
            code = compare(&o, rest[1], rest[2]);
    }
    g_strfreev(rest);
    g_free(o.output);
    g_free(o.json);
    sw_common_clear(&common);
    return code;
}
