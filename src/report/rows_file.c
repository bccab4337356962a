/*
 * rows_file.c - the rows behind the leading estimate, for an auditor who makes
 * it again with `seatworth stat`.
 */
#include <string.h>

#include "base/output_file.h"
#include "evaluation/evaluation.h"
#include "evidence/effect_rows.h"
#include "pilot/run_id.h"
#include "seatworth/report.h"

/* A last column, which no estimator is told to read: a comment would be a row
 * to most readers of CSV. A name of a column may hold a line end. */
static char *with_run_id(const char *csv, const sw_pilot *pilot)
{
    char id[SW_RUN_ID];
    sw_run_id(id, pilot);
    GString *out = g_string_sized_new(2 * strlen(csv) + 1);
    const char *field = "run_id";
    bool quoted = false;
    for (const char *at = csv; *at != '\0'; at++) {
        quoted ^= *at == '"';
        if (*at == '\n' && !quoted) {
            g_string_append_printf(out, ",%s", field);
            field = id;
        }
        g_string_append_c(out, *at);
    }
    return g_string_free(out, FALSE);
}

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
    g_autofree char *named = with_run_id(csv, e->pilot);
    return sw_output_write(path, named, strlen(named), err);
}
