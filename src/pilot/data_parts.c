#include "pilot/data_parts.h"
#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

#include "pilot/data_warehouse.h"

const char *sw_data_source_name(const sw_json *spec)
{
    const sw_json *files = sw_json_member(spec, "files");
    const char *name = sw_is_warehouse(spec) ? sw_warehouse_name(spec)
                                             : sw_member_text(spec, "file");
    if (name != NULL || files == NULL)
        return name;
    if (files->type == SW_JSON_STRING)
        return files->string;
    return files->n_items > 0 ? files->items[0]->string : NULL;
}

/* Numbers by their value: page-2 comes before page-10. */
static int by_name(const void *a, const void *b)
{
    const char *x = *(char *const *)a, *y = *(char *const *)b;
    while (*x != '\0' && *y != '\0') {
        if (g_ascii_isdigit(*x) && g_ascii_isdigit(*y)) {
            char *end_x, *end_y;
            guint64 p = g_ascii_strtoull(x, &end_x, 10);
            guint64 q = g_ascii_strtoull(y, &end_y, 10);
            if (p != q)
                return p < q ? -1 : 1;
            x = end_x;
            y = end_y;
        } else if (*x != *y) {
            break;
        } else {
            x++;
            y++;
        }
    }
    int order = (guchar)*x - (guchar)*y;
    return order != 0 ? order : strcmp(*(char *const *)a, *(char *const *)b);
}

static bool has(const GPtrArray *names, const char *name)
{
    return g_ptr_array_find_with_equal_func((GPtrArray *)names, name,
                                            g_str_equal, NULL);
}

/* Files of the pattern's folder that fit it, in the order of their names. */
static void add_pattern(GPtrArray *out, const sw_load *load,
                        const char *pattern)
{
    g_autofree char *folder = g_path_get_dirname(pattern);
    g_autofree char *base = g_path_get_basename(pattern);
    g_autofree char *path =
        g_path_is_absolute(pattern)
            ? g_strdup(folder)
            : g_build_filename(load->pilot->folder, folder, NULL);
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    GDir *dir = g_dir_open(path, 0, NULL);
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir));)
        if (g_pattern_match_simple(base, name))
            g_ptr_array_add(found, strcmp(folder, ".") == 0
                                       ? g_strdup(name)
                                       : g_build_filename(folder, name, NULL));
    if (dir != NULL)
        g_dir_close(dir);
    if (found->len > 0)
        qsort(found->pdata, found->len, sizeof(char *), by_name);
    for (guint i = 0; i < found->len; i++)
        g_ptr_array_add(out, found->pdata[i]);
}

/* @return false after a complaint: no file, or one that is named before */
static bool add_name(GPtrArray *out, const sw_load *load, const sw_json *v)
{
    guint before = out->len;
    if (v->type != SW_JSON_STRING)
        return false;
    if (strpbrk(v->string, "*?") != NULL)
        add_pattern(out, load, v->string);
    else if (!has(out, v->string))
        g_ptr_array_add(out, g_strdup(v->string));
    if (out->len > before)
        return true;
    sw_load_problem(load, SW_ERROR, "no-such-files", v,
                    "correct it; it is relative to the folder of pilot.json",
                    "no further file is called %s", v->string);
    return false;
}

GPtrArray *sw_data_names(const sw_load *load, const sw_json *spec)
{
    const sw_json *files = sw_json_member(spec, "files");
    const char *name = sw_is_warehouse(spec) ? sw_warehouse_name(spec)
                                             : sw_member_text(spec, "file");
    GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
    bool good = true;
    if (name != NULL)
        g_ptr_array_add(out, g_strdup(name));
    else if (files != NULL && files->type == SW_JSON_STRING)
        good = add_name(out, load, files);
    else if (files != NULL)
        for (size_t i = 0; i < files->n_items; i++)
            good = add_name(out, load, files->items[i]) && good;
    if (good && out->len > 0)
        return out;
    g_ptr_array_unref(out);
    return NULL;
}

/* ---- the days that a file counts ---- */

/* The n-th number of a match; 0 where it took no part. */
static int number_of(const GMatchInfo *m, int n)
{
    g_autofree char *text = g_match_info_fetch(m, n);
    return text != NULL ? (int)g_ascii_strtoll(text, NULL, 10) : 0;
}

/* A day or a month; false if there is none such. */
static bool days_of(const GMatchInfo *m, sw_day *first, sw_day *last)
{
    enum { MONTHS = 12, DAYS = 31 };
    int year = number_of(m, 1), month = number_of(m, 2), day = number_of(m, 3);
    if (month < 1 || month > MONTHS || day > DAYS)
        return false;
    *first = sw_date_from_ymd(year, month, MAX(day, 1));
    *last = day > 0 ? *first : sw_date_add_months(*first, 1) - 1;
    return true;
}

/* "usage_2026-06-01_2026-06-30.csv", "spend-2026-06.csv"; a single day is when
 * the file was made, no range. */
static bool span_of_name(const char *name, sw_day *from, sw_day *to)
{
    static const char DATE[] =
        "(?<![0-9])(20[0-9]{2})[-_.]?([0-9]{2})(?:[-_.]?([0-9]{2}))?(?![0-9])";
    g_autofree char *base = g_path_get_basename(name);
    g_autoptr(GRegex) regex = g_regex_new(DATE, 0, 0, NULL);
    g_autoptr(GMatchInfo) m = NULL;
    sw_day last;
    if (!g_regex_match(regex, base, 0, &m) || !days_of(m, from, to))
        return false;
    bool month = *to > *from;
    if (!g_match_info_next(m, NULL) || !days_of(m, &last, to))
        return month;
    return *to >= *from;
}

