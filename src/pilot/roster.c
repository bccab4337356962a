/* roster.c - who took part, in which arm, with which seat */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "pilot/join.h"
#include "pilot/roster.h"

/* Whether any row says its arm: a wholly empty column is no column. */
static bool has_arms(const sw_data_file *f, size_t arm)
{
    for (size_t i = 0; arm != SIZE_MAX && i < sw_table_rows(f->table); i++)
        if (!sw_cell_is_missing(sw_data_text(f, i, arm)))
            return true;
    return false;
}

/* The file that says who is on the roster. */
typedef struct primary {
    sw_roster_reading *all;
    sw_data_file file;
    sw_roster_columns at;
    GArray *names; /* columns of names */
    bool is_usage; /* a report of usage in place of a roster */
} primary;

/* The bit of the contract with this sku, or 0. */
static uint32_t contract_bit(const sw_load *load, const char *name)
{
    for (size_t k = 0; k < sw_contracts_written(load); k++) {
        const char *sku = sw_member_text(sw_contract_json(load, k), "sku");
        if (sku != NULL && g_ascii_strcasecmp(sku, name) == 0)
            return (uint32_t)1 << k;
    }
    return 0;
}

/* The bits of the products that a row names, one or several in a cell; 0 with
 * one contract, or where the row names none of several. */
static uint32_t products_of(primary *r, size_t row)
{
    const sw_load *load = r->all->load;
    const char *text = sw_data_text(&r->file, row, r->at.sku);
    if (sw_contracts_written(load) == 1 || sw_cell_is_missing(text))
        return 0;
    uint32_t bits = contract_bit(load, text);
    g_auto(GStrv) names = g_strsplit_set(text, ";+|,\n", -1);
    bool whole = bits != 0;
    for (char **name = names; !whole && *name != NULL; name++)
        bits |= contract_bit(load, g_strstrip(*name));
    if (bits == 0)
        sw_data_reject(&r->file, row, r->at.sku, "no-such-sku",
                       "is the sku of no contract");
    return bits;
}

static void add_person(primary *r, size_t row, char *key, sw_person p)
{
    sw_roster_reading *all = r->all;
    size_t line = sw_table_line(r->file.table, row);
    p.key = g_string_chunk_insert(all->load->pilot->text, key);
    g_hash_table_insert(all->load->pilot->roster.by_key, p.key,
                        GINT_TO_POINTER((int)all->people->len + 1));
    g_array_append_val(all->line, line);
    g_array_append_val(all->people, p);
}

/* A person's further row says more of them, unless it puts them in both arms;
 * one for another product is expected. */
static void merge_person(primary *r, size_t row, const char *key, int number,
                         const sw_person *again)
{
    sw_roster_reading *all = r->all;
    sw_person *p = &g_array_index(all->people, sw_person, (guint)number);
    size_t line = sw_table_line(r->file.table, row);
    bool other = (again->products & ~p->products) != 0;
    if (p->arm != again->arm) {
        sw_place place = {
            .file = r->file.name, .line = line, .column = r->at.arm + 1};
        sw_diagnose(all->load->d, SW_ERROR, "duplicate-person", place,
                    "keep one of the two rows",
                    "%s stands on lines %zu and %zu, in both arms", key,
                    g_array_index(all->line, size_t, number), line);
        return;
    }
    all->merged += !other;
    sw_person_merge(p, again);
}

/* The first of the row's names: a person without an e-mail may have a number */
static char *key_of(const primary *r, size_t row)
{
    for (guint k = 0; k < r->names->len; k++) {
        size_t column = g_array_index(r->names, size_t, k);
        const char *text = sw_data_text(&r->file, row, column);
        if (sw_cell_is_missing(text))
            continue;
        sw_person_note(r->file.load, text);
        return sw_person_key(text);
    }
    return g_strdup("");
}

