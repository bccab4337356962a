#include "report/private_text.h"

#include <string.h>

static const char NAME[] = "(a name)";
static const char FIRST[] = "the first: ";
static const char TWICE[] = " stands on lines ";

static bool is_person(const sw_pilot *p, const char *word)
{
    return strchr(word, '@') != NULL || sw_roster_find(&p->roster, word) >= 0;
}

/* A word without the marks around it, 'x' of "'x',". */
static bool is_mark(gunichar c)
{
    return g_unichar_isspace(c) || c == '\'' || c == '"' || c == ',' ||
           c == ';' || c == '(' || c == ')' || c == ':';
}

/* Copies the next word, or what parts two, and returns where it ends. */
static const char *copy_word(GString *out, const sw_pilot *p, const char *c)
{
    const char *end = c;
    bool mark = is_mark(g_utf8_get_char(c));
    while (*end != '\0' && is_mark(g_utf8_get_char(end)) == mark)
        end = g_utf8_next_char(end);
    g_autofree char *word = g_strndup(c, (gsize)(end - c));
    /* A sentence may end behind it. */
    g_autofree char *bare = g_strdup(word);
    size_t n = strlen(bare);
    bool stop = n > 1 && bare[n - 1] == '.';
    if (stop)
        bare[n - 1] = '\0';
    /* A number that is not quoted is a count, though it may be someone's. */
    bool count = bare[strspn(bare, "0123456789.")] == '\0';
    if (!mark && !count && is_person(p, bare))
        g_string_append_printf(out, "%s%s", NAME, stop ? "." : "");
    else
        g_string_append(out, word);
    return end;
}

/* A quoted value: names can have blanks. */
static const char *copy_quoted(GString *out, const sw_pilot *p, const char *c)
{
    const char *end = strchr(c + 1, '\'');
    if (end == NULL)
        return NULL;
    g_autofree char *value = g_strndup(c + 1, (gsize)(end - c - 1));
    if (!is_person(p, value))
        return NULL;
    g_string_append_printf(out, "'%s'", NAME);
    return end + 1;
}

char *sw_private_text(const sw_pilot *p, bool names, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    if (names)
        return g_steal_pointer(&valid);
    GString *out = g_string_new(NULL);
    const char *c = valid;
    const char *twice = strstr(valid, TWICE);
    if (twice != NULL) { /* who it is stands first */
        g_string_append(out, NAME);
        c = twice;
    }
    while (*c != '\0') {
        if (strncmp(c, FIRST, strlen(FIRST)) == 0) {
            g_string_append_printf(out, "%s%s", FIRST, NAME);
            break;
        }
        const char *next = *c == '\'' ? copy_quoted(out, p, c) : NULL;
        c = next != NULL ? next : copy_word(out, p, c);
    }
    return g_string_free(out, FALSE);
}
