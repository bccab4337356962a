/* language.c - texts by their English, and formats that are safe to print. */
#include "base/language.h"

#include <glib.h>
#include <string.h>

#include "base/hash.h"
#include "base/language_format.h"

struct sw_language {
    gatomicrefcount holders;
    char *name;
    GHashTable *texts; /* English to the language's own; owns both */
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
    l->texts = g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, g_free);
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

bool sw_language_add(sw_language *l, const char *english, const char *text)
{
    if (!is_safe(english, text))
        return false;
    g_hash_table_insert(l->texts, g_strdup(english), g_strdup(text));
    return true;
}

static const char *keep(sw_language *l, const char *word, const char *usual)
{
    return word == NULL ? usual : g_string_chunk_insert(l->words, word);
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

const char *sw_language_text(const sw_language *l, const char *english)
{
    const char *own = l == NULL || english == NULL
                          ? NULL
                          : g_hash_table_lookup(l->texts, english);
    return own != NULL ? own : english;
}

const sw_number_words *sw_language_numbers(const sw_language *l)
{
    return l == NULL ? &ENGLISH : &l->numbers;
}
