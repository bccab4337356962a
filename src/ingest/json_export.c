#include "ingest/json_export.h"

#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "ingest/json_documents.h"
#include "ingest/json_pages.h"
#include "ingest/format.h"
#include "ingest/source.h"

/* Decisions about money rest on rows: one that is not there is an error. */
static bool is_whole(const sw_json_pages *pages, const sw_read_request *request,
                     sw_diagnostics *d)
{
    g_autofree char *missing = sw_json_paging_missing(pages->paging);
    if (missing == NULL)
        return true;
    sw_diagnose(d, request->allow_partial ? SW_WARNING : SW_ERROR,
                "pages-missing",
                (sw_place){.file = request->name,
                           .line = pages->paging->line,
                           .column = pages->paging->column},
                "fetch every page, or take what is there with --allow-partial",
                "%s", missing);
    return request->allow_partial || request->keep_empty;
}

static sw_table *table_of(const sw_json_grid *g, const char *bytes,
                          size_t length, const sw_read_request *request,
                          sw_diagnostics *d)
{
    sw_table_origin origin = {.source = "json", .encoding = "utf-8"};
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        origin.encoding = "utf-8-bom";
    g_autofree char *sum = g_compute_checksum_for_data(
        G_CHECKSUM_SHA256, (const guchar *)bytes, length);
    g_strlcpy(origin.sha256, sum, sizeof origin.sha256);
    sw_records *records = sw_json_grid_records(g);
    sw_table *t = sw_source_from_records(records, &origin, request, d);
    sw_records_free(records);
    if (t == NULL)
        return NULL;
    origin = *sw_table_source(t);
    origin.header_row = origin.header_rows = 0; /* names, and no row of them */
    sw_table_set_source(t, &origin);
    return t;
}

static bool finish(sw_json_grid *g, const char *name, sw_diagnostics *d)
{
    if (sw_json_grid_is_too_large(g)) {
        sw_diagnose(d, SW_ERROR, "file-too-large", (sw_place){.file = name},
                    "split it",
                    "the table would have more than 16,384 columns or "
                    "33,554,432 cells");
        return false;
    }
    if (g->rows->len > 0)
        return true;
    sw_diagnose(d, SW_ERROR, "no-rows", (sw_place){.file = name}, NULL,
                "the file is JSON without any row");
    return false;
}

/* The rows of all documents; false with an error in `d`. */
static bool collect(sw_json_grid *g, const GArray *documents,
                    const sw_read_request *request, sw_diagnostics *d)
{
    sw_json_paging own;
    sw_json_paging_init(&own);
    sw_json_pages pages = {
        .grid = g,
        .paging = request->paging != NULL ? request->paging : &own,
        .name = request->name,
        .d = d,
        .alone = documents->len == 1,
        .envelope = {
            .formats = request->formats,
            .format = request->format == NULL
                          ? NULL
                          : sw_formats_find(request->formats, request->format),
            .rows = request->rows}};
    pages.known =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    for (guint i = 0; i < documents->len; i++)
        sw_json_pages_add(&pages,
                          &g_array_index(documents, sw_json_document, i));
    bool good = !pages.failed &&
                (request->paging != NULL || is_whole(&pages, request, d)) &&
                finish(g, request->name, d);
    sw_json_paging_clear(&own);
    g_hash_table_unref(pages.known);
    return good;
}

static sw_table *parse(const char *bytes, size_t length,
                       const sw_read_request *request, sw_diagnostics *d)
{
    GArray *documents = sw_json_documents(bytes, length, request->name, d);
    if (documents == NULL)
        return NULL;
    sw_json_grid grid;
    sw_json_grid_init(&grid);
    bool good = collect(&grid, documents, request, d);
    g_array_unref(documents);
    sw_table *t = good ? table_of(&grid, bytes, length, request, d) : NULL;
    sw_json_grid_clear(&grid);
    return t;
}

sw_table *sw_json_export_parse(const char *bytes, size_t length,
                               const sw_read_request *request,
                               sw_diagnostics *d)
{
    sw_read_request with = *request;
    sw_formats *own = NULL;
    if (with.formats == NULL)
        with.formats = own =
            sw_formats_load_with(request->templates, request->format, d);
    sw_table *t = parse(bytes, length, &with, d);
    sw_formats_free(own);
    return t;
}
