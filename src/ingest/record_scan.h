/*
 * record_scan.h - where the cells and records of a CSV text end.
 *
 * The first of two stages: bytes are classed 64 at a time, and the second
 * stage looks at nothing but the positions found here.
 */
#ifndef SW_INGEST_RECORD_SCAN_H
#define SW_INGEST_RECORD_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SW_SCAN_BLOCK = 64,     /* bytes readable behind the text, too */
    SW_SCAN_WINDOW = 16384, /* bytes a scan aims at; as many columns at most */
    SW_SCAN_ROOM = SW_SCAN_WINDOW + SW_SCAN_BLOCK
};

/* Offsets are from the text's beginning, which begins a record. */
typedef struct sw_record_scan {
    size_t n_cells, n_records;
    uint32_t cell[SW_SCAN_ROOM];   /* offset of the byte that ends the cell */
    uint32_t record[SW_SCAN_ROOM]; /* its last cell, by position in `cell` */
    bool quotes;                   /* a quote or a lone CR was seen */
    size_t strange; /* before it all is well-formed; SIZE_MAX: everywhere */
} sw_record_scan;

/* Goes on to the end of the window, and beyond it until a record ends, the
 * text does, or something is strange: a quote within an unquoted cell or behind
 * a closing one, or a lone CR outside quotes. */
void sw_record_scan_text(sw_record_scan *s, const char *text, size_t length,
                         char delimiter);

#endif
