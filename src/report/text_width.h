/*
 * text_width.h - how wide a text is, and how many lines it takes when wrapped.
 *
 * A row's height is fixed when the workbook is written, so the lines have to be
 * known. Widths are those of Calibri, in which all sheets are set; Carlito,
 * which stands in for it elsewhere, has the same.
 */
#ifndef SW_REPORT_TEXT_WIDTH_H
#define SW_REPORT_TEXT_WIDTH_H

#include <stdbool.h>
#include <stddef.h>

typedef struct sw_type_face {
    double points;
    bool bold;
} sw_type_face;

/* Pixels (96 an inch) of one line. */
double sw_text_width(const char *text, sw_type_face face);
/* Lines of UTF-8 text wrapped at blanks to `pixels`; at least 1. */
size_t sw_text_lines(const char *text, double pixels, sw_type_face face);
/* Pixels of a column of so many characters. */
double sw_column_pixels(double characters);

#endif
