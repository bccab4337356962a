/*
 * dress.h - puts a finished workbook into its language and its colours.
 *
 * Charts, their alternative texts and the messages of input cells are set where
 * they are made, in English and in the palette of style.h. They are dressed
 * here, once, before the file is written.
 */
#ifndef SW_REPORT_DRESS_H
#define SW_REPORT_DRESS_H

#include "report/book.h"

void sw_book_dress(sw_book *book);

#endif
