/* cmd_check.c - seatworth check PILOT: what was read, and how. */
#include <glib.h>

#include "base/json_writer.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/print.h"
#include "pilot/pilot.h"

static const char *severity_name(sw_severity severity)
{
    return severity == SW_ERROR     ? "error"
           : severity == SW_WARNING ? "warning"
                                    : "note";
}

static void put_diagnostic(sw_json_writer *w, const sw_diagnostic *item)
{
    sw_json_begin_object(w);
    sw_json_put_string(w, "severity", severity_name(item->severity));
    sw_json_put_string(w, "code", item->code);
    sw_json_put_string(w, "file", item->file);
    if (item->line > 0)
        sw_json_put_integer(w, "line", (long long)item->line);
    else
        sw_json_put_null(w, "line");
    if (item->column > 0)
        sw_json_put_integer(w, "column", (long long)item->column);
    else
        sw_json_put_null(w, "column");
    sw_json_put_string(w, "pointer", item->pointer);
    sw_json_put_string(w, "message", item->message);
    sw_json_put_string(w, "remedy", item->remedy);
    sw_json_end_object(w);
}

static void put_list(sw_json_writer *w, const char *key,
                     const sw_diagnostics *d)
{
    sw_json_key(w, key);
    sw_json_begin_array(w);
    for (size_t i = 0; d != NULL && i < sw_diagnostics_length(d); i++)
        put_diagnostic(w, sw_diagnostics_at(d, i));
    sw_json_end_array(w);
}

/* A text of several lines as an array. */
static void put_lines(sw_json_writer *w, const char *key, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text != NULL ? text : "", "\n", -1);
    sw_json_key(w, key);
    sw_json_begin_array(w);
    for (char **line = lines; *line != NULL; line++)
        sw_json_string(w, *line);
    sw_json_end_array(w);
}

