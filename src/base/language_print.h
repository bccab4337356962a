/*
 * language_print.h - prints a format with values, for language.h and message.h.
 */
#ifndef SW_BASE_LANGUAGE_PRINT_H
#define SW_BASE_LANGUAGE_PRINT_H

#include "base/language_format.h"
#include "base/message.h"

/* Reads the arguments of an English format; their number. */
size_t sw_values_read(sw_value *out, const char *english, va_list *args);
/* Whether the conversion prints values of this kind. */
bool sw_conversion_prints(const sw_conversion *c, sw_value_kind kind);

/* How texts of the user are shown; NULL: as they are. */
typedef struct sw_concealing {
    sw_conceal *conceal;
    const void *data;
} sw_concealing;

/* The amount, the date or the text that %s prints of a value, the k-th (from 0)
 * of the format `english`, NULL without one. NULL of a text that is NULL. */
char *sw_value_say(const sw_language *l, const char *english, size_t k,
                   const sw_value *v, const sw_concealing *how);
/* The translation of the format with the values put in; freed with g_free. */
char *sw_format_print(const sw_language *l, const char *english,
                      const sw_value *values, size_t n,
                      const sw_concealing *how);

#endif
