/*
 * template.h - the declarative files of seatworth: compiled into the library,
 * or read from a folder in their place.
 */
#ifndef SW_INGEST_TEMPLATE_H
#define SW_INGEST_TEMPLATE_H

#include <glib.h>

#include "ingest/json.h"
#include "seatworth/error.h"

/* The bytes of a template, e.g. "defaults.json". With `folder` not NULL the
 * file of that name in the folder, if it is there, else the compiled-in one.
 * @return bytes the caller unrefs, or NULL with SW_EIO in `err` */
GBytes *sw_template_read(const char *name, const char *folder, sw_error *err);

/* The same, parsed (comments are allowed); NULL with an error in `d`. */
sw_json *sw_template_json(const char *name, const char *folder,
                          sw_diagnostics *d);

/* Names of the templates in a subfolder ("formats" -> "formats/x.json" ...),
 * compiled in and in `folder`, each once, sorted; free with g_ptr_array_unref.
 */
GPtrArray *sw_template_list(const char *subfolder, const char *folder);

#endif
