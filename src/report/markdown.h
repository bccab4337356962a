/*
 * markdown.h - tables in Markdown that read as well on a terminal.
 */
#ifndef SW_REPORT_MARKDOWN_H
#define SW_REPORT_MARKDOWN_H

#include <glib.h>
#include <stdbool.h>

enum { SW_MARKDOWN_COLUMNS = 10 };

typedef struct sw_markdown {
    GPtrArray *cells; /* of char*, `columns` a row */
    size_t columns;   /* SW_MARKDOWN_COLUMNS at the most */
} sw_markdown;

sw_markdown sw_markdown_new(size_t columns, const char *const *heads);
/* The next cell; takes the text over. A bar in it would end the cell. */
void sw_markdown_add(sw_markdown *t, char *text);
/* Appends the table, and frees it. */
void sw_markdown_append(GString *s, sw_markdown *t);

#endif
