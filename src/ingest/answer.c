/*
 * Durations (FORMATS 8.2):
 *
 *   none | [about] quantity [or more | or less]
 *   | less|more quantity | [between] quantity dash|and quantity
 *   | lost [any of these] | any of these, lost
 *   with a period before or behind; a quantity is a number with or without a
 *   unit, or compound: 1h30, 1 hour 30 minutes. What was lost is below zero.
 */
#include "ingest/answer.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "ingest/answer_words.h"

/* Excel's serials of the years 1954 to 2119: minutes nobody answers. */
static const double first_serial = 20000.0, last_serial = 80000.0;

typedef struct parser {
    const sw_word *w;
    int n, at;
} parser;

typedef struct quantity {
    double value;
    bool has_unit; /* value is in minutes */
} quantity;

static bool is(const parser *p, sw_word_kind kind)
{
    return p->at < p->n && p->w[p->at].kind == kind;
}

static bool take(parser *p, sw_word_kind kind)
{
    if (!is(p, kind))
        return false;
    p->at++;
    return true;
}

/* "1h30", "1 hour and 30 minutes", "1 hour 30": minutes behind hours. */
static void add_minutes(parser *p, quantity *q)
{
    int start = p->at;
    take(p, SW_WORD_AND);
    if (is(p, SW_WORD_NUMBER) && p->w[p->at].value < 60.0) {
        double minutes = p->w[p->at++].value;
        bool hours_again = is(p, SW_WORD_UNIT) && p->w[p->at].value > 1.0;
        bool range = is(p, SW_WORD_DASH);
        if (!hours_again && !range) {
            take(p, SW_WORD_UNIT);
            q->value += minutes;
            return;
        }
    }
    p->at = start;
}

static bool read_quantity(parser *p, quantity *q)
{
    while (take(p, SW_WORD_ABOUT))
        ;
    if (is(p, SW_WORD_AMOUNT)) {
        *q = (quantity){p->w[p->at++].value, true};
        take(p, SW_WORD_UNIT); /* 1:30 hours */
        return true;
    }
    if (!is(p, SW_WORD_NUMBER))
        return false;
    *q = (quantity){p->w[p->at++].value, false};
    /* "1 1/2 hours", "1½" */
    if (is(p, SW_WORD_NUMBER) && p->w[p->at].value < 1.0)
        q->value += p->w[p->at++].value;
    if (!is(p, SW_WORD_UNIT))
        return true;
    double unit = p->w[p->at++].value;
    *q = (quantity){q->value * unit, true};
    if (unit > 1.0)
        add_minutes(p, q);
    return true;
}

/* A unit behind the second number of a range is the first one's too. */
static void share_unit(parser *p, int from, quantity *low, const quantity *high)
{
    if (low->has_unit || !high->has_unit)
        return;
    double unit = 1.0;
    for (int i = from; i < p->at; i++)
        if (p->w[i].kind == SW_WORD_UNIT) {
            unit = p->w[i].value;
            break;
        }
    *low = (quantity){low->value * unit, true};
}

static double minutes(const quantity *q, double bare_unit)
{
    return q->has_unit ? q->value : q->value * bare_unit;
}

static bool is_serial(const quantity *q)
{
    return !q->has_unit && q->value >= first_serial && q->value <= last_serial;
}

static bool take_less(parser *p)
{
    return take(p, SW_WORD_OR_LESS) || take(p, SW_WORD_LESS);
}

static bool read_bound(parser *p, sw_duration *out, double bare_unit)
{
    bool less = is(p, SW_WORD_LESS);
    quantity q;
    p->at++;
    if (is(p, SW_WORD_UNIT)) /* "ponad godzinę": one of it */
        q = (quantity){p->w[p->at++].value, true};
    else if (!read_quantity(p, &q))
        return false;
    double m = minutes(&q, bare_unit);
    /* "from zero to under an hour" is one bin; "less than 0" is none. */
    if (less && !(m > 0.0))
        return false;
    out->lower = less ? 0.0 : m;
    out->upper = less ? m : INFINITY;
    return true;
}

static bool read_range(parser *p, sw_duration *out, double bare_unit)
{
    bool between = take(p, SW_WORD_BETWEEN);
    quantity low, high;
    if (!read_quantity(p, &low))
        return false;
    out->lower = out->upper = minutes(&low, bare_unit);
    if (take(p, SW_WORD_OR_MORE)) {
        take(p, SW_WORD_UNIT); /* "30+ minutes" */
        if (!low.has_unit && p->w[p->at - 1].kind == SW_WORD_UNIT)
            out->lower = low.value * p->w[p->at - 1].value;
        out->upper = INFINITY;
        return true;
    }
    if (take_less(p)) {
        take(p, SW_WORD_UNIT); /* "30 or less minutes" */
        if (!low.has_unit && p->w[p->at - 1].kind == SW_WORD_UNIT)
            out->upper = low.value * p->w[p->at - 1].value;
        out->lower = 0.0;
        return out->upper > 0.0;
    }
    if (!take(p, SW_WORD_DASH) && !(between && take(p, SW_WORD_AND)))
        return !between && !is_serial(&low);
    int from = p->at;
    take(p, SW_WORD_LESS); /* "15 to under 30 minutes" */
    if (!read_quantity(p, &high))
        return false;
    share_unit(p, from, &low, &high);
    out->lower = minutes(&low, bare_unit);
    out->upper = minutes(&high, bare_unit);
    return out->upper > out->lower;
}

