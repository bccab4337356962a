/* print.c - what the command says, to whom, and how it ends. */
#include "cli/print.h"

#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clean_text.h"
#include "base/hash.h"
#include "base/output_file.h"
#include "cli/options.h"

static void say(const char *what, const char *fmt, va_list args)
{
    g_autofree char *text = g_strdup_vprintf(fmt, args);
    g_autofree char *line = sw_clean_line(text);
    fprintf(stderr, "seatworth: %s%s\n", what, line);
}

void sw_complain(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say("error: ", fmt, args);
    va_end(args);
}

void sw_note(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say("", fmt, args);
    va_end(args);
}

static bool is_local(char c)
{
    return g_ascii_isalnum(c) || (c & 0x80) != 0 ||
           (c != '\0' && strchr("._%+-!#$&*=?^`{|}~", c) != NULL);
}

static bool is_domain(char c)
{
    return g_ascii_isalnum(c) || (c & 0x80) != 0 || c == '.' || c == '-';
}

/* Every part before and behind an @ that an address may have. */
char *sw_without_addresses(const char *text)
{
    GString *s = g_string_new(NULL);
    for (const char *p = text; *p != '\0'; p++) {
        if (*p != '@' || !is_domain(p[1]) || s->len == 0 ||
            !is_local(s->str[s->len - 1])) {
            g_string_append_c(s, *p);
            continue;
        }
        while (s->len > 0 && is_local(s->str[s->len - 1]))
            g_string_truncate(s, s->len - 1);
        g_string_append(s, "(address)");
        while (is_domain(p[1]))
            p++;
    }
    return g_string_free(s, FALSE);
}

/* The same was found on another line of the same file. */
static bool is_again(const sw_diagnostic *a, const sw_diagnostic *b)
{
    return a->severity == b->severity && strcmp(a->code, b->code) == 0 &&
           g_strcmp0(a->file, b->file) == 0 &&
           g_strcmp0(a->message, b->message) == 0 &&
           g_strcmp0(a->remedy, b->remedy) == 0;
}

static guint hash_of(gconstpointer item)
{
    return sw_hash_text(((const sw_diagnostic *)item)->message);
}

static gboolean are_alike(gconstpointer a, gconstpointer b)
{
    return is_again(a, b);
}

static void print_one(const sw_diagnostic *item, guint times, bool names)
{
    g_autofree char *whole = sw_diagnostic_line(item);
    g_autofree char *text =
        names ? g_strdup(whole) : sw_without_addresses(whole);
    g_autofree char *line = sw_clean_line(text);
    if (times > 1)
        fprintf(stderr, "%s (%u times)\n", line, times);
    else
        fprintf(stderr, "%s\n", line);
}

void sw_print_diagnostics(sw_diagnostics *d, sw_severity least, bool names)
{
    g_autoptr(GHashTable) times = g_hash_table_new(hash_of, are_alike);
    sw_diagnostics_sort(d);
    size_t n = sw_diagnostics_length(d);
    for (size_t i = 0; i < n; i++) {
        const sw_diagnostic *item = sw_diagnostics_at(d, i);
        gpointer first, count = NULL;
        if (!g_hash_table_lookup_extended(times, item, &first, &count))
            first = (gpointer)item;
        g_hash_table_insert(times, first,
                            GUINT_TO_POINTER(GPOINTER_TO_UINT(count) + 1));
    }
    for (size_t i = 0; i < n; i++) {
        const sw_diagnostic *item = sw_diagnostics_at(d, i);
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(times, item));
        if (item->severity >= least && count > 0)
            print_one(item, count, names);
        g_hash_table_remove(times, item);
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
