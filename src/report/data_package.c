/*
 * data_package.c - the tables of --data in a folder, with datapackage.json,
 * which documents them (Frictionless Data Package).
 */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/output_file.h"
#include "ingest/template.h"
#include "pilot/run_id.h"
#include "report/data_tables.h"
#include "report/result_json_parts.h"

static sw_json *parse(const char *text, size_t length, const char *name,
                      sw_error *err)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *v = sw_json_parse(text, length, name, true, d);
    if (v == NULL)
        (void)sw_fail(err, SW_EPARSE, "%s cannot be read back", name);
    sw_diagnostics_free(d);
    return v;
}

sw_json *sw_data_template(sw_error *err)
{
    static const char NAME[] = "report/data.json";
    g_autoptr(GBytes) bytes = sw_template_read(NAME, NULL, err);
    if (bytes == NULL)
        return NULL;
    gsize n;
    const char *text = g_bytes_get_data(bytes, &n);
    return parse(text, n, NAME, err);
}

static char *path_of(const char *folder, const sw_json *spec)
{
    g_autofree char *name =
        g_strconcat(sw_member_text(spec, "name"), ".csv", NULL);
    return g_build_filename(folder, name, NULL);
}

GPtrArray *sw_data_paths(const char *folder)
{
    sw_json *template = folder != NULL ? sw_data_template(NULL) : NULL;
    if (template == NULL)
        return NULL;
    GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
    const sw_json *tables = sw_json_member(template, "tables");
    for (size_t i = 0; i < tables->n_items; i++)
        g_ptr_array_add(paths, path_of(folder, tables->items[i]));
    g_ptr_array_add(paths, g_build_filename(folder, SW_DATA_PACKAGE, NULL));
    sw_json_free(template);
    return paths;
}

/* ---- datapackage.json ---- */

static void copy(sw_json_writer *w, const char *key, const sw_json *v)
{
    sw_json_key(w, key);
    sw_json_write(w, v);
}

/* A column as Table Schema has it; an amount's unit is the pilot's currency. */
static void put_column(sw_json_writer *w, const sw_json *field,
                       const char *currency)
{
    const char *unit = sw_member_text(field, "unit");
    sw_json_begin_object(w);
    copy(w, "name", sw_json_member(field, "name"));
    copy(w, "type", sw_json_member(field, "type"));
    copy(w, "description", sw_json_member(field, "description"));
    if (unit != NULL)
        sw_json_put_string(w, "unit",
                           strcmp(unit, "currency") == 0 ? currency : unit);
    sw_json_end_object(w);
}

static void put_schema(sw_json_writer *w, const sw_json *spec,
                       const char *currency)
{
    const sw_json *fields = sw_json_member(spec, "fields");
    sw_json_key(w, "schema");
    sw_json_begin_object(w);
    sw_json_key(w, "fields");
    sw_json_begin_array(w);
    for (size_t i = 0; i < fields->n_items; i++)
        put_column(w, fields->items[i], currency);
    sw_json_end_array(w);
    sw_json_key(w, "missingValues");
    sw_json_begin_array(w);
    sw_json_string(w, "");
    sw_json_end_array(w);
    copy(w, "primaryKey", sw_json_member(spec, "key"));
    sw_json_end_object(w);
}

static void put_resource(sw_json_writer *w, const sw_json *spec,
                         const char *csv, const char *currency)
{
    g_autofree char *file = path_of("", spec);
    g_autofree char *hash =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, csv, -1);
    g_autofree char *tagged = g_strconcat("sha256:", hash, NULL);
    sw_json_begin_object(w);
    copy(w, "name", sw_json_member(spec, "name"));
    sw_json_put_string(w, "path", file);
    copy(w, "title", sw_json_member(spec, "title"));
    copy(w, "description", sw_json_member(spec, "description"));
    sw_json_put_string(w, "profile", "tabular-data-resource");
    sw_json_put_string(w, "format", "csv");
    sw_json_put_string(w, "encoding", "utf-8");
    sw_json_put_integer(w, "bytes", (long long)strlen(csv));
    sw_json_put_string(w, "hash", tagged);
    put_schema(w, spec, currency);
    sw_json_end_object(w);
}

