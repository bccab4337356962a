/* correlations.c - which uncertain inputs go together, as one matrix */
#include "pilot/load.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "stats/correlation_matrix.h"

/* The effect is estimated: its input is known only after the evidence. */
static size_t input_named(const sw_pilot *p, const char *key)
{
    return strcmp(key, "effect") == 0 ? (size_t)SW_IN_EFFECT
                                      : sw_inputs_find(&p->inputs, key);
}

static size_t place_of(sw_copula *c, size_t input)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->input[i] == input)
            return i;
    c->input[c->n] = input;
    return c->n++;
}

static bool is_uncertain(const sw_load *load, const sw_json *name, size_t id)
{
    const sw_input *input = sw_inputs_at(&load->pilot->inputs, id);
    if (id == SW_IN_EFFECT ||
        (input->known && !sw_distribution_is_constant(&input->distribution)))
        return true;
    sw_load_problem(load, SW_WARNING, "correlation-of-a-constant", name,
                    "give it a distribution, or take the correlation out",
                    "%s does not vary, so its correlation changes nothing",
                    name->string);
    return false;
}

/* An end of a correlation; SIZE_MAX where it names nothing that varies. */
static size_t end_of(const sw_load *load, const sw_json *v, const char *which)
{
    const sw_json *name = sw_json_member(v, which);
    if (name == NULL || name->type != SW_JSON_STRING)
        return SIZE_MAX;
    size_t id = input_named(load->pilot, name->string);
    if (id == SIZE_MAX) {
        sw_load_problem(load, SW_ERROR, "no-such-input", name,
                        "give the dotted path of an uncertain number, or "
                        "effect",
                        "there is no input '%s'", name->string);
        return SIZE_MAX;
    }
    return is_uncertain(load, name, id) ? id : SIZE_MAX;
}

typedef struct pair {
    size_t a, b;
    double rank;
} pair;

static bool is_new(const sw_load *load, const sw_json *v, const pair *known,
                   size_t n, const pair *p)
{
    bool same = p->a == p->b;
    for (size_t i = 0; i < n; i++)
        same |= (known[i].a == p->a && known[i].b == p->b) ||
                (known[i].a == p->b && known[i].b == p->a);
    if (same)
        sw_load_problem(load, SW_ERROR, "correlation-twice", v,
                        "give one rank correlation for a pair",
                        p->a == p->b
                            ? "an input is correlated with itself"
                            : "the correlation of this pair is given twice");
    return !same;
}

static size_t read_pairs(const sw_load *load, const sw_json *list, pair *out)
{
    size_t n = 0;
    for (size_t i = 0; i < sw_json_length(list); i++) {
        const sw_json *v = list->items[i];
        pair p = {end_of(load, v, "a"), end_of(load, v, "b"),
                  sw_member_number(v, "rank")};
        if (p.a == SIZE_MAX || p.b == SIZE_MAX || isnan(p.rank))
            continue;
        if (is_new(load, v, out, n, &p))
            out[n++] = p;
    }
    return n;
}

/* Says which pair gave way most. */
static void say_nearest(const sw_load *load, const sw_json *list,
                        const sw_copula *c, const pair *pairs, size_t n)
{
    const pair *worst = &pairs[0];
    double most = -1.0, used = 0.0;
    for (size_t i = 0; i < n; i++) {
        sw_copula places = *c;
        size_t a = place_of(&places, pairs[i].a);
        size_t b = place_of(&places, pairs[i].b);
        double now = sw_rank_correlation(c->normal[a * c->n + b]);
        if (fabs(now - pairs[i].rank) > most) {
            most = fabs(now - pairs[i].rank);
            worst = &pairs[i];
            used = now;
        }
    }
    sw_load_problem(
        load, SW_WARNING, "correlations-contradict", list,
        "weaken the strongest of them",
        "these correlations cannot all hold at once: the nearest that can are "
        "used, and %s with %s becomes %.2f instead of %.2f",
        sw_inputs_at(&load->pilot->inputs, worst->a)->key,
        sw_inputs_at(&load->pilot->inputs, worst->b)->key, used, worst->rank);
}

static void set_matrix(sw_copula *c, const pair *pairs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        place_of(c, pairs[i].a);
        place_of(c, pairs[i].b);
    }
    c->normal = g_new0(double, c->n * c->n);
    for (size_t i = 0; i < c->n; i++)
        c->normal[i * c->n + i] = 1.0;
    for (size_t i = 0; i < n; i++) {
        size_t a = place_of(c, pairs[i].a), b = place_of(c, pairs[i].b);
        c->normal[a * c->n + b] = c->normal[b * c->n + a] =
            sw_normal_correlation(pairs[i].rank);
    }
}

void sw_load_correlations(const sw_load *load)
{
    sw_copula *c = &load->pilot->copula;
    const sw_json *list = sw_json_member(load->root, "correlations");
    size_t most = sw_json_length(list);
    if (most == 0)
        return;
    g_autofree pair *pairs = g_new0(pair, most);
    size_t n = read_pairs(load, list, pairs);
    c->input = g_new0(size_t, 2 * most);
    set_matrix(c, pairs, n);
    double change;
    sw_error err = {0};
    if (sw_nearest_correlation(c->normal, c->n, &change, &err) != SW_OK)
        sw_load_problem(load, SW_ERROR, "correlations-contradict", list, NULL,
                        "%s", err.message);
    else if (change > 0.0)
        say_nearest(load, list, c, pairs, n);
}
