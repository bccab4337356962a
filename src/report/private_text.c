#include "report/private_text.h"

#include <string.h>

static const char NAME[] = "(a name)";
static const char FIRST[] = "the first: ";       /* before an example */
static const char TWICE[] = " stands on lines "; /* behind a person */

/* Whose names are hidden, and what stands for them. */
typedef struct hiding {
    const sw_pilot *pilot;
    const char *name;
} hiding;

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
static const char *copy_word(GString *out, const hiding *h, const char *c)
{
    const char *end = c;
    bool mark = is_mark(g_utf8_get_char(c));
    while (*end != '\0' && is_mark(g_utf8_get_char(end)) == mark &&
           (*end != '\'' || end == c)) /* which may begin a quoted value */
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
    if (!mark && !count && is_person(h->pilot, bare))
        g_string_append_printf(out, "%s%s", h->name, stop ? "." : "");
    else
        g_string_append(out, word);
    return end;
}

/* A quoted value: names can have blanks. */
static const char *copy_quoted(GString *out, const hiding *h, const char *c)
{
    const char *end = strchr(c + 1, '\'');
    if (end == NULL)
        return NULL;
    g_autofree char *value = g_strndup(c + 1, (gsize)(end - c - 1));
    if (!is_person(h->pilot, value))
        return NULL;
    g_string_append_printf(out, "'%s'", h->name);
    return end + 1;
}

/* Whether the sentence says that this text is somebody's, or an example. */
static bool is_told(const char *format, size_t at)
{
    if (format == NULL)
        return false;
    size_t n = strlen(FIRST);
    return (at >= n && strncmp(format + at - n, FIRST, n) == 0) ||
           g_str_has_prefix(format + at + strlen("%s"), TWICE);
}

static char *conceal(const char *text, const char *format, size_t at,
                     const sw_language *l, const void *pilot)
{
    const hiding h = {pilot, sw_language_text(l, NAME)};
    g_autofree char *valid = g_utf8_make_valid(text != NULL ? text : "", -1);
    if (is_told(format, at) ||
        sw_roster_find(&((const sw_pilot *)pilot)->roster, valid) >= 0)
        return g_strdup(h.name);
    GString *out = g_string_new(NULL);
    for (const char *c = valid; *c != '\0';) {
        const char *next = *c == '\'' ? copy_quoted(out, &h, c) : NULL;
        c = next != NULL ? next : copy_word(out, &h, c);
    }
    return g_string_free(out, FALSE);
}

char *sw_private_say(const sw_pilot *p, bool names, const sw_message *m,
                     const sw_language *l)
{
    g_autofree char *says = names ? sw_message_say(m, l)
                                  : sw_message_say_concealed(m, l, conceal, p);
    return g_utf8_make_valid(says, -1);
}
