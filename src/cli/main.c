/*
 * main.c - finds the command and runs it.
 *
 * The locale is never set: numbers are read and written with a point whatever
 * the environment says.
 */
#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/output_file.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/print.h"
#include "ingest/schema.h"

static const sw_command COMMANDS[] = {
    {"evaluate", "what each seat is worth, and what to do about it",
     sw_cmd_evaluate},
    {"check", "read and validate everything, report every problem",
     sw_cmd_check},
    {"privacy", "what a pilot reads of people, and what leaves",
     sw_cmd_privacy},
    {"init", "write a starter pilot with its CSV headers", sw_cmd_init},
    {"finance", "NPV, every rate of return, payback of given flows",
     sw_cmd_finance},
    {"identify", "say what a file is and how it is read", sw_cmd_identify},
    {"stat", "one estimator on one CSV file", sw_cmd_stat},
    {"scenario", "scenarios and grids of any key, side by side",
     sw_cmd_scenario},
    {"decide", "the decision of given draws, and what knowing more is worth",
     sw_cmd_decide},
    {"plan", "how large a pilot to run, and how long", sw_cmd_plan},
    {"explain", "what a figure means, its method and source", sw_cmd_explain},
    {"compare", "what changed between two results, and why", sw_cmd_compare},
    {"portfolio", "many pilots under one budget: due, worth, allocation",
     sw_cmd_portfolio},
    {"verify", "make a result again, and say what differs", sw_cmd_verify},
    {"sql", "the statements that a warehouse would be asked", sw_cmd_sql},
};

const char SW_COMMON_HELP[] =
    "  --set KEY=VALUE     change a value of pilot.json; may be repeated\n"
    "  --scenario NAME     apply one of the pilot's scenarios\n"
    "  --seed N            seed of the simulation\n"
    "  --as-of DATE        date of the decision, YYYY-MM-DD\n"
    "  --max-rejects X     share of a file's rows that may be unreadable "
    "(0.05)\n"
    "  --allow-partial     take exports whose pages are not all there\n"
    "  --templates DIR     templates in place of the built-in ones\n"
    "  --theme NAME        look of the report: a theme, or the file of one\n"
    "  --language CODE     language of the report: en, de, fr or es\n"
    "  --sheets LIST       sheets of the workbook in their order, all, or "
    "default\n"
    "  --threads N         number of threads; changes no figure\n"
    "  --names             names of people may be printed\n"
    "  --color WHEN        auto, always or never\n"
    "  -q, --quiet         errors only on standard error\n"
    "  -h, --help          this text\n";

/* A failed assertion or allocation is a defect, and says so by its code. */
static void end_as_defect(int signal_number)
{
    static const char text[] =
        "seatworth: error: a defect, or out of memory; please report it\n";
    (void)signal_number;
    sw_outputs_abandon();
    ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
    (void)ignored;
    _exit(SW_EXIT_DEFECT);
}

/* Whoever ends the run finds nothing of it, and sees how it ended. */
static void end_by_signal(int signal_number)
{
    sw_outputs_abandon();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/* A fault may be a stack that ran over: its handler has one of its own. */
static void handle_signals(void)
{
    enum { OWN_STACK = 64 * 1024 };
    static char own[OWN_STACK];
    static const int faults[] = {
        SIGABRT, SIGTRAP, SIGSEGV,
        SIGBUS,  SIGFPE,  SIGILL}; /* TRAP: GLib without memory */
    static const int ends[] = {SIGHUP,  SIGINT,  SIGTERM,
                               SIGQUIT, SIGPIPE, SIGXCPU};
    struct sigaction defect = {.sa_handler = end_as_defect,
                               .sa_flags = SA_ONSTACK};
    struct sigaction end = {.sa_handler = end_by_signal}, before;
    sigaltstack(&(stack_t){.ss_sp = own, .ss_size = OWN_STACK}, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++)
        sigaction(faults[i], &defect, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        if (sigaction(ends[i], NULL, &before) == 0 &&
            before.sa_handler != SIG_IGN) /* nohup */
            sigaction(ends[i], &end, NULL);
    signal(SIGXFSZ, SIG_IGN); /* a file too large is a failed write */
}

/* Without this a file of ours could become standard output. A closed one is
 * opened for reading, so that writing to it fails as it should. */
static void occupy_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        /* cppcheck-suppress leakReturnValNotUsed */
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) < 0)
            _exit(SW_EXIT_OUTPUT);
}

/* A stack that ends in the middle of the work would end the process. */
static bool has_stack(void)
{
    static const rlim_t ENOUGH = 1024 * 1024;
    struct rlimit stack;
    if (getrlimit(RLIMIT_STACK, &stack) != 0 || stack.rlim_cur >= ENOUGH)
        return true;
    sw_complain("the stack is limited to %lu KiB and 1024 are needed; see "
                "'ulimit -s'",
                (unsigned long)(stack.rlim_cur / 1024));
    return false;
}

static int print_help(void)
{
    g_autoptr(GString) s = g_string_new(
        "seatworth tells what each AI-copilot seat is worth, and whether to "
        "renew,\nrightsize, renegotiate, extend, switch or cancel.\n\n"
        "Usage: seatworth COMMAND [OPTION]... PILOT\n\nCommands:\n");
    for (size_t i = 0; i < G_N_ELEMENTS(COMMANDS); i++)
        g_string_append_printf(s, "  %-10s %s\n", COMMANDS[i].name,
                               COMMANDS[i].purpose);
    g_string_append(
        s, "\nPILOT is pilot.json or the folder that holds it.\n"
           "'seatworth COMMAND --help' has the options and an example.\n\n"
           "Example:\n  seatworth evaluate examples/research-division-500 -o "
           "report.xlsx\n");
    return sw_print_result(s->str) ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
}

static int print_version(void)
{
    g_autofree char *text =
        g_strdup_printf("seatworth %s\nLicence GPL-3.0-or-later; there is no "
                        "warranty.\n",
                        sw_version());
    return sw_print_result(text) ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
}

static const sw_command *find_command(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(COMMANDS); i++)
        if (strcmp(COMMANDS[i].name, name) == 0)
            return &COMMANDS[i];
    return NULL;
}

static int complain_unknown(const char *name)
{
    const char *words[G_N_ELEMENTS(COMMANDS) + 2] = {"--help", "--version"};
    for (size_t i = 0; i < G_N_ELEMENTS(COMMANDS); i++)
        words[i + 2] = COMMANDS[i].name;
    const char *near = sw_nearest_name(name, words, G_N_ELEMENTS(words));
    const char *what = name[0] == '-' ? "option" : "command";
    if (near != NULL)
        sw_complain("unknown %s '%s'; did you mean '%s'?", what, name, near);
    else
        sw_complain("unknown %s '%s'; see 'seatworth --help'", what, name);
    return SW_EXIT_USAGE;
}

int main(int argc, char **argv)
{
    occupy_standard_streams();
    handle_signals();
    sw_init();

    if (!has_stack())
        return SW_EXIT_USAGE;
    if (argc < 2) {
        sw_complain("a command is missing; see 'seatworth --help'");
        return SW_EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return print_help();
    if (strcmp(argv[1], "--version") == 0)
        return print_version();
    const sw_command *command = find_command(argv[1]);
    if (command == NULL)
        return complain_unknown(argv[1]);
    return command->run(argc - 2, argv + 2);
}
