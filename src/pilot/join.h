/*
 * join.h - names of persons, and how many of them are on the roster.
 */
#ifndef SW_PILOT_JOIN_H
#define SW_PILOT_JOIN_H

#include "pilot/load.h"

/* A person as written to the key it is known by: the address out of
 * `Name <a@b>`, `mailto:a@b` or `SMTP:a@b`, the first of a `;` list, without
 * the apostrophe that keeps a spreadsheet from reading a number, trimmed, lower
 * case. "" where nothing is left; the caller frees it. */
/* Lower case by code point, as keys are. */
char *sw_person_lower(const char *text, gsize length);
char *sw_person_key(const char *text);

/* Keeps what calls a person beside the key: the name of `Name <a@b>`. */
void sw_person_note(const sw_load *load, const char *text);

/* Names that are not on the roster: shown, and kept for the list of them. */
enum { SW_JOIN_EXAMPLES = 5, SW_JOIN_NAMES = 10000 };

/* Counts the persons that one file names. */
typedef struct sw_joiner {
    const sw_load *load;
    GHashTable *by_text; /* cell text, borrowed from the table -> person + 3 */
    GHashTable *by_key;  /* keys seen, owned -> person + 3 */
    GHashTable *people;  /* numbers of those found + 1: names can be many */
    size_t unknown, concealed; /* keys not on the roster; hashes among them */
    GPtrArray *names; /* the first keys that are not on the roster, owned */
} sw_joiner;

void sw_joiner_init(sw_joiner *j, const sw_load *load);
enum { SW_NO_NAME = -2 }; /* the cell names nobody */

/* The person of a cell of a table that lives as long as the joiner; SW_NOBODY
 * where the name is not on the roster, SW_NO_NAME where there is none. */
int sw_joiner_person(sw_joiner *j, const char *text);
/* Records the join of the file. With `required`, nobody found on a roster that
 * has people is an error; `remedy` says where to look. Frees the joiner. */
void sw_joiner_finish(sw_joiner *j, const char *file, bool required,
                      const sw_json *where, const char *remedy);
/* Records how many of the persons that a file names are on the roster, and
 * which are not: names, which are taken over. */
void sw_join_record(const sw_load *load, const char *file, size_t keys,
                    size_t matched, bool concealed, GPtrArray *names);
/* True if most of the people named so far are hashes and none is known. */
bool sw_joiner_is_concealed(const sw_joiner *j);

#endif
