#include "report/scenario_table.h"

#include <math.h>
#include <string.h>

#include "base/clean_text.h"
#include "base/json_writer.h"
#include "report/text.h"

typedef struct column {
    const char *key;
    size_t offset; /* of a double in sw_scenario_result */
} column;

#define FIGURE(name)                                                           \
    {                                                                          \
#name, offsetof(sw_scenario_result, name)                              \
    }

static const column FIGURES[] = {
    FIGURE(npv),     FIGURE(npv_cashable),   FIGURE(npv_with_capacity),
    FIGURE(npv_all), FIGURE(npv_programme),  FIGURE(roi),
    FIGURE(bcr),     FIGURE(payback_months), FIGURE(probability_positive),
};

static double figure(const sw_scenario_result *r, const column *c)
{
    double x;
    memcpy(&x, (const char *)r + c->offset, sizeof x);
    return x;
}

static void put_set(sw_json_writer *w, const sw_scenario *s)
{
    sw_json_key(w, "set");
    sw_json_begin_object(w);
    for (size_t i = 0; i < s->n; i++) {
        sw_diagnostics *d = sw_diagnostics_new();
        sw_json *v = sw_json_parse(s->values[i], strlen(s->values[i]), "value",
                                   false, d);
        sw_json_key(w, s->keys[i]);
        if (v != NULL)
            sw_json_write(w, v);
        else
            sw_json_string(w, s->values[i]);
        sw_json_free(v);
        sw_diagnostics_free(d);
    }
    sw_json_end_object(w);
}

static void put_inputs(sw_json_writer *w, const sw_evaluation *base,
                       const sw_scenario_result *r)
{
    sw_json_key(w, "inputs");
    sw_json_begin_object(w);
    for (size_t i = 0; i < r->n_inputs; i++) {
        const char *key = sw_inputs_at(&base->economics->inputs, i)->key;
        sw_json_put_number(w, key, r->input_value[i]);
    }
    sw_json_end_object(w);
}

static void put_ceac(sw_json_writer *w, const sw_scenario_result *r)
{
    sw_json_key(w, "ceac");
    sw_json_begin_array(w);
    for (size_t i = 0; i < r->n_ceac; i++) {
        sw_json_begin_object(w);
        sw_json_put_number(w, "price", r->ceac[i].x);
        sw_json_put_number(w, "probability", r->ceac[i].y);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_scenario(sw_json_writer *w, const sw_evaluation *base,
                         const sw_scenario *s, const sw_scenario_result *r)
{
    sw_json_begin_object(w);
    sw_json_put_string(w, "name", r->name);
    put_set(w, s);
    for (size_t k = 0; k < G_N_ELEMENTS(FIGURES); k++)
        sw_json_put_number(w, FIGURES[k].key, figure(r, &FIGURES[k]));
    if (r->decided)
        sw_json_put_string(w, "verdict", sw_option_name(r->verdict));
    else
        sw_json_put_null(w, "verdict");
    sw_json_put_string(w, "why_not", r->why_not);
    put_inputs(w, base, r);
    put_ceac(w, r);
    sw_json_end_object(w);
}

char *sw_scenarios_json(const sw_evaluation *base, const sw_scenario_list *list,
                        size_t *length)
{
    sw_json_writer w;
    sw_json_writer_init(&w);
    sw_json_begin_object(&w);
    sw_json_put_string(&w, "schema", "seatworth/scenario/1");
    sw_json_put_string(&w, "name", base->pilot->name);
    sw_json_put_string(&w, "currency", base->pilot->currency);
    sw_json_put_string(&w, "benefit_basis",
                       base->decision->verdict.benefit_basis);
    sw_json_key(&w, "scenarios");
    sw_json_begin_array(&w);
    for (size_t i = 0; i < list->n; i++)
        put_scenario(&w, base, &list->scenario[i], &list->result[i]);
    sw_json_end_array(&w);
    sw_json_end_object(&w);
    return sw_json_writer_take(&w, length);
}

/* The keys that any scenario sets, in order of appearance. */
static GPtrArray *keys_set(const sw_scenario_list *list)
{
    GPtrArray *keys = g_ptr_array_new();
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; k < list->scenario[i].n; k++) {
            char *key = list->scenario[i].keys[k];
            bool known = false;
            for (guint j = 0; j < keys->len && !known; j++)
                known = strcmp(g_ptr_array_index(keys, j), key) == 0;
            if (!known)
                g_ptr_array_add(keys, key);
        }
    return keys;
}

static const char *value_of(const sw_scenario *s, const char *key)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->keys[i], key) == 0)
            return s->values[i];
    return "";
}

