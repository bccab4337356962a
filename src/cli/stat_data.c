/* stat_data.c - which columns a method reads, and which rows are complete. */
#include "cli/stat_data.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "ingest/cell.h"
#include "ingest/schema.h"

/* Roles whose cells are names, even where they look like numbers. */
enum {
    LABELS = SW_STAT_SET(GROUP) | SW_STAT_SET(CLUSTER) | SW_STAT_SET(STRATA) |
             SW_STAT_SET(UNIT) | SW_STAT_SET(PERIOD)
};

const char *sw_stat_role_name(sw_stat_role role)
{
    static const char *const names[SW_STAT_ROLES] = {
        "y",      "x",       "group",    "before", "after", "unit",
        "period", "cluster", "weights",  "strata", "lower", "upper",
        "event",  "time",    "estimate", "se",     "p"};
    return names[role];
}

void *sw_stat_alloc(const sw_stat_data *data, size_t n, size_t size)
{
    void *block = g_malloc0_n(MAX(n, 1), size);
    g_ptr_array_add(data->store->blocks, block);
    return block;
}

const char *sw_stat_text_of(const sw_stat_data *data, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char *text = g_strdup_vprintf(fmt, args);
    va_end(args);
    g_ptr_array_add(data->store->blocks, text);
    return text;
}

static bool is_empty(const char *cell)
{
    return cell[0] == '\0' || strcmp(cell, "NA") == 0;
}

bool sw_stat_parse(double *out, const char *text)
{
    const char *digits = text + (*text == '-' || *text == '+');
    if (!g_ascii_isdigit(*digits) && *digits != '.')
        return false;
    if (strpbrk(text, "xX") != NULL)
        return false;
    char *end;
    *out = g_ascii_strtod(text, &end);
    return *end == '\0' && isfinite(*out);
}

/* The header as it stands, else with case, blanks and dashes folded. */
static size_t find_column(const sw_table *t, const char *header)
{
    for (size_t i = 0; i < sw_table_columns(t); i++)
        if (strcmp(sw_table_header(t, i), header) == 0)
            return i;
    return sw_table_find(t, header);
}

