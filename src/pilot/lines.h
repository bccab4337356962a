/*
 * lines.h - what the loaders of costs and benefits share.
 */
#ifndef SW_PILOT_LINES_H
#define SW_PILOT_LINES_H

#include "pilot/load.h"

/* Names, dates and margin of a line; no amounts. */
sw_line sw_new_line(const sw_load *load, const sw_json *v);
/* What the line's `class` says; the usual one where it says nothing. */
sw_class sw_class_of(const sw_json *v, sw_class usual);
/* Complains about a line that ends before it begins. */
void sw_check_line_span(const sw_load *load, const sw_json *v,
                        const sw_line *line);
/* People hired into seats: an amount and hours for each. */
void sw_bind_hires(const sw_load *load, const sw_json *v, sw_line *line);

/* What a benefit's `release` says; the line begins with it where it has no
 * first day of its own. */
void sw_load_release(const sw_load *load, const sw_json *v, sw_line *line);
/* Complains where the benefit is not cashable. */
void sw_check_release(const sw_load *load, const sw_json *v,
                      const sw_line *line);

void sw_read_benefit(const sw_load *load, const sw_json *v, sw_line *line);

#endif
