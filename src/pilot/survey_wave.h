/*
 * survey_wave.h - which wave a response belongs to: no platform says it.
 */
#ifndef SW_PILOT_SURVEY_WAVE_H
#define SW_PILOT_SURVEY_WAVE_H

#include "pilot/survey.h"

typedef enum sw_wave_rule {
    SW_WAVE_UNKNOWN,
    SW_WAVE_BY_ENTRY,  /* pilot.json says it of the file */
    SW_WAVE_BY_COLUMN, /* each response says it */
    SW_WAVE_BY_NAME,   /* the file's name does */
    SW_WAVE_BY_DATE    /* a gap of two weeks round the start of the pilot */
} sw_wave_rule;

typedef struct sw_wave_finder {
    sw_wave_rule rule;
    int wave;      /* of the file, by entry or name */
    size_t column; /* by column */
    size_t date;   /* column of dates */
    sw_day start;  /* by date: responses before it are of wave 0 */
} sw_wave_finder;

/* Finds the rule for a file, in the order above, and says in a note which it
 * is; an error where nothing tells the wave. */
bool sw_wave_find(sw_wave_finder *out, sw_data_file *f, size_t date);
/* Wave of one response; false where it was rejected. */
bool sw_wave_of(const sw_wave_finder *w, sw_data_file *f, size_t row, int *out);
/* "before", "T1", "wave 2", "3" ... */
bool sw_wave_parse(int *out, const char *text);

#endif
