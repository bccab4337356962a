#include "report/html_axis.h"

#include <math.h>
#include <string.h>

#include "report/cell_text.h"

enum { LINE_HEIGHT = 13 };

/* 1, 2 or 5 times a power of ten: about five steps. */
static double round_step(double span)
{
    static const double STEP[] = {1, 2, 5, 10};
    enum { STEPS = 5 };
    double rough = span / STEPS;
    double power = pow(10, floor(log10(rough)));
    for (size_t i = 0; i < G_N_ELEMENTS(STEP); i++)
        if (STEP[i] * power >= rough * (1 - 1e-9))
            return STEP[i] * power;
    return 10 * power;
}

sw_axis sw_axis_of(const lxw_chart_axis *own, double low, double high)
{
    if (own->has_min)
        low = own->min;
    if (own->has_max)
        high = own->max;
    if (!(high > low))
        high = low + (fabs(low) > 0 ? fabs(low) : 1);
    sw_axis a = {.step = round_step(high - low),
                 .code = own->num_format != NULL ? own->num_format : "General"};
    a.low = own->has_min ? low : floor(low / a.step + 1e-9) * a.step;
    a.high = own->has_max ? high : ceil(high / a.step - 1e-9) * a.step;
    return a;
}

double sw_axis_at(const sw_axis *a, double value)
{
    return a->from + (value - a->low) / (a->high - a->low) * (a->to - a->from);
}

/* The k-th value with a label, or NaN after the last. */
static double step_at(const sw_axis *a, int k)
{
    double first = ceil(a->low / a->step - 1e-9) * a->step;
    double value = first + k * a->step;
    if (fabs(value) < a->step * 1e-9)
        value = 0;
    return value > a->high + a->step * 1e-9 ? NAN : value;
}

static const char *class_of(double value)
{
    return fabs(value) > 0 ? "grid" : "zero";
}

/* Every how many-th step there is room for a label at. */
static long labels_apart(const sw_html *h, const sw_axis *a)
{
    enum { LETTER = 6, BETWEEN = 8 };
    double room = fabs(sw_axis_at(a, a->step) - sw_axis_at(a, 0)), most = 0;
    for (int k = 0; isfinite(step_at(a, k)); k++) {
        g_autofree char *text =
            sw_cell_text(h->language, a->code, step_at(a, k));
        most = fmax(most, LETTER * (double)g_utf8_strlen(text, -1));
    }
    return lround(fmax(1, ceil((most + BETWEEN) / room)));
}

void sw_axis_lying(sw_html *h, const sw_axis *a, double top, double bottom)
{
    long apart = labels_apart(h, a); /* counted from zero, which has one */
    for (int k = 0; isfinite(step_at(a, k)); k++) {
        double value = step_at(a, k), x = sw_axis_at(a, value);
        g_autofree char *text = sw_cell_text(h->language, a->code, value);
        sw_html_putf(h,
                     "<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" "
                     "y2=\"%.1f\"/>",
                     class_of(value), x, x, top, bottom);
        if (lround(value / a->step) % apart == 0)
            sw_picture_label(h, text, SIZE_MAX, x, bottom + LINE_HEIGHT,
                             "middle");
    }
}

void sw_axis_standing(sw_html *h, const sw_axis *a, double left, double right)
{
    enum { OFF = 5 };
    for (int k = 0; isfinite(step_at(a, k)); k++) {
        double value = step_at(a, k), y = sw_axis_at(a, value);
        g_autofree char *text = sw_cell_text(h->language, a->code, value);
        sw_html_putf(h,
                     "<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" "
                     "y2=\"%.1f\"/>",
                     class_of(value), left, right, y, y);
        sw_picture_label(h, text, SIZE_MAX, left - OFF, y, "end");
    }
}

void sw_axis_name(sw_html *h, const lxw_chart_axis *own, double x, double y,
                  const char *anchor)
{
    if (own->title.name == NULL || own->hidden)
        return;
    sw_picture_label(h, sw_html_word(h, own->title.name), SIZE_MAX, x, y,
                     anchor);
}

/* Where a line of at most `characters` ends: at a blank if there is one. */
static const char *line_end(const char *text, size_t characters)
{
    const char *end = text, *blank = NULL;
    for (size_t n = 0; *end != '\0' && n < characters; n++) {
        if (*end == ' ')
            blank = end;
        end = g_utf8_next_char(end);
    }
    return *end == '\0' || *end == ' ' || blank == NULL ? end : blank;
}

size_t sw_picture_lines(const char *text, size_t characters)
{
    size_t n = 0;
    for (const char *c = text; *c != '\0'; n++)
        for (c = line_end(c, characters); *c == ' ';)
            c++;
    return n;
}

void sw_picture_label(sw_html *h, const char *text, size_t characters, double x,
                      double y, const char *anchor)
{
    static const double DOWN = 4; /* from the middle of a line to its foot */
    double line =
        y + DOWN -
        LINE_HEIGHT * ((double)sw_picture_lines(text, characters) - 1) / 2;
    for (const char *c = text; *c != '\0'; line += LINE_HEIGHT) {
        const char *end = line_end(c, characters);
        g_autofree char *part = g_strndup(c, (gsize)(end - c));
        sw_html_putf(h, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x,
                     line, anchor);
        sw_html_text(h, part);
        sw_html_put(h, "</text>");
        for (c = end; *c == ' ';)
            c++;
    }
}
