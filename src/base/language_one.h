/*
 * language_one.h - plural forms of what the program says.
 *
 * A sentence is written in the plural. Where its counted value prints as "1"
 * the English singular takes the format's place, as a key of its own that every
 * language translates.
 */
#ifndef SW_BASE_LANGUAGE_ONE_H
#define SW_BASE_LANGUAGE_ONE_H

#include <stddef.h>

/* The singular of an English format and which of its values counts, from 0;
 * NULL where the format is the same for one. */
const char *sw_format_one(size_t *counted, const char *many);

#endif
