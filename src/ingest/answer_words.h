/*
 * answer_words.h - the words of duration answers, as tokens (FORMATS 8.2).
 */
#ifndef SW_INGEST_ANSWER_WORDS_H
#define SW_INGEST_ANSWER_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "ingest/answer.h"

typedef enum sw_word_kind {
    SW_WORD_NUMBER,  /* value */
    SW_WORD_UNIT,    /* value: minutes */
    SW_WORD_AMOUNT,  /* number and unit in one: "half an hour"; minutes */
    SW_WORD_LESS,    /* less than, under, up to */
    SW_WORD_MORE,    /* more than, over, at least */
    SW_WORD_OR_LESS, /* behind the number: or less */
    SW_WORD_OR_MORE, /* behind the number: or more, + */
    SW_WORD_ABOUT,
    SW_WORD_BETWEEN,
    SW_WORD_AND,
    SW_WORD_DASH,
    SW_WORD_PERIOD, /* period: per day */
    SW_WORD_SPAN,   /* the same, less plainly: on a typical day, last week */
    SW_WORD_NONE,   /* none, no time saved */
    SW_WORD_LOST,   /* costs me time, longer */
    SW_WORD_UNKNOWN /* not sure, hard to say */
} sw_word_kind;

typedef struct sw_word {
    sw_word_kind kind;
    double value;
    sw_period period;
} sw_word;

/* A folded text and the word that it is. */
typedef struct sw_phrase {
    char *text;
    size_t length;
    sw_word word;
} sw_phrase;

/* Sorted by first byte, then the longest first. */
typedef struct sw_phrases {
    sw_phrase *phrase;
    size_t n;
    size_t start[256]; /* first that begins with this byte, if one does */
} sw_phrases;

/* All of templates/answers.json, read at the first use and kept. */
const sw_phrases *sw_phrases_all(void);

/* Whether the phrase at p does not end, and p not begin, within a word. */
bool sw_phrase_stands(const char *text, const char *p, size_t length);

enum { SW_MAX_WORDS = 16 };

/* Cuts a folded answer (sw_answer_fold) into words; -1 if a part is no word of
 * a duration, else how many. */
int sw_answer_words(sw_word words[SW_MAX_WORDS], const char *folded);

/* Lower case, one kind of dash, one kind of apostrophe, single blanks, trimmed;
 * the caller frees. */
char *sw_answer_fold(const char *text);
/* Cuts the letter of a choice, "a. less than ..." and "b) ...", off s; s. */
char *sw_answer_without_letter(char *s);

#endif
