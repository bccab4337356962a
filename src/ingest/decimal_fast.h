/*
 * decimal_fast.h - decimal text to an integer number of millionths.
 *
 * Sums of integers are exact and the same in any order, which sums of doubles
 * are not.
 */
#ifndef SW_INGEST_DECIMAL_FAST_H
#define SW_INGEST_DECIMAL_FAST_H

#include <stddef.h>
#include <stdint.h>

enum { SW_DECIMAL_ONE = 1000000, SW_DECIMAL_SLACK = 8 };

typedef enum sw_decimal_status {
    SW_DECIMAL_OK,
    SW_DECIMAL_EMPTY,
    SW_DECIMAL_BAD /* no plain number, or 10^12 and more */
} sw_decimal_status;

/* A minus or none, digits, a point among them or none; beyond six decimals it
 * is rounded, halves away from zero. Reads SW_DECIMAL_SLACK bytes from text
 * even where the number is shorter. */
sw_decimal_status sw_decimal_read(int64_t *out, const char *text,
                                  size_t length);

#endif
