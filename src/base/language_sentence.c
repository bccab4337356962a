/*
 * language_sentence.c - translates what has been printed already.
 *
 * Of several formats that could have printed a text, and of several ways to
 * part it, the one is taken that leaves the fewest letters unknown: those are
 * names, which stay as they are.
 */
#include <string.h>

#include "base/language_figures.h"
#include "base/language_store.h"

typedef struct answer {
    char *text;     /* NULL: nothing is known of it */
    size_t unknown; /* letters that stay as they are */
} answer;

static answer translate(const sw_language *l, const char *text, int depth);

static size_t letters(const char *text)
{
    size_t n = 0;
    for (const char *c = text; *c != '\0'; c++)
        n += g_ascii_isalpha(*c);
    return n;
}

static answer take(char *text)
{
    return (answer){text, 0};
}

static bool is_number(const char *text)
{
    return text[strspn(text, "0123456789.,+-<>")] == '\0';
}

static void append_span(GString *out, size_t *unknown, const sw_language *l,
                        char kind, const sw_span_of_text *span, int depth)
{
    g_autofree char *text = g_strndup(span->start, span->length);
    answer own = kind == 'c' ? take(NULL) : translate(l, text, depth + 1);
    *unknown += own.text != NULL ? own.unknown
                : kind == 'c'    ? 0
                                 : letters(text);
    g_string_append(out, own.text != NULL ? own.text : text);
    g_free(own.text);
}

/* The translated format with what stands at the spans. */
static answer say_spans(const sw_language *l, const sw_pattern *p,
                        const sw_span_of_text *spans, int depth)
{
    GString *out = g_string_new(NULL);
    size_t next = 0, unknown = 0;
    for (const char *c = p->text; *c != '\0';) {
        sw_conversion at =
            *c == '%' ? sw_conversion_at(c + 1) : (sw_conversion){0};
        size_t k = at.place > 0 ? at.place - 1 : next;
        if (at.length > 0 && k < p->n) {
            append_span(out, &unknown, l, p->kind[k], &spans[k], depth);
            next += at.place == 0;
            c = at.what + at.length;
        } else {
            g_string_append_c(out, *c);
            c += *c == '%' && c[1] == '%' ? 2 : 1;
        }
    }
    return (answer){g_string_free(out, FALSE), unknown};
}

typedef struct search {
    const sw_language *l;
    const sw_pattern *pattern;
    int depth;
    answer best;
    size_t tried;
} search;

/* One way in which the format could have printed it; true ends the search. */
static bool consider(void *data, const sw_span_of_text *spans)
{
    enum { MOST_WAYS = 48, LEAST_LETTERS = 3 };
    search *s = data;
    answer a = say_spans(s->l, s->pattern, spans, s->depth);
    bool says_little = s->pattern->weight < LEAST_LETTERS && a.unknown > 0;
    if (says_little)
        g_free(a.text);
    else if (s->best.text == NULL || a.unknown < s->best.unknown) {
        g_free(s->best.text);
        s->best = a;
    } else {
        g_free(a.text);
    }
    return (s->best.text != NULL && s->best.unknown == 0) ||
           ++s->tried >= MOST_WAYS;
}

static answer by_pattern(const sw_language *l, const char *text, int depth)
{
    search s = {.l = l, .depth = depth};
    for (guint i = 0; i < l->patterns->len; i++) {
        s.pattern = g_ptr_array_index(l->patterns, i);
        s.tried = 0;
        if (sw_pattern_each(s.pattern, text, consider, &s) &&
            s.best.text != NULL && s.best.unknown == 0)
            break;
    }
    return s.best;
}

/* The text as a whole. */
static answer as_whole(const sw_language *l, const char *text, int depth)
{
    const char *own = g_hash_table_lookup(l->texts, text);
    if (own != NULL || *text == '\0')
        return take(g_strdup(own));
    char *figure = sw_language_figure(l, text);
    return figure != NULL ? take(figure) : by_pattern(l, text, depth);
}

