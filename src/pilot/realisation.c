/* realisation.c - the share of saved time that turns into value, as people say
 * where the time went: weighted by their minutes, bootstrapped over teams. */
#include <math.h>
#include <string.h>

#include "base/random.h"
#include "ingest/answer_words.h"
#include "ingest/template.h"
#include "pilot/survey.h"

enum { RESAMPLES = 2000, LEAST_ANSWERS = 5 };

/* An open top range counts from its start, and no answer above this a day. */
static const double MOST_MINUTES = 120;

typedef struct answers {
    const sw_load *load;
    sw_item *where, *saved;
    GHashTable *map; /* answer, folded -> sw_duration: a share, NaN unknown */
    double *minutes, *valued; /* [n_clusters] of saved time, and of that the
                                 part that turned into value */
    size_t n_clusters, n;
} answers;

/* What the usual answers mean, where pilot.json does not say it. */
static GHashTable *usual_meanings(const sw_load *load)
{
    g_autoptr(GBytes) bytes =
        sw_template_read("reinvestment.json", load->opts->templates, NULL);
    gsize length = 0;
    const char *text = bytes != NULL ? g_bytes_get_data(bytes, &length) : "";
    sw_json *root =
        sw_json_parse(text, length, "reinvestment.json", true, load->d);
    GHashTable *out = sw_answer_map_new(load, root);
    sw_json_free(root);
    return out;
}

static double share_of_one(const answers *a, const char *text)
{
    const sw_duration *x = sw_answer_mapped(a->map, text);
    return x == NULL ? NAN : (x->lower + x->upper) / 2;
}

/* Several choices of one answer share its minutes alike. */
static double share_of(const answers *a, const char *text)
{
    double whole = share_of_one(a, text), sum = 0;
    size_t n = 0;
    if (!isnan(whole) || strchr(text, ';') == NULL)
        return whole;
    g_auto(GStrv) choices = g_strsplit(text, ";", -1);
    for (char **choice = choices; *choice != NULL; choice++) {
        double x = share_of_one(a, *choice);
        n += isnan(x) ? 0 : 1;
        sum += isnan(x) ? 0 : x;
    }
    return n > 0 ? sum / (double)n : NAN;
}

/* Minutes of the period of the item; all are of the same one. */
static double minutes_of(const sw_item *item, size_t i)
{
    double low = item->lower[i], high = item->upper[i];
    double x = isinf(high) ? low : (low + high) / 2;
    return item->per == SW_PERIOD_DAY ? fmin(x, MOST_MINUTES) : x;
}

static bool counts(const sw_pilot *p, size_t i, int wave)
{
    int who = p->survey.person[i];
    if (p->survey.wave[i] != wave)
        return false;
    if (who != SW_NOBODY)
        return p->roster.people[who].eligible;
    return p->survey.arm == NULL || p->survey.arm[i] == SW_ARM_PILOT;
}

/* Teams, else people; nameless answers stand for themselves. */
static size_t cluster_of(const sw_pilot *p, size_t i)
{
    int who = p->survey.person[i];
    if (who == SW_NOBODY)
        return p->roster.n_teams + p->roster.n + i;
    int team = p->roster.people[who].team;
    return team >= 0 ? (size_t)team : p->roster.n_teams + (size_t)who;
}

static void add_answer(answers *a, GHashTable *number, size_t i)
{
    double share = share_of(a, a->where->text[i]);
    double minutes = minutes_of(a->saved, i);
    if (isnan(share) || !(minutes > 0))
        return;
    gpointer key = GSIZE_TO_POINTER(cluster_of(a->load->pilot, i));
    size_t k = GPOINTER_TO_SIZE(g_hash_table_lookup(number, key));
    if (k == 0) {
        k = ++a->n_clusters;
        g_hash_table_insert(number, key, GSIZE_TO_POINTER(k));
    }
    a->minutes[k - 1] += minutes;
    a->valued[k - 1] += share * minutes;
    a->n++;
}

static void collect(answers *a)
{
    const sw_pilot *p = a->load->pilot;
    g_autoptr(GHashTable) number = g_hash_table_new(NULL, NULL);
    int wave = SW_WAVE_AFTER;
    for (size_t i = 0; i < p->survey.n; i++)
        wave = MAX(wave, p->survey.wave[i]);
    a->minutes = g_new0(double, p->survey.n + 1);
    a->valued = g_new0(double, p->survey.n + 1);
    for (size_t i = 0; i < p->survey.n; i++)
        if (counts(p, i, wave) && a->where->text[i] != NULL &&
            a->where->text[i][0] != '\0')
            add_answer(a, number, i);
}

