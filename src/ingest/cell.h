/*
 * cell.h - one cell to one value, by the rules decided for its column.
 */
#ifndef SW_INGEST_CELL_H
#define SW_INGEST_CELL_H

#include <stdbool.h>

#include "base/date.h"

typedef enum sw_cell_status {
    SW_CELL_OK,
    SW_CELL_MISSING, /* empty, n/a, -, NULL, don't know ... */
    SW_CELL_BAD      /* text that is no such value */
} sw_cell_status;

/* True for the words that stand for "no value" (FORMATS 7). */
bool sw_cell_is_missing(const char *text);

/* True for "<5" and the like: suppressed, neither 5 nor 0. */
bool sw_cell_is_suppressed(const char *text);

/* True for the words and dashes of a cost column where nothing was charged:
 * Included, Free, "Errored, No Charge", -. Elsewhere a dash is missing. */
bool sw_cell_is_free(const char *text);

/* True for the words that some exports write for a count: None, Low, High; more
 * than nothing sets *some. */
bool sw_cell_is_level(const char *text, bool *some);

/* True for an amount that says that it is in hundredths of a currency: 31¢, 31
 * cents; it is read as 0.31. */
bool sw_cell_says_cents(const char *text);

/* A decimal number; `decimal` is '.' or ','. Currency and percent signs, other
 * separators and exponents as people export them; NaN and Inf are bad. */
sw_cell_status sw_cell_number(double *out, const char *text, char decimal);

/* True for digits with at most a minus before them and a point among them: most
 * numbers there are, and canonical as they stand. */
bool sw_cell_is_plain(const char *text);

enum { SW_NUMBER_PLAIN = 160 };

/* The same as text: a minus, digits and a decimal point, with the decimals that
 * the cell shows; a percentage as a share (35 % is 0.35). */
sw_cell_status sw_cell_number_plain(char out[SW_NUMBER_PLAIN], bool *percent,
                                    const char *text, char decimal);

/* A hundredth of such a text, digit by digit: "186" is "1.86". */
void sw_cell_hundredth(char text[SW_NUMBER_PLAIN]);

/* A date: ISO (YYYY-MM-DD, also with a time behind it). */
sw_cell_status sw_cell_date(sw_day *out, const char *text);

/* A period: a date, YYYY-Www (its Monday) or YYYY-MM (its first day). */
sw_cell_status sw_cell_period(sw_day *out, const char *text);

/* true/false, yes/no, 1/0, y/n, checked/unchecked. */
sw_cell_status sw_cell_boolean(bool *out, const char *text);

#endif
