/*
 * style.c - a table of looks, and formats made from it when first asked for.
 */
#include "report/style.h"

#include <glib.h>

enum { WHITE = 0xFFFFFF, BLUE = SW_INPUT_TEXT, DARK = SW_DARK };
enum { NO_FILL = -1 };

typedef struct face {
    double size;
    int colour, fill;
    bool bold, wrap, unlocked, italic, underline;
    bool shrink; /* so that it fits */
    bool left;   /* text to the left */
    bool centre; /* across and down */
    bool middle; /* down, where it is wrapped */
    bool right;
    bool inset; /* what is to the right stands a little off the next column */
    bool rule, hairline, over; /* borders: below, faint below, above */
    int indent;
} face;

static const face LOOK[SW_LOOK_N] = {
    [SW_LOOK_PLAIN] = {10, DARK, NO_FILL, .bold = false},
    [SW_LOOK_TITLE] = {16, SW_NAVY, NO_FILL, .bold = true},
    [SW_LOOK_SUBTITLE] = {9, SW_GREY, NO_FILL, .bold = false},
    [SW_LOOK_SECTION] = {11, SW_TEAL, NO_FILL, .bold = true, .rule = true},
    [SW_LOOK_HEAD] = {9, WHITE, SW_NAVY, .bold = true, .wrap = true,
                      .middle = true},
    [SW_LOOK_HEAD_RIGHT] = {9, WHITE, SW_NAVY, .bold = true, .wrap = true,
                            .middle = true, .right = true, .inset = true},
    [SW_LOOK_CELL] = {9, DARK, NO_FILL, .hairline = true, .inset = true},
    [SW_LOOK_CELL_AFTER] = {9, DARK, NO_FILL, .hairline = true, .indent = 1},
    [SW_LOOK_CELL_WRAP] = {9, DARK, NO_FILL, .hairline = true, .wrap = true,
                           .middle = true, .inset = true},
    [SW_LOOK_TOTAL] = {9, SW_NAVY, SW_PALE, .bold = true, .over = true,
                       .inset = true},
    [SW_LOOK_NOTE] = {9, SW_GREY, NO_FILL, .wrap = true},
    [SW_LOOK_INPUT] = {9, BLUE, SW_INPUT_FILL, .unlocked = true,
                       .hairline = true, .inset = true},
    [SW_LOOK_SET] = {9, SW_NAVY, NO_FILL, .bold = true, .hairline = true,
                     .inset = true},
    [SW_LOOK_PAYS] = {9, SW_NAVY, SW_PAYS_FILL, .bold = true},
    [SW_LOOK_CHOICE] = {9, BLUE, SW_INPUT_FILL, .bold = true, .unlocked = true,
                        .hairline = true},
    [SW_LOOK_LIVE] = {9, DARK, SW_PALE, .bold = true, .hairline = true,
                      .inset = true},
    [SW_LOOK_LOCKED] = {9, SW_GREY, NO_FILL, .hairline = true, .inset = true},
    [SW_LOOK_BAND] = {17, WHITE, SW_NAVY, .bold = true, .shrink = true,
                      .indent = 1},
    [SW_LOOK_BAND_SMALL] = {9, WHITE, SW_NAVY, .indent = 1},
    [SW_LOOK_BANNER] = {10, WHITE, SW_OCHRE, .bold = true, .wrap = true,
                        .indent = 1},
    [SW_LOOK_GO] = {18, WHITE, SW_TEAL, .bold = true, .centre = true},
    [SW_LOOK_CHANGE] = {18, WHITE, SW_OCHRE, .bold = true, .centre = true},
    [SW_LOOK_STOP] = {18, WHITE, SW_BRICK, .bold = true, .centre = true},
    [SW_LOOK_UNKNOWN] = {15, WHITE, SW_GREY, .bold = true, .centre = true},
    [SW_LOOK_ORDER] = {11.5, SW_NAVY, SW_PALE, .bold = true, .wrap = true,
                       .indent = 1},
    [SW_LOOK_HEADLINE] = {9.5, DARK, SW_PALE, .wrap = true, .indent = 1},
    [SW_LOOK_TILE_LABEL] = {8, SW_GREY, SW_PALE, .centre = true},
    [SW_LOOK_TILE_VALUE] = {16, SW_NAVY, SW_PALE, .bold = true, .centre = true},
    [SW_LOOK_TILE_NOTE] = {7.5, SW_GREY, SW_PALE, .centre = true,
                           .shrink = true},
    [SW_LOOK_LEAD] = {9, SW_TEAL, NO_FILL, .bold = true, .wrap = true},
    [SW_LOOK_SAYS] = {9, DARK, NO_FILL, .wrap = true, .left = true},
    [SW_LOOK_SMALL_HEAD] = {7.5, WHITE, SW_NAVY, .bold = true, .wrap = true},
    [SW_LOOK_SMALL_HEAD_RIGHT] = {7.5, WHITE, SW_NAVY, .bold = true,
                                  .wrap = true, .right = true},
    [SW_LOOK_SMALL_CELL] = {8, DARK, NO_FILL, .hairline = true, .shrink = true},
    [SW_LOOK_SMALL_CHOSEN] = {8, SW_NAVY, SW_INPUT_FILL, .bold = true,
                              .hairline = true, .wrap = true},
    [SW_LOOK_SMALL_PRINT] = {7.5, SW_GREY, NO_FILL, .wrap = true},
    [SW_LOOK_SMALL_WRAP] = {7.5, DARK, NO_FILL, .hairline = true, .wrap = true,
                            .middle = true},
    [SW_LOOK_LINK] = {7.5, SW_TEAL, NO_FILL, .underline = true},
    [SW_LOOK_LINK_CELL] = {9, SW_TEAL, NO_FILL, .underline = true,
                           .hairline = true},
    [SW_LOOK_SMALL_FIGURE] = {8, SW_NAVY, SW_INPUT_FILL, .bold = true,
                              .hairline = true, .shrink = true},
    [SW_LOOK_WORDS] = {9, DARK, NO_FILL, .shrink = true, .left = true},
    [SW_LOOK_FIGURE] = {9, SW_NAVY, NO_FILL, .bold = true, .shrink = true,
                        .right = true},
    [SW_LOOK_STALE] = {9, SW_GREY, NO_FILL, .italic = true},
    [SW_LOOK_UNMARKED] = {8, DARK, WHITE, .bold = false},
    [SW_LOOK_BAND_FIGURE] = {9, WHITE, SW_NAVY, .right = true, .inset = true},
    [SW_LOOK_CHART_TITLE] = {9.5, SW_NAVY, NO_FILL, .bold = true, .wrap = true,
                             .centre = true},
    [SW_LOOK_SIGN_LABEL] = {8, SW_GREY, NO_FILL, .shrink = true},
    [SW_LOOK_SIGN] = {9, DARK, NO_FILL, .rule = true, .unlocked = true,
                      .left = true},
};

