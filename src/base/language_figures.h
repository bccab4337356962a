/*
 * language_figures.h - English figures and dates, rewritten.
 */
#ifndef SW_BASE_LANGUAGE_FIGURES_H
#define SW_BASE_LANGUAGE_FIGURES_H

#include "base/language.h"

/* What sw_text_money, _number, _percent, _probability or _date printed, as the
 * language writes it; NULL where the text is none of these. */
char *sw_language_figure(const sw_language *l, const char *text);

#endif
