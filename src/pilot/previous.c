/* previous.c - a previous result whose money meant something else */
#include "pilot/previous.h"

#include <string.h>

#include "pilot/load.h"

/* previous.result; NULL where it is none. */
static const sw_json *named(const sw_pilot *p)
{
    const sw_json *file = sw_json_at(p->resolved, "previous.result");
    return file != NULL && file->type == SW_JSON_STRING ? file : NULL;
}

bool sw_previous_is_named(const sw_pilot *p)
{
    return named(p) != NULL;
}

void sw_previous_read(sw_pilot *p)
{
    const sw_json *file = named(p);
    if (file == NULL)
        return;
    g_autofree char *path =
        g_path_is_absolute(file->string)
            ? g_strdup(file->string)
            : g_build_filename(p->folder, file->string, NULL);
    sw_diagnostics *d = sw_diagnostics_new();
    p->previous = sw_json_read(path, false, d);
    sw_diagnostics_free(d);
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
    sw_previous_read(load->pilot);
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
