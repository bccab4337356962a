#include "ingest/sql_statement.h"

#include <string.h>

#include "base/units.h"

static const char *const NAMES[SW_SQL_DIALECTS + 1] = {
    [SW_SQL_ANSI] = "ansi",
    [SW_SQL_POSTGRESQL] = "postgresql",
    [SW_SQL_SQLITE] = "sqlite",
    [SW_SQL_TSQL] = "tsql"};

/* What drivers call the products of a dialect of their own. */
static const struct {
    const char *product;
    sw_sql_dialect dialect;
} PRODUCTS[] = {{"microsoft sql server", SW_SQL_TSQL},
                {"postgresql", SW_SQL_POSTGRESQL},
                {"sqlite", SW_SQL_SQLITE}};

const char *sw_sql_dialect_name(int dialect)
{
    return dialect < SW_SQL_DIALECTS ? NAMES[dialect] : NULL;
}

sw_sql_dialect sw_sql_dialect_find(const char *name)
{
    g_autofree char *folded = g_ascii_strdown(name, -1);
    for (int i = 0; i < SW_SQL_DIALECTS; i++)
        if (strcmp(folded, NAMES[i]) == 0)
            return (sw_sql_dialect)i;
    for (size_t i = 0; i < G_N_ELEMENTS(PRODUCTS); i++)
        if (g_str_has_prefix(folded, PRODUCTS[i].product))
            return PRODUCTS[i].dialect;
    return SW_SQL_DIALECTS;
}

char *sw_sql_name(sw_sql_dialect dialect, const char *name)
{
    const char open = dialect == SW_SQL_TSQL ? '[' : '"';
    const char close = dialect == SW_SQL_TSQL ? ']' : '"';
    GString *s = g_string_new(NULL);
    g_string_append_c(s, open);
    for (const char *c = name; *c != '\0'; c++) {
        if (*c == close)
            g_string_append_c(s, close);
        g_string_append_c(s, *c);
    }
    g_string_append_c(s, close);
    return g_string_free(s, FALSE);
}

static void put_name(GString *s, sw_sql_dialect dialect, const char *name)
{
    g_autofree char *quoted = sw_sql_name(dialect, name);
    g_string_append(s, quoted);
}

/* "schema.table", each part a name. */
static void put_table(GString *s, sw_sql_dialect dialect, const char *table)
{
    g_auto(GStrv) parts = g_strsplit(table, ".", -1);
    for (size_t i = 0; parts[i] != NULL; i++) {
        if (i > 0)
            g_string_append_c(s, '.');
        put_name(s, dialect, parts[i]);
    }
}

static void put_source(GString *s, sw_sql_dialect dialect,
                       const sw_sql_source *from)
{
    if (from->table != NULL)
        put_table(s, dialect, from->table);
    else
        g_string_append_printf(s, "(\n%s\n) q", from->query);
}

static void put_day(GString *s, sw_sql_dialect dialect, sw_day day)
{
    char text[SW_DATE_TEXT];
    const char *fmt = dialect == SW_SQL_SQLITE ? "'%s'"
                      : dialect == SW_SQL_TSQL ? "CAST('%s' AS DATE)"
                                               : "DATE '%s'";
    g_string_append_printf(s, fmt, sw_date_format(day, text));
}

/* A column as the report calls it; of a period the day. */
static void put_column(GString *s, sw_sql_dialect dialect,
                       const sw_sql_source *from, size_t i)
{
    bool day = strcmp(from->as[i], "period") == 0;
    if (day)
        g_string_append(s, dialect == SW_SQL_SQLITE ? "DATE(" : "CAST(");
    put_name(s, dialect, from->column[i]);
    if (day)
        g_string_append(s, dialect == SW_SQL_SQLITE ? ")" : " AS DATE)");
    g_string_append(s, " AS ");
    put_name(s, dialect, from->as[i]);
}

/* SELECT columns FROM source, without an end. */
static void put_select(GString *s, sw_sql_dialect dialect,
                       const sw_sql_source *from)
{
    g_string_append(s, "SELECT ");
    for (size_t i = 0; i < from->n; i++) {
        if (i > 0)
            g_string_append(s, ", ");
        put_column(s, dialect, from, i);
    }
    g_string_append(s, from->n == 0 ? "*\nFROM " : "\nFROM ");
    put_source(s, dialect, from);
}

static bool has(const sw_sql_source *s, const char *as)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->as[i], as) == 0)
            return true;
    return false;
}

char *sw_sql_rows(sw_sql_dialect dialect, const sw_sql_source *from)
{
    static const char *const keys[] = {"person", "unit", "period"};
    GString *s = g_string_new(NULL);
    bool any = false;
    put_select(s, dialect, from);
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        if (!has(from, keys[i]))
            continue;
        g_string_append(s, any ? ", " : "\nORDER BY ");
        put_name(s, dialect, keys[i]);
        any = true;
    }
    return g_string_free(s, FALSE);
}

