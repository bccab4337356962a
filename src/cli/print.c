/* print.c - what the command says, to whom, and how it ends. */
#include "cli/print.h"

#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clean_text.h"
#include "base/output_file.h"
#include "cli/options.h"

void sw_complain(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    g_autofree char *text = g_strdup_vprintf(fmt, args);
    va_end(args);
    g_autofree char *line = sw_clean_line(text);
    fprintf(stderr, "seatworth: error: %s\n", line);
}

void sw_print_diagnostics(sw_diagnostics *d, sw_severity least)
{
    sw_diagnostics_sort(d);
    for (size_t i = 0; i < sw_diagnostics_length(d); i++) {
        const sw_diagnostic *item = sw_diagnostics_at(d, i);
        if (item->severity < least)
            continue;
        g_autofree char *text = sw_diagnostic_line(item);
        g_autofree char *line = sw_clean_line(text);
        fprintf(stderr, "%s\n", line);
    }
}

bool sw_print_result(const char *text)
{
    sw_error err = {0};
    g_autofree char *clean = sw_clean_terminal(text);
    if (sw_output_write("-", clean, strlen(clean), &err) == SW_OK)
        return true;
    sw_complain("%s", err.message);
    return false;
}

int sw_exit_of(const sw_error *err)
{
    sw_complain("%s", err->message[0] != '\0' ? err->message
                                              : sw_status_name(err->code));
    switch (err->code) {
    case SW_OK:
        return SW_EXIT_DONE;
    case SW_EIO:
        return SW_EXIT_OUTPUT;
    case SW_EPARSE:
    case SW_ESCHEMA:
    case SW_EDOMAIN: /* values that nothing can be computed from */
    case SW_ENODATA:
    case SW_ENUMERIC:
        return SW_EXIT_REJECTED;
    case SW_ENOMEM:
        return SW_EXIT_DEFECT;
    }
    return SW_EXIT_DEFECT;
}

bool sw_is_stdout(const char *path)
{
    return path != NULL && strcmp(path, "-") == 0;
}
