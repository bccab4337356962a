/*
 * person_table.h - one entry a person, found by the bytes of the person's key.
 *
 * Made for millions of rows in no order: a look-up is split into steps, so that
 * the memory it needs is on its way while other rows are read.
 */
#ifndef SW_INGEST_PERSON_TABLE_H
#define SW_INGEST_PERSON_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SW_PERSON_VALUES = 3,
    SW_KEY_INLINE = 16, /* bytes of a key that an entry holds itself */
    SW_NO_PERIOD = UINT16_MAX,
    SW_DAYS_UNKNOWN = 15 /* no whole number, or too many for a week */
};

/* A key with its hash: up to 16 bytes as two words padded with zeros, longer
 * ones as a pointer. */
typedef struct sw_person_key_bytes {
    uint64_t word[2];
    const char *text; /* of a long key */
    uint64_t hash;
    uint32_t length;
} sw_person_key_bytes;

/* Days are days since 1970, weeks Monday to Sunday. With one value the entry
 * fills one line of the processor's cache. */
typedef struct sw_person_entry {
    uint64_t word[2]; /* long keys: position in the arena, hash */
    uint32_t rows, active_rows, key_length;
    uint16_t first_active, last_active; /* SW_NO_PERIOD: never */
    uint64_t weeks; /* active: bit 0 the week of last_active, 1 before ... */
    /* Days of use in the week of last_active and the eleven before, four bits
     * each; SW_DAYS_UNKNOWN stays what it is. Behind them, in the upper 16
     * bits, the day of the last row, active or not. */
    uint64_t recent;
    uint64_t sum[]; /* a value's sum before and after, modulo 2^64 */
} sw_person_entry;

/* What a row adds. */
typedef struct sw_person_row {
    uint16_t day;
    bool after, active;
    uint8_t days; /* of use, up to SW_DAYS_UNKNOWN */
    int64_t value[SW_PERSON_VALUES];
} sw_person_row;

typedef struct sw_person_table sw_person_table;

sw_person_table *sw_person_table_new(size_t n_values);
void sw_person_table_free(sw_person_table *t);
size_t sw_person_table_size(const sw_person_table *t);
sw_person_entry *sw_person_table_at(const sw_person_table *t, size_t i);
/* Not ended by a NUL; its length is in the entry. */
const char *sw_person_table_key(const sw_person_table *t,
                                const sw_person_entry *p);
/* Bytes that the table holds. */
size_t sw_person_table_bytes(const sw_person_table *t);

/* Reads 16 bytes from text even where the key is shorter. `text` has to stay
 * until the key was found. */
sw_person_key_bytes sw_person_key_of(const char *text, size_t length);
/* The two steps that ask for memory ahead of sw_person_table_find. */
void sw_person_table_fetch_slot(const sw_person_table *t, uint64_t hash);
void sw_person_table_fetch_entry(const sw_person_table *t, uint64_t hash);
/* The person's entry, made if there is none. */
sw_person_entry *sw_person_table_find(sw_person_table *t,
                                      const sw_person_key_bytes *key);

void sw_person_add_row(sw_person_entry *p, const sw_person_row *row,
                       size_t n_values);
/* Adds all of `from`, which is empty afterwards. */
void sw_person_table_move(sw_person_table *to, sw_person_table *from);

/* Day of the person's last row. */
int sw_person_last_row(const sw_person_entry *p);
/* Days of use in the twelve weeks that end with the week `late` weeks after the
 * person's last active one; SIZE_MAX unknown. */
size_t sw_person_recent_days(const sw_person_entry *p, int late);

/* Monday of the first week is 1969-12-29. */
int sw_week_of(int day);

#endif
