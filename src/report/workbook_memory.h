/*
 * workbook_memory.h - what libxlsxwriter meant to put into a workbook.
 */
#ifndef SW_REPORT_WORKBOOK_MEMORY_H
#define SW_REPORT_WORKBOOK_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Forgets the parts that were written so far. */
void sw_parts_begin(void);
/* Takes off the list a part of this length and checksum (CRC-32, as in zip). */
void sw_parts_found(uint64_t length, uint32_t checksum);
/* How many parts were written and not found yet. */
size_t sw_parts_missing(void);

#endif
