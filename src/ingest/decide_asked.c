/* Whether a table that looks like a list of people is what they answered. */
#include <string.h>

#include "ingest/decide.h"
#include "ingest/header_name.h"

/* What only a list of staff says of somebody. */
static bool is_of_staff(const sw_column *c)
{
    static const char *const columns[] = {"hire_date", "leave_date", "fte",
                                          "pay", NULL};
    return c->maps_to != NULL && g_strv_contains(columns, c->maps_to);
}

static bool is_answer(const sw_decision *d, size_t column)
{
    const sw_column *c = &d->columns->column[column];
    const char *header = sw_table_header(d->table, column);
    if (c->maps_to != NULL || sw_format_column_of(d->format, header) != NULL)
        return false;
    return c->kind == SW_KIND_LIKERT || c->kind == SW_KIND_DURATION ||
           sw_header_asks(header);
}

bool sw_columns_ask(sw_table *t, const sw_format *format,
                    const sw_read_request *request)
{
    sw_columns *c = g_new0(sw_columns, 1);
    c->n = sw_table_columns(t);
    c->column = g_new0(sw_column, c->n);
    sw_decision d = {t, format, false, request, false, c, sw_scale_labels()};
    bool staff = false, answers = false;
    sw_decide_mapping(&d);
    sw_decide_kinds(&d);
    for (size_t i = 0; i < c->n; i++) {
        staff = staff || is_of_staff(&c->column[i]);
        answers = answers || is_answer(&d, i);
    }
    sw_columns_free(c);
    g_hash_table_destroy(d.labels);
    return answers && !staff;
}
