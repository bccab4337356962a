/* data_person.c - the column that says who, by what its cells hold */
#include "pilot/data_file.h"
#include "base/hash.h"

#include <stdint.h>

#include "ingest/column.h"
#include "pilot/join.h"

enum { ENOUGH_ROWS = 2000 };

/* Whether at least half of the filled cells name people of the roster, and two
 * do; how many different cells do. */
static size_t count_known(const sw_data_file *f, size_t column)
{
    const sw_roster *roster = &f->load->pilot->roster;
    size_t filled = 0, known = 0;
    g_autoptr(GHashTable) names = g_hash_table_new(sw_hash_text, g_str_equal);
    for (size_t i = 0; i < MIN(sw_table_rows(f->table), (size_t)ENOUGH_ROWS);
         i++) {
        const char *text = sw_table_cell(f->table, i, column);
        if (sw_cell_is_missing(text))
            continue;
        filled++;
        g_autofree char *key = sw_person_key(text);
        if (roster->by_key == NULL || sw_roster_find(roster, key) == SW_NOBODY)
            continue;
        known++;
        g_hash_table_add(names, (gpointer)(guintptr)text);
    }
    return known > 1 && 2 * known >= filled ? g_hash_table_size(names) : 0;
}

static size_t by_roster(const sw_data_file *f)
{
    size_t best = SIZE_MAX, most = 1;
    for (size_t i = 0; i < sw_table_columns(f->table); i++) {
        size_t n = count_known(f, i);
        if (n > most) {
            most = n;
            best = i;
        }
    }
    return best;
}

/* What the reader proposes, by addresses before words. */
static size_t by_proposal(const sw_data_file *f)
{
    const sw_columns *c = sw_table_decisions(f->table);
    for (size_t i = 0; c != NULL && i < c->n; i++)
        if (g_strcmp0(c->column[i].maps_to, "person") == 0)
            return i;
    return SIZE_MAX;
}

size_t sw_data_find_person(const sw_data_file *f)
{
    size_t at = sw_data_find(f, "person");
    bool said = at != SIZE_MAX && (f->format != NULL ||
                                   g_hash_table_contains(f->roles, "person"));
    if (said)
        return at;
    size_t found = f->format == NULL ? by_roster(f) : SIZE_MAX;
    if (found == SIZE_MAX)
        found = at;
    if (found == SIZE_MAX && f->format == NULL)
        found = by_proposal(f);
    if (sw_data_found(f, found, "person") == at)
        return found;
    sw_load_warn_file(f->load, "person-by-values", f->name,
                      "name it in \"columns\": {\"person\": ...}",
                      "column '%s' of %s is taken for the person, by what its "
                      "cells hold",
                      sw_table_header(f->table, found), f->name);
    return found;
}

size_t sw_data_need_person(const sw_data_file *f)
{
    size_t at = sw_data_find_person(f);
    return at != SIZE_MAX ? at : sw_data_need(f, "person");
}
