/*
 * html_palette.h - the theme's colours, for paper and for the dark.
 */
#ifndef SW_REPORT_HTML_PALETTE_H
#define SW_REPORT_HTML_PALETTE_H

#include "report/html.h"
#include "report/style.h"

/* Custom properties of CSS, --accent and so on, for light and for dark, and
 * classes that fill or draw with them. Colours that texts have are moved
 * towards black or white until they can be read on the page and on its panels:
 * a contrast of 4.5, whatever the theme says (WCAG 2.1, 1.4.3). */
void sw_html_palette(sw_html *h, const sw_style *style);

/* Contrast of two colours 0xRRGGBB, from 1 to 21 (WCAG 2.1). */
double sw_contrast(int a, int b);

#endif
