#include "cli/tables_out.h"

#include <glib.h>
#include <string.h>

#include "base/output_file.h"
#include "cli/print.h"

bool sw_outputs_are_apart(const char *a, const char *b)
{
    if (a == NULL || !sw_output_is_same(a, b))
        return true;
    sw_complain("two results cannot go to the same place, '%s'", b);
    return false;
}

bool sw_is_workbook(const char *path)
{
    return path != NULL && g_str_has_suffix(path, ".xlsx");
}

sw_status sw_write_tables(const char *output, const char *text,
                          const char *json_path, const char *json,
                          sw_error *err)
{
    sw_status st = SW_OK;
    if (json != NULL)
        st = sw_output_write(json_path, json, strlen(json), err);
    if (st == SW_OK && text != NULL &&
        (output != NULL || !sw_is_stdout(json_path)))
        st = sw_output_write(output != NULL ? output : "-", text, strlen(text),
                             err);
    return st;
}
