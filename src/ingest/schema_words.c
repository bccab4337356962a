/* The words of the schema checker's messages. */
#include "ingest/schema_check.h"

#include <stdarg.h>
#include <string.h>

enum { MAX_SHOWN = 40, MAX_LISTED = 12 };

void sw_schema_error(sw_schema_run *run, const char *code, const sw_json *value,
                     const char *remedy, const char *fmt, ...)
{
    run->errors++;
    if (run->d == NULL)
        return;
    va_list args;
    va_start(args, fmt);
    g_autofree char *message = g_strdup_vprintf(fmt, args);
    va_end(args);
    g_autofree char *pointer = sw_json_pointer(value);
    sw_place place = {run->file, value->line, value->column, pointer};
    sw_diagnose(run->d, SW_ERROR, code, place, remedy, "%s", message);
}

sw_schema_words sw_schema_say(const sw_json *schema, sw_schema_words words)
{
    if (words.title == NULL)
        words.title = sw_member_text(schema, "title");
    if (words.description == NULL)
        words.description = sw_member_text(schema, "description");
    return words;
}

char *sw_schema_name(const sw_json *value)
{
    if (value->parent == NULL)
        return g_strdup("the file");
    if (value->key != NULL)
        return g_strdup(value->key);
    g_autofree char *pointer = sw_json_pointer(value);
    g_autofree char *outer = sw_schema_name(value->parent);
    return g_strdup_printf("%s[%s]", outer, strrchr(pointer, '/') + 1);
}

/* At most MAX_SHOWN characters in quotes, control characters as blanks. */
static char *quoted(const char *text)
{
    GString *out = g_string_new("\"");
    glong length = g_utf8_strlen(text, -1), n = 0;
    for (const char *p = text; *p != '\0' && n < MAX_SHOWN;
         p = g_utf8_next_char(p), n++) {
        gunichar c = g_utf8_get_char(p);
        g_string_append_unichar(out, g_unichar_iscntrl(c) ? ' ' : c);
    }
    g_string_append(out, length > MAX_SHOWN ? "...\"" : "\"");
    return g_string_free(out, FALSE);
}

char *sw_schema_brief(const sw_json *value)
{
    char buf[SW_NUMBER_TEXT];
    switch (value->type) {
    case SW_JSON_NULL:
        return g_strdup("null");
    case SW_JSON_BOOLEAN:
        return g_strdup(value->boolean ? "true" : "false");
    case SW_JSON_NUMBER:
        return g_strdup(sw_number_text(value->number, buf));
    case SW_JSON_STRING:
        return quoted(value->string);
    case SW_JSON_ARRAY:
        return g_strdup_printf("an array of %zu", value->n_items);
    case SW_JSON_OBJECT:
        return g_strdup("an object");
    }
    return NULL;
}

char *sw_schema_remedy(const char *description)
{
    if (description == NULL)
        return NULL;
    char *remedy = g_strdup(description);
    size_t n = strlen(remedy);
    if (n > 0 && remedy[n - 1] == '.')
        remedy[n - 1] = '\0';
    /* "Price" becomes "price", "VAT" stays. */
    if (g_ascii_isupper(remedy[0]) && !g_ascii_isupper(remedy[1]))
        remedy[0] = g_ascii_tolower(remedy[0]);
    return remedy;
}

static char *list_of(GPtrArray *names)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < names->len; i++)
        g_string_append_printf(out, "%s%s", i > 0 ? ", " : "",
                               (const char *)names->pdata[i]);
    return g_string_free(out, FALSE);
}

/* Points at the key, not at its value. */
static void key_error(sw_schema_run *run, const sw_json *member,
                      const char *code, const char *remedy, const char *message)
{
    run->errors++;
    if (run->d == NULL)
        return;
    g_autofree char *pointer = sw_json_pointer(member);
    sw_place place = {run->file, member->key_line, member->key_column, pointer};
    sw_diagnose(run->d, SW_ERROR, code, place, remedy, "%s", message);
}

bool sw_schema_is_quoted(const sw_json *value)
{
    if (value->type != SW_JSON_STRING || value->string[0] == '\0')
        return false;
    char *end;
    g_ascii_strtod(value->string, &end);
    return *end == '\0' || strcmp(value->string, "true") == 0 ||
           strcmp(value->string, "false") == 0;
}

static GPtrArray *keys_of(const sw_json *properties)
{
    GPtrArray *keys = g_ptr_array_new();
    for (size_t i = 0; properties != NULL && i < properties->n_items; i++)
        g_ptr_array_add(keys, properties->items[i]->key);
    return keys;
}

/* "assumptions.hourly_cost" for an hourly_costs that stands a level too high;
 * NULL if no object below `schema` has such a key. */
static char *one_level_down(const sw_schema_run *run, const sw_json *schema,
                            const char *key)
{
    const sw_json *p = sw_json_member(schema, "properties");
    for (size_t i = 0; p != NULL && i < p->n_items; i++) {
        const sw_json *inner = p->items[i];
        const char *ref = sw_member_text(inner, "$ref");
        if (ref != NULL)
            inner = sw_schema_resolve(run->root, ref);
        g_autoptr(GPtrArray) keys =
            keys_of(sw_json_member(inner, "properties"));
        const char *near =
            sw_nearest_name(key, (const char *const *)keys->pdata, keys->len);
        if (near != NULL)
            return g_strdup_printf("%s.%s", p->items[i]->key, near);
    }
    return NULL;
}

void sw_schema_unknown_key(sw_schema_run *run, const sw_json *member,
                           const char *kind, GPtrArray *known,
                           const sw_json *schema)
{
    const char *near = sw_nearest_name(
        member->key, (const char *const *)known->pdata, known->len);
    g_autofree char *key = quoted(member->key);
    g_autofree char *message = g_strdup_printf("unknown %s %s", kind, key);
    g_autofree char *meant = near != NULL
                                 ? g_strdup(near)
                                 : one_level_down(run, schema, member->key);
    g_autofree char *remedy = NULL;
    if (meant != NULL) {
        remedy = g_strdup_printf("did you mean \"%s\"?", meant);
    } else if (known->len > 0 && known->len <= MAX_LISTED) {
        g_autofree char *list = list_of(known);
        remedy = g_strdup_printf("known here: %s", list);
    }
    key_error(run, member, "unknown-key", remedy, message);
}

void sw_schema_missing_key(sw_schema_run *run, const sw_json *object,
                           const char *key, const sw_json *schema)
{
    const sw_json *property =
        sw_json_member(sw_json_member(schema, "properties"), key);
    sw_schema_words none = {NULL, NULL};
    g_autofree char *remedy =
        sw_schema_remedy(sw_schema_say(property, none).description);
    g_autofree char *name = sw_schema_name(object);
    sw_schema_error(run, "missing-key", object, remedy, "%s needs \"%s\"", name,
                    key);
}
