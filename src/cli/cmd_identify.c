/* cmd_identify.c - seatworth identify FILE...: what a file is taken for. */
#include <glib.h>
#include <string.h>

#include "base/output_file.h"
#include "cli/command.h"
#include "cli/identify.h"
#include "cli/options.h"
#include "cli/print.h"
#include "ingest/source.h"

typedef struct identify_options {
    sw_common common;
    gboolean json, table, explain;
    char *mapping, *as, *encoding, *delimiter, *decimal, *date_order,
        *skip_rows, *rows;
} identify_options;

/* Files of the line; a "--" that GLib left there is none. */
static GPtrArray *files_of(char **rest)
{
    GPtrArray *files = g_ptr_array_new();
    for (char **word = rest + 1; *word != NULL; word++)
        if (files->len > 0 || strcmp(*word, "--") != 0)
            g_ptr_array_add(files, *word);
    return files;
}

static bool is_one_of(const char *value, const char *option,
                      const char *const *allowed)
{
    if (value == NULL || g_strv_contains(allowed, value))
        return true;
    g_autofree char *list = g_strjoinv(", ", (char **)allowed);
    sw_complain("--%s %s is none of %s", option, value, list);
    return false;
}

static bool check(const identify_options *o, const GPtrArray *files)
{
    static const char *const signs[] = {".", ",", NULL};
    static const char *const orders[] = {"dmy", "mdy", "ymd", NULL};
    static const char *const delimiters[] = {",",   ";",   "|", "\t",
                                             "\\t", "tab", NULL};
    int ways = (o->json != 0) + (o->table != 0) + (o->mapping != NULL) +
               (o->explain != 0);
    guint64 rows;
    if (files->len == 0)
        sw_complain("identify needs a FILE; see 'seatworth identify --help'");
    else if (ways > 1)
        sw_complain(
            "--json, --table, --explain and --write-mapping exclude each "
            "other");
    else if (files->len > 1 && (o->table || o->mapping != NULL))
        sw_complain("--table and --write-mapping take one FILE");
    else if (o->skip_rows != NULL &&
             !g_ascii_string_to_unsigned(o->skip_rows, 10, 0, G_MAXINT32, &rows,
                                         NULL))
        sw_complain("--skip-rows %s is no number of rows", o->skip_rows);
    else
        return is_one_of(o->decimal, "decimal", signs) &&
               is_one_of(o->date_order, "date-order", orders) &&
               is_one_of(o->delimiter, "delimiter", delimiters);
    return false;
}

static char delimiter_of(const char *text)
{
    if (text == NULL)
        return 0;
    return strcmp(text, "\\t") == 0 || strcmp(text, "tab") == 0 ? '\t' : *text;
}

static sw_read_request request_of(const identify_options *o,
                                  const sw_formats *formats, const char *file)
{
    return (sw_read_request){
        .path = file,
        .format = o->as,
        .encoding = o->encoding,
        .delimiter = delimiter_of(o->delimiter),
        .decimal = o->decimal != NULL ? *o->decimal : 0,
        .date_order = o->date_order,
        .skip_rows = o->skip_rows != NULL
                         ? (size_t)g_ascii_strtoull(o->skip_rows, NULL, 10)
                         : 0,
        .templates = o->common.templates,
        .formats = formats,
        .rows = o->rows,
        .keep_empty = true,
        .allow_partial = o->common.allow_partial};
}

static void append(sw_diagnostics *to, const sw_diagnostics *from)
{
    for (size_t i = 0; i < sw_diagnostics_length(from); i++) {
        const sw_diagnostic *x = sw_diagnostics_at(from, i);
        sw_diagnose(to, x->severity, x->code,
                    (sw_place){x->file, x->line, x->column, x->pointer},
                    x->remedy, "%s", x->message);
    }
}

static sw_identified look_at(const identify_options *o,
                             const sw_formats *formats, const char *file)
{
    sw_identified f = {.file = file, .d = sw_diagnostics_new()};
    sw_read_request request = request_of(o, formats, file);
    f.table = sw_source_read(&request, f.d);
    f.faulty = sw_diagnostics_count(f.d, SW_ERROR) > 0;
    if (f.table != NULL) {
        append(f.d, sw_table_rejects(f.table));
        append(f.d, sw_table_decisions(f.table)->doubts);
        f.format = sw_formats_find(formats, sw_table_source(f.table)->format);
    }
    sw_diagnostics_sort(f.d);
    return f;
}

static int print_json(const GArray *found)
{
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_begin_array(&w);
    for (guint i = 0; i < found->len; i++)
        sw_identified_json(&w, &g_array_index(found, sw_identified, i));
    sw_json_end_array(&w);
    g_autofree char *text = sw_json_writer_take(&w, NULL);
    return sw_print_result(text) ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
}

static int print_text(const GArray *found, const sw_formats *explain)
{
    g_autoptr(GString) s = g_string_new(NULL);
    for (guint i = 0; i < found->len; i++) {
        const sw_identified *f = &g_array_index(found, sw_identified, i);
        sw_identified_text(s, f);
        if (explain != NULL)
            sw_identified_why(s, f, explain);
    }
    return sw_print_result(s->str) ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
}

