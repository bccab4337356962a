/*
 * person_rows.h - records of person-periods into a table of persons.
 *
 * The second stage behind record_scan.h: the cells that are needed become a
 * row, and rows wait in a ring while the memory of their person comes.
 */
#ifndef SW_INGEST_PERSON_ROWS_H
#define SW_INGEST_PERSON_ROWS_H

#include "base/date.h"
#include "ingest/person_table.h"
#include "ingest/record_scan.h"
#include "ingest/records.h"

__extension__ typedef unsigned __int128 sw_wide;

enum {
    SW_ROWS_RING = 64,
    SW_ROWS_MEMO = 256,          /* periods whose day is remembered */
    SW_ROWS_DAYS = SW_NO_PERIOD, /* 1970-01-01 to 2149-06-05 */
    SW_ROWS_DAY_WORDS = 65536 / 64
};

/* Where the cells are; SIZE_MAX for a value that the file lacks. */
typedef struct sw_person_columns {
    size_t n, person, period, value[SW_PERSON_VALUES], n_values;
    size_t which[SW_PERSON_VALUES]; /* the value's position in the request */
    sw_day split;
} sw_person_columns;

typedef enum sw_period_writing {
    SW_WRITTEN_DATE = 1, /* YYYY-MM-DD */
    SW_WRITTEN_WEEK = 2, /* YYYY-Www */
    SW_WRITTEN_OTHER = 4
} sw_period_writing;

typedef struct sw_rows_counts {
    size_t rows;
    size_t nameless, undated; /* rows without a person or a period */
    size_t bad;               /* cells that are no number or no period */
    size_t negative;          /* numbers below zero */
    size_t ragged;            /* rows with fewer or more cells */
    size_t faulty;            /* records that are no CSV, left out */
    size_t exotic;            /* records that took the slow path */
    unsigned written;         /* how periods are: SW_WRITTEN_..., or'ed */
} sw_rows_counts;

typedef struct sw_waiting_row {
    sw_person_key_bytes key;
    sw_person_row row;
} sw_waiting_row;

typedef struct sw_known_period {
    uint64_t word[2];
    uint32_t length;
    sw_day day;
} sw_known_period;

typedef struct sw_person_rows {
    sw_person_columns at;
    sw_person_table *table; /* borrowed */
    sw_rows_counts counts;
    sw_wide total[SW_PERSON_VALUES];  /* of the amounts: no sum is larger */
    uint64_t days[SW_ROWS_DAY_WORDS]; /* a bit for each day met */
    size_t head, tail;
    sw_waiting_row ring[SW_ROWS_RING];
    sw_known_period memo[SW_ROWS_MEMO];
} sw_person_rows;

/* The first `n` records of the scan. Doubled quotes are undone in the text. */
void sw_person_rows_take(sw_person_rows *r, char *text,
                         const sw_record_scan *scan, size_t n);
/* A record that was read cell by cell; `records` may be empty. */
void sw_person_rows_take_exotic(sw_person_rows *r, const sw_records *records);
/* Empties the ring: before the text goes, and at the end. */
void sw_person_rows_flush(sw_person_rows *r);
/* Adds counts, days and totals of `from`. */
void sw_person_rows_merge(sw_person_rows *to, const sw_person_rows *from);

#endif
