/* cmd_init.c - seatworth init DIR: a starter pilot to fill in. */
#include <gio/gio.h>
#include <string.h>

#include "base/hash.h"
#include "base/output_file.h"
#include "cli/command.h"
#include "cli/init_from.h"
#include "cli/options.h"
#include "cli/print.h"
#include "ingest/schema.h"
#include "ingest/template.h"

#define NAMES                                                                  \
    "basic m365-copilot github-copilot claude chatgpt cursor metered-api "     \
    "after-only rct"

static bool is_template(const char *name)
{
    g_auto(GStrv) names = g_strsplit(NAMES, " ", -1);
    const char *const *all = (const char *const *)names;
    if (g_strv_contains(all, name))
        return true;
    const char *near = sw_nearest_name(name, all, g_strv_length(names));
    if (near != NULL)
        sw_complain("unknown template '%s'; did you mean '%s'?", name, near);
    else
        sw_complain("unknown template '%s'; there are %s", name, NAMES);
    return false;
}

/* Nothing of the user's is ever replaced. */
static bool is_free(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    if (dir == NULL ? !g_file_test(folder, G_FILE_TEST_EXISTS)
                    : g_dir_read_name(dir) == NULL)
        return true;
    sw_complain("'%s' is there and not empty; name a new folder", folder);
    return false;
}

static GBytes *read_one(const char *folder, const char *file, sw_error *err)
{
    g_autofree char *name = g_strconcat(folder, file, NULL);
    return sw_template_read(name, NULL, err);
}

static sw_status write_one(const char *folder, const char *file, GBytes *bytes,
                           sw_error *err)
{
    g_autofree char *path = g_build_filename(folder, file, NULL);
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);
    return sw_output_write(path, text, length, err);
}

/* What a template does not have itself and its pilot.json names. */
static bool is_shared(const GHashTable *own, const char *file,
                      const char *pilot)
{
    if (g_hash_table_contains((GHashTable *)own, file))
        return false;
    return strcmp(file, "README.md") == 0 || strstr(pilot, file) != NULL;
}

static sw_status write_files(GHashTable *own, const char *source,
                             const char *folder, const char *pilot,
                             sw_error *err)
{
    g_autoptr(GPtrArray) files = sw_template_list(source, NULL);
    sw_status st = SW_OK;
    for (guint i = 0; st == SW_OK && i < files->len; i++) {
        char *file = g_path_get_basename(files->pdata[i]);
        g_autoptr(GBytes) bytes = NULL;
        if (pilot == NULL || is_shared(own, file, pilot)) {
            bytes = sw_template_read(files->pdata[i], NULL, err);
            st = bytes == NULL ? SW_EIO : write_one(folder, file, bytes, err);
        }
        g_hash_table_add(own, file);
    }
    return st;
}

/* The template's own files, then those that several templates share. */
static sw_status write_template(const char *template, const char *folder,
                                sw_error *err)
{
    g_autofree char *source = g_strconcat("starter/", template, NULL);
    g_autofree char *slash = g_strconcat(source, "/", NULL);
    g_autoptr(GHashTable) own =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    g_autoptr(GBytes) pilot = read_one(slash, "pilot.json", err);
    if (pilot == NULL)
        return SW_EIO;
    gsize length;
    const char *bytes = g_bytes_get_data(pilot, &length);
    g_autofree char *text = g_strndup(bytes, length);
    sw_status st = write_files(own, source, folder, NULL, err);
    if (st == SW_OK)
        st = write_files(own, "starter/common", folder, text, err);
    return st;
}

static sw_status write_schema(const char *folder, sw_error *err)
{
    static const char SCHEMA[] = "pilot.schema.json";
    g_autoptr(GBytes) schema = read_one("", SCHEMA, err);
    return schema == NULL ? SW_EIO : write_one(folder, SCHEMA, schema, err);
}

static int say_next(const char *folder, const char *what)
{
    g_autofree char *text = g_strdup_printf(
        "%s: %s, then\n  seatworth check %s\n", folder, what, folder);
    return sw_print_result(text) ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
}

