/*
 * workbook_file.h - a workbook's file: opened in memory, closed with a reason
 * where that fails.
 */
#ifndef SW_REPORT_WORKBOOK_FILE_H
#define SW_REPORT_WORKBOOK_FILE_H

#include "report/book.h"

/* NULL when memory is out. */
lxw_workbook *sw_workbook_new(const char *path);
/* Writes the file, if all sheets could be built, and frees the workbook. */
SW_NODISCARD sw_status sw_workbook_close(sw_book *book, const char *path,
                                         sw_error *err);

#endif
