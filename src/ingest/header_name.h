/*
 * header_name.h - headers, made comparable (FORMATS 2.4).
 */
#ifndef SW_INGEST_HEADER_NAME_H
#define SW_INGEST_HEADER_NAME_H

#include <stdbool.h>

/* Case folded, British spelling as American, one kind of apostrophe; runs of
 * blanks, line ends, `_`, dashes, points and brackets as one blank, none at the
 * ends. The caller frees it. */
char *sw_header_fold(const char *header);

/* The folded header with `_` for blanks: a name for a column of an unknown
 * file. `x#2` keeps its number. The caller frees it. */
char *sw_header_snake(const char *header);

/* True for a header that is a question or a statement to agree with: a mark of
 * a question in it, or six words and more. */
bool sw_header_asks(const char *header);

#endif
