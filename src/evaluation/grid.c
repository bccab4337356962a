/*
 * grid.c - one axis of a grid of scenarios.
 */
#include <math.h>
#include <string.h>

#include "evaluation/scenario_list.h"

static bool read_number(const char *text, double *x)
{
    char *end;
    *x = g_ascii_strtod(text, &end);
    return end != text && *end == '\0' && isfinite(*x);
}

static bool read_range(sw_grid *g, const char *text)
{
    g_auto(GStrv) part = g_strsplit(text, ":", -1);
    return g_strv_length(part) == 3 && read_number(part[0], &g->from) &&
           read_number(part[1], &g->to) && read_number(part[2], &g->step);
}

bool sw_grid_read(sw_grid *out, const char *text, char **why)
{
    sw_grid g = {0};
    const char *equals = strchr(text, '=');
    *why = NULL;
    if (equals == NULL || equals == text || !read_range(&g, equals + 1))
        *why = g_strdup("is not key=from:to:step");
    else if (!(g.step * (g.to - g.from) >= 0.0) || !(fabs(g.step) > 0.0))
        *why = g_strdup("has a step that does not lead from the first value "
                        "to the last");
    else if (!((g.to - g.from) / g.step < SW_GRID_POINTS))
        *why = g_strdup_printf("has more than %d points", SW_GRID_POINTS);
    if (*why != NULL)
        return false;
    g.key = g_strndup(text, (gsize)(equals - text));
    /* The last value counts where rounding alone keeps the steps short of it.
     */
    g.n = (size_t)floor((g.to - g.from) / g.step + 1e-9) + 1;
    *out = g;
    return true;
}

void sw_grid_clear(sw_grid *g)
{
    g_clear_pointer(&g->key, g_free);
}

char *sw_grid_value(const sw_grid *g, size_t i)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    double x = g->from + (double)i * g->step;
    if (fabs(x) < 1e-12 * fabs(g->step)) /* 0, not what is left of it */
        x = 0.0;
    return g_strdup(g_ascii_formatd(text, sizeof text, "%.12g", x));
}
