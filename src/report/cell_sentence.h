/*
 * cell_sentence.h - a sentence of page one whose figures are cells.
 *
 * A figure in a text would have to be formatted by a formula, and TEXT, FIXED
 * and DOLLAR follow the reader's locale and differ between engines. So words
 * and figures stand in cells of their own, side by side, and each figure has
 * its cell's format. The sentence is the one that other reports print, with a
 * mark where a figure goes, so that every language keeps its order.
 */
#ifndef SW_REPORT_CELL_SENTENCE_H
#define SW_REPORT_CELL_SENTENCE_H

#include "report/live_figure.h"

/* Stands for figure 0, 1, ... in a sentence. */
#define SW_MARK(digit) "\001" digit

typedef struct sw_cell_sentence {
    const char *text;      /* said, with marks */
    const char *otherwise; /* NULL, or what it is where `holds` is not so */
    const char *holds;     /* a condition as a formula, without '=' */
    bool is_otherwise;     /* what it is now */
    const sw_live_figure *figure;
} sw_cell_sentence;

/* Sentences one after the other, at the cursor, in the columns from `first` to
 * `last` of `pixels` each; those with a text. */
void sw_put_cell_sentences(sw_sheet *s, lxw_col_t first, lxw_col_t last,
                           double pixels, const sw_cell_sentence *sentence,
                           size_t n);

#endif
