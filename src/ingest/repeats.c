#include "ingest/repeats.h"

#include <stdint.h>
#include <string.h>

#include "base/hash.h"

/* Two rows of one key; both are in the table. */
typedef struct pair {
    sw_table *table;
    size_t first, second;
} pair;

/* The row's key, without case; NULL where it lacks the first part. */
static char *key_of(const sw_table *t, size_t row, const GPtrArray *key)
{
    GString *s = g_string_new(NULL);
    for (guint i = 0; i < key->len; i++) {
        size_t column = sw_table_find(t, key->pdata[i]);
        const char *text =
            column != SIZE_MAX ? sw_table_cell(t, row, column) : "";
        if (i == 0 && *text == '\0')
            return g_string_free(s, TRUE);
        g_autofree char *lower = g_ascii_strdown(text, -1);
        g_string_append_printf(s, "%s\n", lower);
    }
    return g_string_free(s, FALSE);
}

static bool is_same(const pair *p)
{
    for (size_t i = 0; i < sw_table_columns(p->table); i++)
        if (strcmp(sw_table_cell(p->table, p->first, i),
                   sw_table_cell(p->table, p->second, i)) != 0)
            return false;
    return true;
}

typedef enum choice { EARLIEST, LATEST, UNANIMOUS } choice;

/* The time that stands for both, to both rows: an empty one is none, and where
 * all have to have one it wins. */
static void merge_times(const pair *p, const GPtrArray *names, choice c)
{
    for (guint i = 0; i < names->len; i++) {
        size_t column = sw_table_find(p->table, names->pdata[i]);
        if (column == SIZE_MAX)
            continue;
        const char *x = sw_table_cell(p->table, p->first, column);
        const char *y = sw_table_cell(p->table, p->second, column);
        bool gap = *x == '\0' || *y == '\0';
        bool second = gap ? (*x == '\0') != (c == UNANIMOUS)
                          : (strcmp(y, x) < 0) == (c == EARLIEST);
        g_autofree char *taken = g_strdup(second ? y : x);
        sw_table_set_cell(p->table, p->first, column, taken);
        sw_table_set_cell(p->table, p->second, column, taken);
    }
}

/* The row with less of the first column that differs; the second where all are
 * alike. */
static size_t weaker(const pair *p, const GPtrArray *names)
{
    for (guint i = 0; i < names->len; i++) {
        size_t column = sw_table_find(p->table, names->pdata[i]);
        if (column == SIZE_MAX)
            continue;
        double x =
            g_ascii_strtod(sw_table_cell(p->table, p->first, column), NULL);
        double y =
            g_ascii_strtod(sw_table_cell(p->table, p->second, column), NULL);
        if (x < y || x > y)
            return x < y ? p->first : p->second;
    }
    return p->second;
}

/* Of two rows that contradict each other the one to drop; SIZE_MAX keeps both.
 */
static size_t merge(const pair *p, const sw_repeat_rule *rule)
{
    bool any = rule->earliest->len + rule->latest->len + rule->unanimous->len +
                   rule->strongest->len >
               0;
    merge_times(p, rule->earliest, EARLIEST);
    merge_times(p, rule->latest, LATEST);
    merge_times(p, rule->unanimous, UNANIMOUS);
    return any ? weaker(p, rule->strongest) : SIZE_MAX;
}

typedef struct found {
    size_t same, differ, line; /* counts, and the first row that differs */
    bool dropped;
} found;

static found mark(sw_table *t, const sw_repeat_rule *rule, char *drop)
{
    found out = {0};
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < sw_table_rows(t); i++) {
        char *key = key_of(t, i, rule->key);
        if (key == NULL)
            continue;
        size_t at = GPOINTER_TO_SIZE(g_hash_table_lookup(seen, key));
        pair p = {t, at - 1, i};
        bool same = at > 0 && is_same(&p);
        size_t less = at == 0 ? SIZE_MAX : same ? i : merge(&p, rule);
        out.same += same;
        if (at > 0 && !same && out.differ++ == 0)
            out.line = sw_table_line(t, i);
        if (less != SIZE_MAX) {
            drop[less] = 1;
            out.dropped |= !same;
        }
        g_hash_table_insert(
            seen, key,
            GSIZE_TO_POINTER(at == 0 || less == at - 1 ? i + 1 : at));
    }
    return out;
}

static void tell(const sw_table *t, const sw_repeat_rule *rule, const found *n,
                 sw_diagnostics *d)
{
    const char *file = sw_table_file(t);
    if (n->same > 0)
        sw_diagnose(d, SW_WARNING, "repeated-rows", (sw_place){.file = file},
                    "check that the pages do not overlap",
                    "%zu %s stand in the file more than once and are taken "
                    "once",
                    n->same, rule->what);
    if (n->differ == 0)
        return;
    sw_diagnose(d, SW_WARNING, "conflicting-rows",
                (sw_place){.file = file, .line = n->line}, NULL,
                !n->dropped ? "%zu %s stand in the file more than once and "
                              "differ: all are taken"
                : rule->strongest->len > 0
                    ? "%zu %s stand in the file more than once and differ: "
                      "that with most activity is taken"
                    : "%zu %s stand in the file more than once and differ: the "
                      "first grant, the last activity, and an end that all "
                      "have, are taken",
                n->differ, rule->what);
}

void sw_repeats_merge(sw_table *t, const sw_repeat_rule *rule,
                      sw_diagnostics *d)
{
    g_autofree char *drop = g_malloc0(sw_table_rows(t) + 1);
    found n = mark(t, rule, drop);
    if (n.same > 0 || n.dropped)
        sw_table_drop_rows(t, drop);
    tell(t, rule, &n, d);
}
