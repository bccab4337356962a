/*
 * metered_thousands.h - files of metered usage that count in thousands look
 * like small usage.
 */
#ifndef SW_PILOT_METERED_THOUSANDS_H
#define SW_PILOT_METERED_THOUSANDS_H

#include "pilot/data_file.h"

/* True after a complaint: a header ("Credits (1K)"), a cell of a column `unit`
 * ("1K messages") or a quantity ("12k") says that a unit is a thousand. A
 * format that scales by its unit column is read as it is. */
bool sw_metered_in_thousands(const sw_data_file *f);

#endif
