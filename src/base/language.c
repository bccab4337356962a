/* language.c - texts by their English, and formats that are safe to print. */
#include "base/language.h"

#include <glib.h>
#include <string.h>

#include "base/language_figures.h"
#include "base/language_format.h"
#include "base/language_match.h"

struct sw_language {
    gatomicrefcount holders;
    char *name;
    GHashTable *texts;   /* English to the language's own; owns both */
    GHashTable *said;    /* what has been found for finished sentences */
    GPtrArray *patterns; /* of sw_pattern: formats, what says most first */
    sw_number_words numbers;
    GStringChunk *words; /* owns those of `numbers` */
};

static const sw_number_words ENGLISH = {
    .decimal = ".",
    .thousands = ",",
    .percent = "%",
    .thousand = "k",
    .million = "M",
    .date_code = "d mmm yyyy",
    .month_code = "mmm yyyy",
};

sw_language *sw_language_new(const char *name)
{
    sw_language *l = g_new0(sw_language, 1);
    g_atomic_ref_count_init(&l->holders);
    l->name = g_strdup(name);
    l->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    l->said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    l->patterns =
        g_ptr_array_new_with_free_func((GDestroyNotify)sw_pattern_free);
    l->numbers = ENGLISH;
    l->words = g_string_chunk_new(256);
    return l;
}

sw_language *sw_language_share(sw_language *l)
{
    if (l != NULL)
        g_atomic_ref_count_inc(&l->holders);
    return l;
}

void sw_language_free(sw_language *l)
{
    if (l == NULL || !g_atomic_ref_count_dec(&l->holders))
        return;
    g_free(l->name);
    g_hash_table_destroy(l->texts);
    g_hash_table_destroy(l->said);
    g_ptr_array_unref(l->patterns);
    g_string_chunk_free(l->words);
    g_free(l);
}

/* The conversions of a format by the argument they print, apart by blanks. A
 * `%` that starts none is counted as `odd`. */
static char *conversions(const char *format, size_t *odd)
{
    enum { MOST = SW_FORMAT_MOST };
    sw_conversion by_place[MOST + 1] = {{0}};
    size_t next = 0, placed = 0;
    *odd = 0;
    for (const char *c = strchr(format, '%'); c != NULL; c = strchr(c, '%')) {
        c++;
        sw_conversion found = sw_conversion_at(c);
        if (found.length > 0) {
            size_t k = found.place > 0 ? found.place - 1 : next++;
            placed += found.place > 0;
            by_place[MIN(k, MOST)] = found;
            c = found.what + found.length;
        } else if (*c == '%') {
            c++;
        } else {
            ++*odd;
        }
    }
    if (placed > 0 && next > 0) /* either all have a place or none */
        ++*odd;
    GString *all = g_string_new(NULL);
    for (size_t k = 0; k <= MOST; k++)
        g_string_append_printf(all, "%.*s ", (int)by_place[k].length,
                               by_place[k].length > 0 ? by_place[k].what : "");
    return g_string_free(all, FALSE);
}

/* What is printed with arguments must not have a stray `%`. */
static bool is_safe(const char *english, const char *text)
{
    size_t odd_english, odd_text;
    g_autofree char *wanted = conversions(english, &odd_english);
    g_autofree char *found = conversions(text, &odd_text);
    return strcmp(wanted, found) == 0 && (odd_english > 0 || odd_text == 0);
}

/* Before those that say as much or less: the latest wins. */
static void add_pattern(sw_language *l, sw_pattern *pattern)
{
    guint at = 0;
    while (at < l->patterns->len &&
           ((sw_pattern *)g_ptr_array_index(l->patterns, at))->weight >
               pattern->weight)
        at++;
    g_ptr_array_insert(l->patterns, (int)at, pattern);
}

bool sw_language_add(sw_language *l, const char *english, const char *text)
{
    if (!is_safe(english, text))
        return false;
    g_hash_table_insert(l->texts, g_strdup(english), g_strdup(text));
    g_hash_table_remove_all(l->said);
    sw_pattern *pattern = sw_pattern_new(english, text);
    if (pattern != NULL) {
        add_pattern(l, pattern);
    }
    return true;
}

static const char *keep(sw_language *l, const char *word, const char *usual)
{
    return word == NULL ? usual : g_string_chunk_insert_const(l->words, word);
}

