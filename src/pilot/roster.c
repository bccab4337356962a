/* roster.c - who took part, in which arm, with which seat */
#include "pilot/load.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "pilot/data_file.h"
#include "pilot/join.h"

typedef struct columns {
    size_t person, arm, department, team, role, region, hourly_cost, seat_from,
        seat_to, status, fte, sku;
} columns;

typedef struct reading {
    const sw_load *load;
    sw_data_file file;
    columns at;
    GArray *people;         /* of sw_person */
    GArray *line;           /* of size_t: where each person stands */
    GHashTable *department; /* name -> number in order of appearance + 1 */
    GHashTable *team;
    bool any_arm;
} reading;

static bool find_columns(reading *r)
{
    const sw_data_file *f = &r->file;
    r->at = (columns){
        .person = sw_data_need(f, "person"),
        .arm = sw_data_find(f, "arm"),
        .department = sw_data_find(f, "department"),
        .team = sw_data_find(f, "team"),
        .role = sw_data_find(f, "role"),
        .region = sw_data_find(f, "region"),
        .hourly_cost = sw_data_find(f, "hourly_cost"),
        .seat_from = sw_data_find(f, "seat_from"),
        .seat_to = sw_data_find(f, "seat_to"),
        .status = sw_data_find(f, "status"),
        .fte = sw_data_find(f, "fte"),
        .sku = sw_data_find(f, "sku"),
    };
    return r->at.person != SIZE_MAX;
}

/* Whether any row says its arm: a wholly empty column is no column. */
static bool has_arms(const reading *r)
{
    for (size_t i = 0; i < sw_table_rows(r->file.table); i++)
        if (!sw_cell_is_missing(sw_data_text(&r->file, i, r->at.arm)))
            return true;
    return false;
}

static bool read_arm(reading *r, size_t row, sw_person *out)
{
    const char *text = sw_data_text(&r->file, row, r->at.arm);
    out->arm = SW_ARM_PILOT;
    if (!r->any_arm || g_ascii_strcasecmp(text, "pilot") == 0)
        return true;
    if (g_ascii_strcasecmp(text, "control") == 0) {
        out->arm = SW_ARM_CONTROL;
        return true;
    }
    sw_data_reject(&r->file, row, r->at.arm, "bad-arm",
                   "is neither pilot nor control");
    return false;
}

static bool read_status(reading *r, size_t row, sw_person *out)
{
    const char *text = sw_data_text(&r->file, row, r->at.status);
    out->status = SW_PERSON_ACTIVE;
    if (sw_cell_is_missing(text) || g_ascii_strcasecmp(text, "active") == 0)
        return true;
    if (g_ascii_strcasecmp(text, "leave") == 0)
        out->status = SW_PERSON_ON_LEAVE;
    else if (g_ascii_strcasecmp(text, "left") == 0)
        out->status = SW_PERSON_LEFT;
    else {
        sw_data_reject(&r->file, row, r->at.status, "bad-status",
                       "is none of active, leave, left");
        return false;
    }
    return true;
}

/* Number of a name, counted from 0 in order of appearance; -1 for none. */
static int number_of(reading *r, GHashTable *names, size_t row, size_t column)
{
    const char *text = sw_data_text(&r->file, row, column);
    if (sw_cell_is_missing(text))
        return -1;
    int known = GPOINTER_TO_INT(g_hash_table_lookup(names, text));
    if (known == 0) {
        known = (int)g_hash_table_size(names) + 1;
        g_hash_table_insert(names, sw_keep(r->load, text),
                            GINT_TO_POINTER(known));
    }
    return known - 1;
}

static char *optional_text(reading *r, size_t row, size_t column)
{
    const char *text = sw_data_text(&r->file, row, column);
    return sw_cell_is_missing(text) ? NULL : sw_keep(r->load, text);
}

static void read_numbers(reading *r, size_t row, sw_person *out)
{
    sw_data_file *f = &r->file;
    out->hourly_cost = NAN;
    out->fte = 1;
    out->seat_from = out->seat_to = SW_DAY_NONE;
    double x;
    if (sw_data_number(f, row, r->at.hourly_cost, &x) == SW_CELL_OK) {
        if (x >= 0)
            out->hourly_cost = x;
        else
            sw_data_reject(f, row, r->at.hourly_cost, "bad-number",
                           "is below 0");
    }
    if (sw_data_number(f, row, r->at.fte, &x) == SW_CELL_OK) {
        if (x >= 0)
            out->fte = x;
        else
            sw_data_reject(f, row, r->at.fte, "bad-number", "is below 0");
    }
    sw_day day;
    if (sw_data_date(f, row, r->at.seat_from, &day) == SW_CELL_OK)
        out->seat_from = day;
    if (sw_data_date(f, row, r->at.seat_to, &day) == SW_CELL_OK)
        out->seat_to = day;
}

/* The bit of the product that a row names; 0 with one contract, or where the
 * row names none of several. */
