/* previous.c - a previous result whose money meant something else */
#include "pilot/previous.h"

#include <glib.h>
#include <string.h>

#include "pilot/load.h"

sw_json *sw_previous_result(const sw_json *root, const char *folder)
{
    const char *name =
        sw_member_text(sw_json_member(root, "previous"), "result");
    if (name == NULL)
        return NULL;
    g_autofree char *path = g_path_is_absolute(name)
                                ? g_strdup(name)
                                : g_build_filename(folder, name, NULL);
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *result = sw_json_read(path, false, d);
    sw_diagnostics_free(d);
    return result;
}

/* What was looked at and used up is a matter of record; the figures of the
 * first schema were against another comparator and are not read. */
void sw_check_previous(const sw_load *load)
{
    const sw_json *file = sw_json_at(load->root, "previous.result");
    if (load->without_files || !sw_is_given(file) ||
        file->type != SW_JSON_STRING)
        return;
    sw_json *result = sw_previous_result(load->root, load->pilot->folder);
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
