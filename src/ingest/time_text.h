/*
 * time_text.h - the time of day behind a date, and how such texts are scanned.
 */
#ifndef SW_INGEST_TIME_TEXT_H
#define SW_INGEST_TIME_TEXT_H

#include "ingest/date_text.h"

/* Reads up to `max` digits at *p; returns how many there were. */
int sw_scan_digits(const char **p, int max, int *out);
void sw_scan_blanks(const char **p);
/* Takes the word unless it goes on. */
bool sw_scan_word(const char **p, const char *word);

/* The rest of a date: nothing, or a time with its half of the day and zone, and
 * nothing behind it. The text is folded. */
bool sw_time_text_read(const char **p, sw_date_text *t);

#endif
