/* roster_row.c - one row of a roster: what it says of a person */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "pilot/roster.h"

sw_roster_columns sw_roster_columns_of(const sw_data_file *f)
{
    return (sw_roster_columns){
        .person = sw_data_find(f, "person"),
        .arm = sw_data_find(f, "arm"),
        .department = sw_data_find(f, "department"),
        .team = sw_data_find(f, "team"),
        .role = sw_data_find(f, "role"),
        .region = sw_data_find(f, "region"),
        .seniority = sw_data_find(f, "seniority"),
        .hourly_cost = sw_data_find(f, "hourly_cost"),
        .currency = sw_data_find(f, "currency"),
        .seat_from = sw_data_find(f, "seat_from"),
        .seat_to = sw_data_find(f, "seat_to"),
        .status = sw_data_find(f, "status"),
        .leave_date = sw_data_find(f, "leave_date"),
        .on_leave = sw_data_find(f, "on_leave"),
        .cost_center = sw_data_find(f, "cost_center"),
        .fte = sw_data_find(f, "fte"),
        .licensed = sw_data_find(f, "licensed"),
        .products = sw_data_find(f, "products"),
        .sku = sw_data_find(f, "sku"),
        .user_type = sw_data_find(f, "user_type"),
        .enabled = sw_data_find(f, "enabled"),
        .disabled = sw_data_find(f, "disabled"),
        .last_activity = sw_data_find(f, "last_activity"),
        .report_day = sw_data_find(f, "period"),
    };
}

sw_person sw_roster_blank(void)
{
    return (sw_person){.arm = SW_ARM_PILOT,
                       .department = -1,
                       .team = -1,
                       .hourly_cost = NAN,
                       .fte = NAN,
                       .seat_from = SW_DAY_NONE,
                       .seat_to = SW_DAY_NONE,
                       .last_activity = SW_DAY_NONE,
                       .metered = SW_DAY_NONE};
}

static bool read_arm(const sw_roster_reading *r, sw_data_file *f, size_t row,
                     size_t column, sw_person *out)
{
    const char *text = sw_data_text(f, row, column);
    if (column == SIZE_MAX || !r->any_arm ||
        g_ascii_strcasecmp(text, "pilot") == 0)
        return true;
    if (g_ascii_strcasecmp(text, "control") == 0) {
        out->arm = SW_ARM_CONTROL;
        return true;
    }
    sw_data_reject(f, row, column, "bad-arm", "is neither pilot nor control");
    return false;
}

static bool says(const char *text, const char *const *words)
{
    g_autofree char *lower = g_ascii_strdown(text, -1);
    return g_strv_contains(words, lower);
}

/* HR systems have words of their own; one that is not known is unknown. */
static void read_status(const sw_data_file *f, size_t row, size_t column,
                        sw_person *out)
{
    static const char *const here[] = {"active", "employed", "enabled",
                                       "aktiv",  "working",  NULL};
    static const char *const away[] = {
        "leave", "on leave", "leave of absence", "on_leave", "beurlaubt", NULL};
    static const char *const left[] = {"left",     "terminated", "inactive",
                                       "former",   "separated",  "ausgetreten",
                                       "resigned", NULL};
    static const char *const off[] = {"disabled", "deactivated", "suspended",
                                      "blocked",  "locked",      "deaktiviert",
                                      "gesperrt", NULL};
    const char *text = sw_data_text(f, row, column);
    if (sw_cell_is_missing(text) || says(text, here))
        return;
    if (says(text, away))
        out->status = SW_PERSON_ON_LEAVE;
    else if (says(text, left))
        out->status = SW_PERSON_LEFT;
    else if (says(text, off))
        out->status = SW_PERSON_OUTSIDE;
    else
        sw_data_odd(f, row, column, "bad-status",
                    "is none of active, leave, left, disabled");
}

/* HR says it by a date of leaving and a flag. */
static void read_absence(const sw_pilot *p, sw_data_file *f,
                         const sw_roster_columns *at, size_t row,
                         sw_person *out)
{
    sw_day day;
    bool away;
    if (sw_data_detail_date(f, row, at->leave_date, &day) == SW_CELL_OK &&
        day <= p->as_of)
        out->status = SW_PERSON_LEFT;
    else if (out->status == SW_PERSON_ACTIVE && at->on_leave != SIZE_MAX &&
             sw_cell_boolean(&away, sw_data_text(f, row, at->on_leave)) ==
                 SW_CELL_OK &&
             away)
        out->status = SW_PERSON_ON_LEAVE;
}

