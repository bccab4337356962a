/*
 * stored_numbers.h - numbers of structs, by the keys that they have in a
 * result: written and read by the same lists.
 */
#ifndef SW_EVIDENCE_STORED_NUMBERS_H
#define SW_EVIDENCE_STORED_NUMBERS_H

#include "evidence/evidence.h"

typedef struct sw_number_at {
    const char *key;
    size_t offset;
} sw_number_at;

typedef struct sw_numbers_at {
    const sw_number_at *at;
    size_t n;
} sw_numbers_at;

extern const sw_numbers_at SW_STORED_SEGMENT, SW_STORED_EFFECT,
    SW_STORED_HELD, /* who holds a seat */
    SW_STORED_USED, /* and how seats are used */
    SW_STORED_BOUNDS, SW_STORED_NONRESPONSE;

#endif
