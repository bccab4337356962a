#include "evaluation/portfolio.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "evaluation/evaluation.h"

/* ---- a pilot, summed up ---- */

static guint64 hash_of(const char *key)
{
    guint64 h = 14695981039346656037u; /* FNV-1a */
    for (; *key != '\0'; key++)
        h = (h ^ (guchar)*key) * 1099511628211u;
    return h;
}

static int by_hash(const void *a, const void *b)
{
    guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;
    return x < y ? -1 : x > y;
}

static void take_people(sw_holding *h, const sw_pilot *p)
{
    h->people = g_new(guint64, p->roster.n + 1);
    for (size_t i = 0; i < p->roster.n; i++)
        if (p->roster.people[i].holds_seat && p->roster.people[i].key != NULL)
            h->people[h->n_people++] = hash_of(p->roster.people[i].key);
    qsort(h->people, h->n_people, sizeof *h->people, by_hash);
    h->people = g_renew(guint64, h->people, h->n_people + 1);
    h->min_group = (size_t)MAX(p->min_group, 1);
}

/* Options that can be signed, and what is decided. */
static bool is_offered(const sw_option *o)
{
    return o->evaluated && o->feasible && o->kind != SW_OPTION_DO_NOTHING &&
           isfinite(o->cash_12_months);
}

static void take_options(sw_holding *h, const sw_evaluation *v)
{
    const sw_decision *d = v->decision;
    bool priced = v->economics->has_benefit;
    h->options = g_new0(sw_portfolio_option, d->n_options + 1);
    for (size_t i = 0; i < d->n_options; i++) {
        const sw_option *o = &d->options[i];
        bool is_verdict = (int)i == d->verdict.chosen;
        if (!is_offered(o) || (!priced && !is_verdict))
            continue;
        if (is_verdict)
            h->decided = (int)h->n_options;
        h->options[h->n_options++] = (sw_portfolio_option){
            .option = sw_option_name(o->kind),
            .alternative = g_strdup(o->alternative),
            .seats = o->seats,
            .cost = o->cash_12_months,
            .value = priced ? o->draws.npv : NAN,
            .chance = priced ? o->draws.probability_positive : NAN};
    }
}

static void take_verdict(sw_holding *h, const sw_evaluation *v)
{
    const sw_pilot *p = v->pilot;
    const sw_verdict *verdict = &v->decision->verdict;
    const sw_option *chosen = verdict->chosen == SW_NO_OPTION
                                  ? NULL
                                  : &v->decision->options[verdict->chosen];
    const char grade[] = {v->evidence->grade, '\0'};
    h->name = g_strdup(p->name);
    h->vendor = g_strdup(p->product);
    h->currency = g_strdup(p->currency);
    h->order =
        verdict->order != NULL ? sw_message_say(verdict->order, NULL) : NULL;
    h->as_of = p->as_of;
    h->act_by = sw_first_clock(v->economics)->act_by;
    h->verdict = sw_option_name(verdict->option);
    h->grade = g_strdup(grade);
    h->confidence = verdict->confidence;
    h->seats_now =
        sw_inputs_value(&v->economics->inputs, SW_IN_SEATS_PURCHASED);
    h->seats = chosen != NULL ? chosen->seats : NAN;
    h->missing = verdict->cost_of_missing_act_by;
}

static char *first_error(const sw_diagnostics *d)
{
    for (size_t i = 0; i < sw_diagnostics_length(d); i++)
        if (sw_diagnostics_at(d, i)->severity == SW_ERROR)
            return sw_diagnostic_line(sw_diagnostics_at(d, i));
    return g_strdup("rejected");
}

