/*
 * survey.h - what reading responses and reading answers share.
 */
#ifndef SW_PILOT_SURVEY_H
#define SW_PILOT_SURVEY_H

#include "pilot/data_file.h"

/* One response of one file, before the superseded ones are dropped. */
typedef struct sw_response {
    size_t file, row; /* of survey_reading.files */
    int person, wave;
    sw_day date;
    char *who; /* key of the person, or NULL: anonymous */
} sw_response;

typedef struct sw_survey_reading {
    const sw_load *load;
    sw_data_file *files; /* [n_files], open */
    size_t n_files;
    GArray *responses; /* of sw_response; the kept ones, after all are read */
} sw_survey_reading;

/* Reads every item's answers of the kept responses into the pilot. */
void sw_survey_read_items(sw_survey_reading *r);

/* An item of pilot.json; its answers are still to be read. */
sw_item sw_survey_item(const sw_load *load, const sw_json *v);

#endif