static answer joined(answer first, const char *first_text, const char *mark,
                     answer rest, const char *rest_text)
{
    answer a = {g_strconcat(first.text != NULL ? first.text : first_text, mark,
                            rest.text != NULL ? rest.text : rest_text, NULL),
                (first.text != NULL ? first.unknown : letters(first_text)) +
                    (rest.text != NULL ? rest.unknown : letters(rest_text))};
    g_free(first.text);
    g_free(rest.text);
    return a;
}

static void keep_better(answer *best, answer a)
{
    bool better =
        a.text != NULL && (best->text == NULL || a.unknown < best->unknown);
    g_free(better ? best->text : a.text);
    if (better)
        *best = a;
}

/* Several sentences or facts. The mark's first `kept` bytes belong to what
 * stands before it. */
static answer by_parts(const sw_language *l, const char *text, const char *mark,
                       size_t kept, int depth)
{
    answer best = {0};
    for (const char *end = strstr(text, mark);
         end != NULL && (best.text == NULL || best.unknown > 0);
         end = strstr(end + 1, mark)) {
        const char *rest_text = end + strlen(mark);
        g_autofree char *first_text =
            g_strndup(text, (size_t)(end - text) + kept);
        answer first = as_whole(l, first_text, depth + 1);
        answer rest = translate(l, rest_text, depth + 1);
        if (first.text != NULL || rest.text != NULL)
            keep_better(
                &best, joined(first, first_text, mark + kept, rest, rest_text));
    }
    return best;
}

/* A list with commas, of which every part has to be known. */
static answer by_list(const sw_language *l, const char *text, int depth)
{
    g_auto(GStrv) parts = g_strsplit(text, ", ", -1);
    size_t unknown = 0;
    for (size_t i = 0; parts[i] != NULL; i++) {
        answer own =
            parts[1] != NULL ? as_whole(l, parts[i], depth + 1) : take(NULL);
        if (own.text == NULL)
            return take(NULL);
        unknown += own.unknown;
        g_free(parts[i]);
        parts[i] = own.text;
    }
    return (answer){g_strjoinv(", ", parts), unknown};
}

static answer search_all(const sw_language *l, const char *text, int depth)
{
    static const struct {
        const char *mark;
        size_t kept;
    } PARTS[] = {{"\n", 0}, {". ", 1}, {"; ", 0}, {": ", 0}};
    answer best = as_whole(l, text, depth);
    for (size_t i = 0; i < G_N_ELEMENTS(PARTS); i++)
        if (best.text == NULL || best.unknown > 0)
            keep_better(&best,
                        by_parts(l, text, PARTS[i].mark, PARTS[i].kept, depth));
    if (best.text == NULL || best.unknown > 0)
        keep_better(&best, by_list(l, text, depth));
    return best;
}

/* The same through what has been answered before. */
static answer translate(const sw_language *l, const char *text, int depth)
{
    enum { DEEPEST = 12 };
    gpointer before;
    if (*text == '\0' || depth > DEEPEST)
        return take(NULL);
    if (g_hash_table_lookup_extended(l->said, text, NULL, &before)) {
        const answer *a = before;
        return (answer){g_strdup(a->text), a->unknown};
    }
    answer *a = g_new(answer, 1);
    *a = search_all(l, text, depth);
    g_hash_table_insert(l->said, g_strdup(text), a);
    return (answer){g_strdup(a->text), a->unknown};
}

void sw_language_forget(void *p)
{
    answer *a = p;
    g_free(a->text);
    g_free(a);
}

const char *sw_language_text(const sw_language *l, const char *english)
{
    if (l == NULL || english == NULL || g_hash_table_size(l->texts) == 0)
        return english;
    const char *own = g_hash_table_lookup(l->texts, english);
    /* A number on its own may be in the language's marks already. */
    if (own != NULL || is_number(english))
        return own != NULL ? own : english;
    g_free(translate(l, english, 0).text);
    const answer *a = g_hash_table_lookup(l->said, english);
    return a != NULL && a->text != NULL ? a->text : english;
}
