/*
 * command.h - the commands there are, one file each.
 */
#ifndef SW_CLI_COMMAND_H
#define SW_CLI_COMMAND_H

/* argv[argc] holds what follows the command's name; returns the exit code. */
typedef int sw_command_run(int argc, char **argv);

typedef struct sw_command {
    const char *name;
    const char *purpose; /* one line of the list of commands */
    sw_command_run *run;
} sw_command;

sw_command_run sw_cmd_evaluate;
sw_command_run sw_cmd_check;
sw_command_run sw_cmd_privacy;
sw_command_run sw_cmd_init;
sw_command_run sw_cmd_finance;
sw_command_run sw_cmd_identify;
sw_command_run sw_cmd_stat;
sw_command_run sw_cmd_scenario;
sw_command_run sw_cmd_decide;
sw_command_run sw_cmd_plan;
sw_command_run sw_cmd_explain;
sw_command_run sw_cmd_compare;
sw_command_run sw_cmd_portfolio;
sw_command_run sw_cmd_verify;
sw_command_run sw_cmd_sql;

/* The lines of --help for the options that all commands share. */
extern const char SW_COMMON_HELP[];

#endif
