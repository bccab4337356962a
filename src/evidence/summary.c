/*
 * summary.c - how often each answer of an item was given.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "evidence/assess.h"
#include "evidence/survey.h"

/* Answers without a number (free text, choices) come last, by their text. */
static int by_order(const void *a, const void *b)
{
    const sw_answer_count *x = a, *y = b;
    if (x->order < y->order || x->order > y->order)
        return x->order < y->order ? -1 : 1;
    if (x->upper < y->upper || x->upper > y->upper)
        return x->upper < y->upper ? -1 : 1;
    return strcmp(x->answer, y->answer);
}

static bool is_numeric(const sw_item *item)
{
    return item->kind == SW_ITEM_TIME_SAVED ||
           item->kind == SW_ITEM_TIME_SPENT || item->kind == SW_ITEM_LIKERT;
}

static bool answered(const sw_item *item, size_t i)
{
    if (is_numeric(item))
        return !isnan(item->lower[i]);
    return item->text[i] && *item->text[i];
}

/* The same answer in another spelling is the same answer. */
static char *key_of(const sw_item *item, size_t i)
{
    if (is_numeric(item))
        return g_strdup_printf("%.17g %.17g", item->lower[i], item->upper[i]);
    g_autofree char *text = g_utf8_casefold(item->text[i], -1);
    return g_strdup(g_strstrip(text));
}

static char *shown(const sw_item *item, size_t i)
{
    if (item->kind == SW_ITEM_LIKERT || !item->text || !item->text[i] ||
        !*item->text[i])
        return g_strdup_printf("%g", item->lower[i]);
    return g_strstrip(g_strdup(item->text[i]));
}

typedef struct tally {
    GArray *counts;      /* of sw_answer_count */
    GHashTable *places;  /* answer key -> place in counts + 1 */
    double sum[2], n[2]; /* of the pilot arm, before and after */
} tally;

static sw_answer_count *count_of(tally *t, const sw_item *item, size_t i)
{
    char *key = key_of(item, i);
    size_t place = GPOINTER_TO_SIZE(g_hash_table_lookup(t->places, key));
    if (place) {
        g_free(key);
        return &g_array_index(t->counts, sw_answer_count, place - 1);
    }
    sw_answer_count count = {.answer = shown(item, i),
                             .order = is_numeric(item) ? item->lower[i] : 0,
                             .upper = is_numeric(item) ? item->upper[i] : 0};
    g_array_append_val(t->counts, count);
    g_hash_table_insert(t->places, key, GSIZE_TO_POINTER(t->counts->len));
    return &g_array_index(t->counts, sw_answer_count, t->counts->len - 1);
}

static void count_response(sw_item_summary *s, tally *t,
                           const sw_responses *responses, size_t i)
{
    int wave = responses->pilot->survey.wave[i];
    int after = responses->after;
    bool pilot_arm = sw_response_counts(responses, i, wave, SW_ARM_PILOT);
    bool control = sw_response_counts(responses, i, wave, SW_ARM_CONTROL);
    bool is_after = wave == after && wave != SW_WAVE_BEFORE;
    if (!answered(s->item, i) || (!pilot_arm && !control) ||
        (!is_after && wave != SW_WAVE_BEFORE))
        return;
    sw_answer_count *count = count_of(t, s->item, i);
    s->answered_before += !is_after;
    s->answered_after += is_after;
    count->before += !is_after;
    count->after_pilot += is_after && pilot_arm;
    count->after_control += is_after && control;
    if (pilot_arm && is_numeric(s->item)) {
        /* A range has no single value: with one, the mean is unknown. */
        bool exact = !(s->item->upper[i] > s->item->lower[i]);
        t->sum[is_after] += exact ? s->item->lower[i] : NAN;
        t->n[is_after]++;
    }
}

/* ---- numbers that people typed are a distribution ---- */

enum { MOST_NUMBERS = 12, MOST_BINS = 10 };

static bool is_open_number(const sw_item_summary *s)
{
    if (!is_numeric(s->item) || s->item->kind == SW_ITEM_LIKERT)
        return false;
    for (size_t i = 0; i < s->n_answers; i++)
        if (s->answers[i].upper > s->answers[i].order)
            return false;
    return s->n_answers > MOST_NUMBERS;
}

/* Minutes of a bin, so that at most MOST_BINS hold them all. */
static double bin_width(double range)
{
    static const double NICE[] = {1, 2, 5, 10, 15, 30, 60, 120, 240, 480};
    size_t i = 0;
    double width = NICE[0];
    while (range / width >= MOST_BINS)
        width = ++i < G_N_ELEMENTS(NICE) ? NICE[i] : 2.0 * width;
    return width;
}

static void add_to_bin(sw_answer_count *bin, const sw_answer_count *x)
{
    bin->before += x->before;
    bin->after_pilot += x->after_pilot;
    bin->after_control += x->after_control;
}

/* Sorted answers into bins of equal width; empty ones are left out. */
static void bin_numbers(sw_item_summary *s)
{
    double width =
        bin_width(s->answers[s->n_answers - 1].order - s->answers[0].order);
    size_t n = 0;
    for (size_t i = 0; i < s->n_answers; i++) {
        sw_answer_count x = s->answers[i];
        double from = floor(x.order / width) * width;
        g_free(x.answer);
        if (n == 0 || from > s->answers[n - 1].order)
            s->answers[n++] = (sw_answer_count){
                .answer = g_strdup_printf("%g – %g", from, from + width),
                .order = from,
                .upper = from + width};
        add_to_bin(&s->answers[n - 1], &x);
    }
    s->n_answers = n;
}

static void summarise(sw_item_summary *s, const sw_responses *responses)
{
    g_autoptr(GHashTable) places =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    tally t = {.counts = g_array_new(FALSE, FALSE, sizeof(sw_answer_count)),
               .places = places};
    for (size_t i = 0; i < responses->pilot->survey.n; i++)
        count_response(s, &t, responses, i);
    s->mean_before = t.n[0] > 0 ? t.sum[0] / t.n[0] : NAN;
    s->mean_after = t.n[1] > 0 ? t.sum[1] / t.n[1] : NAN;
    s->n_answers = t.counts->len;
    s->answers = (sw_answer_count *)(void *)g_array_free(t.counts, FALSE);
    if (s->n_answers)
        qsort(s->answers, s->n_answers, sizeof *s->answers, by_order);
    if (is_open_number(s))
        bin_numbers(s);
}

void sw_count_answers(sw_evidence *e, const sw_pilot *pilot)
{
    sw_responses responses = sw_responses_of(pilot);
    e->n_items = pilot->survey.n_items;
    e->items = g_new0(sw_item_summary, e->n_items + 1);
    for (size_t i = 0; i < e->n_items; i++) {
        e->items[i].item = &pilot->survey.items[i];
        summarise(&e->items[i], &responses);
    }
}
