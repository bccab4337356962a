#include "ingest/percent_bin.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/json_writer.h"
#include "ingest/answer_words.h"

typedef struct bounds {
    double lower, upper, bare[2];
    int n_bare;
} bounds;

static bool take(const char **p, const char *const *words)
{
    for (; *words != NULL; words++) {
        size_t n = strlen(*words);
        if (strncmp(*p, *words, n) == 0) {
            *p += n;
            return true;
        }
    }
    return false;
}

static void skip_noise(const char **p)
{
    static const char *const noise[] = {" ", ",",    "but",  "and", "to",
                                        "-", "und",  "bis",  "et",  "y",
                                        "à", "mais", "aber", NULL};
    while (take(p, noise))
        ;
}

/* 1 for an upper bound, -1 for a lower one, 0 for a bare number. */
static int comparison(const char **p)
{
    static const char *const less[] = {
        "<=",    "<",           "≤",        "less than", "under",
        "up to", "weniger als", "moins de", "menos de",  NULL};
    static const char *const more[] = {
        ">=",       ">",        "≥",       "more than", "over",
        "at least", "mehr als", "plus de", "más de",    NULL};
    int side = take(p, less) ? 1 : take(p, more) ? -1 : 0;
    while (**p == ' ')
        (*p)++;
    return side;
}

static bool number(const char **p, double *x)
{
    char *end;
    if (!g_ascii_isdigit(**p))
        return false;
    *x = g_ascii_strtod(*p, &end) / 100.0;
    *p = end + strspn(end, " ");
    if (**p == '%')
        (*p)++;
    return true;
}

static bool read_bound(bounds *b, const char **p)
{
    static const char *const above[] = {" or more", "+",      " oder mehr",
                                        " ou plus", " o más", NULL};
    double x;
    int side = comparison(p);
    if (!number(p, &x))
        return false;
    if (take(p, above))
        side = -1;
    if (side > 0)
        b->upper = x;
    else if (side < 0)
        b->lower = x;
    else if (b->n_bare < 2)
        b->bare[b->n_bare++] = x;
    else
        return false;
    return true;
}

bool sw_percent_bin_read(sw_percent_bin *out, const char *text)
{
    g_autofree char *folded = sw_answer_fold(text);
    bounds b = {.lower = NAN, .upper = NAN};
    const char *p = folded;
    int parts = 0;
    if (strchr(folded, '%') == NULL)
        return false;
    for (skip_noise(&p); *p != '\0'; skip_noise(&p))
        if (!read_bound(&b, &p) || ++parts > 2)
            return false;
    if (b.n_bare > 0) {
        b.lower = b.bare[0];
        b.upper = b.bare[b.n_bare - 1];
    }
    out->lower = isnan(b.lower) ? 0.0 : b.lower;
    out->upper = isnan(b.upper) ? INFINITY : b.upper;
    return parts > 0 && out->upper >= out->lower;
}

char *sw_percent_bin_text(const sw_percent_bin *bin)
{
    char low[SW_NUMBER_TEXT], high[SW_NUMBER_TEXT];
    sw_number_text(bin->lower, low);
    if (isinf(bin->upper))
        return g_strconcat(low, "+", NULL);
    if (!(bin->upper > bin->lower))
        return g_strdup(low);
    return g_strconcat(low, "-", sw_number_text(bin->upper, high), NULL);
}
