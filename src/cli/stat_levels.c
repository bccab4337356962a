/* stat_levels.c - the distinct cells of a column, and the two arms. */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "cli/stat_data.h"

static guint hash_number(gconstpointer p)
{
    return g_double_hash(p);
}

typedef struct entry {
    const char *name;
    double value;
    size_t count, found; /* found: order of appearance */
} entry;

static int by_value(gconstpointer a, gconstpointer b)
{
    double x = ((const entry *)a)->value, y = ((const entry *)b)->value;
    return (x > y) - (x < y);
}

static int by_byte(gconstpointer a, gconstpointer b)
{
    return strcmp(((const entry *)a)->name, ((const entry *)b)->name);
}

/* A column of numbers without an empty cell; 1 and 1.0 are one level of it. */
static bool is_numeric(const sw_stat_column *c, size_t n)
{
    for (size_t i = 0; c->number != NULL && i < n; i++)
        if (isnan(c->number[i]))
            return false;
    return c->number != NULL;
}

/* Distinct cells in order of appearance; code[i] is that of row i. */
static GArray *collect(const sw_stat_column *c, size_t n, bool numeric,
                       size_t *code)
{
    GArray *all = g_array_new(FALSE, TRUE, sizeof(entry));
    g_autoptr(GHashTable) seen =
        numeric ? g_hash_table_new(hash_number, g_double_equal)
                : g_hash_table_new(sw_hash_text, g_str_equal);
    for (size_t i = 0; i < n; i++) {
        gpointer key = numeric ? (gpointer)&c->number[i] : (gpointer)c->text[i];
        gpointer at = g_hash_table_lookup(seen, key);
        if (at == NULL) {
            entry new = {.name = c->text[i],
                         .value = numeric ? c->number[i] : NAN,
                         .found = all->len};
            g_array_append_val(all, new);
            at = GSIZE_TO_POINTER(all->len);
            g_hash_table_insert(seen, key, at);
        }
        code[i] = GPOINTER_TO_SIZE(at) - 1;
        g_array_index(all, entry, code[i]).count++;
    }
    return all;
}

static const sw_stat_levels *levels_from(const sw_stat_data *data,
                                         const sw_stat_column *column)
{
    size_t *code = sw_stat_alloc(data, data->n, sizeof *code);
    bool numeric = is_numeric(column, data->n);
    g_autoptr(GArray) all = collect(column, data->n, numeric, code);
    g_array_sort(all, numeric ? by_value : by_byte);

    const char **name = sw_stat_alloc(data, all->len, sizeof *name);
    double *value = sw_stat_alloc(data, all->len, sizeof *value);
    size_t *count = sw_stat_alloc(data, all->len, sizeof *count);
    g_autofree size_t *rank = g_new0(size_t, MAX(all->len, 1));
    for (guint i = 0; i < all->len; i++) {
        const entry *e = &g_array_index(all, entry, i);
        name[i] = e->name;
        value[i] = e->value;
        count[i] = e->count;
        rank[e->found] = i;
    }
    for (size_t i = 0; i < data->n; i++)
        code[i] = rank[code[i]];
    sw_stat_levels *levels = sw_stat_alloc(data, 1, sizeof *levels);
    *levels = (sw_stat_levels){.n = all->len,
                               .name = name,
                               .value = numeric ? value : NULL,
                               .count = count,
                               .code = code};
    return levels;
}

const sw_stat_levels *sw_stat_levels_of(const sw_stat_data *data,
                                        sw_stat_role role)
{
    const sw_stat_levels **kept = &data->store->levels[role];
    if (*kept == NULL)
        *kept = levels_from(data, &data->column[role]);
    return *kept;
}

const sw_stat_levels *sw_stat_x_levels(const sw_stat_data *data, size_t x)
{
    const sw_stat_levels **kept = &data->store->x_levels[x];
    if (*kept == NULL)
        *kept = levels_from(data, &data->x[x]);
    return *kept;
}

sw_status sw_stat_named_levels(const sw_stat_levels **out,
                               const sw_stat_data *data, const char *header,
                               sw_error *err)
{
    const sw_table *t = data->store->table;
    size_t at = sw_table_find(t, header);
    if (at == SIZE_MAX)
        return sw_fail(err, SW_ESCHEMA, "%s: no column '%s'", sw_table_file(t),
                       header);
    sw_stat_column column = sw_stat_column_at(data, at, true);
    *out = levels_from(data, &column);
    return SW_OK;
}

const size_t *sw_stat_clusters(const sw_stat_data *data)
{
    if (data->column[SW_STAT_CLUSTER].name == NULL)
        return NULL;
    return sw_stat_levels_of(data, SW_STAT_CLUSTER)->code;
}

/* Index of the level that --treated names, or levels->n. */
static size_t named_level(const sw_stat_levels *levels, const char *name)
{
    double value;
    bool number = levels->value != NULL && sw_stat_parse(&value, name);
    for (size_t i = 0; i < levels->n; i++)
        if (strcmp(levels->name[i], name) == 0 ||
            (number && !(levels->value[i] < value) &&
             !(levels->value[i] > value)))
            return i;
    return levels->n;
}

static sw_status check_arms(const sw_stat_levels *levels, const char *column,
                            const char *treated, sw_error *err)
{
    if (levels->n > 2)
        return sw_fail(err, SW_ESCHEMA,
                       "column '%s' has %zu levels; two are needed", column,
                       levels->n);
    if (levels->n < 2)
        return sw_fail(err, SW_ENODATA,
                       "column '%s' has %zu level%s in the rows that are "
                       "complete; two are needed",
                       column, levels->n, levels->n == 1 ? "" : "s");
    if (treated != NULL && named_level(levels, treated) == levels->n)
        return sw_fail(err, SW_ESCHEMA,
                       "column '%s' has no level '%s'; it has '%s' and '%s'",
                       column, treated, levels->name[0], levels->name[1]);
    return SW_OK;
}

sw_status sw_stat_two_arms(sw_stat_arms *out, const sw_stat_data *data,
                           sw_error *err)
{
    const sw_stat_levels *levels = sw_stat_levels_of(data, SW_STAT_GROUP);
    const char *name = data->options->treated;
    sw_status st =
        check_arms(levels, data->column[SW_STAT_GROUP].name, name, err);
    if (st != SW_OK)
        return st;
    size_t which = name == NULL ? 1 : named_level(levels, name);
    bool *treated = sw_stat_alloc(data, data->n, sizeof *treated);
    for (size_t i = 0; i < data->n; i++)
        treated[i] = levels->code[i] == which;
    *out = (sw_stat_arms){.treated_name = levels->name[which],
                          .control_name = levels->name[1 - which],
                          .treated = treated,
                          .n_treated = levels->count[which],
                          .n_control = levels->count[1 - which]};
    return SW_OK;
}

void sw_stat_split(sw_sample *treated, sw_sample *control,
                   const sw_stat_data *data, const sw_stat_arms *arms,
                   const double *v)
{
    double *one = sw_stat_alloc(data, arms->n_treated, sizeof *one);
    double *other = sw_stat_alloc(data, arms->n_control, sizeof *other);
    size_t n1 = 0, n0 = 0;
    for (size_t i = 0; i < data->n; i++) {
        if (arms->treated[i])
            one[n1++] = v[i];
        else
            other[n0++] = v[i];
    }
    *treated = (sw_sample){one, n1};
    *control = (sw_sample){other, n0};
}
