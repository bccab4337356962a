#include "pilot/join.h"

#include <string.h>

#include "base/hash.h"
#include "ingest/cell.h"

char *sw_person_lower(const char *text, gsize length)
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

/* Behind what some systems write before an address. */
static const char *behind_prefix(const char *text, const char *end)
{
    static const char *const prefixes[] = {"mailto:", "smtp:", "sip:"};
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        size_t n = strlen(prefixes[i]);
        if ((size_t)(end - text) >= n &&
            g_ascii_strncasecmp(text, prefixes[i], n) == 0)
            return text + n;
    }
    return text < end && *text == '\'' ? text + 1 : text;
}

static const char *behind_blanks(const char *text, const char *end)
{
    while (text < end && g_unichar_isspace(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    return text;
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
    text = behind_blanks(text, end);
    text = behind_prefix(text, end);
    text = behind_blanks(text, end);
    while (end > text &&
           g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(end))))
        end = g_utf8_prev_char(end);
    return sw_person_lower(text, (gsize)(end - text));
}

void sw_person_note(const sw_load *load, const char *text)
{
    const char *open = strchr(text, '<');
    if (open == NULL)
        return;
    g_autofree char *name = g_strndup(text, (gsize)(open - text));
    g_strdelimit(name, "\"", ' ');
    char *key = sw_person_key(name);
    if (*key != '\0')
        g_hash_table_add(load->pilot->strangers, key);
    else
        g_free(key);
}

/* True for 32 hexadecimal digits and for GUIDs: what usage reports put in place
 * of names. */
static bool is_concealed(const char *key)
{
    enum { DIGITS = 32, GUID = 36 };
    size_t length = strlen(key), digits = 0, dashes = 0;
    for (const char *c = key; *c != '\0'; c++) {
        digits += g_ascii_isxdigit(*c);
        dashes += *c == '-';
    }
    return digits == DIGITS &&
           (length == DIGITS || (length == GUID && dashes == GUID - DIGITS));
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
    *j = (sw_joiner){.load = load,
                     .names = g_ptr_array_new_with_free_func(g_free)};
    j->by_text = g_hash_table_new(sw_hash_text, g_str_equal);
    j->people = g_hash_table_new(NULL, NULL);
    j->by_key = g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
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
    if (person != SW_NOBODY) {
        g_hash_table_add(j->people, GINT_TO_POINTER(person + 1));
    } else {
        j->unknown++;
        g_hash_table_add(j->load->pilot->strangers, g_strdup(key));
        j->concealed += is_concealed(key);
        if (j->names->len < SW_JOIN_NAMES)
            g_ptr_array_add(j->names, g_strdup(key));
    }
    g_hash_table_insert(j->by_key, key, packed(person));
    return person;
}

/* Forms write the word where they record no name. */
static bool is_nobody(const char *text)
{
    return sw_cell_is_missing(text) ||
           g_ascii_strcasecmp(text, "anonymous") == 0;
}

int sw_joiner_person(sw_joiner *j, const char *text)
{
    gpointer known = g_hash_table_lookup(j->by_text, text);
    if (known != NULL)
        return GPOINTER_TO_INT(known) - 3;
    sw_person_note(j->load, text);
    char *key = is_nobody(text) ? g_strdup("") : sw_person_key(text);
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

static char *examples(const GPtrArray *all)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < MIN(all->len, (guint)SW_JOIN_EXAMPLES); i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "",
                               (const char *)all->pdata[i]);
    return g_string_free(names, FALSE);
}

bool sw_joiner_is_concealed(const sw_joiner *j)
{
    return g_hash_table_size(j->people) == 0 && j->unknown > 0 &&
           2 * j->concealed > j->unknown;
}

static void complain(const sw_joiner *j, const char *file, size_t n,
                     const sw_json *where, const char *remedy)
{
    g_autofree char *names = examples(j->names);
    sw_load_problem(j->load, SW_ERROR, "no-match", where, remedy,
                    "none of the %zu people in %s is on the roster; the first: "
                    "%s",
                    n, file, names);
}

/* Below this share a file that joins badly is worth a look. */
static const double POOR_JOIN = 0.8;

static void judge(const sw_joiner *j, const char *file, bool required,
                  const sw_json *where, const char *remedy)
{
    size_t matched = g_hash_table_size(j->people), n = matched + j->unknown;
    if (j->load->pilot->roster.n == 0 || n == 0)
        return;
    if (sw_joiner_is_concealed(j))
        sw_load_warn_file(j->load, "concealed-names", file,
                          "have the export show names, or give a mapping file",
                          "%s names people by codes that conceal them: it is "
                          "analysed without pairing",
                          file);
    else if (required && matched == 0)
        complain(j, file, n, where, remedy);
    else if ((double)matched < POOR_JOIN * (double)n)
        sw_load_warn_file(j->load, "poor-match", file, remedy,
                          "%zu of the %zu people in %s are on the roster",
                          matched, n, file);
}

void sw_join_record(const sw_load *load, const char *file, size_t keys,
                    size_t matched, bool concealed, GPtrArray *names)
{
    sw_pilot *p = load->pilot;
    g_autofree char *first = examples(names);
    p->joins = g_renew(sw_join, p->joins, p->n_joins + 1);
    p->joins[p->n_joins++] = (sw_join){.source = sw_keep(load, file),
                                       .keys = keys,
                                       .matched = matched,
                                       .concealed = concealed,
                                       .unmatched = sw_keep(load, first),
                                       .unresolved = names};
}

void sw_joiner_finish(sw_joiner *j, const char *file, bool required,
                      const sw_json *where, const char *remedy)
{
    size_t matched = g_hash_table_size(j->people);
    judge(j, file, required, where, remedy);
    sw_join_record(j->load, file, matched + j->unknown, matched,
                   sw_joiner_is_concealed(j), j->names);
    g_hash_table_unref(j->by_text);
    g_hash_table_unref(j->by_key);
    g_hash_table_unref(j->people);
}
