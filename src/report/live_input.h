/*
 * live_input.h - which inputs a spreadsheet can change.
 */
#ifndef SW_REPORT_LIVE_INPUT_H
#define SW_REPORT_LIVE_INPUT_H

#include <stdbool.h>

#include "evaluation/evaluation.h"

/* Whether changing this input in the workbook gives what an evaluation with
 * that input gives. Where an input also decides how answers are read, which
 * lines exist or what the calendar fixes, only an evaluation can tell. */
bool sw_input_follows(const sw_evaluation *e, size_t id);
/* The same of one that page one rests on: the reader may type over it. Another
 * would move nothing. */
bool sw_input_is_live(const sw_evaluation *e, size_t id);
/* Whether a figure of the data may be replaced in the reader's own column: the
 * model reads it as one number, though no evaluation takes it from a key. */
bool sw_input_is_open(const sw_evaluation *e, size_t id);

#endif
