/* cmd_sql.c - seatworth sql PILOT: what a warehouse would be asked. */
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "base/clean_text.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/print.h"
#include "pilot/pilot.h"
#include "ingest/sql_statement.h"

/* A comment holds no line end, so that nothing behind it is run. */
static void print_statement(const char *source, const char *statement,
                            void *data)
{
    int *n = data;
    g_autofree char *name = sw_clean_line(source);
    printf("%s-- %s\n%s;\n", (*n)++ > 0 ? "\n" : "", name, statement);
}

static int print_all(const sw_common *common, const char *dialect,
                     const char *periods, const char *path)
{
    int n = 0;
    sw_pilot_opts opts = sw_pilot_options(common);
    opts.on_statement = print_statement;
    opts.on_statement_data = &n;
    opts.sql_dialect = dialect;
    opts.sql_periods = periods;
    sw_diagnostics *d = sw_diagnostics_new();
    sw_pilot *pilot = sw_pilot_load(path, &opts, d);
    /* Without its answers a pilot lacks what it is made of. */
    bool said = n == 0 && sw_diagnostics_count(d, SW_ERROR) > 0;
    if (said)
        sw_print_diagnostics(d, SW_ERROR, common->names);
    else if (n == 0)
        sw_complain("%s names no data source", path);
    sw_diagnostics_free(d);
    sw_pilot_free(pilot);
    return n > 0 ? SW_EXIT_DONE : SW_EXIT_REJECTED;
}

static bool is_dialect(const char *name)
{
    for (int i = 0; sw_sql_dialect_name(i) != NULL; i++)
        if (strcmp(name, sw_sql_dialect_name(i)) == 0)
            return true;
    sw_complain("--dialect %s is none of ansi, postgresql, sqlite, tsql", name);
    return false;
}

typedef struct sql_options {
    sw_common common;
    char *dialect, *periods;
} sql_options;

static const sw_flag OPTIONS[] = {
    {"dialect", 0, SW_TAKES_ONE, offsetof(sql_options, dialect), "NAME",
     "ansi, postgresql, sqlite or tsql (ansi)",
     .words = "ansi postgresql sqlite tsql"},
    {"periods", 0, SW_TAKES_ONE, offsetof(sql_options, periods), "FILE",
     "the answer to the statement of periods as CSV: the statement of people "
     "then follows it"},
    {0}};

static int run(void *options, char **rest)
{
    const sql_options *o = options;
    const char *path = NULL;
    if ((o->dialect != NULL && !is_dialect(o->dialect)) ||
        (path = sw_one_pilot(rest, "sql")) == NULL)
        return SW_EXIT_USAGE;
    return print_all(&o->common, o->dialect, o->periods, path);
}

const sw_command SW_SQL = {
    .name = "sql",
    .purpose = "the statements that a warehouse would be asked",
    .usage = "[OPTION]... PILOT",
    .about = "Prints the statements that the data sources of a pilot would be "
             "asked, for review, or to run where this machine may not connect. "
             "Nothing is asked.",
    .notes = "An answer saved as CSV is read as a \"file\" and gives the same "
             "report.",
    .example = "sql --dialect postgresql examples/warehouse/warehouse.json",
    .words = "PILOT",
    .options = OPTIONS,
    .common = SW_COMMON_PILOT,
    .size = sizeof(sql_options),
    .run = run,
};
