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
    char *who;    /* key of the person, or NULL: anonymous */
    bool partial; /* begun and not finished */
} sw_response;

typedef struct sw_survey_reading {
    const sw_load *load;
    sw_data_file *files; /* [n_files], open */
    size_t n_files;
    GArray *responses; /* of sw_response; the kept ones, after all are read */
} sw_survey_reading;

/* Reads every item's answers of the kept responses into the pilot. */
void sw_survey_read_items(sw_survey_reading *r);

/* Reads how long each kept response took. */
void sw_survey_read_durations(sw_survey_reading *r);

/* Says what the responses look like: partial ones, straight lines, people
 * without a seat, seat holders who did not answer (FORMATS 5.8). */
void sw_survey_check_quality(const sw_survey_reading *r);

/* The answers of survey.counts as responses that name nobody. */
void sw_load_survey_counts(const sw_load *load);

/* An answer to minutes or a score, in both bounds (NaN: not readable), and its
 * text; the period is brought to the item's. */
typedef struct sw_answer_reader sw_answer_reader;
sw_answer_reader *sw_answer_reader_new(const sw_load *load, const sw_json *spec,
                                       sw_item *item);
void sw_answer_reader_free(sw_answer_reader *r);
sw_cell_status sw_answer_read(sw_answer_reader *r, const char *text,
                              double *lower, double *upper);

/* Whether item.answers maps the text: then that is its meaning, whatever it
 * says otherwise. */
bool sw_answer_read_mapped(sw_answer_reader *r, const char *text, double *lower,
                           double *upper);

/* item.answers as an object: answer, folded -> sw_duration in minutes (or
 * points) of the item's period, NaN where it is null; NULL: it is none. */
GHashTable *sw_answer_map_new(const sw_load *load, const sw_json *spec);
const sw_duration *sw_answer_mapped(GHashTable *map, const char *text);

/* Notes an answer that could not be read; the text has to live on. */
void sw_item_unread(sw_item *item, size_t response, const char *text);
/* Says each of them once, with its count; where nothing could be read, as an
 * error. The remedy is a mapping. */
void sw_item_tell_unread(const sw_load *load, const sw_json *spec,
                         sw_item *item);

/* An item of pilot.json; its answers are still to be read. */
sw_item sw_survey_item(const sw_load *load, const sw_json *v);

#endif
