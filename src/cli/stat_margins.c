/* stat_margins.c - the margins file of rake. */
#include "cli/stat_margins.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "cli/print.h"
#include "cli/stat_data.h"
#include "ingest/csv_reader.h"

/* Where the three columns stand. */
typedef struct columns {
    size_t variable, level, total;
} columns;

static sw_status find_columns(columns *c, const sw_table *t, sw_error *err)
{
    c->variable = sw_table_find(t, "variable");
    c->level = sw_table_find(t, "level");
    c->total = sw_table_find(t, "total");
    if (c->variable == SIZE_MAX || c->level == SIZE_MAX || c->total == SIZE_MAX)
        return sw_fail(err, SW_ESCHEMA,
                       "%s: the columns of margins are variable, level, total",
                       sw_table_file(t));
    if (sw_table_rows(t) == 0 || sw_table_n_rejected(t) > 0)
        return sw_fail(err, SW_ESCHEMA, "%s: not every row could be read",
                       sw_table_file(t));
    return SW_OK;
}

static bool is_same_level(const char *a, const char *b)
{
    double x, y;
    if (strcmp(a, b) == 0)
        return true;
    return sw_stat_parse(&x, a) && sw_stat_parse(&y, b) && x >= y && x <= y;
}

/* Position of a level among those of the rows, or levels->n. */
static size_t find_level(const sw_stat_levels *levels, const char *name)
{
    size_t i = 0;
    while (i < levels->n && !is_same_level(levels->name[i], name))
        i++;
    return i;
}

/* total[] of each level of the rows, -1 where the file has none. */
static sw_status take_totals(double *total, const sw_stat_levels *levels,
                             const sw_table *t, const columns *c,
                             const char *variable, sw_error *err)
{
    for (size_t l = 0; l < levels->n; l++)
        total[l] = -1.0;
    for (size_t i = 0; i < sw_table_rows(t); i++) {
        const char *level = sw_table_cell(t, i, c->level);
        double value;
        if (strcmp(sw_table_cell(t, i, c->variable), variable) != 0)
            continue;
        if (!sw_stat_parse(&value, sw_table_cell(t, i, c->total)) ||
            value < 0.0)
            return sw_fail(err, SW_ESCHEMA, "%s, line %zu: '%s' is no total",
                           sw_table_file(t), sw_table_line(t, i),
                           sw_table_cell(t, i, c->total));
        size_t at = find_level(levels, level);
        if (at == levels->n && value > 0.0)
            return sw_fail(err, SW_ENODATA,
                           "%s '%s' has the total %g and no rows: join it "
                           "with another level",
                           variable, level, value);
        if (at < levels->n && total[at] >= 0.0)
            return sw_fail(err, SW_ESCHEMA, "%s, line %zu: %s '%s' again",
                           sw_table_file(t), sw_table_line(t, i), variable,
                           level);
        if (at < levels->n)
            total[at] = value;
    }
    return SW_OK;
}

static sw_status check_totals(const double *total, const sw_stat_levels *levels,
                              const char *file, const char *variable,
                              sw_error *err)
{
    for (size_t l = 0; l < levels->n; l++) {
        if (levels->name[l][0] == '\0')
            continue;
        if (total[l] < 0.0)
            return sw_fail(err, SW_ESCHEMA, "%s has no total for %s '%s'", file,
                           variable, levels->name[l]);
        if (!(total[l] > 0.0))
            return sw_fail(err, SW_ENODATA,
                           "%s '%s' has %zu rows and the total 0: join it with "
                           "another level",
                           variable, levels->name[l], levels->count[l]);
    }
    return SW_OK;
}

static bool is_known(const sw_stat_margins *m, const char *name)
{
    for (size_t v = 0; v < m->variables; v++)
        if (strcmp(m->name[v], name) == 0)
            return true;
    return false;
}

