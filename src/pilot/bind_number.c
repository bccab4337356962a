/* bind_number.c - a number of pilot.json, however it is written, to an input */
#include "pilot/load.h"

#include <math.h>
#include <string.h>

typedef struct family {
    const char *name;
    sw_distribution_kind kind;
    size_t n; /* parameters */
} family;

static const family FAMILY[] = {
    {"normal", SW_DIST_NORMAL, 2},
    {"lognormal", SW_DIST_LOGNORMAL, 2},
    {"triangular", SW_DIST_TRIANGULAR, 3},
    {"pert", SW_DIST_PERT, 3},
    {"beta", SW_DIST_BETA, 2},
    {"uniform", SW_DIST_UNIFORM, 2},
};

static bool complain(const sw_load *load, const sw_json *v, const char *what)
{
    sw_load_problem(load, SW_ERROR, "bad-distribution", v, NULL, "%s", what);
    return false;
}

/* A named family: an array of its parameters. */
static bool read_family(const sw_load *load, const sw_json *v, const family *f,
                        sw_distribution *out)
{
    if (v->type != SW_JSON_ARRAY || v->n_items != f->n) {
        g_autofree char *what =
            g_strdup_printf("%s takes a list of %zu numbers", f->name, f->n);
        return complain(load, v, what);
    }
    *out = (sw_distribution){.kind = f->kind};
    for (size_t i = 0; i < f->n; i++) {
        if (v->items[i]->type != SW_JSON_NUMBER)
            return complain(load, v->items[i], "a parameter must be a number");
        out->p[i] = v->items[i]->number;
    }
    sw_error err = {0};
    if (sw_distribution_check(out, &err) != SW_OK) {
        g_autofree char *what = g_strdup_printf("%s: %s", f->name, err.message);
        return complain(load, v, what);
    }
    return true;
}

static bool read_distribution(const sw_load *load, const sw_json *v,
                              sw_distribution *out);

/* Parts and their weights while a mixture is read; mixtures inside mixtures
 * are spread out into the one list. */
typedef struct parts {
    GArray *weight, *part;
} parts;

static void add_part(parts *list, double weight, sw_distribution *part)
{
    if (part->kind != SW_DIST_MIXTURE) {
        g_array_append_val(list->weight, weight);
        g_array_append_val(list->part, *part);
        return;
    }
    for (size_t i = 0; i < part->n; i++) {
        double w = weight * part->weight[i];
        g_array_append_val(list->weight, w);
        g_array_append_val(list->part, part->part[i]);
    }
    sw_distribution_clear(part); /* parts of a mixture own nothing */
}

/* [[p, part], ...]; with `value_first` [[value, p], ...]. */
static bool read_parts(const sw_load *load, const sw_json *v, bool value_first,
                       parts *list)
{
    if (v->type != SW_JSON_ARRAY || v->n_items == 0)
        return complain(load, v, "a list of pairs is expected");
    for (size_t i = 0; i < v->n_items; i++) {
        const sw_json *pair = v->items[i];
        if (pair->type != SW_JSON_ARRAY || pair->n_items != 2)
            return complain(load, pair, "a pair is expected");
        const sw_json *weight = pair->items[value_first ? 1 : 0];
        const sw_json *value = pair->items[value_first ? 0 : 1];
        if (weight->type != SW_JSON_NUMBER || !(weight->number > 0))
            return complain(load, weight, "a probability above 0 is expected");
        sw_distribution part;
        if (!read_distribution(load, value, &part))
            return false;
        add_part(list, weight->number, &part);
    }
    return true;
}

