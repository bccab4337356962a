/*
 * roster.h - what the files that read a roster share.
 *
 * One file says who is on the roster; further ones (licences, directory, HR,
 * aliases, logins) say more about the same people and never add any.
 */
#ifndef SW_PILOT_ROSTER_H
#define SW_PILOT_ROSTER_H

#include "pilot/data_file.h"

typedef struct sw_roster_reading {
    const sw_load *load;
    GArray *people;         /* of sw_person */
    GArray *line;           /* of size_t: where each person stands */
    GHashTable *department; /* name -> number in order of appearance + 1 */
    GHashTable *team;
    bool any_arm, any_licence;
    sw_day told_until; /* of the file being read: its report's day, or as_of */
    size_t merged, late, unread; /* rows of the same person; last activities
                                    after their report, and that are no date */
} sw_roster_reading;

/* Columns of attributes, SIZE_MAX where the file has none. */
typedef struct sw_roster_columns {
    size_t person, arm, department, team, role, region, seniority, hourly_cost,
        currency, seat_from, seat_to, status, leave_date, on_leave, fte,
        cost_center, licensed, products, sku, user_type, enabled, disabled,
        last_activity, report_day;
} sw_roster_columns;

sw_roster_columns sw_roster_columns_of(const sw_data_file *f);
/* A person without a name whom nothing is known of. */
sw_person sw_roster_blank(void);
/* Fills what the row says and `out` does not know yet; false where the row has
 * to be left out (it was rejected). */
bool sw_roster_row(sw_roster_reading *r, sw_data_file *f,
                   const sw_roster_columns *at, size_t row, sw_person *out);

/* When its people last used it: up to which day the file tells, with `at` left
 * without a column that is empty. */
void sw_roster_open_activity(sw_roster_reading *r, sw_data_file *f,
                             sw_roster_columns *at);
void sw_roster_read_activity(sw_roster_reading *r, const sw_data_file *f,
                             const sw_roster_columns *at, size_t row,
                             sw_person *out);
void sw_roster_tell_activity(sw_roster_reading *r, const sw_data_file *f);
/* A further row of the same person, field by field: the latest activity, the
 * first day of the seat, its end only if both have one (the later). */
void sw_person_merge(sw_person *person, const sw_person *again);

/* All names in the columns of names of a row: e-mail, login, employee id, lists
 * of aliases. */
void sw_roster_add_names(const sw_roster_reading *r, const sw_data_file *f,
                         const GArray *columns, size_t row, int person);
/* Columns that name persons (of size_t; caller unrefs): by their canonical
 * names, else by what their headers say. */
GArray *sw_roster_name_columns(const sw_data_file *f);
/* The person whom any of the row's names means. Where they mean two, the names
 * that are nobody's first one join nobody from here on; SW_NOBODY where that
 * settles nothing. */
int sw_roster_row_person(const sw_roster_reading *r, const sw_data_file *f,
                         const GArray *columns, size_t row);

/* Where no file says the arm and one says who holds a licence: those are in the
 * pilot, the others are its control group. */
void sw_roster_arms(sw_roster_reading *r);
/* Whether products joined by `+` hold a licence of a copilot for office work.
 */
bool sw_products_have_copilot(const char *products);

#endif
