#include "report/survey_charts.h"

#include <math.h>

#include "report/range_chart.h"
#include "report/text.h"

enum { GROUPS = 3 }; /* before; after, pilot; after, control */
enum { LOW, MIDDLE, HIGH, SIDES };

/* People of each group by side of the scale, favourable last. */
typedef struct sides {
    double people[GROUPS][SIDES];
    double total[GROUPS];
} sides;

static int side_of(const sw_item *item, double score)
{
    double centre = (1.0 + (double)item->points) / 2.0;
    int side = score < centre ? LOW : score > centre ? HIGH : MIDDLE;
    return item->reverse || item->lower_is_better ? HIGH - side : side;
}

/* Merged answers of both sides would be given away by the sums of the sides:
 * such an item is not drawn. */
static bool may_be_drawn(const sw_item_summary *x, size_t least)
{
    g_autofree bool *hidden = g_new0(bool, x->n_answers + 1);
    int side = -1;
    sw_survey_hide(hidden, x, least);
    for (size_t i = 0; i < x->n_answers; i++) {
        int of = side_of(x->item, x->answers[i].order);
        if (!hidden[i])
            continue;
        if (side >= 0 && side != of)
            return false;
        side = of;
    }
    return true;
}

static bool is_scale(const sw_item_summary *x)
{
    return x->item->kind == SW_ITEM_LIKERT && x->item->points > 1 &&
           x->n_answers > 1;
}

static sides sides_of(const sw_item_summary *x)
{
    sides s = {0};
    for (size_t i = 0; i < x->n_answers; i++) {
        const sw_answer_count *a = &x->answers[i];
        const size_t n[GROUPS] = {a->before, a->after_pilot, a->after_control};
        int side = side_of(x->item, a->order);
        for (int g = 0; g < GROUPS; g++) {
            s.people[g][side] += (double)n[g];
            s.total[g] += (double)n[g];
        }
    }
    return s;
}

static const char *question_of(const sw_item *item)
{
    bool asked = item->question != NULL && *item->question != '\0';
    return asked ? item->question : item->id;
}

/* One bar round zero: the middle answers stand half on each side. */
static sw_range bar_of(const sw_language *l, const sw_item *item,
                       const sides *s, int group)
{
    enum { NAME_CHARACTERS = 46 };
    static const char *const WHEN[GROUPS] = {"before", "after, pilot",
                                             "after, control"};
    double low = s->people[group][LOW] / s->total[group];
    double half = s->people[group][MIDDLE] / s->total[group] / 2.0;
    double high = s->people[group][HIGH] / s->total[group];
    g_autofree char *name = sw_short_name(question_of(item), NAME_CHARACTERS);
    g_autofree char *bad = sw_say_percent(l, low, 0);
    g_autofree char *good = sw_say_percent(l, high, 0);
    return (sw_range){
        .label = sw_say(l, "%s\n%s: %s unfavourable, %s favourable", name,
                        sw_language_text(l, WHEN[group]), bad, good),
        .bound = {-low - half, -half, half, half + high}};
}

static double favourable(const sides *s, int group)
{
    return s->total[group] > 0 ? s->people[group][HIGH] / s->total[group] : NAN;
}

typedef struct answers {
    sw_range *bar;
    size_t n, asked_twice, rose;
    double before, after; /* favourable, of the first asked twice */
} answers;

static void add_item(answers *a, const sw_language *l, const sw_item_summary *x)
{
    sides s = sides_of(x);
    for (int g = 0; g < GROUPS; g++)
        if (s.total[g] > 0)
            a->bar[a->n++] = bar_of(l, x->item, &s, g);
    double before = favourable(&s, 0), after = favourable(&s, 1);
    if (!isfinite(before) || !isfinite(after))
        return;
    if (a->asked_twice++ == 0) {
        a->before = before;
        a->after = after;
    }
    a->rose += after > before;
}

static char *title_of(const sw_language *l, const answers *a)
{
    g_autofree char *before = sw_say_percent(l, a->before, 0);
    g_autofree char *after = sw_say_percent(l, a->after, 0);
    if (a->asked_twice == 0)
        return sw_say(l, "What people answered on the scales");
    if (a->asked_twice == 1)
        return sw_say(l, "Favourable answers went from %s to %s", before,
                      after);
    return sw_say(l, "Favourable answers rose in %zu of %zu questions", a->rose,
                  a->asked_twice);
}

static void put_bars(sw_sheet *s, const answers *a)
{
    enum { WIDE = 900 };
    g_autofree char *title = title_of(sw_sheet_language(s), a);
    sw_range_spec spec = {
        .title = title,
        .says = "Diverging bars: share of unfavourable answers left of zero, "
                "of favourable ones right of it, the middle of the scale "
                "astride; before and after, in the pilot and in control.",
        .bound_name = {"Unfavourable", "Middle from", "Middle to",
                       "Favourable"},
        .band_name = {"unfavourable", "middle", "favourable"},
        .bands = 3,
        .colour = {SW_OCHRE, SW_LINE, SW_TEAL},
        .lying = true,
        .number = SW_NUM_PERCENT,
        .value_name = "Share of the answers",
        .width = WIDE,
        .height = sw_lying_height(a->n, 2),
        .data = {s->row, SW_CHART_DATA}};
    sw_sheet_block(s);
    sw_range_chart(s, &spec, a->bar, a->n);
    s->row += sw_chart_rows(spec.height);
}

void sw_survey_charts(sw_sheet *s, size_t least)
{
    enum { MOST_BARS = 24 };
    const sw_evidence *ev = s->book->e->evidence;
    answers a = {.bar = g_new0(sw_range, MOST_BARS + GROUPS)};
    for (size_t i = 0; i < ev->n_items && a.n < MOST_BARS; i++)
        if (is_scale(&ev->items[i]) && may_be_drawn(&ev->items[i], least))
            add_item(&a, sw_sheet_language(s), &ev->items[i]);
    if (a.n > 0)
        put_bars(s, &a);
    sw_range_clear(a.bar, a.n);
    g_free(a.bar);
}
