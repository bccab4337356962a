#include "pilot/data_warehouse.h"

#include <string.h>

#include "ingest/csv_reader.h"
#include "pilot/data_file.h"
#include "ingest/odbc.h"

enum { DEFAULT_SECONDS = 600 };

/* One source on its way to an answer. */
typedef struct asking {
    sw_load load; /* whose findings go where the caller wants them */
    const sw_json *spec;
    const char *name;
    sw_sql_source source;
    sw_sql_dialect dialect;
    sw_odbc *connection; /* NULL: statements are wanted and no answers */
} asking;

bool sw_is_warehouse(const sw_json *spec)
{
    return sw_is_given(sw_json_member(spec, "odbc"));
}

const char *sw_warehouse_name(const sw_json *spec)
{
    const char *table = sw_member_text(spec, "table");
    return table != NULL ? table : sw_member_text(spec, "odbc");
}

char *sw_warehouse_time(void)
{
    const char *fixed = g_getenv("SOURCE_DATE_EPOCH");
    g_autoptr(GDateTime) now =
        fixed != NULL
            ? g_date_time_new_from_unix_utc(g_ascii_strtoll(fixed, NULL, 10))
            : g_date_time_new_now_utc();
    return now != NULL ? g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ")
                       : g_strdup("");
}

/* A finding at a key of the source, or at the source. */
static bool refuse(const asking *a, const char *key, const char *code,
                   const char *remedy, const char *message, const char *what)
{
    const sw_json *v = sw_json_member(a->spec, key);
    sw_load_problem(&a->load, SW_ERROR, code, v != NULL ? v : a->spec, remedy,
                    message, what);
    return false;
}

static bool wants_answers(const asking *a)
{
    return a->load.opts->on_statement == NULL;
}

static void find_columns(asking *a, const char **column, const char **as)
{
    const sw_json *map = sw_json_member(a->spec, "columns");
    for (size_t i = 0; i < sw_json_length(map); i++) {
        column[i] = map->items[i]->string;
        as[i] = map->items[i]->key;
    }
    a->source = (sw_sql_source){.table = sw_member_text(a->spec, "table"),
                                .query = sw_member_text(a->spec, "query"),
                                .column = column,
                                .as = as,
                                .n = sw_json_length(map)};
}

static bool names(const asking *a, const char *column)
{
    for (size_t i = 0; i < a->source.n; i++)
        if (strcmp(a->source.as[i], column) == 0)
            return true;
    return false;
}

static bool check(const asking *a, const char *kind)
{
    const char *key = sw_odbc_secret_key(sw_member_text(a->spec, "odbc"));
    if (key != NULL)
        return refuse(a, "odbc", "secret",
                      "keep it in the data source, or in the environment "
                      "variable SEATWORTH_ODBC",
                      "a connection string with '%s' does not belong into a "
                      "file",
                      key);
    if ((a->source.table == NULL) == (a->source.query == NULL))
        return refuse(a, "odbc", "no-table", "name either the table or a query",
                      "nothing says what to read of %s", a->name);
    if (strcmp(kind, "usage") == 0 &&
        (!names(a, "person") || !names(a, "period")))
        return refuse(a, "odbc", "no-column",
                      "add \"columns\": {\"person\": ..., \"period\": ..., "
                      "\"actions\": ...}",
                      "which columns of %s hold the person and the period must "
                      "be said",
                      a->name);
    if (strcmp(kind, "metered") == 0 && a->source.n > 0 && !names(a, "period"))
        return refuse(
            a, "columns", "no-column", "add \"period\" to \"columns\"",
            "which column of %s holds the period must be said", a->name);
    return true;
}

static bool open_source(asking *a)
{
    sw_error err = {0};
    const sw_pilot_opts *o = a->load.opts;
    if (!wants_answers(a)) {
        a->dialect = sw_sql_dialect_find(o->sql_dialect != NULL ? o->sql_dialect
                                                                : "ansi");
        return true;
    }
    unsigned seconds = (unsigned)MAX(
        1, sw_member_int(a->spec, "timeout_seconds", DEFAULT_SECONDS));
    if (sw_odbc_open(&a->connection, sw_member_text(a->spec, "odbc"), seconds,
                     &err) == SW_OK) {
        a->dialect = sw_odbc_dialect(a->connection);
        return true;
    }
    return refuse(a, "odbc", "warehouse",
                  "check the data source with isql, or give a file; `seatworth "
                  "sql` prints what would be asked",
                  "the data source cannot be reached: %s", err.message);
}

