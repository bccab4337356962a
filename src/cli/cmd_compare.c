/* cmd_compare.c - seatworth compare OLD.json... NEW.json: quarter over quarter.
 */
#include <glib.h>
#include <string.h>

#include "base/output_file.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/print.h"
#include "cli/tables_out.h"
#include "ingest/result_file.h"
#include "report/compare_report.h"

typedef struct compare_options {
    sw_common common;
    char *output, *json;
} compare_options;

#define AT(member) offsetof(compare_options, member)

static const sw_flag OPTIONS[] = {
    {"output", 'o', SW_TAKES_ONE, AT(output), "FILE",
     "write the tables to a file: Markdown, or a workbook where its name ends "
     "in .xlsx",
     .ends = ".md or .xlsx"},
    {"json", 0, SW_TAKES_ONE, AT(json), "FILE",
     "write them as JSON (seatworth/compare/1); - is standard output",
     .ends = ".json"},
    {0}};

static sw_status write_out(const compare_options *o, const sw_common *common,
                           const sw_review *r, sw_error *err)
{
    bool book = sw_is_workbook(o->output);
    g_autofree char *json = o->json != NULL ? sw_review_json(r) : NULL;
    g_autofree char *text = book ? NULL : sw_review_text(r);
    sw_outputs_together();
    sw_status st = sw_write_tables(o->output, text, o->json, json, err);
    if (st == SW_OK && book) {
        sw_pilot_opts looks = sw_pilot_options(common);
        st = sw_review_workbook(o->output, r, &looks, err);
    }
    return sw_outputs_end(st, err);
}

/* NULL after lines on standard error: one cannot be read. */
static GPtrArray *read_results(char *const *paths)
{
    GPtrArray *results =
        g_ptr_array_new_with_free_func((GDestroyNotify)sw_json_free);
    sw_diagnostics *d = sw_diagnostics_new();
    for (; *paths != NULL; paths++) {
        sw_json *v = sw_result_read(*paths, d);
        if (v != NULL)
            g_ptr_array_add(results, v);
    }
    sw_print_diagnostics(d, SW_WARNING, false);
    if (sw_diagnostics_count(d, SW_ERROR) > 0)
        g_clear_pointer(&results, g_ptr_array_unref);
    sw_diagnostics_free(d);
    return results;
}

static int compare(const compare_options *o, const sw_common *common,
                   char *const *paths)
{
    g_autoptr(GPtrArray) results = read_results(paths);
    if (results == NULL)
        return SW_EXIT_REJECTED;
    sw_review *r = NULL;
    sw_error err = {0};
    sw_status st =
        sw_review_new(&r, (const sw_json *const *)results->pdata,
                      (const char *const *)paths, results->len, &err);
    if (st == SW_OK)
        st = write_out(o, common, r, &err);
    sw_review_free(r);
    return st == SW_OK ? SW_EXIT_DONE : sw_exit_of(&err);
}

static int run(void *options, char **rest)
{
    const compare_options *o = options;
    if (g_strv_length(rest) < 3)
        sw_complain("compare takes two results or more, the oldest first; see "
                    "'seatworth compare --help'");
    else if (sw_outputs_are_apart(o->output, o->json))
        return compare(o, &o->common, rest + 1);
    return SW_EXIT_USAGE;
}

const sw_command SW_COMPARE = {
    .name = "compare",
    .purpose = "what changed between two results, and why",
    .usage = "OLD... NEW [OPTION]...",
    .about = "What changed from the last result to the new one: the verdict "
             "and which step of the rule turned it, what moved the money - "
             "software, time, population, data, assumptions, contract and "
             "currency, policy, which add up to the whole change -, forecast "
             "against actual, definitions that are no longer the same, and the "
             "trend over all results.\n\nOLD and NEW are results that evaluate "
             "wrote, result.json or the workbook, the oldest first.",
    .notes = "A result of schema seatworth/result/1 is refused: its money was "
             "against another day of leaving. Evaluate its inputs again and "
             "compare that result.",
    .example = "compare q1.json q2.xlsx -o change.md",
    .words = "FILE",
    .options = OPTIONS,
    .common = SW_COMMON_THEME | SW_COMMON_LANGUAGE | SW_COMMON_TEMPLATES,
    .size = sizeof(compare_options),
    .run = run,
};
