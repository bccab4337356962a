#include "ingest/json.h"

#include <string.h>

#include "ingest/file_bytes.h"
#include "ingest/json_parse.h"

static void report_fault(sw_diagnostics *d, const char *file,
                         const sw_json_fault *fault)
{
    sw_place place = {file, fault->line, fault->column, NULL};
    sw_diagnose(d, SW_ERROR, "json-syntax", place, fault->remedy, "%s",
                fault->message);
}

static void report_twice(sw_diagnostics *d, const char *file,
                         const sw_json_twice *twice)
{
    const sw_json *again = twice->again;
    g_autofree char *pointer = sw_json_pointer(again);
    sw_place place = {file, again->key_line, again->key_column, pointer};
    sw_diagnose(d, SW_ERROR, "duplicate-key", place, "remove one of them",
                "key \"%s\" is given twice, first in line %zu", again->key,
                twice->first->key_line);
}

static int by_place(const void *a, const void *b)
{
    const sw_json *x = ((const sw_json_twice *)a)->again;
    const sw_json *y = ((const sw_json_twice *)b)->again;
    if (x->key_line != y->key_line)
        return x->key_line < y->key_line ? -1 : 1;
    return (x->key_column > y->key_column) - (x->key_column < y->key_column);
}

/* What two values of one key mean is not ours to guess. */
static sw_json *without_twice(sw_json *v, GArray *twice, const char *file,
                              sw_diagnostics *d)
{
    g_array_sort(twice, by_place);
    for (guint i = 0; i < twice->len; i++)
        report_twice(d, file, &g_array_index(twice, sw_json_twice, i));
    if (twice->len == 0)
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
    g_autoptr(GArray) twice = g_array_new(FALSE, FALSE, sizeof(sw_json_twice));
    sw_json_fault fault = {0};
    bool good = !comments || sw_json_blank_comments(copy, length, &fault);
    sw_json *v = good ? sw_json_parse_text(copy, length, twice, &fault) : NULL;
    if (v != NULL)
        return without_twice(v, twice, file, d);
    report_fault(d, file, &fault);
    return NULL;
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