static uint32_t product_of(reading *r, size_t row)
{
    sw_pilot *p = r->load->pilot;
    const char *text = sw_data_text(&r->file, row, r->at.sku);
    if (p->n_more_contracts == 0 || sw_cell_is_missing(text))
        return 0;
    for (size_t k = 0; k <= p->n_more_contracts; k++) {
        const char *sku = sw_contract_at(p, k)->sku;
        if (sku != NULL && g_ascii_strcasecmp(sku, text) == 0)
            return (uint32_t)1 << k;
    }
    sw_data_reject(&r->file, row, r->at.sku, "no-such-sku",
                   "is the sku of no contract");
    return 0;
}

/* A second row of a person for another product is no mistake. */
static bool adds_product(reading *r, const char *key, uint32_t product)
{
    int known = GPOINTER_TO_INT(
        g_hash_table_lookup(r->load->pilot->roster.by_key, key));
    if (known == 0 || product == 0)
        return false;
    sw_person *p = &g_array_index(r->people, sw_person, known - 1);
    if ((p->products & product) != 0)
        return false;
    p->products |= product;
    return true;
}

/* Takes the key's person as new, or complains about the earlier line. */
static bool is_new(reading *r, size_t row, char *key)
{
    sw_roster *roster = &r->load->pilot->roster;
    size_t line = sw_table_line(r->file.table, row);
    int known = GPOINTER_TO_INT(g_hash_table_lookup(roster->by_key, key));
    if (known == 0) {
        g_hash_table_insert(roster->by_key, key,
                            GINT_TO_POINTER((int)r->people->len + 1));
        g_array_append_val(r->line, line);
        return true;
    }
    sw_place place = {
        .file = r->file.name, .line = line, .column = r->at.person + 1};
    sw_diagnose(r->load->d, SW_ERROR, "duplicate-person", place,
                "keep one of the two rows", "%s stands on lines %zu and %zu",
                key, g_array_index(r->line, size_t, known - 1), line);
    return false;
}

static void read_row(reading *r, size_t row)
{
    const char *text = sw_data_text(&r->file, row, r->at.person);
    g_autofree char *key = sw_person_key(sw_cell_is_missing(text) ? "" : text);
    if (*key == '\0') {
        sw_data_reject(&r->file, row, SIZE_MAX, "no-person",
                       "the row names no person");
        return;
    }
    sw_person p = {0};
    if (!read_arm(r, row, &p) || !read_status(r, row, &p))
        return;
    p.products = product_of(r, row);
    if (adds_product(r, key, p.products))
        return;
    p.key = g_string_chunk_insert(r->load->pilot->text, key);
    if (!is_new(r, row, p.key))
        return;
    p.department = number_of(r, r->department, row, r->at.department);
    p.team = number_of(r, r->team, row, r->at.team);
    p.role = optional_text(r, row, r->at.role);
    p.region = optional_text(r, row, r->at.region);
    read_numbers(r, row, &p);
    g_array_append_val(r->people, p);
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

static void sort_groups(reading *r)
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
    }
}

static void read_people(reading *r)
{
    const sw_load *load = r->load;
    r->any_arm = r->at.arm != SIZE_MAX && has_arms(r);
    for (size_t i = 0; i < sw_table_rows(r->file.table); i++)
        read_row(r, i);
    load->pilot->roster.has_arm = r->any_arm;
    if (!r->any_arm)
        sw_diagnose(load->d, SW_NOTE, "no-arm",
                    (sw_place){.file = r->file.name}, NULL,
                    "the roster has no arm, everyone is taken to be in the "
                    "pilot");
}

static void read_file(const sw_load *load, const sw_json *spec)
{
    sw_roster *roster = &load->pilot->roster;
    reading r = {.load = load};
    if (!sw_data_open(&r.file, load, spec, "roster"))
        return;
    r.people = g_array_new(FALSE, TRUE, sizeof(sw_person));
    r.line = g_array_new(FALSE, FALSE, sizeof(size_t));
    r.department = g_hash_table_new(g_str_hash, g_str_equal);
    r.team = g_hash_table_new(g_str_hash, g_str_equal);
    if (find_columns(&r))
        read_people(&r);
    roster->n = r.people->len;
    roster->people = (sw_person *)(void *)g_array_free(r.people, FALSE);
    sort_groups(&r);
    if (roster->n > SW_MAX_SEATS)
        sw_load_problem(load, SW_ERROR, "too-many-seats", spec, NULL,
                        "%zu people are more than %d", roster->n, SW_MAX_SEATS);
    g_array_free(r.line, TRUE);
    g_hash_table_unref(r.department);
    g_hash_table_unref(r.team);
    sw_data_close(&r.file);
}

void sw_load_roster(const sw_load *load)
{
    sw_roster *roster = &load->pilot->roster;
    const sw_json *spec = sw_json_member(load->root, "roster");
    const sw_json *seats = sw_json_member(load->root, "seats");
    roster->by_key = g_hash_table_new(g_str_hash, g_str_equal);
    roster->count_only = !sw_is_given(spec);
    if (!roster->count_only) {
        read_file(load, spec);
        return;
    }
    roster->assigned = (size_t)MAX(0, sw_member_int(seats, "count", 0));
}
