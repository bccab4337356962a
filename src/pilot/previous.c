/* previous.c - a previous result whose money meant something else */
#include "pilot/previous.h"

#include <string.h>

#include "pilot/load.h"

char *sw_previous_path(const sw_pilot *p)
{
    const sw_json *file = sw_json_at(p->resolved, "previous.result");
    if (file == NULL || file->type != SW_JSON_STRING)
        return NULL;
    return g_path_is_absolute(file->string)
               ? g_strdup(file->string)
               : g_build_filename(p->folder, file->string, NULL);
}

sw_json *sw_previous_result(const sw_pilot *p)
{
    g_autofree char *path = sw_previous_path(p);
    if (path == NULL)
        return NULL;
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *result = sw_json_read(path, false, d);
    sw_diagnostics_free(d);
    return result;
}

bool sw_previous_is_shared(const sw_pilot *p)
{
    return sw_member_flag(sw_json_member(p->resolved, "previous"), "shared",
                          true);
}

/* What was looked at and used up is a matter of record; the figures of the
 * first schema were against another comparator and are not read. */
void sw_check_previous(const sw_load *load)
{
    const sw_json *file = sw_json_at(load->root, "previous.result");
    if (load->without_files || !sw_is_given(file) ||
        file->type != SW_JSON_STRING)
        return;
    sw_json *result = sw_previous_result(load->pilot);
    const char *schema = sw_member_text(result, "schema");
    if (schema != NULL && strcmp(schema, "seatworth/result/1") == 0)
        sw_load_problem(load, SW_WARNING, "previous-schema", file,
                        "evaluate that quarter again to compare its money",
                        "%s is of schema seatworth/result/1: looks, extensions "
                        "and segments that were kept are read from it, its "
                        "money meant something else",
                        file->string);
    sw_json_free(result);
}
