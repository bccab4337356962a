/*
 * methods.h - blocks of the Methods sheet, each with its heading, at the
 * cursor.
 */
#ifndef SW_REPORT_METHODS_H
#define SW_REPORT_METHODS_H

#include "report/sheet.h"

enum { SW_METHOD_COLUMNS = 5 };

/* Every figure of page one: how it is made, where, and from which rows of
 * Inputs. */
void sw_methods_figures(sw_sheet *s);
/* The files that were read, with their hashes. */
void sw_methods_files(sw_sheet *s);
/* What each sheet is for, with a link to it. */
void sw_methods_sheets(sw_sheet *s);

#endif
