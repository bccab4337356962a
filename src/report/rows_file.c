/*
 * rows_file.c - the rows behind the leading estimate, for an auditor who makes
 * it again with `seatworth stat`.
 */
#include <string.h>

#include "base/output_file.h"
#include "evaluation/evaluation.h"
#include "evidence/effect_rows.h"
#include "seatworth/report.h"

sw_status sw_report_rows(const char *path, const sw_evaluation *e,
                         const sw_report_opts *opts, sw_error *err)
{
    (void)opts;
    const sw_evidence *ev = e->evidence;
    g_autofree char *csv =
        ev->lead < ev->n_effects
            ? sw_effect_rows_csv(&ev->effects[ev->lead], e->pilot)
            : NULL;
    if (csv == NULL)
        return sw_fail(err, SW_ENODATA,
                       "no effect is estimated from rows, so there are none "
                       "to write");
    return sw_output_write(path, csv, strlen(csv), err);
}
