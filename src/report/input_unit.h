/*
 * input_unit.h - the unit of an input as its contract has it: prices are in the
 * contract's currency, by its month or year.
 */
#ifndef SW_REPORT_INPUT_UNIT_H
#define SW_REPORT_INPUT_UNIT_H

#include "report/book.h"

/* The currency of an input's amount; borrowed. */
const char *sw_input_currency(const sw_pilot *pilot, size_t id);
/* "EUR per seat and year", in the language of the book; the caller frees it. */
char *sw_input_unit(const sw_book *book, size_t id);
/* How its figures are shown: amounts of another currency without a sign. */
sw_number sw_input_format(const sw_book *book, size_t id);
/* The same of a price of a contract's seats. */
sw_number sw_price_format(const sw_book *book, size_t contract);
const char *sw_contract_currency(const sw_pilot *pilot, size_t contract);

#endif