/* Freed before the next one: only the summary stays. */
static void evaluate(sw_holding *h, const sw_pilot_opts *opts)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_pilot *pilot = sw_pilot_load(h->path, opts, d);
    sw_evaluation *v = NULL;
    sw_error err = {0};
    if (pilot == NULL)
        h->error = first_error(d);
    else if (sw_evaluate_verdict(&v, pilot, &err) != SW_OK)
        h->error = g_strdup(err.message);
    if (v != NULL) {
        take_verdict(h, v);
        take_options(h, v);
        take_people(h, v->pilot);
    }
    sw_evaluation_free(v);
    sw_diagnostics_free(d);
}

/* ---- rates ---- */

/* The last on or before the day. */
static double rate_at(const sw_json *rates, const char *currency, sw_day day)
{
    double rate = NAN;
    sw_day last = SW_DAY_NONE;
    for (size_t i = 0; rates != NULL && i < rates->n_items; i++) {
        const sw_json *v = rates->items[i];
        const char *text = sw_member_text(v, "date");
        const sw_json *x = sw_json_member(v, "rate");
        sw_day at;
        if (g_strcmp0(sw_member_text(v, "currency"), currency) != 0 ||
            text == NULL || !sw_date_parse(&at, text) || at > day ||
            (last != SW_DAY_NONE && at < last) || x == NULL ||
            x->type != SW_JSON_NUMBER)
            continue;
        last = at;
        rate = x->number;
    }
    return rate;
}

static void convert(sw_holding *h, const sw_portfolio *p, const sw_json *rates)
{
    bool own = g_strcmp0(h->currency, p->currency) == 0;
    char day[SW_DATE_TEXT];
    h->rate = own ? 1.0 : rate_at(rates, h->currency, h->as_of);
    if (!isfinite(h->rate) || !(h->rate > 0.0)) {
        h->error = g_strdup_printf(
            "there is no rate of %s in %s on or before %s", h->currency,
            p->currency, sw_date_format(h->as_of, day));
        return;
    }
    h->missing *= h->rate;
    for (size_t i = 0; i < h->n_options; i++) {
        h->options[i].cost *= h->rate;
        h->options[i].value *= h->rate;
    }
}

/* ---- allocation ---- */

static bool is_priced(const sw_holding *h)
{
    return h->error == NULL && h->n_options > 0 &&
           isfinite(h->options[0].value);
}

static const sw_portfolio_option *decided(const sw_holding *h)
{
    return h->decided == SW_PORTFOLIO_NONE ? NULL : &h->options[h->decided];
}

static void sum_verdicts(sw_portfolio *p)
{
    for (size_t i = 0; i < p->n; i++) {
        const sw_holding *h = &p->holdings[i];
        const sw_portfolio_option *o = h->error == NULL ? decided(h) : NULL;
        if (o == NULL)
            continue;
        p->decided_cost += o->cost;
        if (isfinite(o->value))
            p->decided_value += o->value;
        else
            p->set_aside += o->cost;
    }
}

static sw_status allocate(sw_portfolio *p, sw_error *err)
{
    g_autofree size_t *first = g_new0(size_t, p->n + 1);
    g_autofree size_t *chosen = g_new0(size_t, p->n + 1);
    g_autofree size_t *of = g_new0(size_t, p->n + 1);
    g_autoptr(GArray) cost = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) value = g_array_new(FALSE, FALSE, sizeof(double));
    sw_knapsack k = {.first = first, .budget = p->budget - p->set_aside};
    for (size_t i = 0; i < p->n; i++) {
        const sw_holding *h = &p->holdings[i];
        if (!is_priced(h))
            continue;
        for (size_t o = 0; o < h->n_options; o++) {
            g_array_append_val(cost, h->options[o].cost);
            g_array_append_val(value, h->options[o].value);
        }
        of[k.n++] = i;
        first[k.n] = cost->len;
    }
    k.cost = (const double *)(const void *)cost->data;
    k.value = (const double *)(const void *)value->data;
    sw_status st = sw_knapsack_solve(&p->fit, chosen, &k, err);
    for (size_t g = 0; st == SW_OK && p->fit.feasible && g < k.n; g++)
        p->holdings[of[g]].chosen = (int)chosen[g];
    return st;
}

