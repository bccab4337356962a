/*
 * help.h - the texts of a command, for a terminal, a manual and a shell.
 */
#ifndef SW_CLI_HELP_H
#define SW_CLI_HELP_H

#include "cli/command.h"

/* Columns of the terminal that standard output is, 80 where it is none. */
int sw_terminal_width(void);

/* Help of the command rest[0]; of `stat METHOD` the options that the method
 * reads. The exit code. */
int sw_help_print(const sw_command *c, char **rest);
/* The list of commands. */
int sw_help_overview(void);

/* The manual page of a command in mdoc(7). The caller frees it. */
char *sw_help_manual(const sw_command *c);

/* What "bash", "zsh" or "fish" needs to complete every command; NULL: another
 * shell. The caller frees it. */
char *sw_help_completion(const char *shell);

#endif
