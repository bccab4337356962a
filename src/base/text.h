/*
 * text.h - numbers, money and dates as an English reader expects them.
 *
 * For messages and for what no reader's language touches; reports speak
 * through language.h. Nothing depends on the locale. Every returned string is
 * freed by the caller with g_free.
 */
#ifndef SW_BASE_TEXT_H
#define SW_BASE_TEXT_H

#include <glib.h>

#include "base/date.h"
#include "base/language.h"

/* "$" for USD, "CHF " for a currency without a sign of its own. Never NULL. */
char *sw_text_currency_sign(const char *currency);

/* "$1,234", "-$1,234.50", "CHF 1,234"; "n/a" where x is not finite. */
char *sw_text_money(const char *currency, double x, int decimals);
/* The same with cents below 1,000 and only where there are any: prices. */
char *sw_text_price(const char *currency, double x);
/* "1,234.5"; "n/a" where x is not finite. */
char *sw_text_number(double x, int decimals);
/* "83%" of 0.83; "n/a" where x is not finite. */
char *sw_text_percent(double fraction, int decimals);

#endif