static int write_all(const char *template, const char *folder)
{
    sw_error err = {0};
    sw_status st = SW_OK;
    if (g_mkdir_with_parents(folder, 0777) != 0)
        st = sw_fail(&err, SW_EIO, "%s: cannot make the folder", folder);
    if (st == SW_OK)
        st = write_template(template, folder, &err);
    if (st == SW_OK)
        st = write_schema(folder, &err);
    return st == SW_OK ? say_next(folder, "fill in what README.md there says")
                       : sw_exit_of(&err);
}

/* Exports may be in the folder already; a pilot must not. */
static bool has_no_pilot(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "pilot.json", NULL);
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return true;
    sw_complain("'%s' is there already; name a new folder", path);
    return false;
}

static int start_from(const char *const *from, const char *folder)
{
    sw_error err = {0};
    if (!has_no_pilot(folder))
        return SW_EXIT_USAGE;
    int code = sw_init_from(from, folder);
    if (code != SW_EXIT_DONE)
        return code;
    if (write_schema(folder, &err) != SW_OK)
        return sw_exit_of(&err);
    return say_next(folder, "check what pilot.json there says is guessed");
}

static int start(const char *template, char **rest)
{
    const char *folder = rest[1]; /* rest[0] stands for the program */
    if (folder == NULL || rest[2] != NULL) {
        sw_complain("init takes one folder; see 'seatworth init --help'");
        return SW_EXIT_USAGE;
    }
    if (!is_template(template) || !is_free(folder))
        return SW_EXIT_USAGE;
    return write_all(template, folder);
}

typedef struct init_options {
    sw_common common;
    char *template;
    char **from;
} init_options;

static const sw_flag OPTIONS[] = {
    {"template", 0, SW_TAKES_ONE, offsetof(init_options, template), "NAME",
     "basic (a survey before and after), m365-copilot, github-copilot, claude, "
     "chatgpt, cursor, metered-api (no seats, use is paid), after-only "
     "(nothing "
     "was asked before) or rct (randomised)",
     .words = NAMES},
    {"from", 0, SW_TAKES_MANY, offsetof(init_options, from), "FILE",
     "exports, or a folder of them: a pilot.json that fits them is written, "
     "with a comment on each guess; they are copied to DIR unless they are "
     "there"},
    {0}};

/* Words before the last are exports too: --from *.csv DIR. */
static int run_from(const init_options *o, char **rest)
{
    g_autoptr(GPtrArray) from = g_ptr_array_new();
    size_t words = g_strv_length(rest);
    for (char **f = o->from; *f != NULL; f++)
        g_ptr_array_add(from, *f);
    for (size_t i = 1; i + 1 < words; i++)
        g_ptr_array_add(from, rest[i]);
    g_ptr_array_add(from, NULL);
    if (words < 2)
        sw_complain("init --from needs a folder behind the files; see "
                    "'seatworth init --help'");
    else if (o->template != NULL)
        sw_complain("--template and --from exclude each other");
    else
        return start_from((const char *const *)from->pdata, rest[words - 1]);
    return SW_EXIT_USAGE;
}

static int run(void *options, char **rest)
{
    const init_options *o = options;
    if (o->from != NULL)
        return run_from(o, rest);
    return start(o->template == NULL ? "basic" : o->template, rest);
}

const sw_command SW_INIT = {
    .name = "init",
    .purpose = "write a starter pilot with its CSV headers",
    .usage = "[--template NAME] DIR\n--from FILE... DIR",
    .about = "Writes a starter pilot: pilot.json, CSV files with their "
             "headers and two made-up rows, a questionnaire, and a README of "
             "what to fill in. It evaluates as it is.",
    .example = "init --template m365-copilot my-pilot\n"
               "init --from exports/*.csv my-pilot",
    .words = "DIR",
    .options = OPTIONS,
    .size = sizeof(init_options),
    .run = run,
};
