/*
 * language_format.h - the conversions of a format, %s or %2$zu.
 */
#ifndef SW_BASE_LANGUAGE_FORMAT_H
#define SW_BASE_LANGUAGE_FORMAT_H

#include <stddef.h>

enum { SW_FORMAT_MOST = 16 }; /* arguments of a sentence */

typedef struct sw_conversion {
    size_t place;     /* of its argument, from 1; 0: the next */
    const char *what; /* "zu" or ".0f" */
    size_t length;    /* 0: there is none */
} sw_conversion;

/* Reads what follows a `%`. The flag ' ' is not known, so that "90 % interval"
 * is plain text; neither are %n, %p and a width given as `*`. */
sw_conversion sw_conversion_at(const char *after_percent);

#endif
