/*
 * survey_charts.h - the Survey sheet's chart: answers on a scale, unfavourable
 * to the left and favourable to the right, before and after.
 */
#ifndef SW_REPORT_SURVEY_CHARTS_H
#define SW_REPORT_SURVEY_CHARTS_H

#include "report/sheet.h"

/* Marks the answers of an item that fewer than `least` people of a group gave;
 * they are merged into one row. @param hidden [n_answers] */
void sw_survey_hide(bool *hidden, const sw_item_summary *x, size_t least);

/* At the cursor, which moves below; nothing without answers on a scale. */
void sw_survey_charts(sw_sheet *s, size_t least);

#endif
