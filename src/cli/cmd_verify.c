/* cmd_verify.c - seatworth verify FILE --inputs DIR: the result, made again. */
#include <glib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/print.h"
#include "evaluation/compare.h"
#include "evaluation/output_run.h"
#include "evaluation/result_difference.h"
#include "ingest/result_file.h"
#include "report/data_tables.h"
#include "report/result_json_parts.h"

enum { MAX_LISTED = 50 };

/* The options that a result was made with. */
typedef struct made_with {
    GPtrArray *set; /* of char* */
    char *scenario, *as_of, *max_rejects, *language, *partial, *previous;
} made_with;

static void made_clear(made_with *m)
{
    g_ptr_array_unref(m->set);
    g_free(m->scenario);
    g_free(m->as_of);
    g_free(m->max_rejects);
    g_free(m->language);
    g_free(m->partial);
    g_free(m->previous);
}

/* An option and its value, up to the next option: values may have blanks. */
static const char *take_option(char **value, const char *text)
{
    static const char *const names[] = {
        " --set ",         " --scenario ",      " --as-of ",
        " --max-rejects ", " --templates ",     " --theme ",
        " --language ",    " --allow-partial ", " --previous "};
    const char *end = text + strlen(text);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *next = strstr(text, names[i]);
        if (next != NULL && next < end)
            end = next;
    }
    *value = g_strndup(text, (gsize)(end - text));
    return *end == '\0' ? end : end + 1;
}

/* The text of provenance.options, taken apart again. */
static void read_made_with(made_with *m, const char *text)
{
    *m = (made_with){.set = g_ptr_array_new_with_free_func(g_free)};
    while (text != NULL && *text != '\0') {
        const char *blank = strchr(text, ' ');
        if (blank == NULL)
            return;
        g_autofree char *name = g_strndup(text, (gsize)(blank - text));
        char *value;
        text = take_option(&value, blank + 1);
        char **place = strcmp(name, "--scenario") == 0        ? &m->scenario
                       : strcmp(name, "--as-of") == 0         ? &m->as_of
                       : strcmp(name, "--max-rejects") == 0   ? &m->max_rejects
                       : strcmp(name, "--language") == 0      ? &m->language
                       : strcmp(name, "--allow-partial") == 0 ? &m->partial
                       : strcmp(name, "--previous") == 0      ? &m->previous
                                                              : NULL;
        if (strcmp(name, "--set") == 0) {
            g_ptr_array_add(m->set, value);
        } else if (place != NULL) {
            g_free(*place);
            *place = value;
        } else {
            g_free(value);
        }
    }
}

static sw_pilot *load(const made_with *m, const char *path,
                      const sw_common *common)
{
    sw_pilot_opts opts = sw_pilot_options(common);
    opts.set = (const char *const *)m->set->pdata;
    opts.n_set = m->set->len;
    opts.scenario = m->scenario;
    opts.as_of = m->as_of;
    opts.language = m->language;
    if (m->previous != NULL && common->previous != NULL)
        opts.previous = common->previous;
    else
        opts.previous = m->previous;
    opts.allow_partial = m->partial != NULL || opts.allow_partial;
    if (m->max_rejects != NULL)
        opts.max_rejects = g_ascii_strtod(m->max_rejects, NULL);
    sw_diagnostics *d = sw_diagnostics_new();
    sw_pilot *pilot = sw_pilot_load(path, &opts, d);
    sw_print_diagnostics(d, common->quiet ? SW_ERROR : SW_WARNING,
                         common->names);
    sw_diagnostics_free(d);
    return pilot;
}

/* The same inputs, evaluated now; NULL after lines on standard error. */
static sw_json *make_again(const sw_json *was, const char *path,
                           const sw_common *common, int *code)
{
    const char *text = sw_result_text(was, "provenance.options");
    made_with m;
    read_made_with(&m, text);
    sw_pilot *pilot = load(&m, path, common);
    made_clear(&m);
    *code = SW_EXIT_REJECTED;
    if (pilot == NULL)
        return NULL;
    sw_evaluation *e = NULL;
    sw_error err = {0};
    if (sw_evaluate(&e, pilot, &err) != SW_OK) {
        *code = sw_exit_of(&err);
        return NULL;
    }
    const sw_report_opts opts = {.names = common->names, .command = text};
    size_t length;
    g_autofree char *json = sw_result_document(&length, e, &opts);
    sw_evaluation_free(e);
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *is = sw_json_parse(json, length, "result", false, d);
    sw_print_diagnostics(d, SW_WARNING, false);
    sw_diagnostics_free(d);
    return is;
}

static int print_differences(const GPtrArray *differences, const char *file)
{
    g_autoptr(GString) s = g_string_new(NULL);
    for (guint i = 0; i < differences->len && i < MAX_LISTED; i++)
        g_string_append_printf(s, "%s\n",
                               (char *)g_ptr_array_index(differences, i));
    if (differences->len == 0)
        g_string_append_printf(s, "%s: nothing differs.\n", file);
    else if (differences->len > MAX_LISTED)
        g_string_append_printf(s,
                               "%s: %u values differ; the first %d are "
                               "listed.\n",
                               file, differences->len, MAX_LISTED);
    else
        g_string_append_printf(s, "%s: %u values differ.\n", file,
                               differences->len);
    if (!sw_print_result(s->str))
        return SW_EXIT_OUTPUT;
    return differences->len == 0 ? SW_EXIT_DONE : SW_EXIT_REJECTED;
}

