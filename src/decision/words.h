/*
 * words.h - options and amounts as arguments of sentences.
 */
#ifndef SW_DECISION_WORDS_H
#define SW_DECISION_WORDS_H

#include "decision/decision.h"

/* "renewing 500 seats", "cutting 500 to 180 seats", "switching to X",
 * "leaving". */
sw_value sw_as_option(const sw_decision *d, int place);
/* "36-month offer", or as the file names it. */
sw_value sw_as_offer(const sw_offer *offer);
sw_value sw_as_amount(const sw_economics *e, double amount);
/* "$30 per seat and month": of a price per seat and month in the contract's
 * currency, as the contract quotes it. */
sw_value sw_as_seat_price(const sw_economics *e, double price);
sw_value sw_as_seats(double seats);
/* "69 %", or "69 % (at most 85 %)" where the model lets no chance be higher. */
sw_value sw_as_chance(const sw_economics *e, double p);

#endif
