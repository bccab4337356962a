/*
 * language_store.h - what a language is made of, for the files that make it.
 */
#ifndef SW_BASE_LANGUAGE_STORE_H
#define SW_BASE_LANGUAGE_STORE_H

#include <glib.h>

#include "base/language.h"
#include "base/language_match.h"

struct sw_language {
    gatomicrefcount holders;
    char *name;
    GHashTable *texts;   /* English to the language's own; owns both */
    GHashTable *said;    /* of finished sentences: an answer, or none */
    GPtrArray *patterns; /* of sw_pattern: formats, what says most first */
    sw_number_words numbers;
    GStringChunk *words; /* owns those of `numbers` */
};

/* Frees an answer of `said`. */
void sw_language_forget(void *answer);

#endif
