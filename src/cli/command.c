/* command.c - which commands there are, and how one is called */
#include "cli/command.h"

#include <string.h>

#include "cli/help.h"
#include "cli/options.h"
#include "ingest/schema.h"

static const sw_command *const COMMANDS[] = {
    &SW_EVALUATE, &SW_CHECK,   &SW_PRIVACY, &SW_INIT,      &SW_IDENTIFY,
    &SW_SCENARIO, &SW_PLAN,    &SW_COMPARE, &SW_PORTFOLIO, &SW_VERIFY,
    &SW_INPUTS,   &SW_EXPLAIN, &SW_STAT,    &SW_FINANCE,   &SW_DECIDE,
    &SW_SQL,      &SW_HELP,
};

const sw_command *sw_command_at(size_t i)
{
    return i < G_N_ELEMENTS(COMMANDS) ? COMMANDS[i] : NULL;
}

const sw_command *sw_command_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(COMMANDS); i++)
        if (strcmp(COMMANDS[i]->name, name) == 0)
            return COMMANDS[i];
    return NULL;
}

const char *sw_command_near(const char *name)
{
    const char *words[G_N_ELEMENTS(COMMANDS) + 2] = {"--help", "--version"};
    for (size_t i = 0; i < G_N_ELEMENTS(COMMANDS); i++)
        words[i + 2] = COMMANDS[i]->name;
    return sw_nearest_name(name, words, G_N_ELEMENTS(words));
}

int sw_command_call(const sw_command *c, int argc, char **argv)
{
    sw_common *options = g_malloc0(c->size);
    char **rest = NULL;
    int code = SW_EXIT_USAGE;
    if (sw_options_read(options, c, argc, argv, &rest))
        code = options->help ? sw_help_print(c, rest) : c->run(options, rest);
    g_strfreev(rest);
    sw_options_clear(options, c);
    g_free(options);
    return code;
}
