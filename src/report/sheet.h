/*
 * sheet.h - writing cells with a sticky error.
 *
 * After the first failed write every later write is a no-op, so a sheet is
 * straight-line code and the workbook is checked once. Everything that
 * libxlsxwriter would pass on blindly is guarded here: NaN becomes "n/a",
 * text is valid UTF-8 without control characters, and a text that looks like a
 * formula stays a text.
 */
#ifndef SW_REPORT_SHEET_H
#define SW_REPORT_SHEET_H

#include <xlsxwriter.h>

#include "base/date.h"
#include "base/message.h"
#include "report/book.h"
#include "report/formula.h"
#include "report/style.h"
#include "report/words.h"
#include "seatworth/error.h"

enum { SW_WIDTHS = 32, SW_BLOCKS = 200 };

typedef struct sw_sheet {
    sw_book *book;
    lxw_worksheet *ws; /* owned by the workbook */
    const char *name;
    lxw_row_t row;              /* next free row, zero-based */
    double width[SW_WIDTHS];    /* of the first columns; 0: not set */
    lxw_row_t block[SW_BLOCKS]; /* rows at which a page may begin */
    size_t n_blocks;
} sw_sheet;

/* The sheet's cursor; the worksheet was added by the workbook. */
void sw_sheet_open(sw_sheet *s, sw_book *book, sw_sheet_id id);
/* Title, one sentence on the sheet, and the Checks total; leaves the cursor
 * on the row after. */
void sw_sheet_title(sw_sheet *s, const char *title, const char *says);
/* "Checks: all passed", or how many failed; the caller frees it. */
char *sw_checks_say(const sw_book *book);
/* The same as a formula in column A. */
void sw_put_checks(sw_sheet *s, lxw_row_t row, sw_look look);
/* Landscape, one page wide, header rows repeated, footer. */
void sw_sheet_print(sw_sheet *s, lxw_row_t first_repeat, lxw_row_t last_repeat);
void sw_sheet_keep(sw_sheet *s, lxw_error e);

/* One width per column from the first; the last entry is 0. */
void sw_sheet_widths(sw_sheet *s, const double *width);
/* The same width for some columns. */
void sw_sheet_columns(sw_sheet *s, lxw_col_t first, lxw_col_t last,
                      double width);
void sw_sheet_height(sw_sheet *s, lxw_row_t row, double points);
/* Height that shows 9-point `text`, as the cell has it, wrapped to a width of
 * `characters`, of 5.9 pixels each: a column is about 1.18 times as wide as it
 * is given. */
void sw_sheet_fit(sw_sheet *s, lxw_row_t row, const char *text,
                  size_t characters);
/* The same for several wrapped cells of a row. */
typedef struct sw_wrapped {
    const char *text;
    size_t characters;
} sw_wrapped;
void sw_sheet_fit_all(sw_sheet *s, lxw_row_t row, const sw_wrapped *cell,
                      size_t n);

/* The language of the book; NULL: English. */
const sw_language *sw_sheet_language(const sw_sheet *s);

/* A word or a sentence of the program as a literal, written in the language of
 * the book. What is made of several goes through sw_say or a message and
 * sw_put_data. */
void sw_put_text(sw_sheet *s, lxw_row_t row, lxw_col_t column, const char *text,
                 sw_look look);
/* A text of the pilot, as it is: a name, a file, what somebody wrote. */
void sw_put_data(sw_sheet *s, lxw_row_t row, lxw_col_t column, const char *text,
                 sw_look look);
/* The same over merged cells. */
void sw_put_data_across(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                        lxw_row_t last_row, lxw_col_t last_column,
                        const char *text, sw_look look);
/* The same where a number may stand; see sw_put_text_as. */
void sw_put_data_as(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                    const char *text, sw_look look, sw_number number);
/* A name that is the program's word, or else the pilot's own. */
void sw_put_name(sw_sheet *s, lxw_row_t row, lxw_col_t column, const char *name,
                 bool is_word, sw_look look);
/* A sentence, in the language of the book; NULL: an empty cell. */
void sw_put_message(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                    const sw_message *m, sw_look look);
void sw_put_message_across(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                           lxw_row_t last_row, lxw_col_t last_column,
                           const sw_message *m, sw_look look);
/* A note in wrapped cells of a row, which becomes as high as it needs; in all
 * they hold so many `characters` a line. */
void sw_put_note(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                 const sw_message *m, size_t characters);
void sw_put_note_across(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                        lxw_col_t last, const sw_message *m, size_t characters);
/* A text that stands where a number may: to the right with a number's format;
 * with SW_NUM_TEXT whatever is typed there stays a text. */
void sw_put_text_as(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                    const char *text, sw_look look, sw_number number);
void sw_put_number(sw_sheet *s, lxw_row_t row, lxw_col_t column, double x,
                   sw_look look, sw_number number);
void sw_put_date(sw_sheet *s, lxw_row_t row, lxw_col_t column, sw_day day,
                 sw_look look);
/* A merged text. */
void sw_put_across(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                   lxw_row_t last_row, lxw_col_t last_column, const char *text,
                   sw_look look);
/* Column heads in a row, NULL-terminated; ">Rate" stands to the right. The row
 * is as high as its longest head, wrapped. */
void sw_put_heads(sw_sheet *s, const char *const *heads);
/* A page may begin at the cursor; later ones than SW_BLOCKS are not kept. */
void sw_sheet_block(sw_sheet *s);
/* A section's heading, where a page may begin, across `columns` columns at the
 * cursor. */
void sw_put_section(sw_sheet *s, const char *text, lxw_col_t columns);
/* The same of a text as it is. */
void sw_put_data_section(sw_sheet *s, const char *text, lxw_col_t columns);

/* A formula and the engine's value of it. A value that is not finite is
 * written as "n/a": there is nothing to recompute. */
void sw_put_formula(sw_sheet *s, lxw_row_t row, lxw_col_t column, double value,
                    sw_look look, sw_number number, const char *fmt, ...)
    SW_PRINTF(7, 8);
/* A formula that gives a number or, where there is none, the text `otherwise`:
 * it stays live, since a change of inputs can turn one into the other. */
void sw_put_formula_or(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                       double value, const char *otherwise, sw_look look,
                       sw_number number, const char *formula);
/* A formula that gives a text. */
void sw_put_formula_text(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                         const char *value, sw_look look, const char *fmt, ...)
    SW_PRINTF(6, 7);
/* The same; `value` is a text as it is. */
void sw_put_formula_data(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                         const char *value, sw_look look, const char *fmt, ...)
    SW_PRINTF(6, 7);
/* The same over merged cells. */
void sw_put_formula_across(sw_sheet *s, lxw_row_t row, lxw_col_t column,
                           lxw_col_t last_column, double value, sw_look look,
                           sw_number number, const char *formula);

/* Text fit for a cell; the caller frees it. */
char *sw_clean_text(const char *text);

#endif
