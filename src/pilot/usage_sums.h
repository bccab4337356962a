/*
 * usage_sums.h - use that was added up by person before it came here: the
 * answer of a warehouse, or the same as a file (templates/formats,
 * canonical_usage_people).
 */
#ifndef SW_PILOT_USAGE_SUMS_H
#define SW_PILOT_USAGE_SUMS_H

#include "pilot/data_file.h"

/* Whether the file has a row a person and not a row a period. */
bool sw_usage_is_by_person(const sw_data_file *f);
/* Fills the usage's summaries; `names` takes the persons as the file has them,
 * one each; the texts are the file's. False with an error where columns are
 * missing. */
bool sw_usage_sums_read(GPtrArray *names, sw_data_file *f);

#endif
