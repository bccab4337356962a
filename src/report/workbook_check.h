/*
 * workbook_check.h - is the workbook that was just written whole?
 */
#ifndef SW_REPORT_WORKBOOK_CHECK_H
#define SW_REPORT_WORKBOOK_CHECK_H

#include "seatworth/error.h"

/**
 * Reopens an xlsx file: every part must inflate to its length and checksum,
 * and be well-formed XML from its first byte to its last; and every part that
 * was written in memory must be among them, byte by byte (by length and
 * checksum).
 *
 * libxlsxwriter 1.1.4 reports success also where a part has lost its end,
 * which spreadsheets then "repair".
 *
 * @return SW_OK, or SW_EIO naming the part
 */
SW_NODISCARD sw_status sw_workbook_check(const char *path, sw_error *err);

#endif
