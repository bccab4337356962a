/*
 * output_run.h - of which run an output file is.
 */
#ifndef SW_EVALUATION_OUTPUT_RUN_H
#define SW_EVALUATION_OUTPUT_RUN_H

#include "pilot/run_id.h"

/* The id of the run that wrote the workbook, brief, rows or result. False: the
 * file names none, or cannot be read, which is in `d`. */
bool sw_output_run(char id[SW_RUN_ID], const char *path, sw_diagnostics *d);

#endif