static double ratio(const answers *a)
{
    double minutes = 0, valued = 0;
    for (size_t k = 0; k < a->n_clusters; k++) {
        minutes += a->minutes[k];
        valued += a->valued[k];
    }
    return valued / minutes;
}

static double resampled(const answers *a, sw_random *r)
{
    double minutes = 0, valued = 0;
    for (size_t k = 0; k < a->n_clusters; k++) {
        size_t one = (size_t)sw_random_below(r, a->n_clusters);
        minutes += a->minutes[one];
        valued += a->valued[one];
    }
    return valued / minutes;
}

static double bootstrap_variance(const answers *a)
{
    sw_random r;
    double mean = 0, squares = 0;
    sw_random_init(&r, a->load->pilot->seed,
                   (uint64_t)SW_STREAM_BOOTSTRAP << 32);
    for (int b = 1; b <= RESAMPLES; b++) {
        double x = resampled(a, &r), step = x - mean;
        mean += step / b;
        squares += step * (x - mean);
    }
    return squares / (RESAMPLES - 1);
}

/* The Beta of the bootstrap's spread, never worth more than one answer a
 * cluster, and half an answer of each kind before: a share that all agree on is
 * no certainty. */
static sw_distribution posterior(const answers *a)
{
    double m = ratio(a), most = (double)a->n_clusters;
    double n = fmin(most, m * (1 - m) / bootstrap_variance(a) - 1);
    if (!(n > 0))
        n = m > 0 && m < 1 ? 0 : most;
    return (sw_distribution){.kind = SW_DIST_BETA,
                             .p = {0.5 + n * m, 0.5 + n * (1 - m), 0}};
}

static sw_item *first_of(const sw_survey *s, sw_item_kind kind)
{
    for (size_t k = 0; k < s->n_items; k++)
        if (s->items[k].kind == kind)
            return &s->items[k];
    return NULL;
}

static const sw_json *spec_of(const sw_load *load, const sw_item *item)
{
    const sw_json *items = sw_json_at(load->root, "survey.items");
    return items->items[item - load->pilot->survey.items];
}

static void define(const answers *a)
{
    sw_input *input = sw_inputs_at(&a->load->pilot->inputs, SW_IN_REALISATION);
    sw_input_define(input, posterior(a), SW_SURVEY);
    input->is_default = false;
    sw_input_from(input,
                  sw_message_of("%zu answers to '%s', weighted by minutes",
                                sw_as_count(a->n), sw_as_text(a->where->id)));
}

/* ---- targets ---- */

void sw_load_realisation_targets(const sw_load *load)
{
    sw_pilot *p = load->pilot;
    const sw_json *list = sw_json_member(load->root, "segments");
    if (list == NULL || list->type != SW_JSON_ARRAY)
        return;
    p->targets = g_new0(sw_realisation_target, list->n_items + 1);
    for (size_t i = 0; i < list->n_items; i++) {
        const sw_json *v = list->items[i];
        const char *name = sw_keep(load, sw_member_text(v, "segment"));
        if (!isnan(sw_realisation_target_of(p, name)))
            sw_load_problem(load, SW_ERROR, "segment-twice", v,
                            "give each segment once",
                            "the segment '%s' is given twice", name);
        p->targets[p->n_targets++] =
            (sw_realisation_target){name, sw_member_number(v, "realisation")};
    }
}

double sw_realisation_target_of(const sw_pilot *p, const char *segment)
{
    for (size_t i = 0; i < p->n_targets; i++)
        if (g_strcmp0(p->targets[i].segment, segment) == 0)
            return p->targets[i].share;
    return NAN;
}

/* ---- the share that is measured ---- */

static bool is_by_hand(const sw_load *load)
{
    const sw_json *v = sw_json_at(load->root, "assumptions.realisation");
    return v != NULL && v->origin != SW_JSON_DEFAULT;
}

void sw_load_realisation(const sw_load *load)
{
    const sw_survey *s = &load->pilot->survey;
    answers a = {.load = load,
                 .where = first_of(s, SW_ITEM_REINVESTMENT),
                 .saved = first_of(s, SW_ITEM_TIME_SAVED)};
    if (is_by_hand(load) || a.where == NULL || a.saved == NULL)
        return;
    a.map = sw_answer_map_new(load, spec_of(load, a.where));
    if (a.map == NULL)
        a.map = usual_meanings(load);
    collect(&a);
    if (a.n >= LEAST_ANSWERS && a.n_clusters > 1)
        define(&a);
    g_clear_pointer(&a.map, g_hash_table_unref);
    g_free(a.minutes);
    g_free(a.valued);
}
