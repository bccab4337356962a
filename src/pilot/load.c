#include "pilot/load.h"

#include <math.h>
#include <string.h>

#include "base/diagnostic_say.h"
#include "base/hash.h"

void sw_load_problem_say(const sw_load *load, sw_severity severity,
                         const char *code, const sw_json *where,
                         const char *remedy, sw_message *said)
{
    g_autofree char *pointer = where ? sw_json_pointer(where) : NULL;
    sw_place place = {.file = load->file,
                      .line = where ? where->line : 0,
                      .column = where ? where->column : 0,
                      .pointer = pointer};
    if (severity == SW_WARNING)
        g_ptr_array_add(load->pilot->warnings, sw_message_share(said));
    sw_diagnose_say(load->d, severity, code, place, remedy, said);
}

void sw_load_problem(const sw_load *load, sw_severity severity,
                     const char *code, const sw_json *where, const char *remedy,
                     const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    sw_load_problem_say(load, severity, code, where, remedy,
                        sw_message_args(fmt, ap));
    va_end(ap);
}

void sw_load_warn_file_say(const sw_load *load, const char *code,
                           const char *file, const char *remedy,
                           sw_message *said)
{
    g_ptr_array_add(load->pilot->warnings, sw_message_share(said));
    sw_diagnose_say(load->d, SW_WARNING, code, (sw_place){.file = file}, remedy,
                    said);
}

void sw_load_warn_file(const sw_load *load, const char *code, const char *file,
                       const char *remedy, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    sw_load_warn_file_say(load, code, file, remedy, sw_message_args(fmt, ap));
    va_end(ap);
}

bool sw_is_given(const sw_json *v)
{
    return v != NULL && v->type != SW_JSON_NULL && v->origin != SW_JSON_DEFAULT;
}

size_t sw_json_length(const sw_json *v)
{
    return v != NULL ? v->n_items : 0;
}

/* The value inside a record {value, source, ...}, else the value itself. */
static const sw_json *inner(const sw_json *v)
{
    const sw_json *value = sw_json_member(v, "value");
    return value != NULL ? value : v;
}

double sw_member_number(const sw_json *object, const char *key)
{
    const sw_json *v = inner(sw_json_member(object, key));
    return v != NULL && v->type == SW_JSON_NUMBER ? v->number : NAN;
}

int sw_member_int(const sw_json *object, const char *key, int fallback)
{
    double x = sw_member_number(object, key);
    return fabs(x) <= G_MAXINT ? (int)lround(x) : fallback;
}

bool sw_member_flag(const sw_json *object, const char *key, bool fallback)
{
    const sw_json *v = sw_json_member(object, key);
    return v != NULL && v->type == SW_JSON_BOOLEAN ? v->boolean : fallback;
}

sw_day sw_member_date(const sw_load *load, const sw_json *object,
                      const char *key)
{
    const sw_json *v = sw_json_member(object, key);
    sw_day day = SW_DAY_NONE;
    if (v == NULL || v->type != SW_JSON_STRING)
        return SW_DAY_NONE;
    if (!sw_date_parse(&day, v->string)) {
        sw_load_problem(load, SW_ERROR, "bad-date", v,
                        "write it YYYY-MM-DD, in the years 1900 to 2200",
                        "'%s' is no date", v->string);
        return SW_DAY_NONE;
    }
    return day;
}

int sw_member_choice(const sw_json *object, const char *key,
                     const char *const *names, int n, int fallback)
{
    const char *text = sw_member_text(object, key);
    for (int i = 0; text != NULL && i < n; i++)
        if (strcmp(text, names[i]) == 0)
            return i;
    return fallback;
}

void sw_check_distinct(const sw_load *load, const sw_json *list,
                       const char *key)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(sw_hash_text, g_str_equal);
    for (size_t i = 0; i < sw_json_length(list); i++) {
        const sw_json *v = sw_json_member(list->items[i], key);
        if (v == NULL || v->type != SW_JSON_STRING)
            continue;
        const sw_json *first = g_hash_table_lookup(seen, v->string);
        if (first == NULL)
            g_hash_table_insert(seen, v->string, (gpointer)(guintptr)v);
        else
            sw_load_problem(load, SW_ERROR, "duplicate-id", v,
                            "give each a name of its own",
                            "'%s' is already the %s on line %zu", v->string,
                            key, first->line);
    }
}

char *sw_keep(const sw_load *load, const char *text)
{
    if (text == NULL)
        return NULL;
    return g_string_chunk_insert(load->pilot->text, text);
}
