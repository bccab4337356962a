/* stat_columns.c - columns as numbers, and as the matrix of a model. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/clean_text.h"
#include "base/json_writer.h"
#include "cli/stat_data.h"
#include "cli/stat_output.h"

enum { MAX_MATRIX = 200 * 1000 * 1000 }; /* numbers; 1.6 GB */

static sw_status numbers_of(const double **out, const sw_stat_column *c,
                            sw_error *err)
{
    if (c->number == NULL)
        return sw_fail(err, SW_ESCHEMA,
                       "column '%s' is not numeric: '%.60s' in line %zu",
                       c->name, c->offender, c->offender_line);
    *out = c->number;
    return SW_OK;
}

sw_status sw_stat_numbers(const double **out, const sw_stat_data *data,
                          sw_stat_role role, sw_error *err)
{
    return numbers_of(out, &data->column[role], err);
}

sw_status sw_stat_x_numbers(const double **out, const sw_stat_data *data,
                            size_t x, sw_error *err)
{
    return numbers_of(out, &data->x[x], err);
}

sw_status sw_stat_binary(const double **out, const sw_stat_data *data,
                         sw_stat_role role, sw_error *err)
{
    const sw_stat_column *c = &data->column[role];
    sw_status st = numbers_of(out, c, err);
    for (size_t i = 0; st == SW_OK && i < data->n; i++) {
        double v = c->number[i];
        if (!isnan(v) && (v < 0.0 || v > 1.0 || (v > 0.0 && v < 1.0)))
            st = sw_fail(err, SW_ESCHEMA,
                         "column '%s' must be 0 or 1: '%.60s' in line %zu",
                         c->name, c->text[i], data->line[i]);
    }
    return st;
}

/* Columns that one of --x becomes. */
static size_t width_of(const sw_stat_data *data, size_t x, int polynomial)
{
    if (data->x[x].number != NULL)
        return (size_t)polynomial;
    size_t levels = sw_stat_x_levels(data, x)->n;
    return levels > 0 ? levels - 1 : 0;
}

typedef struct matrix {
    double *x;
    const char **name;
    size_t n, k, next; /* next: column to fill */
} matrix;

static void fill_powers(matrix *m, const sw_stat_data *data, size_t x,
                        int polynomial)
{
    const sw_stat_column *c = &data->x[x];
    for (int power = 1; power <= polynomial; power++, m->next++) {
        m->name[m->next] = power == 1
                               ? c->name
                               : sw_stat_text_of(data, "%s^%d", c->name, power);
        for (size_t i = 0; i < m->n; i++) {
            double before = power == 1 ? 1.0 : m->x[i * m->k + m->next - 1];
            m->x[i * m->k + m->next] = before * c->number[i];
        }
    }
}

static void fill_indicators(matrix *m, const sw_stat_data *data, size_t x)
{
    const sw_stat_levels *levels = sw_stat_x_levels(data, x);
    if (levels->n == 0)
        return;
    for (size_t i = 0; i < m->n; i++)
        if (levels->code[i] > 0)
            m->x[i * m->k + m->next + levels->code[i] - 1] = 1.0;
    for (size_t level = 1; level < levels->n; level++)
        m->name[m->next++] = sw_stat_text_of(data, "%s[%s]", data->x[x].name,
                                             levels->name[level]);
}

sw_status sw_stat_design_of(sw_stat_design *out, const sw_stat_data *data,
                            int polynomial, sw_error *err)
{
    matrix m = {.n = data->n};
    for (size_t x = 0; x < data->n_x; x++)
        m.k += width_of(data, x, polynomial);
    if (m.k > 0 && m.n > MAX_MATRIX / m.k)
        return sw_fail(err, SW_ESCHEMA,
                       "--x makes %zu columns of %zu rows; that is too many",
                       m.k, m.n);
    m.x = sw_stat_alloc(data, m.n * m.k, sizeof *m.x);
    m.name = sw_stat_alloc(data, m.k, sizeof *m.name);
    for (size_t x = 0; x < data->n_x; x++) {
        if (data->x[x].number != NULL)
            fill_powers(&m, data, x, polynomial);
        else
            fill_indicators(&m, data, x);
    }
    *out = (sw_stat_design){.x = m.x, .name = m.name, .k = m.k};
    return SW_OK;
}

void sw_stat_name_column(sw_error *err, sw_status st, const char *const *name,
                         size_t k)
{
    size_t column = 0;
    int length = 0;
    if (st != SW_ENODATA ||
        sscanf(err->message, "column %zu of x %n", &column, &length) != 1)
        return;
    if (length == 0 || column >= k)
        return;
    g_autofree char *text =
        g_strdup_printf("'%s' %s", name[column], err->message + length);
    g_strlcpy(err->message, text, sizeof err->message);
}

void sw_stat_print_rows(sw_stat_output *out, const sw_stat_data *data,
                        const char *header, const double *v)
{
    const sw_table *t = data->store->table;
    size_t columns = sw_table_columns(t);
    GString *s = g_string_new(NULL);
    for (size_t j = 0; j < columns; j++) {
        sw_clean_csv(s, sw_table_header(t, j));
        g_string_append_c(s, ',');
    }
    g_string_append_printf(s, "%s\n", header);
    for (size_t i = 0; i < data->n; i++) {
        for (size_t j = 0; j < columns; j++) {
            sw_clean_csv(s, sw_table_cell(t, data->store->row[i], j));
            g_string_append_c(s, ',');
        }
        char buf[SW_NUMBER_TEXT];
        g_string_append(s, isfinite(v[i]) ? sw_number_text(v[i], buf) : "");
        g_string_append_c(s, '\n');
    }
    g_free(out->rows);
    out->rows = g_string_free(s, FALSE);
}
