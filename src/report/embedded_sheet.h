/* embedded_sheet.h - the result inside the workbook (ingest/result_file.h).
 */
#ifndef SW_REPORT_EMBEDDED_SHEET_H
#define SW_REPORT_EMBEDDED_SHEET_H

#include "report/book.h"

/* Adds the sheet behind all others; the layout of Inputs is set. */
void sw_write_embedded(sw_book *book);

#endif
