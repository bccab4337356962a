#include "economics/mean_columns.h"

void sw_mean_columns_init(sw_mean_columns *m, const sw_inputs *inputs)
{
    size_t n = sw_inputs_length(inputs);
    m->value = g_new0(double, n);
    m->column = g_new0(const double *, n);
    m->varies = g_new0(bool, n);
    for (size_t i = 0; i < n; i++) {
        m->value[i] = sw_inputs_value(inputs, i);
        m->column[i] = &m->value[i];
    }
    m->in = (sw_columns){1, m->column, m->varies, NULL};
}

void sw_mean_columns_clear(sw_mean_columns *m)
{
    g_free(m->value);
    g_free(m->column);
    g_free(m->varies);
}
