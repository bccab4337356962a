/* A keyword that is silently passed over would check nothing: refuse it. */
#include "ingest/schema_check.h"

#include <string.h>

/* What a keyword's value holds, as far as schemas stand in it. */
typedef enum content {
    PLAIN,  /* no schema */
    SCHEMA, /* one */
    MAP,    /* an object of schemas */
    LIST    /* an array of schemas */
} content;

typedef struct keyword {
    const char *name;
    content content;
} keyword;

static const keyword keywords[] = {{"$schema", PLAIN},
                                   {"$id", PLAIN},
                                   {"$comment", PLAIN},
                                   {"$defs", MAP},
                                   {"$ref", PLAIN},
                                   {"title", PLAIN},
                                   {"description", PLAIN},
                                   {"default", PLAIN},
                                   {"examples", PLAIN},
                                   {"deprecated", PLAIN},
                                   {"type", PLAIN},
                                   {"properties", MAP},
                                   {"required", PLAIN},
                                   {"additionalProperties", SCHEMA},
                                   {"items", SCHEMA},
                                   {"prefixItems", LIST},
                                   {"minItems", PLAIN},
                                   {"maxItems", PLAIN},
                                   {"uniqueItems", PLAIN},
                                   {"enum", PLAIN},
                                   {"const", PLAIN},
                                   {"minimum", PLAIN},
                                   {"maximum", PLAIN},
                                   {"exclusiveMinimum", PLAIN},
                                   {"exclusiveMaximum", PLAIN},
                                   {"minLength", PLAIN},
                                   {"pattern", PLAIN},
                                   {"format", PLAIN},
                                   {"minProperties", PLAIN},
                                   {"maxProperties", PLAIN},
                                   {"anyOf", LIST},
                                   {"oneOf", LIST},
                                   {"allOf", LIST}};

static const keyword *find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++)
        if (strcmp(keywords[i].name, name) == 0)
            return &keywords[i];
    return NULL;
}

static void check_ref(sw_schema_run *run, const sw_json *v)
{
    if (strcmp(v->key, "$ref") == 0 &&
        (v->type != SW_JSON_STRING ||
         sw_schema_resolve(run->root, v->string) == NULL))
        sw_schema_error(run, "schema", v, NULL,
                        "the schema refers to what it does not define");
    if (strcmp(v->key, "format") == 0 &&
        (v->type != SW_JSON_STRING || strcmp(v->string, "date") != 0))
        sw_schema_error(run, "schema", v, NULL,
                        "the schema asks for a format other than date");
    if (strcmp(v->key, "pattern") == 0) {
        g_autoptr(GRegex) regex =
            v->type != SW_JSON_STRING
                ? NULL
                : g_regex_new(v->string, G_REGEX_DOLLAR_ENDONLY, 0, NULL);
        if (regex == NULL)
            sw_schema_error(run, "schema", v, NULL,
                            "the schema has a pattern that is none");
    }
}

/* The checker relies on these shapes of its schema. */
static bool has_shape(const sw_json *v, content c)
{
    if (c == MAP)
        return v->type == SW_JSON_OBJECT;
    if (c == LIST)
        return v->type == SW_JSON_ARRAY;
    return true;
}

void sw_schema_keywords(sw_schema_run *run, const sw_json *schema)
{
    for (size_t i = 0; i < schema->n_items; i++) {
        const sw_json *v = schema->items[i];
        const keyword *k = v->key == NULL ? NULL : find(v->key);
        if (k == NULL || !has_shape(v, k->content)) {
            sw_schema_error(run, "schema", v, NULL,
                            "the schema uses \"%s\", which is not checked",
                            v->key == NULL ? "an array" : v->key);
            continue;
        }
        check_ref(run, v);
        if (k->content == SCHEMA && v->type == SW_JSON_OBJECT)
            sw_schema_keywords(run, v);
        for (size_t j = 0; k->content > SCHEMA && j < v->n_items; j++)
            sw_schema_keywords(run, v->items[j]);
    }
}