char *sw_sql_periods(sw_sql_dialect dialect, const sw_sql_source *from)
{
    GString *s =
        g_string_new("SELECT \"period\", COUNT(*) AS \"rows\"\nFROM (");
    put_select(s, dialect, from);
    g_string_append(s, ") r\nGROUP BY \"period\"\nORDER BY \"period\"");
    return g_string_free(s, FALSE);
}

/* Whether a row shows any use, as SQL. */
static char *use_of(const sw_sql_source *from)
{
    static const char *const values[] = {"active_days", "actions", "minutes"};
    GString *s = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        if (has(from, values[i]))
            g_string_append_printf(s, "%s\"%s\" > 0", s->len > 0 ? " OR " : "",
                                   values[i]);
    if (s->len == 0)
        g_string_append(s, "\"person\" IS NOT NULL");
    return g_string_free(s, FALSE);
}

/* The weeks in which a period with use starts, the last as 1, the one before as
 * 2 ...: each is a sum of its own, and distinct ones add up to their set. */
static void put_weeks(GString *s, sw_sql_dialect dialect,
                      const sw_sql_span *span, const char *use)
{
    sw_day end = span->last + span->days;
    int weeks =
        MIN((end - span->first + SW_DAYS_PER_WEEK - 1) / SW_DAYS_PER_WEEK,
            SW_USE_WEEKS);
    g_string_append_printf(s, "\n  SUM(DISTINCT CASE WHEN %s THEN CASE", use);
    for (int w = 0; w < weeks; w++) {
        g_string_append(s, "\n    WHEN \"period\" >= ");
        put_day(s, dialect, end - (w + 1) * SW_DAYS_PER_WEEK);
        g_string_append_printf(s, " THEN %" G_GUINT64_FORMAT,
                               (guint64)UINT64_C(1) << w);
    }
    g_string_append(s, "\n    ELSE 0 END ELSE 0 END) AS \"active_weeks\",\n");
}

static void put_recent(GString *s, sw_sql_dialect dialect,
                       const sw_sql_source *from, const sw_sql_span *span)
{
    if (!has(from, "active_days")) {
        g_string_append(s, "  CAST(NULL AS INTEGER) AS \"recent_days\",\n");
        return;
    }
    g_string_append(s,
                    "  SUM(CASE WHEN \"active_days\" > 0 AND \"period\" >= ");
    put_day(s, dialect,
            span->last + span->days - SW_RECENT_WEEKS * SW_DAYS_PER_WEEK);
    g_string_append(s,
                    " THEN \"active_days\" ELSE 0 END) AS \"recent_days\",\n");
}

char *sw_sql_people(sw_sql_dialect dialect, const sw_sql_source *from,
                    const sw_sql_span *span)
{
    g_autofree char *use = use_of(from);
    GString *s = g_string_new("SELECT \"person\",\n");
    g_string_append_printf(
        s,
        "  MIN(CASE WHEN %s THEN \"period\" END) AS \"first_active\",\n"
        "  MAX(CASE WHEN %s THEN \"period\" END) AS \"last_active\",\n"
        "  MAX(\"period\") AS \"last_period\",",
        use, use);
    put_weeks(s, dialect, span, use);
    put_recent(s, dialect, from, span);
    g_string_append(s, "  ");
    put_day(s, dialect, span->first);
    g_string_append(s, " AS \"periods_from\", ");
    put_day(s, dialect, span->last);
    g_string_append_printf(
        s, " AS \"periods_to\", %d AS \"period_days\"\nFROM (", span->days);
    put_select(s, dialect, from);
    g_string_append(s, ") r\nGROUP BY \"person\"\nORDER BY \"person\"");
    return g_string_free(s, FALSE);
}

static bool is_amount(const char *as)
{
    return strcmp(as, "units") == 0 || strcmp(as, "amount") == 0;
}

char *sw_sql_totals(sw_sql_dialect dialect, const sw_sql_source *from)
{
    GString *s = g_string_new("SELECT ");
    GString *by = g_string_new(NULL);
    for (size_t i = 0; i < from->n; i++) {
        g_autofree char *name = sw_sql_name(dialect, from->as[i]);
        g_string_append(s, i > 0 ? ", " : "");
        if (is_amount(from->as[i])) {
            g_string_append_printf(s, "SUM(%s) AS %s", name, name);
            continue;
        }
        g_string_append(s, name);
        g_string_append_printf(by, "%s%s", by->len > 0 ? ", " : "", name);
    }
    g_string_append(s, "\nFROM (");
    put_select(s, dialect, from);
    g_string_append_printf(s, ") r%s%s%s%s", by->len > 0 ? "\nGROUP BY " : "",
                           by->str, by->len > 0 ? "\nORDER BY " : "", by->str);
    g_string_free(by, TRUE);
    return g_string_free(s, FALSE);
}