static bool read_mixture(const sw_load *load, const sw_json *v,
                         bool value_first, sw_distribution *out)
{
    parts list = {g_array_new(FALSE, FALSE, sizeof(double)),
                  g_array_new(FALSE, FALSE, sizeof(sw_distribution))};
    bool ok = read_parts(load, v, value_first, &list);
    sw_distribution whole = {.kind = SW_DIST_MIXTURE,
                             .n = list.part->len,
                             .weight = (double *)(void *)list.weight->data,
                             .part =
                                 (sw_distribution *)(void *)list.part->data};
    sw_error err = {0};
    if (ok && sw_distribution_check(&whole, &err) != SW_OK)
        ok = complain(load, v, err.message);
    /* A copy, because the clearing of a distribution frees with free(). */
    if (ok && sw_distribution_copy(out, &whole) != SW_OK)
        ok = complain(load, v, "out of memory");
    g_array_free(list.weight, TRUE);
    g_array_free(list.part, TRUE);
    return ok;
}

static bool read_distribution(const sw_load *load, const sw_json *v,
                              sw_distribution *out)
{
    if (v->type == SW_JSON_NUMBER) {
        *out = sw_constant(v->number);
        return true;
    }
    if (v->type != SW_JSON_OBJECT || v->n_items != 1)
        return complain(load, v, "a number or a distribution is expected");
    const sw_json *inside = v->items[0];
    if (strcmp(inside->key, "discrete") == 0)
        return read_mixture(load, inside, true, out);
    if (strcmp(inside->key, "mixture") == 0)
        return read_mixture(load, inside, false, out);
    for (size_t i = 0; i < G_N_ELEMENTS(FAMILY); i++)
        if (strcmp(inside->key, FAMILY[i].name) == 0)
            return read_family(load, inside, &FAMILY[i], out);
    return complain(load, inside, "no such distribution");
}

sw_distribution sw_member_distribution(const sw_load *load,
                                       const sw_json *object, const char *key)
{
    const sw_json *v = sw_json_member(object, key);
    const sw_json *number = sw_json_member(v, "value");
    sw_distribution d;
    number = number != NULL ? number : v;
    if (number == NULL || number->type == SW_JSON_NULL ||
        !read_distribution(load, number, &d))
        return sw_constant(NAN);
    return d;
}

static bool read_quantiles(sw_distribution *out, const sw_json *v, double mean,
                           double sd)
{
    double knots[SW_DISTRIBUTION_KNOTS];
    if (v->type != SW_JSON_ARRAY || v->n_items != SW_DISTRIBUTION_KNOTS)
        return false;
    for (size_t i = 0; i < v->n_items; i++) {
        if (v->items[i]->type != SW_JSON_NUMBER)
            return false;
        knots[i] = v->items[i]->number;
    }
    return sw_distribution_of_table(out, knots, mean, sd) == SW_OK;
}

bool sw_distribution_stored(sw_distribution *out, const sw_json *v, double mean,
                            double sd)
{
    static const family STUDENT_T = {"student-t", SW_DIST_STUDENT_T, 3};
    if (v == NULL || v->type == SW_JSON_NULL)
        return false;
    const sw_json *table = sw_json_member(v, "quantiles");
    const sw_json *student = sw_json_member(v, STUDENT_T.name);
    sw_diagnostics *d = sw_diagnostics_new();
    sw_load quiet = {.file = "result", .d = d};
    bool ok = table != NULL     ? read_quantiles(out, table, mean, sd)
              : student != NULL ? read_family(&quiet, student, &STUDENT_T, out)
                                : read_distribution(&quiet, v, out);
    sw_diagnostics_free(d);
    return ok;
}

double sw_member_mean(const sw_load *load, const sw_json *object,
                      const char *key)
{
    sw_distribution d = sw_member_distribution(load, object, key);
    double mean = sw_distribution_mean(&d);
    if (!sw_distribution_is_constant(&d))
        sw_load_problem(load, SW_WARNING, "mean-only",
                        sw_json_member(object, key), NULL,
                        "the mean of %s, %.15g, is used: its spread is not "
                        "drawn by this version",
                        key, mean);
    sw_distribution_clear(&d);
    return mean;
}

