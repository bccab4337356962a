/*
 * html_decision.h - page one as the first part of the page.
 */
#ifndef SW_REPORT_HTML_DECISION_H
#define SW_REPORT_HTML_DECISION_H

#include "report/html.h"
#include "report/html_grid.h"

/* Name, product and seats, with the theme's logo. */
void sw_html_band(sw_html *h, const sw_grid *decision);
/* In the order of the Decision sheet: its sentences are the book's statements,
 * its figures, tables and charts are read from the sheet. */
void sw_html_decision(sw_html *h, const sw_grid *decision);

#endif
