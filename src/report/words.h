/*
 * words.h - texts of a workbook in its language, at the boundary to cells.
 *
 * Sheets are written in English; what sw_put_text and its kin are given is
 * looked up as it is written. Data (names of people, segments, files) go
 * through sw_put_data, which never looks.
 */
#ifndef SW_REPORT_WORDS_H
#define SW_REPORT_WORDS_H

#include "report/book.h"

/* The book's text for an English one; borrowed. */
const char *sw_words(const sw_book *book, const char *english);
/* The title of a sheet as the reader sees it; borrowed. */
const char *sw_book_title(const sw_book *book, sw_sheet_id id);
/* A text fit to be the title of a sheet; the caller frees it. */
char *sw_excel_title(const char *text);
/* A formula with its sheets and its quoted texts in the book's language; the
 * caller frees it. */
char *sw_own_formula(const sw_book *book, const char *formula);

#endif
