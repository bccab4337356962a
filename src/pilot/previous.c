/* previous.c - a previous result whose money meant something else */
#include "pilot/previous.h"

#include <string.h>

#include "ingest/result_file.h"
#include "pilot/load.h"

/* previous.result; NULL where it is none. */
static const sw_json *named(const sw_pilot *p)
{
    const sw_json *file = sw_json_at(p->resolved, "previous.result");
    return file != NULL && file->type == SW_JSON_STRING ? file : NULL;
}

bool sw_previous_is_named(const sw_pilot *p)
{
    return named(p) != NULL || p->previous != NULL;
}

/* Where it is; NULL: nowhere. The caller frees it. */
static char *path_of(const sw_load *load)
{
    const sw_json *file = named(load->pilot);
    if (load->opts->previous != NULL)
        return g_strdup(load->opts->previous);
    if (file == NULL || g_path_is_absolute(file->string))
        return file == NULL ? NULL : g_strdup(file->string);
    return g_build_filename(load->pilot->folder, file->string, NULL);
}

/* What the file names may be gone, which is said where it matters; what was
 * asked for on the line is there. */
static void read_previous(const sw_load *load)
{
    g_autofree char *path = path_of(load);
    if (path == NULL)
        return;
    bool asked = load->opts->previous != NULL && !load->without_files;
    sw_diagnostics *unsaid = sw_diagnostics_new();
    sw_json *result = sw_result_read(path, asked ? load->d : unsaid);
    sw_diagnostics_free(unsaid);
    load->pilot->previous = result;
    const char *schema = sw_member_text(result, "schema");
    if (asked && result != NULL &&
        (schema == NULL || !g_str_has_prefix(schema, "seatworth/result/")))
        sw_diagnose(load->d, SW_ERROR, "no-result", (sw_place){.file = path},
                    "name what evaluate wrote: result.json or the workbook",
                    "this is no result of seatworth");
}

bool sw_previous_is_shared(const sw_pilot *p)
{
    return sw_member_flag(sw_json_member(p->resolved, "previous"), "shared",
                          true);
}

/* A default that withholds is an assumption like any other. */
static void tell_default(const sw_load *load)
{
    const sw_json *previous = sw_json_member(load->root, "previous");
    if (sw_previous_is_named(load->pilot) && load->pilot->min_group > 1 &&
        !sw_is_given(sw_json_member(previous, "shared")))
        g_ptr_array_add(
            load->pilot->warnings,
            sw_message_word(
                "Assumed: whoever reads this result has the previous one too "
                "(previous.shared is not given), so what their difference "
                "would tell of few people is withheld."));
}

/* What was looked at and used up is a matter of record; the figures of the
 * first schema were against another comparator and are not read. */
void sw_check_previous(const sw_load *load)
{
    read_previous(load);
    tell_default(load);
    const char *schema = sw_member_text(load->pilot->previous, "schema");
    const sw_json *file = named(load->pilot);
    if (!load->without_files && schema != NULL &&
        strcmp(schema, "seatworth/result/1") == 0)
        sw_load_problem(load, SW_WARNING, "previous-schema", file,
                        "evaluate that quarter again to compare its money",
                        "%s is of schema seatworth/result/1: looks, extensions "
                        "and segments that were kept are read from it, its "
                        "money meant something else",
                        file->string);
}
