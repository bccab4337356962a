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

static const char HELP[] =
    "Prints the statements that the data sources of a pilot would be asked, "
    "for\n"
    "review, or to run where this machine may not connect. Nothing is "
    "asked.\n\n"
    "Usage: seatworth sql [OPTION]... PILOT\n\n"
    "  --dialect NAME      ansi, postgresql, sqlite or tsql (ansi)\n"
    "  --periods FILE      the answer to the statement of periods as CSV: the\n"
    "                      statement of people then follows it\n\n"
    "An answer saved as CSV is read as a \"file\" and gives the same report.\n";

static const char EXAMPLE[] =
    "\nExample:\n  seatworth sql --dialect postgresql "
    "examples/warehouse/warehouse.json\n";

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
        sw_print_diagnostics(d, SW_ERROR);
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

int sw_cmd_sql(int argc, char **argv)
{
    sw_common common = {0};
    char *dialect = NULL, *periods = NULL;
    const GOptionEntry own[] = {
        {"dialect", 0, 0, G_OPTION_ARG_STRING, &dialect, NULL, NULL},
        {"periods", 0, 0, G_OPTION_ARG_FILENAME, &periods, NULL, NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};
    char **rest = NULL;
    int code = SW_EXIT_USAGE;
    if (sw_options_read(&common, own, argc, argv, "sql", &rest)) {
        const char *path = NULL;
        if (common.help)
            code = sw_print_help(HELP, EXAMPLE);
        else if ((dialect == NULL || is_dialect(dialect)) &&
                 (path = sw_one_pilot(rest, "sql")) != NULL)
            code = print_all(&common, dialect, periods, path);
    }
    g_strfreev(rest);
    g_free(dialect);
    g_free(periods);
    sw_common_clear(&common);
    return code;
}
