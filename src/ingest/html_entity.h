/*
 * html_entity.h - &apos; and its like in the cells of some exports.
 */
#ifndef SW_INGEST_HTML_ENTITY_H
#define SW_INGEST_HTML_ENTITY_H

#include "ingest/table.h"

/* Text with the named entities of XML, &nbsp; and numeric ones decoded; the
 * caller frees it. */
char *sw_html_decode(const char *text);

/* The same for every header and cell of a table. */
void sw_html_decode_table(sw_table *t);

#endif
