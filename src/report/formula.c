#include "report/formula.h"

#include <glib.h>

sw_ref sw_at(lxw_row_t row, lxw_col_t column, sw_fix fix)
{
    char name[8];
    size_t n = sizeof name;
    unsigned left = column + 1u;
    name[--n] = '\0';
    for (; left > 0; left = (left - 1) / 26)
        name[--n] = (char)('A' + (left - 1) % 26);
    sw_ref ref;
    g_snprintf(ref.text, sizeof ref.text, "%s%s%s%u",
               fix & SW_FIX_COLUMN ? "$" : "", name + n,
               fix & SW_FIX_ROW ? "$" : "", (unsigned)row + 1);
    return ref;
}

sw_ref sw_span(lxw_row_t row, lxw_col_t column, lxw_row_t last_row,
               lxw_col_t last_column, sw_fix fix)
{
    sw_ref first = sw_at(row, column, fix);
    sw_ref last = sw_at(last_row, last_column, fix);
    sw_ref ref;
    g_snprintf(ref.text, sizeof ref.text, "%.30s:%.30s", first.text, last.text);
    return ref;
}

sw_ref sw_on(const char *sheet, lxw_row_t row, lxw_col_t column)
{
    sw_ref cell = sw_at(row, column, SW_FIX_BOTH);
    sw_ref ref;
    g_snprintf(ref.text, sizeof ref.text, "'%.30s'!%.28s", sheet, cell.text);
    return ref;
}

char *sw_defined_name(const char *prefix, const char *key)
{
    char *name = g_strconcat(prefix, "_", key, NULL);
    for (char *c = name; *c != '\0'; c++)
        if (!g_ascii_isalnum(*c))
            *c = '_';
    return name;
}