/* The answer; NULL with an error, or because only the statement is wanted. */
static GString *ask(const asking *a, const char *statement)
{
    sw_error err = {0};
    size_t rows = 0;
    const sw_pilot_opts *o = a->load.opts;
    if (!wants_answers(a)) {
        o->on_statement(a->name, statement, o->on_statement_data);
        return NULL;
    }
    GString *csv = g_string_new(NULL);
    if (sw_odbc_ask(a->connection, statement, csv, &rows, &err) == SW_OK)
        return csv;
    g_string_free(csv, TRUE);
    refuse(a, "odbc", "warehouse",
           "try the statement that `seatworth sql` prints",
           "the data source does not answer: %s", err.message);
    return NULL;
}

/* ---- the periods of use ---- */

static bool take_periods(const asking *a, sw_sql_span *span, const sw_table *t)
{
    size_t column = sw_table_find(t, "period"), n = sw_table_rows(t), kept = 0;
    if (column == SIZE_MAX)
        return refuse(a, "odbc", "no-column", NULL,
                      "the answer of %s has no column 'period'", a->name);
    g_autofree sw_day *day = g_new(sw_day, n + 1);
    for (size_t i = 0; i < n; i++) {
        enum { ISO = 10 };
        g_autofree char *text = g_strndup(sw_table_cell(t, i, column), ISO);
        if (sw_date_parse(&day[kept], text))
            kept++;
    }
    if (kept == 0)
        return refuse(a, "odbc", "no-rows", "check the column of the period",
                      "%s has no row with a date", a->name);
    *span = (sw_sql_span){.first = day[0], .last = day[0]};
    for (size_t i = 1; i < kept; i++) {
        span->first = MIN(span->first, day[i]);
        span->last = MAX(span->last, day[i]);
    }
    span->days = sw_period_days(day, kept, "");
    return true;
}

static sw_table *periods_table(const asking *a, const char *statement)
{
    sw_read_request request = {.name = a->name, .delimiter = ','};
    const char *file = a->load.opts->sql_periods;
    if (!wants_answers(a) && file != NULL) {
        request.path = request.name = file;
        return sw_csv_read(&request, a->load.d);
    }
    GString *csv = ask(a, statement);
    sw_table *t = csv != NULL
                      ? sw_csv_parse(csv->str, csv->len, &request, a->load.d)
                      : NULL;
    if (csv != NULL)
        g_string_free(csv, TRUE);
    return t;
}

static bool find_span(const asking *a, sw_sql_span *span)
{
    g_autofree char *statement = sw_sql_periods(a->dialect, &a->source);
    sw_table *t = periods_table(a, statement);
    bool good = t != NULL && take_periods(a, span, t);
    sw_table_free(t);
    return good;
}

/* ---- the statement of a kind ---- */

/* NULL: there is none, after an error or a statement that was handed on. */
static char *statement_of(const asking *a, const char *kind)
{
    sw_sql_span span;
    if (strcmp(kind, "usage") == 0)
        return find_span(a, &span)
                   ? sw_sql_people(a->dialect, &a->source, &span)
                   : NULL;
    if (strcmp(kind, "metered") == 0 && a->source.n > 0)
        return sw_sql_totals(a->dialect, &a->source);
    return sw_sql_rows(a->dialect, &a->source);
}

GString *sw_warehouse_ask(const sw_load *load, const sw_json *spec,
                          const char *kind, sw_diagnostics *d)
{
    asking a = {.load = *load, .spec = spec, .name = sw_warehouse_name(spec)};
    a.load.d = d;
    size_t n = sw_json_length(sw_json_member(spec, "columns"));
    g_autofree const char **column = g_new0(const char *, n + 1);
    g_autofree const char **as = g_new0(const char *, n + 1);
    find_columns(&a, column, as);
    if (!check(&a, kind) || !open_source(&a))
        return NULL;
    char *statement = statement_of(&a, kind);
    GString *csv = statement != NULL ? ask(&a, statement) : NULL;
    sw_odbc_close(a.connection);
    if (csv != NULL)
        g_hash_table_insert(load->asked, (gpointer)spec, statement);
    else
        g_free(statement);
    return csv;
}
