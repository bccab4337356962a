/*
 * logo.h - the theme's picture at the right end of page one's band.
 */
#ifndef SW_REPORT_LOGO_H
#define SW_REPORT_LOGO_H

#include "report/sheet.h"

/* `page` pixels wide is the band, `band` pixels high. Nothing where the theme
 * has no logo. */
void sw_put_logo(sw_sheet *s, double page, double band);

#endif
