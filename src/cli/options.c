/* options.c - GLib reads the line; this file knows what the values may be. */
#include "cli/options.h"

#include <errno.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "cli/print.h"
#include "ingest/schema.h"

enum { MAX_THREADS = 1024 };

/* File names are taken as bytes: texts would depend on the locale. */
#define TEXT(name, field)                                                      \
    {                                                                          \
        name, 0, 0, G_OPTION_ARG_FILENAME, field, NULL, NULL                   \
    }
#define FLAG(name, letter, field)                                              \
    {                                                                          \
        name, letter, 0, G_OPTION_ARG_NONE, field, NULL, NULL                  \
    }

static GArray *all_entries(sw_common *c, const GOptionEntry *own)
{
    const GOptionEntry common[] = {
        FLAG("help", 'h', &c->help),
        FLAG("quiet", 'q', &c->quiet),
        FLAG("names", 0, &c->names),
        FLAG("allow-partial", 0, &c->allow_partial),
        TEXT("color", &c->color),
        TEXT("seed", &c->seed),
        TEXT("as-of", &c->as_of),
        TEXT("templates", &c->templates),
        TEXT("max-rejects", &c->max_rejects),
        TEXT("threads", &c->threads),
        TEXT("theme", &c->theme),
        TEXT("language", &c->language),
        TEXT("sheets", &c->sheets),
        TEXT("scenario", &c->scenario),
        {"set", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &c->set, NULL, NULL},
    };
    GArray *all = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));
    g_array_append_vals(all, common, G_N_ELEMENTS(common));
    for (const GOptionEntry *e = own; e != NULL && e->long_name != NULL; e++)
        g_array_append_vals(all, e, 1);
    return all;
}

static bool is_known(const GArray *entries, const char *name)
{
    for (guint i = 0; i < entries->len; i++)
        if (strcmp(g_array_index(entries, GOptionEntry, i).long_name, name) ==
            0)
            return true;
    return false;
}

/* The option that GLib did not know, for a line that suggests another. */
static void report_unknown(const GArray *entries, int argc, char **argv,
                           const char *command)
{
    g_autofree const char **names = g_new(const char *, entries->len);
    for (guint i = 0; i < entries->len; i++)
        names[i] = g_array_index(entries, GOptionEntry, i).long_name;
    for (int i = 0; i < argc; i++) {
        if (!g_str_has_prefix(argv[i], "--"))
            continue;
        g_autofree char *name = g_strdup(argv[i] + 2);
        name[strcspn(name, "=")] = '\0';
        if (name[0] == '\0' || is_known(entries, name))
            continue;
        const char *near = sw_nearest_name(name, names, entries->len);
        if (near != NULL)
            sw_complain("unknown option '--%s'; did you mean '--%s'?", name,
                        near);
        else
            sw_complain("unknown option '--%s'; see 'seatworth %s --help'",
                        name, command);
        return;
    }
    sw_complain("unknown option; see 'seatworth %s --help'", command);
}

/* A whole number in [low, high] and nothing behind it. */
static bool read_integer(guint64 *out, const char *text, guint64 low,
                         guint64 high)
{
    return g_ascii_string_to_unsigned(text, 10, low, high, out, NULL);
}

static bool check_threads(const sw_common *c)
{
    guint64 n;
    int cores = omp_get_num_procs();
    /* OMP_NUM_THREADS may ask for any number, each with a stack of its own. */
    omp_set_num_threads(MIN(omp_get_max_threads(), cores));
    if (c->threads == NULL)
        return true;
    if (!read_integer(&n, c->threads, 1, MAX_THREADS)) {
        sw_complain("--threads %s is no whole number from 1 to %d", c->threads,
                    MAX_THREADS);
        return false;
    }
    omp_set_num_threads(MIN((int)n, cores));
    return true;
}

static bool check_color(const sw_common *c)
{
    static const char *const values[] = {"auto", "always", "never", NULL};
    if (c->color == NULL || g_strv_contains(values, c->color))
        return true;
    sw_complain("--color %s is none of auto, always, never", c->color);
    return false;
}

