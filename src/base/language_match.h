/*
 * language_match.h - finds the format that a finished English sentence was
 * printed with.
 *
 * What the engine says is English and the same in every language: result.json
 * is a contract. A report finds the format of such a sentence among those that
 * its language knows, translates the format, and puts what had been printed
 * back in: texts by their own translation, figures and dates as the language
 * writes them.
 */
#ifndef SW_BASE_LANGUAGE_MATCH_H
#define SW_BASE_LANGUAGE_MATCH_H

#include <glib.h>
#include <stdbool.h>

#include "base/language_format.h"

/* Part of a text that a conversion printed. */
typedef struct sw_span_of_text {
    const char *start;
    size_t length;
} sw_span_of_text;

typedef struct sw_pattern {
    char *text;                        /* the translated format */
    char *literal[SW_FORMAT_MOST + 1]; /* between the conversions */
    char kind[SW_FORMAT_MOST];         /* 's', 'f', 'd' or 'c' */
    size_t n;                          /* conversions */
    size_t weight;                     /* letters in the literals */
} sw_pattern;

/* NULL where the format prints nothing, or says nothing beside it.
 * Freed with sw_pattern_free. */
sw_pattern *sw_pattern_new(const char *english, const char *text);
void sw_pattern_free(sw_pattern *p);
/* Calls `visit` for every way in which the format could have printed `text`,
 * with its n spans, until it returns true.
 * @return whether there was one */
bool sw_pattern_each(const sw_pattern *p, const char *text,
                     bool (*visit)(void *data, const sw_span_of_text *spans),
                     void *data);

#endif
