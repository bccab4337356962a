/* cmd_evaluate.c - seatworth evaluate PILOT: the verdict and its reports. */
#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/output_file.h"
#include "cli/command.h"
#include "cli/exit_change.h"
#include "cli/options.h"
#include "cli/print.h"
#include "ingest/result_file.h"
#include "evaluation/compare.h"
#include "pilot/pilot.h"
#include "report/data_tables.h"
#include "report/person_data.h"
#include "report/result_json_parts.h"
#include "seatworth/evaluation.h"
#include "seatworth/report.h"

typedef struct evaluate_options {
    sw_common common;
    char *output, *json, *html, *brief, *rows, *data;
    char *inputs_from, *against, *due;
    long due_days;       /* due, read */
    sw_json *old_result; /* of against, owned */
    gboolean exit_verdict, exit_change, no_person_data;
} evaluate_options;

#define AT(member) offsetof(evaluate_options, member)

static const sw_flag OPTIONS[] = {
    {"output", 'o', SW_TAKES_ONE, AT(output), "FILE",
     "write the workbook (report.xlsx)", .ends = ".xlsx"},
    {"json", 0, SW_TAKES_ONE, AT(json), "FILE",
     "write the figures, seatworth/result/2; - is standard output, and then "
     "there is no summary",
     .ends = ".json"},
    {"html", 0, SW_TAKES_ONE, AT(html), "FILE",
     "write the report as one page for a browser: the sheets of the workbook "
     "but the Ledger, its sentences and its charts; it loads and runs nothing; "
     "- is standard output",
     .ends = ".html"},
    {"data", 0, SW_TAKES_ONE, AT(data), "DIR",
     "write the tables behind the report as CSV, with datapackage.json, which "
     "says what every column means and has the hash of every table; other "
     "files in the folder stay"},
    {"brief", 0, SW_TAKES_ONE, AT(brief), "FILE",
     "write the brief (Markdown); - is standard output", .ends = ".md"},
    {"rows", 0, SW_TAKES_ONE, AT(rows), "FILE",
     "write the rows behind the leading estimate as CSV, with numbers in place "
     "of people and teams, for seatworth stat; - is standard output",
     .ends = ".csv"},
    {"inputs-from", 0, SW_TAKES_ONE, AT(inputs_from), "REPORT",
     "apply what a reader changed in the workbook of an earlier run; --set "
     "comes after it"},
    {"no-person-data", 0, SW_TAKES_NOTHING, AT(no_person_data), NULL,
     "write nothing if an output held an identifier of a person, or what reads "
     "like one"},
    {"exit-verdict", 0, SW_TAKES_NOTHING, AT(exit_verdict), NULL,
     "the exit code tells the verdict: 0 renew, 10 rightsize, 11 renegotiate, "
     "12 extend, 13 switch, 14 cancel, 15 undetermined"},
    {"previous", 0, SW_TAKES_ONE, AT(common.previous), "RESULT",
     "the result of the quarter before, in place of previous.result: looks "
     "that were spent, extensions used, segments that were kept"},
    {"against", 0, SW_TAKES_ONE, AT(against), "RESULT",
     "the result that --exit-change compares with"},
    {"exit-change", 0, SW_TAKES_NOTHING, AT(exit_change), NULL,
     "the exit code tells what is new since --against: 0 nothing, 20 the "
     "verdict, 21 its act-by date is within --due days of the day of the "
     "decision, 22 an input is past its expires; the highest wins"},
    {"due", 0, SW_TAKES_ONE, AT(due), "DAYS",
     "days before the act-by date from which --exit-change says 21 (30)"},
    {"strict", 0, SW_TAKES_NOTHING, AT(common.strict), NULL,
     "a warning is an error: nothing is written"},
    {0}};

/* Every file that is asked for, of char*; free with g_ptr_array_unref. */
static GPtrArray *outputs_of(const evaluate_options *o)
{
    const char *const files[] = {o->output, o->json, o->html, o->brief,
                                 o->rows};
    GPtrArray *tables = sw_data_paths(o->data);
    GPtrArray *all = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        if (files[i] != NULL)
            g_ptr_array_add(all, g_strdup(files[i]));
    if (tables != NULL)
        g_ptr_array_extend_and_steal(all, tables);
    return all;
}

static bool outputs_differ(const evaluate_options *o)
{
    g_autoptr(GPtrArray) outputs = outputs_of(o);
    const char *twice =
        sw_output_twice((const char *const *)outputs->pdata, outputs->len);
    if (twice != NULL)
        sw_complain("two results cannot go to the same place, '%s'", twice);
    return twice == NULL;
}

