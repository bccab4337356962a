/*
 * html.h - writing one HTML page: elements, text, and what is inline.
 *
 * Markup is written here and by those who call here; every text goes through
 * sw_clean_html. The page loads nothing and runs nothing: a policy in its head
 * forbids both, whatever a text holds.
 */
#ifndef SW_REPORT_HTML_H
#define SW_REPORT_HTML_H

#include <glib.h>

#include "base/language.h"
#include "seatworth/error.h"

typedef struct sw_html {
    GString *out; /* owned; taken with sw_html_take */
    const sw_language *language;
    unsigned n_ids; /* given so far */
} sw_html;

void sw_html_init(sw_html *h, const sw_language *language);
/* The page; the caller frees it. */
char *sw_html_take(sw_html *h, size_t *length);

/* Markup, as it is. */
void sw_html_put(sw_html *h, const char *markup);
/* The same with numbers of the program's; never with a text. */
void sw_html_putf(sw_html *h, const char *fmt, ...) SW_PRINTF(2, 3);
/* A text. */
void sw_html_text(sw_html *h, const char *text);
/* ` name="text"`, inside of a tag. */
void sw_html_attribute(sw_html *h, const char *name, const char *text);
/* <tag class="class_">; class_ may be NULL. */
void sw_html_open(sw_html *h, const char *tag, const char *class_);
void sw_html_close(sw_html *h, const char *tag);
/* Both with a text between; a text that is NULL or empty writes nothing. */
void sw_html_element(sw_html *h, const char *tag, const char *class_,
                     const char *text);
/* A word of the program, in the page's language; borrowed. */
const char *sw_html_word(const sw_html *h, const char *english);

#endif
