#include "pilot/template.h"

#include <gio/gio.h>

/* Made by glib-compile-resources from templates/ (see the Makefile). */
extern GResource *sw_templates_get_resource(void);

static GBytes *from_folder(const char *path, sw_error *err)
{
    char *text = NULL;
    gsize length = 0;
    g_autoptr(GError) why = NULL;
    if (g_file_get_contents(path, &text, &length, &why))
        return g_bytes_new_take(text, length);
    sw_fail(err, SW_EIO, "%s: %s", path, why->message);
    return NULL;
}

GBytes *sw_template_read(const char *name, const char *folder, sw_error *err)
{
    if (folder != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS))
            return from_folder(path, err);
    }
    g_autofree char *path = g_strconcat("/seatworth/", name, NULL);
    GBytes *bytes = g_resource_lookup_data(sw_templates_get_resource(), path,
                                           G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    if (bytes == NULL)
        sw_fail(err, SW_EIO, "%s: there is no such template", name);
    return bytes;
}

char **sw_template_list(const char *folder, const char *name)
{
    g_autofree char *path =
        g_strdup_printf("/seatworth/%s/%s", folder, name);
    char **files = g_resource_enumerate_children(
        sw_templates_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    return files != NULL ? files : g_new0(char *, 1);
}