static void begin_package(sw_json_writer *w, const sw_evaluation *e)
{
    sw_json_writer_init(w);
    sw_json_begin_object(w);
    sw_json_put_string(w, "profile", "tabular-data-package");
    sw_json_put_string(w, "name", "seatworth-report");
    sw_json_put_string(w, "title", e->pilot->name);
    sw_json_put_string(w, "version", sw_version());
    sw_json_put_day(w, "as_of", e->pilot->as_of);
    sw_json_put_string(w, "currency", e->pilot->currency);
    sw_json_key(w, "resources");
    sw_json_begin_array(w);
}

/* The run's id comes last, where it is looked for. */
static char *end_package(sw_json_writer *w, const char *run_id, size_t *length)
{
    sw_json_end_array(w);
    sw_json_put_string(w, "run_id", run_id);
    sw_json_end_object(w);
    return sw_json_writer_take(w, length);
}

static sw_status write_tables(const char *folder, const sw_evaluation *e,
                              const sw_data_source *source,
                              const sw_json *template, sw_error *err)
{
    const sw_json *tables = sw_json_member(template, "tables");
    sw_json_writer w;
    sw_status st = SW_OK;
    begin_package(&w, e);
    for (size_t i = 0; i < tables->n_items; i++) {
        const sw_json *spec = tables->items[i];
        g_autofree char *csv = sw_data_csv(source, spec);
        g_autofree char *path = path_of(folder, spec);
        put_resource(&w, spec, csv, e->pilot->currency);
        if (st == SW_OK)
            st = sw_output_write(path, csv, strlen(csv), err);
    }
    size_t length;
    g_autofree char *package = end_package(&w, source->run_id, &length);
    g_autofree char *path = g_build_filename(folder, SW_DATA_PACKAGE, NULL);
    return st == SW_OK ? sw_output_write(path, package, length, err) : st;
}

static sw_status make_folder(const char *folder, sw_error *err)
{
    if (g_mkdir_with_parents(folder, 0777) == 0)
        return SW_OK;
    return sw_fail(err, SW_EIO, "%s: cannot be made a folder: %s", folder,
                   g_strerror(errno));
}

sw_status sw_report_data(const char *folder, const sw_evaluation *e,
                         const sw_report_opts *opts, sw_error *err)
{
    size_t n_result, n_extra;
    char id[SW_RUN_ID];
    sw_run_id(id, e->pilot);
    sw_status st = make_folder(folder, err);
    if (st != SW_OK)
        return st;
    g_autofree char *result = sw_result_document(&n_result, e, opts);
    g_autofree char *extra = sw_data_extra(&n_extra, e);
    sw_json *template = sw_data_template(err);
    sw_json *read = parse(result, n_result, "the result", err);
    sw_json *made = parse(extra, n_extra, "the cash flows", err);
    const sw_data_source source = {read, made, id};
    st = template != NULL && read != NULL && made != NULL
             ? write_tables(folder, e, &source, template, err)
             : SW_EPARSE;
    sw_json_free(template);
    sw_json_free(read);
    sw_json_free(made);
    return st;
}

/* ---- reading it again ---- */

static bool is_as_named(const char *folder, const sw_json *resource)
{
    const char *file = sw_member_text(resource, "path");
    const char *hash = sw_member_text(resource, "hash");
    g_autofree char *text = NULL;
    gsize n = 0;
    if (file == NULL || hash == NULL)
        return false;
    g_autofree char *path = g_build_filename(folder, file, NULL);
    if (!g_file_get_contents(path, &text, &n, NULL))
        return false;
    g_autofree char *is =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, n);
    g_autofree char *tagged = g_strconcat("sha256:", is, NULL);
    return strcmp(tagged, hash) == 0;
}

bool sw_data_is_whole(const char *folder, char **other)
{
    g_autofree char *path = g_build_filename(folder, SW_DATA_PACKAGE, NULL);
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *package = sw_json_read(path, false, d);
    sw_diagnostics_free(d);
    const sw_json *list = sw_json_member(package, "resources");
    *other = list == NULL ? g_strdup(SW_DATA_PACKAGE) : NULL;
    for (size_t i = 0; list != NULL && i < list->n_items && *other == NULL; i++)
        if (!is_as_named(folder, list->items[i]))
            *other = g_strdup(sw_member_text(list->items[i], "path"));
    sw_json_free(package);
    return *other == NULL;
}
