#include "ingest/json.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/hash.h"
#include "ingest/file_bytes.h"
#include "ingest/json_scan.h"

/* The walk over cJSON's tree beside the list of places: both in the order of
 * the document. */
typedef struct walk {
    const sw_json_place *places;
    size_t next;
    const char *file;
    sw_diagnostics *d;
    bool good;
} walk;

static sw_json_type type_of(const cJSON *c)
{
    if (cJSON_IsObject(c))
        return SW_JSON_OBJECT;
    if (cJSON_IsArray(c))
        return SW_JSON_ARRAY;
    if (cJSON_IsString(c))
        return SW_JSON_STRING;
    if (cJSON_IsNumber(c))
        return SW_JSON_NUMBER;
    return cJSON_IsBool(c) ? SW_JSON_BOOLEAN : SW_JSON_NULL;
}

static void report_duplicate(walk *w, const sw_json *again,
                             const sw_json *first)
{
    g_autofree char *pointer = sw_json_pointer(again);
    sw_place place = {w->file, again->key_line, again->key_column, pointer};
    sw_diagnose(w->d, SW_ERROR, "duplicate-key", place, "remove one of them",
                "key \"%s\" is given twice, first in line %zu", again->key,
                first->key_line);
    w->good = false;
}

static sw_json *convert(walk *w, const cJSON *c, sw_json *parent);

static void convert_items(walk *w, const cJSON *c, sw_json *v)
{
    v->n_items = (size_t)cJSON_GetArraySize(c);
    v->items = g_new0(sw_json *, v->n_items);
    g_autoptr(GHashTable) seen = g_hash_table_new(sw_hash_text, g_str_equal);
    size_t i = 0;
    const cJSON *child;
    cJSON_ArrayForEach(child, c)
    {
        sw_json *item = convert(w, child, v);
        v->items[i++] = item;
        if (item->key == NULL)
            continue;
        const sw_json *first = g_hash_table_lookup(seen, item->key);
        if (first != NULL)
            report_duplicate(w, item, first);
        else
            g_hash_table_insert(seen, item->key, item);
    }
}

static sw_json *convert(walk *w, const cJSON *c, sw_json *parent)
{
    sw_json_place place = w->places[w->next++];
    sw_json *v = g_new0(sw_json, 1);
    v->type = type_of(c);
    v->parent = parent;
    v->line = place.line;
    v->column = place.column;
    v->key_line = place.key_line;
    v->key_column = place.key_column;
    v->key = g_strdup(c->string);
    v->boolean = cJSON_IsTrue(c) != 0;
    v->number = cJSON_IsNumber(c) ? c->valuedouble : 0.0;
    v->string = v->type == SW_JSON_STRING ? g_strdup(c->valuestring) : NULL;
    if (v->type == SW_JSON_ARRAY || v->type == SW_JSON_OBJECT)
        convert_items(w, c, v);
    return v;
}

static void report_fault(sw_diagnostics *d, const char *file,
                         const sw_json_fault *fault)
{
    sw_place place = {file, fault->line, fault->column, NULL};
    sw_diagnose(d, SW_ERROR, "json-syntax", place, fault->remedy, "%s",
                fault->message);
}

/* The tree of a text that passed the scanner. */
static sw_json *decode(const char *text, size_t length, const GArray *places,
                       const char *file, sw_diagnostics *d)
{
    /* The length counts the NUL, which cJSON then demands behind the value. */
    cJSON *c = cJSON_ParseWithLengthOpts(text, length + 1, NULL, 1);
    if (c == NULL) {
        sw_diagnose(d, SW_ERROR, "json-syntax", (sw_place){.file = file}, NULL,
                    "this is JSON that the decoder refuses");
        return NULL;
    }
    walk w = {(const sw_json_place *)(const void *)places->data, 0, file, d,
              true};
    sw_json *v = convert(&w, c, NULL);
    cJSON_Delete(c);
    if (w.good)
        return v;
    sw_json_free(v);
    return NULL;
}

sw_json *sw_json_parse(const char *text, size_t length, const char *file,
                       bool comments, sw_diagnostics *d)
{
    if (length > SW_JSON_MAX_BYTES) {
        sw_diagnose(d, SW_ERROR, "file-too-large", (sw_place){.file = file},
                    NULL, "more than %d bytes of JSON", SW_JSON_MAX_BYTES);
        return NULL;
    }
    g_autofree char *copy = g_malloc(length + 1);
    if (length > 0)
        memcpy(copy, text, length);
    copy[length] = '\0';
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(sw_json_place));
    sw_json_fault fault = {0};
    if ((comments && !sw_json_blank_comments(copy, length, &fault)) ||
        !sw_json_scan(copy, length, places, &fault)) {
        report_fault(d, file, &fault);
        return NULL;
    }
    return decode(copy, length, places, file, d);
}

sw_json *sw_json_read(const char *path, bool comments, sw_diagnostics *d)
{
    char *text;
    size_t length;
    if (!sw_file_bytes(&text, &length, path, path, SW_JSON_MAX_BYTES, d))
        return NULL;
    sw_json *v = sw_json_parse(text, length, path, comments, d);
    g_free(text);
    return v;
}