static bool is_input(const sw_pilot *pilot, const char *output)
{
    bool hit = sw_output_is_same(output, pilot->path);
    for (size_t f = 0; f < pilot->n_files && !hit; f++) {
        const char *name = pilot->files[f].file;
        g_autofree char *input =
            g_path_is_absolute(name)
                ? g_strdup(name)
                : g_build_filename(pilot->folder, name, NULL);
        hit = sw_output_is_same(output, input);
    }
    return hit;
}

/* A report must never replace what it was made from. */
static bool spares_inputs(const evaluate_options *o, const sw_pilot *pilot)
{
    g_autoptr(GPtrArray) outputs = outputs_of(o);
    for (guint i = 0; i < outputs->len; i++)
        if (is_input(pilot, outputs->pdata[i])) {
            sw_complain("'%s' is one of the pilot's own files; name another",
                        (const char *)outputs->pdata[i]);
            return false;
        }
    return true;
}

static sw_status write_files(const evaluate_options *o, const sw_evaluation *e,
                             const sw_report_opts *opts, sw_error *err)
{
    sw_status st = SW_OK;
    if (o->json != NULL)
        st = sw_report_json(o->json, e, opts, err);
    if (st == SW_OK && o->html != NULL)
        st = sw_report_html(o->html, e, opts, err);
    if (st == SW_OK && o->brief != NULL)
        st = sw_report_brief(o->brief, e, opts, err);
    if (st == SW_OK && o->data != NULL)
        st = sw_report_data(o->data, e, opts, err);
    if (st == SW_OK && o->rows != NULL)
        st = sw_report_rows(o->rows, e, opts, err);
    if (st == SW_OK && o->output != NULL)
        st = sw_report_workbook(o->output, e, opts, err);
    return st;
}

/* Standard output has one result: the summary gives way to what asked for it.
 */
static sw_status write_summary(const evaluate_options *o,
                               const sw_evaluation *e,
                               const sw_report_opts *opts, sw_error *err)
{
    g_autoptr(GPtrArray) files = outputs_of(o);
    if ((o->common.quiet && files->len > 0) || sw_is_stdout(o->json) ||
        sw_is_stdout(o->html) || sw_is_stdout(o->brief) ||
        sw_is_stdout(o->rows) || sw_is_stdout(o->output))
        return SW_OK;
    char *text = NULL;
    sw_status st = sw_report_summary(&text, e, opts, err);
    if (st == SW_OK)
        st = sw_output_write("-", text, strlen(text), err);
    free(text);
    return st;
}

/* result.json as it is written, read again. */
static sw_json *result_of(const sw_evaluation *e, const sw_report_opts *opts)
{
    size_t length;
    g_autofree char *text = sw_result_document(&length, e, opts);
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *result = sw_json_parse(text, length, "result", false, d);
    sw_diagnostics_free(d);
    return result;
}

/* --strict: what the report would warn of stops the run. */
static bool is_without_warnings(const sw_json *result)
{
    const sw_json *all = sw_json_at(result, "data_quality.warnings");
    for (size_t i = 0; all != NULL && i < all->n_items; i++) {
        g_autofree char *says = sw_without_addresses(all->items[i]->string);
        sw_note("warning: %s", says);
    }
    if (all == NULL || all->n_items == 0)
        return true;
    sw_complain("%zu warning%s, and --strict takes none", all->n_items,
                all->n_items == 1 ? "" : "s");
    return false;
}

static int verdict_code(const char *verdict)
{
    static const struct {
        const char *verdict;
        int code;
    } codes[] = {{"renew", 0},        {"rightsize", 10}, {"renegotiate", 11},
                 {"extend", 12},      {"switch", 13},    {"cancel", 14},
                 {"undetermined", 15}};
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
        if (strcmp(codes[i].verdict, verdict) == 0)
            return codes[i].code;
    return SW_EXIT_DEFECT;
}

static int report(const evaluate_options *o, const sw_evaluation *e,
                  const sw_pilot *pilot)
{
    g_autofree char *command = sw_options_text(&o->common);
    sw_report_opts opts = {.names = o->common.names || pilot->names,
                           .color = sw_use_color(&o->common),
                           .command = command,
                           .sheets = o->common.sheets};
    sw_error err = {0};
    sw_json *result =
        o->common.strict || o->exit_change ? result_of(e, &opts) : NULL;
    if (o->common.strict && !is_without_warnings(result)) {
        sw_json_free(result);
        return SW_EXIT_REJECTED;
    }
    sw_person_data *people =
        o->no_person_data ? sw_person_data_new(pilot) : NULL;
    sw_outputs_review(people != NULL ? sw_person_data_review : NULL, people);
    sw_outputs_together();
    sw_status st = write_files(o, e, &opts, &err);
    if (st == SW_OK)
        st = write_summary(o, e, &opts, &err);
    st = sw_outputs_end(st, &err);
    sw_outputs_review(NULL, NULL);
    sw_person_data_free(people);
    if (st != SW_OK && o->data != NULL)
        (void)g_rmdir(o->data); /* where it is empty: this run made it */
    int code = st != SW_OK       ? sw_exit_of(&err)
               : o->exit_verdict ? verdict_code(sw_evaluation_verdict(e))
               : o->exit_change
                   ? sw_exit_change(o->old_result, result, o->due_days)
                   : SW_EXIT_DONE;
    sw_json_free(result);
    return code;
}

