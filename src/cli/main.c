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
#include "cli/help.h"
#include "cli/options.h"
#include "cli/print.h"

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

static int print_version(void)
{
    g_autofree char *text =
        g_strdup_printf("seatworth %s\nLicence GPL-3.0-or-later; there is no "
                        "warranty.\n",
                        sw_version());
    return sw_print_result(text) ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
}

static int complain_unknown(const char *name)
{
    const char *near = sw_command_near(name);
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
        return sw_help_overview();
    if (strcmp(argv[1], "--version") == 0)
        return print_version();
    const sw_command *command = sw_command_find(argv[1]);
    if (command == NULL)
        return complain_unknown(argv[1]);
    return sw_command_call(command, argc - 2, argv + 2);
}
