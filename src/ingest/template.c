#include "ingest/template.h"

#include <gio/gio.h>
#include <stdlib.h>

/* Made by glib-compile-resources from templates/ (see the Makefile). */
extern GResource *sw_templates_get_resource(void);

static gpointer first_use(gpointer unused)
{
    (void)unused;
    return sw_templates_get_resource();
}

/* GLib makes a resource at its first use, and until it has done so gives NULL
 * to other threads: one asks, the others wait. */
static GResource *built_in_templates(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, first_use, NULL);
}

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
    GBytes *bytes = g_resource_lookup_data(built_in_templates(), path,
                                           G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    if (bytes == NULL)
        sw_fail(err, SW_EIO, "%s: there is no such template", name);
    return bytes;
}

static int by_name(const void *a, const void *b)
{
    return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

static void add_name(GPtrArray *names, const char *subfolder, const char *file)
{
    g_autofree char *name = g_strconcat(subfolder, "/", file, NULL);
    if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
        g_ptr_array_add(names, g_steal_pointer(&name));
}

GPtrArray *sw_template_list(const char *subfolder, const char *folder)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *path = g_strconcat("/seatworth/", subfolder, NULL);
    char **built_in = g_resource_enumerate_children(
        built_in_templates(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    for (char **s = built_in; s != NULL && *s != NULL; s++)
        add_name(names, subfolder, *s);
    g_strfreev(built_in);
    if (folder != NULL) {
        g_autofree char *place = g_build_filename(folder, subfolder, NULL);
        GDir *dir = g_dir_open(place, 0, NULL);
        const char *file;
        while (dir != NULL && (file = g_dir_read_name(dir)) != NULL)
            add_name(names, subfolder, file);
        if (dir != NULL)
            g_dir_close(dir);
    }
    qsort(names->pdata, names->len, sizeof *names->pdata, by_name);
    return names;
}

sw_json *sw_template_json(const char *name, const char *folder,
                          sw_diagnostics *d)
{
    sw_error err = {0};
    g_autoptr(GBytes) bytes = sw_template_read(name, folder, &err);
    if (bytes == NULL) {
        sw_diagnose(d, SW_ERROR, "no-template", (sw_place){.file = name}, NULL,
                    "%s", err.message);
        return NULL;
    }
    gsize length;
    const char *text = g_bytes_get_data(bytes, &length);
    return sw_json_parse(text, length, name, true, d);
}
