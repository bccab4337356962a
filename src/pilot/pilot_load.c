/* pilot_load.c - pilot.json to a pilot: set, check, complete, bind, read */
#include "pilot/load.h"

#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "ingest/report_template.h"
#include "ingest/schema.h"
#include "ingest/template.h"
#include "pilot/data_file.h"

static const char PILOT_FILE[] = "pilot.json";

sw_pilot *sw_pilot_new(const char *path)
{
    enum { TEXT_BLOCK = 64 * 1024 };
    sw_pilot *p = g_new0(sw_pilot, 1);
    p->text = g_string_chunk_new(TEXT_BLOCK);
    g_autofree char *file = g_file_test(path, G_FILE_TEST_IS_DIR)
                                ? g_build_filename(path, PILOT_FILE, NULL)
                                : g_strdup(path);
    g_autofree char *folder = g_path_get_dirname(file);
    p->path = g_string_chunk_insert(p->text, file);
    p->folder = g_string_chunk_insert(p->text, folder);
    p->rejects = sw_diagnostics_new();
    p->warnings = sw_messages_new();
    p->strangers =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    sw_inputs_init(&p->inputs);
    return p;
}

/* A JSON template; its problems are ours or those of --templates. */
static sw_json *read_template(const sw_load *load, const char *name)
{
    sw_error err = {0};
    g_autoptr(GBytes) bytes =
        sw_template_read(name, load->opts->templates, &err);
    if (bytes == NULL) {
        sw_diagnose(load->d, SW_ERROR, "no-template", (sw_place){.file = name},
                    NULL, "%s", err.message);
        return NULL;
    }
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);
    return sw_json_parse(text, length, name, true, load->d);
}

/* One key=value; `from` says where it was given. */
static void apply_set(const sw_load *load, sw_json *root, const char *from,
                      const char *key, const char *value)
{
    char *why = NULL;
    if (!sw_json_set(root, key, value, &why))
        sw_diagnose(load->d, SW_ERROR, "bad-set",
                    (sw_place){.file = load->file}, NULL, "%s %s: %s", from,
                    key, why);
    g_free(why);
}

static const sw_json *find_scenario(const sw_load *load, const sw_json *root)
{
    const char *wanted = load->opts->scenario;
    const sw_json *list = sw_json_member(root, "scenarios");
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (size_t i = 0; i < sw_json_length(list); i++) {
        const char *name = sw_member_text(list->items[i], "name");
        if (name != NULL && strcmp(name, wanted) == 0)
            return list->items[i];
        if (name != NULL)
            g_ptr_array_add(names, (gpointer)(guintptr)name);
    }
    const char *near =
        sw_nearest_name(wanted, (const char *const *)names->pdata, names->len);
    g_autofree char *remedy =
        near ? g_strdup_printf("did you mean '%s'?", near) : NULL;
    sw_load_problem(load, SW_ERROR, "no-scenario", list, remedy,
                    "there is no scenario '%s'", wanted);
    return NULL;
}

static void apply_scenario(const sw_load *load, sw_json *root)
{
    const sw_json *scenario = find_scenario(load, root);
    const sw_json *set = sw_json_member(scenario, "set");
    for (size_t i = 0; i < sw_json_length(set); i++) {
        sw_json_writer w;
        sw_json_writer_init(&w);
        sw_json_write(&w, set->items[i]);
        g_autofree char *text = sw_json_writer_take(&w, NULL);
        apply_set(load, root, "scenario", set->items[i]->key, g_strstrip(text));
    }
}

/* The scenario first, then the options in their order, as_of last. */
static void apply_options(const sw_load *load, sw_json *root)
{
    const sw_pilot_opts *opts = load->opts;
    if (opts->scenario != NULL)
        apply_scenario(load, root);
    for (size_t i = 0; i < opts->n_set; i++) {
        const char *equals = strchr(opts->set[i], '=');
        if (equals == NULL) {
            sw_diagnose(load->d, SW_ERROR, "bad-set",
                        (sw_place){.file = load->file}, "write key=value",
                        "--set %s has no value", opts->set[i]);
            continue;
        }
        g_autofree char *key =
            g_strndup(opts->set[i], (gsize)(equals - opts->set[i]));
        apply_set(load, root, "--set", key, equals + 1);
    }
    if (opts->previous !=
        NULL) { /* without its folder: results are passed on */
        g_autofree char *name = g_path_get_basename(opts->previous);
        g_autofree char *quoted = g_strdup_printf("\"%s\"", name);
        apply_set(load, root, "--previous", "previous.result", quoted);
    }
    if (opts->as_of != NULL) { /* quoted: a date is no JSON */
        g_autofree char *quoted = g_strdup_printf("\"%s\"", opts->as_of);
        apply_set(load, root, "--as-of", "as_of", quoted);
    }
}

/* The inputs first: files are read with their help; who holds which seat before
 * the contracts, which stand by what is paid for them. Every part is loaded
 * even after errors, so that one run tells all. */
static void load_parts(const sw_load *load)
{
    sw_load_settings(load);
    sw_load_policy(load);
    sw_load_assumptions(load);
    sw_load_rates(load);
    sw_load_roster(load);
    sw_load_seats(load);
    sw_load_contract(load);
    sw_load_meters(load);
    sw_load_purchased(load);
    sw_check_contracts(load);
    sw_load_invoices(load);
    sw_load_hourly_cost(load);
    sw_load_survey(load);
    sw_load_realisation(load);
    sw_load_realisation_targets(load);
    sw_load_outcomes(load);
    sw_load_published(load);
    sw_load_usage(load);
    sw_load_metered(load);
    sw_load_cohorts(load);
    sw_load_lines(load);
    sw_load_correlations(load);
    sw_load_extension(load);
    sw_check_pilot(load);
}

