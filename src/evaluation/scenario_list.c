#include "evaluation/scenario_list.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "ingest/template.h"
#include "pilot/variant.h"

typedef struct building {
    const sw_evaluation *base;
    GArray *list; /* of sw_scenario */
} building;

static sw_scenario new_scenario(const char *name, size_t room)
{
    return (sw_scenario){.name = g_strdup(name),
                         .keys = g_new0(char *, room + 1),
                         .values = g_new0(char *, room + 1)};
}

/* Takes over `value`. */
static void add_key(sw_scenario *s, const char *key, char *value)
{
    s->keys[s->n] = g_strdup(key);
    s->values[s->n++] = value;
}

static void clear_scenario(sw_scenario *s)
{
    for (size_t i = 0; i < s->n; i++) {
        g_free(s->keys[i]);
        g_free(s->values[i]);
    }
    g_free(s->keys);
    g_free(s->values);
    g_free(s->name);
}

static void add_own(building *b)
{
    for (size_t i = 0; i < b->base->pilot->n_scenarios; i++) {
        const sw_scenario *own = &b->base->pilot->scenarios[i];
        sw_scenario s = new_scenario(own->name, own->n);
        for (size_t k = 0; k < own->n; k++)
            add_key(&s, own->keys[k], g_strdup(own->values[k]));
        g_array_append_val(b->list, s);
    }
}

/* Point number `at`, the last axis fastest. */
static void add_point(building *b, const sw_grid *grid, size_t n, size_t at)
{
    sw_scenario s = new_scenario(NULL, n);
    GString *name = g_string_new(NULL);
    size_t below = 1;
    for (size_t k = 0; k < n; k++)
        below *= grid[k].n;
    for (size_t k = 0; k < n; k++) {
        below /= grid[k].n;
        char *value = sw_grid_value(&grid[k], at / below % grid[k].n);
        g_string_append_printf(name, "%s%s=%s", k > 0 ? ", " : "", grid[k].key,
                               value);
        add_key(&s, grid[k].key, value);
    }
    s.name = g_string_free(name, FALSE);
    g_array_append_val(b->list, s);
}

static sw_status add_grid(building *b, const sw_grid *grid, size_t n,
                          sw_error *err)
{
    size_t points = n > 0 ? 1 : 0;
    for (size_t k = 0; k < n; k++) {
        points *= grid[k].n;
        if (points > SW_GRID_POINTS)
            return sw_fail(err, SW_EDOMAIN,
                           "the grid has more than %d points: take larger "
                           "steps or fewer keys",
                           SW_GRID_POINTS);
    }
    for (size_t i = 0; i < points; i++)
        add_point(b, grid, n, i);
    return SW_OK;
}

static sw_json *read_ready(const building *b, const char *name, sw_error *err)
{
    const sw_pilot_opts *opts = &b->base->pilot->loaded_with;
    g_autofree char *file = g_strdup_printf("scenarios/%s.json", name);
    g_autoptr(GBytes) bytes = sw_template_read(file, opts->templates, NULL);
    gsize length;
    const char *text = bytes ? g_bytes_get_data(bytes, &length) : NULL;
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *v = bytes ? sw_json_parse(text, length, file, true, d) : NULL;
    sw_diagnostics_free(d);
    if (v == NULL)
        (void)!sw_fail(err, SW_EDOMAIN,
                       "there is no ready scenario '%s'; there are j-curve, "
                       "price-rise and two-year-delay",
                       name);
    return v;
}

static char *json_text(const sw_json *v)
{
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_write(&w, v);
    return g_strstrip(sw_json_writer_take(&w, NULL));
}

/* `set` gives values, `multiply` factors of inputs that the base knows. */
static sw_status add_ready(building *b, const char *name, sw_error *err)
{
    sw_json *v = read_ready(b, name, err);
    if (v == NULL)
        return SW_EDOMAIN;
    const sw_json *set = sw_json_member(v, "set");
    const sw_json *multiply = sw_json_member(v, "multiply");
    const sw_json *title = sw_json_member(v, "name");
    const sw_inputs *in = &b->base->economics->inputs;
    size_t n_set = set ? set->n_items : 0;
    size_t n_times = multiply ? multiply->n_items : 0;
    sw_scenario s = new_scenario(title ? title->string : name, n_set + n_times);
    for (size_t i = 0; i < n_set; i++)
        add_key(&s, set->items[i]->key, json_text(set->items[i]));
    for (size_t i = 0; i < n_times; i++) {
        size_t id = sw_inputs_find(in, multiply->items[i]->key);
        double now = id == SIZE_MAX ? NAN : sw_inputs_value(in, id);
        char text[SW_NUMBER_TEXT];
        if (fabs(now) > 0.0)
            add_key(&s, multiply->items[i]->key,
                    g_strdup(sw_number_text(now * multiply->items[i]->number,
                                            text)));
    }
    g_array_append_val(b->list, s);
    sw_json_free(v);
    return SW_OK;
}

/* One that names an unknown key or an impossible value is not evaluated. */
static bool is_possible(const sw_scenario *s, sw_scenario_result *out,
                        const sw_evaluation *base)
{
    sw_diagnostics *d = sw_diagnostics_new();
    bool ok = sw_variant_check(base->pilot, s, d);
    if (!ok)
        sw_scenario_reject(out, s->name, d);
    sw_diagnostics_free(d);
    return ok;
}

static void evaluate(sw_scenario_list *list, const sw_evaluation *base)
{
    list->result = g_new0(sw_scenario_result, list->n);
    sw_scenario_of_base(&list->result[0], base);
    long n = (long)list->n;
    /* Each has a pilot of its own; the base is only read. */
#pragma omp parallel for schedule(dynamic) if (n > 2)
    for (long i = 1; i < n; i++)
        if (is_possible(&list->scenario[i], &list->result[i], base))
            sw_scenario_evaluate(&list->result[i], base, &list->scenario[i],
                                 SIZE_MAX);
}

sw_status sw_scenario_list_new(sw_scenario_list **out,
                               const sw_evaluation *base, const sw_grid *grid,
                               size_t n_grid, const char *const *ready,
                               size_t n_ready, sw_error *err)
{
    building b = {base, g_array_new(FALSE, FALSE, sizeof(sw_scenario))};
    sw_scenario first = new_scenario("Base", 0);
    g_array_append_val(b.list, first);
    sw_status st = add_grid(&b, grid, n_grid, err);
    if (st == SW_OK && n_grid == 0)
        add_own(&b);
    for (size_t i = 0; st == SW_OK && i < n_ready; i++)
        st = add_ready(&b, ready[i], err);
    sw_scenario_list *list = g_new0(sw_scenario_list, 1);
    list->n = b.list->len;
    list->scenario = (sw_scenario *)(void *)g_array_free(b.list, FALSE);
    if (st != SW_OK) {
        sw_scenario_list_free(list);
        return st;
    }
    evaluate(list, base);
    *out = list;
    return SW_OK;
}

void sw_scenario_list_free(sw_scenario_list *list)
{
    if (list == NULL)
        return;
    for (size_t i = 0; i < list->n; i++) {
        clear_scenario(&list->scenario[i]);
        if (list->result != NULL)
            sw_scenario_result_clear(&list->result[i]);
    }
    g_free(list->scenario);
    g_free(list->result);
    g_free(list);
}
