/*
 * usage_stream.h - usage files too large for a table, summed by person.
 */
#ifndef SW_PILOT_USAGE_STREAM_H
#define SW_PILOT_USAGE_STREAM_H

#include "pilot/load.h"

/* Reads the usage file as a stream into usage.summary, if it is large and
 * plain: canonical or mapped columns, weeks or months by their first day, and
 * nothing that a table would have to report. Else false: nothing is changed.
 * names: takes who each summary is of, as in the file, and owns it. */
bool sw_usage_stream(GPtrArray *names, const sw_load *load,
                     const sw_json *spec);

#endif