static sw_status no_column(const sw_table *t, const char *role,
                           const char *header, sw_error *err)
{
    size_t n = sw_table_columns(t);
    g_autofree const char **names = g_new(const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        names[i] = sw_table_header(t, i);
    names[n] = NULL;
    const char *near = sw_nearest_name(header, names, n);
    if (near != NULL)
        return sw_fail(err, SW_ESCHEMA,
                       "%s: no column '%s' for --%s; did you mean '%s'?",
                       sw_table_file(t), header, role, near);
    g_autofree char *all = sw_table_header_list(t);
    return sw_fail(err, SW_ESCHEMA,
                   "%s: no column '%s' for --%s; the file has %s",
                   sw_table_file(t), header, role, all);
}

/* Where each role stands in the table; SIZE_MAX where it is not given. */
typedef struct places {
    size_t role[SW_STAT_ROLES];
    GArray *x; /* of size_t */
} places;

static sw_status find_x(places *p, const sw_table *t, const char *list,
                        sw_error *err)
{
    g_auto(GStrv) each = g_strsplit(list, ",", -1);
    for (char **name = each; *name != NULL; name++) {
        size_t at = find_column(t, g_strstrip(*name));
        if (at == SIZE_MAX)
            return no_column(t, "x", *name, err);
        g_array_append_val(p->x, at);
    }
    return SW_OK;
}

static sw_status find_places(places *p, const sw_table *t, unsigned roles,
                             const sw_stat_options *o, sw_error *err)
{
    for (int role = 0; role < SW_STAT_ROLES; role++) {
        p->role[role] = SIZE_MAX;
        const char *name = o->column[role];
        if ((roles & 1u << role) == 0 || name == NULL)
            continue;
        if (role == SW_STAT_X) {
            sw_status st = find_x(p, t, name, err);
            if (st != SW_OK)
                return st;
            continue;
        }
        p->role[role] = find_column(t, name);
        if (p->role[role] == SIZE_MAX)
            return no_column(t, sw_stat_role_name((sw_stat_role)role), name,
                             err);
    }
    return SW_OK;
}

static bool is_complete(const sw_table *t, size_t row, const places *p,
                        unsigned keeps_empty)
{
    for (int role = 0; role < SW_STAT_ROLES; role++)
        if (p->role[role] != SIZE_MAX && (keeps_empty & 1u << role) == 0 &&
            is_empty(sw_table_cell(t, row, p->role[role])))
            return false;
    if ((keeps_empty & SW_STAT_SET(X)) != 0)
        return true;
    for (guint i = 0; i < p->x->len; i++)
        if (is_empty(sw_table_cell(t, row, g_array_index(p->x, size_t, i))))
            return false;
    return true;
}

static void take_rows(sw_stat_data *data, const places *p, unsigned keeps_empty)
{
    const sw_table *t = data->store->table;
    size_t rows = sw_table_rows(t);
    data->store->row = sw_stat_alloc(data, rows, sizeof(size_t));
    size_t *line = sw_stat_alloc(data, rows, sizeof *line);
    for (size_t i = 0; i < rows; i++) {
        if (!is_complete(t, i, p, keeps_empty)) {
            data->n_missing++;
            continue;
        }
        data->store->row[data->n] = i;
        line[data->n++] = sw_table_line(t, i);
    }
    data->line = line;
}

static bool parse_all(double *v, const sw_stat_column *c, size_t n,
                      char decimal, size_t *bad)
{
    for (size_t i = 0; i < n; i++) {
        v[i] = NAN;
        if (c->text[i][0] == '\0')
            continue;
        bool good = decimal == '\0' ? sw_stat_parse(&v[i], c->text[i])
                                    : sw_cell_number(&v[i], c->text[i],
                                                     decimal) == SW_CELL_OK;
        if (!good) {
            *bad = i;
            return false;
        }
    }
    return true;
}

/* Plain numbers; where the column cannot hold names, also as people export
 * them, with a point or a comma throughout. */
static void read_numbers(const sw_stat_data *data, sw_stat_column *c,
                         bool label)
{
    double *v = sw_stat_alloc(data, data->n, sizeof *v);
    size_t bad = 0, ignored;
    if (parse_all(v, c, data->n, '\0', &bad) ||
        (!label && (parse_all(v, c, data->n, '.', &ignored) ||
                    parse_all(v, c, data->n, ',', &ignored)))) {
        c->number = v;
        return;
    }
    c->offender = c->text[bad];
    c->offender_line = data->line[bad];
}

sw_stat_column sw_stat_column_at(const sw_stat_data *data, size_t column,
                                 bool label)
{
    const sw_table *t = data->store->table;
    const char **text = sw_stat_alloc(data, data->n, sizeof *text);
    for (size_t i = 0; i < data->n; i++) {
        const char *cell = sw_table_cell(t, data->store->row[i], column);
        text[i] = is_empty(cell) ? "" : cell;
    }
    sw_stat_column c = {.name = sw_table_header(t, column), .text = text};
    read_numbers(data, &c, label);
    return c;
}

static void take_columns(sw_stat_data *data, const places *p)
{
    for (int role = 0; role < SW_STAT_ROLES; role++)
        if (p->role[role] != SIZE_MAX)
            data->column[role] = sw_stat_column_at(data, p->role[role],
                                                   (LABELS & 1u << role) != 0);
    sw_stat_column *x = sw_stat_alloc(data, p->x->len, sizeof *x);
    for (guint i = 0; i < p->x->len; i++)
        x[i] = sw_stat_column_at(data, g_array_index(p->x, size_t, i), true);
    data->x = x;
    data->n_x = p->x->len;
    data->store->x_levels =
        sw_stat_alloc(data, data->n_x, sizeof(sw_stat_levels *));
}

sw_status sw_stat_data_new(sw_stat_data **out, sw_table *table,
                           const sw_stat_method *method,
                           const sw_stat_options *options, sw_error *err)
{
    sw_stat_data *data = g_new0(sw_stat_data, 1);
    data->options = options;
    data->store = g_new0(struct sw_stat_store, 1);
    data->store->blocks = g_ptr_array_new_with_free_func(g_free);
    data->store->table = table;
    *out = data;
    if (table == NULL)
        return SW_OK;
    places p = {.x = g_array_new(FALSE, FALSE, sizeof(size_t))};
    sw_status st =
        find_places(&p, table, method->needs | method->takes, options, err);
    if (st == SW_OK) {
        take_rows(data, &p, method->keeps_empty);
        take_columns(data, &p);
    }
    g_array_free(p.x, TRUE);
    return st;
}

void sw_stat_data_free(sw_stat_data *data)
{
    if (data == NULL)
        return;
    g_ptr_array_free(data->store->blocks, TRUE);
    sw_table_free(data->store->table);
    g_free(data->store);
    g_free(data);
}
