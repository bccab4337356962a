/* cmd_portfolio.c - seatworth portfolio PILOT...: many pilots, one budget. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/output_file.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/print.h"
#include "cli/tables_out.h"
#include "ingest/schema.h"
#include "ingest/template.h"
#include "report/portfolio_report.h"

typedef struct portfolio_options {
    sw_common common;
    char *output, *json, *budget;
} portfolio_options;

#define AT(member) offsetof(portfolio_options, member)

static const sw_flag OPTIONS[] = {
    {"output", 'o', SW_TAKES_ONE, AT(output), "FILE",
     "write the tables to a file: Markdown, or a workbook where its name ends "
     "in .xlsx",
     .ends = ".md or .xlsx"},
    {"json", 0, SW_TAKES_ONE, AT(json), "FILE",
     "write them as JSON (seatworth/portfolio/1); - is standard output",
     .ends = ".json"},
    {"budget", 0, SW_TAKES_ONE, AT(budget), "X",
     "for the next twelve months, in place of the file's"},
    {0}};

/* What is to be evaluated, with what it borrows from. */
typedef struct listed {
    sw_json *file; /* portfolio.json; NULL: the command line names all */
    GPtrArray *paths, *owners;
    sw_portfolio_opts opts;
} listed;

static void clear_list(listed *l)
{
    sw_json_free(l->file);
    g_ptr_array_unref(l->paths);
    g_ptr_array_unref(l->owners);
}

static bool is_valid(const sw_json *v, const char *file, const char *templates,
                     sw_diagnostics *d)
{
    static const char NAME[] = "portfolio.schema.json";
    sw_error err = {0};
    g_autoptr(GBytes) bytes = sw_template_read(NAME, templates, &err);
    gsize length = 0;
    const char *text = bytes != NULL ? g_bytes_get_data(bytes, &length) : NULL;
    if (text == NULL) {
        sw_complain("%s", err.message);
        return false;
    }
    sw_json *schema = sw_json_parse(text, length, NAME, true, d);
    bool ok = schema != NULL && sw_schema_check(schema, v, file, d);
    sw_json_free(schema);
    return ok;
}

static void add_pilot(listed *l, const char *folder, const char *path)
{
    const sw_json *owner =
        sw_json_member(sw_json_member(l->file, "owners"), path);
    bool whole = folder == NULL || g_path_is_absolute(path);
    g_ptr_array_add(l->paths, whole ? g_strdup(path)
                                    : g_build_filename(folder, path, NULL));
    g_ptr_array_add(l->owners, owner != NULL ? owner->string : NULL);
}

/* An owner of a pilot that is not there is a slip of the pen. */
static bool owners_fit(const sw_json *file, const char *path)
{
    const sw_json *owners = sw_json_member(file, "owners");
    const sw_json *pilots = sw_json_member(file, "pilots");
    for (size_t i = 0; owners != NULL && i < owners->n_items; i++) {
        bool found = false;
        for (size_t k = 0; k < pilots->n_items; k++)
            found |=
                strcmp(pilots->items[k]->string, owners->items[i]->key) == 0;
        if (found)
            continue;
        sw_complain("%s: owners names '%s', which is none of the pilots", path,
                    owners->items[i]->key);
        return false;
    }
    return true;
}

static bool read_list(listed *l, const char *path, const sw_common *common)
{
    sw_diagnostics *d = sw_diagnostics_new();
    l->file = sw_json_read(path, true, d);
    bool ok = l->file != NULL && is_valid(l->file, path, common->templates, d);
    sw_print_diagnostics(d, SW_WARNING, false);
    sw_diagnostics_free(d);
    if (!ok || !owners_fit(l->file, path))
        return false;
    g_autofree char *folder = g_path_get_dirname(path);
    const sw_json *pilots = sw_json_member(l->file, "pilots");
    const sw_json *budget = sw_json_member(l->file, "budget");
    for (size_t i = 0; i < pilots->n_items; i++)
        add_pilot(l, folder, pilots->items[i]->string);
    l->opts.currency = sw_member_text(l->file, "currency");
    l->opts.rates = sw_json_member(l->file, "rates");
    if (budget != NULL && budget->type == SW_JSON_NUMBER)
        l->opts.budget = budget->number;
    return true;
}