/* ---- orders ---- */

static int by_text(const char *a, const char *b)
{
    return g_strcmp0(a, b);
}

/* What is due first; without a day last. */
static int by_day(gconstpointer a, gconstpointer b, gpointer portfolio)
{
    const sw_holding *list = ((const sw_portfolio *)portfolio)->holdings;
    const sw_holding *x = &list[*(const size_t *)a];
    const sw_holding *y = &list[*(const size_t *)b];
    bool has = x->act_by != SW_DAY_NONE, other = y->act_by != SW_DAY_NONE;
    if (has != other)
        return has ? -1 : 1;
    if (has && x->act_by != y->act_by)
        return x->act_by < y->act_by ? -1 : 1;
    int name = by_text(x->name, y->name);
    return name != 0 ? name : by_text(x->path, y->path);
}

/* What the verdict is worth, a unit of money spent on it breaking ties. */
static double worth(const sw_holding *h)
{
    const sw_portfolio_option *o = decided(h);
    return o != NULL && isfinite(o->value) ? o->value : -INFINITY;
}

static int by_worth(gconstpointer a, gconstpointer b, gpointer portfolio)
{
    const sw_holding *list = ((const sw_portfolio *)portfolio)->holdings;
    double x = worth(&list[*(const size_t *)a]);
    double y = worth(&list[*(const size_t *)b]);
    if (x < y || x > y)
        return x > y ? -1 : 1;
    return by_day(a, b, portfolio);
}

static size_t *ordered(sw_portfolio *p, GCompareDataFunc compare)
{
    size_t *list = g_new(size_t, p->n + 1), n = 0;
    for (size_t i = 0; i < p->n; i++)
        if (p->holdings[i].error == NULL)
            list[n++] = i;
    g_qsort_with_data(list, (gint)n, sizeof *list, compare, p);
    return list;
}

/* ---- people ---- */

/* A count of few people is not told. */
static double told(size_t n, size_t min_group)
{
    return n > 0 && n < min_group ? (double)NAN : (double)n;
}

static bool holds_more(const guint64 *all, size_t n, guint64 person)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (all[middle] < person)
            low = middle + 1;
        else
            high = middle;
    }
    return low + 1 < n && all[low + 1] == person;
}

static void count_all(sw_portfolio *p, const guint64 *all, size_t n,
                      size_t min_group)
{
    size_t people = 0, several = 0, most = 0;
    for (size_t i = 0, run; i < n; i += run) {
        for (run = 1; i + run < n && all[i + run] == all[i]; run++)
            ;
        people++;
        several += run > 1;
        most = MAX(most, run);
    }
    p->people = (double)people;
    p->several = told(several, min_group);
    p->most = isnan(p->several) ? (double)NAN : (double)most;
}

static void count_people(sw_portfolio *p)
{
    size_t n = 0, min_group = 1;
    for (size_t i = 0; i < p->n; i++)
        n += p->holdings[i].error == NULL ? p->holdings[i].n_people : 0;
    g_autofree guint64 *all = g_new(guint64, n + 1);
    n = 0;
    for (size_t i = 0; i < p->n; i++) {
        const sw_holding *h = &p->holdings[i];
        if (h->error != NULL || h->n_people == 0)
            continue;
        memcpy(all + n, h->people, h->n_people * sizeof *all);
        n += h->n_people;
        min_group = MAX(min_group, h->min_group);
    }
    qsort(all, n, sizeof *all, by_hash);
    count_all(p, all, n, min_group);
    for (size_t i = 0; i < p->n; i++) {
        sw_holding *h = &p->holdings[i];
        size_t more = 0;
        for (size_t k = 0; k < h->n_people; k++)
            more += holds_more(all, n, h->people[k]);
        h->holds_more = told(more, min_group);
        g_clear_pointer(&h->people, g_free);
    }
}