/* Number of a name, counted from 0 in order of appearance; -1 for none. */
static int number_of(const sw_roster_reading *r, GHashTable *names,
                     const char *text)
{
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

static void read_text(const sw_roster_reading *r, const sw_data_file *f,
                      size_t row, size_t column, char **out)
{
    const char *text = sw_data_text(f, row, column);
    if (*out == NULL && !sw_cell_is_missing(text))
        *out = sw_keep(r->load, text);
}

static void read_amount(sw_data_file *f, size_t row, size_t column, double *out)
{
    double x;
    if (!isnan(*out) || sw_data_detail_number(f, row, column, &x) != SW_CELL_OK)
        return;
    if (x >= 0)
        *out = x;
    else
        sw_data_odd(f, row, column, "bad-number", "is below 0");
}

static void read_day(sw_data_file *f, size_t row, size_t column, sw_day *out)
{
    sw_day day;
    if (*out == SW_DAY_NONE &&
        sw_data_detail_date(f, row, column, &day) == SW_CELL_OK)
        *out = day;
}

/* Wages in another currency cannot be added to the pilot's money. */
static void read_cost(const sw_roster_reading *r, sw_data_file *f,
                      const sw_roster_columns *at, size_t row, sw_person *out)
{
    const sw_pilot *p = r->load->pilot;
    const char *currency = sw_data_text(f, row, at->currency);
    bool other = !sw_cell_is_missing(currency) && p->currency != NULL &&
                 g_ascii_strcasecmp(currency, p->currency) != 0;
    double cost = NAN;
    read_amount(f, row, at->hourly_cost, &cost);
    if (isnan(cost) || !isnan(out->hourly_cost))
        return;
    if (!other) {
        out->hourly_cost = cost;
        return;
    }
    sw_place place = {.file = f->name,
                      .line = sw_table_line(f->table, row),
                      .column = at->currency + 1};
    sw_diagnose(r->load->d, SW_ERROR, "other-currency", place,
                "convert the wages at dated rates, or map hourly_cost to "
                "another column",
                "an hourly cost in %s, the pilot is in %s", currency,
                p->currency);
}

static void read_licence(sw_roster_reading *r, sw_data_file *f,
                         const sw_roster_columns *at, size_t row,
                         sw_person *out)
{
    bool held;
    const char *products = sw_data_text(f, row, at->products);
    const char *licensed = sw_data_text(f, row, at->licensed);
    if (out->licence != SW_LICENCE_UNKNOWN)
        return;
    if (at->licensed != SIZE_MAX &&
        sw_cell_boolean(&held, licensed) == SW_CELL_OK)
        out->licence = held ? SW_LICENCE_HELD : SW_LICENCE_NONE;
    else if (at->products != SIZE_MAX)
        out->licence = sw_products_have_copilot(products) ? SW_LICENCE_HELD
                                                          : SW_LICENCE_NONE;
    r->any_licence |= out->licence != SW_LICENCE_UNKNOWN;
}

static bool flag_is(const sw_data_file *f, size_t row, size_t column, bool what)
{
    bool flag;
    return column != SIZE_MAX &&
           sw_cell_boolean(&flag, sw_data_text(f, row, column)) == SW_CELL_OK &&
           flag == what;
}

/* Guests and disabled accounts hold no seat and are of no arm; they stay on the
 * roster, so that what they answer is known for theirs. */
static void read_account(const sw_data_file *f, const sw_roster_columns *at,
                         size_t row, sw_person *out)
{
    const char *type = sw_data_text(f, row, at->user_type);
    if (g_ascii_strcasecmp(type, "guest") == 0 ||
        flag_is(f, row, at->enabled, false) ||
        flag_is(f, row, at->disabled, true))
        out->status = SW_PERSON_OUTSIDE;
}

bool sw_roster_row(sw_roster_reading *r, sw_data_file *f,
                   const sw_roster_columns *at, size_t row, sw_person *out)
{
    if (!read_arm(r, f, row, at->arm, out))
        return false;
    read_status(f, row, at->status, out);
    read_absence(r->load->pilot, f, at, row, out);
    read_account(f, at, row, out);
    if (out->department < 0)
        out->department =
            number_of(r, r->department, sw_data_text(f, row, at->department));
    if (out->team < 0)
        out->team = number_of(r, r->team, sw_data_text(f, row, at->team));
    read_text(r, f, row, at->role, &out->role);
    read_text(r, f, row, at->region, &out->region);
    read_text(r, f, row, at->seniority, &out->seniority);
    read_text(r, f, row, at->cost_center, &out->cost_center);
    read_cost(r, f, at, row, out);
    read_amount(f, row, at->fte, &out->fte);
    read_day(f, row, at->seat_from, &out->seat_from);
    read_day(f, row, at->seat_to, &out->seat_to);
    read_licence(r, f, at, row, out);
    sw_roster_read_activity(r, f, at, row, out);
    return true;
}