static bool is_period(const parser *p)
{
    return is(p, SW_WORD_PERIOD) || is(p, SW_WORD_SPAN);
}

static bool read_period(parser *p, sw_duration *out)
{
    bool first = out->period == SW_PERIOD_UNKNOWN;
    out->period = p->w[p->at++].period;
    return first;
}

static void skip_about(parser *p)
{
    while (take(p, SW_WORD_ABOUT))
        ;
}

/* What is left of zero: 15 to 30 minutes lost; how much, if nothing says it. */
static void turn(sw_duration *out, bool how_much)
{
    double lower = out->lower;
    out->lower = how_much ? -out->upper : -INFINITY;
    out->upper = how_much ? -lower : 0.0;
}

static bool read_core(parser *p, sw_duration *out, double bare_unit)
{
    if (take(p, SW_WORD_NONE)) {
        take(p, SW_WORD_UNIT); /* "zero minutes" */
        return true;
    }
    if (is(p, SW_WORD_LESS) || is(p, SW_WORD_MORE))
        return read_bound(p, out, bare_unit);
    return read_range(p, out, bare_unit);
}

static bool read_behind(parser *p, sw_duration *out)
{
    skip_about(p);
    if (is_period(p) && !read_period(p, out))
        return false;
    if (take(p, SW_WORD_OR_MORE)) /* "1 hour per day or more" */
        out->upper = INFINITY;
    else if (take_less(p)) /* "1 hour per day or less" */
        out->lower = 0.0;
    skip_about(p);
    return true;
}

static bool read_answer(parser *p, sw_duration *out, double bare_unit)
{
    *out = (sw_duration){.period = SW_PERIOD_UNKNOWN};
    if (is_period(p) && !read_period(p, out))
        return false;
    skip_about(p);
    bool lost = take(p, SW_WORD_LOST);
    skip_about(p);
    bool how_much = !lost || (p->at < p->n && !is_period(p));
    if (how_much && !read_core(p, out, bare_unit))
        return false;
    if (!read_behind(p, out))
        return false;
    lost = take(p, SW_WORD_LOST) || lost;
    if (!read_behind(p, out))
        return false;
    if (lost)
        turn(out, how_much);
    return p->at == p->n;
}

/* Full stops and exclamation marks that end a sentence. */
static void cut_end(char *s)
{
    for (size_t n = strlen(s);
         n > 1 && strchr(".!", s[n - 1]) != NULL && s[n - 2] != '.'; n--)
        s[n - 1] = '\0';
}

static sw_cell_status read_words(sw_duration *out, const char *folded,
                                 double bare_unit)
{
    sw_word words[SW_MAX_WORDS];
    int n = sw_answer_words(words, folded);
    parser p = {words, n, 0};
    if (n <= 0)
        return SW_CELL_BAD;
    if (n == 1 && words[0].kind == SW_WORD_UNKNOWN)
        return SW_CELL_MISSING;
    return read_answer(&p, out, bare_unit) ? SW_CELL_OK : SW_CELL_BAD;
}

/* "5 min." ends in a unit, "None." in a sentence. */
static sw_cell_status read_text(sw_duration *out, char *folded,
                                double bare_unit)
{
    sw_cell_status s = read_words(out, folded, bare_unit);
    if (s != SW_CELL_BAD)
        return s;
    cut_end(folded);
    return read_words(out, folded, bare_unit);
}

/* Cuts a remark in brackets out of s; returns it, or NULL. */
static char *cut_brackets(char *s)
{
    char *open = strchr(s, '(');
    char *close = open == NULL ? NULL : strchr(open, ')');
    if (close == NULL)
        return NULL;
    char *inner = g_strndup(open + 1, (gsize)(close - open - 1));
    memmove(open, close + 1, strlen(close + 1) + 1);
    g_strstrip(s);
    return inner;
}

sw_cell_status sw_answer_duration(sw_duration *out, const char *text,
                                  double bare_unit)
{
    sw_duration d;
    g_autofree char *folded = sw_answer_without_letter(sw_answer_fold(text));
    g_autofree char *inner = cut_brackets(folded);
    /* "None" is an answer here, so the grammar is asked first. */
    sw_cell_status s = read_text(&d, folded, bare_unit);
    if (s == SW_CELL_BAD && inner != NULL && folded[0] == '\0')
        s = read_text(&d, inner, bare_unit);
    if (s == SW_CELL_OK)
        *out = d;
    return s == SW_CELL_BAD && sw_cell_is_missing(text) ? SW_CELL_MISSING : s;
}
