#include "base/language_match.h"

#include <string.h>

static char kind_of(const sw_conversion *c)
{
    switch (c->what[c->length - 1]) {
    case 's':
    case 'c':
        return c->what[c->length - 1];
    case 'd':
    case 'i':
    case 'u':
        return 'd';
    default:
        return 'f';
    }
}

static size_t letters(const char *text)
{
    size_t n = 0;
    for (const char *c = text; *c != '\0'; c++)
        n += g_ascii_isalpha(*c);
    return n;
}

sw_pattern *sw_pattern_new(const char *english, const char *text)
{
    sw_pattern *p = g_new0(sw_pattern, 1);
    GString *literal = g_string_new(NULL);
    for (const char *c = english; *c != '\0';) {
        sw_conversion found =
            *c == '%' ? sw_conversion_at(c + 1) : (sw_conversion){0};
        if (found.length > 0 && p->n < SW_FORMAT_MOST) {
            p->literal[p->n] = g_strdup(literal->str);
            p->kind[p->n++] = kind_of(&found);
            g_string_truncate(literal, 0);
            c = found.what + found.length;
        } else {
            g_string_append_c(literal, *c);
            c += *c == '%' && c[1] == '%' ? 2 : 1;
        }
    }
    p->literal[p->n] = g_string_free(literal, FALSE);
    p->text = g_strdup(text);
    for (size_t k = 0; k <= p->n; k++)
        p->weight += letters(p->literal[k]);
    if (p->n > 0 && p->weight > 0)
        return p;
    sw_pattern_free(p);
    return NULL;
}

void sw_pattern_free(sw_pattern *p)
{
    if (p == NULL)
        return;
    for (size_t k = 0; k <= p->n; k++)
        g_free(p->literal[k]);
    g_free(p->text);
    g_free(p);
}

static bool has_only(const char *text, size_t n, const char *of)
{
    for (size_t i = 0; i < n; i++)
        if (strchr(of, text[i]) == NULL)
            return false;
    return n > 0;
}

static bool has_sentence_end(const char *text, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++)
        if (text[i] == '.' && text[i + 1] == ' ')
            return true;
    return false;
}

static bool could_print(char kind, const char *text, size_t n, bool at_end)
{
    switch (kind) {
    case 's': /* a sentence ends in no value: the next is another format's */
        return at_end || !has_sentence_end(text, n);
    case 'd':
        return has_only(text, n, "0123456789-");
    case 'c':
        return n == 1;
    default:
        return has_only(text, n, "0123456789-+.einfa");
    }
}

typedef struct walk {
    const sw_pattern *pattern;
    sw_span_of_text spans[SW_FORMAT_MOST];
    bool (*visit)(void *data, const sw_span_of_text *spans);
    void *data;
    bool found;
} walk;

/* Matches from conversion k on, which printed what starts at `at`; true ends
 * the walk. */
static bool walk_from(walk *w, size_t k, const char *at)
{
    const sw_pattern *p = w->pattern;
    if (k == p->n) {
        w->found = true;
        return w->visit(w->data, w->spans);
    }
    const char *next = p->literal[k + 1];
    size_t length = strlen(next), rest = strlen(at);
    bool last = k + 1 == p->n;
    if (rest < length)
        return false;
    /* The last literal stands at the end: there is one place for it. */
    for (size_t n = last ? rest - length : 0; n + length <= rest; n++) {
        if (memcmp(at + n, next, length) != 0 ||
            !could_print(p->kind[k], at, n, last && length == 0))
            continue;
        w->spans[k] = (sw_span_of_text){at, n};
        if (walk_from(w, k + 1, at + n + length))
            return true;
    }
    return false;
}

bool sw_pattern_each(const sw_pattern *p, const char *text,
                     bool (*visit)(void *data, const sw_span_of_text *spans),
                     void *data)
{
    walk w = {.pattern = p, .visit = visit, .data = data};
    size_t first = strlen(p->literal[0]);
    if (strncmp(text, p->literal[0], first) == 0)
        walk_from(&w, 0, text + first);
    return w.found;
}
