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

#define AT(member) offsetof(sw_common, member)

static const struct {
    unsigned bit;
    sw_flag option;
} COMMON[] = {
    {SW_COMMON_SET,
     {"set", 0, SW_TAKES_MANY, AT(set), "KEY=VALUE",
      "change a value of pilot.json: a dotted path with [i] or [id] for "
      "elements, and JSON, else text; rates are fractions; may be repeated, "
      "the last one wins"}},
    {SW_COMMON_SCENARIO,
     {"scenario", 0, SW_TAKES_ONE, AT(scenario), "NAME",
      "apply one of the pilot's scenarios"}},
    {SW_COMMON_SEED,
     {"seed", 0, SW_TAKES_ONE, AT(seed), "N", "seed of what is drawn"}},
    {SW_COMMON_AS_OF,
     {"as-of", 0, SW_TAKES_ONE, AT(as_of), "DATE",
      "date of the decision, YYYY-MM-DD"}},
    {SW_COMMON_REJECTS,
     {"max-rejects", 0, SW_TAKES_ONE, AT(max_rejects), "X",
      "share of a file's rows that may be unreadable before the run stops "
      "(0.05)"}},
    {SW_COMMON_PARTIAL,
     {"allow-partial", 0, SW_TAKES_NOTHING, AT(allow_partial), NULL,
      "take exports whose pages are not all there, with a warning"}},
    {SW_COMMON_TEMPLATES,
     {"templates", 0, SW_TAKES_ONE, AT(templates), "DIR",
      "templates in place of the built-in ones"}},
    {SW_COMMON_THEME,
     {"theme", 0, SW_TAKES_ONE, AT(theme), "NAME|FILE",
      "look of the report: a theme, default or plain, or the JSON file of "
      "one"}},
    {SW_COMMON_LANGUAGE,
     {"language", 0, SW_TAKES_ONE, AT(language), "CODE",
      "language of workbook, brief and summary: en, de, fr or es, the last "
      "three machine-translated; figures and what users wrote stay",
      .words = "en de fr es"}},
    {SW_COMMON_SHEETS,
     {"sheets", 0, SW_TAKES_ONE, AT(sheets), "LIST",
      "sheets of the workbook in their order, apart by commas, all, or "
      "default: decision, inputs, scenarios, cash-flow, ledger, budget, "
      "break-even, seats, evidence, survey, simulation, alternatives, risks, "
      "data, checks, methods",
      .words = "default all decision inputs scenarios cash-flow ledger budget "
               "break-even seats evidence survey simulation alternatives risks "
               "data checks methods"}},
    {SW_COMMON_THREADS,
     {"threads", 0, SW_TAKES_ONE, AT(threads), "N",
      "number of threads; changes no figure"}},
    {SW_COMMON_NAMES,
     {"names", 0, SW_TAKES_NOTHING, AT(names), NULL,
      "names of people may be printed"}},
    {SW_COMMON_COLOR,
     {"color", 0, SW_TAKES_ONE, AT(color), "WHEN", "auto, always or never",
      .words = "auto always never"}},
    {SW_COMMON_ALWAYS,
     {"quiet", 'q', SW_TAKES_NOTHING, AT(quiet), NULL,
      "errors only on standard error"}},
    {SW_COMMON_ALWAYS,
     {"help", 'h', SW_TAKES_NOTHING, AT(help), NULL, "this text"}},
};

GArray *sw_command_options(const sw_command *c)
{
    GArray *all = g_array_new(TRUE, TRUE, sizeof(sw_flag));
    for (const sw_flag *o = c->options; o != NULL && o->name != NULL; o++)
        g_array_append_vals(all, o, 1);
    if (c->more != NULL)
        c->more(all);
    for (size_t i = 0; i < G_N_ELEMENTS(COMMON); i++)
        if (((c->common | SW_COMMON_ALWAYS) & COMMON[i].bit) != 0)
            g_array_append_vals(all, &COMMON[i].option, 1);
    return all;
}

static void *member(sw_common *options, const sw_flag *o)
{
    return (char *)options + o->at;
}

/* File names are taken as bytes: texts would depend on the locale. */
static GArray *entries_of(const GArray *all, sw_common *options)
{
    static const GOptionArg arg[] = {[SW_TAKES_NOTHING] = G_OPTION_ARG_NONE,
                                     [SW_TAKES_ONE] = G_OPTION_ARG_FILENAME,
                                     [SW_TAKES_MANY] =
                                         G_OPTION_ARG_FILENAME_ARRAY};
    GArray *entries = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));
    for (guint i = 0; i < all->len; i++) {
        const sw_flag *o = &g_array_index(all, sw_flag, i);
        GOptionEntry e = {.long_name = o->name,
                          .short_name = o->letter,
                          .arg = arg[o->takes],
                          .arg_data = member(options, o)};
        g_array_append_val(entries, e);
    }
    return entries;
}

