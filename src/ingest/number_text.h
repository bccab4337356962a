/*
 * number_text.h - a number as the shortest text that reads back the same.
 */
#ifndef SW_INGEST_NUMBER_TEXT_H
#define SW_INGEST_NUMBER_TEXT_H

#include <glib.h>

/* Whole numbers up to 2^53 in digits, never with an exponent. */
void sw_cell_put_number(GString *out, double x);

#endif
