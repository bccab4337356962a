#include "report/logo.h"

#include <glib.h>

/* The picture's bytes: a path in the workbook would tell whose computer. */
static GBytes *picture_of(const sw_sheet *s)
{
    const sw_json *logo = sw_json_member(s->book->e->pilot->theme, "logo");
    char *bytes = NULL;
    gsize length;
    if (logo == NULL || logo->type != SW_JSON_STRING ||
        !g_file_get_contents(logo->string, &bytes, &length, NULL))
        return NULL;
    return g_bytes_new_take(bytes, length);
}

/* libxlsxwriter knows the size once it has read the picture. */
static void place(lxw_object_properties *picture, double page, double band)
{
    static const double MARGIN = 6, LOGICAL_DPI = 96;
    if (!(picture->height > 0) || !(picture->width > 0))
        return;
    double dpi = picture->y_dpi > 0 ? picture->y_dpi : LOGICAL_DPI;
    double height = picture->height * LOGICAL_DPI / dpi;
    double scale = (band - 2 * MARGIN) / height;
    picture->x_scale = picture->y_scale = scale;
    double width = picture->width * LOGICAL_DPI /
                   (picture->x_dpi > 0 ? picture->x_dpi : LOGICAL_DPI);
    picture->x_offset = (int32_t)(page - width * scale - MARGIN);
    picture->y_offset = (int32_t)MARGIN;
}

void sw_put_logo(sw_sheet *s, double page, double band)
{
    g_autoptr(GBytes) bytes = picture_of(s);
    if (bytes == NULL)
        return;
    char says[] = "Logo";
    lxw_image_options options = {.x_scale = 1,
                                 .y_scale = 1,
                                 .description = says,
                                 .object_position = LXW_OBJECT_MOVE_DONT_SIZE};
    gsize length;
    const unsigned char *picture = g_bytes_get_data(bytes, &length);
    lxw_error e = worksheet_insert_image_buffer_opt(s->ws, 0, 0, picture,
                                                    length, &options);
    sw_sheet_keep(s, e);
    lxw_object_properties *placed = NULL, *at;
    /* cppcheck-suppress unknownMacro */
    STAILQ_FOREACH(at, s->ws->image_props, list_pointers)
    placed = at;
    if (e == LXW_NO_ERROR && placed != NULL)
        place(placed, page, band);
}