bool sw_data_span(const sw_load *load, const sw_json *spec, const char *name,
                  sw_day *from, sw_day *to)
{
    const sw_json *period = sw_json_member(spec, "period");
    char first[SW_DATE_TEXT], last[SW_DATE_TEXT];
    if (sw_is_given(period)) {
        *from = sw_member_date(load, period, "from");
        *to = sw_member_date(load, period, "to");
        if (*from == SW_DAY_NONE || *to == SW_DAY_NONE)
            return false;
        if (*to >= *from)
            return true;
        sw_load_problem(load, SW_ERROR, "period-order", period,
                        "exchange from and to",
                        "the period of %s ends before it begins", name);
        return false;
    }
    if (!span_of_name(name, from, to))
        return false;
    sw_load_warn_file(load, "period-by-name", name,
                      "give the file its \"period\" if that is wrong",
                      "%s is taken to count %s to %s, as its name says", name,
                      sw_date_format(*from, first), sw_date_format(*to, last));
    return true;
}

/* ---- rows of several files ---- */

/* The cells of a row as one text: all, or those that tell rows apart. */
static char *text_of(const sw_table *t, size_t row, const bool *key)
{
    GString *s = g_string_new(NULL);
    for (size_t i = 0; i < sw_table_columns(t); i++)
        if (key == NULL || key[i])
            g_string_append_printf(s, "%s\x1f", sw_table_cell(t, row, i));
    return g_string_free(s, FALSE);
}

typedef struct seen {
    size_t part, in_part, before; /* where last, how often there, and before */
    size_t row;                   /* the first of that part */
} seen;

/* Whether an earlier file has the row, so many times as this one. */
static bool is_repeat(GHashTable *all, const sw_table *t, size_t row)
{
    char *text = text_of(t, row, NULL);
    size_t part = sw_table_part(t, row);
    seen *s = g_hash_table_lookup(all, text);
    if (s == NULL) {
        s = g_new(seen, 1);
        *s = (seen){part, 0, 0, row};
        g_hash_table_insert(all, g_strdup(text), s);
    }
    g_free(text);
    if (s->part != part)
        *s = (seen){part, 0, MAX(s->before, s->in_part), row};
    return ++s->in_part <= s->before;
}

static size_t drop_repeats(sw_table *t, char *drop)
{
    size_t n = 0;
    g_autoptr(GHashTable) all =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, g_free);
    for (size_t i = 0; i < sw_table_rows(t); i++)
        if (is_repeat(all, t, i)) {
            drop[i] = 1;
            n++;
        }
    return n;
}

/* Whether no file has two rows of one key: else it does not tell rows apart,
 * and nothing contradicts. */
static bool tells_apart(const sw_table *t, const bool *key)
{
    bool apart = true;
    g_autoptr(GHashTable) all =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < sw_table_rows(t) && apart; i++) {
        g_autofree char *text = text_of(t, i, key);
        char *whole = g_strdup_printf("%zu\x1f%s", sw_table_part(t, i), text);
        apart = g_hash_table_add(all, whole);
    }
    return apart;
}

/* Earlier rows of the same key in another file; the last of them stands. */
static size_t drop_contradicted(const sw_table *t, const bool *key, char *drop,
                                size_t where[2])
{
    size_t n = 0;
    g_autoptr(GHashTable) all =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    for (size_t i = sw_table_rows(t); i-- > 0;) {
        char *text = text_of(t, i, key);
        gpointer later = g_hash_table_lookup(all, text);
        size_t at = GPOINTER_TO_SIZE(later) - 1;
        if (drop[i] || later == NULL) {
            if (later == NULL && !drop[i])
                g_hash_table_insert(all, g_steal_pointer(&text),
                                    GSIZE_TO_POINTER(i + 1));
            g_free(text);
            continue;
        }
        g_free(text);
        if (sw_table_part(t, at) == sw_table_part(t, i))
            continue;
        drop[i] = 1;
        n++;
        where[0] = i;
        where[1] = at;
    }
    return n;
}

void sw_data_merge(const sw_load *load, sw_table *t, const bool *key)
{
    g_autofree char *drop = g_malloc0(sw_table_rows(t) + 1);
    size_t where[2] = {0, 0};
    size_t same = drop_repeats(t, drop);
    size_t other = key != NULL && tells_apart(t, key)
                       ? drop_contradicted(t, key, drop, where)
                       : 0;
    const char *file = sw_table_file(t);
    if (same > 0)
        sw_diagnose(
            load->d, SW_NOTE, "repeated-rows", (sw_place){.file = file}, NULL,
            "%zu rows stand in two of the files and are taken once", same);
    if (other > 0) {
        const char *first = sw_table_part_file(t, sw_table_part(t, where[0]));
        const char *second = sw_table_part_file(t, sw_table_part(t, where[1]));
        sw_load_warn_file(
            load, "contradicting-files", file,
            "take out the file that is not to be counted",
            "%zu rows stand in two files with other numbers, as line %zu of %s "
            "and line %zu of %s: the later file's are taken",
            other, sw_table_line(t, where[0]), first,
            sw_table_line(t, where[1]), second);
    }
    sw_table_drop_rows(t, drop);
}
