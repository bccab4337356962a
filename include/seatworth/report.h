/*
 * report.h - writes a finished evaluation: workbook, page, result.json, tables,
 * brief, summary.
 */
#ifndef SEATWORTH_REPORT_H
#define SEATWORTH_REPORT_H

#include <stdbool.h>

#include "seatworth/evaluation.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sw_report_opts {
    bool names;          /* names of people may be printed */
    bool color;          /* the summary may use terminal colours */
    const char *command; /* result-changing options, for the provenance */
    const char *sheets;  /* "default", "all", or names apart by commas in the
                            order wanted; NULL: as the theme says */
} sw_report_opts;

#define SW_REPORT_OPTS_INIT                                                    \
    {                                                                          \
        .names = false                                                         \
    }

/* Whether `sheets` of the options names sheets that there are.
 * @return SW_OK; SW_EDOMAIN */
SW_API SW_NODISCARD sw_status sw_report_sheets_check(const char *sheets,
                                                     sw_error *err);

/* Writes report.xlsx. The old file is replaced whole or not at all.
 * @return SW_OK; SW_EIO with the target as it was; SW_ENOMEM */
SW_API SW_NODISCARD sw_status sw_report_workbook(const char *path,
                                                 const sw_evaluation *e,
                                                 const sw_report_opts *opts,
                                                 sw_error *err);

/* Writes result.json, schema seatworth/result/2; "-" is standard output. */
SW_API SW_NODISCARD sw_status sw_report_json(const char *path,
                                             const sw_evaluation *e,
                                             const sw_report_opts *opts,
                                             sw_error *err);

/* Writes the brief (Markdown) from the texts of the Decision sheet. */
SW_API SW_NODISCARD sw_status sw_report_brief(const char *path,
                                              const sw_evaluation *e,
                                              const sw_report_opts *opts,
                                              sw_error *err);

/* Writes report.html: what the workbook shows, as one page that loads nothing
 * and runs nothing; "-" is standard output.
 * @return SW_OK; SW_EIO with the target as it was; SW_ENOMEM; SW_ESCHEMA */
SW_API SW_NODISCARD sw_status sw_report_html(const char *path,
                                             const sw_evaluation *e,
                                             const sw_report_opts *opts,
                                             sw_error *err);

/* Writes the tables behind the report as CSV into a folder, which is made where
 * it is not there, with datapackage.json, which documents them.
 * @return SW_OK; SW_EIO; SW_EPARSE */
SW_API SW_NODISCARD sw_status sw_report_data(const char *folder,
                                             const sw_evaluation *e,
                                             const sw_report_opts *opts,
                                             sw_error *err);

/* Writes the rows behind the leading estimate as CSV: values, arms and numbers
 * in place of people and clusters. "-" is standard output.
 * @return SW_OK; SW_ENODATA nothing is estimated from rows; SW_EIO */
SW_API SW_NODISCARD sw_status sw_report_rows(const char *path,
                                             const sw_evaluation *e,
                                             const sw_report_opts *opts,
                                             sw_error *err);

/* The terminal summary; the caller frees it with free(). */
SW_API SW_NODISCARD sw_status sw_report_summary(char **out,
                                                const sw_evaluation *e,
                                                const sw_report_opts *opts,
                                                sw_error *err);

/* A figure of the result by its key, as `seatworth explain` lists them:
 * "economics.npv", "verdict.option", "options[cancel].npv.mean". NaN: unknown.
 * Cost: that of writing result.json.
 * @return SW_OK; SW_ENODATA there is no number of that key */
SW_API SW_NODISCARD sw_status sw_evaluation_number(const sw_evaluation *e,
                                                   const char *key, double *out,
                                                   sw_error *err);
/* The same of a text; the caller frees it with free(). */
SW_API SW_NODISCARD sw_status sw_evaluation_text(const sw_evaluation *e,
                                                 const char *key, char **out,
                                                 sw_error *err);

/* result.json in memory; the caller frees *out with free(). */
SW_API SW_NODISCARD sw_status sw_report_json_text(char **out, size_t *length,
                                                  const sw_evaluation *e,
                                                  const sw_report_opts *opts,
                                                  sw_error *err);

#ifdef __cplusplus
}
#endif
#endif
