/* cmd_init.c - seatworth init DIR: a starter pilot to fill in. */
#include <gio/gio.h>
#include <string.h>

#include "base/output_file.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/print.h"
#include "ingest/schema.h"
#include "ingest/template.h"

static const char *const TEMPLATES[] = {"basic", "rct"};

static bool is_template(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(TEMPLATES); i++)
        if (strcmp(name, TEMPLATES[i]) == 0)
            return true;
    const char *near =
        sw_nearest_name(name, TEMPLATES, G_N_ELEMENTS(TEMPLATES));
    sw_complain("unknown template '%s'; %s%s%s", name,
                near != NULL ? "did you mean '" : "there are basic and rct",
                near != NULL ? near : "", near != NULL ? "'?" : "");
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

/* One template, named with its folders, to a file of its last name. */
static sw_status write_one(const char *name, const char *folder, sw_error *err)
{
    g_autofree char *file = g_path_get_basename(name);
    g_autofree char *path = g_build_filename(folder, file, NULL);
    g_autoptr(GBytes) bytes = sw_template_read(name, NULL, err);
    if (bytes == NULL)
        return SW_EIO;
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);
    return sw_output_write(path, text, length, err);
}

static int write_all(const char *template, const char *folder)
{
    sw_error err = {0};
    g_autofree char *subfolder = g_strconcat("starter/", template, NULL);
    g_autoptr(GPtrArray) files = sw_template_list(subfolder, NULL);
    sw_status st = SW_OK;
    if (g_mkdir_with_parents(folder, 0777) != 0)
        st = sw_fail(&err, SW_EIO, "%s: cannot make the folder", folder);
    for (guint i = 0; st == SW_OK && i < files->len; i++)
        st = write_one(files->pdata[i], folder, &err);
    if (st != SW_OK)
        return sw_exit_of(&err);
    g_autofree char *text =
        g_strdup_printf("%s: fill in pilot.json and the CSV files, then\n"
                        "  seatworth check %s\n",
                        folder, folder);
    return sw_print_result(text) ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
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
} init_options;

static const sw_flag OPTIONS[] = {
    {"template", 0, SW_TAKES_ONE, offsetof(init_options, template), "NAME",
     "basic (survey before and after) or rct (randomised)",
     .words = "basic rct"},
    {0}};

static int run(void *options, char **rest)
{
    const init_options *o = options;
    return start(o->template == NULL ? "basic" : o->template, rest);
}

const sw_command SW_INIT = {
    .name = "init",
    .purpose = "write a starter pilot with its CSV headers",
    .usage = "[--template NAME] DIR",
    .about = "Writes a starter pilot: pilot.json, CSV files with their "
             "headers, and a questionnaire.",
    .example = "init --template basic my-pilot",
    .words = "DIR",
    .options = OPTIONS,
    .size = sizeof(init_options),
    .run = run,
};
