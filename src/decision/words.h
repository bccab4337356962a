/*
 * words.h - options and amounts in the words of sentences.
 */
#ifndef SW_DECISION_WORDS_H
#define SW_DECISION_WORDS_H

#include "decision/decision.h"

/* "renewing 500 seats", "cutting 500 to 180 seats", "switching to X",
 * "leaving"; the caller frees it. */
char *sw_option_words(const sw_decision *d, int place);
char *sw_money_words(const sw_economics *e, double amount);
char *sw_price_words(const sw_economics *e, double price);
char *sw_seats_words(double seats);

#endif
