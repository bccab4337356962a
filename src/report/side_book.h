/*
 * side_book.h - a workbook beside the report's: of several results or pilots,
 * in the same looks, theme and language, without a model behind it.
 */
#ifndef SW_REPORT_SIDE_BOOK_H
#define SW_REPORT_SIDE_BOOK_H

#include "base/output_file.h"
#include "report/sheet.h"

typedef struct sw_side_book {
    sw_book book;
    sw_evaluation e; /* of nothing but its pilot's name, looks and language */
    sw_pilot *pilot;
    sw_output out;
} sw_side_book;

/* @param name of what it is about; @param currency of its amounts;
 * @param opts theme, language and templates; @param largest amount shown */
SW_NODISCARD sw_status sw_side_book_begin(sw_side_book *b, const char *path,
                                          const char *name,
                                          const char *currency,
                                          const sw_pilot_opts *opts,
                                          double largest, sw_error *err);
/* The next sheet, titled in the book's language; its name is the book's. */
void sw_side_sheet(sw_sheet *s, sw_side_book *b, const char *title,
                   const char *says);
/* Prints it on pages of the book's paper, `columns` wide. */
void sw_side_sheet_end(sw_sheet *s);
/* Writes the file and frees all. */
SW_NODISCARD sw_status sw_side_book_end(sw_side_book *b, sw_error *err);

#endif
