/* help_manual.c - the manual page of a command, from the texts of its help */
#include <math.h>
#include <string.h>

#include "cli/help.h"

static const char DAY[] = "December 1, 2026"; /* of the release */

/* Running text: mdoc has its own meaning for a leading dot and for \. */
static void append_text(GString *s, const char *text)
{
    bool starts = true;
    for (const char *p = text; *p != '\0'; p++) {
        if (starts && (*p == '.' || *p == '\''))
            g_string_append(s, "\\&");
        if (*p == '\\')
            g_string_append(s, "\\e");
        else if (*p == '-')
            g_string_append(s, "\\-");
        else
            g_string_append_c(s, *p);
        starts = *p == '\n';
    }
    g_string_append_c(s, '\n');
}

static void append_paragraphs(GString *s, const char *text)
{
    g_auto(GStrv) each = g_strsplit(text, "\n\n", -1);
    for (char **p = each; *p != NULL; p++) {
        if (p > each)
            g_string_append(s, ".Pp\n");
        append_text(s, *p);
    }
}

static void append_synopsis(GString *s, const sw_command *c)
{
    g_auto(GStrv) lines = g_strsplit(c->usage, "\n", -1);
    g_string_append(s, ".Sh SYNOPSIS\n");
    for (char **line = lines; *line != NULL; line++) {
        g_string_append_printf(s, ".Nm seatworth\n.Cm %s\n", c->name);
        append_text(s, *line);
    }
}

static void append_option(GString *s, const sw_flag *o)
{
    g_string_append(s, ".It ");
    if (o->letter)
        g_string_append_printf(s, "Fl %c , ", o->letter);
    g_string_append_printf(s, "Fl -%s", o->name);
    if (o->value != NULL)
        g_string_append_printf(s, " Ar %s", o->value);
    g_string_append_c(s, '\n');
    append_text(s, o->says);
    if (o->standard != NULL && !isnan(*o->standard))
        g_string_append_printf(s, "The default is %g.\n", *o->standard);
}

static void append_example(GString *s, const sw_command *c)
{
    g_auto(GStrv) lines = g_strsplit(c->example, "\n", -1);
    g_string_append(s, ".Sh EXAMPLES\n.Bd -literal -offset indent\n");
    for (char **line = lines; *line != NULL; line++) {
        if (**line != ' ')
            g_string_append(s, "seatworth ");
        append_text(s, *line);
    }
    g_string_append(s, ".Ed\n");
}

char *sw_help_manual(const sw_command *c)
{
    GString *s = g_string_new(NULL);
    g_autofree char *title = g_ascii_strup(c->name, -1);
    g_string_append_printf(s,
                           ".Dd %s\n.Dt SEATWORTH-%s 1\n.Os\n.Sh NAME\n"
                           ".Nm seatworth-%s\n.Nd %s\n",
                           DAY, title, c->name, c->purpose);
    append_synopsis(s, c);
    g_string_append(s, ".Sh DESCRIPTION\n");
    append_paragraphs(s, c->about);
    g_string_append(s, ".Sh OPTIONS\n.Bl -tag -width Ds\n");
    g_autoptr(GArray) options = sw_command_options(c);
    for (guint i = 0; i < options->len; i++)
        append_option(s, &g_array_index(options, sw_flag, i));
    g_string_append(s, ".El\n");
    if (c->notes != NULL) {
        g_string_append(s, ".Sh NOTES\n");
        append_paragraphs(s, c->notes);
    }
    append_example(s, c);
    g_string_append(s, ".Sh SEE ALSO\n.Xr seatworth 1\n");
    return g_string_free(s, FALSE);
}
