/*
 * clean_text.h - text of strangers on its way out: one function for each place
 * that it goes to. Names, answers, file names and arguments may hold anything.
 *
 * What cannot be shown is U+FFFD. Every returned string is freed with g_free.
 */
#ifndef SW_BASE_CLEAN_TEXT_H
#define SW_BASE_CLEAN_TEXT_H

#include <glib.h>
#include <stdbool.h>

/* Whether a terminal or an editor obeys the character in place of showing it:
 * C0 (but for line feeds and tabs), DEL, C1, marks and overrides of direction,
 * separators of lines; or whether it is no character at all. */
bool sw_is_unprintable(gunichar c);

/* For a terminal: valid UTF-8 whose unprintable characters are replaced. */
char *sw_clean_terminal(const char *text);
/* The same as one line: line feeds and tabs become blanks. */
char *sw_clean_line(const char *text);

/* For XML 1.0: without the characters that it forbids (Char, section 2.2),
 * without noncharacters, and without overrides of direction. */
char *sw_clean_xml(const char *text);

/* Appends it to HTML, in an element or in a quoted attribute: marks that HTML
 * obeys are written as references. */
void sw_clean_html(GString *out, const char *text);

/* Appends a cell of CSV, in quotes where it needs them. A spreadsheet takes a
 * text that begins with = + - @ as a formula: an apostrophe in front keeps it
 * one; plain numbers stay as they are. */
void sw_clean_csv(GString *out, const char *cell);

/* For a line of Markdown: what marks headings, tables, links, emphasis, code or
 * HTML is escaped, and the text stays on its line. */
char *sw_clean_markdown(const char *text);

#endif
