#include "pilot/join.h"

#include <string.h>

#include "ingest/cell.h"

/* Lower case by code point: the locale has no say. */
static char *lower(const char *text, gsize length)
{
    GString *out = g_string_sized_new(length);
    const char *end = text + length;
    for (const char *c = text; c < end; c = g_utf8_next_char(c)) {
        if ((guchar)*c < 0x80)
            g_string_append_c(out, g_ascii_tolower(*c));
        else
            g_string_append_unichar(out, g_unichar_tolower(g_utf8_get_char(c)));
    }
    return g_string_free(out, FALSE);
}

char *sw_person_key(const char *text)
{
    const char *end = text + strcspn(text, ";");
    const char *open = memchr(text, '<', (size_t)(end - text));
    if (open != NULL) {
        const char *close = memchr(open, '>', (size_t)(end - open));
        text = open + 1;
        end = close != NULL ? close : end;
    }
    while (text < end && g_ascii_isspace(*text))
        text++;
    if (end - text >= 7 && g_ascii_strncasecmp(text, "mailto:", 7) == 0)
        text += 7;
    while (text < end && g_ascii_isspace(*text))
        text++;
    while (end > text && g_ascii_isspace(end[-1]))
        end--;
    return lower(text, (gsize)(end - text));
}

int sw_roster_find(const sw_roster *roster, const char *key)
{
    if (roster->by_key == NULL)
        return SW_NOBODY;
    g_autofree char *normal = sw_person_key(key);
    return GPOINTER_TO_INT(g_hash_table_lookup(roster->by_key, normal)) - 1;
}

void sw_joiner_init(sw_joiner *j, const sw_load *load)
{
    *j = (sw_joiner){.load = load};
    j->by_text = g_hash_table_new(g_str_hash, g_str_equal);
    j->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

/* A person number as a hash table's value that is never 0. */
static gpointer packed(int person)
{
    return GINT_TO_POINTER(person + 3);
}

static int first_mention(sw_joiner *j, char *key)
{
    GHashTable *roster = j->load->pilot->roster.by_key;
    int person = SW_NOBODY;
    if (roster != NULL)
        person = GPOINTER_TO_INT(g_hash_table_lookup(roster, key)) - 1;
    if (person != SW_NOBODY)
        j->matched++;
    else if (j->n_examples < SW_JOIN_EXAMPLES)
        j->example[j->n_examples++] = g_strdup(key);
    g_hash_table_insert(j->by_key, key, packed(person));
    return person;
}

int sw_joiner_person(sw_joiner *j, const char *text)
{
    gpointer known = g_hash_table_lookup(j->by_text, text);
    if (known != NULL)
        return GPOINTER_TO_INT(known) - 3;
    char *key = sw_cell_is_missing(text) ? g_strdup("") : sw_person_key(text);
    int person = SW_NO_NAME;
    known = g_hash_table_lookup(j->by_key, key);
    if (known != NULL)
        person = GPOINTER_TO_INT(known) - 3;
    if (known == NULL && *key != '\0')
        person = first_mention(j, g_strdup(key));
    g_free(key);
    g_hash_table_insert(j->by_text, (gpointer)(guintptr)text, packed(person));
    return person;
}

static void complain(const sw_joiner *j, const char *file, size_t n,
                     const sw_json *where, const char *remedy)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (size_t i = 0; i < j->n_examples; i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "", j->example[i]);
    sw_load_problem(j->load, SW_ERROR, "no-match", where, remedy,
                    "none of the %zu people in %s is on the roster; the first: "
                    "%s",
                    n, file, names->str);
}

/* Below this share a file that joins badly is worth a look. */
static const double POOR_JOIN = 0.8;

void sw_joiner_finish(sw_joiner *j, const char *file, bool required,
                      const sw_json *where, const char *remedy)
{
    sw_pilot *p = j->load->pilot;
    size_t n = g_hash_table_size(j->by_key);
    bool roster = p->roster.n > 0;
    p->joins = g_renew(sw_join, p->joins, p->n_joins + 1);
    p->joins[p->n_joins++] = (sw_join){
        .source = sw_keep(j->load, file), .keys = n, .matched = j->matched};
    if (required && roster && n > 0 && j->matched == 0)
        complain(j, file, n, where, remedy);
    else if (roster && (double)j->matched < POOR_JOIN * (double)n)
        sw_load_warn_file(j->load, "poor-match", file, remedy,
                          "%zu of the %zu people in %s are on the roster",
                          j->matched, n, file);
    for (size_t i = 0; i < j->n_examples; i++)
        g_free(j->example[i]);
    g_hash_table_unref(j->by_text);
    g_hash_table_unref(j->by_key);
}
