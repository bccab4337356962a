/* pilot_line.c - the PILOT of a line, and the options that it is loaded with */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/options.h"
#include "cli/print.h"

/* rest[0] is the command; a "--" that GLib left there is no argument. */
const char *sw_one_pilot(char **rest, const char *command)
{
    const char *pilot = NULL;
    for (char **word = rest + 1; *word != NULL; word++) {
        if (pilot == NULL && strcmp(*word, "--") == 0)
            continue;
        if (pilot != NULL) {
            sw_complain("one PILOT at a time, not '%s' too; see 'seatworth %s "
                        "--help'",
                        *word, command);
            return NULL;
        }
        pilot = *word;
    }
    if (pilot == NULL)
        sw_complain("%s needs a PILOT: pilot.json or the folder that holds it; "
                    "see 'seatworth %s --help'",
                    command, command);
    return pilot;
}

bool sw_use_color(const sw_common *c)
{
    if (c->color != NULL && strcmp(c->color, "always") == 0)
        return true;
    if (c->color != NULL && strcmp(c->color, "never") == 0)
        return false;
    return isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL;
}

sw_pilot_opts sw_pilot_options(const sw_common *c)
{
    sw_pilot_opts opts = SW_PILOT_OPTS_INIT;
    opts.set = (const char *const *)c->all_set->pdata;
    opts.n_set = c->all_set->len;
    opts.scenario = c->scenario;
    opts.as_of = c->as_of;
    opts.max_rejects = c->rejects;
    opts.templates = c->templates;
    opts.allow_partial = c->allow_partial;
    opts.theme = c->theme;
    opts.language = c->language;
    opts.previous = c->previous;
    return opts;
}

/* A folder of exports, or one of them, is no pilot yet. */
static bool is_export(const char *path, const char *file)
{
    static const char *const ends[] = {".xlsx", ".xls", ".csv",   ".tsv",
                                       ".zip",  ".txt", ".ndjson"};
    g_autofree char *lower = g_ascii_strdown(path, -1);
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return !g_file_test(file, G_FILE_TEST_EXISTS);
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        if (g_str_has_suffix(lower, ends[i]))
            return true;
    return false;
}

bool sw_may_be_pilot(const char *path, sw_diagnostics *d)
{
    g_autofree char *file = g_build_filename(path, "pilot.json", NULL);
    if (!is_export(path, file))
        return true;
    g_autofree char *remedy = g_strdup_printf(
        "'seatworth init --from %s NEW-FOLDER' writes one that fits", path);
    bool folder = g_file_test(path, G_FILE_TEST_IS_DIR);
    sw_diagnose(d, SW_ERROR, "no-pilot",
                (sw_place){.file = folder ? file : path}, remedy,
                folder ? "there is no such file" : "this is no pilot.json");
    return false;
}

/* --strict: a warning is as good as an error. */
static sw_pilot *strictly(const sw_common *common, sw_pilot *pilot, size_t n)
{
    if (pilot == NULL || !common->strict || n == 0)
        return pilot;
    sw_complain("%zu warning%s, and --strict takes none", n, n == 1 ? "" : "s");
    sw_pilot_free(pilot);
    return NULL;
}

sw_pilot *sw_load_pilot(const sw_common *common, const char *path)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_pilot_opts opts = sw_pilot_options(common);
    sw_pilot *pilot =
        sw_may_be_pilot(path, d) ? sw_pilot_load(path, &opts, d) : NULL;
    bool quiet = common->quiet && !common->strict;
    sw_print_diagnostics(d, quiet ? SW_ERROR : SW_WARNING, common->names);
    pilot = strictly(common, pilot, sw_diagnostics_count(d, SW_WARNING));
    sw_diagnostics_free(d);
    return pilot;
}

static void append_option(GString *text, const char *name, const char *value)
{
    if (value == NULL)
        return;
    g_string_append_printf(text, "%s%s %s", text->len > 0 ? " " : "", name,
                           value);
}

char *sw_options_text(const sw_common *c)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < c->all_set->len; i++)
        append_option(text, "--set", g_ptr_array_index(c->all_set, i));
    append_option(text, "--scenario", c->scenario);
    append_option(text, "--as-of", c->as_of);
    append_option(text, "--max-rejects", c->max_rejects);
    append_option(text, "--allow-partial", c->allow_partial ? "yes" : NULL);
    g_autofree char *templates =
        c->templates == NULL ? NULL : g_path_get_basename(c->templates);
    append_option(text, "--templates", templates);
    g_autofree char *theme =
        c->theme == NULL ? NULL : g_path_get_basename(c->theme);
    append_option(text, "--theme", theme);
    g_autofree char *previous =
        c->previous == NULL ? NULL : g_path_get_basename(c->previous);
    append_option(text, "--previous", previous);
    append_option(text, "--language", c->language);
    return g_string_free(text, FALSE);
}
