/* roster_names.c - the names that one person goes by in different systems */
#include <stdint.h>
#include <string.h>

#include "ingest/date_text.h"
#include "pilot/join.h"
#include "pilot/roster.h"

/* What spreadsheets make of ids: 1.18052E+11, 1-Jun, TRUE. */
static bool is_damaged(const char *name)
{
    size_t digits = strspn(name, "0123456789.");
    bool scientific = digits > 0 && g_ascii_toupper(name[digits]) == 'E' &&
                      (name[digits + 1] == '+' || name[digits + 1] == '-');
    return scientific || sw_date_text_is_damage(name) ||
           g_ascii_strcasecmp(name, "true") == 0 ||
           g_ascii_strcasecmp(name, "false") == 0;
}

/* Another name of a person: normalised, damaged ones left out; one that two
 * people have names nobody. */
static void add_name(sw_roster *roster, GStringChunk *text, int person,
                     const char *name)
{
    g_autofree char *key = sw_person_key(name);
    if (*key == '\0' || sw_cell_is_missing(key) || is_damaged(key) ||
        g_hash_table_contains(roster->ambiguous, key))
        return;
    int known = GPOINTER_TO_INT(g_hash_table_lookup(roster->by_key, key)) - 1;
    if (known == person)
        return;
    char *kept = g_string_chunk_insert(text, key);
    if (known == SW_NOBODY) {
        g_hash_table_insert(roster->by_key, kept, GINT_TO_POINTER(person + 1));
    } else {
        g_hash_table_remove(roster->by_key, kept);
        g_hash_table_add(roster->ambiguous, kept);
    }
}

static const char *const NAME_COLUMNS[] = {
    "person",  "upn",       "email",   "employee_id",  "login",     "alias",
    "aliases", "object_id", "viva_id", "concealed_id", "user_login"};

/* Headers of files that no format describes. */
static bool says_name(const char *header)
{
    static const char *const words[] = {"mail",     "login",    "upn",
                                        "user",     "alias",    "principal",
                                        "employee", "personal", "proxy"};
    g_autofree char *lower = g_utf8_strdown(header, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(lower, words[i]) != NULL)
            return true;
    return false;
}

GArray *sw_roster_name_columns(const sw_data_file *f)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(size_t));
    for (size_t i = 0; i < G_N_ELEMENTS(NAME_COLUMNS); i++) {
        size_t column = sw_data_find(f, NAME_COLUMNS[i]);
        if (column != SIZE_MAX)
            g_array_append_val(out, column);
    }
    const char *format = sw_table_source(f->table)->format;
    bool known = out->len > 1 && *format != '\0';
    for (size_t i = 0; !known && i < sw_table_columns(f->table); i++) {
        bool taken = false;
        for (guint k = 0; k < out->len; k++)
            taken |= g_array_index(out, size_t, k) == i;
        if (!taken && says_name(sw_table_header(f->table, i)))
            g_array_append_val(out, i);
    }
    return out;
}

/* Names in a cell: apart by `;`, or by `+` in lists of addresses
 * (SMTP:a@b.c+smtp:d@e.f); an address may hold a `+` itself. */
static char **names_of(const char *cell)
{
    g_autofree char *text = g_strdup(cell);
    for (char *p = text; *p != '\0'; p++)
        if (*p == '+' && (g_ascii_strncasecmp(p + 1, "smtp:", 5) == 0 ||
                          g_ascii_strncasecmp(p + 1, "sip:", 4) == 0))
            *p = ';';
    return g_strsplit(text, ";", -1);
}

void sw_roster_add_names(const sw_roster_reading *r, const sw_data_file *f,
                         const GArray *columns, size_t row, int person)
{
    sw_pilot *p = r->load->pilot;
    for (guint k = 0; k < columns->len; k++) {
        size_t column = g_array_index(columns, size_t, k);
        g_auto(GStrv) names = names_of(sw_data_text(f, row, column));
        for (char **name = names; *name != NULL; name++)
            add_name(&p->roster, p->text, person, *name);
    }
}

enum { TWO_PEOPLE = -2 };

/* A name that two people have means neither, unless it is somebody's first. */
static void forget_name(const sw_roster_reading *r, const char *name)
{
    sw_roster *roster = &r->load->pilot->roster;
    g_autofree char *key = sw_person_key(name);
    int person = GPOINTER_TO_INT(g_hash_table_lookup(roster->by_key, key)) - 1;
    if (person == SW_NOBODY ||
        strcmp(g_array_index(r->people, sw_person, person).key, key) == 0)
        return;
    g_hash_table_remove(roster->by_key, key);
    g_hash_table_add(roster->ambiguous,
                     g_string_chunk_insert(r->load->pilot->text, key));
}

/* The person of a row, or TWO_PEOPLE; with `forget`, names of two are dropped.
 */
static int look_up(const sw_roster_reading *r, const sw_data_file *f,
                   const GArray *columns, size_t row, bool forget)
{
    int found = SW_NOBODY;
    for (guint k = 0; k < columns->len; k++) {
        size_t column = g_array_index(columns, size_t, k);
        g_auto(GStrv) names = names_of(sw_data_text(f, row, column));
        for (char **name = names; *name != NULL; name++) {
            int person = sw_roster_find(&r->load->pilot->roster, *name);
            if (forget)
                forget_name(r, *name);
            else if (found == SW_NOBODY)
                found = person;
            else if (person != SW_NOBODY && found != person)
                return TWO_PEOPLE;
        }
    }
    return found;
}

int sw_roster_row_person(const sw_roster_reading *r, const sw_data_file *f,
                         const GArray *columns, size_t row)
{
    int person = look_up(r, f, columns, row, false);
    if (person != TWO_PEOPLE)
        return person;
    (void)look_up(r, f, columns, row, true);
    person = look_up(r, f, columns, row, false);
    return person == TWO_PEOPLE ? SW_NOBODY : person;
}
