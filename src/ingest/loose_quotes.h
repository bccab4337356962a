/*
 * loose_quotes.h - one line of a CSV whose quotes do not follow RFC 4180.
 */
#ifndef SW_INGEST_LOOSE_QUOTES_H
#define SW_INGEST_LOOSE_QUOTES_H

#include <stdbool.h>

#include "ingest/records.h"

/* Adds the cells of a line (its end not among them) to the row in progress: a
 * quote in a cell that none opened is text, one within quotes closes only where
 * the cell ends, and \" is a quote.
 * @return how many cells; 0, and none is added, where a quote stays open */
size_t sw_loose_line(sw_records *records, const char *line, size_t length,
                     char delimiter);

#endif
