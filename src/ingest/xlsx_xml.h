/*
 * xlsx_xml.h - an XML part of a workbook through expat, as a stream.
 *
 * Names come without their prefix: writers differ in it. A document type
 * declaration is refused, so there are neither entities nor external files.
 */
#ifndef SW_INGEST_XLSX_XML_H
#define SW_INGEST_XLSX_XML_H

#include "ingest/xlsx_zip.h"

/* Beyond each a part is refused. Expat holds a tag or comment whole, and reads
 * it again with every piece that does not end it. */
enum {
    SW_XML_MAX_TOKEN = 8 * 1024 * 1024, /* bytes of a tag or comment */
    SW_XML_MAX_DEPTH = 64,              /* elements within elements */
    SW_XML_MAX_COMMENTS = 100000        /* and processing instructions */
};

typedef struct sw_xml_handler {
    void (*start)(void *data, const char *name, const char **attributes);
    void (*end)(void *data, const char *name);
    void (*text)(void *data, const char *text, size_t length); /* or NULL */
    bool (*enough)(void *data); /* true ends the reading early; or NULL */
    void *data;
} sw_xml_handler;

bool sw_xml_walk(sw_zip *zip, const char *part, const sw_xml_handler *handler);

/* Value of an attribute by its name without prefix, or NULL. */
const char *sw_xml_attribute(const char **attributes, const char *name);
/* True for 1 and true. */
bool sw_xml_flag(const char **attributes, const char *name);

#endif
