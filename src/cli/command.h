/*
 * command.h - what a command is: one table that the line is read by and that
 * help, manual pages and completions are made of.
 */
#ifndef SW_CLI_COMMAND_H
#define SW_CLI_COMMAND_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum sw_takes {
    SW_TAKES_NOTHING, /* a flag: `at` is a gboolean */
    SW_TAKES_ONE,     /* `at` is a char* */
    SW_TAKES_MANY     /* may be repeated: `at` is a char** */
} sw_takes;

/* An option; texts are English and plain. */
typedef struct sw_flag {
    const char *name;
    char letter; /* or 0 */
    sw_takes takes;
    size_t at;         /* offset in the command's options */
    const char *value; /* what it takes: "FILE", "DIR", "PILOT", "X", ... */
    const char *says;
    const char *words; /* that complete it, apart by blanks; NULL: by value */
    const char *ends;  /* of the file that it writes: ".md or .xlsx";
                          NULL: any */
    const double *standard; /* said behind the text; NULL, NaN: none */
} sw_flag;

/* The common options that a command takes; every one takes --quiet, --help. */
enum {
    SW_COMMON_SET = 1 << 0,
    SW_COMMON_SCENARIO = 1 << 1,
    SW_COMMON_SEED = 1 << 2,
    SW_COMMON_AS_OF = 1 << 3,
    SW_COMMON_REJECTS = 1 << 4,
    SW_COMMON_PARTIAL = 1 << 5,
    SW_COMMON_TEMPLATES = 1 << 6,
    SW_COMMON_LANGUAGE = 1 << 7,
    SW_COMMON_THEME = 1 << 8,
    SW_COMMON_SHEETS = 1 << 9,
    SW_COMMON_THREADS = 1 << 10,
    SW_COMMON_NAMES = 1 << 11,
    SW_COMMON_COLOR = 1 << 12,
    SW_COMMON_ALWAYS = 1 << 13,
    /* what loads a pilot */
    SW_COMMON_PILOT = SW_COMMON_SET | SW_COMMON_SCENARIO | SW_COMMON_SEED |
                      SW_COMMON_AS_OF | SW_COMMON_REJECTS | SW_COMMON_PARTIAL |
                      SW_COMMON_TEMPLATES | SW_COMMON_LANGUAGE |
                      SW_COMMON_THREADS
};

/* `options` begins with an sw_common; rest[0] is the command's name, behind it
 * stand the words that are no options. Returns the exit code. */
typedef int sw_command_run(void *options, char **rest);

typedef struct sw_command {
    const char *name;
    const char *purpose; /* one line of the list of commands */
    const char *usage;   /* what follows the name; several, apart by lines */
    const char *about;   /* paragraphs, apart by empty lines */
    const char *notes;   /* the same, behind the options; or NULL */
    const char *example; /* lines, without "seatworth" before the first word */
    const char *words;   /* that complete its arguments: "PILOT", "FILE", "DIR",
                            "NAME" of explain, "COMMAND", or the words */
    const sw_flag *options;        /* ends with one without a name; or NULL */
    void (*more)(GArray *options); /* appends further ones; or NULL */
    unsigned common;
    size_t size; /* of its options */
    sw_command_run *run;
} sw_command;

/* The commands in the order of the help; NULL beyond the last. */
const sw_command *sw_command_at(size_t i);
const sw_command *sw_command_find(const char *name);
/* The command that was mistyped, or NULL. */
const char *sw_command_near(const char *name);

/* Every option of a command, of sw_flag: its own, then the common ones. */
GArray *sw_command_options(const sw_command *c);

/* Reads argv[argc], which follows the command's name, and runs the command. */
int sw_command_call(const sw_command *c, int argc, char **argv);

extern const sw_command SW_EVALUATE, SW_CHECK, SW_INIT, SW_FINANCE, SW_IDENTIFY,
    SW_STAT, SW_SCENARIO, SW_DECIDE, SW_PLAN, SW_EXPLAIN, SW_COMPARE, SW_VERIFY,
    SW_INPUTS, SW_SQL, SW_HELP, SW_PORTFOLIO, SW_PRIVACY;

#endif
