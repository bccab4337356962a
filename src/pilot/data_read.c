/* data_read.c - a file of a source to a table, read ahead or now */
#include "base/diagnostic_say.h"
#include "pilot/data_file.h"

#include <stdio.h>
#include <string.h>

#include "ingest/file_bytes.h"
#include "ingest/json_paging.h"
#include "ingest/source.h"
#include "pilot/data_warehouse.h"

static char one_char(const char *text)
{
    if (text == NULL || *text == '\0')
        return 0;
    if (strcmp(text, "\\t") == 0 || strcmp(text, "tab") == 0)
        return '\t';
    return *text;
}

static char *path_of(const sw_load *load, const char *name)
{
    return g_path_is_absolute(name)
               ? g_strdup(name)
               : g_build_filename(load->pilot->folder, name, NULL);
}

/* What the pilot takes the rows of a file of this kind for; NULL: anything. */
static const char *table_of(const char *kind)
{
    static const char *const tables[] = {"roster", "survey", "usage",
                                         "metered"};
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
        if (g_str_has_prefix(kind, tables[i]))
            return tables[i];
    return strcmp(kind, "outcome") == 0 ? "outcomes" : NULL;
}

/* A name of templates/formats, or a format file beside pilot.json. */
static const char *format_of(const sw_load *load, const sw_json *spec)
{
    const char *name = sw_member_text(spec, "format");
    if (name == NULL || !g_str_has_suffix(name, ".json"))
        return name;
    g_autofree char *path = path_of(load, name);
    sw_formats_add(load->formats, path, load->opts->templates, load->d);
    return sw_keep(load, path);
}

static sw_read_request request_of(const sw_load *load, const sw_json *spec,
                                  const char *kind, const char *name,
                                  const char *path)
{
    return (sw_read_request){
        .path = path,
        .name = name,
        .format = format_of(load, spec),
        .table = table_of(kind),
        .rows = sw_member_text(spec, "rows"),
        .encoding = sw_member_text(spec, "encoding"),
        .delimiter = one_char(sw_member_text(spec, "delimiter")),
        .decimal = one_char(sw_member_text(spec, "decimal")),
        .date_order = sw_member_text(spec, "date_order"),
        .skip_rows = (size_t)MAX(0, sw_member_int(spec, "skip_rows", 0)),
        .templates = load->opts->templates,
        .formats = load->formats,
        .allow_partial = load->opts->allow_partial,
    };
}

/* What is kept of a source while its files are read: of the first, if that was
 * read ahead, its table, NULL once that is handed on or if there is none, and
 * what there was to say; of several, what their pages say of each other. */
typedef struct kept_source {
    bool ahead, taken;
    sw_table *table;
    const sw_format *format; /* borrowed */
    sw_diagnostics *d;
    sw_json_paging paging;
} kept_source;

static void free_kept(gpointer data)
{
    kept_source *p = data;
    sw_table_free(p->table);
    sw_diagnostics_free(p->d);
    sw_json_paging_clear(&p->paging);
    g_free(p);
}

GHashTable *sw_data_kept_new(void)
{
    return g_hash_table_new_full(NULL, NULL, NULL, free_kept);
}

static kept_source *kept_of(const sw_load *load, const sw_json *spec)
{
    kept_source *p = g_hash_table_lookup(load->kept, spec);
    if (p != NULL)
        return p;
    g_autoptr(GPtrArray) names = sw_data_names(load, spec);
    p = g_new0(kept_source, 1);
    p->d = sw_diagnostics_new();
    sw_json_paging_init(&p->paging);
    p->paging.several = names != NULL && names->len > 1;
    g_hash_table_insert(load->kept, (gpointer)spec, p);
    return p;
}

bool sw_data_has_all_pages(const sw_load *load, const sw_json *spec)
{
    const kept_source *p = kept_of(load, spec);
    bool partial = load->opts->allow_partial;
    g_autofree char *missing =
        p->paging.several ? sw_json_paging_missing(&p->paging) : NULL;
    if (missing == NULL)
        return true;
    sw_load_problem(load, partial ? SW_WARNING : SW_ERROR, "pages-missing",
                    spec,
                    "fetch every page, or take what is there with "
                    "--allow-partial",
                    "%s", missing);
    return partial;
}

