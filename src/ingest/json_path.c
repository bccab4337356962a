/* Dotted paths as --set takes them, and JSON pointers as diagnostics do. */
#include "ingest/json_tree.h"

#include <glib.h>
#include <string.h>

/* One step of a path: a member's key, or an element's index, id or name. */
typedef struct step {
    char text[256];
    bool bracket;
} step;

typedef enum step_read { STEP_END, STEP_READ, STEP_BAD } step_read;

/* Reads the step at *path and moves behind it; `first` needs no dot. */
static step_read read_step(const char **path, bool first, step *out)
{
    const char *p = *path;
    if (*p == '\0')
        return first ? STEP_BAD : STEP_END;
    out->bracket = *p == '[';
    if (out->bracket) {
        p++;
    } else if (!first) {
        if (*p != '.')
            return STEP_BAD;
        p++;
    }
    size_t n = out->bracket ? strcspn(p, "]") : strcspn(p, ".[");
    if (n == 0 || n >= sizeof out->text || (out->bracket && p[n] != ']'))
        return STEP_BAD;
    memcpy(out->text, p, n);
    out->text[n] = '\0';
    *path = p + n + (out->bracket ? 1 : 0);
    return STEP_READ;
}

static bool is_string(const sw_json *v, const char *text)
{
    return v != NULL && v->type == SW_JSON_STRING &&
           strcmp(v->string, text) == 0;
}

static const sw_json *element(const sw_json *array, const char *text)
{
    if (array == NULL || array->type != SW_JSON_ARRAY)
        return NULL;
    if (text[strspn(text, "0123456789")] == '\0') {
        guint64 i = g_ascii_strtoull(text, NULL, 10);
        return i < array->n_items ? array->items[i] : NULL;
    }
    for (size_t i = 0; i < array->n_items; i++)
        if (is_string(sw_json_member(array->items[i], "id"), text) ||
            is_string(sw_json_member(array->items[i], "name"), text))
            return array->items[i];
    return NULL;
}

static const sw_json *follow(const sw_json *v, const step *s)
{
    return s->bracket ? element(v, s->text) : sw_json_member(v, s->text);
}

const sw_json *sw_json_at(const sw_json *root, const char *path)
{
    const sw_json *v = root;
    step s;
    bool first = true;
    for (step_read r; (r = read_step(&path, first, &s)) != STEP_END;) {
        if (r == STEP_BAD)
            return NULL;
        v = follow(v, &s);
        first = false;
    }
    return v;
}

/* A text that begins like JSON is meant as JSON, and its faults are said. */
static sw_json *parse_value(const char *text, char **why)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_json *v = sw_json_parse(text, strlen(text), NULL, false, d);
    if (v == NULL && text[0] != '\0' && strchr("{[\"", text[0]) != NULL) {
        *why = g_strdup(sw_diagnostics_at(d, 0)->message);
    } else if (v == NULL && !g_utf8_validate(text, -1, NULL)) {
        *why = g_strdup("the value is not valid UTF-8");
    } else if (v == NULL) {
        v = g_new0(sw_json, 1);
        v->type = SW_JSON_STRING;
        v->string = g_strdup(text);
    }
    sw_diagnostics_free(d);
    if (v != NULL)
        sw_json_mark(v, SW_JSON_SET);
    return v;
}

/* What keeps `s` from being created under v; NULL if nothing does. */
static char *obstacle(const sw_json *v, const step *s)
{
    g_autofree char *dotted = sw_json_dotted(v);
    const char *name = dotted[0] == '\0' ? "the file" : dotted;
    if (s->bracket && v->type == SW_JSON_ARRAY)
        return g_strdup_printf("%s has %zu elements and none is [%s]", name,
                               v->n_items, s->text);
    if (s->bracket)
        return g_strdup_printf("%s is %s, not an array", name,
                               sw_json_type_name(v->type));
    if (v->type != SW_JSON_OBJECT)
        return g_strdup_printf("%s is %s, not an object", name,
                               sw_json_type_name(v->type));
    return NULL;
}