static void read_row(primary *r, size_t row)
{
    g_autofree char *key = key_of(r, row);
    if (*key == '\0') {
        sw_data_reject(&r->file, row, SIZE_MAX, "no-person",
                       "the row names no person");
        return;
    }
    sw_person p = sw_roster_blank();
    if (!sw_roster_row(r->all, &r->file, &r->at, row, &p))
        return;
    p.products = products_of(r, row);
    int known = sw_roster_find(&r->all->load->pilot->roster, key);
    if (known == SW_NOBODY)
        add_person(r, row, key, p);
    else
        merge_person(r, row, key, known, &p);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorts the names; new_number[old] is where each went. */
static char **sort_names(GHashTable *names, int **new_number, size_t *n)
{
    *n = g_hash_table_size(names);
    char **sorted = g_new0(char *, *n + 1);
    *new_number = g_new0(int, *n + 1);
    GHashTableIter it;
    gpointer name, number;
    size_t filled = 0;
    g_hash_table_iter_init(&it, names);
    while (g_hash_table_iter_next(&it, &name, &number))
        sorted[filled++] = name;
    qsort(sorted, *n, sizeof *sorted, by_name);
    for (size_t i = 0; i < *n; i++) {
        int old = GPOINTER_TO_INT(g_hash_table_lookup(names, sorted[i])) - 1;
        (*new_number)[old] = (int)i;
    }
    return sorted;
}

static void sort_groups(sw_roster_reading *r)
{
    sw_roster *roster = &r->load->pilot->roster;
    g_autofree int *department = NULL, *team = NULL;
    roster->departments =
        sort_names(r->department, &department, &roster->n_departments);
    roster->teams = sort_names(r->team, &team, &roster->n_teams);
    for (size_t i = 0; i < roster->n; i++) {
        sw_person *p = &roster->people[i];
        p->department = p->department < 0 ? -1 : department[p->department];
        p->team = p->team < 0 ? -1 : team[p->team];
        p->fte = isnan(p->fte) ? 1 : p->fte;
    }
}

static void tell_people(const primary *r)
{
    if (r->all->merged > 0 && !r->is_usage)
        sw_load_warn_file(r->all->load, "merged-people", r->file.name, NULL,
                          "%zu rows name a person once more: the latest "
                          "activity counts, and a seat as cancelled only if "
                          "every row says so",
                          r->all->merged);
}

/* Other names after all people: a name that is somebody's first one stays. */
static void read_people(primary *r)
{
    sw_roster_reading *all = r->all;
    size_t rows = sw_table_rows(r->file.table);
    all->any_arm = has_arms(&r->file, r->at.arm);
    for (size_t i = 0; i < rows; i++)
        read_row(r, i);
    all->load->pilot->roster.has_arm = all->any_arm;
    for (size_t i = 0; i < rows; i++) {
        g_autofree char *key = key_of(r, i);
        int person = sw_roster_find(&all->load->pilot->roster, key);
        if (person != SW_NOBODY)
            sw_roster_add_names(all, &r->file, r->names, i, person);
    }
    tell_people(r);
}

/* A report of usage by person lists who holds a licence: where nothing better
 * is given it is a roster, and says so. */
static bool serves_as_roster(primary *r)
{
    const sw_format *format = r->file.format;
    r->is_usage = format != NULL && strcmp(format->table, "usage") == 0 &&
                  !sw_data_has_quirk(&r->file, "anonymous");
    if (!r->is_usage)
        return sw_data_is_about(&r->file, "roster");
    sw_load_warn_file(r->all->load, "usage-as-roster", r->file.name,
                      "give an export of people as the roster",
                      "%s is a report of usage: whom it lists is taken to hold "
                      "a seat, and departments, teams and arms are not known",
                      r->file.name);
    return true;
}

/* The file that says who is on the roster; false without one. */
static bool read_primary(sw_roster_reading *all, const sw_json *spec)
{
    primary r = {.all = all};
    if (!sw_data_open(&r.file, all->load, spec, "roster"))
        return false;
    r.at = sw_roster_columns_of(&r.file);
    sw_roster_open_activity(all, &r.file, &r.at);
    r.names = sw_roster_name_columns(&r.file);
    bool good =
        serves_as_roster(&r) && (r.at.person != SIZE_MAX ||
                                 sw_data_need(&r.file, "person") != SIZE_MAX);
    if (good)
        read_people(&r);
    sw_roster_tell_activity(all, &r.file);
    g_array_unref(r.names);
    sw_data_close(&r.file);
    return good;
}

/* A row of a further file: more names, and what is not known yet. */
static bool read_more_row(sw_roster_reading *all, sw_data_file *f,
                          const sw_roster_columns *at, const GArray *names,
                          GPtrArray *unresolved, size_t row)
{
    int person = sw_roster_row_person(all, f, names, row);
    if (person == SW_NOBODY) {
        size_t first = names->len > 0 ? g_array_index(names, size_t, 0) : 0;
        if (unresolved->len < SW_JOIN_NAMES)
            g_ptr_array_add(unresolved,
                            sw_person_key(sw_data_text(f, row, first)));
        return false;
    }
    sw_person *p = &g_array_index(all->people, sw_person, (guint)person);
    sw_arm arm = p->arm;
    sw_roster_add_names(all, f, names, row, person);
    (void)sw_roster_row(all, f, at, row,
                        p); /* rejects are kept with the file */
    p->arm = arm;
    return true;
}

static void read_more(sw_roster_reading *all, const sw_json *spec,
                      const char *kind)
{
    sw_data_file f;
    if (!sw_is_given(spec) || !sw_data_open(&f, all->load, spec, kind))
        return;
    sw_roster_columns at = sw_roster_columns_of(&f);
    GPtrArray *unresolved = g_ptr_array_new_with_free_func(g_free);
    sw_roster_open_activity(all, &f, &at);
    g_autoptr(GArray) names = sw_roster_name_columns(&f);
    size_t rows = sw_table_rows(f.table), matched = 0;
    for (size_t i = 0; i < rows; i++)
        matched += read_more_row(all, &f, &at, names, unresolved, i);
    sw_roster_tell_activity(all, &f);
    sw_join_record(all->load, f.name, rows, matched, false, unresolved);
    if (matched == 0)
        sw_load_problem(all->load, SW_ERROR, "no-match", spec,
                        "give it a column with the names that the roster has",
                        "no row of %s names a person of the roster", f.name);
    sw_data_close(&f);
}

static void read_all_more(sw_roster_reading *all, const sw_json *spec)
{
    const sw_json *more = sw_json_member(spec, "more");
    read_more(all, sw_json_member(spec, "aliases"), "aliases");
    read_more(all, sw_json_member(spec, "mapping"), "mapping");
    for (size_t i = 0; i < sw_json_length(more); i++)
        read_more(all, more->items[i], "people");
    /* Licences given as the usage: they say who holds a seat. */
    for (size_t k = 0; k < sw_usage_sources(all->load); k++) {
        const sw_json *usage = sw_usage_source(all->load, k);
        if (sw_usage_is_roster(all->load, usage))
            read_more(all, usage, "licences");
    }
}

static void tell_ambiguous(const sw_roster_reading *r)
{
    size_t n = g_hash_table_size(r->load->pilot->roster.ambiguous);
    if (n > 0)
        sw_load_problem(r->load, SW_WARNING, "ambiguous-names",
                        sw_json_member(r->load->root, "roster"), NULL,
                        "%zu names belong to several people of the roster and "
                        "join nobody",
                        n);
}

/* Guests and disabled accounts, by whichever file says so. */
static void tell_outside(const sw_roster_reading *r, const sw_json *spec)
{
    size_t n = 0;
    for (guint i = 0; i < r->people->len; i++)
        n += g_array_index(r->people, sw_person, i).status == SW_PERSON_OUTSIDE;
    if (n > 0)
        sw_diagnose(r->load->d, SW_NOTE, "no-seat-holders",
                    (sw_place){.file = sw_data_source_name(spec)}, NULL,
                    "%zu guests and disabled accounts hold no seat and are in "
                    "no arm",
                    n);
}

static void tell_arms(const sw_roster_reading *r, const sw_json *spec)
{
    sw_roster_arms((sw_roster_reading *)r);
    if (!r->any_arm && !r->any_licence)
        sw_diagnose(r->load->d, SW_NOTE, "no-arm",
                    (sw_place){.file = sw_data_source_name(spec)}, NULL,
                    "the roster has no arm, everyone is taken to be in the "
                    "pilot");
}

static void read_files(const sw_load *load, const sw_json *spec)
{
    sw_roster *roster = &load->pilot->roster;
    sw_roster_reading r = {
        .load = load,
        .people = g_array_new(FALSE, TRUE, sizeof(sw_person)),
        .line = g_array_new(FALSE, FALSE, sizeof(size_t)),
        .department = g_hash_table_new(sw_hash_text, g_str_equal),
        .team = g_hash_table_new(sw_hash_text, g_str_equal)};
    if (read_primary(&r, spec)) {
        read_all_more(&r, spec);
        tell_outside(&r, spec);
        tell_arms(&r, spec);
        tell_ambiguous(&r);
    }
    roster->n = r.people->len;
    roster->people = (sw_person *)(void *)g_array_free(r.people, FALSE);
    sort_groups(&r);
    if (roster->n > SW_MAX_SEATS)
        sw_load_problem(load, SW_ERROR, "too-many-seats", spec, NULL,
                        "%zu people are more than %d", roster->n, SW_MAX_SEATS);
    g_array_free(r.line, TRUE);
    g_hash_table_unref(r.department);
    g_hash_table_unref(r.team);
}

void sw_load_roster(const sw_load *load)
{
    sw_roster *roster = &load->pilot->roster;
    const sw_json *spec = sw_json_member(load->root, "roster");
    const sw_json *seats = sw_json_member(load->root, "seats");
    roster->by_key = g_hash_table_new(sw_hash_text, g_str_equal);
    roster->ambiguous = g_hash_table_new(sw_hash_text, g_str_equal);
    roster->count_only = !sw_is_given(spec);
    roster->activity_day = SW_DAY_NONE;
    if (!roster->count_only) {
        read_files(load, spec);
        return;
    }
    roster->assigned = roster->held =
        (size_t)MAX(0, sw_member_int(seats, "count", 0));
}
