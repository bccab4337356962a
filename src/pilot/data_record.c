/* data_record.c - which columns of a file were used */
#include "pilot/data_record.h"

sw_column_uses sw_column_uses_begin(void)
{
    return (sw_column_uses){.columns = g_strv_builder_new(),
                            .roles = g_strv_builder_new(),
                            .unused = g_strv_builder_new()};
}

void sw_column_uses_add(sw_column_uses *u, const char *header, const char *role)
{
    g_strv_builder_add(role != NULL ? u->columns : u->unused, header);
    if (role != NULL)
        g_strv_builder_add(u->roles, role);
}

void sw_column_uses_end(sw_column_uses *u, sw_input_file *out)
{
    out->columns = g_strv_builder_end(u->columns);
    out->roles = g_strv_builder_end(u->roles);
    out->unused = g_strv_builder_end(u->unused);
    g_strv_builder_unref(u->columns);
    g_strv_builder_unref(u->roles);
    g_strv_builder_unref(u->unused);
}