static sw_json *new_object(void)
{
    sw_json *v = g_new0(sw_json, 1);
    v->type = SW_JSON_OBJECT;
    v->origin = SW_JSON_SET;
    return v;
}

/* Wraps `item` in the objects that `path` (behind its first new step) names;
 * NULL, and item freed, where a step is no name. */
static sw_json *wrap(const char *path, sw_json *item, char **why)
{
    step s;
    step_read r = read_step(&path, false, &s);
    if (r == STEP_END)
        return item;
    if (r == STEP_BAD || s.bracket) {
        *why = r == STEP_BAD
                   ? g_strdup("not a path such as contract.price")
                   : g_strdup_printf("there is no array to hold [%s]", s.text);
        sw_json_free(item);
        return NULL;
    }
    sw_json *inner = wrap(path, item, why);
    if (inner == NULL)
        return NULL;
    sw_json *outer = new_object();
    sw_json_append(outer, s.text, inner);
    return outer;
}

bool sw_json_set(sw_json *root, const char *path, const char *text, char **why)
{
    sw_json *v = root;
    step s;
    bool first = true;
    step_read r;
    *why = NULL;
    while ((r = read_step(&path, first, &s)) == STEP_READ) {
        sw_json *next = (sw_json *)follow(v, &s);
        if (next == NULL)
            break;
        v = next;
        first = false;
    }
    if (r == STEP_BAD) {
        *why = g_strdup("not a path such as contract.price");
        return false;
    }
    if (r == STEP_READ && (*why = obstacle(v, &s)) != NULL)
        return false;
    sw_json *item = parse_value(text, why);
    if (item != NULL && r == STEP_READ)
        item = wrap(path, item, why);
    if (item == NULL)
        return false;
    if (r == STEP_READ)
        sw_json_append(v, s.text, item);
    else
        sw_json_replace(v, item);
    return true;
}

static size_t index_of(const sw_json *v)
{
    size_t i = 0;
    while (v->parent->items[i] != v && i + 1 < v->parent->n_items)
        i++;
    return i;
}

static void append_escaped(GString *out, const char *key)
{
    for (; *key != '\0'; key++) {
        if (*key == '~')
            g_string_append(out, "~0");
        else if (*key == '/')
            g_string_append(out, "~1");
        else
            g_string_append_c(out, *key);
    }
}

static void append_pointer(GString *out, const sw_json *v)
{
    if (v->parent == NULL)
        return;
    append_pointer(out, v->parent);
    g_string_append_c(out, '/');
    if (v->key != NULL)
        append_escaped(out, v->key);
    else
        g_string_append_printf(out, "%zu", index_of(v));
}

char *sw_json_pointer(const sw_json *v)
{
    GString *out = g_string_new(NULL);
    append_pointer(out, v);
    return g_string_free(out, FALSE);
}

/* The id or name by which the element can be found again, else NULL. */
static const char *element_name(const sw_json *v)
{
    static const char *const keys[] = {"id", "name"};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        const sw_json *id = sw_json_member(v, keys[i]);
        if (id != NULL && id->type == SW_JSON_STRING &&
            element(v->parent, id->string) == v)
            return id->string;
    }
    return NULL;
}

static void append_dotted(GString *out, const sw_json *v)
{
    if (v->parent == NULL)
        return;
    append_dotted(out, v->parent);
    if (v->key != NULL) {
        g_string_append_printf(out, "%s%s", out->len > 0 ? "." : "", v->key);
        return;
    }
    const char *name = element_name(v);
    if (name != NULL && strchr(name, ']') == NULL && name[0] != '\0')
        g_string_append_printf(out, "[%s]", name);
    else
        g_string_append_printf(out, "[%zu]", index_of(v));
}

char *sw_json_dotted(const sw_json *v)
{
    GString *out = g_string_new(NULL);
    append_dotted(out, v);
    return g_string_free(out, FALSE);
}
