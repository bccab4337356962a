/*
 * report_template.h - the templates of a report: its theme and its language.
 *
 * A theme says what differs from the one that it inherits; in the end stands
 * templates/report/default.json. A language is a list of texts by their
 * English; a folder given with --templates may change some of them.
 */
#ifndef SW_INGEST_REPORT_TEMPLATE_H
#define SW_INGEST_REPORT_TEMPLATE_H

#include "base/language.h"
#include "ingest/json.h"

/* The theme of this name, or of this file (what has a `/` or ends in .json),
 * with all that it inherits; its logo is a path from here. `theme` NULL: the
 * default. The caller frees it; NULL with an error in `d`. */
sw_json *sw_theme_load(const char *theme, const char *folder,
                       sw_diagnostics *d);

/* The language of this code, "de", with what the theme says otherwise. The
 * caller frees it; NULL with an error in `d`. */
sw_language *sw_language_load(const char *code, const sw_json *theme,
                              const char *folder, sw_diagnostics *d);

#endif