/* One file that is no pilot.json is a portfolio's. */
static bool is_list(char *const *paths)
{
    if (paths[1] != NULL || !g_file_test(paths[0], G_FILE_TEST_IS_REGULAR))
        return false;
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *v = sw_json_read(paths[0], true, d);
    bool list = sw_json_member(v, "pilots") != NULL ||
                sw_json_member(v, "seatworth_portfolio") != NULL;
    sw_json_free(v);
    sw_diagnostics_free(d);
    return list;
}

static bool read_budget(double *out, const char *text)
{
    char *end = NULL;
    if (text == NULL)
        return true;
    *out = g_ascii_strtod(text, &end);
    if (end != text && *end == '\0' && isfinite(*out) && *out >= 0.0)
        return true;
    sw_complain("--budget takes an amount of money, not '%s'", text);
    return false;
}

static sw_status write_out(const portfolio_options *o, const sw_portfolio *p,
                           sw_error *err)
{
    bool book = sw_is_workbook(o->output);
    g_autofree char *json = o->json != NULL ? sw_portfolio_json(p) : NULL;
    g_autofree char *text = book ? NULL : sw_portfolio_text(p);
    sw_outputs_together();
    sw_status st = sw_write_tables(o->output, text, o->json, json, err);
    if (st == SW_OK && book) {
        sw_pilot_opts looks = sw_pilot_options(&o->common);
        st = sw_portfolio_workbook(o->output, p, &looks, err);
    }
    return sw_outputs_end(st, err);
}

static int code_of(const sw_portfolio *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->holdings[i].error != NULL)
            sw_complain("%s is left out: %s", p->holdings[i].path,
                        p->holdings[i].error);
    return p->n_failed == 0      ? SW_EXIT_DONE
           : p->n_failed == p->n ? SW_EXIT_REJECTED
                                 : SW_EXIT_SOME;
}

static int evaluate(const portfolio_options *o, const listed *l)
{
    sw_pilot_opts pilot = sw_pilot_options(&o->common);
    sw_portfolio_opts opts = l->opts;
    sw_portfolio *p = NULL;
    sw_error err = {0};
    opts.paths = (const char *const *)l->paths->pdata;
    opts.owners = (const char *const *)l->owners->pdata;
    opts.n = l->paths->len;
    opts.pilot = &pilot;
    if (!read_budget(&opts.budget, o->budget))
        return SW_EXIT_USAGE;
    sw_status st = sw_portfolio_new(&p, &opts, &err);
    int code = st == SW_OK ? code_of(p) : SW_EXIT_REJECTED;
    if (code != SW_EXIT_REJECTED)
        st = write_out(o, p, &err);
    sw_portfolio_free(p);
    return st == SW_OK ? code : sw_exit_of(&err);
}

static int portfolio(const portfolio_options *o, char *const *paths)
{
    listed l = {.paths = g_ptr_array_new_with_free_func(g_free),
                .owners = g_ptr_array_new(),
                .opts = {.budget = NAN}};
    int code = SW_EXIT_REJECTED;
    bool ok = true;
    if (is_list(paths))
        ok = read_list(&l, paths[0], &o->common);
    else
        for (; *paths != NULL; paths++)
            add_pilot(&l, NULL, *paths);
    if (ok)
        code = evaluate(o, &l);
    clear_list(&l);
    return code;
}

static int run(void *options, char **rest)
{
    const portfolio_options *o = options;
    if (rest[1] == NULL)
        sw_complain("portfolio takes pilots or a portfolio.json; see "
                    "'seatworth portfolio --help'");
    else if (sw_outputs_are_apart(o->output, o->json))
        return portfolio(o, rest + 1);
    return SW_EXIT_USAGE;
}

const sw_command SW_PORTFOLIO = {
    .name = "portfolio",
    .purpose = "many pilots under one budget: due, worth, allocation",
    .usage = "PILOT... [OPTION]...\nportfolio.json [OPTION]...",
    .about = "Many pilots under one budget: what is due when and for whom, "
             "what the verdicts are worth, the best choice of one option each "
             "under the budget, and how many people hold several assistants. A "
             "pilot that is rejected is named, and the others go on (exit code "
             "4).",
    .notes = "A portfolio.json names pilots, budget, currency, rates and "
             "owners.",
    .example = "portfolio examples/research-division-500 \\\n"
               " examples/engineering-rct --budget 200000",
    .words = "PILOT",
    .options = OPTIONS,
    .common = SW_COMMON_PILOT | SW_COMMON_THEME,
    .size = sizeof(portfolio_options),
    .run = run,
};