static void drop_member(sw_json *object, const char *key)
{
    size_t kept = 0;
    for (size_t i = 0; i < object->n_items; i++)
        if (strcmp(object->items[i]->key, key) == 0)
            sw_json_free(object->items[i]);
        else
            object->items[kept++] = object->items[i];
    object->n_items = kept;
}

/* An alternative's contract has the defaults of `contract`, but its reductions
 * and notice: nobody has signed it. */
static void merge_alternatives(sw_json *root, const sw_json *defaults)
{
    const sw_json *list = sw_json_member(root, "alternatives");
    const sw_json *usual = sw_json_member(defaults, "contract");
    for (size_t i = 0; list != NULL && i < list->n_items; i++) {
        const sw_json *contract = sw_json_member(list->items[i], "contract");
        for (size_t k = 0; contract != NULL && k < list->items[i]->n_items; k++)
            if (list->items[i]->items[k] == contract)
                sw_json_merge_defaults(list->items[i]->items[k], usual);
    }
}

/* The defaults of `contract` are those of every one of `contracts`. */
static void merge_defaults(sw_json *root, const sw_json *defaults)
{
    const sw_json *list = sw_json_member(root, "contracts");
    merge_alternatives(root, defaults);
    if (list == NULL) {
        sw_json_merge_defaults(root, defaults);
        return;
    }
    sw_json *rest = sw_json_copy(defaults);
    for (size_t k = 0; k < list->n_items; k++)
        sw_json_merge_defaults(list->items[k],
                               sw_json_member(defaults, "contract"));
    drop_member(rest, "contract");
    sw_json_merge_defaults(root, rest);
    sw_json_free(rest);
}

/* Binds a file that the schema has passed; `written` is it without defaults. */
static void bind_pilot(sw_load *load, const sw_json *written,
                       const sw_json *schema, const sw_json *defaults)
{
    sw_json *root = sw_json_copy(written);
    merge_defaults(root, defaults);
    load->pilot->resolved = root;
    load->root = root;
    load_parts(load);
    sw_load_alternatives(load);
    sw_load_scenarios(load, written, schema);
}

static void load_pilot(sw_load *load)
{
    sw_json *schema = read_template(load, "pilot.schema.json");
    sw_json *defaults = read_template(load, "defaults.json");
    sw_json *written = sw_json_read(load->pilot->path, true, load->d);
    if (written != NULL)
        apply_options(load, written);
    if (schema != NULL && defaults != NULL && written != NULL &&
        sw_schema_check(schema, written, load->file, load->d))
        bind_pilot(load, written, schema, defaults);
    sw_json_free(schema);
    sw_json_free(defaults);
    sw_json_free(written);
}

static const char *kept(const sw_pilot *p, const char *text)
{
    return text == NULL ? NULL : g_string_chunk_insert(p->text, text);
}

static void keep_options(sw_pilot *p, const sw_pilot_opts *opts)
{
    const char **set = g_new0(const char *, opts->n_set);
    for (size_t i = 0; i < opts->n_set; i++)
        set[i] = kept(p, opts->set[i]);
    p->loaded_with = (sw_pilot_opts){.set = set,
                                     .n_set = opts->n_set,
                                     .scenario = kept(p, opts->scenario),
                                     .as_of = kept(p, opts->as_of),
                                     .max_rejects = opts->max_rejects,
                                     .templates = kept(p, opts->templates),
                                     .allow_partial = opts->allow_partial,
                                     .language = kept(p, opts->language),
                                     .theme = kept(p, opts->theme),
                                     .previous = kept(p, opts->previous)};
}

/* What the reports look like and speak; it is loaded first. */
static void load_report_templates(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    const sw_pilot_opts *o = load->opts;
    p->theme = sw_theme_load(o->theme, o->templates, load->d);
    const char *code = o->language != NULL
                           ? o->language
                           : sw_member_text(p->theme, "language");
    if (p->theme != NULL)
        p->language = sw_language_load(code != NULL ? code : "en", p->theme,
                                       o->templates, load->d);
}

sw_pilot *sw_pilot_looks(const sw_pilot_opts *opts, sw_diagnostics *d)
{
    sw_pilot *p = sw_pilot_new("");
    sw_load load = {.pilot = p, .file = p->path, .opts = opts, .d = d};
    load_report_templates(&load);
    if (p->theme != NULL && sw_diagnostics_count(d, SW_ERROR) == 0)
        return p;
    sw_pilot_free(p);
    return NULL;
}

sw_pilot *sw_pilot_load(const char *path, const sw_pilot_opts *opts,
                        sw_diagnostics *d)
{
    static const sw_pilot_opts USUAL = SW_PILOT_OPTS_INIT;
    size_t errors = sw_diagnostics_count(d, SW_ERROR);
    sw_pilot *p = sw_pilot_new(path);
    sw_load load = {.pilot = p,
                    .file = p->path,
                    .opts = opts != NULL ? opts : &USUAL,
                    .d = d};
    keep_options(p, load.opts);
    load.formats = sw_formats_load(load.opts->templates, d);
    load.kept = sw_data_kept_new();
    load.asked = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    load_report_templates(&load);
    load_pilot(&load);
    g_hash_table_destroy(load.kept);
    g_hash_table_destroy(load.asked);
    sw_formats_free(load.formats);
    if (sw_diagnostics_count(d, SW_ERROR) == errors)
        return p;
    sw_pilot_free(p);
    return NULL;
}
