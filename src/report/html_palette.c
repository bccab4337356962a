#include "report/html_palette.h"

#include <math.h>
#include <string.h>

enum { WHITE = 0xFFFFFF, NIGHT = 0x12171E, BLACK = 0 };

/* Contrast that texts have: 4.5, and something for rounding; more on a dark
 * ground, where 4.5 is dim, and most for what is read longest. */
static double enough(const char *role, bool dark)
{
    static const double LEAST = 4.6, DARK = 6.0, NAMES = 8.5, TEXT = 11.5;
    if (!dark)
        return LEAST;
    return strcmp(role, "text") == 0      ? TEXT
           : strcmp(role, "primary") == 0 ? NAMES
                                          : DARK;
}

static int part_of(int colour, int shift)
{
    return colour >> shift & 0xFF;
}

/* Relative luminance, WCAG 2.1. */
static double luminance(int colour)
{
    static const double WEIGHT[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double x = part_of(colour, 16 - 8 * i) / 255.0;
        sum += WEIGHT[i] *
               (x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double sw_contrast(int a, int b)
{
    double one = luminance(a), other = luminance(b);
    return (fmax(one, other) + 0.05) / (fmin(one, other) + 0.05);
}

/* `share` of b in a. */
static int mixed(int a, int b, double share)
{
    int colour = 0;
    for (int shift = 0; shift <= 16; shift += 8)
        colour |= (int)lround(part_of(a, shift) * (1 - share) +
                              part_of(b, shift) * share)
                  << shift;
    return colour;
}

/* Moved towards `to` until it can be read on both grounds. */
static int readable(int colour, int to, int ground, int panel, double least)
{
    enum { STEPS = 50 };
    for (int i = 0; i <= STEPS; i++) {
        int moved = mixed(colour, to, (double)i / STEPS);
        if (sw_contrast(moved, ground) >= least &&
            sw_contrast(moved, panel) >= least)
            return moved;
    }
    return to;
}

/* What a role fills; the others are texts and marks. In the dark a fill is the
 * night with a share of the colour that it stands for. */
static const struct fill {
    const char *role;
    int of; /* colour */
    double share;
} FILL[] = {
    {"panel", SW_NAVY, 0.22},  {"line", SW_GREY, 0.55},
    {"input", SW_OCHRE, 0.22}, {"pays", SW_TEAL, 0.25},
    {"grid", SW_GREY, 0.3},    {"interval", SW_TEAL, 0.6},
    {"loss", SW_BRICK, 0.65},
};

static const struct fill *fill_of(const char *role)
{
    for (size_t i = 0; i < G_N_ELEMENTS(FILL); i++)
        if (strcmp(FILL[i].role, role) == 0)
            return &FILL[i];
    return NULL;
}

static int dark_fill(const sw_style *s, const struct fill *f)
{
    return mixed(NIGHT, (int)sw_style_colour(s, f->of), f->share);
}

static int colour_at(const sw_style *s, size_t i, bool dark)
{
    const struct fill *f = fill_of(sw_style_role_at(i));
    if (f != NULL)
        return dark ? dark_fill(s, f) : s->palette[i];
    double least = enough(sw_style_role_at(i), dark);
    return dark ? readable(s->palette[i], WHITE, NIGHT,
                           dark_fill(s, fill_of("panel")), least)
                : readable(s->palette[i], BLACK, WHITE,
                           (int)sw_style_colour(s, SW_PALE), least);
}

static void put_colours(sw_html *h, const sw_style *s, bool dark)
{
    sw_html_putf(h, ":root{--surface:#%06X;--on:#%06X", dark ? NIGHT : WHITE,
                 dark ? NIGHT : WHITE);
    for (size_t i = 0; i < SW_COLOURS; i++)
        sw_html_putf(h, ";--%s:#%06X", sw_style_role_at(i),
                     (unsigned)colour_at(s, i, dark));
    sw_html_put(h, "}\n");
}

void sw_html_palette(sw_html *h, const sw_style *s)
{
    put_colours(h, s, false);
    sw_html_put(h, "@media screen and (prefers-color-scheme:dark){\n");
    put_colours(h, s, true);
    sw_html_put(h, "}\n");
    for (size_t i = 0; i < SW_COLOURS; i++) {
        const char *role = sw_style_role_at(i);
        sw_html_putf(h, ".f-%s{fill:var(--%s)}.s-%s{stroke:var(--%s)}\n", role,
                     role, role, role);
    }
}