static void put_files(sw_json_writer *w, const sw_pilot *pilot)
{
    sw_json_key(w, "files");
    sw_json_begin_array(w);
    for (size_t i = 0; pilot != NULL && i < pilot->n_files; i++) {
        const sw_input_file *file = &pilot->files[i];
        sw_json_begin_object(w);
        sw_json_put_string(w, "file", file->file);
        sw_json_put_string(w, "kind", file->kind);
        sw_json_put_string(w, "format", file->format);
        sw_json_put_string(w, "encoding", file->encoding);
        sw_json_put_string(w, "sha256", file->sha256);
        sw_json_put_integer(w, "rows", (long long)file->rows);
        sw_json_put_integer(w, "rejected", (long long)file->rejected);
        put_lines(w, "readings", file->readings);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

/* Codes in place of names are no list that anybody could resolve. */
static void put_unresolved(sw_json_writer *w, const sw_join *join)
{
    sw_json_key(w, "unresolved");
    sw_json_begin_array(w);
    for (guint i = 0; !join->concealed && i < join->unresolved->len; i++)
        sw_json_string(w, join->unresolved->pdata[i]);
    sw_json_end_array(w);
}

static void put_joins(sw_json_writer *w, const sw_pilot *pilot)
{
    sw_json_key(w, "joins");
    sw_json_begin_array(w);
    for (size_t i = 0; pilot != NULL && i < pilot->n_joins; i++) {
        sw_json_begin_object(w);
        sw_json_put_string(w, "source", pilot->joins[i].source);
        sw_json_put_integer(w, "persons", (long long)pilot->joins[i].keys);
        sw_json_put_integer(w, "matched", (long long)pilot->joins[i].matched);
        sw_json_put_boolean(w, "concealed", pilot->joins[i].concealed);
        sw_json_put_string(w, "unmatched", pilot->joins[i].unmatched);
        put_unresolved(w, &pilot->joins[i]);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static char *json_report(const sw_pilot *pilot, const sw_diagnostics *d)
{
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_begin_object(&w);
    sw_json_put_string(&w, "schema", "seatworth/check/1");
    sw_json_put_string(&w, "name", pilot == NULL ? NULL : pilot->name);
    sw_json_put_integer(&w, "errors",
                        (long long)sw_diagnostics_count(d, SW_ERROR));
    sw_json_put_integer(&w, "warnings",
                        (long long)sw_diagnostics_count(d, SW_WARNING));
    put_files(&w, pilot);
    put_joins(&w, pilot);
    put_list(&w, "rejects", pilot == NULL ? NULL : pilot->rejects);
    put_list(&w, "diagnostics", d);
    sw_json_end_object(&w);
    return sw_json_writer_take(&w, NULL);
}

static void append_header(GString *s, const sw_pilot *pilot)
{
    char start[SW_DATE_TEXT], end[SW_DATE_TEXT], as_of[SW_DATE_TEXT];
    g_string_append_printf(s, "%s\n", pilot->name);
    g_string_append_printf(s, "  pilot     %s to %s\n",
                           sw_date_format(pilot->start, start),
                           sw_date_format(pilot->end, end));
    g_string_append_printf(
        s, "  as of     %s%s\n", sw_date_format(pilot->as_of, as_of),
        pilot->as_of_is_default ? " (assumption: the pilot's end)" : "");
    g_string_append_printf(s, "  seats     %zu assigned%s\n",
                           pilot->roster.assigned,
                           pilot->roster.count_only ? ", by count" : "");
}

/* How the columns were read, and what was left out or settled by a guess. */
static void append_readings(GString *s, const sw_input_file *file,
                            const sw_diagnostics *d)
{
    g_auto(GStrv) lines =
        g_strsplit(file->readings != NULL ? file->readings : "", "\n", -1);
    for (char **line = lines; *line != NULL; line++)
        g_string_append_printf(s, "      %s\n", *line);
    for (size_t i = 0; i < sw_diagnostics_length(d); i++) {
        const sw_diagnostic *x = sw_diagnostics_at(d, i);
        if (x->severity != SW_NOTE || g_strcmp0(x->file, file->file) != 0)
            continue;
        g_string_append_printf(s, "    %s", x->message);
        if (x->line > 0)
            g_string_append_printf(s, " (line %zu)", x->line);
        g_string_append_c(s, '\n');
    }
}

static void append_joins(GString *s, const sw_pilot *pilot)
{
    if (pilot->n_joins > 0)
        g_string_append(s, "People\n");
    for (size_t i = 0; i < pilot->n_joins; i++) {
        const sw_join *join = &pilot->joins[i];
        g_string_append_printf(s, "  %-24s %zu of %zu persons on the roster",
                               join->source, join->matched, join->keys);
        if (join->concealed)
            g_string_append(s, ", names concealed: analysed unpaired");
        else if (join->unmatched != NULL && join->unmatched[0] != '\0')
            g_string_append_printf(s, "; not: %s%s", join->unmatched,
                                   join->keys - join->matched > 5 ? " ..."
                                                                  : "");
        g_string_append_c(s, '\n');
    }
}

static void append_files(GString *s, const sw_pilot *pilot,
                         const sw_diagnostics *d)
{
    g_string_append(s, "Files\n");
    for (size_t i = 0; i < pilot->n_files; i++) {
        const sw_input_file *file = &pilot->files[i];
        g_string_append_printf(s, "  %-24s %-14s %7zu rows", file->file,
                               file->kind, file->rows);
        if (file->rejected > 0)
            g_string_append_printf(s, ", %zu rejected", file->rejected);
        if (file->format != NULL && file->format[0] != '\0')
            g_string_append_printf(s, ", %s", file->format);
        if (file->encoding != NULL)
            g_string_append_printf(s, ", %s", file->encoding);
        g_string_append_c(s, '\n');
        append_readings(s, file, d);
    }
    append_joins(s, pilot);
}

static void append_rejects(GString *s, const sw_pilot *pilot)
{
    if (pilot->rejects == NULL || sw_diagnostics_length(pilot->rejects) == 0)
        return;
    g_string_append(s, "Rejected rows\n");
    for (size_t i = 0; i < sw_diagnostics_length(pilot->rejects); i++) {
        g_autofree char *line =
            sw_diagnostic_line(sw_diagnostics_at(pilot->rejects, i));
        g_string_append_printf(s, "  %s\n", line);
    }
}

static void append_warnings(GString *s, const sw_pilot *pilot)
{
    if (pilot->warnings == NULL || pilot->warnings->len == 0)
        return;
    g_string_append(s, "What the report will say\n");
    for (guint i = 0; i < pilot->warnings->len; i++) {
        g_autofree char *says =
            sw_message_say(g_ptr_array_index(pilot->warnings, i), NULL);
        g_string_append_printf(s, "  %s\n", says);
    }
}

static char *text_report(const sw_pilot *pilot, const sw_diagnostics *d)
{
    GString *s = g_string_new(NULL);
    if (pilot != NULL) {
        append_header(s, pilot);
        append_files(s, pilot, d);
        append_rejects(s, pilot);
        append_warnings(s, pilot);
    }
    size_t warnings = sw_diagnostics_count(d, SW_WARNING);
    size_t errors = sw_diagnostics_count(d, SW_ERROR);
    g_string_append_printf(s, "%zu error%s, %zu warning%s\n", errors,
                           errors == 1 ? "" : "s", warnings,
                           warnings == 1 ? "" : "s");
    return g_string_free(s, FALSE);
}

static int check(const sw_common *common, bool json, const char *path)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_pilot_opts opts = sw_pilot_options(common);
    sw_pilot *pilot =
        sw_may_be_pilot(path, d) ? sw_pilot_load(path, &opts, d) : NULL;
    /* Notes on files are part of the report. */
    sw_severity least = json || pilot == NULL ? SW_NOTE : SW_WARNING;
    sw_print_diagnostics(d, common->quiet ? SW_ERROR : least, common->names);
    g_autofree char *text =
        json ? json_report(pilot, d) : text_report(pilot, d);
    bool warned = common->strict && sw_diagnostics_count(d, SW_WARNING) > 0;
    int code = pilot == NULL || warned ? SW_EXIT_REJECTED : SW_EXIT_DONE;
    g_autofree char *shown =
        common->names ? g_strdup(text) : sw_without_addresses(text);
    if (!sw_print_result(shown))
        code = SW_EXIT_OUTPUT;
    sw_pilot_free(pilot);
    sw_diagnostics_free(d);
    return code;
}

typedef struct check_options {
    sw_common common;
    gboolean json;
} check_options;

static const sw_flag OPTIONS[] = {
    {"json", 0, SW_TAKES_NOTHING, offsetof(check_options, json), NULL,
     "the report as JSON (seatworth/check/1)"},
    {"strict", 0, SW_TAKES_NOTHING, offsetof(check_options, common.strict),
     NULL, "a warning is an error: the exit code is 1"},
    {0}};

static int run(void *options, char **rest)
{
    const check_options *o = options;
    const char *path = sw_one_pilot(rest, "check");
    return path == NULL ? SW_EXIT_USAGE : check(&o->common, o->json, path);
}

const sw_command SW_CHECK = {
    .name = "check",
    .purpose = "read and validate everything, report every problem",
    .usage = "[OPTION]... PILOT",
    .about = "Reads and validates everything, reports every problem, and says "
             "how each file was understood.",
    .example = "check examples/research-division-500",
    .words = "PILOT",
    .options = OPTIONS,
    .common = SW_COMMON_PILOT | SW_COMMON_NAMES,
    .size = sizeof(check_options),
    .run = run,
};
