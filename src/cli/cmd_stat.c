/* cmd_stat.c - seatworth stat METHOD FILE.csv: one estimator on one CSV. */
#include <glib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/print.h"
#include "cli/stat_data.h"
#include "cli/stat_options.h"
#include "cli/stat_output.h"
#include "ingest/csv_reader.h"
#include "ingest/schema.h"

void sw_stat_list(GString *s)
{
    g_string_append(s, "Methods:\n");
    const sw_stat_method *method;
    for (size_t i = 0; (method = sw_stat_at(i)) != NULL; i++)
        g_string_append_printf(s, "  %-15s %s\n", method->name,
                               method->purpose);
    g_string_append_c(s, '\n');
}

static const sw_stat_method *find_method(const char *name)
{
    if (name == NULL) {
        sw_complain("stat needs a METHOD; see 'seatworth stat --help'");
        return NULL;
    }
    const sw_stat_method *method = sw_stat_find(name);
    if (method != NULL)
        return method;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (size_t i = 0; sw_stat_at(i) != NULL; i++)
        g_ptr_array_add(names, (gpointer)sw_stat_at(i)->name);
    const char *near =
        sw_nearest_name(name, (const char *const *)names->pdata, names->len);
    if (near != NULL)
        sw_complain("unknown method '%s'; did you mean '%s'?", name, near);
    else
        sw_complain("unknown method '%s'; see 'seatworth stat --help'", name);
    return NULL;
}

static bool read_table(sw_table **out, const sw_stat_line *line)
{
    *out = NULL;
    if (line->file == NULL)
        return true;
    sw_diagnostics *d = sw_diagnostics_new();
    sw_read_request request = {.path = line->file, .name = line->file};
    *out = sw_csv_read(&request, d);
    sw_print_diagnostics(d, line->common.quiet ? SW_ERROR : SW_WARNING,
                         line->common.names);
    sw_diagnostics_free(d);
    return *out != NULL;
}

static void note_rejects(sw_stat_output *out, const sw_table *table)
{
    size_t n = table == NULL ? 0 : sw_table_n_rejected(table);
    if (n > 0)
        sw_stat_note(out, "%zu row%s of the file could not be read", n,
                     n == 1 ? "" : "s");
}

/* What could not be estimated is null, and the note says why. */
static void put_unknown(sw_stat_output *out, const sw_stat_method *method,
                        const sw_stat_options *o, const sw_error *err)
{
    while (out->open->len > 1) /* a list the method had begun */
        sw_stat_end(out);
    sw_stat_put_nulls(out, method->nulls != NULL
                               ? method->nulls
                               : "estimate se df statistic p ci");
    sw_stat_put(out, "conf", o->conf);
    sw_stat_note(out, "not estimated: %s", err->message);
}

static int print_output(const sw_stat_output *out, const sw_stat_method *method,
                        bool json)
{
    g_autofree char *text = json ? sw_stat_json(out, method->name)
                            : out->rows != NULL
                                ? g_strdup(out->rows)
                                : sw_stat_text(out, method->name);
    return sw_print_result(text) ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
}

static int exit_of(const sw_error *err)
{
    sw_complain("%s", err->message[0] != '\0' ? err->message
                                              : sw_status_name(err->code));
    switch (err->code) {
    case SW_EPARSE:
        return SW_EXIT_USAGE;
    case SW_ENOMEM:
        return SW_EXIT_DEFECT;
    default:
        return SW_EXIT_REJECTED;
    }
}

static int print_figures(const sw_stat_line *line, const sw_stat_method *method,
                         const sw_stat_data *data)
{
    g_autoptr(sw_stat_output) out = sw_stat_output_new(data);
    sw_error err = {0};
    sw_status st = method->run(data, out, &err);
    if (st == SW_ENODATA || st == SW_ENUMERIC)
        put_unknown(out, method, &line->options, &err);
    else if (st != SW_OK)
        return exit_of(&err);
    note_rejects(out, data->store->table);
    sw_stat_note_unused(line, method, out);
    return print_output(out, method, line->options.json);
}

static int estimate(const sw_stat_line *line)
{
    const sw_stat_method *method = find_method(line->method);
    if (method == NULL || !sw_stat_line_check(line, method))
        return SW_EXIT_USAGE;
    sw_table *table;
    if (!read_table(&table, line))
        return SW_EXIT_REJECTED;
    sw_stat_data *data = NULL;
    sw_error err = {0};
    sw_status st = sw_stat_data_new(&data, table, method, &line->options, &err);
    int code = st == SW_OK ? print_figures(line, method, data) : exit_of(&err);
    sw_stat_data_free(data);
    return code;
}

static int run(void *options, char **rest)
{
    sw_stat_line *line = options;
    return sw_stat_line_read(line, rest) ? estimate(line) : SW_EXIT_USAGE;
}

const sw_command SW_STAT = {
    .name = "stat",
    .purpose = "one estimator on one CSV file",
    .usage = "METHOD FILE.csv [OPTION]...",
    .about = "Runs one estimator on one CSV. Rows with an empty cell or NA are "
             "dropped.",
    .notes = "'seatworth help stat METHOD' lists what a method reads; "
             "seatworth(1) says what it adds.",
    .example = "stat t-test survey.csv --y minutes --group arm --json",
    .words = "METHOD",
    .more = sw_stat_append_options,
    .common = SW_COMMON_SEED | SW_COMMON_THREADS,
    .size = sizeof(sw_stat_line),
    .run = run,
};
