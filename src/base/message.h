/*
 * message.h - a sentence that is not printed yet.
 *
 * A message is the English format, which is also the key of its translation,
 * and its arguments with their types. It is put into words when it is printed,
 * in the language of whoever reads it: figures as that language writes them,
 * words of the program by their translation, and texts of the user as they
 * are, whatever they look like.
 */
#ifndef SW_BASE_MESSAGE_H
#define SW_BASE_MESSAGE_H

#include <glib.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/language.h"

/* Immutable, and shared by counting: each holder frees it once. */
typedef struct sw_message sw_message;

typedef enum sw_value_kind {
    SW_VALUE_TEXT, /* as it is: a name, a file, what somebody wrote */
    SW_VALUE_WORD, /* the program's own, looked up as a whole */
    SW_VALUE_MESSAGE,
    SW_VALUE_NUMBER,
    SW_VALUE_MONEY,
    SW_VALUE_PRICE,
    SW_VALUE_PERCENT,
    SW_VALUE_PROBABILITY,
    SW_VALUE_MINUTES,
    SW_VALUE_DATE,
    SW_VALUE_REAL,    /* what %f, %e and %g print */
    SW_VALUE_WHOLE,   /* %d */
    SW_VALUE_NATURAL, /* %u and %zu */
    SW_VALUE_LETTER   /* %c */
} sw_value_kind;

/* An argument. `text` is that of a text or a word, or a currency. */
typedef struct sw_value {
    sw_value_kind kind;
    int decimals;
    const char *text;
    union {
        double number;
        intmax_t whole;
        uintmax_t natural;
        sw_message *message;
    } is;
} sw_value;

/* What %s prints. Texts are copied with the message; NULL prints nothing. */
sw_value sw_as_text(const char *text);
sw_value sw_as_word(const char *english);
/* A word where the name is the program's, else a text. */
sw_value sw_as_name(const char *name, bool is_word);
/* Takes `m` over; NULL prints nothing. */
sw_value sw_as_message(sw_message *m);
sw_value sw_as_number(double x, int decimals);
sw_value sw_as_money(const char *currency, double x, int decimals);
sw_value sw_as_price(const char *currency, double x);
sw_value sw_as_percent(double fraction, int decimals);
sw_value sw_as_probability(double p);
sw_value sw_as_minutes(double x);
sw_value sw_as_date(sw_day day);
/* What other conversions print, as the format says. */
sw_value sw_as_real(double x);  /* %g */
sw_value sw_as_whole(int x);    /* %d */
sw_value sw_as_count(size_t n); /* %zu */
sw_value sw_as_letter(char c);  /* %c */

/* A sentence whose texts are all the user's: what %s prints stays as it is.
 * `fmt` is a literal, as everywhere here. */
sw_message *sw_message_new(const char *fmt, ...) SW_PRINTF(1, 2);
sw_message *sw_message_args(const char *fmt, va_list args) SW_PRINTF(1, 0);
/* A sentence of values, at least one; sw_message_of("%s of %zu",
 * sw_as_word(...), sw_as_count(n)). A value that its conversion does not print
 * is a fault of the program: sw_message_fits tells, and tests/lint asks for
 * every call. */
#define sw_message_of(fmt, ...)                                                \
    sw_message_of_values(fmt, (const sw_value[]){__VA_ARGS__},                 \
                         sizeof((const sw_value[]){__VA_ARGS__}) /             \
                             sizeof(sw_value))
sw_message *sw_message_of_values(const char *fmt, const sw_value *values,
                                 size_t n);
/* The program's own word or sentence, without arguments. */
sw_message *sw_message_word(const char *english);
/* A text of the user, as it is. */
sw_message *sw_message_text_of(const char *text);
/* Several one after the other, apart by `mark`; NULLs are left out. Takes over
 * the n parts, not the array. */
sw_message *sw_message_join(const char *mark, sw_message *const *parts,
                            size_t n);

/* Whether every conversion of the format has a value that it prints. */
bool sw_message_fits(const sw_message *m);

sw_message *sw_message_share(const sw_message *m); /* NULL of NULL */
void sw_message_free(sw_message *m);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sw_message, sw_message_free)
/* A list of messages, which it owns. */
GPtrArray *sw_messages_new(void);

/* In the language, NULL for English; freed with g_free. NULL of NULL. */
char *sw_message_say(const sw_message *m, const sw_language *l);
/* The same with what `conceal` returns (freed with g_free) in place of every
 * text of the user, which stands at `at` of the English format (NULL: of no
 * format). */
typedef char *sw_conceal(const char *text, const char *format, size_t at,
                         const sw_language *l, const void *data);
char *sw_message_say_concealed(const sw_message *m, const sw_language *l,
                               sw_conceal *conceal, const void *data);

#endif
