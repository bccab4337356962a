#include "pilot/usage_free.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "pilot/join.h"

typedef struct free_columns {
    size_t person, last_activity, active_days, actions;
} free_columns;

bool sw_usage_is_free(const sw_data_file *f)
{
    return f->format != NULL &&
           strcmp(f->format->table, "usage-unlicensed") == 0;
}

static bool is_above_zero(sw_data_file *f, size_t row, size_t column)
{
    double x;
    return sw_data_detail_number(f, row, column, &x) == SW_CELL_OK && x > 0;
}

/* By the day where there is one, else by what was done in the period. */
static bool used_of_late(sw_data_file *f, const free_columns *at, size_t row)
{
    const sw_pilot *p = f->load->pilot;
    sw_day day;
    if (at->last_activity != SIZE_MAX)
        return sw_data_detail_date(f, row, at->last_activity, &day) ==
                   SW_CELL_OK &&
               day > p->as_of - p->policy.idle_days && day <= p->as_of + 1;
    return is_above_zero(f, row, at->active_days) ||
           is_above_zero(f, row, at->actions);
}

static bool holds_seat(const sw_roster *roster, const char *who)
{
    int person = sw_roster_find(roster, who);
    return person != SW_NOBODY && roster->people[person].holds_seat;
}

void sw_usage_read_free(const sw_load *load, sw_data_file *f)
{
    sw_usage *u = &load->pilot->usage;
    free_columns at = {.person = sw_data_need_person(f),
                       .last_activity = sw_data_find(f, "last_activity"),
                       .active_days = sw_data_find(f, "active_days"),
                       .actions = sw_data_find(f, "actions")};
    if (at.person == SIZE_MAX)
        return;
    g_autoptr(GHashTable) people =
        g_hash_table_new_full(sw_hash_text, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < sw_table_rows(f->table); i++) {
        const char *who = sw_data_text(f, i, at.person);
        if (!sw_cell_is_missing(who) && used_of_late(f, &at, i) &&
            !holds_seat(&load->pilot->roster, who))
            g_hash_table_add(people, sw_person_key(who));
    }
    u->has_free = true;
    u->free_users += g_hash_table_size(people);
}
