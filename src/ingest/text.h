/*
 * text.h - bytes of a file to UTF-8 text (FORMATS 2.1).
 */
#ifndef SW_INGEST_TEXT_H
#define SW_INGEST_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "ingest/read_request.h"
#include "seatworth/diagnostic.h"

/* Text without a byte order mark; a NUL stands behind it, none within (a NUL of
 * the file is SUB, 0x1A). */
typedef struct sw_text {
    char *bytes; /* owned */
    size_t length;
    const char *encoding; /* utf-8, utf-8-bom, utf-16le, utf-16be, windows-1252,
                             or as asked for; static or borrowed from the
                             request */
} sw_text;

/* Decodes bytes[length]. What is no text (a workbook, a web page ...) is an
 * error in words; a fallback to Windows-1252 is a note. The caller frees
 * out->bytes. */
bool sw_text_decode(sw_text *out, const char *bytes, size_t length,
                    const sw_read_request *request, sw_diagnostics *d);

/* The encoding to ask for when UTF-8 text was taken for Windows-1252 and saved
 * as UTF-8 again. */
#define SW_ENCODING_TWICE "utf-8-twice"

/* Looks for such text: undoes it if the request asks for it, else says at which
 * line it shows and offers the repair. */
void sw_text_check_twice(sw_text *text, const sw_read_request *request,
                         sw_diagnostics *d);

#endif