static void append_row(GString *s, const GPtrArray *keys,
                       const sw_scenario *scenario, const sw_scenario_result *r)
{
    sw_clean_csv(s, r->name);
    for (guint k = 0; k < keys->len; k++) {
        g_string_append_c(s, ',');
        sw_clean_csv(s, value_of(scenario, g_ptr_array_index(keys, k)));
    }
    for (size_t k = 0; k < G_N_ELEMENTS(FIGURES); k++) {
        double x = figure(r, &FIGURES[k]);
        char text[SW_NUMBER_TEXT];
        g_string_append_printf(s, ",%s",
                               isfinite(x) ? sw_number_text(x, text) : "");
    }
    g_string_append_printf(s, ",%s,",
                           r->decided ? sw_option_name(r->verdict) : "");
    sw_clean_csv(s, r->why_not != NULL ? r->why_not : "");
    g_string_append_c(s, '\n');
}

char *sw_scenarios_csv(const sw_evaluation *base, const sw_scenario_list *list)
{
    (void)base;
    g_autoptr(GPtrArray) keys = keys_set(list);
    GString *s = g_string_new("scenario");
    for (guint k = 0; k < keys->len; k++) {
        g_string_append_c(s, ',');
        sw_clean_csv(s, g_ptr_array_index(keys, k));
    }
    for (size_t k = 0; k < G_N_ELEMENTS(FIGURES); k++)
        g_string_append_printf(s, ",%s", FIGURES[k].key);
    g_string_append(s, ",verdict,why_not\n");
    for (size_t i = 0; i < list->n; i++)
        append_row(s, keys, &list->scenario[i], &list->result[i]);
    return g_string_free(s, FALSE);
}

static char *money_or_dash(const sw_evaluation *base, double x)
{
    return isfinite(x) ? sw_text_money(base->pilot->currency, x, 0)
                       : g_strdup("-");
}

static int width_of_names(const sw_scenario_list *list)
{
    glong width = 8;
    for (size_t i = 0; i < list->n; i++)
        width = MAX(width, g_utf8_strlen(list->result[i].name, -1));
    return (int)width;
}

/* %-*s counts bytes; names may have others than ASCII. */
static void append_name(GString *s, const char *name, int width)
{
    g_string_append(s, name);
    for (glong n = g_utf8_strlen(name, -1); n < width; n++)
        g_string_append_c(s, ' ');
}

char *sw_scenarios_table(const sw_evaluation *base,
                         const sw_scenario_list *list)
{
    int width = width_of_names(list);
    GString *s = g_string_new(NULL);
    append_name(s, "scenario", width);
    g_string_append_printf(s, "  %15s  %15s  %8s  %6s  %s\n", "net benefit",
                           "programme", "return", "chance", "verdict");
    for (size_t i = 0; i < list->n; i++) {
        const sw_scenario_result *r = &list->result[i];
        g_autofree char *npv = money_or_dash(base, r->npv);
        g_autofree char *programme = money_or_dash(base, r->npv_programme);
        g_autofree char *roi =
            isfinite(r->roi) ? sw_text_percent(r->roi, 0) : g_strdup("-");
        g_autofree char *chance =
            isfinite(r->probability_positive)
                ? sw_say_probability(NULL, r->probability_positive)
                : g_strdup("-");
        append_name(s, r->name, width);
        g_string_append_printf(s, "  %15s  %15s  %8s  %6s  %s\n", npv,
                               programme, roi, chance,
                               r->why_not != NULL ? r->why_not
                               : r->decided       ? sw_option_name(r->verdict)
                                                  : "-");
    }
    char *clean = sw_clean_terminal(s->str);
    g_string_free(s, TRUE);
    return clean;
}
