/*
 * survey_counts.h - a survey of which only a summary exists: how often each
 * answer was given, by item, wave and segment.
 */
#ifndef SW_INGEST_SURVEY_COUNTS_H
#define SW_INGEST_SURVEY_COUNTS_H

#include <stdbool.h>

#include "ingest/table.h"

/* One answer of one group; texts are borrowed from the table. */
typedef struct sw_survey_count {
    const char *item, *wave, *segment, *answer;
    double count;     /* the likeliest whole number, NaN where suppressed */
    double low, high; /* what rounding leaves possible */
    size_t row;       /* of the table */
    size_t group;     /* rows of the same item, wave and segment */
} sw_survey_count;

typedef struct sw_survey_counts {
    sw_survey_count *rows; /* in the order of the table */
    size_t n;
    size_t n_groups;
    bool from_percent;   /* at least one count is a rounded percentage of n */
    double most_hidden;  /* largest high - low of a row */
    size_t n_suppressed; /* rows whose count is unknown */
} sw_survey_counts;

/* Reads columns item, answer, count (or percent and n), and wave and segment
 * where there are any. Rows that cannot be read are rejected into the table;
 * counts of a group that add up to no whole are said in `d`.
 *
 * A percentage p of n shown with k decimals stands for every whole number
 * between (p - 0.5 10^-k) n / 100 and (p + 0.5 10^-k) n / 100. Of those the
 * counts of a group are chosen so that they add up to n, by largest remainder.
 *
 * @param decimal the decimal sign of its numbers
 * @return the counts (caller frees), or NULL with an error in `d` where a
 *         column is missing */
sw_survey_counts *sw_survey_counts_read(sw_table *t, char decimal,
                                        sw_diagnostics *d);
void sw_survey_counts_free(sw_survey_counts *c);

#endif
