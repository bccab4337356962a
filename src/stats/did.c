/*
 * Difference in differences on the changes of the units.
 *
 * With y ~ treated * wave the two waves of a unit have the same row but for the
 * wave, so that estimate, CR2 and its degrees of freedom are those of
 * change ~ treated.
 */
#include <stdlib.h>

#include "stats/check.h"
#include "stats/two_waves.h"

/* Satterthwaite's df of CR2 with each unit its own cluster. Its variance is
 * Welch's, its df are not: the working model has one variance. */
static double df_by_unit(double n1, double n0)
{
    double v1 = 1.0 / n1, v0 = 1.0 / n0;
    return (v1 + v0) * (v1 + v0) /
           (v1 * v1 / (n1 - 1.0) + v0 * v0 / (n0 - 1.0));
}

static sw_status of_changes(sw_estimate *out, const double *change,
                            double *room, const bool *treated,
                            const size_t *cluster, size_t n, double level,
                            sw_error *err)
{
    sw_sample arm, rest;
    sw_split_by_arm(&arm, &rest, room, change, treated, n);
    sw_estimate e;
    sw_status st = sw_stats_welch(&e, arm, rest, level, err);
    if (st != SW_OK)
        return st;
    double effect_size = e.effect_size;
    if (cluster != NULL) {
        st = sw_treatment_effect(&e, change, NULL, treated, cluster, n, level,
                                 err);
        if (st != SW_OK)
            return st;
    } else {
        e.df = df_by_unit((double)arm.n, (double)rest.n);
        sw_estimate_by_t(&e, level);
    }
    e.effect_size = effect_size;
    *out = e;
    return SW_OK;
}

sw_status sw_stats_did(sw_estimate *out, const double *before,
                       const double *after, const bool *treated,
                       const size_t *cluster, size_t n, double level,
                       sw_error *err)
{
    sw_status st =
        sw_check_waves(before, after, treated, cluster, n, level, err);
    if (st != SW_OK)
        return st;
    double *change = calloc(n, sizeof *change);
    double *room = calloc(n, sizeof *room);
    if (change == NULL || room == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    } else {
        for (size_t i = 0; i < n; i++)
            change[i] = after[i] - before[i];
        st = of_changes(out, change, room, treated, cluster, n, level, err);
    }
    free(change);
    free(room);
    return st;
}
