/*
 * html_sheet.h - a sheet as a part of the page: headings, tables, notes,
 * charts.
 */
#ifndef SW_REPORT_HTML_SHEET_H
#define SW_REPORT_HTML_SHEET_H

#include "report/html.h"
#include "report/html_grid.h"

/* Rows of a sheet that are one table, and the row of heads above them. */
typedef struct sw_html_rows {
    lxw_row_t heads; /* SW_NO_HEADS: none */
    lxw_row_t first, last;
    bool inherited;      /* these heads are of the sheet: the first is not */
    lxw_col_t limit;     /* columns that are shown, from the first */
    uint32_t without;    /* bit k: column k is not shown */
    const char *caption; /* for those who hear it */
} sw_html_rows;
#define SW_NO_HEADS ((lxw_row_t)-1)

/* A table that scrolls by itself where it is wide. */
void sw_html_table(sw_html *h, const sw_grid *g, const sw_html_rows *t);

/* All of the sheet below its title. */
void sw_html_sheet(sw_html *h, const sw_grid *g, sw_sheet_id id);

/* The charts of a sheet that stand at rows [first, last], side by side. */
void sw_html_charts(sw_html *h, const sw_grid *g, lxw_row_t first,
                    lxw_row_t last);

#endif