static bool sheets_are_known(const evaluate_options *o)
{
    sw_error err = {0};
    bool known = sw_report_sheets_check(o->common.sheets, &err) == SW_OK;
    if (!known)
        sw_complain("--sheets: %s", err.message);
    return known;
}

/* What was changed in a workbook, before what --set says. */
static bool take_changes(evaluate_options *o)
{
    if (o->inputs_from == NULL)
        return true;
    sw_changes changes;
    sw_diagnostics *d = sw_diagnostics_new();
    bool good = sw_changes_read(&changes, o->inputs_from, d);
    sw_print_diagnostics(d, o->common.quiet ? SW_ERROR : SW_WARNING,
                         o->common.names);
    sw_diagnostics_free(d);
    for (guint i = 0; good && i < changes.set->len; i++)
        g_ptr_array_insert(o->common.all_set, (gint)i,
                           g_strdup(changes.set->pdata[i]));
    if (good && o->common.scenario == NULL)
        o->common.scenario = g_steal_pointer(&changes.scenario);
    sw_changes_clear(&changes);
    return good;
}

static int evaluate(const evaluate_options *o, const char *path)
{
    sw_pilot *pilot = sw_load_pilot(&o->common, path);
    if (pilot == NULL)
        return SW_EXIT_REJECTED;
    if (!spares_inputs(o, pilot)) {
        sw_pilot_free(pilot);
        return SW_EXIT_USAGE;
    }
    sw_evaluation *e = NULL;
    sw_error err = {0};
    if (sw_evaluate(&e, pilot, &err) != SW_OK)
        return sw_exit_of(&err);
    int code = report(o, e, pilot);
    sw_evaluation_free(e);
    return code;
}

static bool read_change_options(evaluate_options *o)
{
    static const gint64 MOST = 36525;
    gint64 days = 30;
    bool read = o->due == NULL ||
                g_ascii_string_to_signed(o->due, 10, 0, MOST, &days, NULL);
    o->due_days = (long)days;
    if (!read)
        sw_complain("--due %s is no number of days", o->due);
    else if (o->exit_change && o->exit_verdict)
        sw_complain("--exit-change and --exit-verdict exclude each other");
    else if (o->exit_change != (o->against != NULL))
        sw_complain("--exit-change and --against need each other");
    else if (o->due != NULL && !o->exit_change)
        sw_complain("--due is of --exit-change");
    else
        return true;
    return false;
}

/* Before the work: what cannot be compared with is known at once. */
static bool read_old_result(evaluate_options *o)
{
    if (o->against == NULL)
        return true;
    sw_diagnostics *d = sw_diagnostics_new();
    o->old_result = sw_result_read(o->against, d);
    sw_print_diagnostics(d, SW_WARNING, o->common.names);
    sw_diagnostics_free(d);
    if (o->old_result != NULL && sw_result_edition(o->old_result) == 0) {
        sw_complain("%s is no result that this version knows: its schema is "
                    "not seatworth/result/2",
                    o->against);
        g_clear_pointer(&o->old_result, sw_json_free);
    }
    return o->old_result != NULL;
}

static int run(void *options, char **rest)
{
    evaluate_options *o = options;
    const char *path = NULL;
    if (!outputs_differ(o) || !sheets_are_known(o) ||
        (path = sw_one_pilot(rest, "evaluate")) == NULL)
        return SW_EXIT_USAGE;
    if (!read_change_options(o))
        return SW_EXIT_USAGE;
    int code = take_changes(o) && read_old_result(o) ? evaluate(o, path)
                                                     : SW_EXIT_REJECTED;
    sw_json_free(o->old_result);
    return code;
}

const sw_command SW_EVALUATE = {
    .name = "evaluate",
    .purpose = "what each seat is worth, and what to do about it",
    .usage = "[OPTION]... PILOT",
    .about = "Estimates the effect, prices it, simulates and decides. Without "
             "an output only the summary is printed.",
    .example = "evaluate examples/research-division-500 -o report.xlsx \\\n"
               " --set contract.price=24 --scenario Conservative",
    .words = "PILOT",
    .options = OPTIONS,
    .common = SW_COMMON_PILOT | SW_COMMON_THEME | SW_COMMON_SHEETS |
              SW_COMMON_NAMES | SW_COMMON_COLOR,
    .size = sizeof(evaluate_options),
    .run = run,
};
