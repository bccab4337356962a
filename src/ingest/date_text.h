/*
 * date_text.h - what one cell can be read as, were it a date (FORMATS 7).
 *
 * Which of the readings is right is decided for a whole column (column.h).
 */
#ifndef SW_INGEST_DATE_TEXT_H
#define SW_INGEST_DATE_TEXT_H

#include <stdbool.h>

#include "base/date.h"

typedef enum sw_date_order {
    SW_ORDER_OPEN,
    SW_ORDER_DMY,
    SW_ORDER_MDY,
    SW_ORDER_YMD
} sw_date_order;

typedef enum sw_date_form {
    SW_DATE_SURE,     /* ISO, or the month has a name */
    SW_DATE_NUMBERS,  /* 03/04/2026: the order is open */
    SW_DATE_SERIAL,   /* a count: Excel's days, or seconds since 1970 */
    SW_DATE_PERIOD,   /* YYYY-MM or YYYY-Www: no day */
    SW_DATE_SENTINEL, /* stands for "open" or "none": 9999, 1753 ... */
    SW_DATE_NO_DAY    /* a date by its form, but there is no such day */
} sw_date_form;

typedef struct sw_date_text {
    sw_date_form form;
    int number[3];   /* NUMBERS: as they stand; a year has four digits */
    bool short_year; /* two digits: 20yy */
    char separator;  /* NUMBERS: / . or - */
    bool has_time, has_zone;
    bool half_days; /* am or pm as in America, where the month comes first */
    int seconds;    /* of the day, as it stands */
    int zone;       /* minutes east of Greenwich */
    sw_day day;     /* SURE, SERIAL */
} sw_date_text;

/* @return false if the text has no form of a date. */
bool sw_date_text_read(sw_date_text *out, const char *text);

/* The day (and the second of it, both in UTC where a zone is known) under an
 * order; false if there is no such day. */
bool sw_date_text_day(sw_day *day, int *seconds, const sw_date_text *t,
                      sw_date_order order);

/* True for what Excel makes of "5-10": 10-May, 15. Okt, Mai 10. */
bool sw_date_text_is_damage(const char *text);

/* "MDT", "MESZ", "CET": what it is from Greenwich differs from country to
 * country and by the season, so the day stays as it is written. */
bool sw_is_zone_word(const char *p);

/* Number of a month by its name or abbreviation at *text (folded, in the
 * languages of the exports); moves *text behind it. 0 if there is none. */
int sw_month_name(const char **text);

#endif
