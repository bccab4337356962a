/*
 * answer.h - survey answers to numbers or intervals (FORMATS 8).
 */
#ifndef SW_INGEST_ANSWER_H
#define SW_INGEST_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "ingest/cell.h"

typedef enum sw_period {
    SW_PERIOD_UNKNOWN,
    SW_PERIOD_DAY, /* a working day */
    SW_PERIOD_WEEK,
    SW_PERIOD_MONTH
} sw_period;

/* A duration in minutes as a half-open interval [lower, upper). An exact answer
 * has lower == upper; an open top bin has upper = INFINITY; "none" is 0, 0;
 * "takes longer" is below 0, with lower = -INFINITY where it does not say by
 * how much. */
typedef struct sw_duration {
    double lower, upper; /* minutes */
    sw_period period;    /* as the answer says it, else unknown */
} sw_duration;

/* Reads "15-30 minutes", "less than 1 hour per week", "None", "1h30", "45".
 * A bare number is in `bare_unit` minutes (1 for minutes, 60 for hours).
 * A date in a bin column ("10-May") is damage by Excel: bad. */
sw_cell_status sw_answer_duration(sw_duration *out, const char *text,
                                  double bare_unit);

/* The period that a question names ("... per day?"), folded as headers are. */
sw_period sw_question_period(const char *words);

/* A point of a rating scale: an integer 1..points, or a label of the English
 * sets of FORMATS 8.1 in a scale of that many points. */
sw_cell_status sw_answer_likert(double *out, const char *text, int points);

#endif