static sw_status add_variable(sw_stat_margins *m, const sw_stat_levels **levels,
                              const sw_stat_data *data, const sw_table *t,
                              const columns *c, const char *name, sw_error *err)
{
    size_t v = m->variables;
    sw_status st = sw_stat_named_levels(&levels[v], data, name, err);
    if (st != SW_OK)
        return st;
    double *total = sw_stat_alloc(data, levels[v]->n, sizeof *total);
    st = take_totals(total, levels[v], t, c, name, err);
    if (st == SW_OK)
        st = check_totals(total, levels[v], sw_table_file(t), name, err);
    m->name[v] = sw_stat_text_of(data, "%s", name);
    m->variable[v] = (sw_rake_variable){.levels = levels[v]->n, .total = total};
    m->variables++;
    return st;
}

/* Rows in which a variable is empty are left out. */
static void take_rows(sw_stat_margins *m, const sw_stat_levels *const *levels,
                      const sw_stat_data *data)
{
    m->row = sw_stat_alloc(data, data->n, sizeof *m->row);
    for (size_t i = 0; i < data->n; i++) {
        bool complete = true;
        for (size_t v = 0; v < m->variables; v++)
            complete =
                complete && levels[v]->name[levels[v]->code[i]][0] != '\0';
        if (complete)
            m->row[m->n++] = i;
    }
    for (size_t v = 0; v < m->variables; v++) {
        size_t *level = sw_stat_alloc(data, m->n, sizeof *level);
        double *total = (double *)m->variable[v].total;
        for (size_t i = 0; i < m->n; i++)
            level[i] = levels[v]->code[m->row[i]];
        for (size_t l = 0; l < levels[v]->n; l++)
            if (levels[v]->name[l][0] == '\0')
                total[l] = 0.0;
        m->variable[v].level = level;
    }
}

/* The library refuses these too, but does not know the names. */
static sw_status check_sums(const sw_stat_margins *m, sw_error *err)
{
    double first = 0.0;
    for (size_t v = 0; v < m->variables; v++) {
        double sum = 0.0;
        for (size_t l = 0; l < m->variable[v].levels; l++)
            sum += m->variable[v].total[l];
        if (v == 0)
            first = sum;
        if (fabs(sum - first) > SW_RAKE_SUM_TOLERANCE * first)
            return sw_fail(err, SW_ESCHEMA,
                           "the totals of %s add up to %.10g, those of %s to "
                           "%.10g",
                           m->name[v], sum, m->name[0], first);
    }
    return SW_OK;
}

static sw_status take_file(sw_stat_margins *m, const sw_stat_data *data,
                           const sw_table *t, sw_error *err)
{
    columns c;
    sw_status st = find_columns(&c, t, err);
    if (st != SW_OK)
        return st;
    size_t rows = sw_table_rows(t);
    const sw_stat_levels **levels =
        sw_stat_alloc(data, rows, sizeof(sw_stat_levels *));
    m->variable = sw_stat_alloc(data, rows, sizeof *m->variable);
    m->name = sw_stat_alloc(data, rows, sizeof *m->name);
    for (size_t i = 0; i < rows && st == SW_OK; i++) {
        const char *name = sw_table_cell(t, i, c.variable);
        if (!is_known(m, name))
            st = add_variable(m, levels, data, t, &c, name, err);
    }
    if (st != SW_OK)
        return st;
    take_rows(m, levels, data);
    return check_sums(m, err);
}

sw_status sw_stat_margins_read(sw_stat_margins *out, const sw_stat_data *data,
                               sw_error *err)
{
    const char *path = data->options->margins;
    *out = (sw_stat_margins){0};
    if (path == NULL)
        return sw_fail(err, SW_EPARSE,
                       "stat rake needs --margins FILE.csv: variable, level, "
                       "total");
    sw_diagnostics *d = sw_diagnostics_new();
    sw_read_request request = {.path = path, .name = path};
    sw_table *t = sw_csv_read(&request, d);
    sw_print_diagnostics(d, SW_WARNING, false);
    sw_diagnostics_free(d);
    if (t == NULL)
        return sw_fail(err, SW_ESCHEMA, "%s: the margins cannot be read", path);
    sw_status st = take_file(out, data, t, err);
    sw_table_free(t);
    return st;
}
