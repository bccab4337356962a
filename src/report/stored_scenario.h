/*
 * stored_scenario.h - which scenarios the workbook's dropdown offers.
 *
 * A scenario that sets nothing but numbers that formulas read is a column of
 * Inputs; what only the simulation gives is stored for it. One that changes the
 * calendar, the lines or how answers are read cannot be recomputed by a sheet:
 * it is shown as evaluated and not offered.
 */
#ifndef SW_REPORT_STORED_SCENARIO_H
#define SW_REPORT_STORED_SCENARIO_H

#include "report/book.h"

void sw_stored_init(sw_book *book);
void sw_stored_clear(sw_book *book);

/* Value of an input in stored column k. */
double sw_stored_input(const sw_book *book, size_t k, size_t input);
/* Whether stored column k sets an input itself: else it follows the base. */
bool sw_stored_sets(const sw_book *book, size_t k, size_t input);
/* Inputs in which stored column k differs from the base. */
size_t sw_stored_differing(const sw_book *book, size_t k);

#endif
