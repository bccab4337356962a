/* cmd_help.c - seatworth help [COMMAND]: what a command takes. */
#include <glib.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/options.h"
#include "cli/print.h"

typedef struct help_options {
    sw_common common;
    gboolean manual;
    char *completion;
} help_options;

#define AT(member) offsetof(help_options, member)

static const sw_flag OPTIONS[] = {
    {"completion", 0, SW_TAKES_ONE, AT(completion), "SHELL",
     "print what a shell needs to complete commands, options and names: bash, "
     "zsh or fish",
     .words = "bash zsh fish"},
    {"manual", 0, SW_TAKES_NOTHING, AT(manual), NULL,
     "print the manual page of COMMAND, for man"},
    {0}};

static int print_text(char *text)
{
    bool printed = sw_print_result(text);
    g_free(text);
    return printed ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
}

static int complain(const char *name)
{
    const char *near = sw_command_near(name);
    if (near != NULL)
        sw_complain("unknown command '%s'; did you mean '%s'?", name, near);
    else
        sw_complain("unknown command '%s'; see 'seatworth --help'", name);
    return SW_EXIT_USAGE;
}

static int run(void *options, char **rest)
{
    const help_options *o = options;
    if (o->completion != NULL) {
        char *text = sw_help_completion(o->completion);
        if (text != NULL)
            return print_text(text);
        sw_complain("--completion %s is none of bash, zsh, fish",
                    o->completion);
        return SW_EXIT_USAGE;
    }
    if (rest[1] == NULL)
        return sw_help_overview();
    const sw_command *c = sw_command_find(rest[1]);
    if (c == NULL)
        return complain(rest[1]);
    return o->manual ? print_text(sw_help_manual(c))
                     : sw_help_print(c, rest + 1);
}

const sw_command SW_HELP = {
    .name = "help",
    .purpose = "what a command takes, and an example",
    .usage = "[COMMAND [METHOD]]\n--manual COMMAND\n--completion SHELL",
    .about = "Lists the commands, or says what one of them does and every "
             "option that it takes; of 'stat METHOD' those that the method "
             "reads.",
    .example = "help evaluate",
    .words = "COMMAND",
    .options = OPTIONS,
    .size = sizeof(help_options),
    .run = run,
};
