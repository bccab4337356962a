/*
 * sql_statement.h - the SQL that a warehouse is asked, as text.
 *
 * A statement only selects. It is portable on purpose: CASE, COUNT, SUM, MIN
 * and MAX, dates as literals, names always quoted; no AVG and no FILTER, which
 * keep some engines from adding up where the rows are. Of use it asks one row a
 * person, so that a warehouse of any size sends what a report needs and not
 * what it holds.
 */
#ifndef SW_INGEST_SQL_STATEMENT_H
#define SW_INGEST_SQL_STATEMENT_H

#include <glib.h>
#include <stdbool.h>

#include "base/date.h"

typedef enum sw_dialect_of_sql {
    SW_SQL_ANSI,
    SW_SQL_POSTGRESQL,
    SW_SQL_SQLITE,
    SW_SQL_TSQL,
    SW_SQL_DIALECTS
} sw_sql_dialect;

/* "ansi", "postgresql", "sqlite", "tsql"; NULL past the last. */
const char *sw_sql_dialect_name(int dialect);
/* The dialect of that name, or of the product that a driver names
 * ("Microsoft SQL Server"); SW_SQL_DIALECTS where there is none such. */
sw_sql_dialect sw_sql_dialect_find(const char *name);

/* Where the rows are: a table, or a query of the user's own. */
typedef struct sw_sql_source {
    const char *table; /* "schema.table"; NULL: the query */
    const char *query;
    const char *const *column; /* [n] as the warehouse calls it; none: all */
    const char *const *as;     /* [n] as the report does */
    size_t n;
} sw_sql_source;

/* The periods that a table of use has. */
typedef struct sw_sql_span {
    sw_day first, last; /* starts of the first and the last period */
    int days;           /* length of each */
} sw_sql_span;

/* A name in quotes, with those in it doubled. g_free() it. */
char *sw_sql_name(sw_sql_dialect dialect, const char *name);
/* All rows, by the report's names. g_free() it. */
char *sw_sql_rows(sw_sql_dialect dialect, const sw_sql_source *s);
/* Its periods and the rows of each: `period`, `rows`. g_free() it. */
char *sw_sql_periods(sw_sql_dialect dialect, const sw_sql_source *s);
/* A row a person: `person`, `first_active` and `last_active` (starts of
 * periods), `last_period`, `active_weeks` (bit w: a period with use starts in
 * the w-th week from the end of the last period; SW_USE_WEEKS of them, which a
 * double holds), `recent_days` (of use, in the last SW_RECENT_WEEKS) and the
 * span. A source without active_days, actions and minutes is a log: each row
 * is an action. g_free() it. */
char *sw_sql_people(sw_sql_dialect dialect, const sw_sql_source *s,
                    const sw_sql_span *span);
/* Units and amounts added up over all that the source names beside them.
 * g_free() it. */
char *sw_sql_totals(sw_sql_dialect dialect, const sw_sql_source *s);

#endif
