/*
 * language.h - the language that a report speaks.
 *
 * English is the key: a text without a translation stays English, and so does
 * every text of the language NULL. A sentence is one format that is translated
 * whole; its figures are put into words by the functions below, which know how
 * the language writes numbers, money and dates. What is not printed yet is a
 * message (message.h). A text is known whole or not at all: nobody looks into
 * it, so that what users wrote is never taken for words of the program. Nothing
 * depends on the locale.
 * Every returned `char *` is freed by the caller with g_free.
 */
#ifndef SW_BASE_LANGUAGE_H
#define SW_BASE_LANGUAGE_H

#include <stdarg.h>
#include <stdbool.h>

#include "base/date.h"
#include "seatworth/error.h"

typedef struct sw_language sw_language;

/* How numbers are written; borrowed by sw_language_set_numbers. */
typedef struct sw_number_words {
    const char *decimal, *thousands;    /* "." and "," */
    const char *percent;                /* what follows: "%" */
    bool money_after;                   /* 12 € in place of €12 */
    const char *thousand, *million;     /* short, for cells: "k" and "M" */
    const char *date_code, *month_code; /* of cells: "d mmm yyyy" */
} sw_number_words;

/* A language without any text; `name` is its code, "de". Aborts when memory is
 * out. It is shared by counting: each holder frees it once. */
sw_language *sw_language_new(const char *name);
sw_language *sw_language_share(sw_language *l);
void sw_language_free(sw_language *l);

/* Says `text` for `english` from now on.
 * @return false, and nothing is changed, where the conversions of the two
 *         (%s, %zu, in any order with %2$s) differ. */
bool sw_language_add(sw_language *l, const char *english, const char *text);
void sw_language_set_numbers(sw_language *l, const sw_number_words *numbers);

/* "en" of NULL. */
const char *sw_language_name(const sw_language *l);
/* The text for exactly this English word, sentence or format, or the English
 * one; NULL of NULL. Borrowed. */
const char *sw_language_text(const sw_language *l, const char *english);
const sw_number_words *sw_language_numbers(const sw_language *l);

/* A sentence; `fmt` is the English format, as a literal with at most 16
 * values. Decimals of %f and %g are written as the language does. */
char *sw_say(const sw_language *l, const char *fmt, ...) SW_PRINTF(2, 3);

/* "$1,234.50", "1.234,50 $"; "n/a" where x is not finite. */
char *sw_say_money(const sw_language *l, const char *currency, double x,
                   int decimals);
/* The same with cents below 1,000 and only where there are any: prices. */
char *sw_say_price(const sw_language *l, const char *currency, double x);
char *sw_say_number(const sw_language *l, double x, int decimals);
/* "83%" of 0.83. */
char *sw_say_percent(const sw_language *l, double fraction, int decimals);
/* In whole percent that never round to certainty: "<1%" and ">99%". */
char *sw_say_probability(const sw_language *l, double p);
/* "26.4 minutes" */
char *sw_say_minutes(const sw_language *l, double x);
/* "31 July 2024", "31. Juli 2024"; "unknown" for SW_DAY_NONE. */
char *sw_say_date(const sw_language *l, sw_day day);

#endif
