/*
 * person_sums.h - a file of person-weeks summed by person, as a stream.
 *
 * Memory grows with the persons, not the rows: 64 MiB and 64 bytes a person
 * with one value (16 more a further value), a slot of 11 to 22 bytes each
 * beyond half a million, and the keys that are longer than 16 bytes. All sums
 * are of whole millionths: exact, and the same for any number of threads.
 */
#ifndef SW_INGEST_PERSON_SUMS_H
#define SW_INGEST_PERSON_SUMS_H

#include "ingest/person_rows.h"
#include "seatworth/error.h"

typedef struct sw_sums_request {
    const char *path, *name; /* name: how to name it in errors */
    char delimiter;
    const char *person, *period;         /* headers as they stand in the file */
    const char *value[SW_PERSON_VALUES]; /* NULL: none */
    sw_day split; /* periods from this day on are "after" */
    int threads;  /* at least 1 */
} sw_sums_request;

typedef struct sw_person_sum {
    const char *key; /* as in the file but trimmed; no NUL behind it */
    size_t key_length;
    uint32_t rows, active_rows;       /* active: a value is above zero */
    sw_day first_active, last_active; /* SW_DAY_NONE: never */
    sw_day last_row;
    uint64_t weeks; /* active, Monday to Sunday; bit 0: the file's last week */
    size_t recent_days; /* of use, in the file's last twelve weeks; SIZE_MAX:
                           not known, as where active_days is no value */
    /* In millionths; 0 for values that the request does not name. */
    int64_t before[SW_PERSON_VALUES], after[SW_PERSON_VALUES];
} sw_person_sum;

typedef struct sw_person_sums sw_person_sums;

/* @return SW_OK; SW_EIO; SW_ESCHEMA where the header lacks a column; SW_EPARSE
 * where a quote never closes or a record is above 1 MiB; SW_EDOMAIN where the
 * amounts of a value add up to 9.2 * 10^12 or more, or rows to 2^32. `out` is
 * written on SW_OK only; the caller frees it. */
SW_NODISCARD sw_status sw_person_sums_read(sw_person_sums **out,
                                           const sw_sums_request *request,
                                           sw_error *err);
void sw_person_sums_free(sw_person_sums *s);

/* Persons, in the order of their keys' bytes. */
size_t sw_person_sums_size(const sw_person_sums *s);
sw_person_sum sw_person_sums_at(const sw_person_sums *s, size_t i);
const sw_rows_counts *sw_person_sums_counts(const sw_person_sums *s);
/* The distinct periods, ascending; returns how many. The caller frees them. */
size_t sw_person_sums_days(const sw_person_sums *s, sw_day **days);

#endif