double sw_json_mean(const sw_load *load, const sw_json *v)
{
    const sw_json *value = sw_json_member(v, "value");
    sw_load quiet = *load;
    sw_distribution d;
    double mean = NAN;
    value = value != NULL ? value : v;
    if (value == NULL || value->type == SW_JSON_NULL)
        return NAN;
    quiet.d = sw_diagnostics_new();
    if (read_distribution(&quiet, value, &d)) {
        mean = sw_distribution_mean(&d);
        sw_distribution_clear(&d);
    }
    sw_diagnostics_free(quiet.d);
    return mean;
}

/* The record's own words: source, owner, approval, expiry. */
static void take_record(sw_input *input, const sw_json *record)
{
    const char *source = sw_member_text(record, "source");
    sw_input_from(input, sw_message_text_of(source));
    input->owner = g_strdup(sw_member_text(record, "owner"));
    input->approved_on = g_strdup(sw_member_text(record, "approved_on"));
    input->expires = g_strdup(sw_member_text(record, "expires"));
}

static bool is_benchmark(const char *source)
{
    return source != NULL &&
           g_ascii_strncasecmp(source, "benchmark", strlen("benchmark")) == 0;
}

/* A contract states numbers: what is drawn is a guess, wherever it stands. */
static bool is_contract(const char *source)
{
    return source != NULL && g_ascii_strcasecmp(source, "contract") == 0;
}

static sw_provenance provenance_of(const char *source, sw_json_origin origin,
                                   const sw_distribution *d,
                                   sw_provenance given)
{
    if (is_benchmark(source))
        return SW_BENCHMARK;
    if (given == SW_MEASURED && !sw_distribution_is_constant(d))
        return SW_ASSUMPTION;
    return origin == SW_JSON_FILE ? given : SW_ASSUMPTION;
}

bool sw_bind_input(const sw_load *load, size_t id, const sw_json *v,
                   sw_provenance given)
{
    if (v == NULL || v->type == SW_JSON_NULL)
        return false;
    sw_input *input = sw_inputs_at(&load->pilot->inputs, id);
    const sw_json *number = v;
    if (sw_json_member(v, "value") != NULL) {
        number = sw_json_member(v, "value");
        take_record(input, v);
    }
    input->line = v->line;
    input->column = v->column;
    input->is_default = v->origin == SW_JSON_DEFAULT;
    sw_distribution distribution;
    if (number->type == SW_JSON_NULL ||
        !read_distribution(load, number, &distribution))
        return false;
    const char *source = number != v ? sw_member_text(v, "source") : NULL;
    sw_provenance provenance =
        provenance_of(source, number->origin, &distribution, given);
    if (is_contract(source) && !sw_distribution_is_constant(&distribution))
        sw_load_problem(load, SW_ERROR, "contract-guess", number,
                        "give the number that the contract states, or say "
                        "where the guess comes from",
                        "the source of %s is the contract: that needs a plain "
                        "number",
                        input->key);
    if (input->source == NULL && number->origin == SW_JSON_SET)
        sw_input_from(input, sw_message_word("set for this run"));
    else if (input->source == NULL && provenance == SW_MEASURED)
        sw_input_from(input, sw_message_word("contract"));
    sw_input_define(input, distribution, provenance);
    return true;
}

size_t sw_bind_new_input(const sw_load *load, const sw_json *v,
                         const char *label, sw_unit unit)
{
    return sw_bind_named_input(load, v, sw_message_word(label), unit);
}

size_t sw_bind_named_input(const sw_load *load, const sw_json *v,
                           sw_message *label, sw_unit unit)
{
    if (v == NULL || v->type == SW_JSON_NULL) {
        sw_message_free(label);
        return SIZE_MAX;
    }
    g_autofree char *key = sw_json_dotted(v);
    size_t id = sw_inputs_add_named(&load->pilot->inputs, key, label, unit);
    sw_bind_input(load, id, v, SW_ASSUMPTION);
    return id;
}
