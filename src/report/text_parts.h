/*
 * text_parts.h - the statements of page one, one function each; every text is
 * freed by the caller, NULL where there is nothing to state.
 */
#ifndef SW_REPORT_TEXT_PARTS_H
#define SW_REPORT_TEXT_PARTS_H

#include "decision/option.h"
#include "report/text.h"

char *sw_text_act_by(const sw_evaluation *e);
char *sw_text_nobody_acts(const sw_evaluation *e);
char *sw_text_cash(const sw_evaluation *e);
char *sw_text_clauses(const sw_evaluation *e);
char *sw_text_believe(const sw_evaluation *e);
/* The assumption that the verdict leans on most, and the most that a chance can
 * be. */
char *sw_text_leans(const sw_evaluation *e);
char *sw_text_evidence(const sw_evaluation *e);
char *sw_text_approvals(const sw_evaluation *e);
char *sw_text_small_print(const sw_evaluation *e);
char *sw_text_provenance(const sw_evaluation *e);

#endif