static sw_table *read_table(const sw_load *load, const sw_json *spec,
                            const char *kind, const char *name,
                            sw_diagnostics *d)
{
    g_autofree char *path = path_of(load, name);
    sw_read_request request = request_of(load, spec, kind, name, path);
    if (!sw_is_warehouse(spec)) {
        kept_source *p = kept_of(load, spec);
        request.paging = p->paging.several ? &p->paging : NULL;
        return sw_source_read(&request, d);
    }
    GString *csv = sw_warehouse_ask(load, spec, kind, d);
    if (csv == NULL)
        return NULL;
    request.path = NULL;
    request.encoding = "utf-8";
    request.delimiter = ',';
    request.decimal = '.';
    sw_table *t = sw_source_parse(csv->str, csv->len, &request, d);
    g_string_free(csv, TRUE);
    return t;
}

/* The beginning of a large file that is text of one byte a character, to the
 * end of a line; NULL: the file is none of that. */
static char *head_of(const char *path, size_t *length)
{
    enum { HEAD = 64 * 1024 };
    FILE *f = sw_file_open(path);
    if (f == NULL)
        return NULL;
    bool large = fseek(f, 0, SEEK_END) == 0 && ftell(f) > SW_LARGE_FILE;
    char *head = large ? g_malloc(HEAD) : NULL;
    rewind(f);
    *length = large ? fread(head, 1, HEAD, f) : 0;
    fclose(f);
    bool text = *length > 0 && memchr(head, '\0', *length) == NULL &&
                sw_source_sniff(head, *length) == SW_SOURCE_TEXT;
    while (text && *length > 0 && head[*length - 1] != '\n')
        --*length;
    if (!text || *length == 0)
        g_clear_pointer(&head, g_free);
    return head;
}

/* A table of the first lines of a large file; NULL: it is to be read whole. */
static sw_table *read_head(const sw_load *load, const sw_json *spec,
                           const char *kind, const char *name,
                           sw_diagnostics *d)
{
    size_t length;
    g_autofree char *path = path_of(load, name);
    g_autofree char *head = head_of(path, &length);
    if (head == NULL)
        return NULL;
    const sw_read_request request = request_of(load, spec, kind, name, path);
    return sw_source_parse(head, length, &request, d);
}

const sw_format *sw_data_peek(const sw_load *load, const sw_json *spec,
                              const char *kind)
{
    kept_source *p = kept_of(load, spec);
    if (p->ahead)
        return p->format;
    g_autoptr(GPtrArray) names = sw_data_names(load, spec);
    if (names == NULL)
        return NULL;
    const char *name = names->pdata[0];
    p->ahead = true;
    sw_table *head =
        sw_is_warehouse(spec) ? NULL : read_head(load, spec, kind, name, p->d);
    p->taken = head != NULL; /* it is to be read again */
    if (head == NULL)
        p->table = read_table(load, spec, kind, name, p->d);
    const sw_table *seen = head != NULL ? head : p->table;
    if (seen != NULL)
        p->format =
            sw_formats_find(load->formats, sw_table_source(seen)->format);
    sw_table_free(head);
    return p->format;
}

/* The table of a file, read now or ahead; what there is to say of it is said
 * here. Each file is read once, unless it is opened twice. */
sw_table *sw_data_read(const sw_load *load, const sw_json *spec,
                       const char *kind, const char *name, bool first)
{
    kept_source *p = kept_of(load, spec);
    if (!first || !p->ahead || p->taken)
        return read_table(load, spec, kind, name, load->d);
    p->taken = true;
    for (size_t i = 0; i < sw_diagnostics_length(p->d); i++) {
        const sw_diagnostic *x = sw_diagnostics_at(p->d, i);
        sw_place place = {x->file, x->line, x->column, x->pointer};
        sw_diagnose_say(load->d, x->severity, x->code, place, x->remedy,
                        sw_diagnostic_said(x));
    }
    return g_steal_pointer(&p->table);
}
