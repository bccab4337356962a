/* The library of published estimates. */
#include "ingest/priors.h"

#include <math.h>
#include <string.h>

#include "ingest/json.h"
#include "ingest/schema.h"
#include "ingest/template.h"

static const char SCHEMA[] = "schemas/prior.schema.json";

static const char *const SCALES[] = {"log_ratio", "minutes_per_week", "share"};

const char *sw_prior_scale_name(sw_prior_scale scale)
{
    return SCALES[scale];
}

static void prior_free(gpointer p)
{
    sw_prior *x = p;
    char *const owned[] = {
        x->id,     x->study,  x->outcome, x->population, x->tool,
        x->design, x->n_unit, x->se_from, x->source,     x->superseded_by};
    for (size_t i = 0; i < G_N_ELEMENTS(owned); i++)
        g_free(owned[i]);
    g_free(x);
}

static char *text(const sw_json *v, const char *key)
{
    return g_strdup(sw_json_member(v, key)->string);
}

static double number(const sw_json *v, const char *key)
{
    const sw_json *m = sw_json_member(v, key);
    return m->type == SW_JSON_NUMBER ? m->number : NAN;
}

static bool says(const sw_json *v, const char *key, const char *word)
{
    return strcmp(sw_json_member(v, key)->string, word) == 0;
}

/* v fits the schema. */
static sw_prior *take(const sw_json *v)
{
    sw_prior *x = g_new0(sw_prior, 1);
    *x = (sw_prior){.id = text(v, "id"),
                    .study = text(v, "study"),
                    .outcome = text(v, "outcome"),
                    .population = text(v, "population"),
                    .tool = text(v, "tool"),
                    .design = text(v, "design"),
                    .n_unit = text(v, "n_unit"),
                    .se_from = text(v, "se_from"),
                    .source = text(v, "source"),
                    .superseded_by = text(v, "superseded_by"),
                    .per_user = says(v, "estimand", "per_user"),
                    .measures_time = says(v, "measures", "time"),
                    .year = (int)number(v, "year"),
                    .n = number(v, "n"),
                    .estimate = number(v, "estimate"),
                    .se = number(v, "se")};
    while (!says(v, "scale", SCALES[x->scale]))
        x->scale++;
    return x;
}

static sw_place place_of(const char *file, const sw_json *v)
{
    return (sw_place){.file = file, .line = v->line, .column = v->column};
}

static bool is_named_so(const sw_json *v, const char *file, sw_diagnostics *d)
{
    const sw_json *id = sw_json_member(v, "id");
    g_autofree char *want = g_path_get_basename(file);
    want[strlen(want) - strlen(".json")] = '\0';
    if (strcmp(id->string, want) == 0)
        return true;
    sw_diagnose(d, SW_ERROR, "bad-prior", place_of(file, id),
                "the id of a record is the name of its file",
                "\"%s\" is not \"%s\"", id->string, want);
    return false;
}

static void add(GPtrArray *out, const sw_json *schema, const char *file,
                const char *folder, sw_diagnostics *d)
{
    sw_json *v = sw_template_json(file, folder, d);
    if (v != NULL && sw_schema_check(schema, v, file, d) &&
        is_named_so(v, file, d))
        g_ptr_array_add(out, take(v));
    sw_json_free(v);
}

static bool leads_nowhere(const GPtrArray *priors, const sw_prior *x)
{
    return x->superseded_by != NULL &&
           (strcmp(x->superseded_by, x->id) == 0 ||
            sw_prior_find(priors, x->superseded_by) == NULL);
}

static void check_successors(GPtrArray *priors, sw_diagnostics *d)
{
    for (guint i = priors->len; i-- > 0;) {
        const sw_prior *x = priors->pdata[i];
        if (!leads_nowhere(priors, x))
            continue;
        g_autofree char *file = g_strdup_printf("priors/%s.json", x->id);
        sw_diagnose(d, SW_ERROR, "bad-prior", (sw_place){.file = file},
                    "superseded_by names another record of templates/priors",
                    "superseded by \"%s\", which is no other record",
                    x->superseded_by);
        g_ptr_array_remove_index(priors, i);
    }
}

GPtrArray *sw_priors_load(const char *folder, sw_diagnostics *d)
{
    GPtrArray *out = g_ptr_array_new_with_free_func(prior_free);
    g_autoptr(GPtrArray) names = sw_template_list("priors", folder);
    sw_json *schema = sw_template_json(SCHEMA, folder, d);
    for (guint i = 0; schema != NULL && i < names->len; i++)
        if (g_str_has_suffix(names->pdata[i], ".json"))
            add(out, schema, names->pdata[i], folder, d);
    sw_json_free(schema);
    check_successors(out, d);
    return out;
}

const sw_prior *sw_prior_find(const GPtrArray *priors, const char *id)
{
    for (guint i = 0; i < priors->len; i++) {
        const sw_prior *x = priors->pdata[i];
        if (strcmp(x->id, id) == 0)
            return x;
    }
    return NULL;
}
