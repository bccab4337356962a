/*
 * compare_report.h - a comparison as JSON (seatworth/compare/1) and as tables
 * in Markdown, which read as well on a terminal.
 */
#ifndef SW_REPORT_COMPARE_REPORT_H
#define SW_REPORT_COMPARE_REPORT_H

#include "evaluation/review.h"

/* Each returns a string that the caller frees with g_free. */
char *sw_review_json(const sw_review *r);
char *sw_review_text(const sw_review *r);
/* A workbook; theme, language and templates are those of `opts`. */
SW_NODISCARD sw_status sw_review_workbook(const char *path, const sw_review *r,
                                          const sw_pilot_opts *opts,
                                          sw_error *err);

#endif