void sw_language_set_numbers(sw_language *l, const sw_number_words *n)
{
    sw_number_words *own = &l->numbers;
    own->decimal = keep(l, n->decimal, own->decimal);
    own->thousands = keep(l, n->thousands, own->thousands);
    own->percent = keep(l, n->percent, own->percent);
    own->thousand = keep(l, n->thousand, own->thousand);
    own->million = keep(l, n->million, own->million);
    own->date_code = keep(l, n->date_code, own->date_code);
    own->month_code = keep(l, n->month_code, own->month_code);
    own->money_after = n->money_after;
}

const char *sw_language_name(const sw_language *l)
{
    return l == NULL ? "en" : l->name;
}

/* The whole text, as it stands. */
static const char *exact(const sw_language *l, const char *english)
{
    return g_hash_table_lookup(l->texts, english);
}

static char *say_spans(const sw_language *l, const sw_pattern *p,
                       const sw_span_of_text *spans, int depth);

/* The pattern that says most of the text. */
static char *by_pattern(const sw_language *l, const char *text, int depth)
{
    sw_span_of_text spans[SW_FORMAT_MOST];
    for (guint i = 0; i < l->patterns->len; i++) {
        const sw_pattern *p = g_ptr_array_index(l->patterns, i);
        if (sw_pattern_matches(p, text, spans))
            return say_spans(l, p, spans, depth);
    }
    return NULL;
}

static char *found(const sw_language *l, const char *text, int depth);

/* Several sentences, or facts apart by semicolons, each for itself. */
static char *by_parts(const sw_language *l, const char *text, const char *mark,
                      const char *kept, int depth)
{
    const char *end = strstr(text, mark);
    if (end == NULL)
        return NULL;
    size_t n = (size_t)(end - text) + strlen(kept);
    g_autofree char *first = g_strndup(text, n);
    const char *rest = end + strlen(mark);
    g_autofree char *own_first = found(l, first, depth + 1);
    g_autofree char *own_rest = found(l, rest, depth + 1);
    if (own_first == NULL && own_rest == NULL)
        return NULL;
    return g_strconcat(own_first != NULL ? own_first : first,
                       mark + strlen(kept), own_rest != NULL ? own_rest : rest,
                       NULL);
}

/* NULL where nothing is known of the text. */
static char *found(const sw_language *l, const char *text, int depth)
{
    enum { DEEPEST = 24 };
    const char *own = exact(l, text);
    if (own != NULL || *text == '\0' || depth > DEEPEST)
        return g_strdup(own);
    /* A figure on its own may be the language's already. */
    char *said = depth > 0 ? sw_language_figure(l, text) : NULL;
    if (said == NULL)
        said = by_pattern(l, text, depth);
    if (said == NULL)
        said = by_parts(l, text, ". ", ".", depth);
    if (said == NULL)
        said = by_parts(l, text, "; ", "", depth);
    return said;
}

static void append_span(GString *out, const sw_language *l, char kind,
                        const sw_span_of_text *span, int depth)
{
    g_autofree char *text = g_strndup(span->start, span->length);
    g_autofree char *own = kind == 'c' ? NULL : found(l, text, depth + 1);
    g_string_append(out, own != NULL ? own : text);
}

static char *say_spans(const sw_language *l, const sw_pattern *p,
                       const sw_span_of_text *spans, int depth)
{
    GString *out = g_string_new(NULL);
    size_t next = 0;
    for (const char *c = p->text; *c != '\0';) {
        sw_conversion at =
            *c == '%' ? sw_conversion_at(c + 1) : (sw_conversion){0};
        size_t k = at.place > 0 ? at.place - 1 : next;
        if (at.length > 0 && k < p->n) {
            append_span(out, l, p->kind[k], &spans[k], depth);
            next += at.place == 0;
            c = at.what + at.length;
        } else {
            g_string_append_c(out, *c);
            c += *c == '%' && c[1] == '%' ? 2 : 1;
        }
    }
    return g_string_free(out, FALSE);
}

const char *sw_language_format(const sw_language *l, const char *english)
{
    const char *own = l == NULL || english == NULL ? NULL : exact(l, english);
    return own != NULL ? own : english;
}

const char *sw_language_text(const sw_language *l, const char *english)
{
    if (l == NULL || english == NULL || g_hash_table_size(l->texts) == 0)
        return english;
    const char *own = exact(l, english);
    if (own == NULL)
        own = g_hash_table_lookup(l->said, english);
    if (own != NULL)
        return own;
    char *said = found(l, english, 0);
    if (said == NULL)
        return english;
    g_hash_table_insert(l->said, g_strdup(english), said);
    return said;
}

const sw_number_words *sw_language_numbers(const sw_language *l)
{
    return l == NULL ? &ENGLISH : &l->numbers;
}
