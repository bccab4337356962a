/*
 * date.h - civil dates as day numbers, and the calendar arithmetic of
 * contracts. Proleptic Gregorian calendar; no clock and no time zone.
 */
#ifndef SW_BASE_DATE_H
#define SW_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

/* Days since 1970-01-01; SW_DAY_NONE where no date is known. */
typedef int32_t sw_day;
enum { SW_DAY_NONE = INT32_MIN };

typedef struct sw_ymd {
    int year, month, day; /* month 1-12, day 1-31 */
} sw_ymd;

enum { SW_DATE_TEXT = 16 }; /* bytes that hold any formatted date */

/* The years that are read: terms, bills and ledgers are laid out month by
 * month, and a date beyond them is a slip or stands for "open". */
enum { SW_YEAR_FIRST = 1900, SW_YEAR_LAST = 2200 };

/* True and *out set iff text is exactly YYYY-MM-DD and such a day exists in
 * the years from SW_YEAR_FIRST to SW_YEAR_LAST. */
bool sw_date_parse(sw_day *out, const char *text);

/* Whether systems write this day for "no end": 9999-12-31, 2099-12-31,
 * 3000-01-01 and their like, also beyond SW_YEAR_LAST. */
bool sw_date_is_open(int year, int month, int day);

/* Likewise for "no date at all": 0001-01-01, 1753, 1970-01-01; open ones too.
 */
bool sw_date_is_sentinel(int year, int month, int day);

sw_day sw_date_from_ymd(int year, int month, int day);
sw_ymd sw_date_to_ymd(sw_day day);

/* Writes YYYY-MM-DD (or "" for SW_DAY_NONE) into buf and returns buf. */
const char *sw_date_format(sw_day day, char buf[SW_DATE_TEXT]);

/* day + n months; a day past the target month's end becomes its last day, and
 * the last day of a month stays the last day (2024-06-30 + 13 = 2025-07-31). */
sw_day sw_date_add_months(sw_day day, int n);

/* day + months, the part of one by its days. */
sw_day sw_date_add_part(sw_day day, double months);

/* Last day of the day's calendar month. */
sw_day sw_date_month_end(sw_day day);

/* day + n months where only the overflow is clamped (contract anniversaries:
 * 2023-08-30 + 6 = 2024-02-29, and + 12 from there is not asked). */
sw_day sw_date_add_months_clamped(sw_day day, int n);

/* Monday of ISO week `week` of `year`; SW_DAY_NONE if there is no such week in
 * the years that are read. */
sw_day sw_date_from_iso_week(int year, int week);

#endif
