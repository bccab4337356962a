/* help.c - help as a terminal shows it */
#include "cli/help.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/options.h"
#include "cli/print.h"
#include "cli/stat_options.h"

enum {
    PAGE = 80,
    NARROW = 40,
    WIDE = 100,
    TEXT_COLUMN = 22, /* of what an option is for */
    NAME_COLUMN = 12  /* of what a command is for */
};

int sw_terminal_width(void)
{
    struct winsize size;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
        size.ws_col > 0)
        return CLAMP((int)size.ws_col, NARROW, WIDE);
    return PAGE;
}

/* Appends words broken at blanks; the first line goes on at `column`. */
static void append_wrapped(GString *s, const char *text, int column, int indent)
{
    int width = sw_terminal_width() - 1;
    bool first = true;
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    for (char **word = words; *word != NULL; word++) {
        int length = (int)g_utf8_strlen(*word, -1);
        if (!first && column + 1 + length > width) {
            g_string_append_printf(s, "\n%*s", indent, "");
            column = indent;
            first = true;
        }
        g_string_append_printf(s, "%s%s", first ? "" : " ", *word);
        column += length + !first;
        first = false;
    }
    g_string_append_c(s, '\n');
}

static void append_paragraphs(GString *s, const char *text)
{
    g_auto(GStrv) each = g_strsplit(text, "\n\n", -1);
    for (char **p = each; *p != NULL; p++) {
        append_wrapped(s, *p, 0, 0);
        g_string_append_c(s, '\n');
    }
}

static void append_usage(GString *s, const sw_command *c)
{
    g_auto(GStrv) lines = g_strsplit(c->usage, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        g_autofree char *text = g_strdup_printf(
            "%sseatworth %s %s", line == lines ? "Usage: " : "       ", c->name,
            *line);
        append_wrapped(s, text, 0, 11);
    }
    g_string_append_c(s, '\n');
}

static void append_option(GString *s, const sw_flag *o)
{
    char letter[] = "-x, ";
    letter[1] = o->letter;
    g_autofree char *name = g_strdup_printf(
        "  %s--%s%s%s", o->letter ? letter : "", o->name,
        o->value != NULL ? " " : "", o->value != NULL ? o->value : "");
    g_autofree char *said =
        o->standard != NULL && !isnan(*o->standard)
            ? g_strdup_printf("%s (%g)", o->says, *o->standard)
            : g_strdup(o->says);
    bool fits = strlen(name) + 1 < TEXT_COLUMN;
    g_string_append_printf(s, "%s%s%*s", name, fits ? "" : "\n",
                           fits ? TEXT_COLUMN - (int)strlen(name) : TEXT_COLUMN,
                           "");
    append_wrapped(s, said, TEXT_COLUMN, TEXT_COLUMN);
}

static void append_example(GString *s, const sw_command *c)
{
    g_string_append(s, "Example:\n");
    g_auto(GStrv) lines = g_strsplit(c->example, "\n", -1);
    for (char **line = lines; *line != NULL; line++)
        g_string_append_printf(s, "  %s%s\n",
                               **line == ' ' ? "   " : "seatworth ", *line);
}

static void append_options(GString *s, const sw_command *c, const char *method)
{
    g_autoptr(GArray) options = sw_command_options(c);
    for (guint i = 0; i < options->len; i++) {
        const sw_flag *o = &g_array_index(options, sw_flag, i);
        if (c != &SW_STAT || sw_stat_takes(method, o->name))
            append_option(s, o);
    }
    g_string_append_c(s, '\n');
}

int sw_help_print(const sw_command *c, char **rest)
{
    g_autoptr(GString) s = g_string_new(NULL);
    append_paragraphs(s, c->about);
    append_usage(s, c);
    append_options(s, c, rest[1]);
    if (c == &SW_STAT && rest[1] == NULL)
        sw_stat_list(s);
    if (c->notes != NULL)
        append_paragraphs(s, c->notes);
    append_example(s, c);
    return sw_print_result(s->str) ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
}

int sw_help_overview(void)
{
    g_autoptr(GString) s = g_string_new(
        "seatworth tells what each AI-copilot seat is worth, and whether to "
        "renew,\nrightsize, renegotiate, extend, switch or cancel.\n\n"
        "Usage: seatworth COMMAND [OPTION]... PILOT\n\nCommands:\n");
    const sw_command *c;
    for (size_t i = 0; (c = sw_command_at(i)) != NULL; i++) {
        g_string_append_printf(s, "  %-*s", NAME_COLUMN - 2, c->name);
        append_wrapped(s, c->purpose, NAME_COLUMN, NAME_COLUMN);
    }
    g_string_append(
        s, "\nPILOT is pilot.json or the folder that holds it.\n"
           "'seatworth help COMMAND' has the options and an example.\n\n"
           "Example:\n  seatworth evaluate examples/research-division-500 -o "
           "report.xlsx\n");
    return sw_print_result(s->str) ? SW_EXIT_DONE : SW_EXIT_OUTPUT;
}