void sw_style_init(sw_style *s, lxw_workbook *workbook, const sw_pilot *pilot,
                   double largest)
{
    *s = (sw_style){.workbook = workbook};
    sw_style_read_theme(s, pilot, largest);
}

void sw_style_clear(sw_style *s)
{
    for (int i = 0; i < SW_NUM_N; i++)
        g_clear_pointer(&s->number[i], g_free);
}

static void set_border(const sw_style *s, lxw_format *f, const face *l)
{
    if (l->rule || l->hairline)
        format_set_bottom(f, l->rule ? LXW_BORDER_THIN : LXW_BORDER_HAIR);
    if (l->rule || l->hairline)
        format_set_bottom_color(
            f, sw_style_colour(s, l->rule ? SW_TEAL : SW_LINE));
    if (l->over) {
        format_set_top(f, LXW_BORDER_THIN);
        format_set_top_color(f, sw_style_colour(s, SW_NAVY));
    }
}

static void set_place(lxw_format *f, const face *l, sw_number number)
{
    if (l->wrap)
        format_set_text_wrap(f);
    if (l->centre)
        format_set_align(f, LXW_ALIGN_CENTER);
    if (l->left)
        format_set_align(f, LXW_ALIGN_LEFT);
    bool figure = number != SW_NUM_GENERAL && number != SW_NUM_KEEP &&
                  number != SW_NUM_TEXT && !l->centre && !l->left;
    if (l->right || figure)
        format_set_align(f, LXW_ALIGN_RIGHT);
    if (l->indent > 0 || ((figure || l->right) && l->inset))
        format_set_indent(f, 1);
    bool middle = l->centre || l->middle || l->indent > 0;
    format_set_align(f, l->wrap && !middle ? LXW_ALIGN_VERTICAL_TOP
                                           : LXW_ALIGN_VERTICAL_CENTER);
}

static lxw_format *make(sw_style *s, const face *l, sw_number number)
{
    lxw_format *f = workbook_add_format(s->workbook);
    if (f == NULL)
        return NULL;
    format_set_font_size(f, l->size);
    format_set_font_color(f, sw_style_colour(s, l->colour));
    if (s->font != NULL)
        format_set_font_name(f, s->font);
    if (l->fill != NO_FILL)
        format_set_bg_color(f, sw_style_colour(s, l->fill));
    if (l->bold)
        format_set_bold(f);
    if (l->italic)
        format_set_italic(f);
    if (l->shrink)
        format_set_shrink(f);
    if (l->underline)
        format_set_underline(f, LXW_UNDERLINE_SINGLE);
    if (l->unlocked)
        format_set_unlocked(f);
    set_border(s, f, l);
    set_place(f, l, number);
    if (number != SW_NUM_KEEP)
        format_set_num_format(f, s->number[number]);
    return f;
}

lxw_format *sw_style_format(sw_style *s, sw_look look, sw_number number)
{
    lxw_format **f = &s->format[look][number];
    if (*f == NULL)
        *f = make(s, &LOOK[look], number);
    return *f;
}