/* ---- the whole ---- */

/* A pilot.json or its folder, whatever way it is named. */
static char *place_of(const char *path)
{
    g_autofree char *file = g_file_test(path, G_FILE_TEST_IS_DIR)
                                ? g_build_filename(path, "pilot.json", NULL)
                                : g_strdup(path);
    char *real = realpath(file, NULL);
    char *place = g_strdup(real != NULL ? real : file);
    free(real);
    return place;
}

static sw_status check_distinct(const sw_portfolio_opts *o, sw_error *err)
{
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < o->n; i++) {
        char *place = place_of(o->paths[i]);
        const char *before = g_hash_table_lookup(seen, place);
        if (before != NULL) {
            g_free(place);
            return sw_fail(err, SW_EDOMAIN,
                           "the portfolio names one pilot twice, as %s and as "
                           "%s; name it once",
                           before, o->paths[i]);
        }
        g_hash_table_insert(seen, place, (gpointer)o->paths[i]);
    }
    return SW_OK;
}

static void evaluate_all(sw_portfolio *p, const sw_portfolio_opts *o)
{
    long n = (long)o->n;
    p->n = o->n;
    p->holdings = g_new0(sw_holding, p->n + 1);
    for (size_t i = 0; i < p->n; i++) {
        sw_holding *h = &p->holdings[i];
        h->path = g_strdup(o->paths[i]);
        h->owner = g_strdup(o->owners != NULL ? o->owners[i] : NULL);
        h->decided = h->chosen = SW_PORTFOLIO_NONE;
        h->holds_more = NAN;
    }
    /* Each has files, draws and a summary of its own. */
#pragma omp parallel for schedule(dynamic) if (n > 1)
    for (long i = 0; i < n; i++)
        evaluate(&p->holdings[i], o->pilot);
}

static void settle_currency(sw_portfolio *p, const sw_portfolio_opts *o)
{
    p->currency = g_strdup(o->currency);
    for (size_t i = 0; i < p->n && p->currency == NULL; i++)
        p->currency = g_strdup(p->holdings[i].currency);
    if (p->currency == NULL)
        return; /* every pilot failed */
    for (size_t i = 0; i < p->n; i++)
        if (p->holdings[i].error == NULL)
            convert(&p->holdings[i], p, o->rates);
}

sw_status sw_portfolio_new(sw_portfolio **out, const sw_portfolio_opts *opts,
                           sw_error *err)
{
    sw_status st = check_distinct(opts, err);
    if (st != SW_OK)
        return st;
    sw_portfolio *p = g_new0(sw_portfolio, 1);
    p->budget = isnan(opts->budget) ? (double)INFINITY : opts->budget;
    evaluate_all(p, opts);
    settle_currency(p, opts);
    for (size_t i = 0; i < p->n; i++)
        p->n_failed += p->holdings[i].error != NULL;
    sum_verdicts(p);
    count_people(p);
    st = allocate(p, err);
    if (st != SW_OK) {
        sw_portfolio_free(p);
        return st;
    }
    p->calendar = ordered(p, by_day);
    p->ranking = ordered(p, by_worth);
    *out = p;
    return SW_OK;
}

static void clear_holding(sw_holding *h)
{
    for (size_t i = 0; i < h->n_options; i++)
        g_free(h->options[i].alternative);
    g_free(h->options);
    g_free(h->people);
    g_free(h->path);
    g_free(h->owner);
    g_free(h->error);
    g_free(h->name);
    g_free(h->vendor);
    g_free(h->currency);
    g_free(h->order);
    g_free(h->grade);
}

void sw_portfolio_free(sw_portfolio *p)
{
    if (p == NULL)
        return;
    for (size_t i = 0; i < p->n; i++)
        clear_holding(&p->holdings[i]);
    g_free(p->holdings);
    g_free(p->calendar);
    g_free(p->ranking);
    g_free(p->currency);
    g_free(p);
}
