/*
 * dialect.h - how a text is cut into records: lines, delimiter (FORMATS 2.2).
 */
#ifndef SW_INGEST_DIALECT_H
#define SW_INGEST_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

typedef struct sw_dialect {
    char delimiter;
    char rival;   /* another that cuts as well, 0 if there is none */
    size_t start; /* offset of the first record */
    size_t line;  /* its 1-based line */
} sw_dialect;

/* Offset behind the line that holds `at`, its line end included; LF, CRLF and
 * a lone CR all end a line. */
size_t sw_line_end(const char *text, size_t length, size_t at);

/* Skips `skip_rows` lines and a `sep=` line, and finds the delimiter: as given
 * (`delimiter` not 0), else as the sep= line says, else the one of , ; tab |
 * that cuts the first 50 records most evenly. */
sw_dialect sw_dialect_find(const char *text, size_t length, char delimiter,
                           size_t skip_rows);

/* If every line is one quoted cell that holds a row of its own (a comma file
 * that was saved again where lists are cut by semicolons), replaces *text by
 * the rows, each on the line where it was. */
bool sw_dialect_unwrap(char **text, size_t *length);

/* Line (counted from `line` at offset 0) of the last quote in text[length] that
 * opens a field and is not closed; 0 if every quote is. */
size_t sw_open_quote_line(const char *text, size_t length, char delimiter,
                          size_t line);

#endif