/* Cells of an ambiguous column stand as they are; that is an error. */
static int print_table(const sw_identified *f)
{
    g_autoptr(GString) s = g_string_new(NULL);
    sw_print_diagnostics(f->d, SW_NOTE, false);
    if (f->table == NULL)
        return SW_EXIT_REJECTED;
    sw_identified_csv(s, f);
    if (!sw_print_result(s->str))
        return SW_EXIT_OUTPUT;
    return sw_diagnostics_count(f->d, SW_ERROR) > 0 ? SW_EXIT_REJECTED
                                                    : SW_EXIT_DONE;
}

static int write_mapping(const char *path, const sw_identified *f)
{
    sw_error err = {0};
    if (f->table == NULL) {
        sw_print_diagnostics(f->d, SW_ERROR, false);
        return SW_EXIT_REJECTED;
    }
    g_autofree char *text = sw_identified_mapping(f);
    if (sw_output_write(path, text, strlen(text), &err) == SW_OK)
        return SW_EXIT_DONE;
    return sw_exit_of(&err);
}

static int print(const identify_options *o, const GArray *found,
                 const sw_formats *formats)
{
    const sw_identified *first = &g_array_index(found, sw_identified, 0);
    if (o->table)
        return print_table(first);
    if (o->mapping != NULL)
        return write_mapping(o->mapping, first);
    int code = o->json ? print_json(found)
                       : print_text(found, o->explain ? formats : NULL);
    for (guint i = 0; code == SW_EXIT_DONE && i < found->len; i++)
        if (g_array_index(found, sw_identified, i).faulty)
            code = SW_EXIT_REJECTED;
    return code;
}

static void clear_found(gpointer p)
{
    sw_identified *f = p;
    sw_table_free(f->table);
    sw_diagnostics_free(f->d);
}

static int identify(const identify_options *o, const GPtrArray *files)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_formats *formats = sw_formats_load_with(o->common.templates, o->as, d);
    sw_print_diagnostics(d, SW_WARNING, false);
    int code = SW_EXIT_REJECTED;
    if (sw_diagnostics_count(d, SW_ERROR) == 0) {
        g_autoptr(GArray) found =
            g_array_new(FALSE, FALSE, sizeof(sw_identified));
        g_array_set_clear_func(found, clear_found);
        for (guint i = 0; i < files->len; i++) {
            sw_identified f = look_at(o, formats, files->pdata[i]);
            g_array_append_val(found, f);
        }
        code = print(o, found, formats);
    }
    sw_formats_free(formats);
    sw_diagnostics_free(d);
    return code;
}

#define AT(member) offsetof(identify_options, member)

static const sw_flag OPTIONS[] = {
    {"json", 0, SW_TAKES_NOTHING, AT(json), NULL,
     "the findings as JSON, an element a file"},
    {"table", 0, SW_TAKES_NOTHING, AT(table), NULL,
     "the one FILE as it was understood, as CSV: UTF-8, commas, ISO dates, "
     "decimal points; what is ambiguous stands as in the file, and then the "
     "exit code is 1"},
    {"explain", 0, SW_TAKES_NOTHING, AT(explain), NULL,
     "why it was recognised or not, what near formats want, and the entry of "
     "pilot.json that takes it"},
    {"write-mapping", 0, SW_TAKES_ONE, AT(mapping), "OUT",
     "a format file for the one FILE, to edit and to name as its \"format\"; - "
     "is standard output",
     .ends = ".json"},
    {"as", 0, SW_TAKES_ONE, AT(as), "FORMAT",
     "what the file is: a name, or a format file"},
    {"encoding", 0, SW_TAKES_ONE, AT(encoding), "NAME",
     "utf-8, utf-16le, utf-16be, windows-1252, utf-8-twice (undoes text that "
     "was encoded twice), or any that iconv knows",
     .words = "utf-8 utf-16le utf-16be windows-1252 utf-8-twice"},
    {"delimiter", 0, SW_TAKES_ONE, AT(delimiter), "C",
     "what cuts the rows; \\t is a tab", .words = ", ; | tab"},
    {"decimal", 0, SW_TAKES_ONE, AT(decimal), "C", "the decimal sign, . or ,",
     .words = ". ,"},
    {"date-order", 0, SW_TAKES_ONE, AT(date_order), "ORDER", "dmy, mdy or ymd",
     .words = "dmy mdy ymd"},
    {"skip-rows", 0, SW_TAKES_ONE, AT(skip_rows), "N",
     "rows above the header that are not read"},
    {"rows", 0, SW_TAKES_ONE, AT(rows), "NAME",
     "JSON: the list that holds the rows, where several may"},
    {0}};

static int run(void *options, char **rest)
{
    const identify_options *o = options;
    g_autoptr(GPtrArray) files = files_of(rest);
    return check(o, files) ? identify(o, files) : SW_EXIT_USAGE;
}

const sw_command SW_IDENTIFY = {
    .name = "identify",
    .purpose = "say what a file is and how it is read",
    .usage = "[OPTION]... FILE...",
    .about = "Says what each file is, how its columns are read, and every "
             "doubt.",
    .notes = "A format file is named as `format` in pilot.json or with --as, "
             "or put into the folder formats of --templates. The doubts are "
             "listed in seatworth(1).",
    .example = "identify seats.csv after.xlsx",
    .words = "FILE",
    .options = OPTIONS,
    .common = SW_COMMON_TEMPLATES | SW_COMMON_PARTIAL,
    .size = sizeof(identify_options),
    .run = run,
};