static bool are_of_run(const char *folder, const char *run, const char *result);

/* A kill between two renames leaves one output of this run and one of the run
 * before, each of them whole. */
static bool is_of_run(const char *path, const char *run, const char *result)
{
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return are_of_run(path, run, result);
    char id[SW_RUN_ID] = "";
    sw_diagnostics *d = sw_diagnostics_new();
    bool named = sw_output_run(id, path, d);
    bool read = sw_diagnostics_count(d, SW_ERROR) == 0;
    sw_print_diagnostics(d, SW_WARNING, false);
    sw_diagnostics_free(d);
    if (named && strcmp(id, run) == 0)
        return true;
    if (named)
        sw_complain("%s is of %s and %s of %s: the set is mixed; evaluate "
                    "again, all outputs in one run",
                    path, id, result, run);
    else if (read)
        sw_complain("%s names no run, so nobody can say whether it belongs to "
                    "%s; evaluate again, all outputs in one run",
                    path, result);
    return false;
}

/* The tables of --data: those that their package names, by their hashes. */
static bool are_of_run(const char *folder, const char *run, const char *result)
{
    g_autofree char *other = NULL;
    g_autofree char *package = g_build_filename(folder, SW_DATA_PACKAGE, NULL);
    bool whole = sw_data_is_whole(folder, &other);
    if (!whole)
        sw_complain("%s/%s is not the one that %s names: the set is mixed; "
                    "evaluate again, all outputs in one run",
                    folder, other, SW_DATA_PACKAGE);
    return is_of_run(package, run, result) && whole;
}

static bool is_one_set(char *const *outputs, const sw_json *result,
                       const char *file)
{
    const char *run = sw_result_text(result, "provenance.run_id");
    bool one = true;
    for (; *outputs != NULL; outputs++)
        one &= is_of_run(*outputs, run != NULL ? run : "no run", file);
    return one;
}

static int verify(const char *file, char *const *outputs, const char *inputs,
                  const sw_common *common)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *was = sw_result_read(file, d);
    sw_print_diagnostics(d, SW_WARNING, false);
    sw_diagnostics_free(d);
    int code = SW_EXIT_REJECTED;
    int edition = sw_result_edition(was);
    sw_json *is = NULL;
    if (edition == 1)
        sw_complain("%s is of schema seatworth/result/1, whose money was "
                    "against another day of leaving, so that figures differ; "
                    "keep a result that evaluate makes now",
                    file);
    if (was != NULL && edition == 0)
        sw_complain("%s is no result of seatworth: its schema is not "
                    "seatworth/result/2",
                    file);
    else if (was != NULL)
        is = make_again(was, inputs, common, &code);
    if (is != NULL) {
        g_autoptr(GPtrArray) differences = sw_result_differences(was, is);
        code = print_differences(differences, file);
        if (!is_one_set(outputs, was, file) && code == SW_EXIT_DONE)
            code = SW_EXIT_REJECTED;
    }
    sw_json_free(was);
    sw_json_free(is);
    return code;
}

typedef struct verify_options {
    sw_common common;
    char *inputs;
} verify_options;

static const sw_flag OPTIONS[] = {
    {"inputs", 0, SW_TAKES_ONE, offsetof(verify_options, inputs), "PILOT",
     "pilot.json or the folder that holds it"},
    {"previous", 0, SW_TAKES_ONE, offsetof(verify_options, common.previous),
     "RESULT",
     "where the result was made with --previous and that file is elsewhere"},
    {0}};

static int run(void *options, char **rest)
{
    const verify_options *o = options;
    if (rest[1] != NULL && o->inputs != NULL)
        return verify(rest[1], rest + 2, o->inputs, &o->common);
    sw_complain("verify takes a result and --inputs; see 'seatworth verify "
                "--help'");
    return SW_EXIT_USAGE;
}

const sw_command SW_VERIFY = {
    .name = "verify",
    .purpose = "make a result again, and say what differs",
    .usage = "RESULT [OUTPUT]... --inputs PILOT [OPTION]...",
    .about = "Makes a result again from its inputs, with the options that it "
             "names, and says what differs. RESULT is result.json or the "
             "workbook, which carries it inside. Other files are outputs of "
             "the same run: one of another run is named, since the set is "
             "mixed.",
    .notes = "The exit code is 0 where nothing differs, else 1. Numbers may "
             "differ by 1e-9 of their size, and the program's version does not "
             "count. A result of schema 1 is made again too: files that differ "
             "come first, and its money differs by what it means. --templates "
             "and --theme are for results that were made with one's own.",
    .example = "verify result.json report.xlsx \\\n"
               " --inputs examples/research-division-500",
    .words = "FILE",
    .options = OPTIONS,
    .common = SW_COMMON_TEMPLATES | SW_COMMON_THEME | SW_COMMON_THREADS |
              SW_COMMON_NAMES | SW_COMMON_PARTIAL,
    .size = sizeof(verify_options),
    .run = run,
};