static const sw_flag *find_option(const GArray *all, const char *name)
{
    for (guint i = 0; i < all->len; i++)
        if (strcmp(g_array_index(all, sw_flag, i).name, name) == 0)
            return &g_array_index(all, sw_flag, i);
    return NULL;
}

/* Whether some other command takes it. */
static bool is_elsewhere(const char *name)
{
    const sw_command *c;
    bool found = false;
    for (size_t i = 0; !found && (c = sw_command_at(i)) != NULL; i++) {
        g_autoptr(GArray) options = sw_command_options(c);
        found = c != &SW_STAT && find_option(options, name) != NULL;
    }
    return found;
}

static void complain_of(const GArray *all, const char *name,
                        const char *command)
{
    g_autofree const char **names = g_new(const char *, all->len);
    for (guint i = 0; i < all->len; i++)
        names[i] = g_array_index(all, sw_flag, i).name;
    const char *near = sw_nearest_name(name, names, all->len);
    if (is_elsewhere(name))
        sw_complain("--%s is no option of %s; see 'seatworth %s --help'", name,
                    command, command);
    else if (near != NULL)
        sw_complain("unknown option '--%s'; did you mean '--%s'?", name, near);
    else
        sw_complain("unknown option '--%s'; see 'seatworth %s --help'", name,
                    command);
}

/* The option that GLib did not know, for a line that suggests another. */
static void report_unknown(const GArray *all, int argc, char **argv,
                           const char *command)
{
    for (int i = 0; i < argc; i++) {
        if (!g_str_has_prefix(argv[i], "--"))
            continue;
        g_autofree char *name = g_strdup(argv[i] + 2);
        name[strcspn(name, "=")] = '\0';
        if (name[0] == '\0' || find_option(all, name) != NULL)
            continue;
        complain_of(all, name, command);
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

/* Endings that say what a file is. */
static bool is_other_kind(const char *path, const char *right)
{
    static const char *const kinds[] = {
        ".xlsx", ".xls",  ".xlsm", ".xlsb", ".ods", ".csv", ".tsv",
        ".json", ".html", ".htm",  ".md",   ".pdf", ".doc", ".docx",
        ".odt",  ".ppt",  ".pptx", ".txt",  ".xml", ".zip", ".png"};
    g_autofree char *lower = g_ascii_strdown(path, -1);
    g_auto(GStrv) ends = g_strsplit(right, " or ", -1);
    for (size_t i = 0; ends[i] != NULL; i++)
        if (g_str_has_suffix(lower, ends[i]))
            return false;
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_str_has_suffix(lower, kinds[i]))
            return true;
    return false;
}

/* A workbook under the name of a PDF opens nowhere. */
static bool check_target(const sw_flag *o, const char *path)
{
    if (path == NULL || o->ends == NULL || !is_other_kind(path, o->ends))
        return true;
    sw_complain("--%s %s: what is written is %s; name a file that ends so",
                o->name, path, o->ends);
    return false;
}

static bool check_targets(sw_common *options, const GArray *all)
{
    for (guint i = 0; i < all->len; i++) {
        const sw_flag *o = &g_array_index(all, sw_flag, i);
        if (o->takes == SW_TAKES_ONE &&
            !check_target(o, *(char **)member(options, o)))
            return false;
    }
    return true;
}

/* GLib takes the first word for the name of the program. */
static char **line_of(const char *command, int argc, char **argv)
{
    g_autoptr(GPtrArray) line = g_ptr_array_new();
    g_ptr_array_add(line, g_strdup(command));
    for (int i = 0; i < argc; i++)
        g_ptr_array_add(line, g_strdup(argv[i]));
    g_ptr_array_add(line, NULL);
    return (char **)g_ptr_array_steal(line, NULL);
}

bool sw_options_read(sw_common *options, const sw_command *command, int argc,
                     char **argv, char ***rest)
{
    g_autoptr(GArray) all = sw_command_options(command);
    g_autoptr(GArray) entries = entries_of(all, options);
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_add_main_entries(
        context, (const GOptionEntry *)(const void *)entries->data, NULL);
    *rest = line_of(command->name, argc, argv);
    g_autoptr(GError) error = NULL;
    if (g_option_context_parse_strv(context, rest, &error))
        return options->help ||
               (check_values(options) && check_targets(options, all));
    if (g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
        report_unknown(all, argc, argv, command->name);
    else
        sw_complain("%s; see 'seatworth %s --help'", error->message,
                    command->name);
    return false;
}

void sw_options_clear(sw_common *options, const sw_command *command)
{
    g_autoptr(GArray) all = sw_command_options(command);
    for (guint i = 0; i < all->len; i++) {
        const sw_flag *o = &g_array_index(all, sw_flag, i);
        if (o->takes == SW_TAKES_ONE)
            g_free(*(char **)member(options, o));
        else if (o->takes == SW_TAKES_MANY)
            g_strfreev(*(char ***)member(options, o));
    }
    g_clear_pointer(&options->all_set, g_ptr_array_unref);
}
