/*
 * usage_free.h - who uses an assistant that needs no seat, and would use one.
 */
#ifndef SW_PILOT_USAGE_FREE_H
#define SW_PILOT_USAGE_FREE_H

#include "pilot/data_file.h"

/* Whether the file counts the use of what is free. */
bool sw_usage_is_free(const sw_data_file *f);
/* Counts those of the file who used it of late and hold no seat. */
void sw_usage_read_free(const sw_load *load, sw_data_file *f);

#endif
