#include "ingest/json_parse.h"

#include <string.h>

#include "base/hash.h"
#include "ingest/json_token.h"

/* Keys of few members are compared as they are. */
enum { FEW = 8 };

static bool literal(sw_json_parser *s, sw_json *v)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        size_t k = strlen(words[i]);
        if (s->n - s->pos >= k && memcmp(s->text + s->pos, words[i], k) == 0 &&
            !(s->pos + k < s->n && g_ascii_isalnum(s->text[s->pos + k]))) {
            s->pos += k;
            v->type = i < 2 ? SW_JSON_BOOLEAN : SW_JSON_NULL;
            v->boolean = i == 0;
            return true;
        }
    }
    return sw_json_expected(s,
                            "texts stand in \"double quotes\"; the words are "
                            "true, false and null",
                            "a value");
}

static sw_json *value(sw_json_parser *s, sw_json *parent);

/* After an element: 1 there is another, 0 the closing bracket, -1 neither. */
static int next_element(sw_json_parser *s, char close, size_t opened)
{
    sw_json_skip_space(s);
    int c = sw_json_peek(s);
    if (c != ',' && c != close) {
        char what[64];
        g_snprintf(what, sizeof what, "',' or '%c' (opened in line %zu)", close,
                   opened);
        sw_json_expected(s, c == '"' ? "a comma is missing before it" : NULL,
                         what);
        return -1;
    }
    s->pos++;
    if (c == close)
        return 0;
    sw_json_skip_space(s);
    if (sw_json_peek(s) != close)
        return 1;
    sw_json_fail(s, "remove the comma", "a comma before '%c'", close);
    return -1;
}

static sw_json *member(sw_json_parser *s, sw_json *parent)
{
    size_t line = s->line, column = s->pos - s->line_start + 1;
    if (sw_json_peek(s) != '"') {
        sw_json_expected(s, "keys stand in \"double quotes\"",
                         "a key in double quotes");
        return NULL;
    }
    g_autofree char *key = sw_json_string_token(s);
    if (key == NULL)
        return NULL;
    sw_json_skip_space(s);
    if (sw_json_peek(s) != ':') {
        sw_json_expected(s, NULL, "':' after the key");
        return NULL;
    }
    s->pos++;
    sw_json *v = value(s, parent);
    if (v == NULL)
        return NULL;
    v->key = g_steal_pointer(&key);
    v->key_line = line;
    v->key_column = column;
    return v;
}

static void add_item(sw_json *v, sw_json *item)
{
    bool full = (v->n_items & (v->n_items - 1)) == 0; /* none, 1, 2, 4 ... */
    if (full)
        v->items = g_renew(sw_json *, v->items, MAX(1, 2 * v->n_items));
    v->items[v->n_items++] = item;
}

static void add_twice(sw_json_parser *s, const sw_json *first,
                      const sw_json *again)
{
    sw_json_twice twice = {first, again};
    g_array_append_val(s->twice, twice);
}

static void find_twice(sw_json_parser *s, const sw_json *v)
{
    g_autoptr(GHashTable) seen = NULL;
    if (v->n_items > FEW)
        seen = g_hash_table_new(sw_hash_text, g_str_equal);
    for (size_t i = 0; i < v->n_items; i++) {
        const sw_json *first = NULL;
        if (seen != NULL)
            first = g_hash_table_lookup(seen, v->items[i]->key);
        for (size_t k = 0; seen == NULL && first == NULL && k < i; k++)
            if (strcmp(v->items[k]->key, v->items[i]->key) == 0)
                first = v->items[k];
        if (first != NULL)
            add_twice(s, first, v->items[i]);
        else if (seen != NULL)
            g_hash_table_insert(seen, v->items[i]->key, v->items[i]);
    }
}

static bool container(sw_json_parser *s, sw_json *v, char close)
{
    size_t opened = s->line;
    v->type = close == '}' ? SW_JSON_OBJECT : SW_JSON_ARRAY;
    if (++s->depth > SW_JSON_MAX_DEPTH)
        return sw_json_fail(s, NULL, "nested more than %d deep",
                            SW_JSON_MAX_DEPTH);
    s->pos++;
    sw_json_skip_space(s);
    int more = sw_json_peek(s) == close ? 0 : 1;
    if (more == 0)
        s->pos++;
    while (more > 0) {
        sw_json *item = close == '}' ? member(s, v) : value(s, v);
        if (item == NULL)
            return false;
        add_item(v, item);
        more = next_element(s, close, opened);
    }
    s->depth--;
    if (v->type == SW_JSON_OBJECT)
        find_twice(s, v);
    return more == 0;
}

static bool text_value(sw_json_parser *s, sw_json *v)
{
    v->type = SW_JSON_STRING;
    v->string = sw_json_string_token(s);
    return v->string != NULL;
}

static bool fill(sw_json_parser *s, sw_json *v)
{
    int c = sw_json_peek(s);
    if (c == '{')
        return container(s, v, '}');
    if (c == '[')
        return container(s, v, ']');
    if (c == '"')
        return text_value(s, v);
    if (c == '-' || g_ascii_isdigit(c)) {
        v->type = SW_JSON_NUMBER;
        return sw_json_number_token(s, &v->number);
    }
    if (c == '.' || c == '+')
        return sw_json_expected(s, "write 0.5, not .5 or +0.5", "a value");
    if (c == '/')
        return sw_json_expected(s, "comments are not allowed here", "a value");
    return literal(s, v);
}

/* @return the value with all that it holds, or NULL: the fault is set */
static sw_json *value(sw_json_parser *s, sw_json *parent)
{
    sw_json_skip_space(s);
    sw_json *v = g_new0(sw_json, 1);
    v->parent = parent;
    v->line = s->line;
    v->column = s->pos - s->line_start + 1;
    if (fill(s, v))
        return v;
    sw_json_free(v);
    return NULL;
}

/* Column of a BOM's end is the first: editors do not show it. */
static void skip_bom(sw_json_parser *s)
{
    if (s->n >= 3 && memcmp(s->text, "\xEF\xBB\xBF", 3) == 0)
        s->pos = s->line_start = 3;
}

static bool valid_utf8(sw_json_parser *s)
{
    const char *bad;
    if (g_utf8_validate_len(s->text, s->n, &bad))
        return true;
    size_t at = (size_t)(bad - s->text);
    for (; s->pos < at; s->pos++)
        if (s->text[s->pos] == '\n') {
            s->line++;
            s->line_start = s->pos + 1;
        }
    if (*bad == '\0')
        return sw_json_fail(s, "save the file as UTF-8", "a NUL byte");
    return sw_json_fail(s, "save the file as UTF-8",
                        "byte 0x%02x is not valid UTF-8", (unsigned char)*bad);
}

sw_json *sw_json_parse_text(const char *text, size_t length, GArray *twice,
                            sw_json_fault *fault)
{
    sw_json_parser s = {
        .text = text, .n = length, .line = 1, .twice = twice, .fault = fault};
    skip_bom(&s);
    sw_json *v = valid_utf8(&s) ? value(&s, NULL) : NULL;
    if (v == NULL)
        return NULL;
    sw_json_skip_space(&s);
    if (s.pos == s.n)
        return v;
    sw_json_expected(&s, "a file holds one value", "the end of the file");
    sw_json_free(v);
    return NULL;
}
