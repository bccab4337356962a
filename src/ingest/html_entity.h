/*
 * html_entity.h - &apos; and its like in the cells of some exports.
 */
#ifndef SW_INGEST_HTML_ENTITY_H
#define SW_INGEST_HTML_ENTITY_H

#include "ingest/table.h"

/* Decodes the named entities of XML, &nbsp; and numeric ones in every header
 * and cell of a table. */
void sw_html_decode_table(sw_table *t);

#endif