static bool check_as_of(const sw_common *c)
{
    sw_day day;
    if (c->as_of == NULL || sw_date_parse(&day, c->as_of))
        return true;
    sw_complain("--as-of %s is no date from 1900 to 2200; write YYYY-MM-DD",
                c->as_of);
    return false;
}

static bool check_max_rejects(sw_common *c)
{
    sw_pilot_opts defaults = SW_PILOT_OPTS_INIT;
    c->rejects = defaults.max_rejects;
    if (c->max_rejects == NULL)
        return true;
    char *end;
    double share = g_ascii_strtod(c->max_rejects, &end);
    if (end == c->max_rejects || *end != '\0' ||
        !(share >= 0.0 && share <= 1.0)) {
        sw_complain("--max-rejects %s is no share from 0 to 1", c->max_rejects);
        return false;
    }
    c->rejects = share;
    return true;
}

/* --seed is a --set of its own, after the others. */
static bool collect_sets(sw_common *c)
{
    c->all_set = g_ptr_array_new_with_free_func(g_free);
    for (char **s = c->set; s != NULL && *s != NULL; s++) {
        const char *equals = strchr(*s, '=');
        if (equals == NULL || equals == *s) {
            sw_complain("--set %s is no key=value", *s);
            return false;
        }
        g_ptr_array_add(c->all_set, g_strdup(*s));
    }
    if (c->seed == NULL)
        return true;
    guint64 seed;
    if (!read_integer(&seed, c->seed, 0, (guint64)1 << 53)) {
        sw_complain("--seed %s is no whole number from 0 to 2^53", c->seed);
        return false;
    }
    g_ptr_array_add(c->all_set, g_strdup_printf("simulation.seed=%s", c->seed));
    return true;
}

static bool check_values(sw_common *c)
{
    return check_threads(c) && check_color(c) && check_as_of(c) &&
           check_max_rejects(c) && collect_sets(c);
}

bool sw_options_read(sw_common *c, const GOptionEntry *own, int argc,
                     char **argv, const char *command, char ***rest)
{
    g_autoptr(GArray) entries = all_entries(c, own);
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_add_main_entries(
        context, (const GOptionEntry *)(const void *)entries->data, NULL);

    /* GLib takes the first word for the name of the program. */
    g_autoptr(GPtrArray) line = g_ptr_array_new();
    g_ptr_array_add(line, g_strdup(command));
    for (int i = 0; i < argc; i++)
        g_ptr_array_add(line, g_strdup(argv[i]));
    g_ptr_array_add(line, NULL);
    char **words = (char **)g_ptr_array_steal(line, NULL);

    g_autoptr(GError) error = NULL;
    if (!g_option_context_parse_strv(context, &words, &error)) {
        if (g_error_matches(error, G_OPTION_ERROR,
                            G_OPTION_ERROR_UNKNOWN_OPTION))
            report_unknown(entries, argc, argv, command);
        else
            sw_complain("%s; see 'seatworth %s --help'", error->message,
                        command);
        g_strfreev(words);
        return false;
    }
    *rest = words;
    return c->help || check_values(c);
}

void sw_common_clear(sw_common *c)
{
    g_free(c->color);
    g_free(c->seed);
    g_free(c->as_of);
    g_free(c->templates);
    g_free(c->max_rejects);
    g_free(c->threads);
    g_free(c->theme);
    g_free(c->language);
    g_free(c->sheets);
    g_free(c->scenario);
    g_strfreev(c->set);
    if (c->all_set != NULL)
        g_ptr_array_free(c->all_set, TRUE);
    *c = (sw_common){0};
}

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
    return opts;
}

sw_pilot *sw_load_pilot(const sw_common *common, const char *path)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_pilot_opts opts = sw_pilot_options(common);
    sw_pilot *pilot = sw_pilot_load(path, &opts, d);
    sw_print_diagnostics(d, common->quiet ? SW_ERROR : SW_WARNING);
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
    append_option(text, "--language", c->language);
    return g_string_free(text, FALSE);
}
